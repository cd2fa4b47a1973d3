"""Many programmes of many worlds through the engine's door, in some processes at once.

Every process draws the programmes of a world again from the same seed and judges its share, so that the answer does
not depend on how many there are.
"""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.verdicts.door import door_of
from benchmarks.verdicts.worlds import Array, Drawn, World, draw_programme, truth_of

T = TypeVar("T")

AT_A_TIME = 10
"""Programmes in one job."""

GROUPS = 20
"""Parts that programmes are divided into to see how far a figure depends on chance."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Job:
    """Some programmes of one world, drawn one after another from the same seed."""

    name: str
    world: World
    seed: int
    first: int
    end: int


def drawn(world: World, seed: int, first: int, end: int) -> list[list[Drawn]]:
    """Programmes ``first`` to ``end`` (not included) of a seed: the ones that ``worlds.draw_many`` gives the core."""
    rng = np.random.default_rng(seed)
    return [one for at in range(end) for one in [draw_programme(world, rng)] if at >= first]


def judged(job: Job) -> pd.DataFrame:
    """One row per link: the truth and what the engine said, with the columns of ``run.table_of``."""
    door = door_of(job.world)
    tables = []
    for at, programme in enumerate(drawn(job.world, job.seed, job.first, job.end), start=job.first):
        start = time.process_time()
        verdicts = door.judge(programme)
        spent = time.process_time() - start
        tables.append(beside_truth(job.world, verdicts).assign(programme=at, ms=1000 * spent / len(verdicts)))
    return pd.concat(tables, ignore_index=True)


def beside_truth(world: World, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Verdicts of one programme (``frames.VERDICTS``) beside the truth.

    ``red`` and ``watch`` are the lists as printed; whatever is on the red list would also be on the watch list.
    """
    truth = truth_of(world)
    known = verdicts["below_kappa"].notna()
    return pd.DataFrame(
        {
            "link": verdicts["link"],
            "T": truth,
            "kind": world.truth,
            "p": verdicts["below_kappa"].astype(float).fillna(0.5),
            "verdict": verdicts["verdict"],
            "judged": known,
            "inside": known & (verdicts["lower90"] <= truth) & (truth <= verdicts["upper90"]),
            "naive": [bool(one) for one in verdicts["naive"]],
            "red": verdicts["listed"].eq("red"),
            "watch": verdicts["listed"].isin(["red", "watch"]),
            "ratio": verdicts["ratio"],
            "error": [one["T"]["error"] if one["T"] else np.nan for one in verdicts["evidence"]],
        }
    )


def through_door(
    worlds: Mapping[str, World], programmes: Mapping[str, int], seed: int, processes: int = 1
) -> dict[str, pd.DataFrame]:
    """Judge so many programmes of each world; with progress on the terminal when there are several processes."""
    jobs = [
        Job(name, world, seed, first, min(first + AT_A_TIME, programmes[name]))
        for name, world in worlds.items()
        for first in range(0, programmes[name], AT_A_TIME)
    ]
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in worlds}
    for job, table in _done(jobs, processes):
        tables[job.name].append(table)
    return {
        name: pd.concat(some, ignore_index=True).sort_values("programme", kind="stable", ignore_index=True)
        for name, some in tables.items()
    }


def _done(jobs: Sequence[Job], processes: int) -> Iterator[tuple[Job, pd.DataFrame]]:
    if processes < 2:
        yield from ((job, judged(job)) for job in jobs)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        _one_thread_each(),
        ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):
        task = progress.add_task("programmes", total=sum(job.end - job.first for job in jobs))
        waiting = {pool.submit(judged, job): job for job in jobs}
        for one in as_completed(waiting):
            job = waiting[one]
            progress.update(task, advance=job.end - job.first, description=job.name)
            yield job, one.result()


def in_a_process(work: Callable[[World], T], world: World) -> T:
    """What a function of a module says of a world, in a process of its own that uses one core."""
    with _one_thread_each(), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, world).result()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes that each use one core, so that they do not stand in each other's way."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def worlds_in(file: Path) -> dict[str, World]:
    """The worlds of a file of somebody else: a Python file with a dict ``WORLDS`` from names to ``World``.

    Raises:
        SystemExit: there is no such file, or no such dict in it.
    """
    specification = importlib.util.spec_from_file_location("worlds_of_others", file)
    if not file.is_file() or specification is None or specification.loader is None:
        raise SystemExit(f"{file}: no Python file")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    found = getattr(module, "WORLDS", None)
    if not isinstance(found, dict) or not all(isinstance(one, World) for one in found.values()):
        raise SystemExit(f"{file}: WORLDS must be a dict from names to benchmarks.verdicts.worlds.World")
    return dict(found)


def by_chance(table: pd.DataFrame, scores: Callable[[pd.DataFrame], Mapping[str, float]]) -> dict[str, float]:
    """Standard error of every score over programmes: the jackknife that leaves out one group of programmes at a time.

    Source: Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapter 11.
    """
    group = table["programme"].rank(method="dense").astype(int) % GROUPS
    groups = sorted(group.unique())
    if len(groups) < 2:
        return dict.fromkeys(scores(table), float("nan"))
    left = pd.DataFrame([scores(table[group != one]) for one in groups])
    error: Array = np.sqrt((len(groups) - 1) * left.var(ddof=0).to_numpy())
    return dict(zip(left.columns, error.tolist(), strict=True))


def calibration(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Of the links with P(T < kappa) in each tenth: how many, their mean P, and the part of which T is below kappa."""
    every = pd.concat(tables, ignore_index=True)
    every = every[every["judged"]]
    tenth = np.minimum((every["p"] * 10).astype(int), 9)
    rows = [
        {"from": low / 10, "links": len(some), "mean P": some["p"].mean(), "below": (some["T"] < 0.5).mean()}
        for low, some in every.groupby(tenth)
    ]
    return pd.DataFrame(rows, columns=["from", "links", "mean P", "below"])


__all__ = ["Job", "by_chance", "calibration", "drawn", "in_a_process", "judged", "through_door", "worlds_in"]
