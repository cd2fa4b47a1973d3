"""Output and outcome of one link set side by side, of one organisation or of many, each with its error.

What a figure says of a year, on which scale a link is judged, and how much outcome was expected: everything that the
numbers of ``toc.linking`` need, and nothing that they decide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from toc.accrual import SHARES, counts_things, grows_with_time, growth_is_per_month
from toc.declared import Text
from toc.formula import parse
from toc.indicator import DataElement, Indicator, Kind, OverOrganisations, Survey
from toc.linking.panel import Array, Declared, Figures, Panel, join
from toc.linking.surveys import USUAL_ICC, design_effect, effective_n, score_error, share_error
from toc.linking.verdict import first_and_last
from toc.measurement import MONTHS_PER_YEAR, OVERDISPERSION, SHORTEST_EXPOSURE
from toc.result_chain import CausalLink, Saturation
from toc.series import Point

Pair = tuple[str, str]

SMALLEST_CHANGE = math.log(1.10)
"""An output that moves less than 10 % has not put its link to the test."""

DEFAULT_CHANGE = {"percent": 5.0, "fraction": 0.05, "score 1-5": 0.2}
"""Minimum important change by unit of the outcome where nobody declared an expectation."""

DEFAULT_RELATIVE_CHANGE = 0.02
"""The same of a ratio: 2 %. Of counts and amounts nobody can say."""

DEFAULT_SHOCK = {"percent": 2.0, "fraction": 0.02, "score 1-5": 0.1}
"""Yearly change that happens anyway (sd) where nobody declared it."""

DEFAULT_RELATIVE_SHOCK = 0.02
"""The same of anything else, as a part of its level."""

MANY_ZEROS = 0.10
"""With more zeros than this an output has no useful logarithm."""

SCORE = "score"


@dataclass(frozen=True)
class Parts:
    """Organisations of one level below an organisation."""

    level: str
    plural: Text
    organisations: tuple[str, ...]


class Scale(StrEnum):
    """How a measure enters the sums."""

    LOGARITHM = "logarithm"
    LEVEL = "level"


@dataclass(frozen=True)
class Measure:
    """An indicator as one end of a link."""

    indicator: Indicator
    scale: Scale
    accrues: bool
    """Whether it grows with the months it covers, so that a part of a year is put per year."""

    convertible: bool
    """Whether a part of a year may be put per year."""

    counted: bool
    """Whether it counts things, so that chance is part of it."""

    kind: Literal["share", "score", "amount"]
    survey: Survey | None = None
    running: bool = False
    """Whether what counts is everything up to and with that year."""

    ratio: bool = False
    """Whether it divides one figure by another."""

    part_of_counts: bool = False
    """Whether it is a share of things or people that were all counted."""

    adds_up: bool = False
    """Whether the figure of the whole is the sum of those of its parts."""

    @property
    def unit(self) -> str:
        """Unit of the indicator."""
        return self.indicator.unit


def measure_of(
    indicator: Indicator, data_elements: Mapping[str, DataElement], scale: Scale, running: bool = False
) -> Measure:
    """Describe an indicator as an end of a link."""
    elements = [data_elements[name] for name in parse(indicator.formula).names]
    surveys = [one.survey for one in elements if one.survey is not None]
    kind: Literal["share", "score", "amount"] = (
        "share" if indicator.unit in SHARES else "score" if indicator.unit.startswith(SCORE) else "amount"
    )
    accrues = grows_with_time(indicator, data_elements)
    return Measure(
        indicator, scale, accrues, growth_is_per_month(indicator, data_elements),
        accrues and counts_things(indicator), kind, surveys[0] if surveys else None, running and accrues,
        len(elements) > 1 and not accrues,
        kind == "share" and len(elements) > 1 and not surveys
        and not any(one.unit.startswith(("EUR", "hours")) for one in elements),
        all(one.over_organisations is OverOrganisations.SUM for one in elements)
        and parse(indicator.formula).is_sum and kind == "amount",
    )  # fmt: skip


def measures_of(
    link: CausalLink, output: Indicator, outcome: Indicator, data_elements: Mapping[str, DataElement]
) -> tuple[Measure, Measure]:
    """On which scales a link is judged.

    The output is a logarithm, but for a conversion. The outcome is a logarithm for an elasticity, and without an
    expectation where it is no share and no score; else it is as it is. A conversion into something that stands or
    adds up goes by everything put in so far.
    """
    expectation = link.expectation
    conversion = expectation is not None and expectation.conversion is not None
    plain = measure_of(outcome, data_elements, Scale.LEVEL)
    relative = expectation.elasticity is not None if expectation is not None else plain.kind == "amount"
    elements = [data_elements[name] for name in parse(outcome.formula).names]
    stands = conversion and plain.kind == "amount" and not plain.accrues and any(
        one.kind in (Kind.STOCK, Kind.CUMULATIVE) for one in elements
    )  # fmt: skip
    x = measure_of(output, data_elements, Scale.LEVEL if conversion else Scale.LOGARITHM, running=stands)
    return x, replace(plain, scale=Scale.LOGARITHM if relative else Scale.LEVEL)


# --- One figure -------------------------------------------------------------------------------------------------


def yearly(points: Sequence[Point]) -> tuple[Point, ...]:
    """One point per year: the one that covers most of it, in order of time."""
    years = [point.period.end.year for point in points]
    if all(before < after for before, after in pairwise(years)):
        return tuple(points)
    best: dict[int, Point] = {}
    for point in points:
        if point.year not in best or sum(point.months) > sum(best[point.year].months):
            best[point.year] = point
    return tuple(best[year] for year in sorted(best))


def exposure(measure: Measure, point: Point) -> tuple[float, float] | None:
    """Part of a year that a point covers and the variance of its logarithm; None where it cannot stand for a year.

    A share, mean or stock of a part of a year is taken as it is only when nothing says that it is partial.
    """
    if not measure.accrues:
        return None if point.partial else (1.0, 0.0)
    low, high = point.months
    part = (low + high) / 2 / MONTHS_PER_YEAR
    whole = low == high and low >= MONTHS_PER_YEAR
    if not whole and (not measure.convertible or part < SHORTEST_EXPOSURE):
        return None
    return part, math.log(high / low) ** 2 / 12


def error_of(measure: Measure, point: Point, per_organisation: float) -> float:
    """Variance of one figure in its own unit, without what the length of its period leaves open.

    Args:
        measure: what it measures.
        point: the figure.
        per_organisation: organisations that the respondents come from.
    """
    if measure.survey is not None and not math.isnan(point.n) and point.n > 0:
        return _survey_error(measure, measure.survey, point, per_organisation)
    if measure.part_of_counts and point.denominator >= 1:
        whole = SHARES[measure.unit]
        share = min(max(point.value / whole, 0.0), 1.0)
        return share_error(share, point.denominator, point.denominator) * whole**2
    if measure.counted:
        amount = max(point.value, 0.5)
        return amount + amount**2 * OVERDISPERSION / point.reported
    return 0.0


def _survey_error(measure: Measure, survey: Survey, point: Point, per_organisation: float) -> float:
    effect = effect_of(survey, point.n / max(per_organisation, 1.0))
    population = None if math.isnan(point.population) else point.population
    worth = effective_n(point.n, effect, population)
    if measure.kind == "share":
        whole = SHARES[measure.unit]
        return share_error(min(max(point.value / whole, 0.0), 1.0), point.n, worth) * whole**2
    if measure.kind == "score":
        return score_error(point.value, worth, survey.answer_sd).variance
    return 0.0


def effect_of(survey: Survey, respondents_per_organisation: float) -> float:
    """Design effect of a survey: the declared one, else from how alike answers of one organisation are."""
    if survey.design_effect is not None:
        return survey.design_effect
    return design_effect(respondents_per_organisation, USUAL_ICC if survey.icc is None else survey.icc)


@dataclass(frozen=True)
class Cell:
    """One figure of one organisation in one year, on the scale of its link."""

    year: int
    value: float
    variance: float
    raw: float
    """The figure per year, in its own unit."""

    part: float
    """Part of the year it covers."""


def cells_of(measure: Measure, points: Sequence[Point]) -> tuple[Cell, ...]:
    """Figures of one organisation that can stand for a year, on the scale of the link."""
    return tuple(one for one in _tried(measure, points) if one is not None)


def _tried(measure: Measure, points: Sequence[Point]) -> list[Cell | None]:
    """The same, with None for a figure that has no logarithm where one is needed."""
    found: list[Cell | None] = []
    before = 0.0, 0.0
    for point in yearly(points):
        covered = exposure(measure, point)
        if covered is None or not math.isfinite(point.value):
            continue
        part, spread = covered
        error = error_of(measure, point, point.reported)
        if measure.running:
            before = before[0] + point.value, before[1] + error
            value, variance = before
        else:
            value, variance = point.value / part, error / part**2 + (point.value / part) ** 2 * spread
        found.append(_on_scale(measure, point, part, value, variance))
    return found


def _on_scale(measure: Measure, point: Point, part: float, value: float, variance: float) -> Cell | None:
    if measure.scale is Scale.LEVEL:
        return Cell(point.year, value, variance, value, part)
    least = 0.5 / part if measure.counted else 0.0
    positive = max(value, least)
    if positive <= 0:
        return None
    return Cell(point.year, math.log(positive), variance / positive**2, value, part)


# --- The panel --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One end of a link: figures of organisations over years."""

    measure: Measure
    name: str
    organisations: tuple[str, ...]
    figures: Figures
    cells: Mapping[tuple[int, int], Cell]
    """By number of the organisation and year."""

    zeros: float
    """Part of the figures that are zero, or have no logarithm where one is needed."""

    @property
    def years(self) -> tuple[float, ...]:
        """Years with any figure."""
        return tuple(np.unique(self.figures.time).tolist())


def side_of(
    measure: Measure, name: str, organisations: Sequence[str], points: Mapping[Pair, tuple[Point, ...]]
) -> Side:
    """Take the figures of one end of a link from the points of organisations."""
    unit: list[int] = []
    cells: list[Cell] = []
    asked = 0
    for number, organisation in enumerate(organisations):
        given = _tried(measure, points.get((name, organisation), ()))
        some = [one for one in given if one is not None]
        asked += len(given)
        unit += [number] * len(some)
        cells += some
    turn = -1.0 if measure.indicator.ascending is False else 1.0
    figures = Figures(
        _whole(unit), _array([one.year for one in cells]), turn * _array([one.value for one in cells]),
        _array([one.variance for one in cells]),
    )  # fmt: skip
    zeros = (sum(one.raw == 0 for one in cells) + asked - len(cells)) / asked if asked else 0.0
    by_place = {(at, one.year): one for at, one in zip(unit, cells, strict=True)}
    return Side(measure, name, tuple(organisations), figures, by_place, zeros)


def _array(values: Sequence[float]) -> Array:
    return np.array(values, dtype=np.float64)


def _whole(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def upright(side: Side) -> Side:
    """The same end, never turned: an output is as it is, whatever direction is better."""
    if side.measure.indicator.ascending is not False:
        return side
    figures = side.figures
    return replace(side, figures=Figures(figures.unit, figures.time, -figures.value, figures.variance))


def lags_of(link: CausalLink) -> tuple[int, ...]:
    """Whole years from output to outcome that count; none declared means the same year."""
    if link.lag is None:
        return (0,)
    first = math.ceil(link.lag.min_years)
    return tuple(range(first, max(first, math.floor(link.lag.max_years)) + 1))


@dataclass(frozen=True)
class Expected:
    """How much outcome a link promises, in the units of its panel."""

    slope: float
    """Outcome, turned so that more is better, per 1 of output on its scale."""

    kappa: float
    form: str
    value: float | None
    defaulted: bool


def expected_of(link: CausalLink, x: Side, y: Side, moved: float) -> Expected | None:
    """The slope that was declared, or the smallest change that matters; None where nothing is expected at all.

    Args:
        link: what was declared.
        x: the output.
        y: the outcome.
        moved: how far the output moved, on its scale; a smallest change of the outcome is held against it.
    """
    expectation = link.expectation
    least = SMALLEST_CHANGE if x.measure.scale is Scale.LOGARITHM else SMALLEST_CHANGE * _level(x)
    step = max(abs(moved), least)
    if expectation is None:
        change = _smallest_that_matters(y)
        return Expected(change / step, 1.0, "none", None, True) if change and step else None
    if expectation.mic is not None:
        slope = expectation.mic / step if step else 0.0
        return Expected(slope, 1.0, "mic", expectation.mic, False) if slope else None
    if expectation.elasticity is not None:
        slope, form, value = expectation.elasticity, "elasticity", expectation.elasticity
    elif expectation.per_doubling is not None:
        slope, form, value = expectation.per_doubling / math.log(2), "per_doubling", expectation.per_doubling
    elif expectation.target is not None:
        target = expectation.target
        slope, form, value = (target.to - target.start) / math.log(target.when_output), "target", target.to
        slope = -slope if y.measure.indicator.ascending is False else slope
    elif expectation.saturation is not None:
        curve = expectation.saturation
        slope, form, value = _of_saturation(curve, _level(x)), "saturation", curve.most
        slope = -slope if y.measure.indicator.ascending is False else slope
    else:
        assert expectation.conversion is not None
        slope, form, value = expectation.conversion, "conversion", expectation.conversion
    return Expected(slope, link.kappa, form, value, False) if slope else None


def _of_saturation(curve: Saturation, output: float) -> float:
    """Outcome per 1 of the logarithm of the output, at a level of output."""
    return curve.most * output * curve.half_at / (output + curve.half_at) ** 2


def _smallest_that_matters(y: Side) -> float | None:
    """The change that a share, a score or a ratio should show at least; of counts and amounts nobody can say."""
    if y.measure.unit in DEFAULT_CHANGE:
        return DEFAULT_CHANGE[y.measure.unit]
    if y.measure.kind == "score":
        return DEFAULT_RELATIVE_CHANGE * _level(y)
    return DEFAULT_RELATIVE_CHANGE if y.measure.ratio else None


def _level(side: Side) -> float:
    """Mean size of the figures per year."""
    sizes = [abs(one.raw) for one in side.cells.values()]
    return float(np.mean(sizes)) if sizes else 0.0


@dataclass(frozen=True)
class Anyway:
    """What happens without the programme, on the scale of the outcome."""

    shock_sd: float
    shock_declared: bool
    process_sd: float | None


def anyway_of(link: CausalLink, y: Side, whole: float) -> Anyway:
    """How much the outcome moves by itself.

    Args:
        link: what was declared.
        y: the outcome.
        whole: level of the outcome of the whole programme, to which a declared change of an amount belongs.
    """
    amount = y.measure.kind == "amount"
    level = _level(y)
    own = 1.0 if y.measure.scale is Scale.LOGARITHM else level
    if link.shock_sd is None:
        usual = DEFAULT_SHOCK.get(y.measure.unit)
        relative = y.measure.scale is Scale.LOGARITHM
        shock = usual if usual is not None and not relative else DEFAULT_RELATIVE_SHOCK * own
        if usual is not None and relative:
            shock = usual / level if level else usual
    else:
        shock = _declared_size(link.shock_sd, amount, whole or level, own, y)
    process = None if link.process_sd is None else _declared_size(link.process_sd, amount, whole or level, own, y)
    return Anyway(max(shock, 1e-12), link.shock_sd is not None, process)


def _declared_size(size: float, amount: bool, whole: float, own: float, y: Side) -> float:
    """A declared size on the scale of the outcome: of an amount it is a part of the level of the whole."""
    if amount:
        return size / whole * own if whole else size
    if y.measure.scale is Scale.LOGARITHM:
        level = _level(y)
        return size / level if level else size
    return size


def pair(
    link: CausalLink, x: Side, y: Side, anyway: Anyway, family: str, stands_for: int
) -> tuple[Panel, Expected | None]:
    """Set every outcome beside the output that may have brought it, with what was declared of both."""
    lags = lags_of(link)
    nothing = Declared(1.0, anyway.shock_sd, logarithmic=x.measure.scale is Scale.LOGARITHM, stands_for=stands_for)
    panel = join(x.figures, y.figures, lags, nothing, family)
    expected = expected_of(link, x, y, mean_move(panel))
    if expected is None:
        return panel, None
    process = anyway.process_sd
    declared = Declared(
        expected.slope, anyway.shock_sd, process, expected.kappa, x.measure.scale is Scale.LOGARITHM, stands_for
    )
    return replace(panel, declared=declared), expected


def mean_move(panel: Panel) -> float:
    """Mean change of the output from the first to the last moment, over organisations seen at both."""
    first, last = first_and_last(panel)
    changes = panel.x[last] - panel.x[first]
    return float(changes.mean()) if len(changes) else 0.0
