"""How a change, a belief and a declared change are written: with their unit, and never more than three digits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from toc.course import Intervention
from toc.declared import Text
from toc.formula import SHARES
from toc.indicator import Indicator
from toc.prior import Prior
from toc.report.page import Badge
from toc.result_chain import CausalLink, Expectation, Lag
from toc.scenario import Change, Scenario
from toc.theory import Theory
from toc.what_if import slope_of
from toc.words import list_of, number
from toc.words.labels import LABELS, label, month

Scale = Literal["percent", "points", "score", "unit"]
"""In what a change is told."""

Written = Callable[[float], str]

MOST_SIGNS = 90
"""Longer declared values are cut off."""

NOTHING = 1e-9
"""Sizes below this come from arithmetic only."""

BASIS_LOOK: Mapping[str, tuple[str, str]] = {
    "source": ("good", "disc"), "figures": ("good", "disc"), "judgement": ("open", "half"),
    "assumption": ("missing", "ring"),
}  # fmt: skip


@dataclass(frozen=True)
class Writer:
    """Writes numbers and declared things of one theory in one language."""

    theory: Theory
    language: str

    def label(self, code: str, **values: Any) -> str:
        """A fixed word or template."""
        return label(code, self.language, **values)

    def text(self, text: Text | None) -> str:
        """A declared text, or nothing."""
        return text[self.language] if text is not None else ""

    def joined(self, items: Iterable[str]) -> str:
        """Names joined as in a sentence."""
        return list_of(list(items), self.language)

    def unit(self, unit: str) -> str:
        """Name of a unit."""
        found = self.theory.unit_titles.get(unit)
        return self.text(found) if found is not None else unit

    # --- Amounts -----------------------------------------------------------------------------------------------

    def plain(self, value: float, digits: int = 3) -> str:
        """A number with so many significant digits; no change is 0."""
        if not math.isfinite(value):
            return self.label("choices.unknown_level")
        rounded = float(f"{value:.{digits}g}") if abs(value) > NOTHING else 0.0
        return ("−" if rounded < 0 else "") + number(abs(rounded), self.language, digits)

    def signed(self, value: float) -> str:
        """A change with its sign, in two significant digits."""
        words = self.plain(value, 2)
        return words if value <= NOTHING or not math.isfinite(value) else f"+{words}"

    def level(self, value: float, unit: str, digits: int = 3) -> str:
        """A level with its unit."""
        if not math.isfinite(value):
            return self.label("choices.unknown_level")
        if unit in SHARES:
            return f"{self.plain(100 * value if unit == 'fraction' else value, digits)}%"
        if unit.startswith("score"):
            return self.plain(value, digits)
        return f"{self.plain(value, digits)} {self.unit(unit)}".strip()

    def change(self, value: float, scale: Scale, unit: str = "") -> str:
        """A change with its sign and unit; of a fraction in percentage points."""
        size = 100 * value if scale == "points" and unit == "fraction" else value
        return self.label(f"choices.size.{scale}", value=self.signed(size), unit=self.unit(unit)).strip()

    def ends(self, low: float, high: float, scale: Scale, unit: str = "") -> str:
        """Both ends of a range of changes, the unit once where it is a word."""
        times = 100 if scale == "points" and unit == "fraction" else 1
        left = self.signed(times * low) + ("%" if scale == "percent" else "")
        return self.label("choices.between", low=left, high=self.change(high, scale, unit))

    # --- Beliefs -----------------------------------------------------------------------------------------------

    def ranged(self, values: Sequence[float], write: Written, middle: Written | None = None) -> str:
        """A middle with its range of 90 in 100; only the middle where that is all there is.

        Args:
            values: low, middle and high.
            write: writes one of them.
            middle: writes the middle, where that has a unit and the ends have none.
        """
        low, same, high = (write(value) for value in values)
        told = (middle or write)(values[1])
        return told if low == high == same else self.label("choices.range", middle=told, low=low, high=high)

    def believed(self, kind: str, name: str, values: Sequence[float], scenario: Scenario | None = None) -> str:
        """Low, middle and high of one uncertain number, by its kind."""
        if kind == "lag":
            return self.ranged(values, lambda one: self.plain(one, 2),
                               lambda one: self.label("choices.size.years", value=self.plain(one, 2)))  # fmt: skip
        if kind == "course":
            return self._growth(values)
        if kind == "size":
            done = next((one for one in scenario.interventions if one.id == name), None) if scenario else None
            return self.size(done, values) if done is not None else self.ranged(values, self.plain)
        link = self.theory.link_by_id[name]
        return self.slope(link, link.expectation, values) if link.expectation else self.ranged(values, self.plain)

    def size(self, done: Intervention, values: Sequence[float]) -> str:
        """How much an intervention does."""
        if done.how == "factor":
            return self.ranged(values, self.plain, lambda one: self.label("choices.size.times", value=self.plain(one)))
        if done.how == "growth":
            return self._growth(values)
        return self._in_unit(values, self._unit_at(done))

    def _growth(self, values: Sequence[float]) -> str:
        return self.ranged(values, lambda one: self.change(one, "percent"),
                           lambda one: self.label("choices.size.growth", value=self.signed(one)))  # fmt: skip

    def _in_unit(self, values: Sequence[float], unit: str) -> str:
        """A change in the unit of an indicator, that stands behind the middle only."""
        times = 100 if unit == "fraction" else 1
        return self.ranged(values, lambda one: self.signed(times * one),
                           lambda one: self.change(one, scale_of(unit), unit))  # fmt: skip

    def _unit_at(self, done: Intervention) -> str:
        name = done.indicator
        if name is None:
            element = self.theory.element_by_id.get(done.element or "")
            name = element.indicators[0] if element is not None and element.indicators else None
        found = self.theory.indicator_by_id.get(name or "")
        return found.unit if found is not None else ""

    def outcome(self, link: CausalLink) -> Indicator | None:
        """The indicator at the end of a link: the declared one, else the leading one of the element."""
        names = (link.outcome_indicator,) if link.outcome_indicator else self.theory.element_by_id[link.to].indicators
        return self.theory.indicator_by_id.get(names[0]) if names else None

    def slope(self, link: CausalLink, declared: Expectation, values: Sequence[float]) -> str:
        """How strong a link is, from slopes as the sums use them, in the words of its form."""
        outcome = self.outcome(link)
        unit = outcome.unit if outcome is not None else ""
        if declared.elasticity is not None:
            percent = [10 * value for value in values]
            words = self.ranged(percent, lambda one: self.change(one, "percent"))
            return self.label("choices.form.elasticity", change=words)
        if declared.per_doubling is not None:
            words = self._in_unit([math.log(2) * value for value in values], unit)
            return self.label("choices.form.doubling", change=words)
        if declared.target is not None:
            factor = declared.target.when_output
            words = self._in_unit([math.log(factor) * value for value in values], unit)
            return self.label("choices.form.target", factor=factor, change=words)
        if declared.saturation is not None:
            words = self.ranged(values, lambda one: self.level(one, unit))
            return self.label("choices.form.saturation", change=words, half=self.plain(declared.saturation.half_at))
        assert declared.conversion is not None
        small = declared.conversion < 1
        words = self.ranged([(100 if small else 1) * value for value in values], self.plain)
        return self.label("choices.form.of_hundred" if small else "choices.form.of_each", change=words)

    def expectation(self, link: CausalLink, declared: Expectation) -> str:
        """How much effect was declared, with its margin."""
        outcome = self.outcome(link)
        unit = outcome.unit if outcome is not None else ""
        if declared.mic is not None:
            return self.label("choices.form.mic", change=self.change(declared.mic, scale_of(unit), unit))
        _, spread = slope_of(declared, less_is_better=outcome is not None and outcome.ascending is False)
        return self.slope(link, declared, [spread.quantile(level) for level in (0.05, 0.5, 0.95)])

    def lag(self, lag: Lag) -> str:
        """How long an effect takes."""
        low, high = self.plain(lag.min_years), self.plain(lag.max_years)
        words = low if low == high else self.label("choices.between", low=low, high=high)
        return self.label("choices.size.years", value=words)

    def prior(self, prior: Prior) -> str:
        """A belief without a unit."""
        return self.ranged((prior.low, prior.likely, prior.high), self.plain)

    def basis(self, basis: str, *, adjusted: bool = False) -> Badge:
        """What a number rests on: a source, a judgement, an assumption or figures; and whether figures adjusted it."""
        word = self.label(f"choices.basis.{basis}")
        if adjusted:
            return Badge(self.label("choices.basis.with_figures", basis=word), "open", "half")
        return Badge(word, *BASIS_LOOK.get(basis, ("calm", "bar")))

    # --- Declared things ---------------------------------------------------------------------------------------

    def link_title(self, link: CausalLink) -> str:
        """Both ends of a link."""
        start, end = (self.text(self.theory.element_by_id[name].title) for name in (link.start, link.to))
        return f"{start} → {end}"

    def thing(self, part: str, name: str) -> str:
        """The title of something declared; its id where it has none."""
        theory = self.theory
        known: Mapping[str, Mapping[str, Any]] = {
            "link": theory.link_by_id, "element": theory.element_by_id, "indicator": theory.indicator_by_id,
            "organisation": theory.organisations.by_id, "data_element": theory.data_element_by_id,
            "assumption": {one.id: one for one in theory.file.assumptions},
            "target": theory.target_by_id, "course": {one.id: one for one in theory.courses},
        }  # fmt: skip
        found = known.get(part, {}).get(name)
        if isinstance(found, CausalLink):
            return self.link_title(found)
        if part in ("target", "course") and found is not None:
            return self.text(theory.indicator_by_id[found.indicator].title)
        title = getattr(found, "title", None)
        return self.text(title) if isinstance(title, Text) else name

    def named(self, change: Change) -> str:
        """What a change is about: the kind of thing and its title, of a link its id too."""
        part = self.label(f"choices.part.{change.part}")
        code = "choices.linked" if change.part == "link" else "choices.named"
        return self.label(code, part=part, id=change.id, title=self.thing(change.part, change.id))

    def field(self, name: str) -> str:
        """A field in words; its own name where there are none."""
        code = f"choices.fields.{name}"
        return self.label(code) if code in LABELS else name.replace("_", " ")

    def value(self, change: Change, value: object) -> str:
        """A declared value, old or new, as a reader would write it."""
        if value is None:
            return self.label("choices.undeclared")
        link = self.theory.link_by_id.get(change.id) if change.part == "link" else None
        if link is not None and change.field == "expectation":
            declared = _read(Expectation, value)
            return self.expectation(link, declared) if declared is not None else self._shown(value)
        if change.part == "link" and change.field == "lag":
            lag = _read(Lag, value)
            return self.lag(lag) if lag is not None else self._shown(value)
        if change.part == "link" and change.field == "slope":
            return self.label(f"choices.slope.{value}")
        if change.part == "course" and change.field == "growth":
            prior = _read(Prior, value)
            if prior is not None:
                return self.believed("course", change.id, (prior.low, prior.likely, prior.high))
        return self._shown(value)

    def _shown(self, value: object) -> str:
        """Any other value: numbers and texts as they are, lists and sets of fields in short."""
        if value is None:
            return self.label("choices.undeclared")
        if isinstance(value, bool):
            return self.label("choices.yes" if value else "choices.no")
        if isinstance(value, (int, float)):
            return number(value, self.language)
        if isinstance(value, date):
            return self.label("page.day", day=value)
        if isinstance(value, Text):
            return self._cut(self.text(value))
        if isinstance(value, Mapping):
            if self.language in value and set(value) <= {"nl", "en"}:
                return self._cut(str(value[self.language]))
            known = [f"{self.field(str(name))} {self._shown(one)}" for name, one in value.items() if one is not None]
            return self._cut("; ".join(known))
        if isinstance(value, (list, tuple)):
            simple = all(isinstance(one, (str, int, float)) for one in value)
            if not value:
                return self.label("choices.nothing")
            if simple:
                return self._cut(self.joined(self._shown(one) for one in value))
            return self.label("choices.some", count=len(value))
        return self._cut(str(value))

    def _cut(self, words: str) -> str:
        return words if len(words) <= MOST_SIGNS else f"{words[: MOST_SIGNS - 1].rstrip()}…"

    def where(self, done: Intervention) -> str:
        """Where an intervention happens, and from when."""
        place = self.thing("element" if done.element else "indicator", done.element or done.indicator or "")
        if done.organisation:
            place = self.label("choices.at", where=place, organisation=self.thing("organisation", done.organisation))
        first = month(done.start, self.language)
        if done.end is None:
            words = self.label("choices.where_from", where=place, month=first)
        else:
            words = self.label("choices.where_until", where=place, month=first, last=month(done.end, self.language))
        if done.build_up:
            words += ", " + self.label("choices.built_up", months=done.build_up)
        return words


def scale_of(unit: str) -> Scale:
    """In what a change of something in this unit is told."""
    return "points" if unit in SHARES else "score" if unit.startswith("score") else "unit"


def _read(kind: Any, value: object) -> Any:
    """A declared thing from what stands in the file or what is kept of it; None where it does not fit."""
    if isinstance(value, kind):
        return value
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return None
