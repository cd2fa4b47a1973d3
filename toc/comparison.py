"""What-ifs side by side: every measure at the horizons, the change, the chance of each target, and what it rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from toc.assessment import Assessment
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.formula import SHARES
from toc.frames import CHANCES, COMPARED, RESTS_ON, check_frame, empty_frame
from toc.indicator import Indicator, Level
from toc.progress import refusal
from toc.propagation.network import Course
from toc.propagation.settling import TOLERANCE, Settled, settle
from toc.propagation.spread import Array
from toc.result_chain import Assumption, level_rank
from toc.scenario import Scenario
from toc.target import Basis, Goal, Target
from toc.theory import Theory
from toc.what_if import Ground, SlopeMode, WhatIf, top_of, what_if
from toc.words import say

LEVELS = (0.1, 0.9, 0.025, 0.975)
"""Ends of the 80 % and 95 % intervals."""

MOST_LEVELS = 0.95
"""Part of the draws that must have a level above zero before a change is told in percent."""

FIGURES_MATTER = 0.25
"""Part of the width of the 80 % interval by which figures must move an answer before that is said."""

HARDLY = 0.05
"""Changes within this many percent, points or parts of a hundred on both sides are said to be hardly any."""

NEVER_MEASURED = ("not_measured", None)
UNSHOWN = ("untested", "not_shown", "contradicted", "intention_only")
MOST_NAMED = 3
"""Assumptions that are named in a sentence; the others are counted."""

_NAMES = ("lower80", "upper80", "lower95", "upper95")
_GRID: Array = ndtri((np.arange(20_000) + 0.5) / 20_000)


@dataclass(frozen=True)
class Comparison:
    """What-ifs of one organisation side by side."""

    assessment: Assessment
    organisation: str
    years: tuple[int, ...]
    what_ifs: tuple[WhatIf, ...]
    """As it goes now first, then each scenario in the order asked for."""

    table: pd.DataFrame
    """Columns of ``frames.COMPARED``."""

    chances: pd.DataFrame
    """Columns of ``frames.CHANCES``."""

    rests_on: pd.DataFrame
    """Columns of ``frames.RESTS_ON``."""

    headlines: Mapping[str, tuple[Text, ...]]
    """For each scenario: first how sure the answer is, then the answer."""

    draws: int
    error: float
    """Largest error from drawing, as a part of the width of the 80 % interval."""

    tolerance: float
    seed: int

    @property
    def settled(self) -> bool:
        """Whether the quantiles stand still within the tolerance."""
        return self.error <= self.tolerance

    @property
    def moved(self) -> tuple[str, ...]:
        """Measures that change in any of the scenarios, in the order of the chain."""
        found = dict.fromkeys(name for one in self.what_ifs for name in one.touched)
        order = {name: at for at, name in enumerate(self.what_ifs[0].network.measures)}
        ranked = sorted(found, key=lambda name: (_rank(self, name), order.get(name, len(order))))
        return tuple(ranked)

    def what_if(self, scenario: str) -> WhatIf:
        """One of the what-ifs by its name."""
        return next(one for one in self.what_ifs if one.id == scenario)


def compare(
    assessment: Assessment,
    scenarios: Sequence[Scenario],
    organisation: str | None = None,
    *,
    figures: Mapping[str, Assessment] | None = None,
    years: Sequence[int] = (),
    tolerance: float = TOLERANCE,
    told: Callable[[float], None] | None = None,
) -> Comparison:
    """Lay scenarios beside each other and beside as it goes now, with the same draws for all.

    Args:
        assessment: what is known without them.
        scenarios: in the order in which they are shown.
        organisation: whose answer it is; the default is the top of the tree.
        figures: assessments under scenarios that change what past figures say, by name of the scenario.
        years: years that are told besides the horizons; those that lie outside them are left out.
        tolerance: largest error from drawing, as a part of the width of the 80 % interval.
        told: is given the part that is done.

    Raises:
        FindingsError: a scenario does not fit the theory, two have one name, there is no such organisation, or no
            horizon lies ahead.
    """
    whose = organisation_of(assessment.theory, organisation)
    given = figures or {}
    horizons = _years(assessment)
    _can_be_compared(scenarios, horizons)
    many = (None, *scenarios)
    what_ifs = tuple(what_if(assessment, one, whose, figures=given.get(one.id) if one else None) for one in many)
    ahead = {year for year in years if assessment.as_of.year < year and year in what_ifs[0].network.years}
    shown = tuple(sorted({*horizons, *ahead}))
    aims = {target.year for one in what_ifs for target in one.theory.targets if target.organisation == whose}
    drawn = tuple(sorted({*shown, *(year for year in aims if year in what_ifs[0].network.years)}))
    settled = settle([one.network for one in what_ifs], drawn, assessment.seed, tolerance=tolerance, told=told)
    by_mode = {mode: _by_mode(assessment, many, whose, given, drawn, mode) for mode in _modes(what_ifs)}
    told_of = _Telling(assessment, whose, shown, drawn, what_ifs, settled, by_mode)
    table, chances = told_of.table(), told_of.chances()
    return Comparison(
        assessment, whose, shown, what_ifs, table, chances, _rests_on(what_ifs),
        {one.id: _headline(one, table, shown) for one in what_ifs[1:]}, settled.draws, settled.error, tolerance,
        assessment.seed,
    )  # fmt: skip


def _can_be_compared(scenarios: Sequence[Scenario], years: tuple[int, ...]) -> None:
    names = Counter(one.id for one in scenarios)
    messages = [say("compare.twice", name=name) for name, count in names.items() if count > 1]
    if not years:
        messages.append(say("compare.no_years"))
    if messages:
        raise FindingsError([Finding("compare.cannot", Severity.ERROR, message) for message in messages])


def organisation_of(theory: Theory, name: str | None) -> str:
    """The organisation of this name; the top where none is given.

    Raises:
        FindingsError: there is no such organisation.
    """
    known = theory.organisations.by_id
    if name is None:
        return top_of(theory)
    found = theory.organisations.name_of(name)
    if found is not None:
        return found
    near = did_you_mean(name, known)
    code = "compare.no_organisation_near" if near else "compare.no_organisation"
    raise FindingsError([Finding("compare.no_organisation", Severity.ERROR, say(code, name=name, near=near))])


def _years(assessment: Assessment) -> tuple[int, ...]:
    return tuple(sorted({year for year in assessment.theory.file.horizons if year > assessment.as_of.year}))


def _modes(what_ifs: Sequence[WhatIf]) -> tuple[SlopeMode, ...]:
    moved = any(not math.isnan(ground.moved) for one in what_ifs for ground in one.grounds.values())
    return ("prior", "data") if moved else ()


def _by_mode(
    assessment: Assessment, scenarios: Sequence[Scenario | None], whose: str, figures: Mapping[str, Assessment],
    years: tuple[int, ...], mode: SlopeMode,
) -> Settled:  # fmt: skip
    networks = [
        what_if(assessment, one, whose, figures=figures.get(one.id) if one else None, mode=mode).network
        for one in scenarios
    ]
    return settle(networks, years, assessment.seed, tolerance=math.inf)


# --- The tables -------------------------------------------------------------------------------------------------


@dataclass
class _Telling:
    assessment: Assessment
    organisation: str
    years: tuple[int, ...]
    drawn: tuple[int, ...]
    """Years of the samples: the horizons and the years of targets."""

    what_ifs: tuple[WhatIf, ...]
    settled: Settled
    by_mode: Mapping[SlopeMode, Settled]

    def table(self) -> pd.DataFrame:
        records = [record for at, one in enumerate(self.what_ifs) for record in self._records(at, one)]
        return check_frame(pd.DataFrame(records), COMPARED, "compared") if records else empty_frame(COMPARED)

    def _records(self, at: int, one: WhatIf) -> Iterator[dict[str, Any]]:
        samples = self.settled.samples[at]
        names = list(one.network.measures) if at == 0 else [*samples, *one.network.plan.untold]
        for name in names:
            for year in self.years:
                record = self._blank(one, name, year)
                if at == 0:
                    self._as_it_goes(record, one, name, year)
                elif name in samples:
                    self._changed(record, at, one, name, self.drawn.index(year))
                yield record

    def _blank(self, one: WhatIf, name: str, year: int) -> dict[str, Any]:
        indicator = one.theory.indicator_by_id.get(name)
        course = one.network.measures[name].base
        basis = basis_of(course)
        code = "no_indicator" if indicator is None else "no_level" if course is None else basis
        known: dict[str, Any] = dict.fromkeys(COMPARED, math.nan)
        return known | {
            "scenario": one.id, "measure": name, "element": one.element_of.get(name),
            "indicator": name if indicator is not None else None, "organisation": self.organisation, "year": year,
            "status": "cannot_tell", "unit": indicator.unit if indicator is not None else "", "basis": basis,
            "reason": say(f"compare.reason.{code}"),
        }  # fmt: skip

    def _as_it_goes(self, record: dict[str, Any], one: WhatIf, name: str, year: int) -> None:
        course = one.network.measures[name].base
        if course is None:
            return
        at = one.network.years.index(year)
        levels = course.paths(ndtri(np.array([0.5, *LEVELS])))[:, at]
        record.update(zip(("median", *_NAMES), levels.tolist(), strict=True))
        record["status"] = "level"

    def _changed(self, record: dict[str, Any], at: int, one: WhatIf, name: str, column: int) -> None:
        sample = self.settled.samples[at][name]
        record["status"] = "change" if sample.base is None else "level"
        if sample.base is not None:
            _put(record, "median", "", sample.value[:, column])
        if sample.kind != "relative":
            _put(record, "difference", "difference_", sample.difference[:, column])
        relative = sample.relative
        if relative is not None:
            there = relative[:, column][np.isfinite(relative[:, column])]
            if len(there) >= MOST_LEVELS * len(relative):
                _put(record, "relative", "relative_", 100 * there)
        indicator = one.theory.indicator_by_id.get(name)
        record["better"] = _better(indicator, sample.difference[:, column])
        record["bounded"] = sample.bounded
        record["error"] = float(self.settled.errors[at][name][column])
        if sample.bounded > 0.01:
            record["reason"] = _joined(record["reason"], say("compare.reason.bounded", part=sample.bounded))
        for mode, settled in self.by_mode.items():
            if any(not math.isnan(ground.moved) for ground in one.behind(name)) and name in settled.samples[at]:
                other = settled.samples[at][name]
                record[f"difference_{mode}"] = float(np.median(other.difference[:, column]))

    def chances(self) -> pd.DataFrame:
        records = [self._chance(at, one, target, goal) for at, one in enumerate(self.what_ifs)
                   for target in one.theory.targets if self._asks(target)
                   for goal in target.known_on(self.assessment.as_of).goals[-1:]]  # fmt: skip
        if not records:
            return empty_frame(CHANCES)
        base = {one["target_id"]: one["probability"] for one in records if one["scenario"] == ""}
        for one in records:
            one["extra"] = one["probability"] - base.get(one["target_id"], math.nan) if one["scenario"] else math.nan
        return check_frame(pd.DataFrame(records), CHANCES, "chances")

    def _asks(self, target: Target) -> bool:
        return target.organisation == self.organisation and date(target.year, 12, 31) >= self.assessment.as_of

    def _chance(self, at: int, one: WhatIf, target: Target, goal: Goal) -> dict[str, Any]:
        indicator = one.theory.indicator_by_id[target.indicator]
        probability, reason = self._probability(at, one, target, goal, indicator)
        return {
            "scenario": one.id, "target_id": target.id, "target_value": goal.value, "indicator": target.indicator,
            "organisation": self.organisation, "year": target.year, "probability": probability, "extra": math.nan,
            "reason": reason,
        }  # fmt: skip

    def _probability(
        self, at: int, one: WhatIf, target: Target, goal: Goal, indicator: Indicator
    ) -> tuple[float, Text]:
        why = obstacle_of(self.assessment, one, target, goal)
        if why is not None and self._is_reached(target, goal):
            return 1.0, say("compare.reached_already")
        if why is not None:
            return math.nan, say("compare.chance.cannot_tell", why=why)
        sample = self.settled.samples[at].get(target.indicator)
        course = one.network.measures[target.indicator].base
        assert course is not None
        if sample is None:
            values = course.paths(_GRID)[:, one.network.years.index(target.year)]
        else:
            values = sample.value[:, self.drawn.index(target.year)]
        return float(np.mean(reached(indicator, goal.value, values))), say(f"compare.reason.{basis_of(course)}")

    def _is_reached(self, target: Target, goal: Goal) -> bool:
        """Whether figures have settled it: a count since the start that passed its target."""
        known = self.assessment.prospects
        mine = known[(known["target_id"] == target.id) & (known["target_value"] == goal.value)]
        return bool((mine["status"] == "reached").any())


def obstacle_of(assessment: Assessment, one: WhatIf, target: Target, goal: Goal) -> Text | None:
    """Why the chance of a target cannot be told; None where it can."""
    theory = one.theory
    indicator = theory.indicator_by_id[target.indicator]
    pair = (target.indicator, target.organisation)
    known = [point for point in assessment.points.get(pair, ()) if point.period.end < assessment.as_of]
    refused = refusal(
        target, goal, indicator, theory.indicator_by_id, theory.data_element_by_id, known, theory.unit_titles
    )
    if refused is not None:
        return refused
    if target.basis is Basis.MEAN_PER_YEAR:
        return say("prospect.mean_per_year")
    measure = one.network.measures.get(target.indicator)
    if measure is None or measure.base is None or target.year not in one.network.years:
        return say("compare.chance.no_level", indicator=indicator.title, year=target.year)
    return None


def reached(indicator: Indicator, goal: float, values: Array) -> np.ndarray:
    """Which values meet a target."""
    if indicator.band is not None:
        return np.asarray((values >= indicator.band.low) & (values <= indicator.band.high))
    return np.asarray(values <= goal if indicator.ascending is False else values >= goal)


def basis_of(course: Course | None) -> str:
    """What a level rests on: ``projection``, ``course`` or ``none``."""
    return "none" if course is None else course.name.partition(":")[0]


def _put(record: dict[str, Any], middle: str, prefix: str, values: Array) -> None:
    record[middle] = float(np.median(values))
    for name, level in zip(_NAMES, LEVELS, strict=True):
        record[f"{prefix}{name}"] = float(np.quantile(values, level))


def _better(indicator: Indicator | None, difference: Array) -> float:
    """Probability of an improvement (of more, where no direction is better); draws without any change count half.

    Of a band, and where nothing changes in any draw, nothing can be said.
    """
    if (indicator is not None and indicator.band is not None) or not difference.any():
        return math.nan
    turn = -1.0 if indicator is not None and indicator.ascending is False else 1.0
    return float(np.mean(turn * difference > 0) + 0.5 * np.mean(difference == 0))


def _rests_on(what_ifs: Sequence[WhatIf]) -> pd.DataFrame:
    records = []
    for one in what_ifs[1:]:
        behind = {name: {ground.name for ground in one.behind(name)} for name in one.touched}
        for ground in one.grounds.values():
            if ground.used is None or ground.prior is None:
                continue
            measures = [name for name, some in behind.items() if ground.name in some]
            if ground.kind == "course":
                measures = [ground.id] if ground.id in one.touched else []
            if measures:
                records.append(_ground(one, ground, measures))
    return check_frame(pd.DataFrame(records), RESTS_ON, "rests on") if records else empty_frame(RESTS_ON)


def _ground(one: WhatIf, ground: Ground, measures: Sequence[str]) -> dict[str, Any]:
    assert ground.prior is not None
    assert ground.used is not None
    prior, used = (
        [round(spread.quantile(level), 12) + 0.0 for level in (0.05, 0.5, 0.95)]
        for spread in (ground.prior, ground.used)
    )
    basis = ground.basis if math.isnan(ground.moved) else "figures"
    return {
        "scenario": one.id, "kind": ground.kind, "id": ground.id, "title": ground.title, "basis": basis,
        "verdict": ground.verdict, "default": ground.default, "low": prior[0], "likely": prior[1], "high": prior[2],
        "used_low": used[0], "used_likely": used[1], "used_high": used[2], "moved": ground.moved,
        "measures": tuple(measures),
    }  # fmt: skip


# --- The headline -----------------------------------------------------------------------------------------------


def _rank(comparison: Comparison, name: str) -> int:
    return _level_of(comparison.what_ifs, name)


def _level_of(what_ifs: Sequence[WhatIf], name: str) -> int:
    for one in what_ifs:
        element = one.theory.element_by_id.get(one.element_of.get(name, ""))
        if element is not None:
            return level_rank(element.level)
        if name in one.theory.indicator_by_id:
            return level_rank(one.theory.indicator_by_id[name].level)
    return 0


def _headline(one: WhatIf, table: pd.DataFrame, years: tuple[int, ...]) -> tuple[Text, ...]:
    """First what the answer rests on, then how far the change goes."""
    scenario = one.scenario
    assert scenario is not None
    if not one.touched:
        knows = any(change.part == "data_element" for change in one.changes)
        what = say("compare.only_knowing") if knows else Text(nl="", en="")
        return (_stripped(say("compare.nothing", what=what)),)
    return (*foundation(one), *_answers(one, table, years))


def foundation(one: WhatIf, measure: str | None = None) -> tuple[Text, ...]:
    """What answers rest on, in the order in which a reader should know it.

    Args:
        one: a what-if that touches something.
        measure: only the answer on this measure; the default is all of them.
    """
    return footing((one,), measure)


def footing(what_ifs: Sequence[WhatIf], measure: str | None = None) -> tuple[Text, ...]:
    """What the answers of several what-ifs rest on together, each number, link and condition once."""
    slopes, sizes, courses = dict[str, Ground](), dict[str, Ground](), dict[str, Ground]()
    verdicts: dict[str, Any] = {}
    for one in what_ifs:
        verdicts |= {name: one.verdicts.get(name) for name in _links_behind(one, measure)}
        slopes |= {name: one.all_grounds[name] for name in (f"slope:{link}" for link in _links_behind(one, measure))
                   if name in one.all_grounds}  # fmt: skip
        behind = {ground.name for each in _measures(one, measure) for ground in one.behind(each)}
        sizes |= {name: ground for name, ground in one.grounds.items() if ground.kind == "size"
                  and ground.name in behind}  # fmt: skip
        courses |= {name: ground for name, ground in one.grounds.items() if ground.kind == "course"}
    links, grounds = list(verdicts), [*slopes.values(), *sizes.values()]
    guessed = [ground for ground in grounds if ground.basis == "assumption" and math.isnan(ground.moved)]
    said = list({started.nl: started for one in what_ifs for started in _started(one)}.values())
    if guessed:
        code = "compare.all_guess" if len(guessed) == len(grounds) else "compare.guess"
        said.append(say(code, count=len(guessed), all=len(grounds)))
    if courses:
        said.append(say("compare.course_assumed"))
    never = [name for name, verdict in verdicts.items() if verdict in NEVER_MEASURED]
    if never:
        code = "compare.all_untested" if len(never) == len(links) else "compare.untested"
        said.append(say(code, all=len(links), count=len(never), links=never))
    conditions = {item.id: item.title for one in what_ifs for item in unshown_behind(one, measure)}
    unshown = list(conditions.values())
    if unshown:
        quoted = [Text(nl=f"‘{one.nl.rstrip('.')}’", en=f"‘{one.en.rstrip('.')}’") for one in unshown[:MOST_NAMED]]
        if len(unshown) > MOST_NAMED:
            quoted.append(say("compare.more_assumptions", count=len(unshown) - MOST_NAMED))
        said.append(say("compare.assumptions", assumptions=quoted))
    return tuple(said)


def unshown_behind(one: WhatIf, measure: str | None = None) -> tuple[Assumption, ...]:
    """Conditions of the links behind an answer that were not shown to hold, in the order of the theory."""
    conditions = {name for link in _links_behind(one, measure) for name in one.theory.link_by_id[link].assumptions}
    return tuple(item for item in one.theory.file.assumptions if item.id in conditions and item.status in UNSHOWN)


def _measures(one: WhatIf, measure: str | None) -> tuple[str, ...]:
    return tuple(one.touched) if measure is None else (measure,)


def _links_behind(one: WhatIf, measure: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in _measures(one, measure) for name in one.links_behind(each)))


def _started(one: WhatIf) -> Iterator[Text]:
    """Interventions that begin before what is known: what they did then is in the figures already."""
    for intervention in one.scenario.interventions if one.scenario is not None else ():
        if intervention.start <= one.as_of:
            yield say("compare.in_the_past", title=intervention.title, day=intervention.start, known=one.as_of)


def _answers(one: WhatIf, table: pd.DataFrame, years: tuple[int, ...]) -> Iterator[Text]:
    """How far the change goes: from the end of the chain back, to the first level where there is something to see."""
    ranks = sorted({_level_of((one,), name) for name in one.touched}, reverse=True)
    for rank in ranks:
        names = [name for name in one.touched if _level_of((one,), name) == rank]
        here = table[(table["scenario"] == one.id) & (table["year"] == years[-1]) & table["measure"].isin(names)]
        rows = here.to_dict("records")
        nothing = [title_of(one.theory, row["measure"]) for row in rows if hardly(row)]
        if nothing:
            quoted = [Text(nl=f"‘{title.nl}’", en=f"‘{title.en}’") for title in nothing]
            yield say("compare.hardly", measures=quoted, year=years[-1])
        told = [row for row in rows if not hardly(row)][:MOST_NAMED]
        for row in told:
            yield say("compare.change", measure=title_of(one.theory, row["measure"]), year=row["year"],
                      **change_words(one.theory, row))  # fmt: skip
        if told:
            break
    yield from _moved_by_figures(one, table, years[-1])
    if ranks[0] < level_rank(Level.IMPACT):
        yield say("compare.farthest")


def hardly(row: Mapping[str, Any]) -> bool:
    """Whether a change of ``frames.COMPARED`` is too small to speak of, over its whole 80 % interval."""
    if not math.isnan(row["relative_lower80"]):
        return max(abs(float(row[f"relative_{end}80"])) for end in ("lower", "upper")) < HARDLY
    size = abs(row["median"]) / 100 if row["status"] == "level" and row["unit"] not in SHARES else 1.0
    return max(abs(float(row[f"difference_{end}80"])) for end in ("lower", "upper")) < HARDLY * size


def _moved_by_figures(one: WhatIf, table: pd.DataFrame, year: int) -> Iterator[Text]:
    """Where what was expected beforehand and what figures show differ most, and what each alone would say."""
    rows = table[(table["scenario"] == one.id) & (table["year"] == year) & table["difference_prior"].notna()]
    if rows.empty:
        return
    width = rows["difference_upper80"] - rows["difference_lower80"]
    gap = (rows["difference"] - rows["difference_prior"]).abs() / width.where(width > 0)
    if not gap.max() >= FIGURES_MATTER:
        return
    row = rows.loc[gap.idxmax()].to_dict()
    unit = one.theory.unit_titles.get(row["unit"], Text(nl="", en=""))
    points = row["unit"] in SHARES
    scale = 100.0 if row["unit"] == "fraction" else 1.0
    expected, found = (
        say("compare.size.points" if points else "compare.size.unit", value=scale * row[name], unit=unit)
        for name in ("difference_prior", "difference")
    )
    yield say(
        "compare.figures_moved", measure=title_of(one.theory, row["measure"]), year=year, prior=expected, found=found
    )


def title_of(theory: Theory, measure: str) -> Text:
    """How a measure is written: the title of its indicator or of its element."""
    indicator = theory.indicator_by_id.get(measure)
    return indicator.title if indicator is not None else theory.element_by_id[measure].title


def change_words(theory: Theory, row: Mapping[str, Any]) -> dict[str, Text]:
    """The change of one row of ``frames.COMPARED``, with its unit, and both ends of its 80 % interval.

    A change is told in percent of what is expected anyway; of percentages and scores, and where no level is known, in
    points or in the unit itself.
    """
    unit = str(row["unit"])
    kind = "points" if unit in SHARES else "score" if unit.startswith("score") else "unit"
    if math.isnan(row["relative"]) or (kind != "unit" and not math.isnan(row["difference"])):
        name, scale, ends = "difference", 100.0 if unit == "fraction" else 1.0, "bare"
    else:
        name, scale, kind, ends = "relative", 1.0, "percent", "percent"
    written = theory.unit_titles.get(unit, Text(nl="", en=""))
    places = 1 if kind == "percent" else 2 if kind in ("points", "score") else 12

    def size(column: str) -> float:
        value = float(scale * row[column])
        return value if abs(value) >= 10 or not math.isfinite(value) else round(value, places)

    middle = say(f"compare.size.{kind}", value=size(name), unit=written)
    low, high = (say(f"compare.size.{ends}", value=size(f"{name}_{end}")) for end in ("lower80", "upper80"))
    return {"difference": middle, "low": low, "high": high}


def _joined(*texts: Text) -> Text:
    return Text(nl=" ".join(one.nl for one in texts), en=" ".join(one.en for one in texts))


def _stripped(text: Text) -> Text:
    return Text(nl=text.nl.strip(), en=text.en.strip())
