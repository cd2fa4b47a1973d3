"""Drawn programmes through the engine's own door: a theory and monitoring rows in, a table of verdicts out.

What was drawn is written down as organisations would report it, and ``toc.judge`` does all the rest: it reads the rows,
adds up, computes the indicators, puts part of a year per year, gives every survey its error, sets output beside
outcome and judges. Nothing of the truth goes in. The theory declares what a programme can know of itself: the effect of
a doubling, the delay, the size of what happens anyway, the design effect and the spread of answers.

How draws become figures:

* An output is a count with the months it covers: as drawn for each organisation, ``4-7`` where nobody kept them.
* A score is the mean of answers from 1 to 5, a share a percentage, both with respondents and the group they come from.
  A register gives value added and hours worked; the indicator divides them.
* A draw has no level of its own that matters: a constant per organisation falls out. So each row of draws is moved to
  a level that its scale allows. A share lies as near 20 % as leaves room for all but one in a hundred figures (at most
  50 %), because answers to a question of yes or no then differ as much as the world says (0.40); a score lies at 3.
* Where only the programme as a whole is known, the country reports one figure for all its organisations.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.verdicts.worlds import (
    DESIGN_EFFECT,
    POPULATION_CORRECTION,
    REGISTER,
    SCORE,
    SHARE,
    Array,
    Drawn,
    Kind,
    World,
)
from toc.assessment import judge
from toc.declared import Text
from toc.indicator import DataElement, Indicator
from toc.link_case import Programme
from toc.organisation import OrganisationTree
from toc.pairing import Pair, Parts
from toc.period import Period
from toc.series import Point
from toc.theory import Theory, TheoryFile

TOP = "country"
FIRST_YEAR = 2023
HOURS = "hours"
HOURS_WORKED = 1000.0
"""Of every organisation, so that the register of the whole is the plain mean of its parts."""

REGISTER_LEVEL = 50.0
"""Value added per hour worked, in EUR."""

MONTHS = 4.0, 7.0
"""What is known of the first year where nobody kept the months."""

SCORE_LEVEL = 3.0
SHARE_LEVELS = 0.20, 0.50
CUT_OFF = 0.01

LEAST_COVERAGE = 0.8
"""Part of the organisations that must have reported before there is a figure of the whole; the usual one."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Door:
    """One world as a theory; made once, used for every programme that is drawn."""

    world: World
    theory: Theory
    organisations: tuple[str, ...]
    """Who reports, in the order of the draws."""

    @property
    def links(self) -> tuple[str, ...]:
        """Ids of the links, in the order of the draws."""
        return tuple(link.id for link in self.theory.file.links)

    def rows(self, programme: Sequence[Drawn]) -> pd.DataFrame:
        """Monitoring rows of one programme, with the columns of a monitoring file."""
        some = [one for at, drawn in enumerate(programme, start=1) for one in _reports(self.world, at, drawn)]
        if any(drawn.kind.name == REGISTER.name for drawn in programme):
            some.append(_report_of_hours(self))
        names = np.array(self.organisations, dtype=object)
        return pd.DataFrame(
            {
                "organisation": names[np.concatenate([one.unit for one in some])],
                "data_element": np.repeat([one.element for one in some], [len(one.unit) for one in some]),
                "period": FIRST_YEAR + np.concatenate([one.year for one in some]),
                "value": np.concatenate([one.value for one in some]),
                "months": np.concatenate([_as_written(one.months) for one in some]),
                "n": np.concatenate([one.n for one in some]),
                "population": np.concatenate([one.population for one in some]),
            }
        )

    def points(self, programme: Sequence[Drawn]) -> dict[Pair, tuple[Point, ...]]:
        """The same figures as values of the indicators, for who only wants to judge.

        Of the top only registers have points, of years that enough organisations reported: a declared size of what
        happens anyway is a part of their level.
        """
        found: dict[Pair, list[Point]] = {}
        for at, drawn in enumerate(programme, start=1):
            register = drawn.kind.name == REGISTER.name
            for report, size in zip(_reports(self.world, at, drawn), (1.0, HOURS_WORKED), strict=True):
                divisor = size if register else 1.0
                for k, unit in enumerate(report.unit):
                    name = self.organisations[unit]
                    found.setdefault((report.indicator, name), []).append(_point(report, k, divisor))
            if register:
                found.setdefault((report.indicator, TOP), []).extend(self._of_the_top(report))
        return {pair: tuple(some) for pair, some in found.items() if some}

    def _of_the_top(self, report: _Report) -> list[Point]:
        """Points of a register for all organisations together, by year."""
        if self.world.national:
            return []
        by_year = [(year, report.value[report.year == year] / HOURS_WORKED) for year in np.unique(report.year)]
        least = LEAST_COVERAGE * len(self.organisations)
        return [_whole_year(year, some.mean()) for year, some in by_year if len(some) >= least]

    def programme(self, points: Mapping[Pair, tuple[Point, ...]]) -> Programme:
        """What ``judge_links`` needs to know beside the links."""
        theory = self.theory
        below = {TOP: (Parts("hip", Text(nl="HIP's", en="HIPs"), self.organisations),)}
        return Programme(
            theory.element_by_id, theory.indicator_by_id, theory.data_element_by_id, points, theory.unit_titles,
            below={} if self.world.national else below, top=TOP,
        )  # fmt: skip

    def judge(self, programme: Sequence[Drawn]) -> pd.DataFrame:
        """Verdicts of one programme, one row per link in the order of the draws (``frames.VERDICTS``)."""
        return judge(self.theory, self.rows(programme), [TOP], as_of=self.day)

    @property
    def day(self) -> date:
        """A day on which the last year is over and reported."""
        return date(FIRST_YEAR + self.world.years, 7, 1)


# --- What the programme declares --------------------------------------------------------------------------------


def door_of(world: World) -> Door:
    """The theory of a world: every link with an output, an outcome and an expectation of its own."""
    kinds = [world.kinds[at % len(world.kinds)] for at in range(len(world.truth))]
    numbered = list(enumerate(kinds, start=1))
    parts = [f"hip{at:03d}" for at in range(1, world.units + 1)]
    reporters = (TOP,) if world.national else tuple(parts)
    level = "country" if world.national else "hip"
    elements = [element for at, kind in numbered for element in _data_elements(at, kind, level)]
    if any(kind.name == REGISTER.name for kind in kinds):
        elements.append(_element(HOURS, "hours", level))
    chain = [element for at, _ in numbered for element in _chain(at)]
    file = TheoryFile.model_validate(
        {
            "id": "drawn", "version": "1", "title": "A drawn programme", "fictional": True,
            "reporting_rounds": [{"period": FIRST_YEAR + year} for year in range(world.years)],
            "elements": chain, "links": [_link(world, at, kind) for at, kind in numbered],
        }
    )  # fmt: skip
    indicators = tuple(one for at, kind in numbered for one in _indicators(at, kind))
    return Door(world, Theory(file, tuple(elements), indicators, _tree(parts)), reporters)


def _tree(parts: Sequence[str]) -> OrganisationTree:
    levels = [{"id": "country", "title": "country", "plural": "countries"},
              {"id": "hip", "title": "HIP", "plural": "HIPs"}]  # fmt: skip
    organisations = [{"id": TOP, "title": "Country", "level": "country"}]
    organisations += [{"id": name, "title": name.upper(), "level": "hip", "parent": TOP} for name in parts]
    return OrganisationTree.model_validate({"levels": levels, "organisations": organisations})


def _element(name: str, unit: str, level: str, **fields: Any) -> DataElement:
    usual = {"kind": "flow", "over_time": "sum", "over_organisations": "sum", "over_disaggregation": "none",
             "missing": "nothing said", "reported_by": [level], "reported_from": FIRST_YEAR}  # fmt: skip
    return DataElement.model_validate({"id": name, "title": name, "unit": unit, **usual, **fields})


def _data_elements(at: int, kind: Kind, level: str) -> list[DataElement]:
    output = _element(f"output_{at}", "activities", level)
    if kind.name == REGISTER.name:
        return [output, _element(f"outcome_{at}", "EUR", level, may_be_negative=True)]
    survey: Row = {"instrument": "survey", "answered_by": "participants", "measures": "perception",
                   "representativeness": "B", "design_effect": DESIGN_EFFECT}  # fmt: skip
    if kind.name == SCORE.name:
        survey["answer_sd"] = kind.respondent
    asked = {"kind": "stock", "over_time": "last", "over_organisations": "none", "survey": survey}
    return [output, _element(f"outcome_{at}", _unit(kind), level, **asked)]


def _unit(kind: Kind) -> str:
    return {SCORE.name: "score 1-5", SHARE.name: "percent", REGISTER.name: "EUR per hour"}[kind.name]


def _indicators(at: int, kind: Kind) -> list[Indicator]:
    checked = {"means_of_verification": {"method": "drawn"}, "ascending": True}
    formula = f"outcome_{at} / {HOURS}" if kind.name == REGISTER.name else f"outcome_{at}"
    return [
        Indicator.model_validate(
            {"id": f"out_{at}", "title": f"Output {at}", "level": "output", "unit": "activities",
             "formula": f"output_{at}", "annualise": True, **checked}
        ),
        Indicator.model_validate(
            {"id": f"then_{at}", "title": f"Outcome {at}", "level": "outcome", "unit": _unit(kind),
             "formula": formula, **checked}
        ),
    ]  # fmt: skip


def _chain(at: int) -> list[Row]:
    return [
        {"id": f"P{at}", "level": "output", "title": f"Output {at}", "indicators": [f"out_{at}"]},
        {"id": f"U{at}", "level": "outcome", "title": f"Outcome {at}", "indicators": [f"then_{at}"]},
    ]


def _link(world: World, at: int, kind: Kind) -> Row:
    scale = {SHARE.name: 100.0, REGISTER.name: REGISTER_LEVEL}.get(kind.name, 1.0)
    effect = kind.effect * world.effect * world.declared
    expects = {"elasticity": effect / math.log(2)} if kind.name == REGISTER.name else {"per_doubling": effect * scale}
    return {
        "id": f"L{at}", "from": f"P{at}", "to": f"U{at}", "mechanism": "drawn", "claim": "contribution",
        "lag": f"{world.lag} years", "expectation": expects, "shock_sd": kind.shock * world.shock_declared * scale,
        "process_sd": kind.process * scale,
    }  # fmt: skip


# --- What is reported -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Report:
    """Figures of one data element; arrays have shape (rows,), ``months`` (2, rows): fewest and most."""

    element: str
    indicator: str
    unit: NDArray[np.int64]
    year: NDArray[np.int64]
    value: Array
    months: Array
    n: Array
    population: Array


def _report(element: str, indicator: str, there: NDArray[np.bool_], value: Array, **more: Array) -> _Report:
    """Take the figures that were reported; without ``months`` they are of whole years, without ``n`` of no survey."""
    unit, year = np.nonzero(there)
    count = len(unit)
    months = np.stack([one[there] for one in more["months"]]) if "months" in more else np.full((2, count), 12.0)
    n, population = (more[name][there] if name in more else np.full(count, np.nan) for name in ("n", "population"))
    return _Report(element, indicator, unit, year, value[there], months, n, population)


def _reports(world: World, at: int, drawn: Drawn) -> tuple[_Report, _Report]:
    """Output and outcome of one link. What brings an outcome of later years is known of all; else a report is whole."""
    if world.national:
        counts, months, outcome, respondents = _together(drawn)
        brought = there = np.ones(outcome.shape, dtype=bool)
    else:
        counts, months = drawn.counts, 12 * drawn.exposure
        outcome, respondents, there = drawn.outcome, drawn.respondents, drawn.reported
        brought = np.ones(there.shape, dtype=bool) if world.lag else there
    low, high = (months, months) if world.exposure_known else (np.where(months < 12, m, 12.0) for m in MONTHS)
    output = _report(f"output_{at}", f"out_{at}", brought, counts, months=np.stack([low, high]))
    value, asked = _figures(drawn.kind, outcome), {}
    if drawn.kind.name != REGISTER.name:
        group = (respondents - POPULATION_CORRECTION) / (1 - POPULATION_CORRECTION)
        asked = {"n": respondents, "population": np.maximum(np.round(group), respondents)}
    return output, _report(f"outcome_{at}", f"then_{at}", there, value, **asked)


def _point(report: _Report, at: int, divisor: float) -> Point:
    """One figure as the value of an indicator."""
    low, high = report.months[:, at].tolist()
    flags = ("partial",) if high < 12 else ()
    whole = _whole_year(report.year[at], report.value[at] / divisor)
    return replace(whole, months=(low, high), flags=flags, n=float(report.n[at]), population=report.population[at])


def _whole_year(year: int, value: float) -> Point:
    return Point(Period.parse(int(FIRST_YEAR + year)), float(value), (12.0, 12.0), math.nan, ())


def _as_written(months: Array) -> NDArray[np.object_]:
    """The column ``months``: empty for whole years, a number, or a range."""
    written = [
        "" if low >= 12 else f"{low:.6f}" if low == high else f"{low:g}-{high:g}"
        for low, high in zip(*months, strict=True)
    ]
    return np.array(written, dtype=object)


def _together(drawn: Drawn) -> tuple[Array, Array, Array, Array]:
    """Output, its months, outcome and respondents of all organisations as one; shape (1, years) each.

    The months are those in which so many would have been counted at the yearly rate of all organisations together.
    """
    counts = drawn.counts.sum(axis=0, keepdims=True)
    months = 12 * counts / (drawn.counts / drawn.exposure).sum(axis=0, keepdims=True)
    respondents = drawn.respondents.sum(axis=0, keepdims=True)
    outcome = (drawn.respondents * drawn.outcome).sum(axis=0, keepdims=True) / respondents
    return counts, months, outcome, respondents


def _figures(kind: Kind, outcome: Array) -> Array:
    """What was drawn as it would be written down: at a level that the scale allows."""
    change = outcome - outcome.mean(axis=1, keepdims=True)
    if kind.name == REGISTER.name:
        return np.asarray(REGISTER_LEVEL * HOURS_WORKED * np.exp(change))
    if kind.name == SCORE.name:
        return np.asarray(np.clip(SCORE_LEVEL + change, 1.0, 5.0))
    level = float(np.clip(-np.quantile(change, CUT_OFF), *SHARE_LEVELS))
    return np.asarray(100 * np.clip(level + change, 0.0, 1.0))


def _report_of_hours(door: Door) -> _Report:
    shape = len(door.organisations), door.world.years
    return _report(HOURS, "", np.ones(shape, dtype=bool), np.full(shape, HOURS_WORKED))
