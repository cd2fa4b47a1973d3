"""What a report shows, ready to be printed: plain texts, badges and rows. No HTML, and no choices left.

No numbers either, but for those that are drawn: in a chart (``charts``), on a line or as a bar.
"""

from __future__ import annotations

from dataclasses import dataclass

from toc.report.charts import Bars, Fan, FunnelPlot, Multiples


@dataclass(frozen=True)
class Badge:
    """A word with a shape and a tone, so that nothing is said by colour alone.

    ``tone`` is ``good``, ``open``, ``missing``, ``bad``, ``note`` or ``calm``; ``shape`` is ``disc``, ``ring``,
    ``half``, ``square``, ``diamond``, ``triangle``, ``cross`` or ``bar``.
    """

    word: str
    tone: str
    shape: str


@dataclass(frozen=True)
class Reference:
    """A word that points to a place on the page."""

    word: str
    anchor: str


@dataclass(frozen=True)
class Source:
    """Where something stands: document and lines, the words, and a note of whoever read them."""

    place: str
    anchor: str
    quote: str = ""
    note: str = ""
    row: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the page: its anchor, its word in the navigation, its title and what stands above it."""

    anchor: str
    short: str
    title: str
    intro: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A name with what belongs to it."""

    name: str
    text: str


# --- The head ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """One of the three sentences of the head, with the figure it turns on, or with several figures side by side.

    ``more`` is what stands under it for who reads on.
    """

    figure: str
    caption: str
    sentence: str
    title: str = ""
    more: tuple[str, ...] = ()
    counts: tuple[Fact, ...] = ()
    rest: tuple[Fact, ...] = ()
    """What is no part of ``counts``; together they are everything."""


@dataclass(frozen=True)
class GapRow:
    """A link where output does not, or not visibly, translate into outcome."""

    id: str
    anchor: str
    start: str
    end: str
    reason: str
    badge: Badge


@dataclass(frozen=True)
class GapGroup:
    """Such links of one kind; those that are not measured end at the same level."""

    title: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True)
class Head:
    """What a reader must know first."""

    section: Section
    points: tuple[Point, ...]
    gap_title: str
    gap_intro: tuple[str, ...]
    gaps: tuple[GapGroup, ...]


# --- The picture ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """One element of the chain. ``status`` is ``measured``, ``opinion`` or ``unmeasured``."""

    id: str
    anchor: str
    column: int
    title: str
    status: str
    status_word: str
    value: str = ""
    caption: str = ""
    linked: bool = True
    line: str = ""
    """Its action line, when it has one."""


@dataclass(frozen=True)
class Arrow:
    """One link of the chain. ``family`` says how it is drawn, ``letter`` and ``word`` what was found.

    ``strength`` of the evidence is 0 (none) to 3; ``lines`` are the action lines of both ends.
    """

    id: str
    anchor: str
    start: str
    end: str
    family: str
    letter: str
    word: str
    label: str
    strength: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A level of the chain, with what it means."""

    title: str
    meaning: str


@dataclass(frozen=True)
class LegendItem:
    """A line or a card as drawn, and what it means."""

    kind: str
    letter: str
    text: str


@dataclass(frozen=True)
class ChainRow:
    """The picture as a table: from, to, verdict."""

    id: str
    anchor: str
    start: str
    end: str
    badge: Badge
    strength: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ElementRow:
    """One element as a row of a table."""

    id: str
    anchor: str
    level: str
    title: str
    description: str
    badge: Badge
    value: str
    links: tuple[Reference, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Picture:
    """The chain as a picture and as tables."""

    section: Section
    title: str
    description: str
    unlinked_title: str
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    arrows: tuple[Arrow, ...]
    legend_links: tuple[LegendItem, ...]
    legend_cards: tuple[LegendItem, ...]
    rows: tuple[ChainRow, ...]
    elements: tuple[ElementRow, ...]
    lines: tuple[Fact, ...] = ()
    """Action lines: the name that cards and arrows carry, and the title."""

    legend_strength: tuple[tuple[int, str], ...] = ()
    legend_short: tuple[LegendItem, ...] = ()
    """Kinds of lines, each with how many there are, without the letters of each verdict."""

    not_drawn: str = ""
    """How many elements have no link, and so no place in the picture."""


# --- Values -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartRow:
    """One category of a value."""

    category: str
    figure: str
    known: bool
    set_aside: bool
    flags: tuple[str, ...]
    conflicts: tuple[Reference, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ValueRow:
    """The value of one period, with its categories."""

    period: str
    figure: str
    known: bool
    set_aside: bool = False
    part: str = ""
    growth: str = ""
    growth_note: str = ""
    coverage: str = ""
    flags: tuple[str, ...] = ()
    conflicts: tuple[Reference, ...] = ()
    sources: tuple[Source, ...] = ()
    parts: tuple[PartRow, ...] = ()


@dataclass(frozen=True)
class IndicatorRows:
    """All values of one indicator."""

    anchor: str
    title: str
    element: str
    limitations: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True)
class ValueGroup:
    """Indicators of one level."""

    title: str
    indicators: tuple[IndicatorRows, ...]


@dataclass(frozen=True)
class OwnValue:
    """A value of one organisation that is no part of a total."""

    organisation: str
    indicator: str
    period: str
    figure: str
    flags: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Outputs:
    """What output, activity and input did."""

    section: Section
    groups: tuple[ValueGroup, ...]
    own_title: str
    own: tuple[OwnValue, ...]
    own_more: str


@dataclass(frozen=True)
class SurveyRow:
    """One answer from a questionnaire."""

    anchor: str
    title: str
    period: str
    figure: str
    known: bool
    interval: str
    n: str
    kind: Badge
    weight: Badge | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class SurveyGroup:
    """Answers that belong to one kind of question."""

    title: str
    rows: tuple[SurveyRow, ...]


@dataclass(frozen=True)
class SilentRow:
    """An outcome or impact without a measurement."""

    id: str
    anchor: str
    title: str
    level: str
    detail: str


@dataclass(frozen=True)
class SilentGroup:
    """Outcomes and impacts that are not measured for the same reason."""

    badge: Badge
    text: str
    rows: tuple[SilentRow, ...]


@dataclass(frozen=True)
class Outcomes:
    """What is known of outcomes."""

    section: Section
    measured: tuple[ValueGroup, ...]
    survey_notes: tuple[Fact, ...]
    surveys: tuple[SurveyGroup, ...]
    silent_title: str
    silent: tuple[SilentGroup, ...]


# --- Targets ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TargetRow:
    """One figure laid beside a target."""

    indicator: str
    own: bool
    goal: str
    actual: str
    known: bool
    progress: str
    share: float | None
    badge: Badge
    reason: str


@dataclass(frozen=True)
class TargetGroup:
    """One target with everything that was laid beside it."""

    anchor: str
    title: str
    year: str
    owner: str
    basis: str
    above: str
    note: str
    versions: tuple[str, ...]
    sources: tuple[Source, ...]
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True)
class Targets:
    """All targets."""

    section: Section
    groups: tuple[TargetGroup, ...]


# --- The years ahead --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chance:
    """How likely it is that one target is reached."""

    indicator_id: str
    indicator: str
    organisation: str
    goal: str
    owner: str
    anchor: str
    badge: Badge
    chance: str
    last: str
    seen: str
    needed: str
    extra: str
    reason: str


@dataclass(frozen=True)
class PartChances:
    """Targets of one organisation below the top; ``open`` tells whether they are shown unfolded."""

    organisation: str
    rows: tuple[Chance, ...]
    open: bool


@dataclass(frozen=True)
class YearAhead:
    """One year of a course as a row of a table."""

    year: str
    middle: str
    half: str
    wide: str
    widest: str
    chance: str


@dataclass(frozen=True)
class Course:
    """What is expected of one indicator of the whole programme."""

    anchor: str
    title: str
    place: str
    chart: Fan
    chances: tuple[Chance, ...]
    note: str
    rows: tuple[YearAhead, ...]


@dataclass(frozen=True)
class PartCourse:
    """What is expected of one indicator of one organisation below the top."""

    organisation: str
    chart: Fan
    last: str
    middle: str
    wide: str
    chances: tuple[Chance, ...]


@dataclass(frozen=True)
class PartCourses:
    """One indicator, organisation by organisation."""

    title: str
    year: str
    rows: tuple[PartCourse, ...]
    silent: str


@dataclass(frozen=True)
class Unforeseen:
    """Indicators of which nobody can say what lies ahead, for one reason."""

    reason: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class MethodRow:
    """What one way of reckoning says of a target."""

    name: str
    answer: str
    badge: Badge
    reason: str


@dataclass(frozen=True)
class MethodGroup:
    """All ways of reckoning beside one target."""

    indicator_id: str
    title: str
    agreement: str
    rows: tuple[MethodRow, ...]


@dataclass(frozen=True)
class PastRow:
    """How good earlier projections of one indicator, or of all together, were."""

    name: str
    ahead: str
    within80: str
    reach: str
    within95: str
    relative: str


@dataclass(frozen=True)
class Past:
    """Projections of earlier years beside the figures that came."""

    sentences: tuple[str, ...]
    rows: tuple[PastRow, ...]
    note: str


@dataclass(frozen=True)
class Outlook:
    """The years ahead."""

    section: Section
    chances: tuple[Chance, ...]
    courses: tuple[Course, ...]
    parts: tuple[PartCourses, ...]
    unforeseen: tuple[Unforeseen, ...]
    methods: tuple[MethodGroup, ...]
    events: tuple[str, ...] = ()
    past: Past | None = None
    part_chances: tuple[PartChances, ...] = ()


# --- Links, assumptions, contradictions, claims -----------------------------------------------------------------


@dataclass(frozen=True)
class Resting:
    """An assumption that a link rests on."""

    reference: Reference
    title: str
    badge: Badge


@dataclass(frozen=True)
class Line:
    """A sentence with those that stand under it."""

    text: str
    parts: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """How much of what was expected is seen, as drawn: a part of one with the interval that holds it in 90 of 100.

    ``kappa`` is the part below which output does not translate; ``words`` say the same.
    """

    value: float
    low: float
    high: float
    kappa: float
    tone: str
    words: str


@dataclass(frozen=True)
class LinkRow:
    """One link with all that is known of it."""

    id: str
    anchor: str
    start: str
    end: str
    verdict: Badge
    marks: tuple[Badge, ...]
    reason: str
    ratio: Ratio | None
    facts: tuple[Fact, ...]
    needed: str
    elsewhere: str
    mechanism: str
    claim: str
    timing: str
    story: tuple[Line, ...]
    assumptions: tuple[Resting, ...]
    stated: Badge
    stated_note: str
    conflicts: tuple[Reference, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class LinkGroup:
    """Links of one kind of answer: one of the three gaps, links that translate, or links that say nothing yet."""

    anchor: str
    title: str
    intro: str
    captions: tuple[str, ...]
    rows: tuple[LinkRow, ...]


@dataclass(frozen=True)
class NextRow:
    """An element of which a measurement would tell much."""

    element: Reference
    title: str
    links: tuple[Reference, ...]
    notes: tuple[str, ...]
    """How many routes it is on, what is lacking, and what else stands on those routes."""


@dataclass(frozen=True)
class EstimateRow:
    """The numbers of one link as a row of a table."""

    link: Reference
    badge: Badge
    value: str
    margin: str
    chance: str
    visible: str
    units: str
    periods: str


@dataclass(frozen=True)
class Links:
    """All links, by what was found of them."""

    section: Section
    nexts: tuple[NextRow, ...]
    allowed: str
    """How a link that translates may be written of, and how not."""

    legend: Ratio | None
    legend_words: str
    groups: tuple[LinkGroup, ...]
    estimates: tuple[EstimateRow, ...]


# --- From end to end --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tread:
    """One step of a route: the element where it starts, and the link to the next one."""

    element: str
    title: str
    link: Reference
    letter: str
    badge: Badge
    label: str


@dataclass(frozen=True)
class RouteRow:
    """One route from a first element to a last one."""

    start: str
    end: str
    treads: tuple[Tread, ...]
    last: str
    badge: Badge
    answer: str
    chance: str
    expected: str
    weakest: Reference | None
    tells_most: Reference | None


@dataclass(frozen=True)
class Crossing:
    """One cell of delivery beside result: its links and what that combination means."""

    title: str
    links: tuple[Reference, ...]
    meaning: str
    tone: str


@dataclass(frozen=True)
class CrossingRow:
    """Links with one state of delivery, by state of result."""

    title: str
    cells: tuple[Crossing, ...]


@dataclass(frozen=True)
class Share:
    """A part of one as drawn, with its interval and with what was declared."""

    value: float | None
    low: float | None
    high: float | None
    declared: float | None
    tone: str
    words: str


@dataclass(frozen=True)
class FunnelRow:
    """One step of a funnel: how many started, how many went through."""

    link: Reference
    start: str
    end: str
    period: str
    started: str
    finished: str
    drawn: Share
    seen: str
    declared: str
    badge: Badge


@dataclass(frozen=True)
class FunnelBlock:
    """A row of steps that people or things go through."""

    title: str
    rows: tuple[FunnelRow, ...]
    through: str


@dataclass(frozen=True)
class PartVerdicts:
    """The verdicts of one organisation, a letter for each link."""

    organisation: str
    own: bool
    marks: tuple[tuple[str, Badge], ...]


@dataclass(frozen=True)
class Chains:
    """From end to end: routes, delivery beside result, funnels, and verdicts by organisation."""

    section: Section
    routes: tuple[RouteRow, ...]
    more_routes: str
    columns: tuple[str, ...]
    crossings: tuple[CrossingRow, ...]
    crossing_notes: tuple[str, ...]
    funnels: tuple[FunnelBlock, ...]
    links: tuple[Reference, ...]
    parts: tuple[PartVerdicts, ...]
    letters: tuple[tuple[str, Badge], ...]
    part_letters: tuple[tuple[str, Badge], ...]
    part_notes: tuple[str, ...]
    """Who differs most from the whole, who has no figures of the last year, and which links are left out."""


@dataclass(frozen=True)
class AssumptionRow:
    """One assumption with its status."""

    id: str
    anchor: str
    title: str
    kind: str
    badge: Badge
    note: str
    proposal: str
    links: tuple[Reference, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Assumptions:
    """All assumptions."""

    section: Section
    rows: tuple[AssumptionRow, ...]


@dataclass(frozen=True)
class Said:
    """One of the things that sources say."""

    source: Source
    figure: str
    meaning: str
    chosen: str


@dataclass(frozen=True)
class Contradiction:
    """Sources that disagree, and what was done with it."""

    id: str
    anchor: str
    title: str
    rule: str
    reason: str
    about: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class ContradictionGroup:
    """Contradictions of one severity."""

    badge: Badge
    title: str
    rows: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Contradictions:
    """All contradictions."""

    section: Section
    groups: tuple[ContradictionGroup, ...]


@dataclass(frozen=True)
class ClaimRow:
    """One sentence from a report, judged."""

    id: str
    anchor: str
    title: str
    source: Source
    reason: str
    note: str


@dataclass(frozen=True)
class ClaimGroup:
    """Claims with the same answer."""

    badge: Badge
    title: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class Claims:
    """All claims."""

    section: Section
    groups: tuple[ClaimGroup, ...]


# --- Coverage, findings, method ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sign:
    """A sign and what it stands for: ``reported``, ``missing`` or another state."""

    text: str
    state: str


@dataclass(frozen=True)
class Mark:
    """One cell of the matrix: a sign for each period and the same in words."""

    signs: tuple[Sign, ...]
    words: str


@dataclass(frozen=True)
class MatrixRow:
    """One organisation."""

    title: str
    marks: tuple[Mark, ...]
    own: bool


@dataclass(frozen=True)
class Coverage:
    """Who reported what."""

    section: Section
    columns: tuple[str, ...]
    asked: int
    blocks: tuple[tuple[int, int], ...]
    """First column and the one after the last of each table: side by side they would be wider than the page."""

    periods: str
    legend: tuple[tuple[Sign, str], ...]
    rows: tuple[MatrixRow, ...]
    national_title: str
    national: tuple[Fact, ...]


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind; ``more`` says how many are left out."""

    title: str
    badge: Badge
    count: str
    items: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True)
class Findings:
    """What could be better in the model and its data."""

    section: Section
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True)
class DocumentRow:
    """One source document."""

    id: str
    anchor: str
    title: str
    publisher: str
    known_on: str
    note: str


@dataclass(frozen=True)
class Method:
    """How to read the report, what it rests on, and what words mean."""

    section: Section
    reading: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    documents: tuple[DocumentRow, ...]
    glossary: tuple[Fact, ...]
    engine: str


# --- One indicator ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ContributionRow:
    """What one organisation put in a figure of the whole."""

    organisation: Reference
    figure: str
    share: str
    change: str
    change_share: str
    coverage: str
    previous: str = ""
    own: str = ""
    mix: str = ""
    known: bool = True


@dataclass(frozen=True)
class Contribution:
    """Who moved the figure of the whole: the parts in the last year and in the year before it.

    ``before`` and ``last`` are the periods, ``before`` empty where there is none. ``split``: the change of a rate is
    given in what its own rates (``own``) and their weights (``mix``) did. ``shared``: parts add up, so that each has a
    share of the figure.
    """

    title: str
    sentence: str
    chart: Bars | None
    rows: tuple[ContributionRow, ...]
    note: str
    before: str = ""
    last: str = ""
    moves: bool = False
    """Whether anything can be said of who moved it."""

    split: bool = False
    shared: bool = False


@dataclass(frozen=True)
class PeerRow:
    """The figure of one organisation beside what chance allows for its size."""

    organisation: Reference
    figure: str
    size: str
    bounds: str
    badge: Badge


@dataclass(frozen=True)
class Peers:
    """Organisations beside each other, with their size taken into account."""

    title: str
    sentence: str
    chart: FunnelPlot
    rows: tuple[PeerRow, ...]
    note: str


@dataclass(frozen=True)
class IndicatorParts:
    """One indicator by organisation: small charts, who contributed what, and who stands out."""

    multiples: Multiples | None
    contribution: Contribution | None
    peers: Peers | None


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that is known of one indicator."""

    id: str
    anchor: str
    title: str
    level: str
    elements: tuple[Reference, ...]
    links: tuple[Reference, ...]
    last: str
    last_period: str
    known: bool
    sentence: str
    badge: Badge | None
    """The status of its nearest target, when it has one."""

    goal: str
    chance: str
    coverage: str
    course: Course | None
    silent: str
    """Why there is no chart of the years ahead."""

    values: IndicatorRows | None
    surveys: tuple[SurveyRow, ...]
    targets: tuple[TargetGroup, ...]
    chances: tuple[Chance, ...]
    methods: tuple[MethodGroup, ...]
    definition: tuple[Fact, ...]
    parts: IndicatorParts | None = None
    last_part: str = ""
    """Over how many months the last figure is, when that is not its whole period."""


@dataclass(frozen=True)
class IndicatorGroup:
    """Indicators of one level of the chain."""

    title: str
    pages: tuple[IndicatorPage, ...]


@dataclass(frozen=True)
class Catalogue:
    """All indicators, each with a page of its own."""

    section: Section
    groups: tuple[IndicatorGroup, ...]


# --- Organisations ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartFigure:
    """One indicator of one organisation; ``multiples`` and ``panel`` say which small chart is its own."""

    indicator: Reference
    title: str
    last: str
    period: str
    known: bool
    share: str
    goal: str
    badge: Badge | None
    ahead: str
    coverage: str
    multiples: str = ""
    panel: int = -1


@dataclass(frozen=True)
class Grandchild:
    """What the organisations within one organisation reported: one row for each, one figure for each column."""

    title: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class PartPage:
    """One organisation below the top: its three messages, its figures and the organisations within it."""

    id: str
    anchor: str
    title: str
    facts: tuple[Fact, ...]
    points: tuple[Point, ...]
    figures: tuple[PartFigure, ...]
    links: tuple[tuple[Reference, str, Badge], ...]
    """Each link with the titles of both ends and the verdict for this organisation."""

    columns: tuple[Reference, ...]
    children_title: str
    children: tuple[Grandchild, ...]
    note: str


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation as a row of the overview."""

    organisation: Reference
    reported: str
    targets: str
    links: str
    badge: Badge | None


@dataclass(frozen=True)
class Parts:
    """All organisations directly below the one that the report is about."""

    section: Section
    rows: tuple[OrganisationRow, ...]
    pages: tuple[PartPage, ...]
    year: str = ""
    """The last period that was due, over which is told who reported."""


# --- What is missing --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NextStep:
    """One thing to do, with who owns it and what it would tell. ``owned`` is false where nobody owns it yet."""

    what: str
    why: str
    owner: str
    about: tuple[Reference, ...]
    owned: bool = True
    sources: tuple[Source, ...] = ()
    """Where it is written who owns it."""


@dataclass(frozen=True)
class Absent:
    """Who has not reported something that was asked, and since when."""

    organisation: str
    what: str
    since: str


@dataclass(frozen=True)
class Missing:
    """What is missing and what to do about it."""

    section: Section
    sentence: str
    steps: tuple[NextStep, ...]
    absent: tuple[Absent, ...]
    more: str
    order: str = ""
    """By what order the steps stand, and how many are left out."""


# --- One side of A4 ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeyFigure:
    """One of the most important figures: the last one, the target beside it, and what is expected or why nothing is."""

    title: str
    figure: str
    period: str
    known: bool
    goal: str
    expected: str
    chance: str
    badge: Badge | None
    chart: Fan | None
    part: str = ""
    """Over how many months the figure is, when that is not its whole period."""


@dataclass(frozen=True)
class OnePage:
    """What a steering group reads: the messages, the figures, the worst links and the next steps."""

    title: str
    whose: str
    day: str
    banners: tuple[str, ...]
    points: tuple[Point, ...]
    figures: tuple[KeyFigure, ...]
    gap_title: str
    gaps: tuple[GapRow, ...]
    more_gaps: str
    steps: tuple[NextStep, ...]
    source: str
    no_gaps: str = ""
    no_steps: str = ""
    """What stands in the place of the links, and of the steps, where there are none."""


@dataclass(frozen=True)
class ReportView:
    """The whole report, in one language."""

    language: str
    title: str
    description: str
    facts: tuple[Fact, ...]
    banners: tuple[str, ...]
    changes: tuple[str, ...]
    head: Head
    picture: Picture
    outputs: Outputs
    outcomes: Outcomes
    targets: Targets
    outlook: Outlook
    links: Links
    chains: Chains
    assumptions: Assumptions
    contradictions: Contradictions
    claims: Claims
    coverage: Coverage
    findings: Findings
    method: Method
    catalogue: Catalogue
    parts: Parts | None = None
    """None where nobody belongs to the organisation that the report is about."""

    missing: Missing | None = None
    organisation: str = ""
    """Id of the organisation that the report is about."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in the order of the page."""
        parts = (self.head, self.picture, self.outputs, self.outcomes, self.targets, self.outlook, self.links,
                 self.chains, self.assumptions, self.contradictions, self.claims, self.coverage, self.findings,
                 self.method)  # fmt: skip
        return tuple(part.section for part in parts)
