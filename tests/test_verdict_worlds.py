"""Drawn programmes through the engine's door, beside its core on the same draws.

The door is ``toc.judge``: a theory and monitoring rows in, verdicts out. The core gets the same draws as arrays. So
everything between a row and an array is tried at once: months, surveys, ratios, lags, scales, families.

Tolerances. Scores: the group that respondents come from is rounded to whole people, months to six decimals; that moves
T by less than a thousandth of its error. Registers: a declared size of what happens anyway belongs to the level that
was seen of the whole, which differs from the drawn one by some percent. Shares: the door knows the error of every share
from the share itself, the core is told the one that was drawn with; what is the same is the middle of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.verdicts.door import TOP, door_of
from benchmarks.verdicts.many import beside_truth, by_chance, calibration, drawn, through_door, worlds_in
from benchmarks.verdicts.run import BARS, calibration_line, chosen, recognised, scores, through_core
from benchmarks.verdicts.worlds import WORLDS, World, draw_many, panel_of
from toc.frames import VERDICTS
from toc.translation import judge_links

SEED = 11
WELL_KNOWN, LEVEL_OF_THE_WHOLE, MIDDLE_OF_SHARES = 1e-3, 0.1, 0.5
"""How far T may be apart, in its standard error."""

SAME = ("15x3", "15x5, lag of a year", "15x3, exposure unknown")


@cache
def both(name: str) -> pd.DataFrame:
    """One programme of a world by the door and by the core, a row per link."""
    world = WORLDS[name]
    ours = through_door({name: world}, {name: 1}, SEED)[name]
    core = through_core(world, 1, SEED)
    kinds = [world.kinds[at % len(world.kinds)].name for at in range(len(world.truth))]
    table = ours.join(core.add_suffix(" of core")).assign(outcome=kinds)
    return table.assign(apart=((table["ratio"] - table["ratio of core"]) / table["error of core"]).abs())


@pytest.mark.parametrize("name", SAME)
def test_scores_and_registers_get_the_verdict_of_the_core(name: str) -> None:
    table = both(name)
    for outcome, close in (("score", WELL_KNOWN), ("register", LEVEL_OF_THE_WHOLE)):
        some = table[table["outcome"] == outcome]
        assert some["verdict"].tolist() == some["verdict of core"].tolist()
        assert some["naive"].tolist() == some["naive of core"].tolist()
        judged = some[some["judged"]]
        assert len(judged) >= 6
        assert (judged["apart"] < close).all(), judged[["link", "apart"]]
        assert judged["error"].to_numpy() == pytest.approx(judged["error of core"], rel=close)
        assert judged["p"].to_numpy() == pytest.approx(judged["p of core"], abs=close)


@pytest.mark.parametrize("name", SAME)
def test_shares_are_judged_by_their_own_error(name: str) -> None:
    some = both(name).query("outcome == 'share' and judged")
    assert some["apart"].median() < MIDDLE_OF_SHARES
    assert (some["verdict"] == some["verdict of core"]).mean() > 0.5
    opposite = {"translating": ("stalled", "contradicting"), "stalled": ("translating",)}
    assert not any(
        said in opposite.get(other, ()) for said, other in zip(some["verdict"], some["verdict of core"], strict=True)
    )


def test_the_truth_is_that_of_the_draws() -> None:
    table = both("15x3")
    assert table["T"].tolist() == table["T of core"].tolist()
    assert table["link"].tolist()[:2] == ["L1", "L2"]


def test_the_door_draws_what_the_core_draws() -> None:
    world = WORLDS["15x3"]
    ((panels, _), _) = draw_many(world, 2, SEED)
    (programme,) = drawn(world, SEED, 0, 1)
    for panel, one in zip(panels, programme, strict=True):
        again = panel_of(world, one)
        assert again.y.tolist() == panel.y.tolist()
        assert again.x.tolist() == panel.x.tolist()


def test_the_same_seed_gives_the_same_table_however_it_is_divided() -> None:
    """Three programmes at once, or the last of them alone."""
    world = replace(WORLDS["15x3"], truth=WORLDS["15x3"].truth[[0, 1, 2, 14, 15, 16]])
    first, again = (through_door({"w": world}, {"w": 3}, SEED)["w"].drop(columns="ms") for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    (last,) = drawn(world, SEED, 2, 3)
    alone = beside_truth(world, door_of(world).judge(last))
    of_last = first[first["programme"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_last[list(alone.columns)], alone)
    assert first["p"].nunique() >= 15


def test_values_of_indicators_give_what_rows_give() -> None:
    world = WORLDS["15x3"]
    door = door_of(world)
    (programme,) = drawn(world, SEED, 0, 1)
    by_rows = door.judge(programme)
    by_values = judge_links(door.theory.file.links, door.programme(door.points(programme)), [TOP])
    assert list(by_rows.columns) == list(VERDICTS)
    assert by_rows["verdict"].tolist() == by_values["verdict"].tolist()
    assert by_rows["ratio"].to_numpy() == pytest.approx(by_values["ratio"].to_numpy(), abs=1e-5, nan_ok=True)


def test_rows_hold_what_was_drawn_and_nothing_else() -> None:
    world = replace(WORLDS["15x3"], exposure_known=False)
    (programme,) = drawn(world, SEED, 0, 1)
    rows = door_of(world).rows(programme)
    assert set(rows["months"]) == {"", "4-7"}
    assert set(rows.loc[rows["months"] == "4-7", "period"]) == {2023}
    counted = rows[rows["data_element"] == "output_1"]
    assert counted["value"].tolist() == programme[0].counts[programme[0].reported].tolist()
    shares = rows[rows["data_element"] == "outcome_2"]["value"]
    assert shares.between(0, 100).all()
    asked = rows[rows["n"].notna()]
    assert (asked["population"] >= asked["n"]).all()
    assert not {"T", "truth", "kind"} & set(rows.columns)


def test_of_a_national_world_only_the_country_reports() -> None:
    world = WORLDS["national, 2 points"]
    (programme,) = drawn(world, SEED, 0, 1)
    door = door_of(world)
    assert set(door.rows(programme)["organisation"]) == {TOP}
    verdicts = door.judge(programme)
    assert set(verdicts["tier"]) == {"N2"}
    assert not verdicts["verdict"].isin(["not_measured", "insufficient_data"]).any()


# --- What is made of many tables ---------------------------------------------------------------------------------


def made(p: list[float], truth: list[float], programmes: int = 40) -> pd.DataFrame:
    """The same links in every programme."""
    one = pd.DataFrame({"p": p, "T": truth, "kind": truth, "judged": True, "inside": True, "error": 0.1, "ms": 1.0})
    one = one.assign(
        verdict=["stalled" if x >= 0.9 else "inconclusive" for x in p], naive=False,
        red=one["p"] >= 0.9, watch=one["p"] >= 0.8,
    )  # fmt: skip
    return pd.concat([one.assign(programme=k) for k in range(programmes)], ignore_index=True)


def test_scores_of_a_made_table() -> None:
    found = scores(made([0.95, 0.95, 0.05, 0.5], [0.0, 1.0, 1.0, 0.0]))
    assert found["red FDR"] == pytest.approx(50)
    assert (found["FA"], found["power"], found["red power"]) == (50, 50, 50)
    assert found["AUC"] == pytest.approx((0.5 + 1 + 0 + 1) / 4)


def test_what_never_differs_does_not_depend_on_chance() -> None:
    table = made([0.95, 0.05], [0.0, 1.0])
    errors = by_chance(table, scores)
    assert errors["power"] == 0
    half = table.assign(verdict=np.where(table["programme"] % 2 == 0, "stalled", "inconclusive"))
    assert by_chance(half, scores)["power"] > 0


def test_the_jackknife_gives_the_error_of_a_mean() -> None:
    table = pd.DataFrame({"programme": np.arange(100), "x": np.random.default_rng(1).normal(size=100)})
    error = by_chance(table, lambda some: {"mean": float(some["x"].mean())})["mean"]
    assert error == pytest.approx(table["x"].std() / 10, rel=0.35)  # twenty groups: a fifth, give or take


def test_calibration_counts_by_tenth() -> None:
    found = calibration([made([0.95, 0.95, 0.12, 1.0], [0.0, 1.0, 1.0, 0.0], 10)]).set_index("from")
    assert found.loc[0.9, "links"] == 30
    assert found.loc[0.9, "below"] == pytest.approx(2 / 3)
    assert found.loc[0.1, "below"] == 0
    line = calibration_line(pd.DataFrame({"from": [0.8], "links": [50], "mean P": [0.85], "below": [0.79]}))
    assert line.split(" | ")[2:] == ["0.790", ">= 0.80 NO", "within .05 of 0.850 NO"]


def test_recognised_looks_at_links_that_do_not_translate() -> None:
    table = pd.DataFrame({"T": [0.0, 0.0, 1.0], "verdict": ["not_exercised", "stalled", "stalled"]})
    found = recognised({"output still, outcome still": table, "growing output": table})
    assert found == {"output still, outcome still": 0.5, "growing output": 0.5}


def test_worlds_of_others(tmp_path: Path) -> None:
    file = tmp_path / "others.py"
    file.write_text(
        "from dataclasses import replace\nfrom benchmarks.verdicts.worlds import BASE\n"
        "WORLDS = {'mine': replace(BASE, years=4)}\n"
    )
    found = worlds_in(file)
    assert isinstance(found["mine"], World)
    assert found["mine"].years == 4
    file.write_text("WORLDS = {'mine': 3}\n")
    with pytest.raises(SystemExit, match="WORLDS"):
        worlds_in(file)
    with pytest.raises(SystemExit, match="no Python file"):
        worlds_in(tmp_path / "absent.py")


def test_worlds_are_chosen_by_name_or_part() -> None:
    assert list(chosen(WORLDS, ["15x3"])) == ["15x3"]
    assert all("national" in name for name in chosen(WORLDS, ["national"]))
    assert {bar.world for bar in BARS} <= set(WORLDS)
