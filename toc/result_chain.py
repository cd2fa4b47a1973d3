"""The theory itself: elements of the results chain, the causal links between them, and their assumptions."""

from __future__ import annotations

import re
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.indicator import LEVEL_ORDER, Level
from toc.prior import BeliefBasis
from toc.provenance import Owner, SourceRef

_LAG = re.compile(r"(?P<low>\d+(?:\.\d+)?)(?:\s*-\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<unit>months?|years?)$")

FORMS = ("elasticity", "per_doubling", "conversion", "target", "mic", "saturation")
"""Ways to say how much outcome is expected."""

Claim = Literal["association", "contribution", "attribution"]
Relation = Literal["effect", "funnel", "proxy"]
StatedStatus = Literal["supported", "partly", "not_shown", "assumption", "claim", "condition", "interpretation"]


class ActionLine(Declared):
    """A strand of work that elements belong to."""

    id: str
    """Short name."""

    title: Text
    """Name that a reader sees."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is defined."""


class ChainElement(Declared):
    """One box in the picture of the theory."""

    id: str
    """Short name, for example `O4`."""

    level: Level
    """`input`, `activity`, `output`, `outcome` or `impact`."""

    title: Text
    """What it is, in a few words."""

    description: Text | None = None
    """What belongs to it."""

    action_line: str | None = None
    """Id of the action line, when it belongs to one."""

    indicators: tuple[str, ...] = ()
    """Indicators that measure it, the leading one first."""

    proxies: tuple[str, ...] = ()
    """Indicators that say something about it without measuring it, such as opinions of participants."""

    owner: Owner | None = None
    """Who sees to it that it is measured; empty when nobody does, or when its figures are asked of organisations."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is stated."""


class Lag(Declared):
    """Time between output and outcome, in years. Short form: `"1-3 years"` or `"6 months"`."""

    min_years: Number = Field(ge=0)
    """Shortest time, in years."""

    max_years: Number = Field(ge=0)
    """Longest time, in years."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, data: Any) -> Any:
        if isinstance(data, str) and (found := _LAG.match(data.strip())):
            per_year = 12.0 if found["unit"].startswith("month") else 1.0
            low = float(found["low"]) / per_year
            high = float(found["high"]) / per_year if found["high"] else low
            return {"min_years": low, "max_years": high}
        return data

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max_years < self.min_years:
            raise ValueError("de langste duur is korter dan de kortste\0the longest time is shorter than the shortest")
        return self


class TargetShift(Declared):
    """Expected move of the outcome when the output grows by a factor."""

    start: Number = Field(alias="from")
    """Outcome before."""

    to: Number
    """Outcome after."""

    when_output: Number = Field(gt=1)
    """Factor by which the output grows."""


class Saturation(Declared):
    """A response that levels off: `most * output / (output + half_at)`."""

    most: Number
    """Outcome that no amount of output passes, in its own unit."""

    half_at: Number = Field(gt=0)
    """Output at which half of that is reached, in its own unit."""


class Expectation(Declared):
    """How much outcome is expected from more output. Exactly one of the forms is filled in. A positive number means
    improvement, also where less is better; only `target` and `saturation` are written in the outcome's own values.
    """

    elasticity: Number | None = None
    """Percent of outcome per percent of output (both in logarithms)."""

    per_doubling: Number | None = None
    """Outcome, in its own unit, for every doubling of the output."""

    conversion: Number | None = None
    """Outcome per unit of output, for example 0.25 when 25 of 100 trained people get a role."""

    target: TargetShift | None = None
    """From-value, to-value and the growth of output at which it is expected."""

    mic: Number | None = None
    """Minimum important change of the outcome, in its own unit: which change matters, not how much to expect."""

    saturation: Saturation | None = None
    """More and more output that brings less and less outcome."""

    low: Number | None = None
    """Only in 5 of 100 cases less than this is expected, written as the form itself (of `target` as `to`, of
    `saturation` as `most`). Without `low` and `high` a what-if takes a range from nothing to twice as much."""

    high: Number | None = None
    """Only in 5 of 100 cases more than this is expected."""

    basis: BeliefBasis = "assumption"
    """What the number rests on: `source`, `judgement` or `assumption`."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(getattr(self, name) is not None for name in FORMS) != 1:
            raise ValueError(
                "geef precies een van elasticity, per_doubling, conversion, target, mic of saturation"
                "\0give exactly one of elasticity, per_doubling, conversion, target, mic or saturation"
            )
        return self

    @model_validator(mode="after")
    def _range_around_it(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("geef `low` en `high` samen\0give `low` and `high` together")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(
                "het verwachte getal ligt niet tussen `low` en `high`"
                "\0the expected number does not lie between `low` and `high`"
            )
        return self

    @property
    def form(self) -> str:
        """Which of the forms is filled in."""
        return next(name for name in FORMS if getattr(self, name) is not None)

    @property
    def value(self) -> float:
        """The number of that form, that `low` and `high` lie around."""
        if self.target is not None:
            return self.target.to
        if self.saturation is not None:
            return self.saturation.most
        return float(getattr(self, self.form))


class CausalLink(Declared):
    """An arrow of the theory: this leads to that, by this mechanism, if these assumptions hold."""

    id: str
    """Short name, for example `L10`."""

    start: str = Field(alias="from")
    """Id of the element that comes first."""

    to: str
    """Id of the element that should follow."""

    mechanism: Text
    """Why the one should bring the other."""

    claim: Claim
    """How far words may go: `association`, `contribution`, or `attribution` (needs a counterfactual)."""

    relation: Relation = "effect"
    """`effect` (one brings the other), `funnel` (people or things go through a step, with `lag` as the time in which
    they do and `expectation: {conversion: ...}` as the part that should) or `proxy` (the first is a stand-in for the
    second; then `claim: association`)."""

    counterfactual: Text | None = None
    """With `attribution`: what shows that it would not have happened otherwise."""

    lag: Lag | None = None
    """Time the effect takes; empty when no source says so."""

    expectation: Expectation | None = None
    """How much effect is expected; empty when nobody declared it."""

    slope: Literal["posterior", "prior", "data"] = "posterior"
    """What a what-if goes by: `prior` (only what was expected), `data` (only what the figures show) or `posterior`
    (both, each for what it is worth)."""

    kappa: Number = Field(default=0.5, gt=0, lt=1)
    """Part of the expected effect below which output does not translate into outcome."""

    shock_sd: Number | None = Field(default=None, gt=0)
    """Yearly change of the outcome that happens anyway, for all organisations together (standard deviation, in its
    unit; of a count or amount: of the whole programme). Declare it from a series it was measured on."""

    process_sd: Number | None = Field(default=None, gt=0)
    """What happens anyway in one organisation by itself (standard deviation, in the unit of the outcome). Used where
    it cannot be found from the figures; empty means twice `shock_sd`."""

    output_indicator: str | None = None
    """Indicator of the first element to judge by; empty means its leading one."""

    outcome_indicator: str | None = None
    """Indicator of the second element to judge by; empty means its leading one."""

    assumptions: tuple[str, ...] = ()
    """Ids of the assumptions it rests on."""

    stated_status: StatedStatus = "assumption"
    """What the documents themselves show: `supported` (by narrative or figures), `partly`, `not_shown`,
    `assumption` (stated, untested), `claim` (asserted from timing), `condition` (a condition that is mostly
    not met) or `interpretation` (the source itself gives another explanation)."""

    stated_note: Text | None = None
    """What the documents say of it, in a sentence."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is stated."""

    evidence: tuple[SourceRef, ...] = ()
    """Where the documents show or doubt it."""

    @model_validator(mode="after")
    def _relation_is_complete(self) -> Self:
        conversion = self.expectation is not None and self.expectation.conversion is not None
        if self.relation == "funnel" and not (conversion and self.lag is not None):
            raise ValueError(
                "`relation: funnel` vraagt een `lag` en een `expectation: {conversion: ...}`"
                "\0`relation: funnel` needs a `lag` and an `expectation: {conversion: ...}`"
            )
        if self.relation == "proxy" and self.claim != "association":
            raise ValueError(
                "een plaatsvervanger laat alleen samenhang zien: `relation: proxy` vraagt `claim: association`"
                "\0a stand-in shows association only: `relation: proxy` needs `claim: association`"
            )
        return self

    @model_validator(mode="after")
    def _counterfactual_with_attribution(self) -> Self:
        if self.claim == "attribution" and self.counterfactual is None:
            raise ValueError(
                "`claim: attribution` vraagt een `counterfactual`\0`claim: attribution` needs a `counterfactual`"
            )
        return self


class Assumption(Declared):
    """Something that must be true for the theory to work."""

    id: str
    """Short name."""

    title: Text
    """The assumption as a sentence."""

    kind: Literal["confirmed_by_source", "point_to_sharpen", "condition", "other"] = "other"
    """`confirmed_by_source` = the source calls it confirmed; `point_to_sharpen` = the source wants it sharper."""

    status: Literal["supported", "partly", "intention_only", "not_shown", "untested", "contradicted"]
    """What the evidence allows, whatever the source calls it."""

    note: Text | None = None
    """Why that status."""

    proposal: Text | None = None
    """What the source proposes to do with it in the theory."""

    owner: Owner | None = None
    """Who finds out whether it holds; empty when nobody does."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is stated."""


def level_rank(level: Level) -> int:
    """Place of a level in the chain: 0 for input to 4 for impact."""
    return LEVEL_ORDER.index(level)
