"""Records of the Grey Coast: one row per watch of a keeper. A generated programme that has every difficulty once."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from fictional_programme.small import element, theory_of

from toc.indicator import DataElement
from toc.organisation import Organisation, OrganisationLevel, OrganisationTree
from toc.records import RecordSet
from toc.theory import Theory

LEVELS = ("country", "region", "station")
YEARS = (2020, 2021, 2022, 2023, 2024)
NAME = 'keeper\'s "name" %s :x'
"""A column as hostile as people can make one."""


def coast(regions: int = 15, stations: int = 120) -> OrganisationTree:
    """Regions of stations: some moved, some belong to two regions, one stands directly under the country."""
    made = [Organisation(id="coast", title="Coast", level="country")]
    made += [
        Organisation(id=f"r{at:02d}", title=f"Region {at}", level="region", parent="coast") for at in range(regions)
    ]
    for at in range(stations):
        home, other = f"r{at % regions:02d}", f"r{(at + 1) % regions:02d}"
        belongs: dict[str, Any] = {"parent": home}
        if at % 11 == 3:
            belongs = {
                "memberships": [{"parent": home, "until": "2022-12-31"}, {"parent": other, "since": "2023-01-01"}]
            }
        if at % 13 == 5:
            belongs = {"memberships": [{"parent": home, "share": 0.6}, {"parent": other, "share": 0.4}]}
        if at == stations - 1:
            belongs = {"parent": "coast"}
        made.append(Organisation.model_validate({"id": f"s{at:03d}", "title": f"Station {at}", "level": "station",
                                                 "aliases": [f"Light O'{at}"], **belongs}))  # fmt: skip
    levels = tuple(OrganisationLevel(id=level, title=level, plural=level) for level in LEVELS)
    return OrganisationTree(levels=levels, organisations=tuple(made))


def watches(rows: int, tree: OrganisationTree, seed: int = 7) -> pd.DataFrame:
    """Watches at random stations and nights, with empty cells everywhere; some of them by a region itself."""
    random = np.random.default_rng(seed)
    stations = [one.id for one in tree.organisations if one.level == "station"]
    spellings = np.array(
        [*stations, *(one.upper() for one in stations[:9]), "Light O'4", "Station 8", "r01"], dtype=object
    )
    night = pd.Timestamp(YEARS[0], 1, 1) + pd.to_timedelta(random.integers(0, 5 * 365 + 2, rows), unit="D")

    def holed(values: Any, part: float = 0.03) -> pd.Series:
        return pd.Series(values).mask(pd.Series(random.random(rows) < part))

    keepers = np.array([f"k{at:04d}" for at in range(rows // 4)], dtype=object)
    return pd.DataFrame(
        {
            "station": holed(random.choice(spellings, rows), 0.01).astype(object),
            "night": holed(night, 0.01),
            NAME: holed(random.choice(keepers, rows)).astype(object),
            "hours": holed(random.gamma(2.0, 3.0, rows)),
            "litres": holed(random.integers(0, 50, rows).astype(float)),
            "lamp": holed(random.choice(np.array(["oil", "gl'ass", "gas"], dtype=object), rows), 0.1).astype(object),
            "wind": holed(random.choice(np.array(["n", "s"], dtype=object), rows)).astype(object),
            "trained": random.random(rows) < 0.4,
            "crew": holed(random.integers(0, 9, rows).astype(float), 0.2),
        }
    )  # fmt: skip


WATCHES = RecordSet.model_validate(
    {"id": "watches", "title": "one watch of a keeper", "parquet": "records/watches-*.parquet",
     "organisation": "station", "day": "night", "per": "year", "pseudonymise": [NAME]}
)  # fmt: skip

LAMP = {"lamp": ("oil", "gl'ass")}
ALL = {**LAMP, "wind": ("n", "s")}


def recorded(name: str, aggregate: str, **fields: Any) -> DataElement:
    """A data element over the watches; fields of ``from_records`` are those that it knows."""
    known = ("column", "numerator", "denominator", "weight", "order", "where", "by", "also_over", "records")
    how = {"records": "watches", "aggregate": aggregate, **{key: fields.pop(key) for key in known if key in fields}}
    rule = {"sum": "sum", "count": "sum", "count_distinct": "distinct", "last": "sum", "max": "max"}.get(
        aggregate, "none"
    )
    over_time = "sum" if aggregate in ("sum", "count") else "none"
    standard = {"over_time": over_time, "over_organisations": rule, "from_records": how}
    return element(name, **{**standard, **fields})


ELEMENTS: tuple[DataElement, ...] = (
    recorded("watches_held", "count"),
    recorded("hours_watched", "sum", column="hours", by={"lamp": "lamp"}, disaggregations=LAMP),
    recorded("litres_of_the_trained", "sum", column="litres", where=[{"column": "trained", "is": True}]),
    recorded("keepers_seen", "count_distinct", column=NAME, personal=True),
    recorded("keepers_per_lamp", "count_distinct", column=NAME, personal=True, by={"lamp": "lamp", "wind": "wind"},
             disaggregations=ALL, where=[{"column": "hours", "at_least": 2.5}, {"column": "wind", "is_not": "s"}]),
    recorded("keepers_ever", "count_distinct", column=NAME, personal=True, also_over=["2020..2024", "2023..2024"]),
    recorded("mean_hours", "mean", column="hours", by={"wind": "wind"}, disaggregations=ALL),
    recorded("litres_per_hour", "ratio", numerator="litres", denominator="hours", also_over=["2020..2024"]),
    recorded("part_in_storm", "ratio", numerator="litres", denominator="crew", unit="percent",
             where=[{"column": "lamp", "in": ["oil", "gl'ass"]}]),
    recorded("crew_by_hours", "weighted_mean", column="crew", weight="hours"),
    recorded("shortest", "min", column="hours", by={"lamp": "lamp"}, disaggregations=LAMP),
    recorded("longest", "max", column="hours"),
    recorded("longest_anywhere", "max", column="hours", over_organisations="none"),
    recorded("crew_at_the_end", "last", column="crew", kind="stock", by={"lamp": "lamp"}, disaggregations=LAMP),
    recorded("crew_most", "last", column="crew", kind="stock", over_organisations="max", order="hours"),
    recorded("crew_own", "last", column="crew", kind="stock", over_organisations="none",
             where=[{"column": "night", "at_least": "2021-06-01", "below": "2024-02-29"}]),
    recorded("never", "count_distinct", column=NAME, personal=True, where=[{"column": "crew", "above": 99}]),
)  # fmt: skip


def coast_theory(
    elements: Iterable[DataElement] = ELEMENTS, tree: OrganisationTree | None = None, **parts: Any
) -> Theory:
    """A theory of the coast with these elements over its watches."""
    return theory_of(tuple(elements), tree=tree or coast(), rounds=YEARS, **{"records": (WATCHES,), **parts})


def write_parquet(frame: pd.DataFrame, folder: Path, files: int = 3) -> None:
    """The watches as Parquet files, with nights as days."""
    (folder / "records").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for at in range(files):
            connection.register("part", frame.iloc[at::files])
            target = folder / f"records/watches-{at}.parquet"
            with_days = "SELECT * REPLACE (CAST(night AS DATE) AS night) FROM part"
            connection.execute(f"COPY ({with_days}) TO '{target}' (FORMAT parquet)")
