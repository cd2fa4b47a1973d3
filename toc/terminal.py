"""What the commands do and print: the words come from ``toc.words``, the figures from the assessment."""

from __future__ import annotations

import errno
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text as RichText
from rich.tree import Tree

import toc
from toc.assessment import Assessment, assess
from toc.backtest import Backtest, in_words, is_soon_done, look_back, score_lines
from toc.declared import LANGUAGES, Text
from toc.door import Data, gather_data, with_records
from toc.errors import Finding, FindingsError, Severity, ToCError, did_you_mean
from toc.explain import Step
from toc.flags import COLUMNS, Flags, Section, flag_records, flags_of
from toc.library import Library, find_library
from toc.monitoring import accept
from toc.period import Period
from toc.reading import load_theory, read_scenario, without_echoes
from toc.records import ENGINES
from toc.scenario import Scenario
from toc.summary import prospects_to_show, summarise
from toc.tables import records_text, write_file, write_files
from toc.theory import Theory
from toc.tree_in_time import TreeView
from toc.what_if import changes_figures
from toc.words import SENTENCES, say

if TYPE_CHECKING:
    from toc.cost_page import CostSection
    from toc.kept import BacktestFile, KeptPast
    from toc.report.what_ifs import Weighed

BAD_INPUT = 2
SECONDS_WITHOUT_BAR = 2.0
MOST_PROSPECTS = 12
MOST_EARLIER = 5
ANSWER_FORMATS = ("html", "json", "csv")
"""In which forms an answer on what-ifs is written."""

EVERYTHING = "all"
TOLD_AFTER_A_RUN = ("data.not_over_yet",)
"""Kinds of findings without which the figures of a run are misread; the others are told by `toc check`."""

_MARKS = {Severity.ERROR: ("cli.error", "bold red"), Severity.WARNING: ("cli.warning", "yellow"),
          Severity.INFO: ("cli.info", "dim")}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What a person asked for."""

    model: str
    data: tuple[Path, ...] = ()
    as_of: str | None = None
    scenario: str | None = None
    library: Path | None = None
    tree: str = "as_it_was"
    internal: bool = False
    engine: str = "auto"
    memory: str | None = None
    threads: int | None = None


@dataclass(frozen=True)
class Handing:
    """What a person wants to hand in: whose report, with which what-ifs, on which house template for Word."""

    organisation: str | None = None
    what_ifs: tuple[str, ...] = ()
    every_what_if: bool = False
    template: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """Which links a person wants to see; everything that is not said is shown."""

    organisation: str | None = None
    level: str | None = None
    gap: str | None = None


@dataclass
class Screen:
    """The terminal, in one language."""

    language: str
    out: Console
    err: Console

    def line(self, text: Text, style: str = "") -> None:
        """Print one sentence."""
        self.out.print(RichText(text[self.language], style=style))

    def plain(self, text: str) -> None:
        """Print text as it is, for another program to read."""
        sys.stdout.write(text)

    def assess(self, question: Question) -> Assessment:
        """Read, check and compute, with a progress line."""
        return self._assess(question)[0]

    def assessed(self, question: Question) -> tuple[Assessment, Data]:
        """As ``assess``, with the data behind it."""
        return self._assess(question)

    def asked(self, question: Question) -> tuple[Assessment, Data]:
        """Read, check and compute as it is, whatever scenario is asked about, with the data behind it."""
        return self._assess(replace(question, scenario=None))

    def opening(self, assessment: Assessment, about: Text) -> None:
        """Print whose answer it is and what it knows."""
        title = assessment.theory.file.title
        self.line(Text(nl=f"{title.nl} · {about.nl}", en=f"{title.en} · {about.en}"), "bold")
        self.line(say("summary.as_of", day=assessment.as_of), "dim")
        if assessment.theory.file.fictional:
            self.line(say("summary.fictional"), "yellow")

    def table(self, headings: Sequence[Text], rows: Sequence[Sequence[str]]) -> None:
        """Print a table, without headings where none are given; the first column takes the room that is left."""
        table = Table(box=None, show_header=bool(headings), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for row in rows:
            table.add_row(*(RichText(cell) for cell in row))
        for column, heading in zip(table.columns, headings, strict=False):
            column.header = RichText(heading[self.language])
        for column in table.columns:
            column.overflow = "fold"
        if rows:
            self.out.print(table)

    def written(self, paths: Sequence[Path]) -> None:
        """Print which files were written."""
        for path in paths:
            self._row(say("cli.written")[self.language], str(path), 14)

    def _assess(self, question: Question) -> tuple[Assessment, Data]:
        with self.working() as progress:
            task = progress.add_task(say("cli.reading")[self.language], total=None)
            shelf = find_library(question.library)

            def told(what: Text, part: float | None) -> None:
                total = None if part is None else 1.0
                progress.update(task, description=what[self.language], total=total, completed=part or 0.0)

            theory, data = read_all(shelf, question, told)
            scenario = read_scenario(shelf.scenario_file(theory.id, question.scenario)) if question.scenario else None
            told(say("cli.computing"), None)
            assessment = assess(
                theory, data.rows, as_of=day_of(question.as_of), scenario=scenario, data_sha256=data.sha256,
                tree_view=tree_of(question.tree), withhold=not question.internal,
            )  # fmt: skip
            return replace(assessment, findings=(*data.findings, *assessment.findings)), data

    def hand_in(
        self, assessment: Assessment, data: Data, question: Question, formats: Sequence[str], handing: Handing,
        out: Path | None,
    ) -> list[Path]:  # fmt: skip
        """Write the wanted files and return them; none is written when one of them cannot be made."""
        from toc.comparison import organisation_of
        from toc.report.files import DOCUMENT, Report

        whose = organisation_of(assessment.theory, handing.organisation) if handing.organisation else ""
        scenarios = self._what_ifs(assessment, question, handing)
        if handing.template is not None and "docx" not in formats:
            message = say("cli.template_alone", file=str(handing.template))
            raise FindingsError([Finding("cli.template_alone", Severity.ERROR, message)])
        template = _bytes_of(handing.template) if handing.template is not None else None
        report = Report(assessment, self.language, toc.__version__, whose, template=template)
        folder = out or Path("out") / assessment.theory.id / whose
        if "html" in formats:
            past = self._looked_back(assessment) if is_soon_done(assessment.points) else None
            report = replace(report, past=past, weighed=self._weighed(assessment, data, question, scenarios, whose))
        if "docx" in formats and (folder / DOCUMENT).is_file():
            report = replace(report, previous=_bytes_of(folder / DOCUMENT))
        with self.working() as progress:
            task = progress.add_task(say("cli.writing")[self.language], total=None)

            def told(name: str) -> None:
                progress.update(task, description=say("cli.writing_format", format=name)[self.language])

            contents = dict(report.files(formats, told))
        with writing_to(folder):
            return write_files(folder, contents)

    def _what_ifs(self, assessment: Assessment, question: Question, handing: Handing) -> Sequence[Scenario] | None:
        """The what-ifs that are asked for, none of which has to be; None where the model has none at all."""
        from toc.report.what_ifs import own_choices

        known = find_library(question.library).scenarios(assessment.theory.id)
        if handing.what_ifs:
            found = scenarios_of(assessment, question, handing.what_ifs)
            for one in found:
                if one.building_block:
                    self.line(say("cli.building_block", title=one.title), "yellow")
            return found
        if handing.every_what_if:
            return own_choices(scenarios_of(assessment, question, known)) if known else None
        return () if known else None

    def _weighed(
        self, assessment: Assessment, data: Data, question: Question, scenarios: Sequence[Scenario] | None, whose: str
    ) -> Weighed | None:
        """What-ifs side by side; without any, only how to ask for them."""
        from toc.report.what_ifs import weigh_what_ifs

        if scenarios is None:
            return None
        with self.telling(say("cli.drawing")) as told:
            figures = figures_under(assessment, data, question, scenarios)
            return weigh_what_ifs(assessment, scenarios, whose or None, figures=figures, told=told)

    @contextmanager
    def telling(self, what: Text) -> Iterator[Callable[[float], None]]:
        """A progress line for one task, with a function that is given the part that is done."""
        with self.working() as progress:
            task = progress.add_task(what[self.language], total=1.0)

            def told(part: float) -> None:
                progress.update(task, completed=min(part, 1.0))

            yield told

    def keep(self, assessment: Assessment, folder: Path) -> Path | None:
        """Keep the projections of a run, so that later figures can be held against them."""
        from toc.kept import keep

        with writing_to(folder):
            return keep(assessment, toc.__version__, folder)

    def look_back(self, question: Question, out: Path | None, *, as_known: bool) -> None:
        """Hold projections of past years, computed again and kept, against the figures that came; write and say it."""
        from toc.kept import hold_kept, read_history, read_kept, to_file, write_backtest

        assessment, data = self._assess(question)
        theory = assessment.theory
        folder = out or Path("out") / theory.id
        kept = hold_kept(read_kept(folder, theory.id, assessment.as_of), assessment)

        def known_by(year: int) -> pd.DataFrame:
            day = min(date(year + 1, 12, 31), assessment.as_of)
            return assess(theory, data.rows, as_of=day, tree_view=assessment.tree_view).values

        found = self._looked_back(assessment, known_by if as_known else None)
        with writing_to(folder):
            earlier = read_history(folder, theory.id)
            written = write_backtest(to_file(assessment, toc.__version__, found, kept, as_known=as_known), folder)
        self.line(theory.file.title, "bold")
        self.line(say("summary.as_of", day=assessment.as_of), "dim")
        self._recomputed(theory, found, as_known=as_known)
        self._kept(theory, kept)
        self._earlier(earlier)
        for path in written:
            self._row(say("cli.written")[self.language], str(path), 14)

    def _looked_back(
        self, assessment: Assessment, values_in: Callable[[int], pd.DataFrame] | None = None
    ) -> Backtest:  # fmt: skip
        with self.working() as progress:
            task = progress.add_task("", total=1.0)

            def told(what: Text, part: float) -> None:
                progress.update(task, description=what[self.language], completed=part)

            return look_back(assessment.theory, assessment.values, values_in=values_in, told=told)

    def _recomputed(self, theory: Theory, found: Backtest, *, as_known: bool) -> None:
        if not found.empty:
            self.line(say("backtest.recomputed"), "cyan")
        for sentence in in_words(found):
            self.line(sentence)
        if not found.empty:
            self.line(say("backtest.as_known" if as_known else "backtest.hindsight"), "dim")
        self._scores(theory, found)

    def _kept(self, theory: Theory, kept: KeptPast) -> None:
        files = len(kept.files)
        if not files:
            self.line(say("backtest.no_kept"), "dim")
            return
        if kept.found.empty:
            self.line(say("backtest.kept_none", files=files))
        else:
            self.line(say("backtest.kept", files=files, engines=list(kept.engines)), "cyan")
            for sentence in in_words(kept.found):
                self.line(sentence)
            self._scores(theory, kept.found)
        if kept.redefined:
            self.line(say("backtest.redefined", count=len(kept.redefined), names=list(kept.redefined)), "yellow")

    def _scores(self, theory: Theory, found: Backtest) -> None:
        """Print how good projections were: all together by years ahead, then each indicator."""
        lines = score_lines(theory, found)
        if not lines:
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column()
        for name in ("head_ahead", "head80", "head_range", "head95", "head_relative"):
            table.add_column(say(f"backtest.{name}")[self.language], no_wrap=True)
        for cells in lines:
            table.add_row(*(RichText(cell[self.language]) for cell in cells))
        self.out.print(table)
        self.line(say("backtest.head_note"), "dim")

    def _earlier(self, earlier: Sequence[BacktestFile]) -> None:
        told = [(one, score) for one in earlier for score in one.recomputed.scores[:1] if score.n]
        if told:
            self.line(say("backtest.earlier"), "cyan")
        for one, score in told[-MOST_EARLIER:]:
            self.line(say("backtest.earlier_run", day=one.as_of, engine=one.engine_version, inside=score.inside80,
                          count=score.n), "dim")  # fmt: skip

    def summary(
        self, assessment: Assessment, written: Sequence[Path], kept: Path | None = None, organisation: str | None = None
    ) -> None:
        """Print a few sentences on the whole or on one organisation, and the files that were written."""
        from toc.comparison import organisation_of

        theory = assessment.theory
        whose = organisation_of(theory, organisation) if organisation else ""
        self.line(theory.file.title, "bold")
        if whose:
            self.line(theory.organisations.by_id[whose].title, "bold")
        self.line(say("summary.as_of", day=assessment.as_of), "dim")
        if theory.file.fictional:
            self.line(say("summary.fictional"), "yellow")
        if assessment.scenario is not None:
            self.line(say("summary.scenario", title=assessment.scenario.title), "bold")
            self.line(assessment.scenario.rationale)
        for change in assessment.changes:
            self.line(change.told, "dim")
        if assessment.scenario is not None and assessment.scenario.interventions:
            self.line(say("summary.interventions", model=theory.id, scenario=assessment.scenario.id), "yellow")
        lines = summarise(assessment, whose)
        width = max(10, *(len(heading[self.language]) for heading, _ in lines)) + 2
        for heading, sentence in lines:
            self._row(heading[self.language], sentence[self.language], width)
        self._prospects(assessment, whose)
        self.list_findings([one for one in assessment.findings if one.code in TOLD_AFTER_A_RUN], self.out)
        for path in written:
            self._row(say("cli.written")[self.language], str(path), width)
        if kept is not None:
            self._row(say("cli.kept")[self.language], str(kept), width)

    def _prospects(self, assessment: Assessment, whose: str) -> None:
        """Print the targets that are still ahead, each with its chance."""
        lines = prospects_to_show(assessment, whose)
        if not lines:
            return
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for goal, year, chance, status in lines[:MOST_PROSPECTS]:
            table.add_row("", goal[self.language], str(year), chance[self.language], status[self.language])
        self.out.print(table)
        every = (
            assessment.prospects if not whose else assessment.prospects[assessment.prospects["organisation"] == whose]
        )
        left_out = len(every) - len(lines[:MOST_PROSPECTS])
        if left_out:
            self.line(say("summary.prospects_more", count=left_out), "dim")

    def _row(self, heading: str, sentence: str, width: int) -> None:
        row = RichText(heading.ljust(width), style="cyan")
        row.append(sentence, style="default")
        self.out.print(row, soft_wrap=True)

    def check(self, findings: Sequence[Finding], every: bool) -> None:
        """Print findings and their count; a model with errors ends the command with exit code 2."""
        shown = list(findings) if every else first_of_each_kind(findings)
        self.list_findings(shown, self.out)
        if len(shown) < len(findings):
            self.line(say("cli.more", count=len(findings) - len(shown)), "dim")
        count = Counter(finding.severity for finding in findings)
        self.line(say("cli.checked", errors=count[Severity.ERROR], warnings=count[Severity.WARNING],
                      infos=count[Severity.INFO]), "bold")  # fmt: skip
        if count[Severity.ERROR]:
            raise SystemExit(BAD_INPUT)

    def list_findings(self, findings: Sequence[Finding], console: Console) -> None:
        """Print findings, errors first, in the order of their files."""
        order = list(Severity)
        for finding in sorted(findings, key=lambda one: (order.index(one.severity), _place(one))):
            code, style = _MARKS[finding.severity]
            row = RichText(say(code)[self.language] + "  ", style=style)
            if finding.where is not None:
                row.append(f"{finding.where}  ", style="cyan")
            row.append(finding.message[self.language], style="default")
            console.print(row, soft_wrap=True)

    def tree(self, steps: Sequence[Step]) -> None:
        """Print an explanation as a tree."""
        for step in steps:
            tree = Tree(RichText(step.text[self.language], style="bold"), guide_style="dim")
            self._grow(tree, step)
            self.out.print(tree)

    def _grow(self, tree: Tree, step: Step) -> None:
        for part in step.parts:
            self._grow(tree.add(RichText(part.text[self.language])), part)

    def flags(self, assessment: Assessment, asked: Wanted, path: Path | None = None) -> None:
        """Print the three gaps of one organisation, and write them where a file is wanted."""
        found = flags_of(assessment, asked.organisation, asked.level, asked.gap)
        if path is not None:  # before anything is printed: a closed pipe must not lose the file
            records = flag_records(assessment, self.language, asked.organisation, asked.level, asked.gap)
            with writing_to(path.parent):
                write_file(path, records_text(COLUMNS, records))
        self.line(found.title, "bold")
        self.line(say("summary.as_of", day=assessment.as_of), "dim")
        if assessment.theory.file.fictional:
            self.line(say("summary.fictional"), "yellow")
        for sentence in found.first:
            self.line(sentence, "cyan")
        for section in found.sections:
            self._section(section)
        self._beside(assessment, found)
        if path is not None:
            self._row(say("cli.written")[self.language], str(path), 14)

    def _section(self, section: Section) -> None:
        """Print one gap: a line for every link, with the usual rule beside ours."""
        self.out.print()
        self.line(section.heading, "bold")
        if not section.flags:
            self.line(say("flags.none"), "dim")
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim", expand=True)
        table.add_column("", no_wrap=True)
        for name, ratio in (("link", 5), ("verdict", 5), ("why", 8)):
            table.add_column(say(f"flags.head_{name}")[self.language], ratio=ratio, overflow="fold")
        for flag in section.flags:
            beside = [one[self.language] for one in (flag.failure, flag.usual) if one is not None]
            verdict = RichText(flag.verdict[self.language], style="bold")
            for one in beside:
                verdict.append(f"\n{one}", style="dim")
            table.add_row(flag.link, flag.ends[self.language], verdict, flag.why[self.language])
        self.out.print(table)
        if section.caption is not None:
            self.line(section.caption, "dim")

    def _beside(self, assessment: Assessment, found: Flags) -> None:
        """Print what is no gap, and how to read the rest."""
        self.out.print()
        named = [flag for section in found.sections for flag in section.flags]
        notes = [one for one in (found.rest, found.only) if one is not None]
        if named:
            notes.append(say("flags.usual_note"))
            notes.append(say("flags.explain", model=assessment.theory.id, link=named[0].link))
        for note in notes:
            self.line(note, "dim")

    def costs(
        self, assessment: Assessment, organisation: str | None, period: str | None, path: Path | None = None
    ) -> None:
        """Print what results cost, as ranges, with the claims about returns under them; write them where wanted."""
        from toc.cost_page import COST_COLUMNS, cost_page, cost_records

        found = cost_page(assessment, organisation, period)
        if path is not None:  # before anything is printed: a closed pipe must not lose the file
            records = cost_records(assessment, self.language, organisation, period)
            with writing_to(path.parent):
                write_file(path, records_text(COST_COLUMNS, records))
        self.line(found.title, "bold")
        self.line(say("summary.as_of", day=assessment.as_of), "dim")
        if assessment.theory.file.fictional:
            self.line(say("summary.fictional"), "yellow")
        for sentence in found.first:
            self.line(sentence, "cyan")
        for section in found.sections:
            self._costs_of(section)
        if found.claims:
            self.out.print()
            self.line(say("costs.claims"), "bold")
        for claim in found.claims:
            row = RichText(claim.title[self.language])
            row.append(f" ({claim.source}): ", style="dim")
            row.append(claim.answer[self.language], style="bold")
            self.out.print(row)
            self.line(Text(nl=f"‘{claim.quote}’", en=f"‘{claim.quote}’"), "dim")
            self.line(claim.reason)
        self.out.print()
        for sentence in found.last:
            self.line(sentence, "dim")
        if path is not None:
            self._row(say("cli.written")[self.language], str(path), 14)

    def _costs_of(self, section: CostSection) -> None:
        """Print one period: a line for every result."""
        self.out.print()
        self.line(section.heading, "bold")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
        for name, ratio in (("result", 5), ("amount", 3), ("cost", None), ("why", 6)):
            heading = say(f"costs.head_{name}")[self.language]
            table.add_column(heading, ratio=ratio, overflow="fold", no_wrap=ratio is None)
        for line in section.lines:
            title = RichText(line.title[self.language])
            if line.line is not None:
                title.append(f"\n{line.line[self.language]}", style="dim")
            cost = RichText(line.cost[self.language], style="bold" if line.told else "dim")
            why = RichText(" ".join(one[self.language] for one in line.why), style="dim")
            table.add_row(title, line.amount[self.language], cost, why)
        self.out.print(table)
        for note in section.notes:
            self.line(note, "dim")

    def made(self, folder: Path) -> None:
        """Say that a new model is ready."""
        self.line(say("cli.new_done", folder=str(folder)))

    def shelf(self, library: Path | None) -> None:
        """List what is shipped."""
        shelf = find_library(library)
        self.line(say("cli.models"), "bold")
        for name in shelf.models:
            theory = load_theory(shelf.model_folder(name), shelf.indicators).theory
            self._row(f"  {name}", theory.file.title[self.language] if theory else "", 24)
        self.line(say("cli.lists"), "bold")
        for path in sorted(shelf.indicators.glob("*.yaml")):
            self.line(Text(nl=f"  {path.stem}", en=f"  {path.stem}"))
        self.line(say("cli.scenarios"), "bold")
        shipped = [(name, scenario) for name in shelf.models for scenario in shelf.scenarios(name)]
        width = max((len(f"  {name} {scenario}  ") for name, scenario in shipped), default=0)
        for name, scenario in shipped:
            try:
                title = read_scenario(shelf.scenario_file(name, scenario)).title
            except FindingsError as error:
                title = say("cli.unreadable_scenario", why=error.findings[0].message)
            self._row(f"  {name} {scenario}", title[self.language], width)

    @contextmanager
    def working(self) -> Iterator[Progress]:
        """A progress line on the error stream, with a bar after two seconds; it disappears when the work is done."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), _LateBar(bar_width=30), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as progress:
            yield progress


class _LateBar(BarColumn):
    """A bar for work that takes long; what is done at once needs none."""

    def render(self, task: Task) -> ProgressBar:
        """Draw the bar, or nothing yet."""
        bar = super().render(task)
        if (task.elapsed or 0) < SECONDS_WITHOUT_BAR:
            bar.width = 0
        return bar


def _place(finding: Finding) -> tuple[str, int]:
    return (finding.where.file, finding.where.line or 0) if finding.where is not None else ("", 0)


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """A folder that cannot be written to is bad input, and is named."""
    try:
        yield
    except OSError as error:
        message = say("cli.cannot_write", folder=str(folder), problem=_problem(error))
        raise FindingsError([Finding("cli.cannot_write", Severity.ERROR, message)]) from None


def _finding_of(error: ToCError) -> Finding:
    return Finding("cli.failed", Severity.ERROR, error.message)


@contextmanager
def speaking(language: str) -> Iterator[Screen]:
    """A screen in this language; input that cannot be used is listed in full and ends with exit code 2."""
    known = language in LANGUAGES
    screen = Screen(language if known else "nl", Console(highlight=False), Console(stderr=True, highlight=False))
    try:
        if not known:
            message = say("cli.unknown_language", given=language)
            raise FindingsError([Finding("cli.unknown_language", Severity.ERROR, message)])
        yield screen
    except ToCError as given:
        error = given if isinstance(given, FindingsError) else FindingsError([_finding_of(given)])
        errors = [finding for finding in error.findings if finding.severity is Severity.ERROR]
        screen.list_findings(errors, screen.err)
        closing = say("cli.cannot_use", errors=len(errors))
        screen.err.print(RichText(closing[screen.language], style="bold"), soft_wrap=True)
        raise SystemExit(BAD_INPUT) from None


def read_all(
    shelf: Library, question: Question, told: Callable[[Text, float | None], None] = lambda _what, _part: None
) -> tuple[Theory, Data]:
    """Read a model and its data, and aggregate its records.

    Raises:
        FindingsError: one of them cannot be used; the error carries what is wrong with both.
    """
    _check_engine(question)
    folder = shelf.model_folder(question.model)
    loaded = load_theory(folder, shelf.indicators)
    data, problems = gather_data(shelf, question.model, question.data)
    if loaded.theory is not None and loaded.usable and not problems:
        return loaded.theory, _with_records(loaded.theory, folder, data, question, told)
    rows = accept(loaded.theory, data.rows)[1] if loaded.theory is not None else []
    raise FindingsError([*loaded.findings, *problems, *without_echoes(rows, loaded.refused)])


def _check_engine(question: Question) -> None:
    if question.engine not in ENGINES:
        message = say("cli.unknown_engine", given=question.engine[:40], known=list(ENGINES))
        raise FindingsError([Finding("cli.unknown_engine", Severity.ERROR, message)])
    if question.memory is not None and not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", question.memory):
        message = say("cli.bad_memory", given=question.memory[:40])
        raise FindingsError([Finding("cli.bad_memory", Severity.ERROR, message)])


def _with_records(
    theory: Theory, folder: Path, data: Data, question: Question, told: Callable[[Text, float | None], None]
) -> Data:
    if not theory.from_records:
        return data
    from toc.aggregates import Asked
    from toc.record_files import Limits

    limits = Limits(memory=question.memory, threads=question.threads)
    known_on = day_of(question.as_of) or theory.latest_known() or date.max
    return with_records(theory, folder, data, Asked(question.engine, limits, tree_of(question.tree), known_on, told))


def sql_of(model: str, dialect: str, element: str | None, library: Path | None, language: str) -> str:
    """What the data elements of a model take from records, as SQL for an engine elsewhere.

    Raises:
        FindingsError: the model cannot be used, or there is no such dialect or data element.
    """
    shelf = find_library(library)
    loaded = load_theory(shelf.model_folder(model), shelf.indicators)
    if loaded.theory is None or not loaded.usable:
        raise FindingsError(loaded.findings)
    from toc.aggregates import texts_of

    texts = [f"-- {records.id}\n{text.strip()};\n" for records, text in texts_of(loaded.theory, dialect, element)]
    return "\n".join(texts) if texts else f"-- {say('sql.no_records')[language]}\n"


def findings_of(model: str, extra: Sequence[Path], library: Path | None) -> list[Finding]:
    """Everything that can be said of a model and its data, errors included."""
    try:
        theory, data = read_all(find_library(library), Question(model, tuple(extra), library=library))
        return [*data.findings, *assess(theory, data.rows).findings]
    except FindingsError as error:
        return list(error.findings)


def first_of_each_kind(findings: Sequence[Finding], most: int = 3) -> list[Finding]:
    """Every error, and of each kind of warning the first few; remarks are left out."""
    seen: Counter[str] = Counter()
    kept = []
    for finding in findings:
        seen[finding.code] += 1
        few = finding.severity is Severity.WARNING and seen[finding.code] <= most
        if finding.severity is Severity.ERROR or few:
            kept.append(finding)
    return kept


def formats_of(given: str, known: Sequence[str] = ANSWER_FORMATS) -> tuple[str, ...]:
    """The wanted formats; ``all`` is every one of them.

    Raises:
        FindingsError: one of them does not exist.
    """
    wanted = tuple(dict.fromkeys(part.strip() for part in given.split(",") if part.strip()))
    if EVERYTHING in wanted:
        return tuple(known)
    wrong = [name for name in wanted if name not in known]
    if wrong or not wanted:
        near = did_you_mean(wrong[0], known) if wrong else None
        message = say("cli.unknown_format", given=", ".join(wrong) or given, known=[*known, EVERYTHING])
        hint = say("cli.did_you_mean", near=near) if near else Text(nl="", en="")
        message = Text(nl=f"{message.nl}{hint.nl}", en=f"{message.en}{hint.en}")
        raise FindingsError([Finding("cli.unknown_format", Severity.ERROR, message)])
    return wanted


def report_formats(given: str) -> tuple[str, ...]:
    """The wanted forms of a report.

    Raises:
        FindingsError: one of them does not exist.
    """
    from toc.report.files import FORMATS

    return formats_of(given, tuple(FORMATS))


def scenarios_of(assessment: Assessment, question: Question, names: Sequence[str]) -> list[Scenario]:
    """Scenarios of a model by name or file, each once.

    Raises:
        FindingsError: some do not exist or cannot be read; the error carries all findings.
    """
    shelf = find_library(question.library)
    found: list[Scenario] = []
    findings: list[Finding] = []
    for name in dict.fromkeys(names):
        try:
            found.append(read_scenario(shelf.scenario_file(assessment.theory.id, name)))
        except FindingsError as error:
            findings += error.findings
    if findings:
        raise FindingsError(findings)
    return found


def figures_under(
    assessment: Assessment, data: Data, question: Question, scenarios: Sequence[Scenario]
) -> dict[str, Assessment]:
    """Assessments under the scenarios that change what past figures say."""
    return {
        one.id: assess(assessment.theory, data.rows, as_of=day_of(question.as_of), scenario=one,
                       tree_view=tree_of(question.tree), withhold=not question.internal)
        for one in scenarios if changes_figures(one)
    }  # fmt: skip


def _problem(error: OSError) -> Text | str:
    """What went wrong with a file or folder, in words; what has none here as the system says it."""
    name = errno.errorcode.get(error.errno or 0, "")
    code = f"os.{name}"
    return say(code) if code in SENTENCES else error.strerror or str(error)


def _bytes_of(path: Path) -> bytes:
    """A file as it is.

    Raises:
        FindingsError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        message = say("cli.cannot_read", file=str(path), problem=_problem(error))
        raise FindingsError([Finding("cli.cannot_read", Severity.ERROR, message)]) from None


def tree_of(given: str) -> TreeView:
    """How periods are laid over a tree that changed.

    Raises:
        FindingsError: it is neither ``as_it_was`` nor ``as_it_is``.
    """
    for view in get_args(TreeView):
        if given == view:
            found: TreeView = view
            return found
    message = say("cli.tree", given=given, known=list(get_args(TreeView)))
    raise FindingsError([Finding("cli.tree", Severity.ERROR, message)])


def day_of(given: str | None) -> date | None:
    """The day that a person typed; a month or year stands for its last day.

    Raises:
        FindingsError: it is no date.
    """
    if given is None:
        return None
    try:
        return Period.parse(given).end
    except ToCError:
        finding = Finding("cli.bad_date", Severity.ERROR, say("cli.bad_date", given=given))
        raise FindingsError([finding]) from None


def new_model(folder: Path, source: str, library: Path | None) -> Path:
    """Copy a model to a new folder and give it that folder's name.

    Raises:
        FindingsError: the folder holds something already, or cannot be made.
    """
    origin = find_library(library).model_folder(source)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = say("cli.exists", folder=str(folder))
        raise FindingsError([Finding("cli.exists", Severity.ERROR, message)])
    try:
        shutil.copytree(origin, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("README.md"))
        _give_schemas(folder)
        theory = folder / "theory.yaml"
        name = re.sub(r"[^a-z0-9-]+", "-", folder.resolve().name.lower()).strip("-") or "model"
        text = theory.read_text(encoding="utf-8")
        theory.write_text(re.sub(r"(?m)^id: .*$", f"id: {name}", text, count=1), encoding="utf-8")
    except OSError as error:
        message = say("cli.cannot_write", folder=str(folder), problem=_problem(error))
        raise FindingsError([Finding("cli.cannot_write", Severity.ERROR, message)]) from None
    return folder


def _give_schemas(folder: Path) -> None:
    """Put the schemas beside the files, so that an editor completes in the new folder too."""
    from toc.schema import FILES
    from toc.schema import schema_text as text_of

    (folder / "schema").mkdir(exist_ok=True)
    for name in FILES:
        (folder / "schema" / f"{name}.json").write_text(text_of(name), encoding="utf-8")
    for path in folder.rglob("*.yaml"):
        up = "../" * (len(path.relative_to(folder).parts) - 1)
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\$schema=(?:\.\./)+docs/schema/", f"$schema={up}schema/", text), encoding="utf-8")


def schema_text(name: str) -> str:
    """JSON Schema of a kind of file.

    Raises:
        FindingsError: there is no such kind of file.
    """
    from toc.schema import FILES
    from toc.schema import schema_text as text_of

    if name not in FILES:
        near = did_you_mean(name, FILES)
        known = [near] if near else list(FILES)
        message = say("cli.unknown_schema", given=name, known=known)
        raise FindingsError([Finding("cli.unknown_schema", Severity.ERROR, message)])
    return text_of(name)
