"""A what-if as numbers: measures, what is expected of them anyway, slopes and lags, and the part an intervention is."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from fictional_programme.chains import (
    TOP,
    YEARS,
    arrow,
    assessed,
    course,
    doing,
    growing,
    measure,
    surely,
    theory,
    what,
)
from fictional_programme.small import codes, grown_together, pick, regions, tree_of
from scipy import stats
from scipy.special import ndtri

from toc.assessment import Assessment
from toc.errors import FindingsError
from toc.organisation import Membership
from toc.propagation.flow import flow
from toc.result_chain import Expectation
from toc.what_if import WhatIf, slope_of, what_if

SHARE: dict[str, Any] = {"kind": "stock", "over_time": "last", "over_organisations": "none"}
SIZES = dict(zip("abcd", (10.0, 20.0, 30.0, 40.0), strict=True))


@pytest.fixture(scope="module")
def measured() -> Assessment:
    """Oil and lamps are counted at four stations, light is a percentage of the whole; wrecks and calm are not known."""
    chain = [
        measure("oil", "input"), measure("lamps"),
        measure("light", "outcome", unit="percent", counted={**SHARE, "reported_by": ("country",)}),
        measure("wrecks", "impact", of={"ascending": False}), measure("calm", "impact", indicator=False),
    ]  # fmt: skip
    links = [
        arrow("oil", "lamps", expectation=surely("elasticity", 1)),
        arrow("lamps", "light", expectation=surely("per_doubling", 10)),
        arrow("light", "wrecks", expectation={"elasticity": 0.5}, lag=None),
        arrow("wrecks", "calm", expectation={"elasticity": 0.3}, lag="1-3 years"),
    ]
    light = {year: 40 + 1.5 * (year - 2019) + year % 2 for year in YEARS}
    figures = {**growing("oil", SIZES), **growing("lamps", SIZES), ("light", TOP): light}
    return assessed(theory(chain, links, courses=[course("wrecks", -3)]), figures)


def small(*links: Mapping[str, Any], known: str = "", **of: Any) -> Assessment:
    """Lamps and light by these links, with a course for those that are named in ``known``."""
    chain = [measure("lamps", **of.pop("lamps", {})), measure("light", "outcome", **of.pop("light", {}))]
    return assessed(theory(chain, links, courses=[course(name, 0) for name in known.split()], **of))


def notes(one: WhatIf) -> str:
    return " / ".join(note.nl for note in one.notes)


# --- Measures and what is expected anyway -----------------------------------------------------------------------


def test_measures_are_indicators_and_elements_without_one(measured: Assessment) -> None:
    one = what_if(measured, None)
    assert list(one.network.measures) == ["oil", "lamps", "light", "wrecks", "CALM"]
    assert one.element_of["light"] == "LIGHT"
    assert one.network.measures["CALM"].base is None
    assert [(a.start, a.end) for a in one.network.arrows] == [
        ("oil", "lamps"), ("lamps", "light"), ("light", "wrecks"), ("wrecks", "CALM")
    ]  # fmt: skip
    assert (one.touched, one.id) == ((), "")
    assert one.network.years == tuple(range(2025, 2031))


def test_the_base_is_the_projection_else_the_course_else_nothing(measured: Assessment) -> None:
    one = what_if(measured, None)
    base = one.network.measures["lamps"].base
    assert base is not None
    paths = base.paths(ndtri(np.array([0.5, 0.1, 0.9, 0.025, 0.975])))
    for year in range(2025, 2031):
        row = pick(measured.projections, indicator="lamps", organisation=TOP, year=year)
        told = [row[name] for name in ("median", "lower80", "upper80", "lower95", "upper95")]
        assert paths[:, one.network.years.index(year)].tolist() == pytest.approx(told, rel=1e-9)
    wrecks = one.network.measures["wrecks"].base
    assert wrecks is not None
    # 100 in 2024, 3 percent less every year
    assert wrecks.paths(np.zeros(1))[0].tolist() == pytest.approx([100 * 0.97 ** (y - 2024) for y in range(2025, 2031)])


def test_years_that_are_known_are_as_they_were(measured: Assessment) -> None:
    one = what_if(measured, what("early", doing("lamps", start="2023-01", factor=2)))
    assert one.network.years[0] == 2022
    base = one.network.measures["lamps"].base
    assert base is not None
    known = [point.value for point in measured.points["lamps", TOP] if point.year in (2022, 2023, 2024)]
    assert base.paths(np.array([-2.0, 2.0]))[:, :3].tolist() == [pytest.approx(known)] * 2


def test_a_course_without_a_level_or_a_figure_is_said() -> None:
    given = theory([measure("lamps")], courses=[course("lamps", 2, level=100).model_copy(
        update={"level": None, "level_year": None})])  # fmt: skip
    one = what_if(assessed(given), None)
    assert one.network.measures["lamps"].base is None
    assert "lamps-coast" in notes(one)
    # with one figure of a whole year it starts there
    later = what_if(assessed(given, {("lamps", name): {2023: size} for name, size in SIZES.items()}), None)
    base = later.network.measures["lamps"].base
    assert base is not None
    assert base.paths(np.zeros(1))[0, 0] == pytest.approx(100 * 1.02**2)


def test_another_organisation_has_its_own_base(measured: Assessment) -> None:
    one = what_if(measured, None, "north")
    base = one.network.measures["lamps"].base
    assert base is not None
    row = pick(measured.projections, indicator="lamps", organisation="north", year=2030)
    assert base.paths(np.zeros(1))[0, -1] == pytest.approx(row["median"])
    assert one.network.measures["wrecks"].base is None  # the course is that of the whole


# --- Lags and slopes --------------------------------------------------------------------------------------------


def test_a_lag_that_nobody_declared_is_up_to_two_years_and_marked(measured: Assessment) -> None:
    one = what_if(measured, what("x", doing("oil", factor=2)))
    lag = one.grounds["lag:light-wrecks"]
    assert lag.default
    assert lag.used is not None
    assert [round(lag.used.quantile(p), 3) for p in (0.25, 0.5, 0.75)] == [0.5, 1.0, 1.5]
    assert 0 <= lag.used.quantile(1e-9) < lag.used.quantile(1 - 1e-9) <= 2 + 1e-9
    declared = one.grounds["lag:wrecks-calm"]
    assert not declared.default
    assert declared.used is not None
    assert [round(declared.used.quantile(p), 3) for p in (0.25, 0.5, 0.75)] == [1.5, 2.0, 2.5]
    assert "lag:oil-lamps" not in one.grounds  # zero years is certain


def test_a_slope_without_a_range_is_from_nothing_to_twice_as_much_and_marked(measured: Assessment) -> None:
    slope = what_if(measured, what("x", doing("oil", factor=2))).grounds["slope:wrecks-calm"]
    assert slope.default
    assert slope.used is not None
    assert [slope.used.quantile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx([0, 0.3, 0.6])
    given = small(arrow("lamps", "light", expectation={"elasticity": 0.3, "low": 0.1, "high": 0.9, "basis": "source"}))
    declared = what_if(given, what("x", doing("lamps", factor=2))).grounds["slope:lamps-light"]
    assert (declared.default, declared.basis) == (False, "source")
    assert declared.used is not None
    assert [declared.used.quantile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx([0.1, 0.3, 0.9])


@pytest.mark.parametrize(
    ("written", "less", "form", "ends"),
    [
        ({"elasticity": 0.5}, False, "elasticity", (0, 0.5, 1)),
        ({"elasticity": 0.5, "low": 0.2, "high": 0.6}, True, "elasticity", (-0.6, -0.5, -0.2)),
        ({"per_doubling": 10}, False, "per_log", (0, 10 / math.log(2), 20 / math.log(2))),
        ({"per_doubling": 10}, True, "per_log", (-20 / math.log(2), -10 / math.log(2), 0)),
        ({"conversion": 0.25, "low": 0.2, "high": 0.3}, False, "linear", (0.2, 0.25, 0.3)),
        # 3.0 to 3.4 when the output doubles; from nothing to twice that
        ({"target": {"from": 3, "to": 3.4, "when_output": 2}}, False, "per_log", (0, 0.4 / math.log(2),
                                                                                  0.8 / math.log(2))),
        # fewer wrecks: written in the outcome's own values, so it goes down by itself
        ({"target": {"from": 20, "to": 15, "when_output": 3}, "low": 12, "high": 18}, True, "per_log",
         (-8 / math.log(3), -5 / math.log(3), -2 / math.log(3))),
        ({"target": {"from": 20, "to": 15, "when_output": 3}}, True, "per_log",
         (-10 / math.log(3), -5 / math.log(3), 0)),
        ({"saturation": {"most": 80, "half_at": 10}, "low": 60, "high": 90}, False, "saturation", (60, 80, 90)),
        ({"elasticity": -0.5}, False, "elasticity", (-1, -0.5, 0)),
    ],
)  # fmt: skip
def test_every_form_of_expectation_enters_as_it_is_written(
    written: dict[str, Any], less: bool, form: str, ends: tuple[float, ...]
) -> None:
    found, spread = slope_of(Expectation.model_validate(written), less_is_better=less)
    assert found == form
    assert [spread.quantile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx(ends, abs=1e-9)


# --- What figures say of a slope ---------------------------------------------------------------------------------

RANGE = {"per_doubling": 10, "low": 4, "high": 13}


@pytest.fixture(scope="module")
def judged() -> dict[str, Assessment]:
    """Twelve regions in which light rises by half of what is expected, and the same told as darkness that falls."""
    lamps, light = grown_together(truth=0.5, noise=1.0)
    found = {}
    for name, sign in (("light", 1), ("dark", -1)):
        chain = [
            measure("lamps", counted={"kind": "stock", "over_time": "last", "reported_by": ("region",)}),
            measure(name, "outcome", unit="percent", of={"ascending": sign > 0},
                    counted={**SHARE, "reported_by": ("region",)}),
        ]  # fmt: skip
        side = {region: {year: value if sign > 0 else 100 - value for year, value in some.items()}
                for region, some in light.items()}  # fmt: skip
        figures = {("lamps", region): some for region, some in lamps.items()}
        figures |= {(name, region): some for region, some in side.items()}
        tree = tree_of(dict.fromkeys(regions(12), TOP))
        given = theory(chain, [arrow("lamps", name, expectation=RANGE)], tree=tree, courses=[course("lamps", 0)])
        found[name] = assessed(given, figures)
    return found


def told(assessment: Assessment) -> dict[str, float]:
    evidence = pick(assessment.verdicts, organisation=TOP)["evidence"]
    assert evidence["T"] is not None
    return dict(evidence["T"])


@pytest.mark.parametrize(("name", "sign"), [("light", 1), ("dark", -1)])
def test_by_figures_alone_the_slope_is_the_ratio_times_what_was_expected(
    judged: dict[str, Assessment], name: str, sign: int
) -> None:
    assessment = judged[name]
    ratio = told(assessment)
    assert 0.3 < ratio["estimate"] < 0.7
    ground = what_if(assessment, what("x", doing("lamps", factor=2)), mode="data").grounds[f"slope:lamps-{name}"]
    unit = sign * 10 / math.log(2)
    assert ground.used is not None
    assert ground.used.quantile(0.5) == pytest.approx(ratio["estimate"] * unit, rel=1e-6)
    half = stats.t.ppf(0.95, ratio["degrees"]) * ratio["error"] * abs(unit)
    for chance, side in ((0.05, -1), (0.95, 1)):
        expected = ratio["estimate"] * unit + side * half
        assert ground.used.quantile(chance) == pytest.approx(expected, abs=0.01 * half)


@pytest.mark.parametrize(("name", "sign"), [("light", 1), ("dark", -1)])
def test_belief_and_figures_are_joined_by_the_rule_of_bayes(
    judged: dict[str, Assessment], name: str, sign: int
) -> None:
    assessment = judged[name]
    ratio = told(assessment)
    one = what_if(assessment, what("x", doing("lamps", factor=2)))
    ground = one.grounds[f"slope:lamps-{name}"]
    # by hand, for T: half a normal below 1 (5 % under 0.4) and half of another above it (5 % over 1.3)
    grid = np.linspace(-2, 4, 200_001)
    z90 = stats.norm.ppf(0.95)
    score = np.where(grid < 1, (grid - 1) * z90 / 0.6, (grid - 1) * z90 / 0.3)
    width = np.where(grid < 1, 0.6, 0.3)
    weight = stats.norm.pdf(score) / width * stats.t.pdf((grid - ratio["estimate"]) / ratio["error"], ratio["degrees"])
    below = np.cumsum(weight) / weight.sum()
    assert ground.used is not None
    assert ground.prior is not None
    for chance in (0.05, 0.5, 0.95):
        by_hand = np.interp(chance if sign > 0 else 1 - chance, below, grid) * sign * 10 / math.log(2)
        assert ground.used.quantile(chance) == pytest.approx(by_hand, rel=0.01)
    assert ground.prior.quantile(0.5) == pytest.approx(sign * 10 / math.log(2))
    # moved: in parts of half the 90 % range of the belief
    half = 4.5 / math.log(2)
    assert ground.moved == pytest.approx((ground.used.quantile(0.5) - sign * 10 / math.log(2)) / half)
    assert ground.verdict == pick(assessment.verdicts, organisation=TOP)["verdict"]


def test_a_link_may_go_by_what_was_expected_only(judged: dict[str, Assessment]) -> None:
    given = what("x", doing("lamps", factor=2),
                 overrides=[{"part": "link", "id": "lamps-light", "field": "slope", "value": "prior"}])  # fmt: skip
    ground = what_if(judged["light"], given).grounds["slope:lamps-light"]
    assert ground.used is ground.prior
    assert math.isnan(ground.moved)


def test_another_elasticity_in_a_what_if_is_joined_with_what_figures_say_of_the_link(
    judged: dict[str, Assessment],
) -> None:
    given = what("x", doing("lamps", factor=2), overrides=[
        {"part": "link", "id": "lamps-light", "field": "expectation",
         "value": {"per_doubling": 20, "low": 0, "high": 40}},
        {"part": "link", "id": "lamps-light", "field": "slope", "value": "data"},
    ])  # fmt: skip
    ground = what_if(judged["light"], given).grounds["slope:lamps-light"]
    assert ground.used is not None
    # figures say what they say, in units of what was expected when they were judged
    assert ground.used.quantile(0.5) == pytest.approx(told(judged["light"])["estimate"] * 10 / math.log(2), rel=1e-6)


def test_no_more_comes_out_of_a_funnel_than_goes_in() -> None:
    given = small(
        arrow("lamps", "light", relation="funnel", lag="0 years", expectation={"conversion": 0.8}), known="lamps light"
    )
    one = what_if(given, what("x", doing("lamps", factor=2)))
    slope = one.grounds["slope:lamps-light"].used
    assert slope is not None
    assert [slope.quantile(p) for p in (0.001, 0.5, 0.95, 0.999)] == pytest.approx([0, 0.8, 1, 1])
    assert one.network.arrows[0].funnel


# --- Where a change stops ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "known", "words"),
    [
        ({}, "lamps light", "niemand heeft gezegd hoeveel verandering"),
        ({"expectation": {"mic": 2}}, "lamps light", "welke verandering ertoe doet"),
        ({"relation": "proxy", "claim": "association", "expectation": {"elasticity": 1}}, "lamps light",
         "afgeleid cijfer"),
        ({"expectation": {"conversion": 0.5}}, "", "telt per stuk"),
    ],
)  # fmt: skip
def test_where_a_change_stops_is_said_and_nothing_goes_on(link: dict[str, Any], known: str, words: str) -> None:
    one = what_if(small(arrow("lamps", "light", **link), known=known), what("x", doing("LAMPS", factor=2)))
    assert one.touched == ("lamps",)
    assert "lamps-light" in notes(one)
    assert words in notes(one)


def test_a_link_that_goes_by_another_measure_of_the_element_is_said() -> None:
    chain = [measure("lamps", element={"indicators": ["lamps", "glass"]}), measure("light", "outcome"),
             {**measure("glass"), "element": {"indicators": ["glass"]}}]  # fmt: skip
    links = [arrow("lamps", "light", expectation={"elasticity": 1}, output_indicator="glass")]
    one = what_if(assessed(theory(chain, links)), what("x", doing("LAMPS", factor=2)))
    assert one.touched == ("lamps",)
    assert "‘glass’" in notes(one)
    assert "‘lamps’" in notes(one)
    both = what_if(assessed(theory(chain, links)), what("x", doing("glass", factor=2)))
    assert both.touched == ("glass", "light")
    assert not both.notes


def test_growth_without_a_level_cannot_be_told() -> None:
    one = what_if(small(arrow("lamps", "light", expectation={"elasticity": 1})), what("x", doing("lamps", growth=5)))
    assert one.touched == ()
    assert "groei" in notes(one)


# --- A part of the whole ----------------------------------------------------------------------------------------


def push_of(one: WhatIf, year: int) -> float:
    (push,) = one.network.pushes
    return float(push.active[one.network.years.index(year)])


def test_an_intervention_at_one_organisation_counts_for_its_part_of_the_whole(measured: Assessment) -> None:
    last = {name: measured.points["lamps", name][-1].value for name in (*SIZES, "north", TOP)}
    for name in ("a", "d", "north"):
        one = what_if(measured, what("x", doing("lamps", organisation=name, factor=2)))
        assert push_of(one, 2027) == pytest.approx(last[name] / last[TOP])
        assert not one.notes
    mine = what_if(measured, what("x", doing("lamps", organisation="a", factor=2)), "north")
    assert push_of(mine, 2027) == pytest.approx(last["a"] / last["north"])


def test_extra_at_one_organisation_is_as_much_extra_for_the_whole(measured: Assessment) -> None:
    one = what_if(measured, what("x", doing("lamps", organisation="a", extra=7)))
    assert push_of(one, 2027) == 1
    state = flow(one.network, {})["lamps"]
    assert state.difference[0].tolist() == pytest.approx([0, 7, 7, 7, 7, 7])


def test_an_intervention_above_touches_all_and_one_elsewhere_nothing(measured: Assessment) -> None:
    above = what("x", doing("lamps", organisation=TOP, factor=2))
    assert push_of(what_if(measured, above, "north"), 2027) == 1
    elsewhere = what_if(measured, what("x", doing("lamps", organisation="south", factor=2)), "north")
    assert elsewhere.network.pushes == ()
    assert not elsewhere.notes


def test_where_nobody_knows_the_part_each_counts_the_same_and_that_is_said(measured: Assessment) -> None:
    one = what_if(measured, what("x", doing("wrecks", organisation="a", factor=2)))
    assert push_of(one, 2027) == 0.25
    assert "elk van de 4 even zwaar" in notes(one)
    half = what_if(measured, what("x", doing("wrecks", organisation="north", factor=2)))
    assert push_of(half, 2027) == 0.5


@pytest.mark.parametrize(
    ("where", "size"), [("light", {"factor": 2}), ("light", {"extra": 1}), ("lamps", {"growth": 9})]
)
def test_what_does_not_add_up_is_left_out_for_the_whole_and_said(
    measured: Assessment, where: str, size: dict[str, float]
) -> None:
    one = what_if(measured, what("x", doing(where, organisation="a", **size)))
    assert one.network.pushes == ()
    assert len(one.notes) == 1
    assert "Do light-a" in notes(one) or "Do lamps-a" in notes(one)


def test_a_station_that_belongs_for_a_part_counts_for_that_part() -> None:
    twin = {"twin": (Membership(parent="north", share=0.6), Membership(parent="south", share=0.4))}
    tree = tree_of({"north": TOP, "south": TOP, "a": "north", "b": "south", "t": twin["twin"]})
    figures = growing("lamps", {"a": 10, "b": 20, "t": 30})
    given = assessed(theory([measure("lamps")], tree=tree), figures)
    last = {name: given.points["lamps", name][-1].value for name in ("t", "north", TOP)}
    done = what("x", doing("lamps", organisation="t", factor=2))
    assert push_of(what_if(given, done), 2027) == pytest.approx(last["t"] / last[TOP])
    assert push_of(what_if(given, done, "north"), 2027) == pytest.approx(0.6 * last["t"] / last["north"])
    extra = what("x", doing("lamps", organisation="t", extra=10))
    assert push_of(what_if(given, extra, "north"), 2027) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({"start": "2026-01"}, [0, 1, 1, 1]),
        ({"start": "2026-07"}, [0, 0.5, 1, 1]),
        ({"start": "2026-01", "end": "2027-06"}, [0, 1, 0.5, 0]),
        # builds up evenly in 24 months from January 2026: on average a quarter, then three quarters
        ({"start": "2026-01", "build_up": 24}, [0, 0.25, 0.75, 1]),
        ({"start": "2026-07", "build_up": 12}, [0, 0.125, 0.875, 1]),
        ({"start": "2026-04", "end": "2026-04"}, [0, 1 / 12, 0, 0]),
    ],
)
def test_an_intervention_works_for_the_part_of_the_year_that_it_lasts(
    fields: dict[str, Any], parts: list[float]
) -> None:
    one = what_if(small(known="lamps light"), what("x", doing("lamps", factor=2, **fields)))
    assert [push_of(one, year) for year in (2025, 2026, 2027, 2028)] == pytest.approx(parts, abs=0.004)


# --- Organisations that stop or join ----------------------------------------------------------------------------


def stops(name: str, until: str) -> dict[str, Any]:
    return {"part": "organisation", "id": name, "field": "until", "value": until}


def joins(since: str, parent: str = "north") -> dict[str, Any]:
    return {"part": "organisation", "value": {"id": "e", "title": "E", "level": "station", "parent": parent,
                                              "since": since}}  # fmt: skip


def levels(one: WhatIf, name: str) -> list[float]:
    """What is left of each year, as a part of what is expected anyway."""
    state = flow(one.network, {}).get(name)
    if state is None or state.base is None:
        return [1.0] * len(one.network.years)
    return (state.value / state.base)[0].tolist()


def test_the_sum_falls_by_the_part_of_who_stops_from_that_month_on(measured: Assessment) -> None:
    part = measured.points["oil", "d"][-1].value / measured.points["oil", TOP][-1].value
    one = what_if(measured, what("x", overrides=[stops("d", "2027-06-30")]))
    assert levels(one, "oil") == pytest.approx([1, 1, 1 - part / 2, 1 - part, 1 - part, 1 - part], abs=1e-9)
    assert levels(what_if(measured, what("x", overrides=[stops("d", "2026-12-31")])), "oil") == pytest.approx(
        [1, 1, 1 - part, 1 - part, 1 - part, 1 - part], abs=1e-9
    )


def test_the_sum_rises_by_an_equal_part_for_who_joins_and_that_is_said(measured: Assessment) -> None:
    one = what_if(measured, what("x", add=[joins("2027-04")]))
    assert levels(one, "oil") == pytest.approx([1, 1, 1 + 0.25 * 0.75, 1.25, 1.25, 1.25], abs=1e-9)
    assert "‘E’" in notes(one)
    # of the region that it joins, each of two stations counts the same
    assert levels(what_if(measured, what("x", add=[joins("2027-04")]), "north"), "oil")[-1] == pytest.approx(1.5)
    assert levels(what_if(measured, what("x", add=[joins("2027-04")]), "south"), "oil")[-1] == 1


@pytest.mark.parametrize("change", [{"overrides": [stops("d", "2026-12-31")]}, {"add": [joins("2027-01")]}])
def test_shares_and_scores_are_as_they_were_when_somebody_stops_or_joins(
    measured: Assessment, change: dict[str, Any]
) -> None:
    one = what_if(measured, what("x", **change))
    assert levels(one, "light") == pytest.approx([1.0] * 6)


@pytest.mark.parametrize("change", [{"overrides": [stops("d", "2026-12-31")]}, {"add": [joins("2027-01")]}])
def test_who_stops_takes_along_its_own_part_and_not_once_more_through_the_links(
    measured: Assessment, change: dict[str, Any]
) -> None:
    one = what_if(measured, what("x", **change))
    # oil and lamps are the same figures here, and one brings the other: both change by the same part
    assert levels(one, "lamps") == pytest.approx(levels(one, "oil"))


def test_a_count_since_the_start_never_falls_when_somebody_stops() -> None:
    since = {"kind": "cumulative", "over_time": "last"}
    figures = {("ever", name): {year: size * (year - 2018) for year in YEARS} for name, size in SIZES.items()}
    given = assessed(theory([measure("ever", counted=since)]), figures)
    one = what_if(given, what("x", overrides=[stops("d", "2026-12-31")]))
    state = flow(one.network, {})["ever"]
    assert (np.diff(state.value[0]) >= -1e-9).all(), state.value[0].round(1).tolist()


def test_what_happens_elsewhere_does_not_reach_an_organisation(measured: Assessment) -> None:
    assert levels(what_if(measured, what("x", overrides=[stops("d", "2026-12-31")]), "north"), "oil") == [1.0] * 6


# --- What does not fit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"overrides": [{"part": "element", "id": "LIGHT", "field": "indicators", "value": ["nope"]}]},
        {"overrides": [{"part": "link", "id": "oil-lamps", "field": "to", "value": "NOPE"}]},
        {"remove": [{"part": "element", "id": "LAMPS"}]},
        {"remove": [{"part": "organisation", "id": TOP}]},
        {"remove": [{"part": "indicator", "id": "light"}]},
        {"overrides": [{"part": "target", "id": "nope", "field": "value", "value": 3}]},
        {"add": [{"part": "course", "value": {"id": "z", "indicator": "nope", "organisation": TOP, "growth": 1}}]},
        {"add": [{"part": "link", "value": arrow("calm", "oil", expectation={"elasticity": 1})}]},  # round in a circle
    ],
)
def test_a_scenario_that_breaks_the_theory_is_refused_with_findings(
    measured: Assessment, change: dict[str, Any]
) -> None:
    with pytest.raises(FindingsError) as refused:
        what_if(measured, what("x", doing("oil", factor=2), **change))
    assert codes(refused.value.findings)
    assert all(finding.message.nl for finding in refused.value.findings)


def test_an_organisation_that_is_left_out_counts_as_gone_or_is_said(measured: Assessment) -> None:
    one = what_if(measured, what("x", remove=[{"part": "organisation", "id": "d"}]))
    assert levels(one, "oil")[-1] < 1 or one.notes
