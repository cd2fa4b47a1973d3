"""Run commands in turn in processes of their own, and compare what they cost."""

from __future__ import annotations

import importlib.metadata
import json
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

LIBRARIES = ("duckdb", "numpy", "pandas", "pyarrow", "pydantic", "sqlalchemy")
HERE = Path("out/benchmarks")
"""Where benchmarks write what they need; nothing in it is kept by git."""

Costs = Mapping[str, Sequence["Cost"]]


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of CPU (user and system), seconds on the clock, and most memory in MB."""

    cpu: float
    clock: float
    memory: float
    answer: Any


def python(module: str, *arguments: object) -> list[str]:
    """The command that runs a module of this folder."""
    return [sys.executable, "-m", f"benchmarks.{module}", *(str(one) for one in arguments)]


def run(command: Sequence[str]) -> Cost:
    """Run a command; its last line, where that is JSON, is its answer.

    The process that measures keeps small, because Linux counts the memory of a parent as that of its child. Modules
    are compiled once and kept, as on any machine where a program runs more often; so run each command once before
    measuring.

    Raises:
        SystemExit: the command failed.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str((HERE / "bytecode").resolve())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = process.stdout.read().strip().splitlines()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    clock = time.perf_counter() - begin
    answer = json.loads(lines[-1]) if lines and lines[-1].startswith(("{", "[")) else None
    return Cost(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024, answer)


def in_turn(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[Cost]]:
    """Run all commands ``runs`` times, each round in the other direction, so that a busy moment hits all alike."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for at in range(runs):
        for name in list(commands)[:: -1 if at % 2 else 1]:
            found[name].append(run(commands[name]))
            one = found[name][-1]
            note = f"{name}: {one.cpu:.2f} s CPU, {one.clock:.2f} s on the clock, {one.memory:.0f} MB"
            print(f"  round {at + 1}, {note}", file=sys.stderr, flush=True)
    return found


def ratio(costs: Costs, ours: str, other: str, what: str = "cpu") -> float:
    """Median over the rounds of what ours took, as a part of what the other took in the same round."""
    pairs = zip(costs[ours], costs[other], strict=True)
    return median(getattr(one, what) / getattr(two, what) for one, two in pairs)


def middle(costs: Costs, name: str, what: str = "cpu") -> float:
    """Median over the rounds."""
    return median(getattr(one, what) for one in costs[name])


def check_alike(costs: Costs, tolerance: float = 1e-9) -> None:
    """Everybody must have given the same answer, every time.

    Raises:
        SystemExit: they did not.
    """
    answers = [(name, one.answer) for name, some in costs.items() for one in some]
    first, expected = answers[0]
    for name, answer in answers[1:]:
        if answer.keys() != expected.keys():
            raise SystemExit(f"{first} and {name} answer about different things: {expected} and {answer}")
        for key, value in expected.items():
            if not math.isclose(value, answer[key], rel_tol=tolerance):
                raise SystemExit(f"{key}: {first} says {value!r}, {name} says {answer[key]!r}")


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown."""
    for row in (header, ["---"] * len(header), *rows):
        print("| " + " | ".join(row) + " |", flush=True)


def verdict(value: float, must: float, stretch: float) -> str:
    """Words for a ratio beside what it must be."""
    if value <= stretch:
        return "reaches the stretch"
    return "as it must be" if value <= must else "TOO MUCH"


def print_machine() -> None:
    """Print on what machine and with which versions was measured, and how busy it is."""
    model, memory = platform.machine(), 0.0
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("MemTotal"):
            memory = int(line.split()[1]) / 1024**2
    versions = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    print(f"{model}, {os.cpu_count()} cores, {memory:.0f} GB; load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, {versions}\n")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "absent"
