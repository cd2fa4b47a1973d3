"""What others would have forecast: last value, drift, lines, and the methods of statsmodels and statsforecast.

Every method takes what is known, shape (series, n), and the number of steps, and gives quantiles, shape (series,
steps, quantiles). Where a library refuses a series (statsforecast wants more years than most programmes have) the
answer is NaN, and the last value stands in.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from benchmarks.projection.scores import QUANTILES
from benchmarks.projection.series import Array

Method = Callable[[Array, int], Array]
PROBABILITIES: Array = np.array(list(QUANTILES.values()))
NORMAL: Array = ndtri(PROBABILITIES)
LAST_VALUE = "last value"


def last_value(known: Array, steps: int) -> Array:
    """Nothing changes; the interval of a random walk without drift."""
    spread = np.sqrt((np.diff(known) ** 2).mean(axis=1))[:, None] * np.sqrt(np.arange(1, steps + 1))
    return _around(np.repeat(known[:, -1:], steps, axis=1), spread, NORMAL)


def drift(known: Array, steps: int) -> Array:
    """It goes on as from the first year to the last; the interval of a random walk with drift."""
    ahead, moves = np.arange(1, steps + 1), np.diff(known)
    spread = moves.std(axis=1, ddof=1)[:, None] * np.sqrt(ahead * (1 + ahead / moves.shape[1]))
    return _around(known[:, -1:] + moves.mean(axis=1)[:, None] * ahead, spread, NORMAL)


def straight_line(known: Array, steps: int) -> Array:
    """What TREND does in a spreadsheet, with the prediction interval of Student's t on n - 2 degrees of freedom."""
    n = known.shape[1]
    years = np.arange(n) - (n - 1) / 2
    ahead = n + np.arange(steps) - (n - 1) / 2
    squares = float((years**2).sum())
    middle, slope = known.mean(axis=1)[:, None], ((known * years).sum(axis=1) / squares)[:, None]
    left = ((known - middle - slope * years) ** 2).sum(axis=1)[:, None]
    spread = np.sqrt(left / (n - 2)) * np.sqrt(1 + 1 / n + ahead**2 / squares)
    return _around(middle + slope * ahead, spread, stdtrit(n - 2, PROBABILITIES))


def log_line(known: Array, steps: int) -> Array:
    """A straight line through logarithms, where all figures are above zero; else through the figures."""
    found, positive = straight_line(known, steps), (known > 0).all(axis=1)
    found[positive] = np.exp(np.minimum(straight_line(np.log(known[positive]), steps), 700.0))
    return found


def _around(middle: Array, spread: Array, scores: Array) -> Array:
    return middle[..., None] + spread[..., None] * scores


def _each(fit: Callable[[Array, int], list[Any]]) -> Method:
    """A method that takes one series at a time and gives its five quantiles, each of shape (steps,)."""

    def method(known: Array, steps: int) -> Array:
        found = np.full((len(known), steps, len(QUANTILES)), np.nan)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for at, values in enumerate(known):
                try:
                    found[at] = np.column_stack([np.asarray(one, float) for one in fit(values, steps)])
                except Exception:  # noqa: S112 (libraries refuse short series in ways of their own)
                    continue
        return found

    return method


def _statsforecast(name: str) -> Method:
    def fit(values: Array, steps: int) -> list[Any]:
        model = getattr(importlib.import_module("statsforecast.models"), name)(season_length=1)
        found = model.forecast(y=values, h=steps, level=[80, 95])
        return [found[one] for one in ("lo-95", "lo-80", "mean", "hi-80", "hi-95")]

    return _each(fit)


def _smoothing(trend: str | None, damped: bool) -> Method:
    def fit(values: Array, steps: int) -> list[Any]:
        ets = importlib.import_module("statsmodels.tsa.exponential_smoothing.ets")
        model = ets.ETSModel(pd.Series(values), error="add", trend=trend, damped_trend=damped)
        found = model.fit(disp=False, maxiter=200).get_prediction(start=len(values), end=len(values) + steps - 1)
        return _ordered(found.predicted_mean, found.pred_int(alpha=0.20), found.pred_int(alpha=0.05))

    return _each(fit)


def _components(level: str) -> Method:
    def fit(values: Array, steps: int) -> list[Any]:
        structural = importlib.import_module("statsmodels.tsa.statespace.structural")
        found = structural.UnobservedComponents(values, level=level).fit(disp=False, maxiter=100).get_forecast(steps)
        return _ordered(found.predicted_mean, found.conf_int(alpha=0.20), found.conf_int(alpha=0.05))

    return _each(fit)


def _theta(values: Array, steps: int) -> list[Any]:
    theta = importlib.import_module("statsmodels.tsa.forecasting.theta")
    years = pd.period_range("2000", periods=len(values), freq="Y")
    found = theta.ThetaModel(pd.Series(values, index=years), period=1, deseasonalize=False).fit()
    intervals = [found.prediction_intervals(steps, alpha=alpha) for alpha in (0.20, 0.05)]
    return _ordered(found.forecast(steps), *intervals)


def _ordered(middle: Any, at80: Any, at95: Any) -> list[Any]:
    inner, outer = np.asarray(at80), np.asarray(at95)
    return [outer[:, 0], inner[:, 0], middle, inner[:, 1], outer[:, 1]]


REFERENCES: Mapping[str, Method] = {
    LAST_VALUE: last_value,
    "drift": drift,
    "straight line": straight_line,
    "log line": log_line,
    "SES": _smoothing(None, damped=False),
    "Holt": _smoothing("add", damped=False),
    "damped Holt": _smoothing("add", damped=True),
    "Theta": _each(_theta),
    "local level": _components("llevel"),
    "local linear trend": _components("lltrend"),
    "AutoETS": _statsforecast("AutoETS"),
    "AutoTheta": _statsforecast("AutoTheta"),
    "DynamicOptimizedTheta": _statsforecast("DynamicOptimizedTheta"),
    "AutoARIMA": _statsforecast("AutoARIMA"),
    "AutoCES": _statsforecast("AutoCES"),
}
"""SES to local linear trend are of statsmodels, the rest of statsforecast."""


def forecaster(method: Method) -> Callable[[pd.DataFrame, int], pd.DataFrame]:
    """A method as a forecaster: a panel of equally long series in, a table of quantiles out."""

    def forecast(panel: pd.DataFrame, h: int, levels: tuple[int, ...] = (80, 95)) -> pd.DataFrame:
        wide = panel.pivot(index="unique_id", columns="t", values="y")
        found = method(wide.to_numpy(float), h).reshape(-1, len(QUANTILES))
        table = pd.DataFrame(found, columns=list(QUANTILES))
        names, steps = np.repeat(wide.index.to_numpy(), h), np.tile(np.arange(1, h + 1), len(wide))
        return table.assign(unique_id=names, step=steps)

    return forecast
