"""From what-ifs, what decides and what it takes to what is shown: the place where they become texts and rows.

They are shown as a page of their own (``view_choices``), or as a section of the report (``what_ifs_of``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from toc import __version__
from toc.assessment import Assessment
from toc.comparison import (
    NEVER_MEASURED,
    UNSHOWN,
    Comparison,
    compare,
    footing,
    foundation,
    hardly,
    organisation_of,
    title_of,
    unshown_behind,
)
from toc.declared import Text
from toc.formula import SHARES
from toc.indicator import Indicator, Level
from toc.levers import CHANCES, DRAWS, Reach, Turned, reach
from toc.propagation.settling import TOLERANCE
from toc.propagation.weight import SOBOL_DRAWS, WORTH_DRAWS
from toc.prospect import LIKELY as LIKELY_CHANCE
from toc.report.believed import Scale, Writer, scale_of
from toc.report.charts import Bar, Bars
from toc.report.choices_page import (
    AimBlock,
    AimRow,
    Aims,
    Axis,
    ChanceCell,
    Changed,
    ChangeRow,
    ChoicesView,
    Decisive,
    Forest,
    GlanceCell,
    GlanceRow,
    GroundGroup,
    GroundRow,
    Grounds,
    Leaning,
    LevelCell,
    LevelGroup,
    LeverRow,
    MeasureBlock,
    MeasuredRow,
    MovedRow,
    ReachBlock,
    Reaching,
    Reckoned,
    ScenarioBlock,
    Scenarios,
    SensitivityBlock,
    SensitivityRow,
    Span,
    Swing,
    TargetRow,
    Tornado,
    Turn,
    WhatIfBlock,
    WhatIfs,
)
from toc.report.page import Badge, Fact, Reference, Section, Source
from toc.report.wording import Record, Speaker, anchor_of, records_of
from toc.result_chain import level_rank
from toc.scenario import Change, Scenario
from toc.target import Target
from toc.theory import Theory
from toc.weighing import Sensitivity, sensitivity
from toc.what_if import WhatIf, top_of
from toc.words import say
from toc.words.labels import label

SURE, LIKELY = 0.9, 2 / 3
"""From these chances on a change is called better, or probably better."""

KINDS = ("size", "slope", "lag", "course", "projection")
"""Kinds of numbers in the order in which they are listed."""

FOLDED = ("lag",)
"""Kinds whose table is folded at first, as there is one for every link and it seldom decides."""

MOST_BARS = 12
"""Bars in one tornado."""

OF_LITTLE_ACCOUNT = 0.005
"""Numbers with a smaller part in the uncertainty are counted, not listed."""

FAR, HARDLY_MOVED = 0.5, 0.1
"""Parts of half the range that was believed by which figures move a number far, or hardly."""

BOUNDED = 0.01
"""Part of cases from which on it is said that a limit holds a change."""

SLIGHTLY = 1.0
"""Changes within this many percent, or points of a share, are called slight."""

SAME_CHANCE = 0.005
"""Chances that differ less are called the same."""

FAR_APART = 0.05
"""Chances that differ at least so much are called different enough to ask what decides them."""

MOST_REACHED = 3
"""Targets of which it is reckoned what it would take."""

MOST_LISTED = 2
"""Scenarios that are named beside an assumption; more are counted."""

PART_COMPARED = 0.4
"""Part of the time that laying what-ifs beside each other takes, roughly."""

LOOK_OF: Mapping[str, tuple[str, str]] = {
    "better": ("good", "disc"), "maybe_better": ("good", "half"), "either": ("open", "half"),
    "maybe_worse": ("bad", "triangle"), "worse": ("bad", "square"), "hardly": ("calm", "bar"),
    "more": ("open", "disc"), "maybe_more": ("open", "half"), "maybe_less": ("open", "half"), "less": ("open", "ring"),
    "slightly_better": ("good", "half"), "slightly_worse": ("bad", "triangle"), "slightly_more": ("open", "half"),
    "slightly_less": ("open", "half"), "moved": ("open", "half"), "cannot_tell": ("missing", "ring"),
}  # fmt: skip
LEVER_LOOK: Mapping[str, tuple[str, str]] = {
    "reachable": ("good", "disc"), "already": ("good", "half"), "not_alone": ("bad", "triangle"),
    "cannot_tell": ("missing", "ring"),
}  # fmt: skip


def view_choices(
    language: str,
    comparison: Comparison | None,
    weighed_answers: Sequence[Sensitivity] = (),
    reach: Reach | None = None,
) -> ChoicesView:
    """Word everything that the page on choices shows; each part may be the only one.

    Args:
        language: ``nl`` or ``en``.
        comparison: what-ifs side by side.
        weighed_answers: what decides the answer on one measure, in the order in which they are shown.
        reach: what it takes to reach one target.

    Raises:
        ValueError: there is nothing to show.
    """
    parts = (comparison, *weighed_answers, reach)
    known = next((part.assessment for part in parts if part is not None and part.assessment is not None), None)
    if known is None:
        raise ValueError("nothing to show")
    return _Page(language, known, comparison, tuple(weighed_answers), reach).view()


@dataclass(frozen=True)
class _Page:
    language: str
    assessment: Assessment
    comparison: Comparison | None
    weighed_answers: tuple[Sensitivity, ...]
    reach: Reach | None

    @property
    def theory(self) -> Theory:
        return self.assessment.theory

    def view(self) -> ChoicesView:
        kind = "compare" if self.comparison else "decisive" if self.weighed_answers else "reach"
        many = _Many(self.comparison, self.language) if self.comparison else None
        return ChoicesView(
            language=self.language,
            title=self.theory.file.title[self.language],
            kicker=label(f"choices.kicker.{kind}", self.language),
            description=label(f"choices.description.{kind}", self.language),
            facts=self._facts(),
            banners=self._banners(),
            scenarios=many.scenarios() if many else None,
            changed=many.changed() if many else None,
            aims=many.aims() if many else None,
            grounds=many.grounds() if many else None,
            decisive=_decisive(self.weighed_answers, self.language) if self.weighed_answers else None,
            reaching=_reaching(self.reach, Writer(self.theory, self.language)) if self.reach else None,
            reckoned=self._reckoned(),
        )

    def _facts(self) -> tuple[Fact, ...]:
        theory, language = self.theory, self.language
        model = label("page.model_text", language, id=theory.id, version=theory.file.version)
        day = label("page.day", language, day=self.assessment.as_of)
        whose = theory.organisations.by_id[self._organisation].title[language]
        return (
            Fact(label("page.as_of", language), day),
            Fact(label("page.organisation", language), whose),
            Fact(label("page.model", language), model),
        )

    @property
    def _organisation(self) -> str:
        if self.comparison is not None:
            return self.comparison.organisation
        if self.weighed_answers:
            return self.weighed_answers[0].what_if.organisation
        return self.reach.target.organisation if self.reach is not None else top_of(self.theory)

    def _banners(self) -> tuple[str, ...]:
        personal = any(one.personal for one in self.theory.data_elements) and not self.assessment.published
        said = {"page.fictional": self.theory.file.fictional, "page.internal": personal}
        return tuple(label(name, self.language) for name, holds in said.items() if holds)

    def _reckoned(self) -> Reckoned:
        language = self.language
        parts = ("believed", "drawn", *(("same",) if self.comparison else ()), "figures")
        how = [f"choices.how.{part}" for part in parts]
        how += ["choices.how.decisive"] if self.weighed_answers else []
        how += ["choices.how.reach"] if self.reach else []
        facts: list[Fact] = []
        if self.comparison is not None:
            one = self.comparison
            code = "compare.settled" if one.settled else "compare.not_settled"
            said = say(code, draws=one.draws, error=one.error, wanted=one.tolerance)[language]
            facts.append(Fact(label("choices.fact.settled", language), said))
        unknown = label("choices.fact.no_hash", language)
        if self.weighed_answers:
            told = label("choices.fact.draws_weighed", language, worth=WORTH_DRAWS, shares=SOBOL_DRAWS)
            facts.append(Fact(label("choices.fact.draws", language), told))
        if self.reach is not None:
            told = label("choices.fact.draws_turned", language, draws=DRAWS)
            facts.append(Fact(label("choices.fact.draws", language), told))
        facts.append(Fact(label("choices.fact.seed", language), str(self.assessment.seed)))
        facts.append(Fact(label("method.data_hash", language), self.assessment.data_sha256 or unknown))
        facts.append(Fact(label("choices.fact.model_hash", language), self.theory.sha256 or unknown))
        facts.append(Fact(label("method.engine", language), __version__))
        small = label("choices.small.compare", language)
        small += label("choices.small.decisive", language) if self.weighed_answers else ""
        section = _section("reckoned", language)
        return Reckoned(section, tuple(label(code, language) for code in how), tuple(facts), small.strip(), __version__)


def _section(name: str, language: str, *intro: str) -> Section:
    short, title = (label(f"choices.{name}.{part}", language) for part in ("short", "title"))
    return Section(name, short, title, tuple(one for one in intro if one))


# --- What-ifs side by side --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Many:
    comparison: Comparison
    language: str
    in_report: bool = False
    """Whether it stands in the report, where the list of documents is."""

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.comparison.assessment, self.language)

    @cached_property
    def what_ifs(self) -> tuple[WhatIf, ...]:
        """Without as it goes now."""
        return self.comparison.what_ifs[1:]

    @cached_property
    def rows(self) -> dict[tuple[str, str, int], Record]:
        return {(row["scenario"], row["measure"], row["year"]): row for row in records_of(self.comparison.table)}

    @cached_property
    def writers(self) -> dict[str, Writer]:
        return {one.id: Writer(one.theory, self.language) for one in self.comparison.what_ifs}

    def label(self, code: str, **values: Any) -> str:
        return label(code, self.language, **values)

    def title(self, one: WhatIf) -> str:
        assert one.scenario is not None
        return one.scenario.title[self.language]

    # --- The choices ---------------------------------------------------------------------------------------------

    def scenarios(self) -> Scenarios:
        intro = self.label("choices.scenarios.intro")
        return Scenarios(_section("scenarios", self.language, intro), tuple(self.block(one) for one in self.what_ifs))

    def block(self, one: WhatIf) -> ScenarioBlock:
        assert one.scenario is not None
        done_first = sorted(one.changes, key=lambda change: change.part != "intervention")
        return ScenarioBlock(
            anchor=anchor_of("scenario", one.id),
            title=self.title(one),
            rationale=one.scenario.rationale[self.language],
            sources=self._sources(one.scenario.sources),
            headlines=tuple(said[self.language] for said in self.comparison.headlines[one.id]),
            changes=tuple(self._change(one, change) for change in done_first),
            notes=tuple(note[self.language] for note in one.notes),
        )

    def _sources(self, references: Iterable[Any]) -> tuple[Source, ...]:
        """Places in documents; a page of its own has no list of documents to point to."""
        found = self.speaker.sources(references)
        return found if self.in_report else tuple(replace(source, anchor="") for source in found)

    def _change(self, one: WhatIf, change: Change) -> ChangeRow:
        assert one.scenario is not None
        writer, before = self.writers[one.id], self.writers[""]
        if change.part == "intervention":
            done = next(item for item in one.scenario.interventions if item.id == change.id)
            size = done.size
            new = writer.size(done, (size.low, size.likely, size.high))
            basis = self.label(f"choices.basis.{size.basis}")
            note = f"{basis[:1].upper()}{basis[1:]}. {writer.text(size.why)}".strip()
            return ChangeRow(writer.text(done.title), writer.where(done), self.label("choices.as_it_goes"), new, note,
                             self._sources(done.sources))  # fmt: skip
        if change.field:
            what = writer.named(change)
            return ChangeRow(what, writer.field(change.field), before.value(change, change.old),
                             writer.value(change, change.new))  # fmt: skip
        if change.new is None:
            return ChangeRow(before.named(change), "", self.label("choices.part_there"), self.label("choices.left"))
        link = one.theory.link_by_id.get(change.id) if change.part == "link" else None
        new = self.label("choices.fields.added")
        note = ""
        if link is not None:
            if link.expectation is not None:
                new = f"{new}: {writer.expectation(link, link.expectation)}"
            if link.lag is not None:
                new = f"{new}; {self.label('choices.takes', lag=writer.lag(link.lag))}"
            note = writer.text(link.mechanism)
        sources = self._sources(link.sources) if link is not None else ()
        return ChangeRow(writer.named(change), "", self.label("choices.part_absent"), new, note, sources)

    # --- What changes --------------------------------------------------------------------------------------------

    def changed(self) -> Changed:
        moved = self.comparison.moved
        intro = self.label("choices.changed.intro" if moved else "choices.changed.none")
        last = self.comparison.years[-1] if self.comparison.years else 0
        groups: dict[str, list[str]] = {}
        for name in moved:
            groups.setdefault(self.level(name), []).append(name)
        return Changed(
            section=_section("changed", self.language, intro),
            columns=tuple(self.title(one) for one in self.what_ifs),
            year=str(last),
            glance=tuple(self._glance(name, last) for name in moved),
            groups=tuple(
                LevelGroup(
                    self.label(f"level.{level}"),
                    self.label(f"meaning.{level}"),
                    tuple(self._measure(name) for name in names),
                )
                for level, names in groups.items()
            ),
        )

    def _home(self, name: str) -> WhatIf:
        """The first what-if that knows a measure."""
        return next(one for one in self.comparison.what_ifs if name in one.network.measures)

    def level(self, name: str) -> str:
        one = self._home(name)
        element = one.theory.element_by_id.get(one.element_of.get(name, ""))
        return element.level if element is not None else one.theory.indicator_by_id[name].level

    def title_of(self, name: str) -> str:
        return title_of(self._home(name).theory, name)[self.language]

    def _indicator(self, name: str) -> Indicator | None:
        return self._home(name).theory.indicator_by_id.get(name)

    def scale(self, name: str) -> Scale:
        """In what all changes of a measure are told: of shares and scores points, else percent where each is known."""
        rows = [row for (scenario, measure, _), row in self.rows.items() if measure == name and _told(row)]
        unit = next((row["unit"] for row in rows), "")
        kind = scale_of(unit)
        if kind != "unit" and not any(math.isnan(row["difference"]) for row in rows):
            return kind
        return "percent" if all(not math.isnan(row["relative"]) for row in rows) else kind

    def _glance(self, name: str, year: int) -> GlanceRow:
        scale = self.scale(name)
        cells = tuple(self.cell(self.rows.get((one.id, name, year)), name, scale) for one in self.what_ifs)
        return GlanceRow(
            self.title_of(name), self.label(f"level.{self.level(name)}"), anchor_of("measure", name), cells
        )

    def cell(self, row: Record | None, name: str, scale: Scale) -> GlanceCell:
        writer = self.writers[""]
        if row is None:
            return GlanceCell("", self.label("choices.better.untouched"), None)
        meaning = self.meaning(row, name)
        values = _values(row, scale)
        if values is None:
            return GlanceCell("", "", self._badge("cannot_tell"))
        if meaning == "hardly":
            return GlanceCell("", "", self._badge(meaning))
        figure = writer.change(values[0], scale, row["unit"])
        return GlanceCell(figure, writer.ends(values[1], values[2], scale, row["unit"]), self._badge(meaning))

    def _badge(self, meaning: str) -> Badge:
        return Badge(self.label(f"choices.better.{meaning}"), *LOOK_OF[meaning])

    def meaning(self, row: Record, name: str) -> str:
        """In one word whether a change is an improvement; of what has no direction, whether it is more."""
        if not _told(row):
            return "cannot_tell"
        if hardly(row):
            return "hardly"
        better, indicator = row["better"], self._indicator(name)
        if math.isnan(better):
            return "moved"
        up, down = ("better", "worse") if indicator is not None else ("more", "less")
        little = "slightly_" if slightly(row) else ""
        if better >= SURE:
            return f"{little}{up}"
        if better >= LIKELY:
            return f"maybe_{up}"
        if better > 1 - LIKELY:
            return "either"
        return f"maybe_{down}" if better > 1 - SURE else f"{little}{down}"

    def _measure(self, name: str) -> MeasureBlock:
        scale = self.scale(name)
        years = self.comparison.years
        told = [(one, self.rows[one.id, name, year]) for one in self.what_ifs for year in years
                if (one.id, name, year) in self.rows]  # fmt: skip
        return MeasureBlock(
            anchor=anchor_of("measure", name),
            title=self.title_of(name),
            direction=self._direction(name),
            measured=self._indicator(name) is not None,
            chart=self._forest(name, scale, told),
            rows=tuple(self._row(one, row, name, scale) for one, row in told),
            notes=tuple(self._notes(name, told)),
        )

    def _direction(self, name: str) -> str:
        indicator = self._indicator(name)
        if indicator is None:
            return self.label("choices.direction.unmeasured")
        if indicator.band is not None:
            return self.label("choices.direction.band", low=indicator.band.low, high=indicator.band.high)
        return self.label(f"choices.direction.{'less' if indicator.ascending is False else 'more'}")

    def _forest(self, name: str, scale: Scale, told: Sequence[tuple[WhatIf, Record]]) -> Forest | None:
        writer, spans, said = self.writers[""], list[Span](), list[str]()
        for one, row in told:
            values = _values(row, scale)
            if values is None:
                continue
            unit, times = row["unit"], 100.0 if scale == "points" and row["unit"] == "fraction" else 1.0
            meaning = self.meaning(row, name)
            figure = writer.change(values[0], scale, unit)
            word = self.label(f"choices.better.{meaning}")
            middle, low, high, lowest, highest = (times * value for value in values)
            shown = ("", word) if meaning == "hardly" else (figure, word)
            spans.append(Span(self.title(one), str(row["year"]), shown[0] or word, shown[1] if shown[0] else "",
                              middle, (low, high), (lowest, highest)))  # fmt: skip
            change = writer.label("choices.range", middle=figure, low=writer.signed(times * values[1]),
                                  high=writer.change(values[2], scale, unit))  # fmt: skip
            said.append(self.label("choices.forest_row", scenario=self.title(one), year=row["year"], change=change,
                                   meaning=word))  # fmt: skip
        if not spans:
            return None
        title, unit = self.title_of(name), told[0][1]["unit"]
        words = self.label("choices.forest_words", measure=title, rows=" ".join(said))
        return Forest(anchor_of("picture", name), title, words, self.label("choices.zero"),
                      self._axis(name, scale, unit), tuple(spans))  # fmt: skip

    def _axis(self, name: str, scale: Scale, unit: str) -> Axis:
        indicator = self._indicator(name)
        sides = ("worse", "better") if indicator is not None else ("less", "more")
        if indicator is not None and indicator.ascending is False:
            sides = ("better", "worse")
        if indicator is not None and indicator.band is not None:
            sides = ("less", "more")
        left, right = (self.label(f"choices.side.{side}") for side in sides)
        return Axis(_axis_title(self.writers[""], scale, unit), "%" if scale == "percent" else "", left, right,
                    self.language)  # fmt: skip

    def _row(self, one: WhatIf, row: Record, name: str, scale: Scale) -> MeasuredRow:
        writer, unit = self.writers[one.id], row["unit"]
        now = self.rows.get(("", name, row["year"]))
        values, meaning = _values(row, scale), self.meaning(row, name)
        figure = range_ = widest = ""
        if values is not None:
            figure = writer.change(values[0], scale, unit)
            range_ = writer.ends(values[1], values[2], scale, unit)
            times = 100.0 if scale == "points" and unit == "fraction" else 1.0
            low = writer.signed(times * values[3]) + ("%" if scale == "percent" else "")
            widest = self.label("choices.widest", low=low, high=writer.change(values[4], scale, unit))
        chance = row["better"]
        return MeasuredRow(
            scenario=self.title(one),
            year=str(row["year"]),
            now=self._level_words(now, unit),
            then=self._level_words(row, unit),
            figure=figure,
            range=range_,
            widest=widest,
            badge=self._badge(meaning),
            better="" if math.isnan(chance) or meaning == "hardly" else self.label("choices.chance", value=chance),
            basis=self.label(f"choices.basis_of.{row['basis']}"),
            alone=self._alone(row, unit, writer),
        )

    def _level_words(self, row: Record | None, unit: str) -> str:
        if row is None or row["status"] != "level" or math.isnan(row["median"]):
            return self.label("choices.unknown_level")
        return self.writers[""].level(row["median"], unit)

    def _alone(self, row: Record, unit: str, writer: Writer) -> str:
        """What expectations alone and figures alone would say; nothing where they hardly differ."""
        prior, data = row["difference_prior"], row["difference_data"]
        width = row["difference_upper80"] - row["difference_lower80"]
        if math.isnan(prior) or math.isnan(data) or not abs(prior - data) > 0.25 * width:
            return ""
        scale = scale_of(unit)
        return self.label("choices.alone", prior=writer.change(prior, scale, unit),
                          data=writer.change(data, scale, unit))  # fmt: skip

    def _notes(self, name: str, told: Sequence[tuple[WhatIf, Record]]) -> Iterator[str]:
        links = list(dict.fromkeys(link for one in self.what_ifs if name in one.touched
                                   for link in one.links_behind(name)))  # fmt: skip
        never = list(dict.fromkeys(link for one in self.what_ifs if name in one.touched
                                   for link in _never(one, (name,))))  # fmt: skip
        if never:
            yield self.label("choices.measure_never", all=len(links), links=never)
        most = max((row["bounded"] for _, row in told), default=0.0)
        if most > BOUNDED:
            yield self.label("choices.bounded", part=most)

    # --- Targets -------------------------------------------------------------------------------------------------

    def aims(self) -> Aims:
        rows = {(row["scenario"], row["target_id"]): row for row in records_of(self.comparison.chances)}
        targets = {target.id: target for one in self.comparison.what_ifs for target in one.theory.targets}
        names = list(dict.fromkeys(name for _, name in rows))
        told, untold = list[TargetRow](), dict[str, list[str]]()
        for name in names:
            mine = [rows.get((one.id, name)) for one in self.comparison.what_ifs]
            target = targets[name]
            if all(row is None or math.isnan(row["probability"]) for row in mine):
                reason = next(row["reason"] for row in mine if row is not None)[self.language]
                untold.setdefault(reason, []).append(self._target_title(target))
            else:
                told.append(self._target(target, mine))
        intro = self.label("choices.aims.intro") if told else "" if untold else self.label("choices.aims.none")
        count = sum(len(some) for some in untold.values())
        return Aims(
            section=_section("aims", self.language, intro),
            columns=tuple(self.title(one) for one in self.what_ifs),
            rows=tuple(told),
            untold_title=self.label("choices.aims.untold", count=count),
            untold=tuple((reason, tuple(some)) for reason, some in untold.items()),
        )

    def _target_title(self, target: Target) -> str:
        one = next(one for one in self.comparison.what_ifs if target.indicator in one.theory.indicator_by_id)
        writer = Writer(one.theory, self.language)
        return f"{writer.text(one.theory.indicator_by_id[target.indicator].title)}, {_goal(writer, target)}"

    def _target(self, target: Target, rows: Sequence[Record | None]) -> TargetRow:
        one = next(one for one in self.comparison.what_ifs if target.indicator in one.theory.indicator_by_id)
        writer = Writer(one.theory, self.language)
        reasons = dict.fromkeys(row["reason"][self.language] for row in rows if row is not None)
        return TargetRow(
            title=writer.text(one.theory.indicator_by_id[target.indicator].title),
            goal=_goal(writer, target),
            now=self._chance(rows[0]),
            cells=tuple(self.chance_cell(row, writer) for row in rows[1:]),
            reason=" ".join(reasons),
        )

    def _chance(self, row: Record | None) -> str:
        if row is None or math.isnan(row["probability"]):
            return self.label("choices.better.cannot_tell")
        return self.label("choices.chance", value=row["probability"])

    def chance_cell(self, row: Record | None, writer: Writer) -> ChanceCell:
        if row is None or math.isnan(row["extra"]):
            return ChanceCell(self._chance(row), "")
        small = abs(row["extra"]) < SAME_CHANCE
        extra = self.label("choices.same_chance") if small else writer.change(100 * row["extra"], "points")
        return ChanceCell(self._chance(row), extra)

    # --- What it rests on ----------------------------------------------------------------------------------------

    def grounds(self) -> Grounds:
        kept: dict[tuple[Any, ...], tuple[Record, list[str]]] = {}
        for row in records_of(self.comparison.rests_on):
            numbers = tuple(round(row[name], 9) for name in ("low", "likely", "high", "used_low", "used_likely",
                                                             "used_high"))  # fmt: skip
            key = (row["kind"], row["id"], row["basis"], *numbers)
            kept.setdefault(key, (row, []))[1].append(row["scenario"])
        rows = list(kept.values())
        intro = self.label("choices.grounds.intro" if rows else "choices.grounds.none")
        grouped = {kind: [pair for pair in rows if pair[0]["kind"] == kind] for kind in KINDS}
        return Grounds(
            _section("grounds", self.language, intro),
            self._counts([row for row, _ in rows]),
            tuple(self._ground_group(kind, some) for kind, some in grouped.items() if some),
        )

    def _ground_group(self, kind: str, some: Sequence[tuple[Record, list[str]]]) -> GroundGroup:
        missing = {"lag": "choices.no_lag_note", "slope": "choices.no_range_note"}
        note = self.label(missing[kind]) if kind in missing and any(row["default"] for row, _ in some) else ""
        rows = tuple(self._ground(row, names) for row, names in some)
        return GroundGroup(self.label(f"choices.kind.{kind}"), kind not in FOLDED, rows, note)

    def _counts(self, rows: Sequence[Record]) -> tuple[Fact, ...]:
        if not rows:
            return ()
        kinds = [_rests_on(row) for row in rows]
        counted = [
            Fact(self.label(f"choices.count.{kind}"), self.label("choices.count.of", count=count, all=len(rows)))
            for kind in ("source", "judgement", "assumption", "figures")
            if (count := kinds.count(kind))
        ]
        slopes = {row["id"]: row for row in rows if row["kind"] == "slope"}
        if slopes:
            never = sum(_is_never(row["verdict"]) for row in slopes.values())
            text = self.label("choices.count.links", count=never, all=len(slopes))
            counted.append(Fact(self.label("choices.count.never"), text))
        return tuple(counted)

    def _ground(self, row: Record, names: Sequence[str]) -> GroundRow:
        one = self.comparison.what_if(names[0])
        writer, kind = self.writers[one.id], row["kind"]
        numbers = [[row[f"{start}{name}"] for name in ("low", "likely", "high")] for start in ("", "used_")]
        believed, used = (writer.believed(kind, row["id"], values, one.scenario) for values in numbers)
        default = row["default"] and kind in ("slope", "lag")
        whole = len(names) == len(self.what_ifs) > 1
        scenarios = self.label("choices.in_all") if whole else "; ".join(
            self.title(other) for other in self.what_ifs if other.id in names)  # fmt: skip
        return GroundRow(
            title=row["title"][self.language],
            id=row["id"] if kind in ("slope", "lag") else "",
            basis=writer.basis(row["basis"], adjusted=_rests_on(row) == "figures"),
            verdict=self._verdict(row["verdict"]) if kind == "slope" else None,
            believed=believed,
            used=self.label("choices.same") if used == believed else used,
            moved=self._moved(row) if kind == "slope" else "",
            note=self.label("choices.no_lag" if kind == "lag" else "choices.no_range") if default else "",
            scenarios=self.label("choices.used_in", scenarios=scenarios) if len(self.what_ifs) > 1 else "",
        )

    def _verdict(self, verdict: Any) -> Badge:
        if not isinstance(verdict, str):
            return Badge(self.label("choices.new_link"), "missing", "ring")
        return self.speaker.verdict(verdict)

    def _moved(self, row: Record) -> str:
        moved = row["moved"]
        if math.isnan(moved):
            return self.label("choices.moved.none")
        if abs(moved) < HARDLY_MOVED:
            return self.label("choices.moved.hardly")
        far = "far_" if abs(moved) >= FAR else ""
        return self.label(f"choices.moved.{far}{'up' if moved > 0 else 'down'}")


def _rests_on(row: Mapping[str, Any]) -> str:
    """What a number rests on; what was believed of a link counts no more by itself once figures bear on it."""
    return "figures" if row["kind"] == "slope" and not math.isnan(row["moved"]) else str(row["basis"])


def _told(row: Mapping[str, Any]) -> bool:
    return row["status"] != "cannot_tell" and not (math.isnan(row["difference"]) and math.isnan(row["relative"]))


def _values(row: Mapping[str, Any], scale: Scale) -> tuple[float, float, float, float, float] | None:
    """Middle, ends of 80 and ends of 95 in 100 of a change on one scale; None where it is not known on that scale."""
    name = "relative" if scale == "percent" else "difference"
    low, high, lowest, highest = (float(row[f"{name}_{end}"]) for end in ("lower80", "upper80", "lower95", "upper95"))
    values = float(row[name]), low, high, lowest, highest
    return None if any(math.isnan(value) for value in values) else values


def slightly(row: Mapping[str, Any]) -> bool:
    """Whether a change stays within 1 percent, or 1 point of a share, over its whole 80 % range."""
    share = row["unit"] in SHARES and not math.isnan(row["difference"])
    name, times = ("difference", 100 if row["unit"] == "fraction" else 1) if share else ("relative", 1)
    return max(abs(float(times * row[f"{name}_{end}80"])) for end in ("lower", "upper")) < SLIGHTLY


def _never(one: WhatIf, measures: Iterable[str]) -> list[str]:
    """Links behind measures that were never measured."""
    links = dict.fromkeys(link for name in measures for link in one.links_behind(name))
    return [link for link in links if _is_never(one.verdicts.get(link))]


def _is_never(verdict: Any) -> bool:
    return not isinstance(verdict, str) or verdict in NEVER_MEASURED


def _axis_title(writer: Writer, scale: Scale, unit: str, of: str = "change") -> str:
    if of == "level":
        return writer.label("choices.axis.level", unit="%" if unit in SHARES else writer.unit(unit))
    return writer.label(f"choices.axis.{scale}", unit=writer.unit(unit))


def _goal(writer: Writer, target: Target) -> str:
    indicator = writer.theory.indicator_by_id[target.indicator]
    value = writer.level(target.goals[-1].value, indicator.unit, digits=15)
    return writer.label("choices.goal_most" if indicator.ascending is False else "choices.goal", value=value,
                        year=target.year)  # fmt: skip


# --- What decides the answer ------------------------------------------------------------------------------------


def _decisive(weighed_answers: Sequence[Sensitivity], language: str) -> Decisive:
    intro = label("choices.decisive.intro", language)
    shown = any(one.obstacle is None for one in weighed_answers)
    return Decisive(
        _section("decisive", language, intro if shown else ""),
        tuple(_sensitivity(one, at, language) for at, one in enumerate(weighed_answers)),
    )


def _sensitivity(one: Sensitivity, at: int, language: str) -> SensitivityBlock:
    writer = Writer(one.what_if.theory, language)
    title = title_of(one.what_if.theory, one.measure)[language]
    if one.standard or one.what_if.scenario is None:
        what = writer.label("choices.about.standard")
    else:
        what = writer.label("choices.about.scenario", title=one.what_if.scenario.title)
    about = writer.label(f"choices.about.{one.of}", measure=title, year=one.year, what=what)
    anchor = anchor_of("sensitivity", f"{at}-{one.measure}")
    if one.obstacle is not None or one.weights is None:
        said = (one.obstacle[language],) if one.obstacle is not None else ()
        return SensitivityBlock(anchor, title, about, said, "", False, None, (), "", ())
    rows = records_of(one.table)
    listed = [row for row in rows if row["total"] >= OF_LITTLE_ACCOUNT or row["swing"] > 0][:MOST_BARS]
    rest = len(rows) - len(listed)
    part = max((row["total"] for row in rows[len(listed) :]), default=0.0)
    told = ["choices.shares_note", *(["choices.worth_note"] if one.of == "change" else [])]
    scale, unit = _scale_of(one), "" if one.unit == "percent" and one.of == "change" else one.unit
    amount = _Amount(writer, one.of, scale, unit)
    low, middle, high = one.weights.quantiles
    indicator = one.what_if.theory.indicator_by_id.get(one.measure)
    turned = one.of == "change" and indicator is not None and indicator.ascending is False
    return SensitivityBlock(
        anchor=anchor,
        title=title,
        about=about,
        headlines=tuple(said[language] for said in one.headline),
        answer=writer.label("choices.answer", middle=amount(middle), low=amount(low), high=amount(high)),
        choosing=one.of == "change",
        chart=_tornado(one, anchor, title, listed, amount),
        rows=tuple(_sensitivity_row(one, row, amount) for row in listed),
        rest=writer.label("choices.tornado_rest", count=rest, part=max(part, OF_LITTLE_ACCOUNT)) if rest else "",
        notes=tuple(writer.label(code) for code in [*told, *(["choices.turned"] if turned else [])]),
    )


@dataclass(frozen=True)
class _Amount:
    """Writes the answer of a tornado."""

    writer: Writer
    of: str
    scale: Scale
    unit: str

    @property
    def times(self) -> float:
        return 100.0 if self.unit == "fraction" and self.scale in ("points", "percent") else 1.0

    def short(self, value: float) -> str:
        """Without its unit, which stands at the axis."""
        value = self.times * value
        words = self.writer.plain(value) if self.of == "level" else self.writer.signed(value)
        return words + ("%" if self.scale == "percent" else "")

    def __call__(self, value: float) -> str:
        if self.of == "level":
            return self.writer.level(value, self.unit)
        return self.writer.change(value, self.scale, self.unit)


def _scale_of(one: Sensitivity) -> Scale:
    indicator = one.what_if.theory.indicator_by_id.get(one.measure)
    own = indicator.unit if indicator is not None else ""
    if one.unit == "percent" and own not in SHARES:
        return "percent"
    if one.unit in SHARES:
        kind = one.what_if.network.plan.kinds.get(one.measure)
        return "percent" if kind == "relative" and one.of == "change" else "points"
    return scale_of(one.unit)


def _tornado(one: Sensitivity, anchor: str, title: str, rows: Sequence[Record], amount: _Amount) -> Tornado | None:
    assert one.weights is not None
    writer = amount.writer
    bars = [row for row in rows if row["swing"] > 0]
    if not bars:
        return None
    bars.sort(key=lambda row: -row["swing"])
    names = {row["number"]: _number_title(row, writer) for row in bars}
    said = [
        writer.label("choices.tornado_row", title=names[row["number"]], low=amount(row["at_low"]),
                     high=amount(row["at_high"]))
        for row in bars
    ]  # fmt: skip
    axis = Axis(_axis_title(writer, amount.scale, amount.unit, one.of), "%" if amount.scale == "percent" else "",
                "", "", writer.language, signed=one.of != "level")  # fmt: skip
    return Tornado(
        name=f"{anchor}-picture",
        title=title,
        words=writer.label("choices.tornado_words", rows=" ".join(said)),
        middle=amount.times * one.weights.middle,
        middle_words=writer.label("choices.tornado_middle", value=amount(one.weights.middle)),
        low_word=writer.label("choices.end.low"),
        high_word=writer.label("choices.end.high"),
        axis=axis,
        swings=tuple(
            Swing(names[row["number"]], amount.times * row["at_low"], amount.times * row["at_high"],
                  amount.short(row["at_low"]), amount.short(row["at_high"]))
            for row in bars
        ),
    )  # fmt: skip


def _number_title(row: Record, writer: Writer) -> str:
    kind = writer.label(f"choices.kind.{row['kind']}")
    name = f"{row['id']} " if row["kind"] in ("slope", "lag") else ""
    return f"{kind}: {name}{row['title'][writer.language]}"


def _sensitivity_row(one: Sensitivity, row: Record, amount: _Amount) -> SensitivityRow:
    writer, ground = amount.writer, one.what_if.grounds[row["number"]]
    nothing = writer.label("choices.about_nothing")
    hardly_worth = not row["worth"] > 1e-9 or amount(row["worth"]) == amount(0.0)
    return SensitivityRow(
        kind=writer.label(f"choices.kind.{row['kind']}"),
        title=row["title"][writer.language],
        id=row["id"] if row["kind"] in ("slope", "lag") else "",
        basis=writer.basis(row["basis"], adjusted=row["kind"] == "slope" and not math.isnan(ground.moved)),
        low=amount(row["at_low"]),
        high=amount(row["at_high"]),
        first=_share(row["first"], row["first_error"], writer),
        total=_share(row["total"], row["total_error"], writer),
        narrower=writer.label("choices.part", value=row["narrower"]) if row["narrower"] >= 0.01 else nothing,
        worth=nothing if hardly_worth else amount(row["worth"]),
        measure=row["measure"][writer.language],
    )


def _share(part: float, error: float, writer: Writer) -> str:
    if part < 0.005:
        return writer.label("choices.about_nothing")
    return writer.label("choices.give_or_take", value=part, error=max(error, 0.005))


# --- What it takes ----------------------------------------------------------------------------------------------


def _reaching(found: Reach, writer: Writer) -> Reaching:
    target = found.target
    title = f"{writer.text(found.indicator.title)}, {_goal(writer, target)}"
    obstacle = writer.label("choices.cannot_reach", why=_sentence(found.obstacle, writer)) if found.obstacle else ""
    facts = [Fact(writer.label("choices.fact.target"), title)]
    if found.obstacle is None:
        code = "choices.fact.chance" if found.scenario is None else "choices.fact.chance_with"
        name = found.scenario.title if found.scenario is not None else ""
        facts.append(Fact(writer.label(code, title=name), writer.label("choices.chance", value=found.chance)))
        facts.append(Fact(writer.label("choices.fact.start"), writer.label("page.day", day=found.start)))
    said = writer.label("choices.reaching.intro" if found.levers else "choices.reaching.none")
    return Reaching(
        section=_section("reaching", writer.language, "" if found.obstacle else said),
        target=title,
        facts=tuple(facts),
        obstacle=obstacle,
        chances=tuple(writer.label("choices.column.needed", chance=chance) for chance in CHANCES),
        levers=tuple(_lever(one, at, found, writer) for at, one in enumerate(found.levers)),
    )


def _sentence(text: Text | None, writer: Writer) -> str:
    words = writer.text(text)
    return f"{words[:1].upper()}{words[1:]}"


def _lever(one: Turned, at: int, found: Reach, writer: Writer) -> LeverRow:
    told = one.status != "cannot_tell"
    code = "choices.tried_declared" if one.declared else "choices.tried"
    low, high = _place(one.kind, one.least, writer), _place(one.kind, one.most, writer)
    needed = tuple(_needed(one, place, writer) if told else "" for place in one.needed)
    out_of_reach = told and all(math.isnan(place) for place in one.needed)
    return LeverRow(
        kind=writer.label(f"choices.lever.{one.kind}"),
        title=one.title[writer.language],
        id=one.id if one.kind == "conversion" else "",
        badge=Badge(writer.label(f"choices.lever_status.{one.status}"), *LEVER_LOOK[one.status]),
        now=writer.label("choices.as_it_is") if one.kind == "factor" else _place(one.kind, one.now, writer),
        needed=needed,
        at_most=writer.label("choices.at_most", chance=one.chance_at_most) if out_of_reach else "",
        tried="" if told and not one.declared else writer.label(code, low=low, high=high),
        reason=one.reason[writer.language],
        note=writer.label("choices.lever_untested", links=list(one.untested)) if one.untested else "",
        chart=_turn(one, found.target.id, at, needed, writer) if told else None,
    )


def _place(kind: str, value: float, writer: Writer) -> str:
    if math.isnan(value):
        return writer.label("choices.unknown_level")
    if kind == "pace":
        return writer.label("choices.size.growth", value=writer.signed(value))
    return writer.label("choices.size.factor" if kind == "factor" else "choices.size.each", value=writer.plain(value))


def _needed(one: Turned, place: float, writer: Writer) -> str:
    if math.isnan(place):
        return writer.label("choices.not_alone")
    return writer.label("choices.as_it_is") if place == one.now else _place(one.kind, place, writer)


def _turn(one: Turned, target: str, at: int, needed: Sequence[str], writer: Writer) -> Turn:
    title = one.title[writer.language]
    said = [writer.label("choices.turn_needed", chance=chance, place=place)
            for chance, place in zip(CHANCES, needed, strict=True)]  # fmt: skip
    low, high, now = (_place(one.kind, value, writer) for value in (one.least, one.most, one.now))
    places = zip(CHANCES, one.needed, strict=True)
    marks = [(place, writer.label("choices.part", value=chance)) for chance, place in places
             if not math.isnan(place) and place != one.now]  # fmt: skip
    return Turn(
        name=anchor_of("lever", f"{target}-{at}-{one.id}"),
        title=title,
        words=writer.label("choices.turn_words", title=title, low=low, high=high, now=now, needed=" ".join(said)),
        least=one.least,
        most=one.most,
        least_figure=low,
        most_figure=high,
        now=None if math.isnan(one.now) else one.now,
        now_word=writer.label("choices.now"),
        marks=tuple(marks),
    )


# --- What-ifs as a section of the report ------------------------------------------------------------------------


@dataclass(frozen=True)
class Weighed:
    """What-ifs of one report as numbers, reckoned once and worded in each language."""

    assessment: Assessment
    organisation: str
    asked: int
    """Scenarios that were asked for."""

    comparison: Comparison | None
    """None where no scenario was asked for, or no year lies ahead."""

    reached: tuple[Reach, ...]
    """What it would take to reach targets that are not likely, in the order of the theory."""

    more_targets: int
    """Targets that are not likely either, of which that was not reckoned."""

    decisive: tuple[Sensitivity, ...]
    """What decides the answers on which the scenarios differ most."""


def own_choices(scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Those that are a choice of their own and no building block of others, in the same order."""
    return tuple(one for one in scenarios if not one.building_block)


def weigh_what_ifs(
    assessment: Assessment,
    scenarios: Sequence[Scenario],
    organisation: str | None = None,
    *,
    figures: Mapping[str, Assessment] | None = None,
    tolerance: float = TOLERANCE,
    told: Callable[[float], None] | None = None,
) -> Weighed:
    """Reckon everything that the section on what-ifs shows.

    Args:
        assessment: what is known.
        scenarios: in the order in which they are shown.
        organisation: whose answer it is; the default is the top of the tree.
        figures: assessments under scenarios that change what past figures say, by name of the scenario.
        tolerance: largest error from drawing, as a part of the width of the 80 % interval.
        told: is given the part that is done, from 0 to 1.

    Raises:
        FindingsError: a scenario does not fit the theory, two have one name, or there is no such organisation.
    """
    theory, known = assessment.theory, assessment.as_of.year
    whose = organisation_of(theory, organisation)
    if not scenarios or not any(year > known for year in theory.file.horizons):
        return Weighed(assessment, whose, len(scenarios), None, (), 0, ())
    done = _Done(told)
    aims = [target.year for target in theory.targets if target.organisation == whose]
    comparison = compare(assessment, scenarios, whose, figures=figures, years=aims, tolerance=tolerance,
                         told=done.part(PART_COMPARED))  # fmt: skip
    open_targets = _not_likely(comparison)
    asked = list(_most_apart(comparison))
    each = (1 - PART_COMPARED) / max(len(open_targets[:MOST_REACHED]) + len(asked), 1)
    reached = tuple(reach(assessment, name, told=done.part(each)) for name in open_targets[:MOST_REACHED])
    decisive = []
    for measure, name, year in asked:
        scenario = comparison.what_if(name).scenario
        decisive.append(sensitivity(assessment, measure, scenario=scenario, organisation=whose, year=year))
        done.part(each)(1.0)
    if told is not None:
        told(1.0)
    return Weighed(assessment, whose, len(scenarios), comparison, reached, len(open_targets[MOST_REACHED:]),
                   tuple(decisive))  # fmt: skip


@dataclass
class _Done:
    """Tells how far a row of tasks is, of which each tells how far it is itself."""

    told: Callable[[float], None] | None
    before: float = 0.0
    most: float = 0.0

    def part(self, size: float) -> Callable[[float], None]:
        """A teller for the next task, which is so large a part of all."""
        start, self.before = self.before, self.before + size

        def tell(part: float) -> None:
            self.most = max(self.most, min(start + size * min(part, 1.0), 1.0))
            if self.told is not None:
                self.told(self.most)

        return tell


def _not_likely(comparison: Comparison) -> list[str]:
    """Targets of the theory that are not likely as it goes now."""
    rows = comparison.chances
    here = rows[(rows["scenario"] == "") & (rows["probability"] < LIKELY_CHANCE)]
    return [str(name) for name in here["target_id"]]


def _most_apart(comparison: Comparison) -> Iterator[tuple[str, str, int]]:
    """Measure, scenario and year of what is weighed: the target, and the outcome, on which scenarios differ most."""
    first = _target_apart(comparison)
    if first is not None:
        yield first
    second = _outcome_apart(comparison)
    if second is not None and (first is None or second[0] != first[0]):
        yield second


def _target_apart(comparison: Comparison) -> tuple[str, str, int] | None:
    """The target whose chance differs most, if it differs; where no chance differs much, the one most in doubt."""
    rows = [row for row in records_of(comparison.chances) if abs(row["extra"]) >= SAME_CHANCE]
    touched = {one.id: set(one.touched) for one in comparison.what_ifs}
    rows = [row for row in rows if row["indicator"] in touched[row["scenario"]]]
    if not rows:
        return None
    far = [row for row in rows if abs(row["extra"]) >= FAR_APART]
    open_ = min(abs(row["probability"] - row["extra"] - 0.5) for row in rows)
    some = far or [row for row in rows if abs(row["probability"] - row["extra"] - 0.5) == open_]
    row = max(some, key=lambda row: abs(row["extra"]))
    return row["indicator"], row["scenario"], int(row["year"])


def _outcome_apart(comparison: Comparison) -> tuple[str, str, int] | None:
    """The outcome or impact whose changes lie farthest apart, as parts of the width of their margins."""
    year = comparison.years[-1]
    changes: dict[str, list[tuple[float, float, str]]] = {}
    for row in records_of(comparison.table):
        if row["scenario"] and row["year"] == year and _told(row) and not hardly(row):
            name = "difference" if math.isnan(row["relative"]) else "relative"
            width = row[f"{name}_upper80"] - row[f"{name}_lower80"]
            changes.setdefault(row["measure"], []).append((float(row[name]), float(width), row["scenario"]))
    best: tuple[float, str, str] | None = None
    for measure, some in changes.items():
        home = next(one for one in comparison.what_ifs if measure in one.network.measures)
        if level_rank(_level_in(home, measure)) < level_rank(Level.OUTCOME):
            continue
        middles, width = [0.0, *(middle for middle, _, _ in some)], max(width for _, width, _ in some)
        apart = (max(middles) - min(middles)) / width if width > 0 else 0.0
        if best is None or apart > best[0]:
            best = apart, measure, max(some, key=lambda one: abs(one[0]))[2]
    return None if best is None else (best[1], best[2], year)


def _level_in(one: WhatIf, measure: str) -> Level:
    element = one.theory.element_by_id.get(one.element_of.get(measure, ""))
    return element.level if element is not None else one.theory.indicator_by_id[measure].level


def what_ifs_of(weighed: Weighed, language: str) -> WhatIfs:
    """Word the section on what-ifs.

    Args:
        weighed: what was reckoned.
        language: ``nl`` or ``en``.
    """
    theory = weighed.assessment.theory
    short, title = (label(f"what_ifs.{part}", language) for part in ("short", "title"))
    if weighed.comparison is None:
        code = "what_ifs.no_years" if weighed.asked else "what_ifs.none"
        command = "" if weighed.asked else label("what_ifs.command", language, model=theory.id)
        return WhatIfs(Section("what_ifs", short, title), label(code, language), command)
    return _Beside(weighed, weighed.comparison, _Many(weighed.comparison, language, in_report=True)).what_ifs(
        Section("what_ifs", short, title, (label("what_ifs.intro", language),))
    )


@dataclass(frozen=True)
class _Beside:
    """Words what-ifs as a section of the report."""

    weighed: Weighed
    comparison: Comparison
    many: _Many

    @property
    def language(self) -> str:
        return self.many.language

    def label(self, code: str, **values: Any) -> str:
        return self.many.label(code, **values)

    @cached_property
    def last(self) -> int:
        """The last horizon, which is what is told where there is room for one year only."""
        ahead = [year for year in self.weighed.assessment.theory.file.horizons if year in self.comparison.years]
        return max(ahead)

    def what_ifs(self, section: Section) -> WhatIfs:
        aims, grounds = self.many.aims(), self.many.grounds()
        leaning = tuple(self._leaning())
        writer = Writer(self.weighed.assessment.theory, self.language)
        code = "compare.settled" if self.comparison.settled else "compare.not_settled"
        one = self.comparison
        settled = say(code, draws=one.draws, error=one.error, wanted=one.tolerance)[self.language]
        more = self.weighed.more_targets
        return WhatIfs(
            section=section,
            sentence=self._sentence(),
            command="",
            facts=grounds.facts,
            leaning=leaning,
            leaning_note=self.label("what_ifs.leaning" if leaning else "what_ifs.no_leaning"),
            year=str(self.last),
            blocks=tuple(self._block(one) for one in self.many.what_ifs),
            aims=tuple(self._aims()),
            untold_title=aims.untold_title,
            untold=aims.untold,
            reaching=tuple(self._reach(found, writer) for found in self.weighed.reached),
            reaching_note=self.label("what_ifs.more_targets", count=more) if more else "",
            decisive=tuple(_sensitivity(one, at, self.language) for at, one in enumerate(self.weighed.decisive)),
            grounds=grounds.groups,
            reckoned=(
                Fact(self.label("choices.fact.settled"), settled),
                Fact(self.label("choices.fact.seed"), str(self.comparison.seed)),
            ),
        )

    def _texts(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(one[self.language] for one in texts)

    def _sentence(self) -> str:
        """On how many scenarios and targets it is, and how many chances can be told."""
        rows = records_of(self.comparison.chances)
        aims = {row["target_id"] for row in rows}
        told = {row["target_id"] for row in rows if not math.isnan(row["probability"])}
        code = "what_ifs.sentence" if aims else "what_ifs.sentence_no_targets"
        return self.label(code, count=len(self.many.what_ifs), aims=len(aims), told=len(told))

    def _leaning(self) -> Iterator[Leaning]:
        """Conditions that were not shown and on which answers rest, those behind most scenarios first."""
        found: dict[str, tuple[Any, list[str]]] = {}
        for one in self.many.what_ifs:
            for item in unshown_behind(one):
                found.setdefault(item.id, (item, []))[1].append(self.many.title(one))
        declared = {item.id for item in self.weighed.assessment.theory.file.assumptions}
        for name, (item, titles) in sorted(found.items(), key=lambda pair: -len(pair[1][1])):
            few = len(titles) <= MOST_LISTED
            where = "; ".join(titles) if few else self.label("what_ifs.in_many", count=len(titles),
                                                             all=len(self.many.what_ifs))  # fmt: skip
            anchor = anchor_of("assumption", name) if name in declared else ""
            badge = self.many.speaker.badge("assumption_status", item.status)
            yield Leaning(Reference(name, anchor), item.title[self.language], badge, where)

    # --- The choices ---------------------------------------------------------------------------------------------

    def _block(self, one: WhatIf) -> WhatIfBlock:
        said = self._texts(self.comparison.headlines[one.id])
        rests = self._texts(foundation(one)) if one.touched else ()
        return WhatIfBlock(
            choice=self.many.block(one),
            rests=rests,
            answers=said[len(rests) :],
            moved=tuple(self._moved(one)),
        )

    def _moved(self, one: WhatIf) -> Iterator[MovedRow]:
        many = self.many
        for name in self.comparison.moved:
            row = many.rows.get((one.id, name, self.last))
            if row is not None:
                level = self.label(f"level.{many.level(name)}")
                yield MovedRow(many.title_of(name), level, many.cell(row, name, many.scale(name)))

    # --- Targets -------------------------------------------------------------------------------------------------

    def _aims(self) -> Iterator[AimBlock]:
        rows = {(row["scenario"], row["target_id"]): row for row in records_of(self.comparison.chances)}
        targets = {target.id: target for one in self.comparison.what_ifs for target in one.theory.targets}
        for name in dict.fromkeys(name for _, name in rows):
            mine = {one.id: rows[one.id, name] for one in self.comparison.what_ifs if (one.id, name) in rows}
            if any(not math.isnan(row["probability"]) for row in mine.values()):
                yield self._aim(targets[name], mine)

    def _aim(self, target: Target, rows: Mapping[str, Record]) -> AimBlock:
        known = [one for one in self.comparison.what_ifs if target.indicator in one.theory.indicator_by_id]
        writer = Writer(known[0].theory, self.language)
        indicator = known[0].theory.indicator_by_id[target.indicator]
        moving = [one for one in self.many.what_ifs if self._moves(one, target, rows)]
        still = [self.many.title(one) for one in self.many.what_ifs if one not in moving]
        years = tuple(year for year in self.comparison.years if year <= target.year or year == self.last)
        shown = [one for one in (self.comparison.what_ifs[0], *moving) if one.id in rows]
        declared = self.weighed.assessment.theory.target_by_id
        anchor = anchor_of("target", target.id) if target.id in declared else ""
        return AimBlock(
            anchor=anchor_of("aim", target.id),
            target=Reference(target.id, anchor),
            title=writer.text(indicator.title),
            goal=_goal(writer, target),
            rests=self._texts(footing(moving, target.indicator)) if moving else (),
            chart=self._bars(target, indicator, writer, shown) if moving else None,
            years=tuple(str(year) for year in years),
            rows=tuple(self._aim_row(one, target, rows[one.id], years, writer) for one in shown),
            unchanged=self._unchanged(still, len(self.many.what_ifs)),
        )

    def _moves(self, one: WhatIf, target: Target, rows: Mapping[str, Record]) -> bool:
        """Whether a what-if does something to a target: to its measure, to its chance or to the target itself."""
        now, then = rows.get(""), rows.get(one.id)
        if now is None or then is None:
            return now is not then
        return target.indicator in one.touched or now["target_value"] != then["target_value"]

    def _unchanged(self, titles: Sequence[str], count: int) -> str:
        if not titles:
            return ""
        if len(titles) == count:
            return self.label("what_ifs.all_unchanged", count=count)
        return self.label("what_ifs.unchanged", count=len(titles), titles=[f"‘{title}’" for title in titles])

    def _name(self, one: WhatIf) -> str:
        return self.many.title(one) if one.scenario is not None else self.label("choices.as_it_goes")

    def _aim_row(self, one: WhatIf, target: Target, row: Record, years: Sequence[int], writer: Writer) -> AimRow:
        cell = self.many.chance_cell(row, writer)
        return AimRow(
            scenario=self._name(one),
            anchor=anchor_of("scenario", one.id) if one.id else "",
            chance=cell.chance,
            extra=cell.extra if one.id else "",
            cells=tuple(self._level_cell(one, target.indicator, year, writer) for year in years),
        )

    def _level(self, one: WhatIf, measure: str, year: int) -> Record | None:
        """The expected value of a measure; where a what-if does nothing to it, as it goes now."""
        row = self.many.rows.get((one.id, measure, year)) or self.many.rows.get(("", measure, year))
        return row if row is not None and row["status"] == "level" and not math.isnan(row["median"]) else None

    def _level_cell(self, one: WhatIf, measure: str, year: int, writer: Writer) -> LevelCell:
        row = self._level(one, measure, year)
        if row is None:
            return LevelCell(self.label("choices.unknown_level"), "", known=False)
        share = row["unit"] in SHARES
        low, high = (writer.level(row[f"{end}80"], row["unit"] if share else "") for end in ("lower", "upper"))
        return LevelCell(writer.level(row["median"], row["unit"]), self.label("choices.between", low=low, high=high),
                         known=True)  # fmt: skip

    def _bars(self, target: Target, indicator: Indicator, writer: Writer, shown: Sequence[WhatIf]) -> Bars | None:
        """What is expected in the year of the target, with the target as a line."""
        times = 100.0 if indicator.unit == "fraction" else 1.0
        bars = [self._bar(one, target, row, times, writer) for one in shown
                if (row := self._level(one, target.indicator, target.year)) is not None]  # fmt: skip
        if not bars:
            return None
        title = self.label("what_ifs.bars_title", title=indicator.title, year=str(target.year))
        said = [self.label("what_ifs.bar_words", label=bar.label, words=bar.words) for bar in bars]
        goal = _goal(writer, target)
        unit = "%" if indicator.unit in SHARES else writer.unit(indicator.unit)
        return Bars(
            name=anchor_of("aim-picture", target.id), title=title,
            description=self.label("what_ifs.bars_words", goal=goal, rows=" ".join(said)), language=self.language,
            unit=unit, bars=tuple(bars), line=times * target.known_on(self.weighed.assessment.as_of).goals[-1].value,
            line_words=self.label("what_ifs.line", goal=goal),
        )  # fmt: skip

    def _bar(self, one: WhatIf, target: Target, row: Record, times: float, writer: Writer) -> Bar:
        tone = LOOK_OF[self.many.meaning(row, target.indicator)][0] if one.id and row["scenario"] else "calm"
        low, high = times * row["lower80"], times * row["upper80"]
        words = self.label("choices.range", middle=writer.level(row["median"], row["unit"]),
                           low=writer.plain(low), high=writer.plain(high))  # fmt: skip
        return Bar(self._name(one), times * row["median"], words, tone, low, high,
                   anchor_of("scenario", one.id) if one.id else "")  # fmt: skip

    # --- What it takes -------------------------------------------------------------------------------------------

    def _reach(self, found: Reach, writer: Writer) -> ReachBlock:
        links = list(dict.fromkeys(link for lever in found.levers for link in lever.untested))
        theory = self.weighed.assessment.theory
        passed = (theory.link_by_id[link] for lever in found.levers for link in lever.links)
        behind = {name for link in passed for name in link.assumptions}
        unshown = [item.title[self.language].rstrip(".") for item in theory.file.assumptions
                   if item.id in behind and item.status in UNSHOWN]  # fmt: skip
        rests = [self.label("what_ifs.reach_course")] if found.base == "course" else []
        rests += [self.label("what_ifs.reach_links", links=links, count=len(links))] if links else []
        rests += (
            [self.label("what_ifs.reach_assumptions", titles=[f"‘{title}’" for title in unshown])] if unshown else []
        )
        return ReachBlock(anchor_of("reach", found.target.id), tuple(rests), _reaching(found, writer))
