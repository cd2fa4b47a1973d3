"""Theories of a few lines, built in code: one country, regions and stations, and what a test needs of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toc.compute import compute
from toc.declared import Text
from toc.errors import Finding, SourceMark
from toc.indicator import DataElement, Indicator
from toc.link_case import Programme
from toc.monitoring import PlainRow, accept
from toc.organisation import Membership, Organisation, OrganisationLevel, OrganisationTree
from toc.pairing import Parts
from toc.period import Period
from toc.result_chain import ChainElement
from toc.rollup import RollUp, roll_up
from toc.series import Point
from toc.theory import Theory, TheoryFile

FOLDER = Path(__file__).parent
LEVELS = ("country", "region", "station")
AFTER_EVERYTHING = date(2030, 1, 1)

TREE: Mapping[str, str] = {"north": "coast", "south": "coast", "a": "north", "b": "north", "c": "south", "d": "south"}
"""Part -> parent: two regions of two stations each."""


def tree_of(parents: Mapping[str, str | Sequence[Membership]], **changes: Mapping[str, Any]) -> OrganisationTree:
    """A tree with the top ``coast``; regions are the ids that are longer than one letter. ``changes`` adds fields."""
    organisations = [Organisation(id="coast", title="Coast", level="country")]
    for name, above in parents.items():
        belongs = {"parent": above} if isinstance(above, str) else {"memberships": tuple(above)}
        level = "station" if len(name) == 1 else "region"
        organisations.append(
            Organisation(id=name, title=name.upper(), level=level, **{**belongs, **changes.get(name, {})})
        )
    levels = tuple(OrganisationLevel(id=level, title=level, plural=level) for level in LEVELS)
    return OrganisationTree(levels=levels, organisations=tuple(organisations))


def element(name: str, **fields: Any) -> DataElement:
    """A count that stations report every year and that sums, unless said otherwise."""
    standard = {
        "title": name, "unit": "lamps", "kind": "flow", "over_time": "sum", "over_organisations": "sum",
        "over_disaggregation": "none", "missing": "nothing said", "reported_by": ("station",), "reported_from": 2020,
    }  # fmt: skip
    return DataElement.model_validate({"id": name, **standard, **fields})


def indicator(name: str, formula: str | None = None, **fields: Any) -> Indicator:
    """An output in lamps, more is better, that may rest on any number of reports."""
    direction = {} if "band" in fields or "ascending" in fields else {"ascending": True}
    standard = {"title": name, "level": "output", "unit": "lamps", "min_coverage": 0, "means_of_verification":
                {"method": "counting"}}  # fmt: skip
    return Indicator.model_validate({"id": name, **standard, **direction, "formula": formula or name, **fields})


def theory_of(
    elements: Sequence[DataElement] = (),
    indicators: Sequence[Indicator] = (),
    *,
    tree: OrganisationTree | None = None,
    rounds: Iterable[Any] = (2023, 2024),
    chain: Sequence[Mapping[str, Any]] = (),
    links: Sequence[Mapping[str, Any]] = (),
    **parts: Any,
) -> Theory:
    """A theory of these parts on the small tree."""
    written = [one if isinstance(one, Mapping) else {"period": one} for one in rounds]
    file = TheoryFile.model_validate(
        {"id": "small", "version": "1", "title": "Small", "reporting_rounds": written, "elements": list(chain),
         "links": [link_of(**link) for link in links]}
    )  # fmt: skip
    return Theory(
        file=file, data_elements=tuple(elements), indicators=tuple(indicators), organisations=tree or tree_of(TREE),
        **parts,
    )  # fmt: skip


def link_of(**fields: Any) -> dict[str, Any]:
    """A link from P to U, as it would be written in YAML."""
    standard = {"id": "L", "from": "P", "to": "U", "mechanism": "light", "claim": "contribution", "lag": "0 years",
                "stated_status": "claim", "sources": ["LOG:1"]}  # fmt: skip
    return {**standard, **fields}


def row(organisation: str, data_element: str, period: object, value: object, **columns: object) -> PlainRow:
    """One row of a monitoring file."""
    values = {"organisation": organisation, "data_element": data_element, "period": period, "value": value, **columns}
    return PlainRow({name: str(cell) for name, cell in values.items()})


def numbered(rows: Iterable[PlainRow]) -> list[PlainRow]:
    """Give every row an id and a line of its own, in order."""
    return [PlainRow({"id": f"r{at}", **one.values}, SourceMark("rows", at)) for at, one in enumerate(rows, start=1)]


def cells_of(theory: Theory, rows: Iterable[PlainRow], as_of: date = AFTER_EVERYTHING) -> RollUp:
    """Accepted rows, rolled up."""
    accepted, findings = accept(theory, numbered(rows))
    assert not findings, [finding.message.en for finding in findings]
    return roll_up(
        accepted, theory.data_elements, theory.organisations, theory.file.reporting_rounds, theory.conflicts, as_of
    )


def values_of(
    theory: Theory, rows: Iterable[PlainRow], as_of: date = AFTER_EVERYTHING
) -> tuple[pd.DataFrame, list[Finding]]:
    """Values of the indicators, and what was found while computing them."""
    return compute(cells_of(theory, rows, as_of), theory.indicators, theory.data_element_by_id, theory.organisations)


def pick(frame: pd.DataFrame, **wanted: object) -> dict[str, Any]:
    """The one row of a table that has these values; the total, unless a category is asked for."""
    wanted = {"disaggregation": "", **wanted} if "disaggregation" in frame.columns else wanted
    found = frame
    for column, value in wanted.items():
        found = found[found[column] == value]
    assert len(found) == 1, f"{len(found)} rows for {wanted}"
    return {str(name): cell for name, cell in found.iloc[0].items()}


def point(
    year: int | str,
    value: float,
    months: tuple[float, float] | None = None,
    n: float = float("nan"),
    population: float = float("nan"),
    reported: int = 1,
) -> Point:
    """One value of an indicator over a year, partial when ``months`` are given."""
    period = Period.parse(year)
    flags = ("partial",) if months else ()
    covered = months or (period.months, period.months)
    return Point(period, value, covered, n, flags, population=population, reported=reported)


STOCK: Mapping[str, str] = {"kind": "stock", "over_time": "last"}
"""A figure on a date: no chance of counting in it."""

UNITS = {
    "lamps": "lampen", "percent": "%", "points": "punten", "score 1-5": "op een schaal van 1 tot 5",
    "EUR million": "miljoen euro", "hours": "uur", "fraction": "deel",
}  # fmt: skip


def two_ends(
    points: Mapping[tuple[str, str], Sequence[Point]],
    *,
    x_is: Mapping[str, Any] | None = None,
    y_is: Mapping[str, Any] | None = None,
    x_counts: Mapping[str, Any] | None = None,
    y_counts: Mapping[str, Any] | None = None,
    beside: Sequence[str] = (),
) -> Programme:
    """Output P (lamps) measured by ``x`` and outcome U (light) by ``y``, both stocks, the outcome a percentage.

    Args:
        points: of every (``x`` or ``y``, organisation).
        x_is: other fields of the indicator of the output.
        y_is: of the outcome.
        x_counts: other fields of its data element.
        y_counts: of that of the outcome.
        beside: regions below ``coast``, to be laid side by side.
    """
    elements = {
        "P": ChainElement.model_validate(
            {"id": "P", "level": "output", "title": {"nl": "Lampen", "en": "Lamps"}, "indicators": ["x"]}
        ),
        "U": ChainElement.model_validate(
            {"id": "U", "level": "outcome", "title": {"nl": "Licht", "en": "Light"}, "indicators": ["y"]}
        ),
    }
    names = {"x": {"nl": "lampen", "en": "lamps"}, "y": {"nl": "licht", "en": "light"}}
    indicators = {
        "x": indicator("x", **{"title": names["x"], "annualise": True, **(x_is or {})}),
        "y": indicator("y", **{"title": names["y"], "level": "outcome", "unit": "percent", **(y_is or {})}),
    }
    data = {
        "x": element("x", **(STOCK if x_counts is None else x_counts)),
        "y": element("y", **{"unit": "percent", **(STOCK if y_counts is None else y_counts)}),
    }
    below = {"coast": (Parts("region", Text(nl="regio's", en="regions"), tuple(beside)),)} if beside else {}
    titles = {unit: Text(nl=dutch, en="%" if unit == "percent" else unit) for unit, dutch in UNITS.items()}
    return Programme(
        elements, indicators, data, {key: tuple(some) for key, some in points.items() if some},
        titles, below=below, top="coast",
    )  # fmt: skip


def regions(count: int) -> tuple[str, ...]:
    """Names of so many regions."""
    return tuple(f"r{number:02d}" for number in range(1, count + 1))


def beside_each_other(
    x: Mapping[str, Mapping[int, float]], y: Mapping[str, Mapping[int, float]]
) -> dict[tuple[str, str], tuple[Point, ...]]:
    """Points of output and outcome of regions, from their figures by year."""
    return {
        (name, region): tuple(point(year, value) for year, value in sorted(figures.items()))
        for name, side in (("x", x), ("y", y))
        for region, figures in side.items()
    }


def grown_together(
    truth: float = 1.0,
    noise: float = 2.0,
    *,
    seed: int = 3,
    units: int = 12,
    years: int = 4,
    growth: float = 0.4,
    by_itself: float = 0.0,
) -> tuple[dict[str, dict[int, float]], dict[str, dict[int, float]]]:
    """Output and outcome of regions from 2021 on, of which the truth is known.

    Args:
        truth: T: how much of 10 per doubling of the output comes.
        noise: sd of what happens in one region in one year.
        seed: another number gives other chances.
        units: number of regions.
        years: number of years.
        growth: of the logarithm of the output in a year, on average.
        by_itself: what the outcome rises in a year whatever the output does.
    """
    rng = np.random.default_rng(seed)
    size, time = (units, years), np.arange(years)
    rise = growth * rng.normal(1, 0.4, units)[:, None] * time
    lamps = np.exp(rng.normal(4, 0.3, units)[:, None] + rise)
    common = np.cumsum(rng.normal(0, 0.3, years))
    light = rng.normal(60, 4, units)[:, None] + truth * 10 / np.log(2) * rise + by_itself * time
    both = (lamps, light + noise * rng.normal(0, 1, size) + common)
    names = regions(units)
    x, y = ({name: {2021 + at: float(one) for at, one in enumerate(line)} for name, line in
             zip(names, some, strict=True)} for some in both)  # fmt: skip
    return x, y


def codes(findings: Iterable[Finding]) -> list[str]:
    """Codes of findings, in order."""
    return [finding.code for finding in findings]
