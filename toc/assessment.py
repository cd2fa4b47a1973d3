"""The answer: a theory and its monitoring rows in, one frozen ``Assessment`` out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from toc.accrual import growth_is_per_month
from toc.allocation import allocate
from toc.cohort import baselines_of_the_whole
from toc.compute import compute, mark_conflicts
from toc.errors import Finding, FindingsError, Severity
from toc.forecasting.outlook import Outlook
from toc.formula import parse
from toc.growth import rise_between
from toc.indicator import Level
from toc.judgement import Bench, JudgedClaim, judge_claims
from toc.link_case import Programme
from toc.link_overview import Overview, overview_of
from toc.monitoring import Row, accept, rows_from_frame
from toc.pairing import Parts
from toc.period import Period
from toc.progress import compare_methods, measure_progress, reckon_targets
from toc.projection import Pair, Setting, project
from toc.prospect import judge_prospects
from toc.publication import Tables, publish
from toc.rollup import ancestry, roll_up
from toc.rules import check_theory
from toc.scenario import Change, Scenario, apply
from toc.series import Point, asked, only_apart, points_by_indicator, too_few_reported
from toc.theory import Theory
from toc.translation import judge_links
from toc.tree_in_time import TreeView, parents_on
from toc.words import say


@dataclass(frozen=True)
class Assessment:
    """What a theory and its data say. Tables have the columns named in ``toc.frames``."""

    theory: Theory
    as_of: date
    rows: pd.DataFrame
    cells: pd.DataFrame
    values: pd.DataFrame
    progress: pd.DataFrame
    projections: pd.DataFrame
    prospects: pd.DataFrame
    verdicts: pd.DataFrame
    claims: tuple[JudgedClaim, ...]
    findings: tuple[Finding, ...]
    reconciliation: pd.DataFrame
    allocation: pd.DataFrame
    cohorts: pd.DataFrame
    methods: pd.DataFrame
    tree_view: TreeView = "as_it_was"
    published: bool = True
    changes: tuple[Change, ...] = ()
    scenario: Scenario | None = None
    data_sha256: str = ""
    outlooks: Mapping[Pair, Outlook] = field(default_factory=dict)
    """Distributions of the years ahead of each (indicator, organisation), after sums were made to agree."""

    @property
    def seed(self) -> int:
        """Seed for everything random, from the contents of the model."""
        return int((self.theory.sha256 or "0")[:8], 16)

    @cached_property
    def points(self) -> dict[tuple[str, str], tuple[Point, ...]]:
        """Comparable points of each (indicator, organisation), in order of time."""
        return points_by_indicator(self.values)

    @cached_property
    def programme(self) -> Programme:
        """What links are judged by: chain, definitions, points and units."""
        return _programme(self.theory, self.points, only_apart(self.values), self.as_of)

    def overview(self, organisation: str) -> Overview:
        """What the verdicts of one organisation say together; one without verdicts gets an empty one."""
        if organisation not in self._overviews:
            self._overviews[organisation] = overview_of(
                self.theory, self.verdicts, self.points, self.progress, organisation
            )
        return self._overviews[organisation]

    @cached_property
    def _overviews(self) -> dict[str, Overview]:
        return {}


def assess(
    theory: Theory,
    rows: pd.DataFrame | Sequence[Row],
    *,
    as_of: date | None = None,
    scenario: Scenario | None = None,
    data_sha256: str = "",
    tree_view: TreeView = "as_it_was",
    withhold: bool = True,
) -> Assessment:
    """Compute everything that a theory and its monitoring rows say.

    Args:
        theory: as read by ``read_theory``.
        rows: monitoring rows, as a table with the columns of a monitoring file or as read by ``read_rows``.
        as_of: what was known on this day; the default is the last day on which a row or document became known.
        scenario: what-if to apply first.
        data_sha256: hash of the data files, to be carried into the results.
        tree_view: ``as_it_was`` (a period belongs to the parent of its last day) or ``as_it_is`` (of today).
        withhold: leave out small counts of persons and what would give them away, as in a published report.

    Raises:
        FindingsError: a row or an override cannot be used; the error carries all findings.
    """
    changes: tuple[Change, ...] = ()
    if scenario is not None:
        theory, changes = apply(theory, scenario)
    measured = _measure(theory, rows, as_of, tree_view, withhold)
    theory, day, tables, points = measured.theory, measured.day, measured.tables, measured.points
    values, tree, file = tables.values, theory.organisations, theory.file
    known_targets = [one.known_on(day) for one in theory.targets]

    allocation, not_allocated = allocate(theory, day)
    about_persons = _about_persons(theory) if withhold else frozenset()
    open_indicators = {name: one for name, one in theory.indicator_by_id.items() if name not in about_persons}
    cohorts, joined_later = baselines_of_the_whole(points, open_indicators, theory.data_element_by_id, tree, day)
    used = list(dict.fromkeys(name for element in file.elements for name in element.indicators))
    judged = _judged(theory, points)
    setting = Setting(
        theory.indicator_by_id, theory.data_element_by_id, tree, file.horizons, day, asked(values),
        too_few_reported(values), only_apart(values),
    )  # fmt: skip
    ahead = project(points, _to_project(theory, used, points, setting), setting)
    definitions = (theory.baseline_by_id, theory.indicator_by_id, theory.data_element_by_id)
    reckoned = reckon_targets(known_targets, *definitions, points, day, ahead.outlooks, (_top(theory),))

    def progress_in(period: str) -> pd.DataFrame:
        end = Period.parse(period).end
        then = {key: tuple(p for p in some if p.period.end <= end) for key, some in points.items()}
        return measure_progress(known_targets, *definitions, then, theory.unit_titles, day)

    progress = measure_progress(known_targets, *definitions, points, theory.unit_titles, day, reckoned)
    prospects = judge_prospects(known_targets, points, ahead.outlooks, file.events, theory.unit_titles, setting)
    verdicts = judge_links(file.links, _programme(theory, points, setting.only_apart, day), judged)
    bench = Bench(
        theory.indicator_by_id, theory.data_element_by_id, theory.element_by_id, values, points, progress_in, verdicts,
        theory.money,
    )  # fmt: skip
    unfinished = Assessment(
        theory=theory,
        as_of=day,
        rows=tables.rows,
        cells=tables.cells,
        values=values,
        progress=progress,
        projections=ahead.table,
        prospects=prospects,
        verdicts=verdicts,
        claims=judge_claims(theory.claims, bench),
        findings=(),
        reconciliation=tables.reconciliation,
        allocation=allocation,
        cohorts=cohorts,
        methods=compare_methods(known_targets, reckoned, theory.indicator_by_id, theory.unit_titles),
        tree_view=tree_view,
        published=withhold,
        changes=changes,
        scenario=scenario,
        data_sha256=data_sha256,
        outlooks=ahead.outlooks,
    )
    found = [
        *tables.findings,
        *not_allocated,
        *joined_later,
        *ahead.findings,
        *_partial_growth(unfinished),
        *_gaps(unfinished),
    ]
    return dataclasses.replace(unfinished, findings=tuple(found))


def judge(
    theory: Theory,
    rows: pd.DataFrame | Sequence[Row],
    organisations: Sequence[str] | None = None,
    *,
    as_of: date | None = None,
    tree_view: TreeView = "as_it_was",
    withhold: bool = True,
) -> pd.DataFrame:
    """Only the verdicts of an assessment, the same ones, without the years ahead, targets and claims.

    Args:
        theory: as read by ``read_theory``.
        rows: monitoring rows, as for ``assess``.
        organisations: whose links to judge; the default is the top and everybody with figures.
        as_of: what was known on this day.
        tree_view: ``as_it_was`` or ``as_it_is``.
        withhold: leave out small counts of persons, as in a published report.

    Returns:
        Table with the columns of ``frames.VERDICTS``.

    Raises:
        FindingsError: a row cannot be used; the error carries all findings.
    """
    measured = _measure(theory, rows, as_of, tree_view, withhold)
    values, points = measured.tables.values, measured.points
    whose = _judged(measured.theory, points) if organisations is None else organisations
    programme = _programme(measured.theory, points, only_apart(values), measured.day)
    return judge_links(measured.theory.file.links, programme, whose)


@dataclass(frozen=True)
class _Measured:
    """What was measured, before anything is judged."""

    theory: Theory
    day: date
    tables: Tables
    points: dict[Pair, tuple[Point, ...]]


def _measure(
    theory: Theory, rows: pd.DataFrame | Sequence[Row], as_of: date | None, tree_view: TreeView, withhold: bool
) -> _Measured:
    """Accept rows, add them up, compute the indicators and leave out what may not be shown."""
    given = rows_from_frame(rows) if isinstance(rows, pd.DataFrame) else rows
    accepted, row_findings = accept(theory, given, known_before=as_of)
    structure = check_theory(theory)
    if any(finding.severity is Severity.ERROR for finding in (*structure, *row_findings)):
        raise FindingsError([*structure, *row_findings])
    day = as_of or _last_known(theory, accepted)
    theory = _as_known_on(theory, day)
    tree, file = theory.organisations, theory.file
    rolled = roll_up(accepted, theory.data_elements, tree, file.reporting_rounds, theory.conflicts, day, tree_view)
    values, computed = compute(rolled, theory.indicators, theory.data_element_by_id, tree)
    values = mark_conflicts(values, theory.conflicts)
    tables = Tables(accepted, rolled.cells, values, rolled.reconciliation,
                    (*structure, *row_findings, *_not_over(accepted, day), *_without_survey(theory, accepted),
                     *rolled.findings, *computed))  # fmt: skip
    if withhold and any(one.personal for one in theory.data_elements):
        above = ancestry(tree, rolled.found.axes.periods, tree_view, day)
        tables, _ = publish(theory, tables, rolled.leaves, above)
    return _Measured(theory, day, tables, points_by_indicator(tables.values))


def _about_persons(theory: Theory) -> frozenset[str]:
    """Indicators of which small counts are left out; a figure that is left out is not one that came later."""
    personal = {one.id for one in theory.data_elements if one.personal}
    return frozenset(one.id for one in theory.indicators if personal & set(parse(one.formula).names))


def _as_known_on(theory: Theory, day: date) -> Theory:
    """The theory without claims and contradictions from documents that were not known yet."""
    later = {one.id for one in theory.documents if one.known_on > day}
    if not later:
        return theory
    claims = tuple(one for one in theory.claims if one.source.document not in later)
    conflicts = []
    for conflict in theory.conflicts:
        known = tuple(one for one in conflict.statements if one.source.document not in later)
        rows = {one.observation for one in known}
        if len(known) > 1 and (conflict.chosen is None or conflict.chosen in rows):
            conflicts.append(conflict.model_copy(update={"statements": known}))
    return dataclasses.replace(theory, claims=claims, conflicts=tuple(conflicts))


def _programme(
    theory: Theory, points: Mapping[Pair, tuple[Point, ...]], apart: frozenset[Pair], day: date
) -> Programme:
    return Programme(
        theory.element_by_id, theory.indicator_by_id, theory.data_element_by_id, points, theory.unit_titles, apart,
        _below(theory, day), _top(theory),
    )  # fmt: skip


def _below(theory: Theory, day: date) -> dict[str, tuple[Parts, ...]]:
    """Organisations below each organisation by level, the nearest level first, in the order of the tree."""
    tree = theory.organisations
    level_of = {one.id: one.level for one in tree.organisations}
    order = {one.id: at for at, one in enumerate(tree.levels)}
    place = {one.id: at for at, one in enumerate(tree.organisations)}
    members: dict[str, dict[str, set[str]]] = {}
    above = parents_on(tree, day)
    for name, level in level_of.items():
        waiting, seen = list(above[name]), set[str]()
        while waiting:
            parent = waiting.pop()
            if parent not in seen:
                seen.add(parent)
                members.setdefault(parent, {}).setdefault(level, set()).add(name)
                waiting += list(above[parent])
    plural = {one.id: one.plural for one in tree.levels}
    return {
        parent: tuple(
            Parts(level, plural[level], tuple(sorted(some, key=place.__getitem__)))
            for level, some in sorted(by_level.items(), key=lambda item: order[item[0]])
        )
        for parent, by_level in members.items()
    }


def _top(theory: Theory) -> str:
    return theory.organisations.roots[0].id


def _to_project(
    theory: Theory, used: Sequence[str], points: Mapping[Pair, tuple[Point, ...]], setting: Setting
) -> list[Pair]:
    """Every indicator of the chain for the top, and every one with figures for whoever has them."""
    top = _top(theory)
    aimed = [target.indicator for target in theory.targets]
    order = list(dict.fromkeys([*used, *aimed, *theory.indicator_by_id]))
    place = {one.id: at for at, one in enumerate(theory.organisations.organisations)}
    with_figures: dict[str, set[str]] = {}
    for name, organisation in (*points, *setting.too_few_reported):
        with_figures.setdefault(name, set()).add(organisation)
    wanted = []
    for name in order:
        some = with_figures.get(name, set()) | ({top} if name in used else set())
        wanted += [(name, one) for one in sorted(some, key=lambda one: (one != top, place[one]))]
    return wanted


def _judged(theory: Theory, points: Mapping[Pair, tuple[Point, ...]]) -> list[str]:
    """Organisations whose links are judged: the top, and every one with figures of an element of the chain."""
    top = _top(theory)
    used = {name for element in theory.file.elements for name in element.indicators}
    with_data = sorted({organisation for name, organisation in points if name in used})
    return [top, *(organisation for organisation in with_data if organisation != top)]


def _last_known(theory: Theory, accepted: pd.DataFrame) -> date:
    days = [day for day in accepted["known_on"].unique() if isinstance(day, date)]
    latest = theory.latest_known()
    known = max([*days, *([latest] if latest else [])], default=None)
    if known is not None:
        return known
    ends = list(accepted["end"]) or [Period.parse(one.period).end for one in theory.file.reporting_rounds]
    last: date = max(ends)
    return last


def _not_over(accepted: pd.DataFrame, day: date) -> list[Finding]:
    """Rows about a period that is not over on the day of the report, though nothing says that they are of before.

    They are read and count for nothing yet. A row that became known while its period ran was given before the end on
    purpose, and is shown as such.
    """
    late = [name for name in accepted["period"].unique() if Period.parse(name).end >= day]
    rows = accepted.loc[accepted["period"].isin(late), ["start", "end", "known_on"]] if late else accepted.iloc[:0]
    ends = [end for start, end, known_on in zip(rows["start"], rows["end"], rows["known_on"], strict=True)
            if not isinstance(known_on, date) or known_on < start]  # fmt: skip
    if not ends:
        return []
    years = [str(year) for year in sorted({end.year for end in ends})]
    message = say("data.not_over_yet", count=len(ends), years=years, day=day)
    return [Finding("data.not_over_yet", Severity.WARNING, message)]


def _without_survey(theory: Theory, accepted: pd.DataFrame) -> list[Finding]:
    """Respondents of a figure that is not declared to come from a survey: their error counts nowhere."""
    told = accepted["n"].notna() & (accepted["origin"] == "")
    asked = set(accepted.loc[told, "data_element"].astype(str).unique())
    return [
        Finding("data.n_without_survey", Severity.WARNING, say("data.n_without_survey", title=one.title, name=one.id),
                theory.mark("data_element", one.id), (f"data_element:{one.id}",))
        for one in theory.data_elements if one.survey is None and one.id in asked
    ]  # fmt: skip


def _partial_growth(assessment: Assessment) -> list[Finding]:
    """For every count with a partial and a full period: the growth as printed, and per month."""
    findings = []
    theory = assessment.theory
    for (indicator_id, organisation), points in assessment.points.items():
        indicator = theory.indicator_by_id[indicator_id]
        rise = rise_between(indicator_id, points)
        if rise is None or not (rise.first.partial or rise.last.partial):
            continue
        facts = {
            "indicator": indicator.title,
            "organisation": theory.organisations.by_id[organisation].title,
            "first": rise.first.value,
            "last": rise.last.value,
            "start": rise.first.period.label,
            "end": rise.last.period.label,
            "low_months": rise.first.months[0],
            "high_months": rise.first.months[1],
            "factor": rise.factor,
            "low": rise.per_month.low,
            "high": rise.per_month.high,
        }
        per_month = growth_is_per_month(indicator, theory.data_element_by_id)
        code = "growth.partial" if per_month else "growth.partial_not_annualisable"
        about = (f"indicator:{indicator_id}", f"organisation:{organisation}")
        findings.append(Finding(code, Severity.WARNING, say(code, **facts), about=about))
    return findings


def _gaps(assessment: Assessment) -> list[Finding]:
    """Outputs rose while outcomes are not measured; organisations that reported nothing."""
    findings = []
    theory = assessment.theory
    top = _top(theory)
    rises = assessment.programme.outputs_that_rose(top)
    results = [one for one in theory.file.elements if one.level in (Level.OUTCOME, Level.IMPACT)]
    silent = [one for one in results if not any(assessment.points.get((name, top)) for name in one.indicators)]
    if rises and silent:
        message = say(
            "gap.outputs_rose",
            silent=len(silent),
            results=len(results),
            output=theory.indicator_by_id[rises[0].indicator].title,
        )
        findings.append(Finding("gap.outputs_rose", Severity.WARNING, message, about=(f"organisation:{top}",)))
    for name, count in _silent(assessment).items():
        title = theory.organisations.by_id[name].title
        message = say("gap.silent_organisation", organisation=title, count=count)
        where = theory.mark("organisation", name)
        findings.append(Finding("gap.silent_organisation", Severity.WARNING, message, where, (f"organisation:{name}",)))
    return findings


def _silent(assessment: Assessment) -> dict[str, int]:
    """Organisations that gave nothing of what was due, with how many data elements that is.

    Where everybody below an organisation is silent, that organisation is named instead of each of them.
    """
    theory, cells = assessment.theory, assessment.cells
    elements = pd.DataFrame(
        [(one.id, level) for one in theory.data_elements for level in one.reported_by],
        columns=["data_element", "level"],
    )
    levels = pd.DataFrame(
        [(one.id, one.level) for one in theory.organisations.organisations], columns=["organisation", "level"]
    )
    due = cells.loc[cells["state"].isin(["missing", "reported", "withheld"]), ["data_element", "organisation", "state"]]
    due = due.astype({"data_element": str, "organisation": str}).merge(levels).merge(elements)
    by_name = due.groupby("organisation").agg(
        silent=("state", lambda states: (states == "missing").all()), count=("data_element", "nunique")
    )
    counts = {str(name): int(count) for name, count in by_name["count"][by_name["silent"].astype(bool)].items()}
    heard = set(by_name.index) - set(counts)
    above = parents_on(theory.organisations, assessment.as_of)
    top = _top(theory)
    for name in list(counts):
        for parent in above.get(name, {}):
            below = [one for one, parents in above.items() if parent in parents and one in by_name.index]
            if parent != top and parent not in heard and len(below) > 1 and all(one in counts for one in below):
                counts[parent] = max(counts.get(parent, 0), *(counts[one] for one in below))
    covered = {name for name in counts for parent in above.get(name, {}) if parent in counts}
    order = [one.id for one in theory.organisations.organisations]
    return {name: counts[name] for name in order if name in counts and name not in covered and name != top}
