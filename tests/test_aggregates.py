"""From records to monitoring rows and on: what is found on the way, and the commands that do it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.small import TREE, codes, theory_of, tree_of
from fictional_programme.watches import recorded
from typer.testing import CliRunner

import toc
from toc.aggregates import Aggregated, Asked, aggregate
from toc.cli import app
from toc.errors import FindingsError
from toc.indicator import DataElement
from toc.monitoring import accept
from toc.records import RecordSet

ROOT = Path(__file__).parent.parent
SET = {"id": "watches", "title": "a watch", "csv": "w.csv", "organisation": "station", "day": "night", "per": "year"}
Make = Callable[..., Aggregated]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def aggregated(lines: str, *elements: DataElement, asked: Asked | None = None, **changes: Any) -> Aggregated:
        written = {name: value for name, value in {**SET, **changes}.items() if value is not None}
        tree = tree_of(TREE, a={"aliases": ("De Meeuw",)})
        records = (RecordSet.model_validate(written),)
        theory = theory_of(elements or (recorded("x", "count"),), tree=tree, records=records)
        (tmp_path / "w.csv").write_text(lines, encoding="utf-8")
        return aggregate(theory, tmp_path, asked or Asked())

    return aggregated


# --- What is found ----------------------------------------------------------------------------------------------


def test_an_organisation_that_the_tree_does_not_know_is_named_with_the_nearest(make: Make) -> None:
    lines = "station,night\nnorht,2024-01-01\nnorht,2024-02-01\nzzz,2024-01-01\na,2024-01-01\n"
    with pytest.raises(FindingsError) as error:
        make(lines)
    first, second = error.value.findings
    assert "2 records name ‘norht’" in first.message.en
    assert "did you mean ‘north’" in first.message.en
    assert "1 record names ‘zzz’" in second.message.en
    assert {one.code for one in (first, second)} == {"records.unknown_organisation"}


def test_of_many_unknown_organisations_the_most_frequent_are_named(make: Make) -> None:
    lines = "station,night\n" + "".join(f"zz{at:02d},2024-01-01\n" for at in range(25)) + "zz24,2024-01-01\n"
    with pytest.raises(FindingsError) as error:
        make(lines)
    assert len(error.value.findings) == 21
    assert "‘zz24’" in error.value.findings[0].message.en
    assert "5 more organisations" in error.value.findings[-1].message.en


def test_spellings_of_one_organisation_are_one(make: Make) -> None:
    found = make("station,night\na,2024-01-01\nA,2024-01-01\nde meeuw ,2024-01-01\n")
    assert [row.values["value"] for row in found.rows] == ["3.0"]


def test_nothing_disappears_without_being_said(make: Make) -> None:
    lines = (
        "station,night,hours,lamp\na,2024-01-01,1,oil\n,2024-01-01,2,oil\na,,3,oil\na,,3,oil\na,1999-01-01,4,oil\n"
        "a,2031-01-01,4,oil\na,2024-12-31,,\na,2024-12-31,5,gas\n"
    )
    element = recorded("x", "sum", column="hours", by={"lamp": "lamp"}, disaggregations={"lamp": ["oil"]})
    found = make(lines, element)
    assert {row.values["id"]: row.values["value"] for row in found.rows} == {
        "records:x:a:2024:": "6.0", "records:x:a:2024:lamp=oil": "1.0",
    }  # fmt: skip
    said = {one.code: one.message.en for one in found.findings}
    assert "in 1 record ‘station’" in said["records.no_organisation"]
    assert "in 2 records ‘night’" in said["records.no_time"]
    assert (
        "2 records lie outside the programme (1 January 2023 up to 31 December 2024)" in said["records.outside_periods"]
    )
    assert "in 2 records ‘lamp’ is empty or none of oil" in said["records.no_category"]
    assert "x leaves out 1 record, because hours is empty there" in said["records.empty_cells"]
    assert len(said) == len(found.findings) == 5


def test_a_doubtful_last_record_and_a_bad_period_are_said(make: Make) -> None:
    last = recorded("crew", "last", column="crew", order="nr")
    found = make(
        "station,when,crew,nr\na,2024,3,1\na,2024,4,1\nb,2024,4,1\nb,2024,4,1\n",
        last,
        day=None,
        per=None,
        period="when",
    )
    assert codes(found.findings) == ["records.last_tie"]
    assert "1 time which record is the last one (such as a in 2024)" in found.findings[0].message.en
    with pytest.raises(FindingsError, match="‘winter’ is not a period"):
        make("station,when\na,winter\n", day=None, per=None, period="when")


def test_overlapping_periods_are_not_put_together(make: Make) -> None:
    keepers = recorded("x", "count_distinct", column="keeper", also_over=["2023..2024"])
    with pytest.raises(FindingsError, match="overlap"):
        make("station,when,keeper\na,2024,k\na,2024-Q1,k\n", keepers, day=None, per=None, period="when")


def test_no_record_at_all_is_said(make: Make) -> None:
    found = make("station,night\n")
    assert (found.rows, codes(found.findings)) == ((), ["records.nothing"])


def test_all_problems_of_all_record_sets_come_at_once(tmp_path: Path) -> None:
    sets = tuple(RecordSet.model_validate({**SET, "id": name, "csv": f"{name}.csv"}) for name in ("one", "two"))
    elements = [recorded(name, "count", records=name) for name in ("one", "two")]
    with pytest.raises(FindingsError) as error:
        aggregate(theory_of(elements, records=sets), tmp_path, Asked())
    assert len(error.value.findings) == 2


# --- What comes back --------------------------------------------------------------------------------------------


def test_rows_are_accepted_as_any_other_and_say_what_they_rest_on(make: Make, tmp_path: Path) -> None:
    ratio = recorded("x", "ratio", numerator="up", denominator="down")
    found = make("station,night,up,down\na,2024-01-01,1,3\nb,2024-01-01,1,4\n", ratio)
    theory = theory_of([ratio], records=(RecordSet.model_validate(SET),))
    accepted, findings = accept(theory, found.rows)
    assert findings == []
    assert list(accepted["organisation"]) == ["a", "b", "coast", "north"]
    assert accepted["value"].tolist() == [1 / 3, 0.25, 2 / 7, 2 / 7]
    assert accepted["note"].tolist()[2] == "records=2; numerator=2.0; denominator=7.0"


def test_the_hash_changes_with_the_records_only(make: Make) -> None:
    lines = "station,night\na,2024-01-01\n"
    one, again, other = (make(text).sha256 for text in (lines, lines, lines + "a,2024-01-02\n"))
    assert one == again != other
    assert make(lines, asked=Asked("pandas")).sha256 == one


# --- Commands ---------------------------------------------------------------------------------------------------


def command(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def blocks(page: str, language: str) -> list[str]:
    section = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("\n## 7.")[2]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


@pytest.fixture(params=[("handleiding.md", "beurten-2024.csv"), ("guide.md", "sessions-2024.csv")], ids=["nl", "en"])
def reading(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The model of section 7 of a guide, made as it is written there."""
    monkeypatch.chdir(tmp_path)
    page, name = request.param
    (list_,), (records, indicators, *_) = blocks(page, "csv"), blocks(page, "yaml")
    assert command("new", "reading").exit_code == 0
    (tmp_path / "reading/records").mkdir()
    (tmp_path / "reading/records" / name).write_text(list_, encoding="utf-8")
    (tmp_path / "reading/records.yaml").write_text(records, encoding="utf-8")
    (tmp_path / "reading/indicators/children.yaml").write_text(indicators, encoding="utf-8")
    return "reading"


def test_the_example_of_the_guides_counts_three_children(reading: str) -> None:
    assert command("check", reading).exit_code == 0
    inside = command("explain", reading, "children_reached", "--period", "2024", "--internal", "--lang", "en")
    assert ": 3 people" in " ".join(inside.output.split())
    published = command("explain", reading, "children_reached", "--period", "2024", "--lang", "en").output
    assert ": 3 people" not in " ".join(published.split())
    assert command("run", reading, "--internal", "--format", "json", "--engine", "pandas").exit_code == 0
    values = json.loads(Path(f"out/{reading}/results.json").read_text(encoding="utf-8"))["values"]
    by_organisation = {
        one["organisation"]: one["value"]
        for one in values
        if (one["indicator"], one["period"]) == ("children_reached", "2024")
    }
    assert by_organisation == {"programma": 3, "oost": 2, "west": 2}


def test_every_engine_writes_the_same_results(reading: str) -> None:
    written = []
    for engine in ("auto", "duckdb", "pandas", "sqlite"):
        done = command("run", reading, "--format", "json", "--engine", engine, "--out", engine, "--memory", "500MB")
        assert done.exit_code == 0, done.output
        written.append(Path(f"{engine}/results.json").read_bytes())
    assert len(set(written)) == 1


def test_python_reads_the_same(reading: str) -> None:
    data = toc.read_data(reading)
    assert "records:children_reached:programma:2024:" in {row.values.get("id") for row in data.rows}
    assert data.findings == ()


def test_sql_prints_what_the_model_asks(reading: str) -> None:
    printed = command("sql", reading, "--dialect", "spark", "--element", "minutes_read")
    assert printed.exit_code == 0
    assert printed.output.startswith("-- ")
    assert "minut" in printed.output
    assert "children_reached" not in printed.output


def test_a_model_without_records_prints_a_remark_alone(tmp_path: Path) -> None:
    printed = command("sql", "startmodel", "--lang", "en")
    assert (printed.exit_code, printed.output) == (
        0, "-- in this model no data element comes from records (`from_records`)\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "--engine", "excel"), "‘excel’ is not an engine; choose from auto, duckdb"),
        (("run", "--memory", "veel"), "‘veel’ is not an amount of memory"),
        (("sql", "--dialect", "trinoo"), "did you mean ‘trino’"),
        (("sql", "--element", "minutes_reed"), "did you mean ‘minutes_read’"),
    ],
)
def test_what_is_typed_wrongly_is_said(reading: str, words: tuple[str, ...], said: str) -> None:
    done = command(words[0], reading, *words[1:], "--lang", "en")
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_wrong_records_end_the_command_and_write_nothing(reading: str) -> None:
    (path,) = Path(reading, "records").glob("*.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("Bibliotheek Oost", "Bibliotheek Zuid"), encoding="utf-8")
    done = command("run", reading, "--lang", "en")
    assert done.exit_code == 2
    assert "3 records name ‘Bibliotheek Zuid’" in done.output
    assert "reading/records.yaml:2" in done.output
    assert not Path("out").exists()


def test_a_model_without_records_opens_no_engine(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from toc.terminal import Question, read_all; from toc.library import find_library; "
        "read_all(find_library(), Question('startmodel')); "
        "print([m for m in ('sqlalchemy', 'duckdb', 'sqlglot', 'pyspark') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize(("seconds", "shown"), [(1.9, False), (2.1, True)])
def test_a_bar_shows_on_what_takes_longer_than_two_seconds(seconds: float, shown: bool) -> None:
    import io

    from rich.console import Console
    from rich.progress import Progress

    from toc.terminal import _LateBar

    clock = iter([0.0])
    screen = io.StringIO()
    progress = Progress(
        _LateBar(bar_width=30), console=Console(file=screen, width=80), get_time=lambda: next(clock, seconds)
    )
    progress.add_task("counting", total=1.0, completed=0.5)
    progress.console.print(progress.get_renderable())
    assert ("\u2501" in screen.getvalue()) is shown
