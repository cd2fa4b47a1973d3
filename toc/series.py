"""The points of one indicator that may be compared: ended, complete, not set aside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toc.period import Period

UNFIT = frozenset({"quarantined", "incomplete", "open_period", "conflict_unresolved", "parts_in_dispute"})


@dataclass(frozen=True)
class Point:
    """One value of an indicator, in its unit, over a period of which ``months`` were covered."""

    period: Period
    value: float
    months: tuple[float, float]
    n: float
    flags: tuple[str, ...]
    lower: float = math.nan
    """Lower end of the 95 % interval of a survey; NaN where there is none."""
    upper: float = math.nan
    """Upper end."""
    population: float = math.nan
    """Size of the group that respondents come from, where it is known."""
    reported: int = 1
    """Number of organisations that the value rests on."""
    expected: int = 1
    """Number of organisations that should be in it."""
    denominator: float = math.nan
    """What a ratio was divided by; NaN for anything else."""

    @property
    def partial(self) -> bool:
        """Whether only a part of the period was covered."""
        return "partial" in self.flags

    @property
    def year(self) -> int:
        """Year in which the period ends."""
        return self.period.end.year


def points_by_indicator(values: pd.DataFrame) -> dict[tuple[str, str], tuple[Point, ...]]:
    """Return the usable totals of each (indicator, organisation), in order of time.

    Args:
        values: table with the columns of ``frames.VALUES``.
    """
    there = (values["state"] == "reported") & values["value"].notna() & (values["disaggregation"] == "")
    usable = values.loc[there, list(_OF_A_POINT)]
    periods = {label: Period.parse(label) for label in usable["period"].unique()}
    whole = {label: (period.months, period.months) for label, period in periods.items()}
    found: dict[tuple[str, str], list[Point]] = {}
    for (
        indicator,
        organisation,
        label,
        value,
        low,
        high,
        n,
        flags,
        lower,
        upper,
        population,
        behind,
        due,
        divisor,
    ) in zip(*(usable[name].tolist() for name in _OF_A_POINT), strict=True):
        if not UNFIT.isdisjoint(flags):
            continue
        months = whole[label] if math.isnan(low) else (low, high)
        reported, expected = (1 if math.isnan(count) else max(1, int(count)) for count in (behind, due))
        point = Point(periods[label], value, months, n, flags, lower, upper, population, reported, expected, divisor)
        found.setdefault((indicator, organisation), []).append(point)
    return {key: tuple(sorted(points, key=lambda point: point.period)) for key, points in found.items()}


_OF_A_POINT = (
    "indicator", "organisation", "period", "value", "months_low", "months_high", "n", "flags", "lower", "upper",
    "population", "reported", "expected", "denominator",
)  # fmt: skip
"""Columns of ``frames.VALUES`` that a point is made of."""


def too_few_reported(values: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return of each (indicator, organisation) how many totals are no points because too few organisations reported.

    Args:
        values: table with the columns of ``frames.VALUES``.
    """
    short = np.array(["incomplete" in some and "not_aggregatable" not in some for some in values["flags"]], dtype=bool)
    found = values.loc[short]
    totals = found[(found["state"] == "reported") & (found["disaggregation"] == "")]
    return dict(Counter(zip(totals["indicator"].astype(str), totals["organisation"].astype(str), strict=True)))


def only_apart(values: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return every (indicator, organisation) whose parts have figures of which no figure of the whole can be made.

    Args:
        values: table with the columns of ``frames.VALUES``.
    """
    totals = values[(values["state"] == "reported") & (values["disaggregation"] == "")]
    bare = np.array(["not_aggregatable" in flags for flags in totals["flags"]], dtype=bool) & totals["value"].isna()
    apart, known = (totals.loc[which, ["indicator", "organisation"]].drop_duplicates().astype(str)
                    for which in (bare, totals["value"].notna()))  # fmt: skip
    pairs = (zip(some["indicator"], some["organisation"], strict=True) for some in (apart, known))
    return frozenset(next(pairs)) - frozenset(next(pairs))


def asked(values: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return every (indicator, organisation) with a total that is reported, missing or withheld.

    Others are not due or not applicable: they have no figure and are no part of a sum.

    Args:
        values: table with the columns of ``frames.VALUES``.
    """
    totals = values[(values["disaggregation"] == "") & values["state"].isin(["reported", "missing", "withheld"])]
    pairs = totals[["indicator", "organisation"]].drop_duplicates().astype(str)
    return frozenset(zip(pairs["indicator"], pairs["organisation"], strict=True))


def full_points(points: Iterable[Point]) -> tuple[Point, ...]:
    """Only the points that cover their whole period."""
    return tuple(point for point in points if not point.partial)
