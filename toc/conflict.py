"""Two sources that disagree: both kept, one chosen by a declared rule, or none."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from toc.declared import Declared, Text
from toc.period import PeriodLabel
from toc.provenance import SourceRef

Rule = Literal[
    "body_over_summary",
    "measured_over_narrative",
    "keep_both_as_range",
    "keep_apart",
    "quarantine",
    "no_conclusion",
    "correct_reference",
]


class Statement(Declared):
    """One of the things said."""

    source: SourceRef
    """Where, with the quote."""

    observation: str | None = None
    """Id of the row in the data that holds its figure, if it has one."""

    says: Text | None = None
    """What it comes down to, when the quote alone does not tell."""


class Conflict(Declared):
    """A contradiction between sources, and what is done with it."""

    id: str
    """Short name, for example `C01`."""

    severity: Literal["A", "B", "C"]
    """A = a key figure changes or becomes unusable; B = definition, unit or coverage; C = editorial."""

    title: Text
    """What it is about, in a few words."""

    indicators: tuple[str, ...] = ()
    """Indicators whose use must mention it."""

    elements: tuple[str, ...] = ()
    """Chain elements and links whose judgement must mention it."""

    organisation: str | None = None
    """Organisation it concerns."""

    period: PeriodLabel | None = None
    """Period it concerns."""

    statements: tuple[Statement, ...]
    """What is said, each with its place."""

    rule: Rule
    """`body_over_summary` (exact figure in the body counts, the summary is contradicted),
    `measured_over_narrative` (the measured statement counts), `keep_both_as_range`, `keep_apart` (different
    things, side by side, never added or compared), `quarantine` (shown, used nowhere), `no_conclusion`
    (evidence conflicts, no net conclusion) or `correct_reference` (a slip in the text, read as meant)."""

    chosen: str | None = None
    """Id of the row that counts, for a rule that chooses one."""

    reason: Text
    """Why this rule, and what a reader may conclude."""

    @model_validator(mode="after")
    def _choice_fits_rule(self) -> Self:
        if self.chosen is not None and self.rule not in ("body_over_summary", "measured_over_narrative"):
            raise ValueError(
                f"de regel `{self.rule}` kiest geen rij; laat `chosen` weg"
                f"\0rule `{self.rule}` chooses no row; leave out `chosen`"
            )
        return self


class ConflictList(Declared):
    """The file `conflicts.yaml`."""

    conflicts: tuple[Conflict, ...] = ()
    """All declared conflicts."""
