"""What can be said of a theory before there are data: broken references, circles, weak structure, wrong units."""

from typing import Any

import pytest
from fictional_programme.small import TREE, codes, element, indicator, link_of, theory_of, tree_of

from toc.claim import DocumentClaim
from toc.conflict import Conflict
from toc.errors import Finding, Severity
from toc.organisation import Membership, Organisation, OrganisationLevel, OrganisationTree
from toc.result_chain import CausalLink, Expectation, Lag
from toc.rules import RULES, check_theory
from toc.target import Baseline, Target
from toc.theory import Theory

CHAIN = (
    {"id": "P", "level": "output", "title": "Lamps", "indicators": ["lamps"]},
    {"id": "U", "level": "outcome", "title": "Light", "indicators": ["light"]},
)
LINK = {"expectation": {"per_doubling": 1}}


def sound(**changes: Any) -> Theory:
    """A theory without a single remark."""
    parts: dict[str, Any] = {
        "elements": [element("lamps"), element("light", unit="hours")],
        "indicators": [indicator("lamps"), indicator("light", level="outcome", unit="hours")],
        "chain": CHAIN,
        "links": [LINK],
        "documents": (),
    }
    return theory_of(**{**parts, **changes})


def found(theory: Theory, code: str) -> list[Finding]:
    return [finding for finding in check_theory(theory) if finding.code == code]


def without_documents(findings: list[Finding]) -> list[str]:
    return codes(finding for finding in findings if "reference:LOG" not in finding.about)


def target(**fields: Any) -> Target:
    standard = {"id": "t", "indicator": "lamps", "organisation": "coast", "year": 2026, "value": 10, "basis": "annual",
                "owner": "keeper", "source": "LOG:1"}  # fmt: skip
    return Target.model_validate({**standard, **fields})


def baseline(**fields: Any) -> Baseline:
    standard = {"id": "b", "indicator": "lamps", "organisation": "coast", "period": 2022, "value": 5, "basis": "annual",
                "owner": "keeper", "source": "LOG:1"}  # fmt: skip
    return Baseline.model_validate({**standard, **fields})


def conflict(**fields: Any) -> Conflict:
    standard = {"id": "x", "severity": "A", "title": "x", "statements": [{"source": "LOG:1"}], "reason": "x"}
    return Conflict.model_validate({**standard, **fields})


def claim(**test: Any) -> DocumentClaim:
    standard = {"id": "c", "quote": "x", "source": "LOG:1", "title": "x", "organisation": "coast"}
    return DocumentClaim.model_validate({**standard, **test})


def test_a_sound_theory_has_no_remarks() -> None:
    assert without_documents(check_theory(sound())) == []


def test_the_fictional_programme_has_only_the_weaknesses_that_it_should_have(programme: Theory) -> None:
    assert sorted(codes(check_theory(programme))) == [
        "chain.no_indicator",  # M2
        "chain.only_proxies",  # U4
        "link.no_expectation",  # K6
        "link.no_lag",  # K6
    ]


def test_every_rule_says_what_it_holds() -> None:
    assert all(rule.__doc__ for rule in RULES)
    assert len(set(RULES)) == len(RULES)


# --- Names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "part", "near"),
    [
        ({"chain": [{**CHAIN[0], "indicators": ["lamp"]}, CHAIN[1]]}, "element:P", "lamps"),
        ({"chain": [{**CHAIN[0], "proxies": ["lihgt"]}, CHAIN[1]]}, "element:P", "light"),
        ({"chain": [{**CHAIN[0], "action_line": "people"}, CHAIN[1]]}, "element:P", None),
        ({"links": [{**LINK, "to": "V"}]}, "link:L", None),
        ({"links": [{**LINK, "assumptions": ["B1"]}]}, "link:L", None),
        ({"links": [{**LINK, "output_indicator": "lmaps"}]}, "link:L", "lamps"),
        ({"targets": (target(indicator="lamsp"),)}, "target:t", "lamps"),
        ({"targets": (target(organisation="coats"),)}, "target:t", "coast"),
        ({"targets": (target(look_alikes=["lights"]),)}, "target:t", "light"),
        ({"targets": (target(baseline="nowhere"),)}, "target:t", None),
        ({"baselines": (baseline(indicator="lampss"),)}, "baseline:b", "lamps"),
        ({"elements": [element("lamps", reported_by=("stations",)), element("light", unit="hours")]},
         "data_element:lamps", "station"),
        ({"elements": [element("lamps", over_organisations="weighted_mean", weight="ligth"),
                       element("light", unit="hours")]}, "data_element:lamps", "light"),
        ({"indicators": [indicator("lamps", "lamp + 1"), indicator("light")]}, "indicator:lamps", "lamps"),
        ({"tree": tree_of({**TREE, "e": "sputh"})}, "organisation:e", "south"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_declared_is_an_error_with_the_near_name(
    changes: dict[str, Any], part: str, near: str | None
) -> None:
    errors = [one for one in check_theory(sound(**changes)) if part in one.about and "reference:LOG" not in one.about]
    (error,) = [one for one in errors if one.code == "reference.unknown"]
    assert error.severity is Severity.ERROR
    assert (f"did you mean ‘{near}’" in error.message.en) is (near is not None)
    assert (f"bedoelde u ‘{near}’" in error.message.nl) is (near is not None)


def test_every_source_must_be_a_known_document() -> None:
    # the link and the target both name LOG, and there are no documents
    abouts = [one.about for one in check_theory(sound(targets=(target(),))) if "reference:LOG" in one.about]
    assert abouts == [("link:L", "reference:LOG"), ("target:t", "reference:LOG")]


def test_a_claim_and_a_conflict_name_what_exists() -> None:
    one = claim(effect={"links": ["M"], "elements": ["W"]})
    other = conflict(indicators=["lapms"], elements=["L", "Q"], rule="keep_apart")
    wanted = {
        about.partition(":")[2]
        for finding in check_theory(sound(claims=(one,), conflicts=(other,)))
        for about in finding.about
        if about.startswith("reference:")
    }
    assert wanted == {"M", "W", "lapms", "Q", "LOG"}


def test_a_conflict_chooses_one_of_its_own_statements() -> None:
    statements = [{"source": "LOG:1", "observation": "row-12"}, {"source": "LOG:2", "observation": "row-14"}]
    wrong = conflict(rule="body_over_summary", chosen="row-13", statements=statements)
    errors = [one for one in check_theory(sound(conflicts=(wrong,))) if "reference:LOG" not in one.about]
    assert [one.severity for one in errors] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"elements": [element("lamps"), element("lamps"), element("light")]}, "data_element:lamps"),
        ({"indicators": [indicator("lamps"), indicator("light"), indicator("light")]}, "indicator:light"),
        ({"chain": [*CHAIN, CHAIN[0]]}, "element:P"),
        ({"links": [LINK, LINK]}, "link:L"),
        ({"targets": (target(), target())}, "target:t"),
    ],
)
def test_one_id_is_not_declared_twice(changes: dict[str, Any], part: str) -> None:
    (error,) = found(sound(**changes), "id.twice")
    assert error.about == (part,)
    assert "2 times" in error.message.en


# --- Formulas and units -----------------------------------------------------------------------------------------


def test_a_formula_that_cannot_be_read_points_at_the_character() -> None:
    (error,) = found(sound(indicators=[indicator("lamps", "lamps ** 2"), indicator("light")]), "formula.wrong")
    assert "lamps ** 2\n       ^" in error.message.en


def test_an_indicator_is_computed_and_never_typed_in() -> None:
    (error,) = found(sound(indicators=[indicator("lamps", "12"), indicator("light")]), "formula.constant")
    assert error.severity is Severity.ERROR


@pytest.mark.parametrize("formula", ["lamps + money", "lamps - money", "100 * (lamps + money) / lamps"])
def test_units_are_checked_through_the_formula(formula: str) -> None:
    theory = sound(
        elements=[element("lamps"), element("money", unit="EUR"), element("light", unit="hours")],
        indicators=[indicator("lamps", formula), indicator("light", unit="hours")],
    )
    errors = [one for one in check_theory(theory) if one.severity is Severity.ERROR and "indicator:lamps" in one.about]
    assert len(errors) == 1, "adding euros to lamps does not load"


@pytest.mark.parametrize("formula", ["money / lamps", "lamps + lamps", "2 * lamps - lamps", "lamps + spare"])
def test_units_that_fit_are_no_finding(formula: str) -> None:
    theory = sound(
        elements=[element("lamps"), element("spare"), element("money", unit="EUR"), element("light", unit="hours")],
        indicators=[indicator("lamps", formula), indicator("light", unit="hours")],
    )
    assert [one for one in check_theory(theory) if "indicator:lamps" in one.about] == []


def errors_of(formula: str, unit: str = "lamps", annualise: bool = False, **fields: Any) -> list[Finding]:
    """What is wrong with one formula over lamps (with these fields), spare lamps, money and a share."""
    split = {"disaggregations": {"line": ("sea", "river"), "size": ("0-9", "10-49")}, "over_disaggregation": "sum"}
    theory = sound(
        elements=[
            element("lamps", **{**split, **fields}), element("spare"), element("money", unit="EUR"),
            element("share", unit="percent", over_time="none"), element("part", unit="fraction", over_time="none"),
            element("light", unit="hours"),
        ],
        indicators=[
            indicator("lamps", formula, unit=unit, annualise=annualise),
            indicator("light", level="outcome", unit="hours"),
        ],
    )  # fmt: skip
    return [one for one in check_theory(theory) if "indicator:lamps" in one.about]


@pytest.mark.parametrize(
    ("formula", "unit", "code", "says"),
    [
        ("money", "lamps", "formula.result_unit", ("‘EUR’", "‘lamps’")),
        ("lamps + lag(spare, 1)", "keepers", "formula.result_unit", ("‘lamps’", "‘keepers’")),
        ("if_missing(lamps, 0)", "percent", "formula.result_unit", ("‘lamps’", "‘percent’")),
        ("part", "percent", "formula.result_unit", ("‘fraction’", "‘percent’")),
        ("lamps / spare", "percent", "formula.result_unit", ("‘fraction’", "‘percent’")),
        ("100 * lamps / spare", "fraction", "formula.result_unit", ("‘percent’", "‘fraction’")),
        ("100 * lamps / money", "percent", "formula.percent_of_other", ("‘lamps’", "‘EUR’")),
        ("lamps / money", "fraction", "formula.percent_of_other", ("‘lamps’", "‘EUR’")),
        ("100 * (1 - lamps / money)", "percent", "formula.percent_of_other", ("‘lamps’", "‘EUR’")),
        ("lamps < money", "yes or no", "formula.units", ("‘lamps’", "‘EUR’")),
    ],
)
def test_a_formula_gives_the_unit_of_its_indicator(formula: str, unit: str, code: str, says: tuple[str, ...]) -> None:
    (error,) = errors_of(formula, unit)
    assert (error.code, error.severity) == (code, Severity.ERROR)
    assert error.about == ("indicator:lamps",)
    for words in says:
        assert words in error.message.en
        assert words in error.message.nl


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("lamps", "lamps"),
        ("money / lamps", "EUR per lamp"),
        ("lamps / 12", "lamps per month"),
        ("money / 1000000", "EUR million"),
        ("lamps + 2 * spare", "points"),
        ("lamps / spare", "times"),
        ("100 * lamps / spare", "index"),
        ("100 * lamps / spare", "percent"),
        ("100 * (lamps - lag(lamps, 1)) / lag(lamps, 1)", "percent"),
        ("lamps / spare", "fraction"),
        ("share", "percent"),
        ("share - lag(share, 1)", "percent"),
        ("100 * part", "percent"),
        ("100 * lamps / (1000 * money)", "percent"),
        ("100 * lamps / 500", "percent"),
        ("lamps > spare", "yes or no"),
    ],
)
def test_a_unit_that_may_be_right_is_no_finding(formula: str, unit: str) -> None:
    assert errors_of(formula, unit) == []


@pytest.mark.parametrize(
    ("formula", "code", "near"),
    [
        ("lamps[lien=sea]", "formula.unknown_dimension", "line"),
        ("lamps[colour=red]", "formula.unknown_dimension", None),
        ("spare[line=sea]", "formula.unknown_dimension", None),
        ("sum_over(lamps, sise)", "formula.unknown_dimension", "size"),
        ("lamps[line=rivver]", "formula.unknown_category", "river"),
        ('lamps[line=sea or "Desert"]', "formula.unknown_category", None),
        ('lag(lamps[line=sea, size="10-50"], 1)', "formula.unknown_category", "10-49"),
    ],
)
def test_a_filter_names_what_its_data_element_has(formula: str, code: str, near: str | None) -> None:
    (error,) = errors_of(formula)
    assert (error.code, error.severity) == (code, Severity.ERROR)
    assert (f"did you mean ‘{near}’" in error.message.en) is (near is not None)
    assert (f"bedoelde u ‘{near}’" in error.message.nl) is (near is not None)


@pytest.mark.parametrize(
    "formula",
    ['lamps[line=sea or river, size="0-9"]', "lamps[line=unknown]", "lamps[line=harbour]", "sum_over(lamps, line)"],
)
def test_a_filter_may_name_what_has_no_category_and_what_came_later(formula: str) -> None:
    later = [{"dimension": "line", "old": "sea", "new": "harbour", "since": 2025}]
    assert errors_of(formula, concordances=later) == []


@pytest.mark.parametrize("formula", ["sum_over(lamps, line)", "lamps[line=sea or river]"])
def test_categories_that_may_overlap_are_not_added_up(formula: str) -> None:
    (error,) = errors_of(formula, over_disaggregation="none")
    assert (error.code, error.severity) == ("formula.categories_overlap", Severity.ERROR)
    assert "‘line’" in error.message.en
    assert errors_of("lamps[line=sea]", over_disaggregation="none") == []


STOCK = {"kind": "stock", "over_time": "last"}
SINCE_START = {"kind": "cumulative", "over_time": "last"}
THIS_YEAR = {"kind": "year_to_date", "over_time": "last"}


@pytest.mark.parametrize(
    ("formula", "fields", "code"),
    [
        *(
            (formula, STOCK, "formula.kind")
            for formula in ("year_to_date(lamps)", "since_start(lamps)", "sum_over(lamps, 2)", "in_period(lamps)")
        ),
        *(
            (formula, {"over_time": rule}, "formula.over_time")
            for rule in ("mean", "max", "none")
            for formula in ("year_to_date(lamps)", "since_start(lag(lamps, 1))", "sum_over(lamps, 2)")
        ),
        ("sum_over(lamps, 2)", SINCE_START, "formula.total_of_totals"),  # 10 + 25 + 40 is 75 of nothing
        ("lag(sum_over(lamps, 2), 1)", THIS_YEAR, "formula.total_of_totals"),
        ("sum_over(year_to_date(lamps), 2)", {}, "formula.total_of_totals"),
        ("sum_over(sum_over(lamps, 2), 2)", {}, "formula.total_of_totals"),
        ("in_period(sum_over(lamps, 2))", {}, "formula.total_of_totals"),
    ],
)
def test_only_what_is_counted_per_period_is_added_up_over_periods(
    formula: str, fields: dict[str, Any], code: str
) -> None:
    (error,) = errors_of(formula, **fields)
    assert (error.code, error.severity) == (code, Severity.ERROR)
    assert "‘lamps’" in error.message.en


@pytest.mark.parametrize(
    ("formula", "fields"),
    [
        ("lag(lamps, 1)", STOCK),
        ("sum_over(lamps, line)", STOCK),
        ("lag(lamps, 1)", {"over_time": "mean"}),
        ("in_period(lamps)", SINCE_START),
        ("sum_over(in_period(lamps), 2)", SINCE_START),
        ("year_to_date(lamps)", SINCE_START),
        ("since_start(lamps)", THIS_YEAR),
        ("sum_over(sum_over(lamps, line), 2)", {}),
    ],
)
def test_conversions_that_are_exact_are_no_finding(formula: str, fields: dict[str, Any]) -> None:
    assert errors_of(formula, **fields) == []


@pytest.mark.parametrize(
    ("formula", "unit", "fields"),
    [
        ("lamps", "lamps", STOCK),
        ("lamps", "lamps", SINCE_START),
        ("lamps", "lamps", {"over_time": "mean"}),
        ("lamps", "lamps", {"over_time": "none"}),
        ("lamps", "lamps", {"over_organisations": "weighted_mean", "weight": "spare"}),
        ("100 * lamps / spare", "percent", {}),
        ("lamps / money", "lamps per EUR", {}),
        ("lamps > spare", "yes or no", {}),
        ("year_to_date(lamps)", "lamps", {}),
        ("sum_over(lamps, 2)", "lamps", {}),
    ],
)
def test_a_share_a_mean_or_a_stock_is_never_annualised(formula: str, unit: str, fields: dict[str, Any]) -> None:
    (error,) = errors_of(formula, unit, annualise=True, **fields)
    assert (error.code, error.severity) == ("indicator.cannot_annualise", Severity.ERROR)
    assert "‘lamps’" in error.message.en
    assert errors_of(formula, unit, **fields) == []


def test_a_family_of_indicators_has_one_unit() -> None:
    elements = [element("lamps"), element("light", unit="hours")]
    alike = [indicator("lamps", family="f"), indicator("spare", "lamps", family="f"), indicator("light", unit="hours")]
    assert "indicator.family_unit" not in codes(check_theory(theory_of(elements, alike)))
    unlike = [*alike[:2], indicator("light", unit="hours", family="f")]
    (error,) = [one for one in check_theory(theory_of(elements, unlike)) if one.code == "indicator.family_unit"]
    assert error.severity is Severity.ERROR
    assert "indicator:light" in error.about
    assert "‘hours’, but ‘lamps’ of the same family has ‘lamps’" in error.message.en


@pytest.mark.parametrize(
    ("formula", "fields"),
    [("lamps", {}), ("lamps + 2 * lag(spare, 1)", {}), ("lamps[line=sea]", {}), ("in_period(lamps)", SINCE_START)],
)
def test_a_sum_of_flows_may_be_annualised(formula: str, fields: dict[str, Any]) -> None:
    assert errors_of(formula, annualise=True, **fields) == []


@pytest.mark.parametrize("kind", ["stock", "cumulative", "year_to_date"])
def test_running_totals_and_levels_are_not_added_up_over_time(kind: str) -> None:
    theory = sound(elements=[element("lamps", kind=kind), element("light", unit="hours")])
    (error,) = found(theory, "element.kind_over_time")
    assert (error.severity, error.about) == (Severity.ERROR, ("data_element:lamps",))
    assert kind in error.message.en


def test_a_count_of_which_only_the_last_part_is_kept_is_remarked_upon() -> None:
    theory = sound(elements=[element("lamps", over_time="last"), element("light", unit="hours")])
    (warning,) = found(theory, "element.flow_last")
    assert warning.severity is Severity.WARNING


# --- The chain --------------------------------------------------------------------------------------------------


def test_a_chain_that_runs_in_a_circle_is_an_error_that_shows_the_route() -> None:
    (error,) = found(sound(links=[LINK, {**LINK, "id": "M", "from": "U", "to": "P"}]), "chain.cycle")
    assert error.severity is Severity.ERROR
    assert "Lamps → Light → Lamps" in error.message.en


def test_a_link_to_itself_is_a_circle_too() -> None:
    assert len(found(sound(links=[{**LINK, "to": "P"}]), "chain.cycle")) == 1


def test_two_roads_to_one_element_are_no_circle() -> None:
    chain = [*CHAIN, {"id": "Q", "level": "output", "title": "Oil", "indicators": ["lamps"]}]
    links = [LINK, {**LINK, "id": "M", "to": "Q"}, {**LINK, "id": "N", "from": "Q"}]
    assert found(sound(chain=chain, links=links), "chain.cycle") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"links": []}, "chain.orphan"),
        ({"chain": [{**CHAIN[0], "level": "activity"}, CHAIN[1]]}, "chain.skipped_level"),
        ({"chain": [CHAIN[0], {**CHAIN[1], "level": "input"}]}, "chain.backwards"),
        ({"chain": [CHAIN[0], {**CHAIN[1], "indicators": []}]}, "chain.no_indicator"),
        ({"chain": [CHAIN[0], {**CHAIN[1], "indicators": [], "proxies": ["light"]}]}, "chain.only_proxies"),
        ({"links": [{}]}, "link.no_expectation"),
        ({"indicators": [indicator("lamps", means_of_verification=None), indicator("light")]}, "indicator.no_means"),
        ({"targets": (target(basis="net_extra"),)}, "target.no_baseline"),
    ],
)
def test_weak_structure_is_a_warning(changes: dict[str, Any], code: str) -> None:
    warnings = found(sound(**changes), code)
    assert warnings
    assert {one.severity for one in warnings} == {Severity.WARNING}


def test_a_skipped_level_is_named() -> None:
    (warning,) = found(sound(chain=[{**CHAIN[0], "level": "input"}, CHAIN[1]]), "chain.skipped_level")
    assert "skips activity and output" in warning.message.en


def test_a_link_without_a_lag_is_a_remark() -> None:
    assert [one.severity for one in found(sound(links=[{**LINK, "lag": None}]), "link.no_lag")] == [Severity.INFO]


def test_a_funnel_counts_one_thing() -> None:
    funnel = {"relation": "funnel", "expectation": {"conversion": 0.5}}
    (error,) = found(sound(links=[funnel]), "link.funnel_units")
    assert (error.severity, error.about) == (Severity.ERROR, ("link:L",))
    assert "lamps" in error.message.en
    assert "hours" in error.message.en
    same = sound(
        elements=[element("lamps"), element("light")],
        indicators=[indicator("lamps"), indicator("light", level="outcome")],
        links=[funnel],
    )
    assert found(same, "link.funnel_units") == []
    assert found(sound(links=[{"expectation": {"conversion": 0.5}}]), "link.funnel_units") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"relation": "funnel", "expectation": {"per_doubling": 1}}, "conversion"),
        ({"relation": "funnel", "expectation": {"conversion": 0.5}, "lag": None}, "lag"),
        ({"relation": "proxy", "claim": "contribution"}, "association"),
    ],
)
def test_a_relation_that_misses_what_it_needs_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sound(links=[fields])


# --- Targets ----------------------------------------------------------------------------------------------------


def test_a_path_needs_a_baseline_to_start_from() -> None:
    (error,) = found(sound(targets=(target(path="linear"),)), "target.path_without_baseline")
    assert error.severity is Severity.ERROR


def test_a_target_lies_after_its_baseline() -> None:
    theory = sound(targets=(target(baseline="b", year=2021),), baselines=(baseline(),))
    (error,) = found(theory, "target.before_baseline")
    assert "2021" in error.message.en
    assert "2022" in error.message.en


@pytest.mark.parametrize("changes", [{"indicator": "light"}, {"organisation": "north"}, {"basis": "cumulative"}])
def test_a_target_is_counted_from_a_baseline_of_the_same_thing(changes: dict[str, str]) -> None:
    theory = sound(targets=(target(baseline="b"),), baselines=(baseline(**changes),))
    errors = [one for one in check_theory(theory) if "target:t" in one.about and "reference:LOG" not in one.about]
    assert [one.severity for one in errors] == [Severity.ERROR]


def remarks(given: Target, start: Baseline, code: str, **light: Any) -> list[Finding]:
    indicators = [indicator("lamps", **light), indicator("light", level="outcome", unit="hours")]
    return found(sound(targets=(given,), baselines=(start,), indicators=indicators), code)


def test_a_target_that_is_not_as_many_times_its_baseline_as_is_said() -> None:
    # T6: "fivefold" of 4,500 is 22,500, and the target is 20,000
    fivefold = target(baseline="b", value=20_000, stated_factor=5)
    (warning,) = remarks(fivefold, baseline(value=4500), "target.factor_differs")
    assert (warning.severity, warning.about) == (Severity.WARNING, ("target:t",))
    assert "5 × 4,500 = 22,500, but the target is 20,000" in warning.message.en
    assert "5 × 4.500 = 22.500, maar het doel is 20.000" in warning.message.nl


@pytest.mark.parametrize(
    ("factor", "start", "value", "basis", "differs"),
    [
        (5, 4500, 22_500, "annual", False),
        (1.1, 3, 3.3, "annual", False),  # 1.1 × 3 is not exactly 3.3 for a computer
        (2, 4500, 4500, "net_extra", False),  # twice as many is as many extra
        (2, 4500, 9000, "net_extra", True),
        (2, 0, 10, "annual", True),
    ],
)
def test_a_factor_is_held_against_the_target_in_what_it_counts(
    factor: float, start: float, value: float, basis: str, differs: bool
) -> None:
    given = target(baseline="b", value=value, stated_factor=factor, basis=basis)
    assert bool(remarks(given, baseline(value=start), "target.factor_differs")) is differs


@pytest.mark.parametrize(
    ("start", "value", "impossible"),
    [(5, 10, False), (-10, -5, False), (0, 10, True), (-5, 10, True), (-5, 0, True), (10, 10, False)],
)
def test_constant_growth_needs_both_ends_on_the_same_side_of_zero(start: float, value: float, impossible: bool) -> None:
    given = target(baseline="b", value=value, path="constant_growth")
    warnings = remarks(given, baseline(value=start), "target.no_constant_growth")
    assert [one.severity for one in warnings] == [Severity.WARNING] * impossible


def test_every_version_of_a_target_must_be_reachable_by_its_path() -> None:
    lowered = {"value": 0, "set_on": 2025, "reason": "x"}
    given = target(baseline="b", value=10, path="constant_growth", versions=[lowered])
    assert len(remarks(given, baseline(value=-5), "target.no_constant_growth")) == 2


@pytest.mark.parametrize(
    ("start", "value", "light", "behind"),
    [
        (5, 10, {}, False),
        (10, 5, {}, True),
        (10, 5, {"ascending": False}, False),
        (5, 10, {"ascending": False}, True),
        (5, 5, {}, False),
        (10, 5, {"band": {"low": 4, "high": 6}}, False),
    ],
)
def test_a_target_behind_its_baseline_is_a_warning(
    start: float, value: float, light: dict[str, Any], behind: bool
) -> None:
    warnings = remarks(target(baseline="b", value=value), baseline(value=start), "target.behind_baseline", **light)
    assert [one.severity for one in warnings] == [Severity.WARNING] * behind


def test_a_path_to_a_band_is_measured_to_its_edge() -> None:
    given = target(baseline="b", value=0, path="constant_growth")
    band = {"band": {"low": -5, "high": 5}}
    assert remarks(given, baseline(value=10), "target.no_constant_growth", **band) == []
    assert remarks(given, baseline(value=-10), "target.no_constant_growth", **band) == []


def test_what_is_extra_is_not_behind_a_baseline_that_counts_everything() -> None:
    extra = target(baseline="b", value=8500, basis="net_extra")
    assert remarks(extra, baseline(value=12_000, basis="gross"), "target.behind_baseline") == []


# --- Prices -----------------------------------------------------------------------------------------------------


def prices_of(formula: str, first: str | None, second: str | None) -> list[Finding]:
    """What is found of a formula over costs and sales, both in EUR, in these prices."""
    stated = [{} if one is None else {"prices": one} for one in (first, second)]
    theory = sound(
        elements=[element("costs", unit="EUR", **stated[0]), element("sales", unit="EUR", **stated[1]),
                  element("light", unit="hours"), element("lamps")],
        indicators=[indicator("lamps", formula, unit="x"), indicator("light", level="outcome", unit="hours")],
    )  # fmt: skip
    return found(theory, "formula.price_basis")


@pytest.mark.parametrize(
    ("first", "second"), [("constant 2020", "current"), ("constant 2020", "constant 2015"), ("constant 2020", None)]
)
def test_deflating_one_side_of_a_ratio_is_found(first: str, second: str | None) -> None:
    (warning,) = prices_of("costs / sales", first, second)
    assert warning.severity is Severity.WARNING
    assert "‘costs’ (prices of 2020)" in warning.message.en
    assert "‘sales’" in warning.message.nl


def test_adding_amounts_in_different_prices_does_not_load() -> None:
    assert [one.severity for one in prices_of("costs + sales", "constant 2020", "current")] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("formula", "first", "second"),
    [
        ("costs / sales", None, None),
        ("costs / sales", "current", "current"),
        ("costs / sales", "constant 2020", "constant 2020"),
        ("costs / lamps", "constant 2020", "current"),  # lamps have no price
        ("costs", "constant 2020", "current"),
    ],
)
def test_one_and_the_same_prices_are_no_finding(formula: str, first: str | None, second: str | None) -> None:
    assert prices_of(formula, first, second) == []


@pytest.mark.parametrize("prices", ["constant", "2020", "constant 20", "Current"])
def test_prices_are_current_or_of_a_year(prices: str) -> None:
    with pytest.raises(ValueError, match="prices"):
        element("costs", unit="EUR", prices=prices)


# --- The tree ---------------------------------------------------------------------------------------------------


def test_two_tops_are_an_error_that_names_them() -> None:
    levels = (OrganisationLevel(id="country", title="c", plural="c"),)
    tops = tuple(Organisation(id=name, title=name, level="country") for name in ("here", "there"))
    (error,) = found(sound(tree=OrganisationTree(levels=levels, organisations=tops)), "tree.tops")
    assert "here and there" in error.message.en


def test_organisations_in_a_circle_are_an_error_and_not_an_endless_walk() -> None:
    levels = (OrganisationLevel(id="country", title="c", plural="c"),)
    round_and_round = tuple(
        Organisation(id=name, title=name, level="country", parent=parent)
        for name, parent in (("x", "y"), ("y", "z"), ("z", "x"))
    )
    theory = sound(tree=OrganisationTree(levels=levels, organisations=round_and_round))
    assert found(theory, "tree.cycle")
    assert found(theory, "tree.tops")


def test_a_part_of_itself_is_a_circle() -> None:
    assert found(sound(tree=tree_of({**TREE, "e": "e"})), "tree.cycle")


def moved(*memberships: dict[str, Any]) -> Theory:
    return sound(tree=tree_of({**TREE, "e": [Membership.model_validate(one) for one in memberships]}))


@pytest.mark.parametrize(
    "memberships",
    [
        [{"parent": "north", "until": "2025-12-31"}, {"parent": "south", "since": "2026-01-01"}],
        [{"parent": "north", "share": 0.6}, {"parent": "south", "share": 0.4}],
        [{"parent": "north", "share": 1 / 3}, {"parent": "south", "share": 2 / 3}],
        [{"parent": "north", "since": "0001-01-01", "until": "9999-12-31"}],
    ],
)
def test_shares_that_sum_to_one_on_every_day_are_right(memberships: list[dict[str, Any]]) -> None:
    assert found(moved(*memberships), "tree.shares") == []


@pytest.mark.parametrize(
    "memberships",
    [
        [{"parent": "north", "share": 0.6}, {"parent": "south", "share": 0.5}],
        [{"parent": "north"}, {"parent": "south", "since": "2026-01-01"}],
        [{"parent": "north", "share": 0.6}, {"parent": "south", "share": 0.3}],
        # from 2025 on only 0.4 is left
        [{"parent": "north", "share": 0.6, "until": "2024-12-31"}, {"parent": "south", "share": 0.4}],
    ],
)
def test_shares_that_do_not_sum_to_one_on_some_day_are_an_error(memberships: list[dict[str, Any]]) -> None:
    assert [one.severity for one in found(moved(*memberships), "tree.shares")] == [Severity.ERROR]


def test_a_membership_since_a_year_begins_on_its_first_day() -> None:
    membership = Membership.model_validate({"parent": "south", "since": 2026})
    assert membership.since is not None
    assert membership.since.isoformat() == "2026-01-01"


def test_a_parent_and_dated_memberships_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="not both"):
        Organisation(id="e", title="E", level="station", parent="north", memberships=(Membership(parent="south"),))


# --- Declarations that contradict themselves --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: element("x", over_organisations="weighted_mean"), "weighted_mean"),
        (lambda: element("x", weight="y"), "weighted_mean"),
        (lambda: indicator("x", ascending=True, band={"low": 1, "high": 2}), "band"),
        (lambda: Expectation(elasticity=None), "exactly one"),
        (lambda: Expectation(elasticity=1, mic=1), "exactly one"),
        (lambda: Lag.model_validate("3-1 years"), "shorter than the shortest"),
        (lambda: Lag.model_validate("soon"), ""),
        (lambda: CausalLink.model_validate(link_of(claim="attribution")), "counterfactual"),
        (lambda: conflict(rule="keep_apart", chosen="r1"), "chooses no row"),
        (lambda: claim(note=None), "exactly one"),
        (lambda: claim(effect={"links": ["L"]}, target_reached={"targets": ["t"], "period": 2024}), "exactly one"),
    ],
)  # fmt: skip
def test_a_declaration_that_contradicts_itself_is_refused(build: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        build()


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("1-3 years", 1, 3), ("2 years", 2, 2), ("1 year", 1, 1), ("6 months", 0.5, 0.5), ("6-18 months", 0.5, 1.5),
     ("1.5 years", 1.5, 1.5)],
)  # fmt: skip
def test_a_lag_is_written_as_a_person_says_it(written: str, low: float, high: float) -> None:
    lag = Lag.model_validate(written)
    assert (lag.min_years, lag.max_years) == (low, high)
