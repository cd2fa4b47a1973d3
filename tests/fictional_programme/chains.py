"""Chains of a few measures on the small coast, assessed: what what-ifs are tried on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from fictional_programme.small import TREE, element, indicator, link_of, numbered, row, tree_of

from toc.assessment import Assessment, assess
from toc.course import Course, Intervention, Lever
from toc.declared import Text
from toc.indicator import Unit
from toc.organisation import OrganisationTree
from toc.prior import Prior
from toc.provenance import Document
from toc.scenario import Scenario
from toc.target import Target
from toc.theory import Theory, TheoryFile

AS_OF = date(2025, 6, 1)
YEARS = range(2019, 2025)
TOP = "coast"

Figures = Mapping[tuple[str, str], Mapping[int, float]]
"""Figures by (measure, organisation) and year."""


def measure(name: str, level: str = "output", **fields: Any) -> dict[str, Any]:
    """An element with one indicator of the same name in small letters; ``indicator=False`` leaves that out.

    ``element``, ``of`` and ``counted`` add fields to the element, its indicator and its data element.
    """
    return {"id": name.upper(), "name": name, "level": level, "unit": "lamps", **fields}


def arrow(start: str, end: str, **fields: Any) -> dict[str, Any]:
    """A link between two measures, named after both."""
    names = {"id": f"{start}-{end}", "from": start.upper(), "to": end.upper()}
    return {**link_of(**names, **fields), **({"lag": fields["lag"]} if "lag" in fields else {})}


def surely(form: str, value: float) -> dict[str, float]:
    """An expectation that nobody doubts."""
    return {form: value, "low": value, "high": value}


def course(name: str, growth: Any = 0, level: float = 100, year: int = 2024, organisation: str = TOP) -> Course:
    """What is taken to happen anyway; a growth without doubt unless one is given."""
    return Course(
        id=f"{name}-{organisation}", indicator=name, organisation=organisation, growth=Prior.model_validate(growth),
        level=level, level_year=year,
    )  # fmt: skip


def target(name: str, value: float, year: int = 2030, **fields: Any) -> Target:
    standard = {"id": f"{name}_{year}", "indicator": name, "organisation": TOP, "year": year, "value": value,
                "basis": "gross", "owner": "keeper", "source": "LOG:1"}  # fmt: skip
    return Target.model_validate({**standard, **fields})


def theory(
    measures: Sequence[Mapping[str, Any]],
    arrows: Sequence[Mapping[str, Any]] = (),
    *,
    courses: Sequence[Course] = (),
    targets: Sequence[Target] = (),
    levers: Sequence[Mapping[str, Any]] = (),
    assumptions: Sequence[Mapping[str, Any]] = (),
    tree: OrganisationTree | None = None,
    horizons: Sequence[int] = (2027, 2030),
    seed: str = "0badcafe",
) -> Theory:
    """A theory of these measures on the small tree."""
    measured = [one for one in measures if one.get("indicator", True)]
    file = TheoryFile.model_validate({
        "id": "coast", "version": "1", "title": "Coast", "reporting_rounds": [{"period": year} for year in YEARS],
        "horizons": tuple(horizons), "links": list(arrows), "assumptions": list(assumptions),
        "elements": [{"id": one["id"], "level": one["level"], "title": one["id"],
                      "indicators": [one["name"]] if one in measured else [], **one.get("element", {})}
                     for one in measures],
    })  # fmt: skip
    data = tuple(element(one["name"], **{"unit": one["unit"], "reported_from": 2019, **one.get("counted", {})})
                 for one in measured)  # fmt: skip
    indicators = tuple(
        indicator(one["name"], **{"level": one["level"], "unit": one["unit"], **one.get("of", {})}) for one in measured
    )
    units = {one["unit"] for one in measured}
    return Theory(
        file=file, data_elements=data, indicators=indicators, organisations=tree or tree_of(TREE),
        units=tuple(Unit(id=unit, title=Text(nl=unit, en=unit)) for unit in sorted(units)),
        targets=tuple(targets), courses=tuple(courses),
        levers=tuple(Lever.model_validate(one) for one in levers),
        documents=(Document.model_validate(
            {"id": "LOG", "title": "Log", "publisher": "Keepers", "known_on": "2020-01-01"}),),
        sha256=seed + "0" * 56,
    )  # fmt: skip


def rows_of(figures: Figures) -> pd.DataFrame:
    """Figures as a monitoring file."""
    rows = numbered(row(organisation, name, year, value) for (name, organisation), some in figures.items()
                    for year, value in some.items())  # fmt: skip
    return pd.DataFrame([dict(one.values) for one in rows])


def assessed(given: Theory, figures: Figures | None = None, as_of: date = AS_OF, **more: Any) -> Assessment:
    """What a theory and these figures say."""
    table = rows_of(figures or {})
    if table.empty:
        table = pd.DataFrame(
            {name: pd.Series(dtype=str) for name in ("organisation", "data_element", "period", "value")}
        )
    return assess(given, table, as_of=as_of, **more)


def what(name: str = "what-if", *done: Mapping[str, Any] | Intervention, **fields: Any) -> Scenario:
    """A scenario in which these things are done otherwise."""
    return Scenario.model_validate({"id": name, "title": name, "rationale": "x", "interventions": list(done), **fields})


def doing(where: str, start: str = "2026-01", organisation: str | None = None, **size: Any) -> dict[str, Any]:
    """Something done otherwise: at an indicator, or at an element when its name has capitals."""
    kind = "element" if where.isupper() else "indicator"
    name = "-".join(filter(None, (where.lower(), organisation)))
    return {"id": name, "title": f"Do {name}", kind: where, "start": start,
            **({"organisation": organisation} if organisation else {}), **size}  # fmt: skip


def growing(name: str, first: Mapping[str, float], growth: float = 1.05, years: Iterable[int] = YEARS) -> Figures:
    """Figures that grow, with a little of everything in them, by organisation."""
    bumps = (1.0, 1.02, 0.99, 1.01, 0.98, 1.015)
    return {
        (name, organisation): {year: value * growth**at * bumps[(at + place) % 6] for at, year in enumerate(years)}
        for place, (organisation, value) in enumerate(first.items())
    }
