"""Projections of past years beside the figures that came; projections that are kept and held later."""

import csv
import dataclasses
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fictional_programme.small import element, indicator, numbered, pick, point, row, theory_of
from scipy.special import ndtri
from typer.testing import CliRunner

import toc
import toc.projection
from toc.assessment import Assessment, assess
from toc.backtest import (
    AT_ONCE,
    GIVEN,
    MADE,
    Backtest,
    Made,
    hold,
    in_words,
    is_soon_done,
    look_back,
    score_lines,
)
from toc.cli import app
from toc.errors import FindingsError
from toc.forecasting.outlook import PROBABILITIES, Array, Outlook
from toc.forecasting.panel import Nature, Series
from toc.frames import BACKTEST, BACKTEST_CHANCES, BACKTEST_SCORES
from toc.kept import HISTORY_FOLDER, KEPT_FOLDER, KeptPast, hold_kept, keep, read_history, read_kept, to_file
from toc.kept import write_backtest as write
from toc.period import Period
from toc.provenance import Document
from toc.report.html import write_html
from toc.report.view import view
from toc.rows import RawRow
from toc.scenario import Scenario
from toc.series import points_by_indicator
from toc.target import Target
from toc.theory import Theory

HOSTILE = "<script>alert(1)</script>[bold]=1+1"
SPREAD, RISE = 10.0, 5.0


@pytest.fixture(autouse=True)
def core(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Series]]:
    """A core of which every figure is known beforehand: 5 a year more than the last one, normal with deviation 10."""
    calls: list[Sequence[Series]] = []

    def forecast(panel: Sequence[Series], moments: Sequence[Array], nature: Nature) -> tuple[Outlook | None, ...]:
        calls.append(panel)
        found = []
        for series, some in zip(panel, moments, strict=True):
            middle = series.values[-1] + RISE * (np.asarray(some) - series.moments[-1])
            found.append(Outlook(some, middle[:, None] + SPREAD * ndtri(PROBABILITIES), len(series.values), 0.5, 0.3))
        return tuple(found)

    monkeypatch.setattr(toc.projection, "forecast", forecast)
    return calls


def target(name: str = "t", **fields: Any) -> Target:
    standard = {"id": name, "indicator": "x", "organisation": "coast", "year": 2023, "value": 120, "basis": "annual",
                "owner": "Coast", "source": {"document": "LOG", "lines": "1"}}  # fmt: skip
    return Target.model_validate({**standard, **fields})


def coast(*targets: Target, title: str = "lamps", formula: str | None = None, **fields: Any) -> Theory:
    """Lamps of the whole country, one figure a year."""
    document = Document.model_validate({"id": "LOG", "title": "log", "publisher": "p", "known_on": "2025-02-01"})
    chain = [{"id": "P", "level": "output", "title": "Light", "indicators": ["x"]}]
    return theory_of(
        [element("x", reported_by=("country",), **fields)], [indicator("x", formula, title=title)],
        rounds=range(2018, 2026), documents=(document,), targets=targets, chain=chain,
    )  # fmt: skip


def assessed(theory: Theory, values: Mapping[Any, float], **options: Any) -> Assessment:
    rows = [row("coast", "x", year, value) for year, value in values.items()]
    return assess(theory, numbered(rows), **options)


def looked_back(values: Mapping[Any, float], *targets: Target) -> Backtest:
    theory = coast(*targets)
    return look_back(theory, assessed(theory, values).values)


FIVE = {2020: 100, 2021: 103, 2022: 130, 2023: 128, 2024: 140}


# --- What is held against what ----------------------------------------------------------------------------------


def test_every_past_year_is_projected_from_its_own_past_and_held_against_what_came() -> None:
    found = looked_back(FIVE)
    assert list(found.rows.columns) == list(BACKTEST)
    assert list(zip(found.rows["made_in"], found.rows["year"], found.rows["steps"], strict=True)) == [
        (2021, 2022, 1), (2021, 2023, 2), (2021, 2024, 3), (2022, 2023, 1), (2022, 2024, 2), (2023, 2024, 1),
    ]  # fmt: skip
    first = pick(found.rows, made_in=2021, year=2022)
    # 103 and 5 more is 108; 130 came, which is 22 more: outside 80 % (1.28 x 10), and outside 95 % (1.96 x 10)
    assert (first["n"], first["median"], first["value"], first["last"]) == (2, pytest.approx(108), 130, 103)
    assert (first["error"], first["last_error"]) == (pytest.approx(-22), -27)
    assert first["relative"] == pytest.approx(22 / 27)
    assert (first["inside80"], first["inside95"]) == (False, False)
    second = pick(found.rows, made_in=2022, year=2023)
    # 135 was expected, 128 came: 7 off, within 12.8
    assert (second["error"], second["inside80"], second["inside95"]) == (pytest.approx(7), True, True)
    assert pick(found.rows, made_in=2021, year=2023)["inside95"]  # 113 expected, 128 came: 15 off, within 19.6
    assert not pick(found.rows, made_in=2021, year=2023)["inside80"]


def test_no_figure_of_a_later_year_is_handed_to_the_core(core: list[Sequence[Series]]) -> None:
    values = assessed(coast(), FIVE).values
    core.clear()
    look_back(coast(), values)
    assert [[one.values.tolist() for one in panel] for panel in core] == [
        [[100, 103]], [[100, 103, 130]], [[100, 103, 130, 128]],
    ]  # fmt: skip


def end_of(given: RawRow) -> int:
    """Year in which the period of a row ends."""
    return Period.parse(given.values.get("period") or given.values["period_end"]).end.year


def test_points_up_to_a_year_are_what_the_rows_up_to_that_year_say(
    programme: Theory, programme_rows: tuple[RawRow, ...], core: list[Sequence[Series]]
) -> None:
    """Leaving out later figures is the same as computing everything again without later rows."""
    whole = assess(programme, programme_rows)
    years = sorted({point.year for some in whole.points.values() for point in some})
    assert len(years) > 1
    for year in years:
        rows = [one for one in programme_rows if end_of(one) <= year]
        again = points_by_indicator(assess(programme, rows, as_of=whole.as_of).values)
        then = {pair: tuple(one for one in some if one.year <= year) for pair, some in whole.points.items()}
        for pair, some in then.items():
            assert [(one.period, one.value) for one in again.get(pair, ())] == [(one.period, one.value) for one in some]


def test_a_year_without_a_figure_is_no_end_of_a_series_and_nothing_to_hold() -> None:
    found = looked_back({2019: 90, 2020: 100, 2022: 130, 2023: 128})
    pairs = list(zip(found.rows["made_in"], found.rows["year"], strict=True))
    assert pairs == [(2020, 2022), (2020, 2023), (2022, 2023)]  # nothing of 2021, and nothing made in it


def test_what_came_over_a_part_of_a_year_or_as_a_bound_is_no_figure_to_hold_against() -> None:
    theory = coast()
    rows = [row("coast", "x", year, value) for year, value in {2020: 100, 2021: 103, 2022: 110}.items()]
    rows += [row("coast", "x", 2023, 70, months="5"), row("coast", "x", 2024, 120, bound="at_least")]
    found = look_back(theory, assess(theory, numbered(rows)).values)
    assert found.rows["year"].tolist() == [2022]


def test_years_beyond_three_ahead_are_not_held() -> None:
    found = looked_back({2018 + at: 100 + at for at in range(8)})
    assert sorted(found.rows["steps"].unique()) == [1, 2, 3]
    assert len(found.rows[found.rows["made_in"] == 2019]) == 3


def test_quarters_are_no_years() -> None:
    theory = coast(kind="stock", over_time="none")
    rows = [row("coast", "x", f"2023-Q{at}", 100 + at) for at in range(1, 5)]
    assert look_back(theory, assess(theory, numbered(rows)).values).empty


def test_parts_and_wholes_are_all_held() -> None:
    theory = theory_of([element("x")], [indicator("x")], rounds=range(2020, 2025))
    rows = [
        row(name, "x", year, 10 * year - 20190 + at) for at, name in enumerate("abcd") for year in range(2020, 2025)
    ]
    found = look_back(theory, assess(theory, numbered(rows)).values)
    assert set(found.rows["organisation"]) == {"coast", "north", "south", "a", "b", "c", "d"}
    one = found.rows[(found.rows["made_in"] == 2022) & (found.rows["year"] == 2023)].set_index("organisation")
    parts = one.loc[["a", "b", "c", "d"], "median"].sum()
    assert one.loc["coast", "median"] == pytest.approx(parts)  # sums agree in the past too


# --- As it was known then ---------------------------------------------------------------------------------------


def test_a_figure_that_was_put_right_later_counts_as_it_is_known_now_unless_asked() -> None:
    theory = coast()
    rows = [row("coast", "x", year, value, known_on=f"{year + 1}-03-01") for year, value in FIVE.items()]
    rows.append(row("coast", "x", 2021, 120, known_on="2024-06-01"))  # 103 became 120
    table = numbered(rows)
    values = assess(theory, table).values
    now = look_back(theory, values)
    then = look_back(theory, values, values_in=lambda year: assess(theory, table, as_of=date(year + 1, 12, 31)).values)
    assert pick(now.rows, made_in=2021, year=2022)["last"] == 120
    assert pick(then.rows, made_in=2021, year=2022)["last"] == 103
    assert pick(then.rows, made_in=2021, year=2022)["value"] == 130


# --- Targets ----------------------------------------------------------------------------------------------------


def test_the_chance_of_a_target_is_held_against_what_came() -> None:
    found = looked_back(FIVE, target(year=2023, value=135))
    assert list(found.chances.columns) == list(BACKTEST_CHANCES)
    assert found.chances["made_in"].tolist() == [2021, 2022]
    late = pick(found.chances, made_in=2022)
    # 135 is expected in 2023 and asked for: even chances; 128 came
    assert late["probability"] == pytest.approx(0.5)
    assert (late["value"], late["reached"]) == (128, False)
    assert late["brier"] == pytest.approx(0.25)
    overall = pick(found.scores.fillna({"indicator": "", "steps": 0}), indicator="", steps=0)
    assert overall["chances"] == 2
    assert overall["brier"] == pytest.approx(found.chances["brier"].mean())


def test_less_is_better_and_a_band_have_their_own_meaning_of_reached() -> None:
    for direction, reached in (({"ascending": False}, True), ({"band": {"low": 100, "high": 110}}, False)):
        theory = dataclasses.replace(coast(target(value=130)), indicators=(indicator("x", **direction),))
        found = look_back(theory, assessed(theory, FIVE).values)
        assert set(found.chances["reached"]) == {reached}


def test_a_target_has_the_value_that_was_known_when_it_was_projected() -> None:
    lowered = target(value=150, versions=[{"value": 120, "set_on": "2022-06-01", "reason": "r",
                                           "source": {"document": "LOG", "lines": "2"}}])  # fmt: skip
    found = looked_back(FIVE, lowered)
    assert found.chances.loc[found.chances["made_in"] == 2021, "target_value"].tolist() == [150]
    assert found.chances.loc[found.chances["made_in"] == 2022, "target_value"].tolist() == [150, 120]


def test_a_count_that_had_passed_its_target_is_no_chance_any_more() -> None:
    theory = coast(target(value=102, basis="cumulative"), kind="cumulative", over_time="last")
    found = look_back(theory, assessed(theory, {2020: 100, 2021: 103, 2022: 130, 2023: 138}).values)
    assert len(found.rows)
    assert found.chances.empty


# --- How good ---------------------------------------------------------------------------------------------------


def made(values: Sequence[tuple[float, float, float]], name: str = "x", steps: int = 1) -> Made:
    """Projections of 2020 on with (median, half the 80 % interval, last), each from a series of its own year."""
    rows = [
        {"indicator": name, "organisation": "coast", "made_in": 2000 + at - steps, "year": 2000 + at, "steps": steps,
         "n": 3, "median": median, "lower80": median - half, "upper80": median + half, "lower95": median - 2 * half,
         "upper95": median + 2 * half, "last": last}
        for at, (median, half, last) in enumerate(values)
    ]  # fmt: skip
    return Made(pd.DataFrame(rows, columns=list(MADE)), pd.DataFrame(columns=list(GIVEN)))


def held(inside: int, count: int, steps: int = 1) -> Backtest:
    """So many projections of so many within their interval."""
    given = made([(10.0, 1.0, 7.0) if at < inside else (13.0, 1.0, 7.0) for at in range(count)], steps=steps)
    return hold(coast(), given, {("x", "coast"): {2000 + at: 10.0 for at in range(count)}})


def test_scores_count_and_have_an_interval_of_their_own() -> None:
    found = held(5, 6)
    assert list(found.scores.columns) == list(BACKTEST_SCORES)
    overall = found.scores.iloc[0]
    assert (overall["n"], overall["inside80"], overall["inside95"]) == (6, 5, 5)
    # Wilson, 1927: 5 of 6 fits from 44 to 97 %
    assert (overall["low80"], overall["high80"]) == (pytest.approx(0.4365, abs=1e-3), pytest.approx(0.9699, abs=1e-3))
    alone = found.scores[(found.scores["indicator"] == "x") & found.scores["steps"].isna()].iloc[0]
    assert (alone["mean_error"], alone["mean_error_last"]) == (pytest.approx(0.5), pytest.approx(3))
    assert alone["relative"] == overall["relative"] == pytest.approx(1 / 6)
    assert np.isnan(overall["mean_error"])  # units of several indicators are not averaged


def test_an_indicator_that_never_changed_has_no_part_in_the_comparison_with_the_last_figure() -> None:
    same = hold(coast(), made([(11.0, 1.0, 10.0)]), {("x", "coast"): {2000: 10.0}})
    assert np.isnan(same.scores.iloc[0]["relative"])
    assert np.isnan(same.rows.iloc[0]["relative"])
    assert not [one for one in in_words(same) if "stays the same" in one.en]


@pytest.mark.parametrize(
    ("inside", "count", "words"),
    [
        (5, 6, "That says little yet: with so few projections it fits any share from 44% to 97%."),
        (10, 10, "That says little yet"),
        (80, 100, "That fits a margin of 80%"),
        (50, 100, "the margins were too narrow"),
        (99, 100, "the margins were too wide"),
        (1, 6, "the margins were too narrow (it fits a share from 3% to 56%)"),
    ],
)
def test_the_words_say_how_little_a_few_projections_say(inside: int, count: int, words: str) -> None:
    first, second, *_ = in_words(held(inside, count))
    assert f"Of {count} projections for one year ahead {inside} " in first.en
    assert words in second.en


def test_the_sentence_for_a_manager() -> None:
    first, *_ = in_words(held(19, 24))
    assert first.nl == "Van 24 ramingen voor een jaar vooruit vielen er 19 (79%) binnen de marge van 80%."
    assert first.en == "Of 24 projections for one year ahead 19 (79%) fell within the margin of 80%."
    two, *_ = in_words(held(1, 1, steps=2))
    assert two.nl.startswith("Van 1 raming voor 2 jaar vooruit viel er 1")


@pytest.mark.parametrize(
    ("last", "words"), [(13.0, "33% less far off"), (11.0, "100% further off"), (12.0, "as far off")]
)
def test_the_middle_is_laid_beside_the_last_figure(last: float, words: str) -> None:
    found = hold(coast(), made([(12.0, 3.0, last)]), {("x", "coast"): {2000: 10.0}})
    assert [one.en for one in in_words(found) if words in one.en]


def test_without_a_past_it_says_what_it_takes() -> None:
    (needed, longest) = in_words(looked_back({2023: 1, 2024: 2}))
    assert "at least 3 figures for whole years" in needed.en
    assert "The longest series has 2 now." in longest.en
    assert len(in_words(looked_back({}))) == 1
    theory = coast()
    values = assessed(theory, FIVE).values
    unknown = look_back(theory, values, values_in=lambda _: assessed(theory, {}).values)
    (reason,) = in_words(unknown)
    assert "The longest series has 5 figures, but from what was known in those years" in reason.en


def test_lines_are_all_together_by_year_and_every_indicator() -> None:
    lines = score_lines(coast(title=HOSTILE), looked_back(FIVE))
    assert [(line[0].en, line[1].en) for line in lines] == [
        ("All together", "1 year"), ("All together", "2 years"), ("All together", "3 years"),
        (HOSTILE, ""),
    ]  # fmt: skip
    assert lines[3][2].nl == f"{int(looked_back(FIVE).rows['inside80'].sum())} van 6"


def test_what_takes_long_is_only_done_when_asked() -> None:
    points = tuple(point(2000 + at, 1.0) for at in range(10))
    assert is_soon_done({("x", str(at)): points for at in range(AT_ONCE // 10)})
    assert not is_soon_done({("x", str(at)): points for at in range(AT_ONCE // 10 + 1)})


# --- The report -------------------------------------------------------------------------------------------------


def test_the_report_has_a_block_where_there_is_a_past_and_escapes_it() -> None:
    theory = coast(title=HOSTILE)
    found = assessed(theory, FIVE)
    past = look_back(theory, found.values)
    page = write_html(view(found, "nl", past))
    assert "Hoe goed waren eerdere ramingen?" in page
    assert "ramingen voor een jaar vooruit" in page
    assert "<script>alert" not in page
    short = assessed(theory, {2023: 1, 2024: 2})
    for nothing in (None, look_back(theory, short.values)):
        assert "Hoe goed waren" not in write_html(view(short, "nl", nothing))


# --- Keeping ----------------------------------------------------------------------------------------------------


def years(*last: int) -> dict[int, float]:
    return {year: value for year, value in FIVE.items() if year <= last[0]}


def test_what_a_run_projected_is_kept_and_held_later(tmp_path: Path) -> None:
    theory = coast(target(year=2024, value=150))
    then = assessed(_with_horizons(theory), years(2022), as_of=date(2023, 6, 1))
    path = keep(then, "0.0.9", tmp_path)
    assert path is not None
    assert path.parent == tmp_path / KEPT_FOLDER
    now = assessed(_with_horizons(theory), FIVE)
    kept = read_kept(tmp_path, theory.id, now.as_of)
    past = hold_kept(kept, now)
    assert (past.files, past.engines, past.redefined) == ((path.name,), ("0.0.9",), ())
    again = look_back(theory, now.values)
    for year in (2023, 2024):
        mine, computed = (pick(one, made_in=2022, year=year) for one in (past.found.rows, again.rows))
        assert {name: mine[name] for name in BACKTEST} == pytest.approx({name: computed[name] for name in BACKTEST})
    assert past.found.chances["target_value"].tolist() == [150]


def _with_horizons(theory: Theory) -> Theory:
    return dataclasses.replace(theory, file=theory.file.model_copy(update={"horizons": (2025,)}))


def test_nothing_is_overwritten_and_the_same_run_gives_the_same_file(tmp_path: Path) -> None:
    theory = _with_horizons(coast())
    one, other = assessed(theory, years(2022)), assessed(theory, years(2023))
    first = keep(one, "1", tmp_path)
    assert first is not None
    text, time = first.read_bytes(), first.stat().st_mtime_ns
    assert keep(one, "1", tmp_path) == first
    assert first.stat().st_mtime_ns == time
    names = {first, keep(other, "1", tmp_path), keep(one, "2", tmp_path)}
    assert len(names) == 3
    assert first.read_bytes() == text
    assert set((tmp_path / KEPT_FOLDER).iterdir()) == names


def test_a_projection_that_was_kept_twice_counts_once_and_the_last_one_counts(tmp_path: Path) -> None:
    theory = _with_horizons(coast())
    early = assessed(theory, years(2022), as_of=date(2023, 3, 1))
    late = assessed(theory, {**years(2022), 2022: 129}, as_of=date(2023, 9, 1))
    for one in (late, early):
        keep(one, "1", tmp_path)
    past = hold_kept(read_kept(tmp_path, theory.id, date(2026, 1, 1)), assessed(theory, FIVE))
    assert len(past.files) == 2
    assert pick(past.found.rows, year=2023)["last"] == 129
    assert read_kept(tmp_path, theory.id, date(2023, 6, 1))[-1][1].as_of == date(2023, 3, 1)
    assert read_kept(tmp_path, "another", date(2026, 1, 1)) == []


def test_of_one_day_the_engine_of_then_counts(tmp_path: Path) -> None:
    theory = _with_horizons(coast())
    for engine in ("0.9.0", "0.10.0"):
        keep(assessed(theory, years(2022)), engine, tmp_path)
    assert [one.engine_version for _, one in read_kept(tmp_path, theory.id, date(2026, 1, 1))] == ["0.10.0", "0.9.0"]


def test_what_if_internal_figures_and_nothing_are_not_kept(tmp_path: Path) -> None:
    theory = _with_horizons(coast())
    whatif = Scenario.model_validate({"id": "w", "title": "t", "rationale": "r", "overrides": []})
    assert keep(assessed(theory, FIVE, scenario=whatif), "1", tmp_path) is None
    assert keep(assessed(theory, FIVE, withhold=False), "1", tmp_path) is None
    assert keep(assessed(theory, {2024: 1}), "1", tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_figure_that_is_computed_in_another_way_now_is_not_held_against_old_projections(tmp_path: Path) -> None:
    keep(assessed(_with_horizons(coast()), years(2022)), "1", tmp_path)
    now = assessed(_with_horizons(coast(formula="2 * x")), FIVE)
    past = hold_kept(read_kept(tmp_path, "small", date(2026, 1, 1)), now)
    assert past.redefined == ("x",)
    assert past.found.empty


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": "small"}', "\udcff"])
def test_a_kept_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / KEPT_FOLDER).mkdir()
    path = tmp_path / KEPT_FOLDER / "projections-2024-01-01-x.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FindingsError) as raised:
        read_kept(tmp_path, "small", date(2026, 1, 1))
    assert path.name in raised.value.findings[0].message.en


def test_a_kept_figure_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = keep(assessed(_with_horizons(coast()), years(2022)), "1", tmp_path)
    assert path is not None
    data = json.loads(path.read_text(encoding="utf-8"))
    data["years"][0]["median"] = float("nan")
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(FindingsError):
        read_kept(tmp_path, "small", date(2026, 1, 1))


# --- Files ------------------------------------------------------------------------------------------------------


def test_files_hold_everything_and_every_look_back_is_kept(tmp_path: Path) -> None:
    theory = coast(target())
    found = assessed(theory, FIVE)
    past = look_back(theory, found.values)
    file = to_file(found, "1", past, KeptPast(hold(theory, made([]), {})), as_known=False)
    for _ in range(2):
        written = write(file, tmp_path)
    assert [one.name for one in written[:3]] == ["backtest.json", "backtest.csv", "backtest-chances.csv"]
    assert [one.parent.name for one in written[3:]] == [HISTORY_FOLDER]
    assert len(list((tmp_path / HISTORY_FOLDER).iterdir())) == 1
    assert read_history(tmp_path, theory.id) == [file]
    assert read_history(tmp_path, "another") == []
    rows = list(csv.DictReader(io.StringIO(written[1].read_text(encoding="utf-8"))))
    assert len(rows) == len(past.rows)
    assert {one["made"] for one in rows} == {"recomputed"}
    assert [float(one["value"]) for one in rows] == past.rows["value"].tolist()
    written = write(to_file(found, "2", past, KeptPast(past), as_known=True), tmp_path)
    assert len(list((tmp_path / HISTORY_FOLDER).iterdir())) == 2
    rows = list(csv.DictReader(io.StringIO(written[2].read_text(encoding="utf-8"))))
    assert [one["made"] for one in rows] == ["recomputed"] * len(past.chances) + ["kept"] * len(past.chances)


# --- The command ------------------------------------------------------------------------------------------------


def command(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of one's own with yearly figures, of which the last year has not come yet."""
    monkeypatch.chdir(tmp_path)
    command("new", "mine")
    return tmp_path / "mine"


def last_year_away(model: Path) -> str:
    """Take the rows of the last year out of the data and return the whole text."""
    path = model / "data" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    place = head.split(",").index("period")
    last = max(line.split(",")[place] for line in lines)
    kept = [line for line in lines if line.split(",")[place] != last]
    assert 0 < len(kept) < len(lines)
    path.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    return text


def test_a_run_keeps_and_the_command_holds_it_when_figures_come(model: Path, tmp_path: Path) -> None:
    whole = last_year_away(model)
    assert "Kept" in command("run", "mine", "--format", "json", "--lang", "en")
    (model / "data" / "observations.csv").write_text(whole, encoding="utf-8")
    printed = command("backtest", "mine", "--lang", "en")
    assert "Computed again" in printed
    assert "Kept: what earlier reports projected (1 file, version" in printed
    assert "Looked back before" not in printed
    shown = json.loads((tmp_path / "out/mine/backtest.json").read_text(encoding="utf-8"))
    assert shown["kept"]["rows"]
    assert shown["recomputed"]["rows"]
    mine = {tuple(one[name] for name in ("indicator", "organisation", "made_in", "year")): one["median"]
            for one in shown["recomputed"]["rows"]}  # fmt: skip
    for one in shown["kept"]["rows"]:
        assert mine[one["indicator"], one["organisation"], one["made_in"], one["year"]] == pytest.approx(one["median"])
    assert "Looked back before" in command("backtest", "mine", "--lang", "en", "--as-known")


def test_a_model_without_a_past_ends_well_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = command("backtest", "opschaling-pps")
    assert "Er is nog niets om op terug te kijken" in printed
    assert "`toc run` bewaart ze vanaf nu" in printed


def test_bad_input_ends_with_code_two_and_writes_nothing(model: Path, tmp_path: Path) -> None:
    assert "mine-that-is-not" in command("backtest", "mine-that-is-not", code=2)
    kept = tmp_path / "out" / "mine" / KEPT_FOLDER
    kept.mkdir(parents=True)
    (kept / "projections-x.json").write_text("{}", encoding="utf-8")
    assert "projections-x.json" in command("backtest", "mine", code=2)
    assert not (tmp_path / "out/mine/backtest.json").exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    command("backtest", "mine", "--out", "file/below", code=2)
