"""From what-ifs, what decides and what it takes to what is shown: the place where they become texts and rows.

They are shown as a page of their own here, and as a section of the report in ``what_ifs``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from toc import __version__
from toc.assessment import Assessment
from toc.comparison import (
    NEVER_MEASURED,
    Comparison,
    hardly,
    title_of,
)
from toc.declared import Text
from toc.formula import SHARES
from toc.indicator import Indicator
from toc.levers import CHANCES, DRAWS, Reach, Turned
from toc.propagation.weight import SOBOL_DRAWS, WORTH_DRAWS
from toc.report.believed import Scale, Writer, scale_of
from toc.report.choices_page import (
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
    LevelGroup,
    LeverRow,
    MeasureBlock,
    MeasuredRow,
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
)
from toc.report.page import Badge, Fact, Section, Source
from toc.report.wording import Record, Speaker, anchor_of, records_of
from toc.scenario import Change
from toc.target import Target
from toc.theory import Theory
from toc.weighing import Sensitivity
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
        many = Many(self.comparison, self.language) if self.comparison else None
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
            reaching=reaching_of(self.reach, Writer(self.theory, self.language)) if self.reach else None,
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
class Many:
    """Many what-ifs beside each other, worded in one language."""

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
        rows = [row for (scenario, measure, _), row in self.rows.items() if measure == name and is_told(row)]
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
        if not is_told(row):
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
        return f"{writer.text(one.theory.indicator_by_id[target.indicator].title)}, {goal_of(writer, target)}"

    def _target(self, target: Target, rows: Sequence[Record | None]) -> TargetRow:
        one = next(one for one in self.comparison.what_ifs if target.indicator in one.theory.indicator_by_id)
        writer = Writer(one.theory, self.language)
        reasons = dict.fromkeys(row["reason"][self.language] for row in rows if row is not None)
        return TargetRow(
            title=writer.text(one.theory.indicator_by_id[target.indicator].title),
            goal=goal_of(writer, target),
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


def is_told(row: Mapping[str, Any]) -> bool:
    """Tell whether anything can be said of a change."""
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


def goal_of(writer: Writer, target: Target) -> str:
    """A target as it is written: its value and its year."""
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
        tuple(decided_by(one, at, language) for at, one in enumerate(weighed_answers)),
    )


def decided_by(one: Sensitivity, at: int, language: str) -> SensitivityBlock:
    """What decides the answer on one measure, worded."""
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


def reaching_of(found: Reach, writer: Writer) -> Reaching:
    """What it would take to reach one target, worded."""
    target = found.target
    title = f"{writer.text(found.indicator.title)}, {goal_of(writer, target)}"
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
