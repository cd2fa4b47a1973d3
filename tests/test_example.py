"""The invented example programme: made by its script, said to be invented everywhere, and ready to run."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

import toc
from toc import results as public
from toc.result_chain import CausalLink
from toc.theory import Theory

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "voorbeeldprogramma"
MADE = ("organisations.yaml", "data/hips.csv", "data/partnerships.csv", "truth.csv")
TYPES = {
    "translating", "weak", "stalled", "contradicting", "not_exercised", "outcome_without_output", "not_measured",
    "too_early", "insufficient_data",
}  # fmt: skip


CANNOT_TELL = {
    "L15": "leaning_stalled",  # too weak: the margin of small surveys holds nothing at all as well
    "L16": "inconclusive",  # all HIPs grew together, and 29 answers a HIP tell them apart badly
    "L21": "leaning_translating",  # all of the smallest change that matters must be there, and HIPs differ
    "L24": "insufficient_data",  # most of what sets HIPs apart may be chance of counting
}  # fmt: skip
"""Links of which the figures do not say what perfect figures would, and what is said of them instead."""


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
    printed = command("toc.cli", "run", "voorbeeldprogramma", "--format", "json", "--out", str(tmp_path))
    assert "(verzonnen)" in printed
    assert "verzonnen" in printed.split("(verzonnen)", 1)[1]
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    whole = {one["link"] for one in results["verdicts"] if one["organisation"] == "land"}
    assert whole == set(toc.read_theory("voorbeeldprogramma").link_by_id)
    titles = {one["title"]["en"] for one in results["sources"]}
    assert titles
    assert all("(fictional)" in title for title in titles), titles


# --- What it finds, held against the truth ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def theory() -> Theory:
    return toc.read_theory("voorbeeldprogramma")


@pytest.fixture(scope="module")
def judged(theory: Theory) -> pd.DataFrame:
    """All verdicts, with the truth of their link beside them."""
    with (MODEL / "truth.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    real = {row["link"]: float(row["T"]) if row["T"] else float("nan") for row in rows}
    enough = {name: _asked_part(link) for name, link in theory.link_by_id.items()}
    verdicts = toc.assess(theory, toc.read_data("voorbeeldprogramma").rows).verdicts
    levels = {one.id: one.level for one in theory.organisations.organisations}
    return verdicts.assign(
        level=verdicts["organisation"].map(levels),
        real=verdicts["link"].map(real),
        enough=verdicts["link"].map(real) >= verdicts["link"].map(enough),
        kind=verdicts["link"].map({row["link"]: row["kind"] for row in rows}),
    )


def _asked_part(link: CausalLink) -> float:
    """Part of the expectation that must be there: all of it where it is the smallest change that matters."""
    expected = link.expectation
    return 1.0 if expected is None or expected.mic is not None else link.kappa


def of_level(judged: pd.DataFrame, level: str) -> pd.DataFrame:
    return judged[(judged["level"] == level) & judged["real"].notna()]


def wrong(verdicts: pd.DataFrame) -> list[dict[str, Any]]:
    """Links that work and are accused, and links that do not and are praised."""
    accused = (verdicts["gap"] == "shown") & verdicts["enough"]
    praised = (verdicts["verdict"] == "translating") & ~verdicts["enough"]
    columns = verdicts[accused | praised][["link", "organisation", "verdict", "real"]]
    return [dict(row) for row in columns.to_dict("records")]


def test_every_verdict_occurs(judged: pd.DataFrame) -> None:
    assert set(judged["verdict"]) == set(get_args(public.VerdictName))


def test_the_whole_programme_is_never_judged_wrongly(judged: pd.DataFrame) -> None:
    whole = of_level(judged, "country")
    assert set(whole["gap"].dropna()) == {"shown", "unproven", "unmeasured"}
    assert wrong(whole) == []


def test_what_the_figures_cannot_tell_is_left_open_and_the_rest_is_found(judged: pd.DataFrame) -> None:
    whole = judged[judged["level"] == "country"]
    other = whole[whole["verdict"] != whole["kind"]]
    assert dict(zip(other["link"], other["verdict"], strict=True)) == CANNOT_TELL


def test_most_intervals_hold_the_truth(judged: pd.DataFrame) -> None:
    """Each of 19 intervals of 90 % holds it with chance 0.9: fewer than 14 do in 0.9 % of programmes (binomial)."""
    estimated = of_level(judged, "country").dropna(subset=["ratio"])
    held = (estimated["lower90"] <= estimated["real"]) & (estimated["real"] <= estimated["upper90"])
    assert len(estimated) == 19
    assert held.sum() >= 14, estimated[~held][["link", "real", "lower90", "upper90"]]


def test_a_hip_by_itself_is_seldom_judged_wrongly(judged: pd.DataFrame) -> None:
    """One series is a weak ground: of what is said firmly one in ten may be wrong, as the rules of verdicts have it."""
    own = of_level(judged, "hip")
    firm = own[(own["gap"] == "shown") | (own["verdict"] == "translating")]
    assert len(firm) > 30
    assert len(wrong(own)) <= len(firm) / 10, wrong(own)
