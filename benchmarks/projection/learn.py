"""Learn general experience with yearly series: ``uv run python -m benchmarks.projection.learn --data FOLDER``.

Reads the training parts of the yearly series of the M4 competition (``m4_yearly_train_prior.parquet``: columns
``unique_id``, ``t``, ``y``; Makridakis, Spiliotis & Assimakopoulos 2020, Apache licence 2.0), takes one window of ten
years from each of a random choice of series, and settles the weights of the dictionary of trends by expectation
maximisation. Then it stretches the intervals until, on panels of these series, the 80 % interval holds 80 %. Writes
``toc/forecasting/experience.json``. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toc.forecasting.evidence import read, usual_unit
from toc.forecasting.forecast import forecast
from toc.forecasting.panel import Nature, Series
from toc.forecasting.pooling import experience, stretch_terms
from toc.forecasting.trends import DRIFTS, ON, SHAPE, SIZE

Array = NDArray[np.float64]

TARGET = Path(__file__).parents[2] / "toc" / "forecasting" / "experience.json"
WINDOW = 10
WINDOWS = 6000
LEAST = 16
"""Years that a series must have."""

ROUNDS = 150
SEED = 20260101
SMOOTHING = 0.05
"""Part of the weight that is spread over all components, so that a panel may move anywhere."""

NEARNESS = {0.0: 1.0, 0.02: 0.6, 0.05: 0.3, 0.12: 0.1}
"""How that part is spread over the drifts."""

DIRECTION_BELIEVED = 0.25
"""How far it is believed that other figures rise as often as business series do; the rest is symmetric."""

NEGLIGIBLE = 1e-5

AHEAD = 6
LENGTHS = (2, 3, 4, 5, 6, 8, 10)
PANELS = (
    (1, 200, True),
    (4, 60, True),
    (4, 60, False),
    (12, 30, True),
    (12, 30, False),
    (60, 10, True),
    (60, 10, False),
)
"""Panels on which the intervals are calibrated: size, number, and whether their series are a random choice or stand
together in the competition, and so are of one kind and shaken together."""


def windows(path: Path, count: int, length: int, seed: int) -> Array:
    """One window at a random place in each of a random choice of series, shape (count, length)."""
    table = pd.read_parquet(path).sort_values(["unique_id", "t"])
    series = [one.to_numpy(float) for _, one in table.groupby("unique_id")["y"] if len(one) >= LEAST]
    random = np.random.default_rng(seed)
    chosen = random.permutation(len(series))[:count]
    found = []
    for at in chosen:
        start = random.integers(0, len(series[at]) - length + 1)
        found.append(series[at][start : start + length])
    return np.array(found)


def likelihoods(figures: Array, nature: Nature) -> NDArray[np.float32]:
    """Likelihood of each window under each component, its largest 1, shape (windows, components)."""
    moments, rows = np.arange(figures.shape[1], dtype=float), []
    for one in figures:
        series = Series(moments, one)
        unit = usual_unit(series, nature)
        if unit > 0:
            fit = read(series, one, moments[-1:] + 1, unit, nature).fit
            rows.append(np.exp(fit - fit.max()).astype(np.float32))
    return np.array(rows)


def maximise(likelihood: NDArray[np.float32]) -> Array:
    """Weights of the components by expectation maximisation, shape (components,)."""
    weights = np.full(SIZE, 1 / SIZE)
    for _ in range(ROUNDS):
        total = likelihood @ weights.astype(np.float32)
        weights = weights * ((1 / total) @ likelihood) / len(likelihood)
    return weights / weights.sum()


def smooth(weights: Array, relative: bool) -> Array:
    """Spread a little weight over all trends and drifts, each scale and spread as often as it occurs."""
    shaped = weights.reshape(SHAPE)
    spread = np.ones(SHAPE) * shaped.sum(axis=(1, 2), keepdims=True)
    spread *= np.array([NEARNESS[abs(float(one))] for one in DRIFTS])[None, None, :, None]
    if not relative:
        spread = spread * (ON.reshape(SHAPE) == 0)
    return ((1 - SMOOTHING) * shaped + SMOOTHING * spread / spread.sum()).ravel()


def panels(path: Path) -> list[list[list[Array]]]:
    """Panels of whole series, by kind of panel."""
    table = pd.read_parquet(path)
    table["place"] = table["unique_id"].str[1:].astype(int)
    series = [one.to_numpy(float) for _, one in table.sort_values(["place", "t"]).groupby("place")["y"]]
    series = [one for one in series if len(one) >= LEAST and np.ptp(one[-LEAST:]) > 0]
    random, found = np.random.default_rng(SEED), []
    for size, number, mixed in PANELS:
        order = random.permutation(len(series)) if mixed else np.arange(len(series))
        starts = size * random.choice(len(series) // size, number, replace=False)
        found.append([[series[one] for one in order[start : start + size]] for start in starts])
    return found


def calibrate(given: list[list[list[Array]]], nature: Nature) -> list[float]:
    """How far intervals must be stretched to hold 80 % on M4 panels of all kinds and lengths.

    Returns:
        Factors by least squares for what ``pooling.stretch_terms`` says of a number of figures and of series.
    """
    needed, terms = [], []
    for kind in given:
        for n in LENGTHS:
            distances: list[float] = []
            for panel in kind:
                series = [Series(np.arange(n, dtype=float), one[-AHEAD - n : -AHEAD]) for one in panel]
                outlooks = forecast(series, [n - 1.0 + np.arange(1, AHEAD + 1)] * len(series), nature)
                for one, outlook in zip(panel, outlooks, strict=True):
                    if outlook is not None:
                        away = one[-AHEAD:] - outlook.median
                        above, below = outlook.quantile(0.9) - outlook.median, outlook.median - outlook.quantile(0.1)
                        distances += list(np.abs(away) / np.maximum(np.where(away > 0, above, below), 1e-300))
            needed.append(float(np.quantile(distances, 0.8)))
            terms.append(stretch_terms(n, len(kind[0])))
    design = np.array(terms)
    found = np.linalg.lstsq(design, np.array(needed), rcond=None)[0]
    for at, (size, _, mixed) in enumerate(PANELS):
        rows = slice(at * len(LENGTHS), (at + 1) * len(LENGTHS))
        label = f"{size} {'mixed' if mixed else 'of a kind'}"
        print(
            f"{label:14}", "needed", np.round(needed[rows], 2), "fitted", np.round(design[rows] @ found, 2), flush=True
        )
    return [round(float(one), 3) for one in found]


def main() -> None:
    """Learn both sets of weights, calibrate them, and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with m4_yearly_train_prior.parquet")
    path = parser.parse_args().data / "m4_yearly_train_prior.parquet"
    stored: dict[str, Any] = {
        "source": "weights over toc.forecasting.trends, learned by benchmarks/projection/learn.py from the training "
        "parts of the yearly series of the M4 competition (Apache licence 2.0)",
    }
    figures = windows(path, WINDOWS, WINDOW, SEED)
    kinds = (("natural_zero", Nature(), DIRECTION_BELIEVED), ("no_natural_zero", Nature(natural_zero=False), 0.0))
    for name, nature, believed in kinds:
        weights = smooth(maximise(likelihoods(figures, nature)), nature.natural_zero)
        kept = np.flatnonzero((weights > NEGLIGIBLE) | (weights.reshape(SHAPE)[:, :, ::-1].ravel() > NEGLIGIBLE))
        stored[name] = {
            "direction_believed": believed, "stretch": [1.0, 0.0, 0.0], "components": kept.tolist(),
            "weights": [float(f"{one:.4g}") for one in weights[kept]],
        }  # fmt: skip
        print(f"{name}: {len(figures)} windows of {WINDOW} years, {len(kept)} components")
    TARGET.write_text(json.dumps(stored) + "\n", encoding="utf-8")
    experience.cache_clear()
    given = panels(path)
    for name, nature, _ in kinds:
        stored[name]["stretch"] = calibrate(given, nature)
    TARGET.write_text(json.dumps(stored) + "\n", encoding="utf-8")
    print(f"written: {TARGET}")


if __name__ == "__main__":
    main()
