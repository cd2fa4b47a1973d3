"""Sentences from reports, tied to what they speak of, so that they can be judged."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.period import PeriodLabel
from toc.provenance import SourceRef


class ValueTest(Declared):
    """The claim holds if a value compares as said."""

    indicator: str
    """Indicator it speaks of."""

    period: PeriodLabel
    """Period it speaks of."""

    comparison: Literal[">", ">=", "<", "<=", "="]
    """How the value must compare with `value`."""

    value: Number
    """The number in the sentence, in the indicator's unit."""

    speaks_of: Text | None = None
    """What the sentence counts, when that is not what the indicator counts. The claim is then unverifiable."""


class ChangeTest(Declared):
    """The claim holds if an indicator rose or fell between two periods."""

    indicator: str
    """Indicator it speaks of."""

    start: PeriodLabel
    """First period."""

    end: PeriodLabel
    """Last period."""

    direction: Literal["rose", "fell", "unchanged"]
    """What the sentence says happened."""


class TargetTest(Declared):
    """The claim holds if targets are reached."""

    targets: tuple[str, ...]
    """Ids of the targets it may speak of."""

    period: PeriodLabel
    """Period of the figures."""

    within_reach: bool = False
    """`true` when the sentence says "within reach" instead of "reached", and names no limit for that."""


class EffectTest(Declared):
    """The claim holds if a link of the theory is shown to work, or an outcome is measured and moved."""

    links: tuple[str, ...] = ()
    """Links that must be shown to translate."""

    elements: tuple[str, ...] = ()
    """Outcomes or impacts that must be measured."""


class ReturnTest(Declared):
    """The claim says what an invested euro brings. It holds only if the study behind it can be found and read, and this
    programme measures the same value itself.
    """

    ratio: Number = Field(gt=0)
    """What comes out, in euros."""

    per_invested: Number = Field(default=1.0, gt=0)
    """For how many euros that go in."""

    study: Text | None = None
    """Which study found it; empty when the source does not say."""

    period: Text | None = None
    """Over which years; empty when the source does not say."""

    boundary: Text | None = None
    """What counts as value, and whose value it is; empty when the source does not say."""

    attribution: Text | None = None
    """What would have happened anyway, or came from others; empty when the source does not say."""

    speaks_of: Text | None = None
    """Whose money the sentence is about, when that is not the organisation it is held against."""

    value: str | None = None
    """Indicator in euros of this programme that counts the same value; empty when it measures none."""


class DocumentClaim(Declared):
    """A sentence from a report, and what must be true for it to hold."""

    id: str
    """Short name."""

    quote: str
    """The sentence as printed."""

    source: SourceRef
    """Where it stands."""

    title: Text
    """What it claims, in plain words."""

    organisation: str
    """Organisation it speaks of."""

    value_is: ValueTest | None = None
    """Test on a value."""

    changed: ChangeTest | None = None
    """Test on a change."""

    target_reached: TargetTest | None = None
    """Test on targets."""

    effect: EffectTest | None = None
    """Test on an effect."""

    returns: ReturnTest | None = None
    """Test on what an invested euro brings."""

    note: Text | None = None
    """What a reader should know."""

    @model_validator(mode="after")
    def _exactly_one_test(self) -> Self:
        tests = (self.value_is, self.changed, self.target_reached, self.effect, self.returns)
        if sum(test is not None for test in tests) != 1:
            raise ValueError(
                "geef precies een van value_is, changed, target_reached, effect of returns"
                "\0give exactly one of value_is, changed, target_reached, effect or returns"
            )
        return self


class ClaimList(Declared):
    """The file `claims.yaml`."""

    claims: tuple[DocumentClaim, ...] = ()
    """All claims to be judged."""
