"""What `toc run` writes, in which forms, for whom, and what it refuses; nothing is written then."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toc.cli import app
from toc.report.files import FORMATS

MODEL = "startmodel"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["run", *words])


def written(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "kept" not in path.parts}


def test_all_is_every_form_whatever_stands_beside_it(elsewhere: Path) -> None:
    result = run(MODEL, "--format", "all,json", "--out", "a")
    assert result.exit_code == 0, result.output
    names = written(elsewhere / "a")
    assert {"report.html", "results.json", "report.xlsx", "report.docx", "report.pptx", "report.pdf", "one-pager.pdf",
            "values.csv", "datapackage/datapackage.json"} <= names  # fmt: skip
    assert {name.partition("/")[0].rpartition(".")[2] for name in names} == {"html", "json", "xlsx", "docx", "pptx",
                                                                            "pdf", "csv", "datapackage"}  # fmt: skip
    assert set(FORMATS) == {"html", "json", "csv", "xlsx", "docx", "pptx", "pdf", "one-pager", "datapackage"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "xlxs"), "bedoelde u ‘xlsx’?"),
        (("--format", ""), "kies uit"),
        (("--organisation", "nergens", "--format", "json"), "geen organisatie"),
        (("--what-if", "bestaatniet", "--format", "json"), "bestaatniet"),
        (("--template", "geen.docx", "--format", "docx"), "dat bestaat niet"),
        (("--template", "geen.docx", "--format", "html"), "--format docx"),
    ],
)
def test_what_cannot_be_asked_is_said_plainly_and_nothing_is_written(
    elsewhere: Path, words: tuple[str, ...], told: str
) -> None:
    result = run(MODEL, *words)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert written(elsewhere) == set()


def test_a_summary_of_one_organisation_is_about_that_one() -> None:
    whole, part = (
        run("opschaling-pps", "--format", "json"),
        run("opschaling-pps", "--organisation", "gtc-mra", "--format", "json"),
    )
    assert whole.exit_code == part.exit_code == 0
    assert "1.765" in whole.output
    assert "1.765" not in part.output
    assert "Green Tech Campus MRA" in part.output
    assert Path("out/opschaling-pps/gtc-mra/results.json").is_file()


def test_a_model_without_what_ifs_has_no_such_part_and_one_with_them_says_how_to_ask() -> None:
    assert run(MODEL, "--format", "html").exit_code == 0
    assert 'id="what_ifs"' not in Path(f"out/{MODEL}/report.html").read_text(encoding="utf-8")
    assert run("opschaling-pps", "--format", "html").exit_code == 0
    page = Path("out/opschaling-pps/report.html").read_text(encoding="utf-8")
    assert 'id="what_ifs"' in page
    assert "--what-if" in page


def test_a_building_block_alone_is_said_to_be_one() -> None:
    result = run("opschaling-pps", "--what-if", "aanname-geld", "--format", "json")
    assert result.exit_code == 0
    assert "bouwsteen" in result.output
