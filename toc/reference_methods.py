"""What well-known methods of a library (statsmodels) say of a target, to stand beside the other ways of reckoning.

The library is opened only when there is a series that it may be asked about. It fits each method by maximum likelihood
or least squares; with few years it often refuses, and then that is the answer.

Sources: Assimakopoulos and Nikolopoulos (2000), The theta model, International Journal of Forecasting 16; Hyndman,
Koehler, Ord and Snyder (2008), Forecasting with exponential smoothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from toc.pace import Dated, Method, landing
from toc.words import say

FEWEST = 3
_A_YEAR_APART = 0.02
"""Years that two successive middles of a year may differ from one year; a leap year does."""


def reckon_by_library(series: Sequence[Dated], target: Dated, ascending: bool) -> tuple[Method, ...]:
    """Hold a series against a target by ``reference_theta``, ``reference_ses`` and ``reference_damped``.

    Args:
        series: points in order of time; at least one, all before the target.
        target: the moment and the value to be reached.
        ascending: whether more is better.
    """
    if len(series) < FEWEST:
        return tuple(Method(name, say("pace.few_points", needed=FEWEST)) for name in METHODS)
    moments = np.array([moment for moment, _ in series])
    if np.abs(np.diff(moments) - 1).max() > _A_YEAR_APART:
        return tuple(Method(name, say("pace.not_every_year")) for name in METHODS)
    values = np.array([value for _, value in series], dtype=float)
    steps = round(target[0] - series[-1][0])
    return tuple(_one(name, values, steps, int(moments[0]), target, ascending) for name in METHODS)


def _one(name: str, values: np.ndarray, steps: int, start: int, target: Dated, ascending: bool) -> Method:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = METHODS[name](values, steps, start)
    except Exception:  # whatever a library throws, the other methods still stand
        return Method(name, say("pace.library_refused"))
    if not np.isfinite(value):
        return Method(name, say("pace.library_refused"))
    return landing(name, value, target, ascending, float(values[-1]))


def _theta(values: np.ndarray, steps: int, start: int) -> float:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    years = pd.period_range(str(start), periods=len(values), freq="Y")
    fitted = ThetaModel(pd.Series(values, index=years), period=1, deseasonalize=False).fit()
    return float(fitted.forecast(steps).iloc[-1])


def _ses(values: np.ndarray, steps: int, _start: int) -> float:
    return _smoothed(values, steps, trend=None)


def _damped(values: np.ndarray, steps: int, _start: int) -> float:
    return _smoothed(values, steps, trend="add")


def _smoothed(values: np.ndarray, steps: int, trend: str | None) -> float:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    model = ETSModel(pd.Series(values), error="add", trend=trend, damped_trend=trend is not None)
    return float(np.asarray(model.fit(disp=False, maxiter=200).forecast(steps))[-1])


METHODS: Mapping[str, Callable[[np.ndarray, int, int], float]] = {
    "reference_theta": _theta,
    "reference_ses": _ses,
    "reference_damped": _damped,
}
"""The methods, in the order in which they are shown."""
