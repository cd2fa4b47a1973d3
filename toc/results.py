"""``results.json``: the public form of an assessment, documented by JSON Schema (``toc schema results``)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from toc.assessment import Assessment
from toc.declared import Text
from toc.errors import Finding

Status = Literal["reached", "on_path", "behind_path", "below", "refused", "cannot_tell", "not_measured"]
State = Literal["reported", "missing", "not_due", "not_applicable", "withheld"]
VerdictName = Literal[
    "not_measured", "too_early", "insufficient_data", "outcome_without_output", "not_exercised", "contradicting",
    "translating", "weak", "stalled", "leaning_stalled", "leaning_translating", "inconclusive",
]  # fmt: skip


class Result(BaseModel):
    """Base of everything in ``results.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class ResultText(Result):
    """The same words in Dutch and English."""

    nl: str
    """Dutch."""

    en: str
    """English."""


class ModelInfo(Result):
    """Which model and which data."""

    id: str
    """Short name."""

    version: str
    """Version of the model."""

    sha256: str
    """Hash of the model's files."""

    data_sha256: str
    """Hash of the data files."""

    engine_version: str
    """Version of this engine."""

    changes: list[str]
    """What a scenario changed, old and new; empty without a scenario."""


class Coverage(Result):
    """How many organisations stand behind a value."""

    reported: int
    """Organisations that reported."""

    expected: int
    """Organisations that should have."""

    weight: float | None
    """Covered part by weight, 0 to 1, where a weight is declared."""


class Value(Result):
    """One value of one indicator."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    period: str
    """Label of the period, for example `2024`."""

    disaggregation: str
    """Empty for the total, else `dimension=category`."""

    value: float | None
    """The value, in `unit`; empty when it is not known."""

    unit: str
    """Unit."""

    state: State
    """`reported`, `missing`, `not_due`, `not_applicable` or `withheld`."""

    numerator: float | None
    """Numerator, for a ratio."""

    denominator: float | None
    """Denominator, for a ratio."""

    lower: float | None
    """Lower bound, or lower end of the 95 % interval of a survey share."""

    upper: float | None
    """Upper bound, or upper end of the 95 % interval of a survey share."""

    n: float | None
    """Respondents, for a survey."""

    coverage: Coverage
    """Organisations behind it."""

    partial_months: tuple[float, float] | None
    """Fewest and most months covered, when that is a part of the period."""

    annual: tuple[float, float] | None
    """What those months would be in a whole year, between most and fewest months, where that may be converted."""

    sources: list[str]
    """Ids in `sources`."""

    flags: list[str]
    """Codes that a reader should know, such as `partial`, `conflict:C01`, `quarantined`, `indicative`."""


class Progress(Result):
    """One target held beside one indicator."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    target_id: str
    """Id of the target."""

    target_value: float
    """Value to reach, in the unit of the target's own indicator."""

    year: int
    """Year to reach it in."""

    basis: str
    """What the target counts."""

    owner: str
    """Who set it."""

    baseline: float | None
    """Value that progress is counted from."""

    actual: float | None
    """Latest value of a whole, ended period."""

    period: str | None
    """Period of that value."""

    progress: float | None
    """Part of the way, 1 = reached; empty when refused or not known."""

    status: Status
    """`reached`, `on_path`, `behind_path`, `below`, `refused`, `cannot_tell` or `not_measured`."""

    reason: ResultText
    """Why."""


class Method(Result):
    """One way of reckoning whether a target will be reached."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    target_id: str
    """Id of the target."""

    target_value: float
    """Value to reach, in the indicator's unit."""

    method: str
    """Way of reckoning, for example `least_squares`."""

    value: float | None
    """Value in the target year, for a method that gives one."""

    ratio: float | None
    """Growth per year so far divided by the growth per year that is needed, for a growth rate ratio."""

    reaches: bool | None
    """Whether the target is reached; empty when this method cannot say."""

    reason: ResultText
    """What it rests on, or why it cannot say."""


class Allocation(Result):
    """The targets of the parts beside the target of the whole."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the whole."""

    year: int
    """Target year."""

    basis: str
    """What the targets count."""

    target_id: str
    """Id of the target of the whole."""

    target_value: float
    """Target of the whole."""

    parts: float
    """Targets of the parts, added up."""

    n_parts: int
    """Parts with a target."""

    not_allocated: float
    """What no part has as its target; below zero when the parts add up to more."""


class Cohort(Result):
    """Growth of a whole of which some organisations joined later, from one of three baselines."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the whole."""

    basis_label: Literal["fixed_cohort", "as_entered", "re_based"]
    """`fixed_cohort` = only who was there from the first period; `as_entered` = each from its own first figure;
    `re_based` = from the first period in which all that report now have a figure."""

    baseline_period: str
    """Period or periods of the baseline."""

    baseline: float
    """Baseline, in the indicator's unit."""

    actual_period: str
    """Period of the actual."""

    actual: float
    """Actual of the same organisations."""

    change: float | None
    """Actual minus baseline; empty when they are the same period."""

    organisations: int
    """Organisations that both rest on."""


class Reconciliation(Result):
    """An organisation's own figure beside what its parts add up to."""

    data_element: str
    """Id of the data element."""

    organisation: str
    """Id of the organisation."""

    period: str
    """Label of the period."""

    disaggregation: str
    """Empty for the total, else `dimension=category`."""

    own: float
    """Its own figure."""

    parts: float
    """From its parts."""

    difference: float
    """Own figure minus that of the parts."""

    reported: int
    """Parts that reported."""

    expected: int
    """Parts that should have."""

    counts: Literal["reported", "computed"]
    """Which one counts, as declared."""


class Projection(Result):
    """One indicator in one year to come, or at one horizon about which nothing can be said."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    year: int
    """Year."""

    status: Literal["projected", "cannot_tell"]
    """Whether anything can be said."""

    method: str | None
    """Method used: `pooled_trends`."""

    n: int
    """Figures it rests on, those of a part of a year that were converted to a year too."""

    median: float | None
    """Value that is as likely to be exceeded as not, in the indicator's unit."""

    lower50: float | None
    """Lower end of the 50 % interval."""

    upper50: float | None
    """Upper end of the 50 % interval."""

    lower80: float | None
    """Lower end of the 80 % interval."""

    upper80: float | None
    """Upper end of the 80 % interval."""

    lower95: float | None
    """Lower end of the 95 % interval."""

    upper95: float | None
    """Upper end of the 95 % interval."""

    own: float | None
    """Part (0 to 1) that rests on the figures of this series itself."""

    peers: float | None
    """Part (0 to 1) that rests on the other series of the panel; the rest is general experience with yearly figures."""

    panel: int
    """Number of series that were estimated together, this one included; 0 when it cannot be told."""

    reconciled: float | None
    """How far everything was shifted to make parts add up to the whole; empty where nothing had to add up."""

    reason: ResultText
    """Why, or on what it rests."""


class Prospect(Result):
    """Whether a target that is still ahead will be reached, if things go on as they went."""

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    target_id: str
    """Id of the target."""

    target_value: float
    """Value of the target, as first set or as it stands now."""

    year: int
    """Target year."""

    probability: float | None
    """Probability (0 to 1) that it is reached; for a band, that the figure lies inside it."""

    status: Literal["reached", "likely", "uncertain", "unlikely", "cannot_tell"]
    """`reached`; `likely` from 2/3 on; `unlikely` up to 1/3; `uncertain` between them; or `cannot_tell`."""

    pace_seen: float | None
    """Change per year from the first to the last figure of a whole period, in the indicator's unit."""

    pace_needed: float | None
    """Change per year from the last figure to the target (the nearest edge of a band)."""

    extra_per_year: float | None
    """Pace needed minus pace seen."""

    last: float | None
    """Last figure."""

    last_year: int | None
    """Year of the last figure."""

    event: str | None
    """Ids of the declared events between the last figure and the end of the target year, with commas."""

    reason: ResultText
    """The chance and the pace in words, or why nothing can be said."""


class Verdict(Result):
    """What can be said of one causal link."""

    link: str
    """Id of the link."""

    start: str = Field(alias="from")
    """Element that comes first."""

    to: str
    """Element that should follow."""

    organisation: str
    """Id of the organisation."""

    verdict: VerdictName
    """The verdict."""

    gap: Literal["shown", "unproven", "unmeasured"] | None
    """Which of the three gaps it is: `shown` (the figures speak against it), `unproven` (they do not tell) or
    `unmeasured` (there are none, or too few); empty when it is none."""

    listed: Literal["red", "watch", "translating"] | None
    """List on which the link stands, of all links of this organisation together: `red` (hardly any is there wrongly),
    `watch` (some more are) or `translating`; empty when it is on none."""

    failure: Literal["delivery", "theory", "too_early", "measurement", "open"] | None
    """What is the matter: `delivery` (the output itself lags behind), `theory` (the output is there, the outcome does
    not follow), `too_early`, `measurement` (nothing or too little was measured) or `open` (the figures do not tell);
    empty when nothing is."""

    tier: Literal["N0", "N2", "N3", "P0", "P2", "P3", "D"]
    """Kind of figures: `N0` none of both ends; `N2` one series of two or three moments, `N3` of more; `P0` too few
    organisations side by side, `P2` enough over two periods, `P3` over three or more; `D` with a comparison of those
    that started later, or never."""

    units: int
    """Organisations that it rests on."""

    periods: int
    """Periods that it rests on."""

    ratio: float | None
    """Translation ratio T: slope that was seen over slope that was declared. 1 is as declared, 0 means that the
    outcome did not move with the output; empty when it was not estimated."""

    lower90: float | None
    """Lower end of the 90 % interval of T."""

    upper90: float | None
    """Upper end of the 90 % interval of T."""

    probability: float | None
    """Probability that at least the declared part (kappa) of the effect arrived; empty when nobody can tell."""

    below_kappa: float | None
    """Probability that less than that part arrived."""

    detectable: float | None
    """Smallest T that would be seen in 80 of 100 cases; empty when not known."""

    naive: bool | None
    """Whether the usual rule, "output rose, outcome did not change significantly", would say that output does not
    translate; empty when that rule says nothing."""

    claim: Literal["association", "contribution", "attribution"]
    """How far words may go."""

    reason: ResultText
    """One plain sentence with its numbers."""

    needed: ResultText | None
    """What it would take to judge the link; empty when it is judged."""

    evidence: dict[str, Any]
    """Everything it rests on: `basis` (which organisations and periods, and who is left out), `expectation` (what was
    declared), `output_change` and `outcome_change` (means with 90 % intervals), `T` (estimate, error, degrees of
    freedom, yearly shock), `two_way` (T from comparisons within years alone), `leave_one_out` (lowest and highest T
    without one organisation), `tipping` (smallest yearly shock at which the verdict is another), `lags` (T by waiting
    time), `cap` and `uncapped` (why the verdict is no firmer, and what the figures alone say), `missing`,
    `first_judgeable`, `survey`, `composition`, `output_points` and `outcome_points` (own figures)."""


class ListingResult(Result):
    """Links that are named together, of which few are wrong (Bayesian false discovery rate)."""

    name: Literal["red", "watch", "translating"]
    """`red`: output does not translate, at most about 10 % of them wrongly named; `watch`: what comes on top of these
    when about 20 % may be; `translating`: it does."""

    links: list[str]
    """Ids of links."""

    expected_wrong: float
    """How many of them are expected to be wrong at most."""


class ChainResult(Result):
    """How far a row of links holds."""

    status: Literal["holds", "breaks_at", "unknown_from", "unproven_at"]
    """Of the first link that is not shown to translate: a shown gap breaks the chain, an unmeasured link leaves it
    unknown, anything else unproven."""

    at: str | None
    """Id of that link; empty when the chain holds."""

    probability: float
    """Probability that every link translates, if links are independent; an unmeasured link counts as one half."""

    low: float
    """Lower bound of it however links depend on each other (Frechet)."""

    high: float
    """Upper bound of it."""

    weakest: str | None
    """Measured link that most probably does not translate."""

    most_informative: str | None
    """Unmeasured link of which a clear answer would move the probability most."""

    expected_slope: float | None
    """Product of the declared effects, where they may be multiplied."""

    unmeasured: list[str]
    """Ids of links of which nothing is known."""


class RouteResult(Result):
    """One chain from a first element to a last one."""

    elements: list[str]
    """Ids of elements, in order."""

    links: list[str]
    """Ids of links, in order."""

    chain: ChainResult
    """How far it holds."""

    ends_together: bool | None
    """Where a link on the way is not measured: whether both ends improved over their whole years, with the mechanism
    between them unseen; empty where that cannot be told or everything on the way is measured."""


class NextMeasurementResult(Result):
    """An element that would tell something if it were measured."""

    element: str
    """Id of the element."""

    links: list[str]
    """Links of which it is the only thing missing."""

    routes: int
    """Routes that it is on."""

    gain: float
    """How far the probability that a chain holds would move, added up over all routes."""

    again: bool
    """Whether it has figures already, but too few or too uncertain ones."""


class PlacedResult(Result):
    """One link in the matrix of delivery and result."""

    link: str
    """Id of the link."""

    delivery: Literal["on_track", "behind", "unknown"]
    """By the targets of the first element; without one that says something, by whether the output moved."""

    result: Literal["on_track", "behind", "unknown"]
    """By the verdict: `on_track` where it translates or seems to, `behind` for a shown gap, else `unknown`."""


class FunnelStepResult(Result):
    """One step of a funnel."""

    link: str
    """Id of the link."""

    element: str
    """Element in which it ends."""

    period: str | None
    """Period in which they started, the newest whose window has closed."""

    started: float | None
    """How many started."""

    finished: float | None
    """How many finished at the end of the window."""

    seen: float | None
    """Part (0 to 1) that finished."""

    low: float | None
    """Lower end of its 95 % interval (Wilson)."""

    high: float | None
    """Upper end of its 95 % interval (Wilson)."""

    declared: float | None
    """Part that was declared."""

    status: Literal["as_declared", "below", "cannot_tell", "window_open"]
    """`below` when the whole interval lies below what was declared, by five percentage points or more."""


class FunnelResult(Result):
    """Steps that people or things go through one after the other."""

    elements: list[str]
    """Ids of elements, in order."""

    steps: list[FunnelStepResult]
    """The steps between them."""

    through: float | None
    """Part that goes all the way; empty when a step is not known."""


class OverviewResult(Result):
    """What the verdicts of one organisation say together."""

    organisation: str
    """Id of the organisation."""

    gaps: dict[Literal["shown", "unproven", "unmeasured"], list[str]]
    """Links of each of the three gaps."""

    lists: list[ListingResult]
    """Links that are named together."""

    routes: list[RouteResult]
    """Chains from the first elements to the last ones."""

    more_routes: int
    """Chains that are not listed."""

    next_measurements: list[NextMeasurementResult]
    """What to measure next, what would tell most first."""

    matrix: list[PlacedResult]
    """Delivery beside result."""

    funnels: list[FunnelResult]
    """Funnels."""


class Claim(Result):
    """A sentence from a document, judged."""

    id: str
    """Id of the claim."""

    quote: str
    """The sentence."""

    answer: Literal["supported", "contradicted", "unverifiable"]
    """The answer."""

    reason: ResultText
    """Why."""

    figures: list[dict[str, Any]]
    """Figures that were tried."""

    sources: list[str]
    """Ids in `sources`."""


class ConflictStatement(Result):
    """One of the things said."""

    quote: str | None
    """The words."""

    source: str
    """Id in `sources`."""

    observation: str | None
    """Row in the data that holds its figure."""

    value: float | None
    """That figure."""

    chosen: bool
    """Whether this is the one that counts."""


class ConflictResult(Result):
    """Sources that disagree, and what was done."""

    id: str
    """Id of the conflict."""

    severity: Literal["A", "B", "C"]
    """A = key figure; B = definition, unit or coverage; C = editorial."""

    title: ResultText
    """What it is about."""

    indicators: list[str]
    """Indicators it touches."""

    elements: list[str]
    """Elements and links it touches."""

    period: str | None
    """Period it concerns."""

    statements: list[ConflictStatement]
    """What is said."""

    rule: str
    """Rule that was applied."""

    chosen: str | None
    """Row that counts."""

    reason: ResultText
    """Why."""


class FindingResult(Result):
    """Something a person should know."""

    code: str
    """Stable code."""

    severity: Literal["error", "warning", "info"]
    """How bad."""

    message: ResultText
    """The sentence."""

    where: str | None
    """File and line."""

    about: list[str]
    """What it concerns."""


class SourceResult(Result):
    """Where a number or a sentence comes from."""

    id: str
    """Id used in this file: the id of a data row, or `document:lines`."""

    document: str | None
    """Id of the document."""

    title: ResultText | None
    """Title of the document."""

    lines: str | None
    """Line or lines."""

    quote: str | None
    """The words."""

    value: float | None
    """The figure, for a data row."""

    unit: str | None
    """Its unit."""

    known_on: str | None
    """Since when it was known."""

    confidence: str | None
    """How sure the reading is."""

    file: str | None
    """Data file and line."""

    note: str | None
    """Note of whoever entered it."""


class Results(Result):
    """The whole of ``results.json``."""

    model: ModelInfo
    """Which model and data."""

    as_of: str
    """What was known on this day."""

    seed: int
    """Seed of everything random."""

    published: bool
    """`true` when small counts of persons are left out (`withheld`); `false` for internal use only."""

    tree_view: Literal["as_it_was", "as_it_is"]
    """Whether a period belongs to the organisations of its last day, or to those of today."""

    values: list[Value]
    """All values, missing ones too."""

    reconciliation: list[Reconciliation]
    """Own figures of organisations beside those of their parts."""

    cohorts: list[Cohort]
    """Three baselines, where organisations joined later."""

    progress: list[Progress]
    """Targets held beside indicators."""

    methods: list[Method]
    """Ways of reckoning whether a target will be reached, side by side."""

    allocation: list[Allocation]
    """Targets of parts beside the target of the whole."""

    projections: list[Projection]
    """Years to come."""

    prospects: list[Prospect]
    """Targets that are still ahead, with the chance of reaching them."""

    verdicts: list[Verdict]
    """Causal links."""

    overviews: list[OverviewResult]
    """What the verdicts of each organisation say together: the top one, and all that have figures."""

    claims: list[Claim]
    """Sentences from documents."""

    conflicts: list[ConflictResult]
    """Sources that disagree."""

    findings: list[FindingResult]
    """What a person should know."""

    sources: list[SourceResult]
    """Where everything comes from."""


def to_results(assessment: Assessment, engine_version: str) -> Results:
    """Bring an assessment into its public form."""
    theory = assessment.theory
    return Results(
        model=ModelInfo(
            id=theory.id,
            version=theory.file.version,
            sha256=theory.sha256,
            data_sha256=assessment.data_sha256,
            engine_version=engine_version,
            changes=[str(change) for change in assessment.changes],
        ),
        as_of=assessment.as_of.isoformat(),
        seed=assessment.seed,
        published=assessment.published,
        tree_view=assessment.tree_view,
        values=_values(assessment),
        reconciliation=[Reconciliation.model_validate(row) for row in records_of(assessment.reconciliation)],
        cohorts=[Cohort.model_validate(row) for row in records_of(assessment.cohorts)],
        progress=[Progress.model_validate(row) for row in records_of(assessment.progress)],
        methods=[Method.model_validate(row) for row in records_of(assessment.methods)],
        allocation=[Allocation.model_validate(row) for row in records_of(assessment.allocation)],
        projections=[Projection.model_validate(row) for row in records_of(assessment.projections)],
        prospects=[Prospect.model_validate(row) for row in records_of(assessment.prospects)],
        verdicts=[Verdict.model_validate(row) for row in records_of(assessment.verdicts)],
        overviews=_overviews(assessment),
        claims=_claims(assessment),
        conflicts=_conflicts(assessment),
        findings=[_finding(finding) for finding in assessment.findings],
        sources=_sources(assessment),
    )


def write_json(results: Results) -> str:
    """Results as JSON text: the same results give the same bytes, and a number is never NaN."""
    data = results.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema of ``results.json``."""
    return Results.model_json_schema(by_alias=True, mode="serialization")


def text_of(text: Text) -> ResultText:
    """A text in its public form."""
    return ResultText(nl=text.nl, en=text.en)


def _plain(value: Any) -> Any:
    """NaN becomes None at any depth, texts become plain, numbers become Python's own."""
    if isinstance(value, Text):
        return {"nl": value.nl, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table in plain values: NaN becomes None, texts a pair of languages."""
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _values(assessment: Assessment) -> list[Value]:
    return [
        Value.model_validate(
            {
                **{name: row[name] for name in Value.model_fields if name in row},
                "coverage": {
                    "reported": int(row["reported"]),
                    "expected": int(row["expected"]),
                    "weight": row["weight"],
                },
                "partial_months": [row["months_low"], row["months_high"]] if "partial" in row["flags"] else None,
                "annual": [row["annual_lower"], row["annual_upper"]] if row["annual_lower"] is not None else None,
                "sources": row["rows"],
            }
        )
        for row in records_of(assessment.values)
    ]


def _overviews(assessment: Assessment) -> list[OverviewResult]:
    judged = dict.fromkeys(assessment.verdicts["organisation"])
    return [OverviewResult.model_validate(asdict(assessment.overview(name))) for name in judged]


def _claims(assessment: Assessment) -> list[Claim]:
    return [
        Claim(
            id=judged.claim.id,
            quote=judged.claim.quote,
            answer=judged.answer,
            reason=text_of(judged.reason),
            figures=[_plain(figure) for figure in judged.figures],
            sources=[judged.claim.source.label],
        )
        for judged in assessment.claims
    ]


def _conflicts(assessment: Assessment) -> list[ConflictResult]:
    figures = dict(zip(assessment.rows["id"], assessment.rows["value"], strict=True))
    unspoken = {name for name, value in figures.items() if math.isnan(value)}
    return [
        ConflictResult(
            id=conflict.id,
            severity=conflict.severity,
            title=text_of(conflict.title),
            indicators=list(conflict.indicators),
            elements=list(conflict.elements),
            period=conflict.period,
            statements=[
                ConflictStatement(
                    quote=None if statement.observation in unspoken else statement.source.quote,
                    source=statement.source.label,
                    observation=statement.observation,
                    value=_plain(figures.get(statement.observation)) if statement.observation else None,
                    chosen=statement.observation is not None and statement.observation == conflict.chosen,
                )
                for statement in conflict.statements
            ],
            rule=conflict.rule,
            chosen=conflict.chosen,
            reason=text_of(conflict.reason),
        )
        for conflict in assessment.theory.conflicts
    ]


def _finding(finding: Finding) -> FindingResult:
    return FindingResult(
        code=finding.code,
        severity=finding.severity.value,
        message=text_of(finding.message),
        where=str(finding.where) if finding.where else None,
        about=list(finding.about),
    )


def _sources(assessment: Assessment) -> list[SourceResult]:
    documents = assessment.theory.document_by_id
    titles = {name: text_of(document.title) for name, document in documents.items()}
    found: dict[str, SourceResult] = {}
    for row in records_of(assessment.rows):
        found[row["id"]] = SourceResult(
            id=row["id"], document=row["document"] or None, title=titles.get(row["document"]),
            lines=row["lines"] or None, quote=row["quote"] or None, value=row["value"], unit=row["unit"],
            known_on=row["known_on"].isoformat() if row["known_on"] else None, confidence=row["confidence"] or None,
            file=f"{row['file']}:{row['line']}", note=row["note"] or None,
        )  # fmt: skip
    references = [judged.claim.source for judged in assessment.claims]
    references += [statement.source for conflict in assessment.theory.conflicts for statement in conflict.statements]
    for reference in references:
        known_on = documents[reference.document].known_on if reference.document in documents else None
        found.setdefault(
            reference.label,
            SourceResult(
                id=reference.label, document=reference.document, title=titles.get(reference.document),
                lines=reference.lines, quote=reference.quote, value=None, unit=None,
                known_on=known_on.isoformat() if known_on else None, confidence=None, file=None, note=None,
            ),
        )  # fmt: skip
    return list(found.values())
