"""One indicator by organisation: small charts, who moved the figure of the whole, and who stands out for its size."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toc.accrual import SHARES, counts_things
from toc.formula import Ratio, parse
from toc.indicator import Indicator, OverOrganisations, adds_up
from toc.peers import FEWEST, Bounds, Comparison, Kind, Peer, Standing, compare
from toc.period import Period
from toc.report.ahead import Tables, fan_of
from toc.report.charts import Bar, Bars, Dot, FunnelPlot, Limits, Multiples, Panel
from toc.report.page import (
    Badge,
    Contribution,
    ContributionRow,
    IndicatorParts,
    PeerRow,
    Peers,
    Reference,
)
from toc.report.wording import Record, Speaker, anchor_of, known
from toc.series import Point
from toc.tree_in_time import membership_day, parents_on
from toc.words import number, percent

MOST_PANELS = 40
"""Organisations that get a small chart of one indicator; the rest is counted."""

MOST_NAMED = 2
"""Organisations that a sentence names as those that moved the figure most."""

MOST_AGAINST = 0.5
"""Falls, as a part of rises (or the other way round), above which shares of the change would mislead."""

SAME = 1e-6
"""Difference, as a part of the figure, below which a sum of parts is the figure of the whole."""

CURVE = 48
"""Points from which a bound is drawn."""

_PLACES = {
    "within": ("calm", "disc"),
    "edge": ("open", "half"),
    "above": ("note", "triangle"),
    "below": ("note", "diamond"),
}
"""Tone and shape of where an organisation lies; higher is neither better nor worse."""


def parts_of_indicator(speaker: Speaker, indicator: Indicator, tables: Tables | None = None) -> IndicatorParts | None:
    """One indicator by the organisations directly below the one that the report is about.

    Args:
        speaker: the assessment in one language, about one organisation.
        indicator: which one.
        tables: projections and prospects, where they are at hand already.

    Returns:
        None where no organisation below has any figure.
    """
    shares = Shares(speaker, indicator)
    if not shares.with_figures:
        return None
    multiples = multiples_of(speaker, indicator, tables or Tables(speaker))
    found = IndicatorParts(multiples, _contribution(shares), _peers(shares))
    return found if any((found.multiples, found.contribution, found.peers)) else None


def part_anchor(organisation: str) -> str:
    """The place of the page of one organisation."""
    return anchor_of("part", organisation)


# --- Small charts -----------------------------------------------------------------------------------------------


def multiples_name(indicator: str) -> str:
    """Name of the small charts of one indicator."""
    return anchor_of("multiples", indicator)


def multiples_of(speaker: Speaker, indicator: Indicator, tables: Tables) -> Multiples | None:
    """A small chart of every organisation directly below, all on one scale; one without figures says so."""
    parts = speaker.parts()
    drawn = parts[:MOST_PANELS]
    panels = []
    for name in drawn:
        pair = (indicator.id, name)
        chart = fan_of(speaker, pair, tables.ahead.get(pair, []), tables.prospects.get(pair, []))
        panels.append(Panel(speaker.name_of(name), part_anchor(name), chart))
    there = [one for one in panels if one.chart.seen or one.chart.ahead]
    if len(there) < 2:
        return None
    said = [
        speaker.label("multiples.description", count=len(there), who=together(speaker, parts)),
        speaker.label("multiples.missing") if any(one.chart.missing for one in there) else "",
        speaker.label("multiples.silent", names=[one.name for one in panels if one not in there])
        if len(there) < len(panels) else "",
        speaker.label("multiples.more", count=len(parts) - len(drawn)) if len(parts) > len(drawn) else "",
    ]  # fmt: skip
    return Multiples(
        name=multiples_name(indicator.id),
        title=speaker.label("multiples.title", indicator=indicator.title, who=together(speaker, parts)),
        description=" ".join(one for one in said if one),
        language=speaker.language,
        unit=panels[0].chart.unit,
        panels=tuple(panels),
    )


def together(speaker: Speaker, names: Sequence[str]) -> str:
    """How organisations are called together: by their level when they have one in common."""
    levels = {speaker.levels[name] for name in names}
    found = [one for one in speaker.assessment.theory.organisations.levels if one.id in levels]
    plain = speaker.label("contribution.organisations" if len(names) != 1 else "contribution.organisation")
    return speaker.text(found[0].plural if len(names) != 1 else found[0].title) if len(found) == 1 else plain


# --- Who has which part -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shares:
    """The figures of one indicator of a whole and of the parts directly below it."""

    speaker: Speaker
    indicator: Indicator

    @cached_property
    def parts(self) -> list[str]:
        """Everyone who at any moment stood directly below the whole."""
        return self.speaker.parts()

    @cached_property
    def rows(self) -> dict[tuple[str, str], Record]:
        """Totals of the whole and its parts, by organisation and period."""
        found = {}
        for name in (self.speaker.top, *self.parts):
            for row in self.speaker.values.get((self.indicator.id, name), []):
                if not row["disaggregation"]:
                    found[name, row["period"]] = row
        return found

    @cached_property
    def with_figures(self) -> list[str]:
        """Parts with any figure."""
        return [name for name in self.parts
                if any(self.speaker.has_figure(row) for (at, _), row in self.rows.items() if at == name)]  # fmt: skip

    @cached_property
    def ratio(self) -> Ratio | None:
        """The formula as a ratio of two sums over organisations, where it is one."""
        summed = all(one.over_organisations is OverOrganisations.SUM and one.survey is None
                     for one in self.speaker.operands[self.indicator.id])  # fmt: skip
        formula = parse(self.indicator.formula)
        return formula.ratio if summed and not formula.is_comparison else None

    @cached_property
    def years(self) -> list[str]:
        """Periods of whole years over which the figure of the whole may be compared, in order of time.

        Where figures come over other periods, those as long as the last one.
        """
        points = self.speaker.assessment.points.get((self.indicator.id, self.speaker.top), ())
        full = [one for one in points if not one.partial]
        length = _length(full)
        return [one.period.label for one in full if abs(one.period.months - length) < 0.5]

    def belongs(self, period: str) -> dict[str, float]:
        """Parts that belonged directly to the whole in a period, each with the share that counts there."""
        assessment = self.speaker.assessment
        day = membership_day(Period.parse(period), assessment.tree_view, assessment.as_of)
        above = parents_on(assessment.theory.organisations, day)
        shares = {name: above.get(name, {}).get(self.speaker.top, 0.0) for name in self.parts}
        return {name: share for name, share in shares.items() if share > 0}

    def row(self, name: str, period: str) -> Record | None:
        """The total of one organisation over one period, when there is one."""
        return self.rows.get((name, period))

    def figures(self, period: str, column: str = "value") -> dict[str, float]:
        """What each part gave to the whole in a period; parts without a figure are not in it."""
        found = {}
        for name, share in self.belongs(period).items():
            row = self.row(name, period)
            if row is not None and row["state"] == "reported" and known(row[column]):
                found[name] = share * float(row[column])
        return found

    def whole(self, period: str, column: str = "value") -> float:
        """The figure of the whole."""
        row = self.row(self.speaker.top, period)
        return float(row[column]) if row is not None and known(row[column]) else math.nan

    def refused(self, period: str) -> str:
        """Why the figure of the whole is no sum of its parts in a period; empty where it is.

        The code of a sentence: parts are counted once together (``distinct``), averaged (``mean``), a part is not
        public (``withheld``), the whole has a figure of its own (``own``), or another formula.
        """
        rules = {one.over_organisations for one in self.speaker.operands[self.indicator.id]}
        for rule, code in (
            (OverOrganisations.DISTINCT, "distinct"),
            (OverOrganisations.WEIGHTED_MEAN, "mean"),
            (OverOrganisations.MAX, "max"),
            (OverOrganisations.NONE, "none"),
        ):
            if rule in rules:
                return code
        columns = self._columns
        if not columns:
            return "formula"
        rows = [self.row(name, period) for name in self.belongs(period)]
        if any(row is not None and row["state"] == "withheld" for row in rows):
            return "withheld"
        sums = ((math.fsum(self.figures(period, column).values()), self.whole(period, column)) for column in columns)
        return "" if all(abs(first - second) <= SAME * max(abs(second), 1e-9) for first, second in sums) else "own"

    @property
    def _columns(self) -> tuple[str, ...]:
        """Columns that add up over organisations."""
        if adds_up(self.indicator, self.speaker.assessment.theory.data_element_by_id):
            return ("value",)
        return ("numerator", "denominator") if self.ratio is not None else ()

    @property
    def sums(self) -> bool:
        """Whether the figure itself is a sum, and not a ratio of sums."""
        return self._columns == ("value",)

    def share(self, name: str, period: str) -> float:
        """Part of the figure of the whole that one organisation gave; NaN where parts do not add up."""
        if not self.sums or self.refused(period):
            return math.nan
        figures = self.figures(period)
        total = math.fsum(figures.values())
        return figures[name] / total if name in figures and total > 0 and min(figures.values()) >= 0 else math.nan


def _length(points: Sequence[Point]) -> float:
    months = [one.period.months for one in points]
    return 12.0 if not months or any(abs(one - 12) < 0.5 for one in months) else months[-1]


# --- Who moved the figure of the whole --------------------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """What one part added to the change of the whole: by its own figure, and by its weight in the whole."""

    own: float
    mix: float = 0.0

    @property
    def total(self) -> float:
        """Both together."""
        return self.own + self.mix


def _contribution(shares: Shares) -> Contribution | None:
    if not shares.years:
        return None
    speaker = shares.speaker
    last, before = shares.years[-1], next(iter(shares.years[-2:-1]), "")
    who = together(speaker, shares.parts)
    refused = shares.refused(last) or (shares.refused(before) if before else "")
    there, then = shares.figures(last), shares.figures(before) if before else {}
    both = [name for name in there if name in then and _whole_year(shares, name, last, before)]
    moved = {} if refused or not before else moved_by(shares, both, last, before)
    order = sorted(shares.belongs(last) | (shares.belongs(before) if before else {}), key=shares.parts.index)
    order.sort(key=lambda name: (-moved[name].total if name in moved else math.inf, name not in there))
    spread = _spread(moved) if shares.sums else math.nan
    sentences = [
        *_said(shares, moved, both, last, before, refused, who),
        _lacking(shares, there, last),
    ]
    return Contribution(
        title=speaker.label("contribution.title", who=who),
        sentence=" ".join(one for one in sentences if one),
        chart=_bars(shares, moved, there, last, before, refused),
        rows=tuple(_contribution_row(shares, name, moved, spread, last, before, refused) for name in order),
        note=" ".join(one for one in _notes(shares, both, last, before, refused) if one),
        before=speaker.period(before) if before else "",
        last=speaker.period(last),
        moves=bool(moved),
        split=bool(moved) and not shares.sums,
        shared=not refused and shares.sums,
    )


def _whole_year(shares: Shares, name: str, *periods: str) -> bool:
    rows = [shares.row(name, one) for one in periods]
    return all(row is not None and "partial" not in row["flags"] for row in rows)


def moved_by(shares: Shares, names: Sequence[str], last: str, before: str) -> dict[str, Moved]:
    """What each part added to the change of those that have a figure in both periods.

    Of a sum: its own change. Of a ratio: split at the middle of both periods (Kitagawa 1955, Components of a difference
    between two rates, Journal of the American Statistical Association 50), so that all parts together are the change.
    """
    if shares.sums:
        now, then = shares.figures(last), shares.figures(before)
        return {name: Moved(now[name] - then[name]) for name in names}
    scale = shares.ratio.scale if shares.ratio is not None else 1.0
    up, down = ([shares.figures(one, column) for one in (before, last)] for column in ("numerator", "denominator"))
    names = [
        name for name in names if all(name in some for some in (*up, *down)) and all(one[name] > 0 for one in down)
    ]
    totals = [math.fsum(one[name] for name in names) for one in down]
    if not all(total > 0 for total in totals):
        return {}
    rates = [{name: scale * up[at][name] / down[at][name] for name in names} for at in (0, 1)]
    parts = [{name: down[at][name] / totals[at] for name in names} for at in (0, 1)]
    middle = math.fsum(rates[at][name] * parts[at][name] for at in (0, 1) for name in names) / 2
    return {
        name: Moved(
            (rates[1][name] - rates[0][name]) * (parts[0][name] + parts[1][name]) / 2,
            (parts[1][name] - parts[0][name]) * ((rates[0][name] + rates[1][name]) / 2 - middle),
        )
        for name in names
    }


def _spread(moved: dict[str, Moved]) -> float:
    """The change that shares are a part of; NaN where rises and falls would cancel for a large part."""
    ups, downs = (math.fsum(one.total for one in moved.values() if sign * one.total > 0) for sign in (1, -1))
    with_, against = (ups, downs) if ups + downs >= 0 else (downs, ups)
    return ups + downs if with_ and abs(against) <= MOST_AGAINST * abs(with_) else math.nan


def _said(
    shares: Shares, moved: dict[str, Moved], both: Sequence[str], last: str, before: str, refused: str, who: str
) -> Iterator[str]:
    speaker, unit = shares.speaker, shares.indicator.unit
    if refused:
        yield speaker.label(f"contribution.refused_{refused}", who=who)
        return
    if not before:
        yield speaker.label("contribution.no_before", period=speaker.period(last))
        return
    start, end = _sum(shares, moved, before), _sum(shares, moved, last)
    facts = {
        "start": speaker.period(before), "end": speaker.period(last), "who": who, "count": len(moved),
        "first": speaker.amount(_fine(start), unit), "last": speaker.amount(_fine(end), unit),
        "change": _size(speaker, end - start, unit),
    }  # fmt: skip
    everybody = set(moved) == set(shares.figures(last)) == set(shares.figures(before))
    if not moved:
        yield speaker.label("contribution.nobody", **facts)
        return
    same = abs(end - start) <= SAME * max(abs(start), abs(end))
    kind = "same" if same else "rise" if end > start else "fall"
    yield speaker.label(f"contribution.{'all' if everybody else 'some'}_{kind}", **facts)
    if same and shares.sums:
        yield from _ups_and_downs(shares, moved, who)
        return
    if not shares.sums:
        yield from _split(shares, moved)
        return
    spread = _spread(moved)
    if not known(spread):
        yield from _ups_and_downs(shares, moved, who)
        return
    named = _most(moved, spread)
    part = math.fsum(moved[name].total for name in named) / spread
    if part > 1:
        yield from _ups_and_downs(shares, moved, who)
        return
    if len(named) == len(moved):
        return
    told = [speaker.label("contribution.named", name=speaker.name_of(name),
                          share=_part(speaker, moved[name].total / spread)) for name in named]  # fmt: skip
    yield speaker.label(
        f"contribution.from_{kind}", share=part, count=len(named), who=together(speaker, named), names=told
    )


def _sum(shares: Shares, names: dict[str, Moved], period: str) -> float:
    """The figure of some parts together."""
    if shares.sums:
        figures = shares.figures(period)
        return math.fsum(figures[name] for name in names)
    scale = shares.ratio.scale if shares.ratio is not None else 1.0
    up, down = shares.figures(period, "numerator"), shares.figures(period, "denominator")
    below = math.fsum(down[name] for name in names)
    return scale * math.fsum(up[name] for name in names) / below if below else math.nan


def _fine(value: float) -> float:
    """Without the last digits that adding up leaves behind."""
    return float(f"{value:.12g}") if math.isfinite(value) else value


def _size(speaker: Speaker, change: float, unit: str) -> str:
    """How much something changed, without its sign."""
    if unit in SHARES or unit.startswith("score"):
        return speaker.change(abs(change), unit, signed=False)
    return speaker.amount(_fine(abs(change)), unit)


def _most(moved: dict[str, Moved], spread: float) -> list[str]:
    """Parts that added most to the change, in its own direction."""
    along = [name for name, one in moved.items() if one.total / spread > 0]
    return sorted(along, key=lambda name: -moved[name].total / spread)[:MOST_NAMED]


def _ups_and_downs(shares: Shares, moved: dict[str, Moved], who: str) -> Iterator[str]:
    speaker, unit = shares.speaker, shares.indicator.unit
    ups = [one.total for one in moved.values() if one.total > 0]
    downs = [one.total for one in moved.values() if one.total < 0]
    if ups and downs:
        yield speaker.label(
            "contribution.cancel", ups=len(ups), downs=len(downs), who=who,
            up=_size(speaker, math.fsum(ups), unit), down=_size(speaker, math.fsum(downs), unit),
        )  # fmt: skip


def _split(shares: Shares, moved: dict[str, Moved]) -> Iterator[str]:
    """How much of the change of a ratio came from the ratios of organisations, and how much from their weight."""
    speaker = shares.speaker
    own, mix = (math.fsum(getattr(one, name) for one in moved.values()) for name in ("own", "mix"))
    if abs(mix) <= SAME * max(abs(own), SAME):
        yield speaker.label("contribution.split_own")
    else:
        yield speaker.label("contribution.split", own=_signed(shares, own), mix=_signed(shares, mix))
    largest = sorted(moved, key=lambda name: -abs(moved[name].total))[:MOST_NAMED]
    told = [speaker.label("contribution.named", name=speaker.name_of(name), share=_signed(shares, moved[name].total))
            for name in largest]  # fmt: skip
    if len(moved) > MOST_NAMED:
        yield speaker.label("contribution.moved_most", names=told)


def _part(speaker: Speaker, value: float) -> str:
    """A part of a change; of what went the other way with its sign."""
    return ("−" if value < 0 else "") + percent(abs(value), speaker.language)


def _signed(shares: Shares, value: float) -> str:
    """A change with its sign, as it is written in a table."""
    if abs(value) < 1e-12:
        value = 0.0
    if shares.indicator.unit in SHARES or not shares.sums:
        return shares.speaker.change(value, shares.indicator.unit)
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + number(_fine(abs(value)), shares.speaker.language)


def _lacking(shares: Shares, there: dict[str, float], last: str) -> str:
    """Who was asked for a figure of the last year and has none."""
    speaker, belonging = shares.speaker, shares.belongs(last)
    absent = [speaker.name_of(name) for name in shares.parts
              if name in belonging and name not in there and _is_due(shares, name, last)]  # fmt: skip
    if not absent:
        return ""
    return speaker.label("contribution.absent", period=speaker.period(last), count=len(absent), names=absent)


def _is_due(shares: Shares, name: str, period: str) -> bool:
    """Whether a figure was asked for that could have been there."""
    row = shares.row(name, period)
    return row is not None and row["state"] not in ("not_applicable", "not_due") and "not_asked" not in row["flags"]


def _notes(shares: Shares, both: Sequence[str], last: str, before: str, refused: str) -> Iterator[str]:
    """Who reported in one of both periods only, whose own parts differ, and what a split means."""
    if not before or refused:
        return
    speaker = shares.speaker
    now, then = shares.figures(last), shares.figures(before)
    alone = ((now.keys() - then.keys(), last), (then.keys() - now.keys(), before))
    for names, period in alone:
        if names:
            yield speaker.label("contribution.only_one", period=speaker.period(period),
                                names=[speaker.name_of(name) for name in shares.parts if name in names])  # fmt: skip
    if any(names for names, _ in alone):
        yield speaker.label("contribution.not_alike", start=speaker.period(before), end=speaker.period(last))
    partial = [name for name in now if name in then and name not in both]
    if partial:
        yield speaker.label("contribution.partial", names=[speaker.name_of(name) for name in partial],
                            count=len(partial))  # fmt: skip
    uneven = [name for name in both if _reported(shares, name, last) != _reported(shares, name, before)]
    if uneven:
        yield speaker.label("contribution.uneven", count=len(uneven), names=[speaker.name_of(name) for name in uneven],
                            start=speaker.period(before), end=speaker.period(last))  # fmt: skip
    if not shares.sums:
        yield speaker.label("contribution.split_note")


def _reported(shares: Shares, name: str, period: str) -> float:
    row = shares.row(name, period)
    return float(row["reported"]) if row is not None else 0.0


def _contribution_row(
    shares: Shares, name: str, moved: dict[str, Moved], spread: float, last: str, before: str, refused: str
) -> ContributionRow:
    speaker = shares.speaker
    now, then = shares.row(name, last), shares.row(name, before) if before else None
    part = shares.share(name, last) if not refused else math.nan
    one = moved.get(name)
    unknown = speaker.label("contribution.unknown")
    split = one is not None and not shares.sums
    return ContributionRow(
        organisation=Reference(speaker.name_of(name), part_anchor(name)),
        figure=_figure(shares, name, last, now),
        share=percent(part, speaker.language) if known(part) else unknown,
        change=_signed(shares, one.total) if one is not None else unknown,
        change_share=_part(speaker, one.total / spread) if one is not None and known(spread) else unknown,
        coverage=covered(speaker, now),
        previous=_figure(shares, name, before, then) if before else "",
        own=_signed(shares, one.own) if split and one is not None else unknown,
        mix=_signed(shares, one.mix) if split and one is not None else unknown,
        known=now is not None and speaker.has_figure(now),
    )


def _figure(shares: Shares, name: str, period: str, row: Record | None) -> str:
    if row is None or name not in shares.belongs(period):
        return shares.speaker.label("contribution.not_asked" if name in shares.belongs(period) else "contribution.out")
    return shares.speaker.figure(row)


def covered(speaker: Speaker, row: Record | None) -> str:
    """How many organisations stand behind a figure; nothing where there is none."""
    if row is None or not known(row["expected"]):
        return ""
    if row["expected"] <= 1:
        return speaker.label("contribution.itself") if speaker.has_figure(row) else ""
    return speaker.label("contribution.covered", reported=row["reported"], expected=row["expected"])


def _bars(
    shares: Shares, moved: dict[str, Moved], there: dict[str, float], last: str, before: str, refused: str
) -> Bars | None:
    """What each part added to the change; without a year before, its figure."""
    speaker, indicator = shares.speaker, shares.indicator
    if refused:
        return None
    if moved:
        order = sorted(moved, key=lambda name: -moved[name].total)
        made = [_bar(shares, name, moved[name].total, _signed(shares, moved[name].total)) for name in order]
        code, facts = "contribution.chart_change", {"start": speaker.period(before), "end": speaker.period(last)}
    elif shares.sums and not before and there:
        order = sorted(there, key=lambda name: -there[name])
        made = [_bar(shares, name, there[name], number(_fine(there[name]), speaker.language)) for name in order]
        code, facts = "contribution.chart_figure", {"end": speaker.period(last)}
    else:
        return None
    unit = speaker.assessment.theory.unit_titles[indicator.unit][speaker.language]
    points = indicator.unit in SHARES
    return Bars(
        name=anchor_of("contribution", indicator.id),
        title=speaker.label(code, indicator=indicator.title, **facts),
        description=speaker.label("contribution.chart_words", figures=[f"{one.label}: {one.words}" for one in made]),
        language=speaker.language,
        unit=speaker.label("contribution.points") if points else unit,
        bars=tuple(made),
    )


def _bar(shares: Shares, name: str, value: float, words: str) -> Bar:
    times = 100.0 if shares.indicator.unit == "fraction" else 1.0
    return Bar(shares.speaker.name_of(name), times * value, words, "calm", anchor=part_anchor(name))


# --- Who stands out ---------------------------------------------------------------------------------------------


def _peers(shares: Shares) -> Peers | None:
    """Organisations beside what chance allows for their size, in the last year of which enough have a figure."""
    speaker, ratio = shares.speaker, shares.ratio
    kind = _kind(shares)
    if ratio is None or kind is None or ratio.scale <= 0 or not shares.years:
        return None
    period = shares.years[-1]
    given = []
    for name in shares.belongs(period):
        row = shares.row(name, period)
        if row is not None and speaker.has_figure(row) and "partial" not in row["flags"] and _fits(row, kind):
            given.append(Peer(name, float(row["numerator"]), float(row["denominator"])))
    found = compare(given, kind) if len(given) >= FEWEST else None
    if found is None:
        return None
    write = _writer(shares, ratio.scale)
    out = [one for one in found.standings if one.place in ("above", "below")]
    absent = [name for name in shares.belongs(period)
              if name not in {one.name for one in given} and _is_due(shares, name, period)]  # fmt: skip
    return Peers(
        title=speaker.label("peers.title", who=together(speaker, shares.parts)),
        sentence=" ".join(one for one in _stand_out(shares, found, out, period, write) if one),
        chart=_funnel(shares, found, period, ratio.scale, write),
        rows=tuple(_peer_row(shares, one, period, ratio.scale, write) for one in found.standings),
        note=" ".join(one for one in _peer_notes(shares, found, absent, period) if one),
    )


def _kind(shares: Shares) -> Kind | None:
    """What the figures are: a part of a whole, a count per unit, or nothing that chance can be reckoned for."""
    elements = {one.id: one for one in shares.speaker.operands[shares.indicator.id]}
    formula, ratio = parse(shares.indicator.formula), shares.ratio
    if ratio is None or len(formula.operands) < 2:
        return None
    counted = [one for name, one in elements.items() if not one.unit.startswith(("EUR", "hours", "score", "percent"))]
    if shares.indicator.unit in SHARES:
        return "proportion" if len(counted) == len(elements) else None
    above = formula.operands[0].element
    return "rate" if elements[above] in counted and counts_things(shares.indicator) else None


def _fits(row: Record, kind: Kind) -> bool:
    if not (known(row["numerator"]) and known(row["denominator"]) and row["denominator"] > 0 and row["numerator"] >= 0):
        return False
    return kind == "rate" or row["numerator"] <= row["denominator"]


Writer = Callable[[float], str]


def _writer(shares: Shares, scale: float) -> Writer:
    """Writes a bound or a middle in the unit of the indicator, as fine as it deserves."""
    unit = shares.indicator.unit

    def write(value: float) -> str:
        shown = float(f"{scale * value:.3g}")
        if unit in SHARES:
            part = 100 * scale * value / SHARES[unit]
            shown = round(part, 1 if part < 10 or part > 90 else 0) * SHARES[unit] / 100
        return shares.speaker.amount(_fine(shown), unit)

    return write


def _stand_out(shares: Shares, found: Comparison, out: Sequence[Standing], period: str, write: Writer) -> Iterator[str]:
    speaker = shares.speaker
    names = [one.peer.name for one in found.standings]
    facts = {"count": len(names), "who": together(speaker, names), "period": speaker.period(period)}
    if not out:
        yield speaker.label("peers.none", **facts)
        return
    yield speaker.label("peers.some", out=len(out), **facts)
    for place in ("above", "below"):
        there = [one for one in out if one.place == place]
        if there:
            told = [
                speaker.label("peers.named", name=speaker.name_of(one.peer.name),
                              figure=_own_figure(shares, one.peer.name, period),
                              low=write(one.bounds.low998), high=write(one.bounds.high998))
                for one in there
            ]  # fmt: skip
            yield speaker.label(f"peers.{place}", names=told)
    yield speaker.label("peers.not_why")


def _own_figure(shares: Shares, name: str, period: str) -> str:
    row = shares.row(name, period)
    return shares.speaker.figure(row) if row is not None else ""


def _peer_notes(shares: Shares, found: Comparison, absent: Sequence[str], period: str) -> Iterator[str]:
    speaker = shares.speaker
    yield speaker.label("peers.how")
    if found.between > 0:
        yield speaker.label("peers.widened")
    count = len(found.standings)
    yield speaker.label("peers.by_chance", count=count, expected=max(1, round(count / 20)))
    if absent:
        names = [speaker.name_of(name) for name in absent]
        yield speaker.label("contribution.absent", period=speaker.period(period), count=len(names), names=names)


def _funnel(shares: Shares, found: Comparison, period: str, scale: float, write: Writer) -> FunnelPlot:
    speaker, indicator = shares.speaker, shares.indicator
    unit = speaker.assessment.theory.unit_titles[indicator.unit][speaker.language]
    times = scale * (100.0 if indicator.unit == "fraction" else 1.0)
    sizes = [one.peer.size for one in found.standings]
    most = 1.08 * max(sizes)
    least = max(min(min(sizes) * 0.6, most / 40), 1.0)
    steps = [least * (most / least) ** (at / (CURVE - 1)) for at in range(CURVE)] if most > least else [most]
    return FunnelPlot(
        name=anchor_of("funnel", indicator.id),
        title=speaker.label("peers.chart", indicator=indicator.title, period=speaker.period(period)),
        description=" ".join(
            speaker.label("peers.chart_words", name=speaker.name_of(one.peer.name), size=one.peer.size,
                          figure=_own_figure(shares, one.peer.name, period), place=_badge(speaker, one).word)
            for one in found.standings
        ),
        language=speaker.language,
        unit="%" if indicator.unit in SHARES else unit,
        size_title=speaker.label("peers.size", what=_size_title(shares)),
        value_title=speaker.text(indicator.title),
        middle=times * found.middle,
        middle_words=speaker.label("peers.middle", figure=write(found.middle)),
        dots=tuple(_dot(shares, one, period, times) for one in found.standings),
        limits=tuple(_limits(size, found.bounds(size), times) for size in steps),
    )  # fmt: skip


def _size_title(shares: Shares) -> str:
    """What organisations are large or small in: what the figure is divided by."""
    operands = parse(shares.indicator.formula).operands
    elements = shares.speaker.assessment.theory.data_element_by_id
    return shares.speaker.text(elements[operands[-1].element].title)


def _dot(shares: Shares, one: Standing, period: str, times: float) -> Dot:
    name = one.peer.name
    return Dot(
        label=shares.speaker.name_of(name),
        size=one.peer.size,
        value=times * one.peer.value,
        words=_own_figure(shares, name, period),
        outside=one.place in ("above", "below"),
        anchor=part_anchor(name),
    )


def _limits(size: float, bounds: Bounds, times: float) -> Limits:
    return Limits(size, times * bounds.low95, times * bounds.high95, times * bounds.low998, times * bounds.high998)


def _peer_row(shares: Shares, one: Standing, period: str, scale: float, write: Writer) -> PeerRow:
    speaker = shares.speaker
    return PeerRow(
        organisation=Reference(speaker.name_of(one.peer.name), part_anchor(one.peer.name)),
        figure=_own_figure(shares, one.peer.name, period),
        size=number(one.peer.size, speaker.language),
        bounds=speaker.label("outcomes.interval_text", low=write(one.bounds.low998), high=write(one.bounds.high998)),
        badge=_badge(speaker, one),
    )


def _badge(speaker: Speaker, one: Standing) -> Badge:
    tone, shape = _PLACES[one.place]
    return Badge(speaker.label(f"peers.place_{one.place}"), tone, shape)
