"""How good a distribution was, now that one knows what came."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from benchmarks.projection.series import Array, Trial

QUANTILES: Mapping[str, float] = {"lo95": 0.025, "lo80": 0.10, "mean": 0.50, "hi80": 0.90, "hi95": 0.975}
"""Columns of a forecast with the probability below each; ``mean`` is the point forecast and counts as the median."""

HORIZONS = (3, 6)
_NORMAL: Array = ndtri(list(QUANTILES.values()))


def as_array(trial: Trial, answer: pd.DataFrame | None) -> Array:
    """A forecaster's table as an array (series, steps, quantiles); NaN where it gave none."""
    found = np.full((len(trial.ids), trial.steps, len(QUANTILES)), np.nan)
    if answer is not None and len(answer):
        rows = pd.Series(np.arange(len(trial.ids)), index=trial.ids)[answer["unique_id"]].to_numpy()
        found[rows, answer["step"].to_numpy(int) - 1] = answer[list(QUANTILES)].to_numpy(float)
    return found


def scores(trial: Trial, forecast: Array, horizon: int) -> dict[str, float]:
    """Means over series and steps 1 to ``horizon`` of every score.

    Args:
        trial: what was shown and what came.
        forecast: quantiles, shape (series, steps, quantiles), all finite.
        horizon: last step that counts.

    Returns:
        smape (percent); mase; msis80 and msis95, interval scores (Gneiting & Raftery 2007); cov80 and cov95, percent
        of outcomes inside the interval; wis, the weighted interval score of median, 80 and 95 % (Bracher et al.
        2021); brier, of the probability that a target is reached; width80. All that has a unit is divided by the
        scale of the series.
    """
    steps = min(horizon, trial.steps)
    came, scale = trial.truth[:, :steps], trial.scale[:, None]
    forecast = forecast[:, :steps]
    low95, low80, middle, high80, high95 = np.moveaxis(forecast, 2, 0)
    off = np.abs(came - middle)
    size = np.abs(came) + np.abs(middle)
    at80 = interval_score(came, low80, high80, 0.80) / scale
    at95 = interval_score(came, low95, high95, 0.95) / scale
    found = {
        "smape": 200 * np.divide(off, size, out=np.zeros_like(off), where=size > 0),
        "mase": off / scale,
        "msis80": at80,
        "msis95": at95,
        "cov80": 100.0 * ((low80 <= came) & (came <= high80)),
        "cov95": 100.0 * ((low95 <= came) & (came <= high95)),
        "wis": (0.5 * off / scale + 0.1 * at80 + 0.025 * at95) / 2.5,
        "brier": _brier(trial, forecast),
        "width80": (high80 - low80) / scale,
    }
    return {name: float(values.mean()) for name, values in found.items()}


def interval_score(came: Array, low: Array, high: Array, level: float) -> Array:
    """Width of the interval, and a fine for an outcome outside it: 2 / (1 - level) for each unit beyond the edge."""
    found: Array = (high - low) + 2 / (1 - level) * (np.maximum(low - came, 0) + np.maximum(came - high, 0))
    return found


def _brier(trial: Trial, forecast: Array) -> Array:
    """Mean over five targets: the last value, and one or two scales off it, wider as the square root of the step."""
    steps = forecast.shape[1]
    move = trial.scale[:, None] * np.sqrt(np.arange(1, steps + 1))
    targets = [trial.known[:, -1:] + times * move for times in (-2, -1, 0, 1, 2)]
    reached = [(chance(forecast, target) - (trial.truth[:, :steps] >= target)) ** 2 for target in targets]
    found: Array = np.mean(reached, axis=0)
    return found


def chance(forecast: Array, target: Array) -> Array:
    """P(outcome >= target), shape (series, steps).

    Straight lines through the quantiles on the scale of normal scores, the outer ones carried on.
    """
    quantiles = np.maximum.accumulate(forecast, axis=2)
    piece = np.clip((target[..., None] > quantiles).sum(axis=2) - 1, 0, len(QUANTILES) - 2)
    left, right = _taken(quantiles, piece), _taken(quantiles, piece + 1)
    apart = np.maximum(right - left, 1e-9 * np.maximum(np.abs(right), 1e-9))
    score = _NORMAL[piece] + (target - left) / apart * (_NORMAL[piece + 1] - _NORMAL[piece])
    found: Array = 1 - ndtr(np.clip(score, -8, 8))
    return found


def _taken(quantiles: Array, at: NDArray[np.int_]) -> Array:
    taken: Array = np.take_along_axis(quantiles, at[..., None], axis=2)[..., 0]
    return taken
