"""Aggregates with answers worked out by hand, on three engines; and the text of the expression for others."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from fictional_programme.small import TREE, theory_of, tree_of
from fictional_programme.watches import NAME, recorded
from sqlglot import exp

from toc.aggregates import Asked, aggregate, texts_of
from toc.indicator import DataElement
from toc.organisation import Membership, OrganisationTree
from toc.records import RecordSet
from toc.theory import Theory

ENGINES = ("pandas", "sqlite", "duckdb")
WATCHES = {
    "id": "watches",
    "title": "a watch",
    "csv": "watches.csv",
    "organisation": "station",
    "day": "night",
    "per": "year",
}
Ask = Callable[..., dict[tuple[str, ...], float]]


def theory(elements: Iterable[DataElement], tree: OrganisationTree | None = None, **changes: Any) -> Theory:
    written = {name: value for name, value in {**WATCHES, **changes}.items() if value is not None}
    return theory_of(tuple(elements), tree=tree or tree_of(TREE), records=(RecordSet.model_validate(written),))


@pytest.fixture(params=ENGINES)
def ask(request: pytest.FixtureRequest, tmp_path: Path) -> Ask:
    """Figures by (organisation, period) and category, of one element over a few lines of CSV."""

    def answer(
        one: DataElement, lines: str, tree: OrganisationTree | None = None, view: str = "as_it_was", **changes: Any
    ) -> dict[tuple[str, ...], float]:
        (tmp_path / "watches.csv").write_text("\n".join(line.strip() for line in lines.strip().splitlines()) + "\n")
        asked = Asked(engine=request.param, tree_view=view)  # type: ignore[arg-type]
        rows = aggregate(theory([one], tree, **changes), tmp_path, asked).rows
        found = {}
        for row in rows:
            key = (row.values["organisation"], row.values["period"], row.values["disaggregation"])
            found[tuple(part for part in key if part)] = float(row.values["value"])
        return found

    return answer


def of_2024(found: dict[tuple[str, ...], float]) -> dict[str, float]:
    return {"/".join((key[0], *key[2:])): value for key, value in found.items() if key[1] == "2024"}


THREE_STATIONS = """
    station,night,keeper
    a,2024-01-01,ann
    a,2024-01-02,bob
    a,2024-01-03,cor
    a,2024-01-03,cor
    b,2024-02-01,bob
    b,2024-02-02,cor
    b,2024-02-03,dirk
    c,2024-03-01,dirk
    c,2024-03-02,eva
    c,2024-03-03,
"""


def test_who_is_in_two_stations_counts_once_above_them(ask: Ask) -> None:
    """T3: {a,b,c}, {b,c,d}, {d,e}: the region has 4 and 2, the country 5; not 6, and not 8."""
    keepers = recorded("keepers", "count_distinct", column="keeper")
    found = of_2024(ask(keepers, THREE_STATIONS))
    assert found == {"a": 3, "b": 3, "c": 2, "north": 4, "south": 2, "coast": 5}


def test_years_do_not_add_up_to_a_longer_period(ask: Ask) -> None:
    keepers = recorded("keepers", "count_distinct", column="keeper", also_over=["2023..2024"])
    found = ask(keepers, THREE_STATIONS + "a,2023-05-05,ann\na,2023-05-06,gus")
    assert (found["a", "2023"], found["a", "2024"], found["a", "2023-01..2024-12"]) == (2, 3, 4)
    assert found["coast", "2023-01..2024-12"] == 6


def test_a_part_of_two_parents_weighs_by_share_but_its_people_count_once_in_each(ask: Ask) -> None:
    """T10: P in R1 and R2 with shares 0.6 and 0.4; the country has it once."""
    both = [Membership(parent="north", share=0.6), Membership(parent="south", share=0.4)]
    tree = tree_of({**TREE, "a": both})
    lines = "station,night,keeper,hours,litres\na,2024-01-01,ann,10,5\nc,2024-01-01,cor,10,20"
    keepers = of_2024(ask(recorded("x", "count_distinct", column="keeper"), lines, tree))
    assert keepers == {"a": 1, "c": 1, "north": 1, "south": 2, "coast": 2}
    ratio = of_2024(ask(recorded("x", "ratio", numerator="litres", denominator="hours"), lines, tree))
    assert ratio == pytest.approx({"a": 0.5, "c": 2.0, "north": 3 / 6, "south": 22 / 14, "coast": 25 / 20})
    # What adds up is left to the roll-up, which knows who was silent.
    assert of_2024(ask(recorded("x", "sum", column="hours"), lines, tree)) == {"a": 10, "c": 10}


def test_a_rate_is_a_ratio_of_sums_at_every_level(ask: Ask) -> None:
    """T1: 100 an hour on 1,000 hours and 40 on 10,000 hours is 45.45, not 70; 5/10 and 5/10 is 50 percent."""
    lines = "station,night,made,hours,part,whole\na,2024-01-01,100000,1000,5,10\nb,2024-01-01,400000,10000,5,10"
    found = of_2024(ask(recorded("x", "ratio", numerator="made", denominator="hours"), lines))
    assert found == pytest.approx({"a": 100, "b": 40, "north": 500000 / 11000, "coast": 500000 / 11000})
    found = of_2024(ask(recorded("x", "ratio", numerator="part", denominator="whole", unit="percent"), lines))
    assert found == {"a": 50, "b": 50, "north": 50, "coast": 50}


def test_division_keeps_its_decimals_and_zero_divides_nothing(ask: Ask) -> None:
    lines = "station,night,up,down\na,2024-01-01,1,3\nb,2024-01-01,1,0"
    found = of_2024(ask(recorded("x", "ratio", numerator="up", denominator="down"), lines))
    assert found == {"a": pytest.approx(1 / 3, rel=1e-15), "north": pytest.approx(2 / 3), "coast": pytest.approx(2 / 3)}


def test_a_record_without_numerator_gives_no_denominator_either(ask: Ask) -> None:
    lines = "station,night,up,down\na,2024-01-01,1,4\na,2024-01-01,,4\na,2024-01-01,1,"
    assert of_2024(ask(recorded("x", "ratio", numerator="up", denominator="down"), lines))["a"] == 0.25


def test_means_are_of_records_and_weights_are_theirs(ask: Ask) -> None:
    lines = "station,night,x,w\na,2024-01-01,1,1\na,2024-01-01,2,1\nb,2024-01-01,6,2\nb,2024-01-01,,9"
    assert of_2024(ask(recorded("m", "mean", column="x"), lines)) == {"a": 1.5, "b": 6, "north": 3, "coast": 3}
    weighted = of_2024(ask(recorded("m", "weighted_mean", column="x", weight="w"), lines))
    assert weighted == {"a": 1.5, "b": 6, "north": 15 / 4, "coast": 15 / 4}


def test_extremes_are_of_all_records_below(ask: Ask) -> None:
    lines = "station,night,x\na,2024-01-01,5\na,2024-02-01,-2\nc,2024-01-01,7"
    least = of_2024(ask(recorded("m", "min", column="x"), lines))
    assert least == {"a": -2, "c": 7, "north": -2, "south": 7, "coast": -2}
    assert of_2024(ask(recorded("m", "max", column="x"), lines)) == {"a": 5, "c": 7}


def test_the_last_record_speaks_and_of_two_last_ones_the_greatest(ask: Ask) -> None:
    lines = """
        station,night,crew,nr
        a,2024-01-01,9,10
        a,2024-06-30,4,9
        b,2024-03-01,2,1
        b,2024-03-01,3,2
        b,2024-12-31,,3
    """
    stock = recorded("crew", "last", column="crew", kind="stock")
    assert of_2024(ask(stock, lines)) == {"a": 4, "b": 3}
    ordered = recorded("crew", "last", column="crew", order="nr", kind="stock")
    assert of_2024(ask(ordered, lines)) == {"a": 9, "b": 3}


def test_an_organisation_that_moved_counts_where_it_was_on_the_last_day(ask: Ask) -> None:
    """T10: P moves from R1 to R2 on 2024-01-01; as it is, both years are in R2."""
    moves = [Membership(parent="north", until="2023-12-31"), Membership(parent="south", since="2024-01-01")]
    tree = tree_of({**TREE, "a": moves})
    lines = "station,night,keeper\na,2023-05-05,ann\na,2024-05-05,bob"
    keepers = recorded("keepers", "count_distinct", column="keeper")
    was = ask(keepers, lines, tree)
    assert {key: value for key, value in was.items() if key[0] in ("north", "south")} == {
        ("north", "2023"): 1, ("south", "2024"): 1,
    }  # fmt: skip
    now = ask(keepers, lines, tree, "as_it_is")
    assert {key: value for key, value in now.items() if key[0] in ("north", "south")} == {
        ("south", "2023"): 1, ("south", "2024"): 1,
    }  # fmt: skip


def test_no_match_is_zero_and_no_record_is_missing(ask: Ask) -> None:
    lines = "station,night,kind,hours\na,2024-01-01,gale,3\nb,2024-01-01,calm,4\nb,2024-01-01,gale,"
    calm = [{"column": "kind", "is": "calm"}]
    assert of_2024(ask(recorded("x", "count", where=calm), lines)) == {"a": 0, "b": 1}
    assert of_2024(ask(recorded("x", "sum", column="hours", where=calm), lines)) == {"a": 0, "b": 4}
    # The one gale of b has no hours: that is unknown, not zero.
    gale = [{"column": "kind", "is": "gale"}]
    assert of_2024(ask(recorded("x", "sum", column="hours", where=gale), lines)) == {"a": 3}
    distinct = of_2024(ask(recorded("x", "count_distinct", column="hours", where=calm), lines))
    assert distinct == {"a": 0, "b": 1, "north": 1, "coast": 1}


def test_categories_overlap_and_what_does_not_occur_is_zero(ask: Ask) -> None:
    """T3: one company in two sectors: the parts are more than the whole, and that is no error."""
    lines = """
        station,night,keeper,lamp
        a,2024-01-01,ann,oil
        a,2024-01-02,ann,glass
        b,2024-01-01,bob,gas
        b,2024-01-01,cor,
    """
    lamps = {"by": {"lamp": "lamp"}, "disaggregations": {"lamp": ["oil", "glass"]}}
    found = of_2024(ask(recorded("x", "count_distinct", column="keeper", **lamps), lines))
    assert found == {
        "a": 1, "a/lamp=oil": 1, "a/lamp=glass": 1, "b": 2, "b/lamp=oil": 0, "b/lamp=glass": 0,
        "north": 3, "north/lamp=oil": 1, "north/lamp=glass": 1, "coast": 3, "coast/lamp=oil": 1, "coast/lamp=glass": 1,
    }  # fmt: skip
    counted = of_2024(ask(recorded("x", "count", **lamps), lines))
    assert counted == {"a": 2, "a/lamp=oil": 1, "a/lamp=glass": 1, "b": 2, "b/lamp=oil": 0, "b/lamp=glass": 0}


def test_records_of_a_region_itself_count_with_those_of_its_stations(ask: Ask) -> None:
    lines = "station,night,keeper\nnorth,2024-01-01,ann\na,2024-01-01,bob\na,2024-01-02,ann"
    assert of_2024(ask(recorded("x", "count"), lines)) == {"a": 2, "north": 3}
    assert of_2024(ask(recorded("x", "count_distinct", column="keeper"), lines)) == {"a": 2, "north": 2, "coast": 2}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"column": "age", "at_least": 18, "below": 27}, 2),
        ({"column": "age", "above": 18}, 2),
        ({"column": "age", "at_most": 18}, 1),
        ({"column": "age", "in": [18, 40]}, 2),
        ({"column": "age", "is_not": 18}, 2),
        ({"column": "night", "at_least": "2024-02-01"}, 3),
        ({"column": "night", "above": "2024-02-01"}, 2),
        ({"column": "night", "below": "2024-02-01"}, 2),
        ({"column": "trained", "is": True}, 2),
        ({"column": "trained", "is_not": True}, 1),
        ({"column": "wind", "in": ["it's", 'n"w']}, 2),
        ({"column": "wind", "is_not": "s%s"}, 2),
        ({"column": "wind", "is": "1 OR 1=1 --"}, 0),
    ],
)
def test_conditions_choose_records_and_empty_cells_meet_none(ask: Ask, where: dict[str, Any], expected: int) -> None:
    lines = (
        'station,night,age,trained,wind\na,2024-01-01,18,true,it\'s\na,2024-01-31,26,false,"n""w"\n'
        "a,2024-02-01,40,true,s%s\na,2024-02-02,,,\na,2024-03-01,,,"
    )
    assert of_2024(ask(recorded("x", "count", where=[where]), lines))["a"] == expected


def test_periods_may_be_written_in_the_records(ask: Ask) -> None:
    lines = "station,when,hours\na,2024-Q1,3\na,2024-Q1,4\na,2024,5\nb,2023,1"
    found = ask(recorded("x", "sum", column="hours"), lines, day=None, per=None, period="when")
    assert found == {("a", "2024-Q1"): 7, ("a", "2024"): 5, ("b", "2023"): 1}


@pytest.mark.parametrize(("per", "label"), [("month", "2024-03"), ("quarter", "2024-Q1"), ("school_year", "2023/24")])
def test_a_day_falls_in_its_period(ask: Ask, per: str, label: str) -> None:
    lines = "station,night\na,2024-03-31\na,2024-03-01\na,2023-09-01"
    expected = {"month": 2, "quarter": 2, "school_year": 3}[per]
    assert ask(recorded("x", "count"), lines, per=per)["a", label] == expected


# --- Text for engines elsewhere ---------------------------------------------------------------------------------

ELSEWHERE = ("spark", "trino", "bigquery", "snowflake", "databricks", "tsql", "clickhouse", "redshift")


@pytest.fixture(scope="module")
def everything() -> Theory:
    lamps = {"by": {"lamp": "lamp's"}, "disaggregations": {"lamp": ["it's oil", 'gl"ass', "50%"]}}
    elements = [
        recorded("watches", "count", **lamps),
        recorded("keepers", "count_distinct", column=NAME, also_over=["2023..2024"], **lamps),
        recorded("per_hour", "ratio", numerator="litres", denominator="hours", unit="percent"),
        recorded("crew", "last", column="crew"),
        recorded("weighted", "weighted_mean", column="crew", weight="hours", where=[{"column": "trained", "is": True}]),
        recorded("least", "min", column="hours", where=[{"column": "night", "above": "2024-01-05"}]),
    ]
    moves = [Membership(parent="north", until="2023-06-30"), Membership(parent="south", since="2023-07-01")]
    return theory(elements, tree_of({**TREE, "a": moves}))


def text(everything: Theory, dialect: str) -> str:
    ((_, found),) = texts_of(everything, dialect)
    return found


@pytest.mark.parametrize("dialect", ELSEWHERE)
def test_the_text_can_be_read_in_the_dialect_of_the_engine(everything: Theory, dialect: str) -> None:
    tree = sqlglot.parse_one(text(everything, dialect), read=dialect)
    assert isinstance(tree, exp.Union | exp.Select)
    columns = {column.name for column in tree.find_all(exp.Column)}
    assert {"lamp's", NAME, "hours"} <= columns
    texts = {literal.this for literal in tree.find_all(exp.Literal) if literal.is_string}
    assert {"it's oil", 'gl"ass', "50%"} <= texts
    # Every list of values names its columns where that dialect can read it.
    assert all(not cte.args["alias"].columns for cte in tree.find_all(exp.CTE))


@pytest.mark.parametrize("dialect", ["postgresql", *ELSEWHERE])
def test_the_text_has_none_of_the_forms_that_engines_read_differently(everything: Theory, dialect: str) -> None:
    read = {"postgresql": "postgres"}.get(dialect, dialect)
    tree = sqlglot.parse_one(text(everything, dialect), read=read)
    assert not list(tree.find_all(exp.Filter))
    assert not [one for one in tree.find_all(exp.Distinct) if isinstance(one.parent, exp.Count)]
    assert not re.search(r"\b(NUMERIC|DECIMAL)\b", text(everything, dialect))
    divisions = [one.sql(read) for one in tree.find_all(exp.Div)]
    assert divisions
    double = r"CAST\(.* AS (DOUBLE|DOUBLE PRECISION|FLOAT|FLOAT64|Nullable\(Float64\))\)"
    assert [one for one in divisions if not re.match(double + " / NULLIF", one, re.DOTALL | re.IGNORECASE)] == []


def test_one_element_can_be_printed_alone(everything: Theory) -> None:
    ((records, found),) = texts_of(everything, "postgresql", "per_hour")
    assert records.id == "watches"
    assert "litres" in found
    assert "keepers" not in found


def test_the_expression_runs_on_its_own_on_a_table_of_a_database(everything: Theory) -> None:
    """What `toc sql` prints, runs: here on DuckDB and on SQLite, over an empty table."""
    import sqlite3

    import duckdb

    columns = ["station", "night", NAME, "lamp's", "litres", "hours", "crew", "trained"]
    types = {"night": "DATE", "trained": "BOOLEAN", "litres": "DOUBLE", "hours": "DOUBLE", "crew": "DOUBLE"}
    quoted = ['"' + name.replace('"', '""') + '" ' + types.get(name, "VARCHAR") for name in columns]
    for connection, dialect in ((duckdb.connect(), "duckdb"), (sqlite3.connect(":memory:"), "sqlite")):
        connection.execute(f"CREATE TABLE watches ({', '.join(quoted)})")
        row = ["a", "2024-03-01", "k1", "it's oil", 2.0, 8.0, 3.0, True]
        connection.execute(f"INSERT INTO watches VALUES ({', '.join('?' * 8)})", row)  # noqa: S608
        rows = connection.execute(text(everything, dialect)).fetchall()
        found = {(row[0], row[1], row[2], row[4]): row[5] for row in rows}
        assert found["keepers", "coast", "2024", "it's oil"] == 1
        assert found["per_hour", "coast", "2024", ""] == 25
        assert found["crew", "a", "2024", ""] == 3
        connection.close()


def test_unknown_words_are_answered_with_the_nearest(everything: Theory) -> None:
    from toc.errors import FindingsError

    with pytest.raises(FindingsError, match="did you mean ‘trino’"):
        texts_of(everything, "trinoo")
    with pytest.raises(FindingsError, match="did you mean ‘keepers’"):
        texts_of(everything, "trino", "keeper")
