"""What the page on choices, and the report on what-ifs, show, ready to be printed: what-ifs side by side, what decides
an answer, what it takes.

As in ``page``: plain texts, badges and rows; numbers only where they are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from toc.report.charts import Bars
from toc.report.page import Badge, Fact, Reference, Section, Source

# --- What is drawn ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    """The line on which changes lie."""

    title: str
    unit: str
    """What stands behind the values on the axis: ``%`` or nothing."""

    left: str
    """What it means to lie left of the middle line."""

    right: str
    language: str
    signed: bool = True
    """Whether values above nought have a sign."""


@dataclass(frozen=True)
class Span:
    """One number with the range of 80 and 95 in 100."""

    label: str
    year: str
    figure: str
    meaning: str
    middle: float
    wide: tuple[float, float]
    widest: tuple[float, float]


@dataclass(frozen=True)
class Forest:
    """Changes of one measure below each other."""

    name: str
    title: str
    words: str
    zero: str
    axis: Axis
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Swing:
    """The answer with one number at its low and at its high end."""

    label: str
    low: float
    high: float
    low_figure: str
    high_figure: str


@dataclass(frozen=True)
class Tornado:
    """Numbers by how far each of them moves the answer."""

    name: str
    title: str
    words: str
    middle: float
    middle_words: str
    low_word: str
    high_word: str
    axis: Axis
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Turn:
    """How far one lever is turned, where it stands now, and where it must stand."""

    name: str
    title: str
    words: str
    least: float
    most: float
    least_figure: str
    most_figure: str
    now: float | None
    now_word: str
    marks: tuple[tuple[float, str], ...]
    """Needed places with the chance that they give."""


# --- What-ifs side by side --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeRow:
    """One thing that a what-if changes."""

    what: str
    where: str
    old: str
    new: str
    note: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class ScenarioBlock:
    """One what-if: why, what comes out, what was changed, what could not be taken along."""

    anchor: str
    title: str
    rationale: str
    sources: tuple[Source, ...]
    headlines: tuple[str, ...]
    changes: tuple[ChangeRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Scenarios:
    """All what-ifs."""

    section: Section
    blocks: tuple[ScenarioBlock, ...]


@dataclass(frozen=True)
class GlanceCell:
    """The change of one measure in one what-if, in short."""

    figure: str
    range: str
    badge: Badge | None


@dataclass(frozen=True)
class GlanceRow:
    """One measure in every what-if."""

    title: str
    level: str
    anchor: str
    cells: tuple[GlanceCell, ...]


@dataclass(frozen=True)
class MeasuredRow:
    """One measure in one what-if and one year."""

    scenario: str
    year: str
    now: str
    then: str
    figure: str
    range: str
    widest: str
    badge: Badge | None
    better: str
    basis: str
    alone: str = ""
    """What expectations alone and figures alone would say."""


@dataclass(frozen=True)
class MeasureBlock:
    """One measure in all what-ifs and years."""

    anchor: str
    title: str
    direction: str
    measured: bool
    """Whether it has an indicator, so that a change can be better or worse."""

    chart: Forest | None
    rows: tuple[MeasuredRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class LevelGroup:
    """Measures of one level of the chain."""

    title: str
    meaning: str
    measures: tuple[MeasureBlock, ...]


@dataclass(frozen=True)
class Changed:
    """What changes, in short and measure by measure."""

    section: Section
    columns: tuple[str, ...]
    year: str
    glance: tuple[GlanceRow, ...]
    groups: tuple[LevelGroup, ...]


@dataclass(frozen=True)
class ChanceCell:
    """The chance of one target in one what-if."""

    chance: str
    extra: str


@dataclass(frozen=True)
class TargetRow:
    """One target in all what-ifs."""

    title: str
    goal: str
    now: str
    cells: tuple[ChanceCell, ...]
    reason: str


@dataclass(frozen=True)
class Aims:
    """The chance of every target, and targets of which it cannot be told."""

    section: Section
    columns: tuple[str, ...]
    rows: tuple[TargetRow, ...]
    untold_title: str
    untold: tuple[tuple[str, tuple[str, ...]], ...]
    """Reason, and the targets it holds for."""


@dataclass(frozen=True)
class GroundRow:
    """One number that answers rest on."""

    title: str
    id: str
    basis: Badge
    verdict: Badge | None
    believed: str
    used: str
    moved: str
    note: str
    scenarios: str


@dataclass(frozen=True)
class GroundGroup:
    """Numbers of one kind."""

    title: str
    open: bool
    rows: tuple[GroundRow, ...]
    note: str = ""


@dataclass(frozen=True)
class Grounds:
    """Everything that answers rest on."""

    section: Section
    facts: tuple[Fact, ...]
    groups: tuple[GroundGroup, ...]


# --- What decides, and what it takes ----------------------------------------------------------------------------


@dataclass(frozen=True)
class SensitivityRow:
    """One number by how much it decides."""

    kind: str
    title: str
    id: str
    basis: Badge
    low: str
    high: str
    first: str
    total: str
    narrower: str
    worth: str
    measure: str


@dataclass(frozen=True)
class SensitivityBlock:
    """What decides the answer on one measure."""

    anchor: str
    title: str
    about: str
    headlines: tuple[str, ...]
    answer: str
    choosing: bool
    """Whether it is about something to do or leave, so that knowing has a worth."""

    chart: Tornado | None
    rows: tuple[SensitivityRow, ...]
    rest: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Decisive:
    """What decides the answers that were asked for."""

    section: Section
    blocks: tuple[SensitivityBlock, ...]


@dataclass(frozen=True)
class LeverRow:
    """One lever by itself."""

    kind: str
    title: str
    id: str
    badge: Badge
    now: str
    needed: tuple[str, ...]
    at_most: str
    """Best chance by this alone, where none of the wanted chances can be had."""

    tried: str
    reason: str
    note: str
    chart: Turn | None


@dataclass(frozen=True)
class Reaching:
    """What it takes to reach one target."""

    section: Section
    target: str
    facts: tuple[Fact, ...]
    obstacle: str
    chances: tuple[str, ...]
    levers: tuple[LeverRow, ...]


@dataclass(frozen=True)
class Reckoned:
    """How it was reckoned, and what is needed to do it again."""

    section: Section
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    small_print: str
    engine: str


@dataclass(frozen=True)
class ChoicesView:
    """The whole page, in one language; parts that were not asked for are None."""

    language: str
    title: str
    kicker: str
    description: str
    facts: tuple[Fact, ...]
    banners: tuple[str, ...]
    scenarios: Scenarios | None
    changed: Changed | None
    aims: Aims | None
    grounds: Grounds | None
    decisive: Decisive | None
    reaching: Reaching | None
    reckoned: Reckoned

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in the order of the page."""
        parts = (self.scenarios, self.changed, self.aims, self.grounds, self.decisive, self.reaching, self.reckoned)
        return tuple(part.section for part in parts if part is not None)


# --- What-ifs as a section of the report ------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaning:
    """An assumption that is not shown, on which answers rest."""

    assumption: Reference
    title: str
    badge: Badge
    scenarios: str


@dataclass(frozen=True)
class MovedRow:
    """One measure that a what-if changes, in the last year ahead."""

    title: str
    level: str
    cell: GlanceCell


@dataclass(frozen=True)
class WhatIfBlock:
    """One what-if: what it rests on first, then what comes of it."""

    choice: ScenarioBlock
    rests: tuple[str, ...]
    answers: tuple[str, ...]
    moved: tuple[MovedRow, ...]


@dataclass(frozen=True)
class LevelCell:
    """The expected value of one year, with the range of 80 in 100; ``known`` tells whether there is one."""

    figure: str
    range: str
    known: bool


@dataclass(frozen=True)
class AimRow:
    """One target in one what-if, or as it goes now."""

    scenario: str
    anchor: str
    chance: str
    extra: str
    cells: tuple[LevelCell, ...]


@dataclass(frozen=True)
class AimBlock:
    """One target that is still ahead: its chance and what is expected, as it goes now and in each what-if."""

    anchor: str
    target: Reference
    title: str
    goal: str
    rests: tuple[str, ...]
    chart: Bars | None
    years: tuple[str, ...]
    rows: tuple[AimRow, ...]
    unchanged: str


@dataclass(frozen=True)
class ReachBlock:
    """What it would take to reach one target, with what that rests on first."""

    anchor: str
    rests: tuple[str, ...]
    found: Reaching


@dataclass(frozen=True)
class WhatIfs:
    """What-ifs side by side, in one language; without any only ``section``, ``sentence`` and ``command`` are filled."""

    section: Section
    sentence: str
    command: str
    facts: tuple[Fact, ...] = ()
    leaning: tuple[Leaning, ...] = ()
    leaning_note: str = ""
    year: str = ""
    blocks: tuple[WhatIfBlock, ...] = ()
    aims: tuple[AimBlock, ...] = ()
    untold_title: str = ""
    untold: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Reason, and the targets of which nothing can be told for that reason."""

    reaching: tuple[ReachBlock, ...] = ()
    reaching_note: str = ""
    decisive: tuple[SensitivityBlock, ...] = ()
    grounds: tuple[GroundGroup, ...] = ()
    reckoned: tuple[Fact, ...] = ()
