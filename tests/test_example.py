"""The invented example programme: made by its script, said to be invented everywhere, and ready to run."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import toc

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "voorbeeldprogramma"
MADE = ("organisations.yaml", "data/hips.csv", "data/partnerships.csv", "truth.csv")
TYPES = {
    "translating", "weak", "stalled", "contradicting", "not_exercised", "outcome_without_output", "not_measured",
    "too_early", "insufficient_data",
}  # fmt: skip


def command(*words: str, folder: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", MADE)
def test_the_script_gives_the_committed_bytes(name: str, made: Path) -> None:
    assert (made / name).read_bytes() == (MODEL / name).read_bytes(), (
        "run: uv run python -m benchmarks.verdicts.example"
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    command("benchmarks.verdicts.example", str(folder))
    return folder


def test_the_script_makes_all_data_of_the_model(made: Path) -> None:
    found = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert found == set(MADE)
    assert {path.name for path in (MODEL / "data").iterdir()} == {Path(name).name for name in MADE if "/" in name}


def test_every_link_has_a_truth_and_every_kind_occurs() -> None:
    with (MODEL / "truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    theory = toc.read_theory("voorbeeldprogramma")
    assert [row["link"] for row in rows] == list(theory.link_by_id)
    assert {row["kind"] for row in rows} == TYPES
    for row in rows:
        assert (row["T"] == "") == (row["kind"] == "not_measured"), row
        if row["kind"] in ("weak", "stalled", "contradicting"):
            assert float(row["T"]) < theory.link_by_id[row["link"]].kappa, row


def test_it_is_as_large_as_it_says() -> None:
    organisations = toc.read_theory("voorbeeldprogramma").organisations.organisations
    levels = [one.level for one in organisations]
    assert (levels.count("country"), levels.count("hip"), levels.count("pps")) == (1, 15, 120)


def test_check_and_run_say_that_it_is_invented(tmp_path: Path) -> None:
    assert "0 fouten" in command("toc.cli", "check", "voorbeeldprogramma")
    printed = command("toc.cli", "run", "voorbeeldprogramma", "--out", str(tmp_path))
    assert "(verzonnen)" in printed
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Voorbeeldprogramma (verzonnen)" in page.split("</title>")[0]
    assert "Dit is een verzonnen programma" in page
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    whole = {one["link"] for one in results["verdicts"] if one["organisation"] == "land"}
    assert whole == set(toc.read_theory("voorbeeldprogramma").link_by_id)
    titles = {one["title"]["en"] for one in results["sources"]}
    assert titles
    assert all("(fictional)" in title for title in titles), titles
