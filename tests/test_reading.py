"""Files in: plain YAML and CSV with file and line, everything wrong at once, and no bytes that give a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fictional_programme.small import FOLDER, codes
from hypothesis import example, given
from hypothesis import strategies as st

from toc.errors import Finding, FindingsError, Severity
from toc.indicator import IndicatorList
from toc.organisation import OrganisationTree
from toc.plain_yaml import MAX_DEPTH, UnreadableError, read_yaml
from toc.reading import load_theory, read_declared, read_scenario
from toc.rows import read_rows
from toc.target import TargetList
from toc.theory import TheoryFile

Write = Callable[[str, str | bytes], Path]


def value_of(path: Path) -> Any:
    return read_yaml(path)[0]


def refused(path: Path) -> UnreadableError:
    with pytest.raises(UnreadableError) as error:
        read_yaml(path)
    return error.value


def place(where: object) -> str:
    """File and line without the folder that the file stands in."""
    return str(where).rpartition("/")[2]


def said(findings: list[Finding]) -> str:
    return "\n".join(finding.message.en for finding in findings)


# --- Plain YAML -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),  # not False, as YAML 1.1 has it
        ("yes", "yes"),
        ("on", "on"),
        ("1:30", "1:30"),  # not 90
        ("1e3", 1000.0),  # not the text "1e3"
        ("1E-2", 0.01),
        ("-2.5", -2.5),
        (".5", 0.5),
        ("12", 12),
        ("-12", -12),
        ("007", "007"),  # a document number, not 7
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1,5", "1,5"),
        ("2024-07-15", "2024-07-15"),  # not a date object
        ("2024", 2024),
        ("2024/25", "2024/25"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("=1+1", "=1+1"),
    ],
)
def test_plain_values_are_read_as_a_person_means_them(file_of: Write, written: str, value: object) -> None:
    found = value_of(file_of("one.yaml", f"key: {written}\n"))["key"]
    assert found == value
    assert type(found) is type(value)


def test_the_line_of_every_place_is_kept(file_of: Write) -> None:
    _, lines = read_yaml(file_of("one.yaml", "# remark\na:\n  - x: 1\n    y: 2\n\nb: [1,\n    2]\n"))
    assert lines["a",] == 2
    assert lines["a", 0, "y"] == 4
    assert lines["b", 1] == 7


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &here 1\n", 1, "references"),
        ("a: 1\nb: &x [1]\nc: *x\n", 2, "references"),
        ("a: 1\nb: *nowhere\n", 2, "references"),
        ("base: &b {x: 1}\nc:\n  <<: *b\n", 1, "references"),
        ("a: 1\nb: !!python/object/apply:os.system ['echo x']\n", 2, "tags"),
        ("a: !!int '3'\n", 1, "tags"),
        ("a: !own 3\n", 1, "tags"),
        ("!!map\na: 1\n", 1, "tags"),
        ("a: 1\nb: 2\na: 3\n", 3, "first time on line 1"),
        ("x:\n  a: 1\n  a: 1\n", 3, "first time on line 2"),
        ("? [a, b]\n: 1\n", 1, "plain text"),
        ("a: 1\n? {b: 2}\n: 1\n", 2, "plain text"),
        ("&anchor a: 1\n", 1, ""),
        ("a: [1, 2\nb: 3\n", 2, "cannot be read as YAML"),
        ("a: 'open\n", 2, "cannot be read as YAML"),
        ("a: 1\n\tb: 2\n", 2, "there is a tab"),
        ("a: b: c\n", 1, "a colon too many"),
        ("a: 1\x00\n", None, "character"),
        ("a: \x07\n", None, "character"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(
    file_of: Write, text: str, line: int | None, words: str
) -> None:
    error = refused(file_of("one.yaml", text))
    assert error.where.line == line
    assert words in error.message.en
    assert error.message.nl


def test_a_bomb_of_references_is_refused_before_it_grows(file_of: Write) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{this}: &{this} [{','.join(['*' + last] * 9)}]\n" for last, this in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refused(file_of("one.yaml", bomb)).where.line == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(file_of: Write, opening: str) -> None:
    assert refused(file_of("one.yaml", opening * (MAX_DEPTH + 2) + "\n")).message.nl


@pytest.mark.parametrize("opening", ["[", "{a: ", "{? ", "- "])
def test_a_hundred_thousand_brackets_do_not_crash_the_interpreter(file_of: Write, opening: str) -> None:
    # In a process of its own: an interpreter that dies takes its tests with it.
    path = file_of("deep.yaml", "key: " * (opening != "- ") + opening * 100_000)
    code = (
        "import sys; from pathlib import Path\n"
        "from toc.reading import read_declared; from toc.theory import TheoryFile\n"
        "read = read_declared(Path(sys.argv[1]), TheoryFile)\n"
        "print(read.value, [finding.code for finding in read.findings])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.strip() == "None ['file.unreadable']"


def test_as_deep_as_allowed_is_read(file_of: Write) -> None:
    assert value_of(file_of("one.yaml", "[" * MAX_DEPTH + "]" * MAX_DEPTH)) is not None


def test_a_byte_order_mark_is_not_part_of_the_first_key(file_of: Write) -> None:
    assert value_of(file_of("one.yaml", b"\xef\xbb\xbfid: x\n")) == {"id": "x"}


def test_text_that_is_not_utf8_names_the_line_and_the_way_out(file_of: Write) -> None:
    error = refused(file_of("one.yaml", b"a: 1\nb: caf\xe9\n"))
    assert error.where.line == 2
    assert "UTF-8" in error.message.nl


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert codes(read_declared(tmp_path / "none.yaml", TheoryFile).findings) == ["file.unreadable"]


def test_a_second_document_in_one_file_is_not_left_out_in_silence(file_of: Write) -> None:
    assert refused(file_of("one.yaml", "a: 1\n---\nb: 2\n")).where.line in (2, 3)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n- b\n", "just words\n", "12\n", "---\n...\n"])
def test_a_file_without_names_and_values_is_a_finding(file_of: Write, text: str) -> None:
    read = read_declared(file_of("theory.yaml", text), TheoryFile, "x/theory.yaml")
    assert read.value is None
    assert codes(read.findings) == ["file.no_mapping"]
    assert read.findings[0].where is not None


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00a")
@example(b"\xef\xbb\xbf")
@example(b"a: 1\r\nb")
def test_no_bytes_in_a_yaml_file_give_a_traceback(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    for model in (TheoryFile, IndicatorList, OrganisationTree, TargetList):
        assert all(finding.message.nl for finding in read_declared(path, model).findings)


WORDS = "id elements links data_elements indicators targets value formula lag title null true 1e999 1e3 -1 2024 2024/25"
SIGNS = ": |:| |\n|\n  |\n  - |-|[|]|{|}|&a|*a|!t|'|\"|>|#|?|%|@|,|\t|é|\x85|\u2028|---|..."
YAML_PIECES = st.lists(st.sampled_from([*WORDS.split(), *SIGNS.split("|"), "|\n"]), max_size=60).map("".join)


@given(YAML_PIECES)
def test_no_pieces_of_yaml_give_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "pieces.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    for model in (TheoryFile, IndicatorList, TargetList):
        read = read_declared(path, model)
        assert all(finding.message.nl and finding.severity is Severity.ERROR for finding in read.findings)


# --- Declared files ---------------------------------------------------------------------------------------------

INDICATORS = """\
indicators:
  - id: wrecks
    title: Wrecks
    level: {level}
    unit: ships
    formula: wrecks
    {rest}
"""


def indicator_findings(file_of: Write, level: str = "impact", rest: str = "ascending: false") -> list[Finding]:
    return read_declared(
        file_of("light.yaml", INDICATORS.format(level=level, rest=rest)), IndicatorList, "light.yaml"
    ).findings


def test_a_declaration_that_is_right_has_no_findings(file_of: Write) -> None:
    assert indicator_findings(file_of) == []


@pytest.mark.parametrize(
    ("level", "rest", "line", "english", "dutch"),
    [
        ("outcom", "ascending: true", 4, "did you mean ‘outcome’", "bedoelde u ‘outcome’"),
        ("harvest", "ascending: true", 4, "choose from input", "kies uit input"),
        ("impact", "ascendign: true", 7, "did you mean ‘ascending’", "bedoelde u ‘ascending’"),
        ("impact", "ascending: perhaps", 7, "true or false", "true of false"),
        ("impact", "min_coverage: lots\n    ascending: true", 7, "must be a number", "hoort een getal"),
        ("impact", "min_coverage: 1.5\n    ascending: true", 7, "the limit is 1", "de grens is 1"),
        ("impact", "definition: 12\n    ascending: true", 7, "definition", "definition"),
        ("impact", "codes: sdg\n    ascending: true", 7, "must be a list", "hoort een lijst"),
        ("impact", "min_coverage: 0.5", 2, "ascending", "ascending"),
        ("impact", "ascending: true\n    band: {low: 1, high: 2}", 2, "band", "band"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_with_file_and_line(
    file_of: Write, level: str, rest: str, line: int, english: str, dutch: str
) -> None:
    findings = indicator_findings(file_of, level, rest)
    place = next(finding for finding in findings if english in finding.message.en)
    assert dutch in place.message.nl
    assert str(place.where) == f"light.yaml:{line}"
    assert place.severity is Severity.ERROR


def test_a_missing_field_is_named_with_the_thing_that_misses_it(file_of: Write) -> None:
    findings = read_declared(
        file_of("t.yaml", "baselines:\n  - id: b1\n    indicator: wrecks\n"), TargetList, "t.yaml"
    ).findings
    assert {"organisation", "period", "value", "basis", "owner", "source"} <= {
        word for finding in findings for word in finding.message.en.replace("‘", " ").replace("’", " ").split()
    }
    assert {str(finding.where) for finding in findings} == {"t.yaml:2"}


def test_everything_wrong_in_a_file_is_said_at_once(file_of: Write) -> None:
    text = (
        "indicators:\n"
        "  - {id: A, title: x, level: output, unit: u, formula: x, ascending: true}\n"
        "  - {id: b, title: x, level: outpot, unit: u, formula: x, ascending: true}\n"
        "  - {id: c, title: x, level: output, unit: u, formula: x, ascending: true, colour: red}\n"
        "  - {id: d, title: x, level: output, unit: u, formula: x, ascending: true}\n"
    )
    read = read_declared(file_of("light.yaml", text), IndicatorList, "light.yaml")
    assert [str(finding.where) for finding in read.findings] == ["light.yaml:2", "light.yaml:3", "light.yaml:4"]
    # what is right is kept, so that the rest of the model can be checked as well
    assert [one.id for one in read.value.indicators] == ["d"]


@pytest.mark.parametrize("value", ["1e999", "-1e999", "1e400"])
def test_a_number_too_large_to_be_one_is_refused(file_of: Write, value: str) -> None:
    text = (
        "baselines:\n  - {id: b, indicator: wrecks, organisation: grey-coast, period: 2022, basis: gross, owner: x,\n"
        f"     source: 'LOG1:1', value: {value}}}\n"
    )
    findings = read_declared(file_of("t.yaml", text), TargetList, "t.yaml").findings
    assert [str(finding.where) for finding in findings] == ["t.yaml:3"]


def test_a_boolean_is_no_number(file_of: Write) -> None:
    text = (
        "baselines:\n  - {id: b, indicator: wrecks, organisation: grey-coast, period: 2022, basis: gross, owner: x,\n"
        "     source: 'LOG1:1', value: true}\n"
    )
    findings = read_declared(file_of("t.yaml", text), TargetList, "t.yaml").findings
    assert [str(finding.where) for finding in findings] == ["t.yaml:3"]


# --- A whole model ----------------------------------------------------------------------------------------------


def test_the_fictional_programme_can_be_used_and_has_remarks_only() -> None:
    loaded = load_theory(FOLDER)
    assert loaded.usable
    assert {finding.severity for finding in loaded.findings} <= {Severity.WARNING, Severity.INFO}
    assert loaded.theory is not None
    assert len(loaded.theory.organisations.organisations) == 8


def test_every_declaration_knows_its_file_and_line() -> None:
    theory = load_theory(FOLDER).theory
    assert theory is not None
    lines = (FOLDER / "targets.yaml").read_text(encoding="utf-8").splitlines()
    mark = theory.mark("target", "wrecks_2026")
    assert mark is not None
    assert mark.file == "fictional_programme/targets.yaml"
    assert "id: wrecks_2026" in lines[(mark.line or 0) - 1]


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_that_is_wrong_in_all_files_is_said_at_once(copy_of_programme: Path) -> None:
    change(copy_of_programme, "theory.yaml", "level: impact", "level: inpact")
    change(copy_of_programme, "organisations.yaml", "parent: north", "parnt: north")
    change(copy_of_programme, "targets.yaml", "year: 2025", "year: soon")
    change(copy_of_programme, "claims.yaml", 'comparison: ">"', "comparison: much more")
    change(copy_of_programme, "indicators/ships.yaml", "kind: flow", "kind: flood")
    files = {finding.where.file.partition("/")[2] for finding in load_theory(copy_of_programme).findings
             if finding.severity is Severity.ERROR and finding.where}  # fmt: skip
    assert files >= {"theory.yaml", "organisations.yaml", "targets.yaml", "claims.yaml", "indicators/ships.yaml"}


@pytest.mark.parametrize("name", ["theory.yaml", "organisations.yaml"])
def test_a_model_without_one_of_its_two_files_says_so(copy_of_programme: Path, name: str) -> None:
    (copy_of_programme / name).unlink()
    loaded = load_theory(copy_of_programme)
    assert loaded.theory is None
    assert "file.absent" in codes(list(loaded.findings))


def test_a_file_with_a_wrong_name_gets_the_near_one(copy_of_programme: Path) -> None:
    (copy_of_programme / "targets.yaml").rename(copy_of_programme / "target.yml")
    assert "did you mean ‘targets.yaml’" in said(list(load_theory(copy_of_programme).findings))


def test_an_indicator_list_that_does_not_exist_gets_the_near_name(copy_of_programme: Path, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "harbours.yaml").write_text("units: []\n", encoding="utf-8")
    with (copy_of_programme / "theory.yaml").open("a", encoding="utf-8") as file:
        file.write("indicator_lists: [harbour]\n")
    found = load_theory(copy_of_programme, tmp_path / "lists").findings
    assert "did you mean ‘harbours’" in said(list(found))


def test_the_same_files_have_the_same_hash_and_other_line_endings_do_not_matter(copy_of_programme: Path) -> None:
    first = load_theory(copy_of_programme).theory
    for path in copy_of_programme.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    second = load_theory(copy_of_programme).theory
    change(copy_of_programme, "theory.yaml", "Keepers keep", "Keepers  keep")
    third = load_theory(copy_of_programme).theory
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.sha256 == second.sha256 != third.sha256


def test_the_hash_does_not_depend_on_the_order_in_which_python_happens_to_see_files(
    copy_of_programme: Path, tmp_path: Path
) -> None:
    # Two lists of the same name, one of the library and one of the model. The seed of what is random follows from it.
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "light.yaml").write_text("units: []\n", encoding="utf-8")
    with (copy_of_programme / "theory.yaml").open("a", encoding="utf-8") as file:
        file.write("indicator_lists: [light]\n")
    code = (
        "import sys; from pathlib import Path; from toc.reading import load_theory\n"
        "print(load_theory(Path(sys.argv[1]), Path(sys.argv[2])).theory.sha256)"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, str(copy_of_programme), str(tmp_path / "lists")],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(3)
    }  # fmt: skip
    assert len(hashes) == 1


def test_a_hostile_title_survives_as_text(copy_of_programme: Path) -> None:
    hostile = "<script>alert(1)</script> {0.__class__} =HYPERLINK() \u202e \\\" 'DROP TABLE"
    change(copy_of_programme, "organisations.yaml", "{nl: Noord, en: North}", "'" + hostile.replace("'", "''") + "'")
    theory = load_theory(copy_of_programme).theory
    assert theory is not None
    assert theory.organisations.by_id["north"].title.nl == hostile


def test_a_scenario_is_read_and_a_wrong_one_names_its_lines(file_of: Write) -> None:
    assert read_scenario(FOLDER / "scenarios" / "more-oil.yaml").id == "more-oil"
    path = file_of("bad.yaml", "id: bad\ntitle: x\noverrides:\n  - {part: targt, id: t, field: value, value: 1}\n")
    with pytest.raises(FindingsError) as error:
        read_scenario(path)
    assert {str(finding.where) for finding in error.value.findings} == {"bad.yaml:1", "bad.yaml:4"}


# --- Monitoring files -------------------------------------------------------------------------------------------

HEADER = "organisation,data_element,period,value\n"


def rows_and_findings(path: Path) -> tuple[list[dict[str, str]], list[Finding]]:
    rows, findings, _ = read_rows([path])
    return [dict(row.values) for row in rows], findings


def test_rows_keep_their_text_and_their_line(file_of: Write) -> None:
    path = file_of(
        "a.csv", HEADER + 'gull-rock,wrecks,2024," 5 "\n\nseal-head,wrecks,2024,"two\nlines"\ntwin-cape,wrecks,2024,7\n'
    )
    rows, findings, _ = read_rows([path])
    assert findings == []
    assert [row.values["value"] for row in rows] == ["5", "two\nlines", "7"]
    assert [place(row.where) for row in rows] == ["a.csv:2", "a.csv:4", "a.csv:6"]


def test_an_empty_line_before_the_header_is_passed_over(file_of: Write) -> None:
    rows, findings, _ = read_rows([file_of("a.csv", "\n" + HEADER + "gull-rock,wrecks,2024,5\n")])
    assert findings == []
    assert [place(row.where) for row in rows] == ["a.csv:3"]


@pytest.mark.parametrize(("separator", "comma"), [(",", False), (";", True), ("\t", False)])
def test_the_separator_is_found_and_semicolons_mean_a_dutch_spreadsheet(
    file_of: Write, separator: str, comma: bool
) -> None:
    text = HEADER.replace(",", separator) + separator.join(["gull-rock", "wrecks", "2024", "5"])
    rows, findings, _ = read_rows([file_of("a.csv", text)])
    assert findings == []
    assert rows[0].values["value"] == "5"
    assert rows[0].decimal_comma is comma


def test_a_byte_order_mark_is_not_part_of_the_first_column(file_of: Write) -> None:
    rows, findings = rows_and_findings(
        file_of("a.csv", b"\xef\xbb\xbf" + (HEADER + "gull-rock,wrecks,2024,5\n").encode())
    )
    assert findings == []
    assert rows[0]["organisation"] == "gull-rock"


def test_a_file_from_excel_that_is_not_utf8_names_the_line_and_the_way_out(file_of: Write) -> None:
    rows, findings = rows_and_findings(file_of("a.csv", HEADER.encode() + b"caf\xe9,wrecks,2024,5\n"))
    assert rows == []
    assert place(findings[0].where) == "a.csv:2"
    assert "CSV UTF-8" in findings[0].message.nl


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "data.empty", "empty"),
        ("organisation,value,period\n", "data.column_absent", "data_element"),
        ("organisation,data_element,value\n", "data.column_absent", "period_start"),
        ("organisation,data_element,period,valeu\n", "data.unknown_column", "did you mean ‘value’"),
        ("organisation,data_element,period,value,colour\n", "data.unknown_column", "‘colour’"),
        ("organisation,data_element,period,value,value\n", "data.column_twice", "value"),
        (HEADER + "a,b,2024,1,2,3\n", "data.too_many_cells", "6 cells"),
        (HEADER + 'a,b,2024,"open\n', "data.not_csv", "quotation marks"),
        (HEADER + 'a,b,2024,"x" y\n', "data.not_csv", "quotation marks"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(file_of: Write, text: str, code: str, words: str) -> None:
    _, findings = rows_and_findings(file_of("a.csv", text))
    found = [finding for finding in findings if finding.code == code]
    assert any(words in finding.message.en for finding in found)
    assert all(finding.where and finding.where.file.endswith("a.csv") and finding.where.line for finding in found)


def test_all_columns_that_are_missing_are_said_at_once(file_of: Write) -> None:
    _, findings = rows_and_findings(file_of("a.csv", "note\nhello\n"))
    assert codes(findings).count("data.column_absent") == 5


def test_a_file_that_is_not_there_is_a_finding_and_the_others_are_read(file_of: Write, tmp_path: Path) -> None:
    present = file_of("a.csv", HEADER + "gull-rock,wrecks,2024,5\n")
    rows, findings, _ = read_rows([tmp_path / "absent.csv", present, tmp_path])
    assert len(rows) == 1
    assert codes(findings) == ["data.absent", "data.absent"]


def test_files_of_one_name_in_two_folders_stay_apart(file_of: Write) -> None:
    paths = [file_of(f"{folder}/a.csv", HEADER + f"gull-rock,wrecks,2024,{folder}\n") for folder in ("1", "2")]
    rows, _, _ = read_rows(paths)
    assert len({str(row.where) for row in rows}) == 2


@given(st.binary(max_size=300))
@example(b"organisation,data_element,period,value\ra,b,c,d\r")
@example(b"organisation;data_element;period;value\n\x00;;;\n")
@example(b'"' * 11)
def test_no_bytes_in_a_csv_file_give_a_traceback(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(raw)
    _, findings = rows_and_findings(path)
    assert all(finding.message.nl and finding.where for finding in findings)


def test_a_cell_longer_than_the_csv_reader_takes_is_a_finding(file_of: Write) -> None:
    _, findings = rows_and_findings(file_of("a.csv", HEADER + "x" * 200_000 + ",b,2024,1\n"))
    assert codes(findings) == ["data.not_csv"]
