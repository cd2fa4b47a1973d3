"""A what-if as data: what is declared otherwise and what is done otherwise, applied to a theory to give a changed copy.

A scenario may combine others (atoms) in a declared order. Two atoms that touch one key are refused: the order would
decide silently. Everything that was changed is logged, old and new.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from toc.course import Course, Intervention
from toc.declared import Declared, Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.indicator import DataElement, Indicator
from toc.organisation import Organisation
from toc.prior import Prior
from toc.provenance import SourceRef
from toc.result_chain import Assumption, CausalLink, ChainElement
from toc.target import Baseline, Target
from toc.theory import Event, Theory
from toc.words import SENTENCES, number, say

ScenarioPart = Literal[
    "data_element",
    "indicator",
    "baseline",
    "target",
    "element",
    "link",
    "assumption",
    "organisation",
    "course",
    "event",
]

_PLACES: dict[str, tuple[str, type[Declared]]] = {
    "data_element": ("data_elements", DataElement),
    "indicator": ("indicators", Indicator),
    "baseline": ("baselines", Baseline),
    "target": ("targets", Target),
    "element": ("elements", ChainElement),
    "link": ("links", CausalLink),
    "assumption": ("assumptions", Assumption),
    "organisation": ("organisations", Organisation),
    "course": ("courses", Course),
    "event": ("events", Event),
}
assert set(_PLACES) == set(get_args(ScenarioPart))

Key = tuple[str, ...]
"""What a scenario touches: kind of thing, which one, and which of its fields."""


class Override(Declared):
    """One thing that is declared otherwise in this scenario."""

    part: ScenarioPart
    """Kind of thing that changes."""

    id: str
    """Which one."""

    field: str
    """Which of its fields."""

    value: Any
    """The new value, written as in the model."""


class Addition(Declared):
    """One thing that is declared in this scenario only."""

    part: ScenarioPart
    """Kind of thing that is added."""

    value: dict[str, Any]
    """The thing itself, written as in the model."""


class Removal(Declared):
    """One thing that is not there in this scenario."""

    part: ScenarioPart
    """Kind of thing that is left out."""

    id: str
    """Which one."""


class Scenario(Declared):
    """One what-if."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Short name, equal to the name of the file."""

    title: Text
    """Name that a reader sees."""

    rationale: Text
    """Why somebody wants to know this."""

    sources: tuple[SourceRef, ...] = ()
    """Where the idea comes from."""

    combines: tuple[str, ...] = ()
    """Other scenarios of this model that are part of it, in this order."""

    building_block: bool = False
    """`true` when it is only there for others to combine, and no choice of its own; it is then left out where all
    scenarios of a model are shown."""

    overrides: tuple[Override, ...] = ()
    """What is declared otherwise."""

    add: tuple[Addition, ...] = ()
    """What is declared besides, such as a link that this what-if rests on."""

    remove: tuple[Removal, ...] = ()
    """What is left out."""

    interventions: tuple[Intervention, ...] = ()
    """What is done otherwise, from when, and how much."""

    def keys(self) -> Iterator[Key]:
        """Everything it touches by itself."""
        for override in self.overrides:
            yield override.part, override.id, override.field
        for addition in self.add:
            yield addition.part, str(addition.value.get("id", ""))
        for removal in self.remove:
            yield removal.part, removal.id
        for intervention in self.interventions:
            yield "intervention", *intervention.place


@dataclass(frozen=True)
class Change:
    """One change as it was carried out. ``old`` is None for what is added, ``new`` for what is left out."""

    part: str
    id: str
    field: str
    old: object
    new: object

    def __str__(self) -> str:
        old, new = (one.en if isinstance(one, Text) else one for one in (self.old, self.new))
        return f"{self.part} {self.id}.{self.field}: {old} -> {new}"

    @property
    def told(self) -> Text:
        """The change as a person would write it down."""
        facts = {"part": say(f"scenario.part.{self.part}"), "id": self.id, "field": _word(self.field),
                 "old": _shown(self.old), "new": _shown(self.new)}  # fmt: skip
        if self.part == "intervention":
            return say("scenario.log.done", how=say(f"scenario.how.{self.field}"), **facts)
        if not self.field:
            return say("scenario.log.added" if self.old is None else "scenario.log.removed", **facts)
        return say("scenario.log.changed", **facts)


def _word(written: str) -> Text:
    """A word of the model files as a reader knows it; one without a translation stays as it is."""
    code = f"scenario.word.{written}"
    return say(code) if code in SENTENCES else Text(nl=written, en=written)


def _shown(value: object) -> Text:
    """A declared value in one line."""
    if value is None or (isinstance(value, Sequence) and not value):
        return say("scenario.log.nothing")
    if isinstance(value, Text):
        return value
    if isinstance(value, Prior):
        return say("scenario.log.certain" if value.certain else "scenario.log.range", **value.model_dump())
    if isinstance(value, Mapping):
        told = [(_word(str(key)), _shown(one)) for key, one in value.items() if one is not None]
        return Text(nl=", ".join(f"{key.nl} {one.nl}" for key, one in told),
                    en=", ".join(f"{key.en} {one.en}" for key, one in told))  # fmt: skip
    if isinstance(value, (list, tuple)):
        some = [_shown(one) for one in value]
        return Text(nl=", ".join(one.nl for one in some), en=", ".join(one.en for one in some))
    if isinstance(value, float):
        return Text(nl=number(value, "nl"), en=number(value, "en"))
    return _word(str(value))


# --- Combining -------------------------------------------------------------------------------------------------


def combine(scenario: Scenario, find: Callable[[str], Scenario]) -> Scenario:
    """Return one scenario that holds all its atoms, in their order, and then what it declares itself.

    Args:
        scenario: as read.
        find: gives a scenario by name; its FindingsError passes through.

    Raises:
        FindingsError: two parts touch one key (both are named), or a scenario is part of itself; all of them at once.
    """
    atoms = list(_atoms(scenario, find))
    owner: dict[Key, str] = {}
    part_of: dict[Key, str] = {}
    findings: list[Finding] = []
    for atom in atoms:
        for key in dict.fromkeys(atom.keys()):
            other = next((name for name in _same(key, owner, part_of) if name not in (None, atom.id)), None)
            if other is None:
                owner.setdefault(key, atom.id)
                part_of.setdefault(key[:2], atom.id)
                continue
            message = say("scenario.clash", scenario=scenario.id, one=other, other=atom.id, key=_written(key))
            findings.append(Finding("scenario.clash", Severity.ERROR, message, about=(f"scenario:{scenario.id}",)))
    if findings:
        raise FindingsError(findings)
    gathered = {name: tuple(item for atom in atoms for item in getattr(atom, name))
                for name in ("overrides", "add", "remove", "interventions")}  # fmt: skip
    sources = tuple(dict.fromkeys(ref for atom in (scenario, *atoms) for ref in atom.sources))
    return scenario.model_copy(update={**gathered, "sources": sources})


def _same(key: Key, owner: Mapping[Key, str], part_of: Mapping[Key, str]) -> Iterator[str | None]:
    """Who touched the same: the key itself; a thing that is added or left out touches all of its fields."""
    yield owner.get(key)
    if key[0] != "intervention":
        yield owner.get(key[:2])
        yield part_of.get(key) if len(key) == 2 else None


def _written(key: Key) -> str:
    part, *rest = key
    return f"{part} {'.'.join(one for one in rest if one)}"


def _atoms(scenario: Scenario, find: Callable[[str], Scenario]) -> Iterator[Scenario]:
    """Scenarios that it holds, each once, in order, itself last; however deep they lie."""
    open_ = {scenario.id: (scenario, iter(scenario.combines))}
    done: set[str] = set()
    while open_:
        name, (one, rest) = next(reversed(open_.items()))
        wanted = next(rest, None)
        if wanted is None:
            del open_[name]
            done.add(name)
            yield one
        elif wanted in open_:
            above = list(open_)
            loop = " → ".join((*above[above.index(wanted) :], wanted))
            raise FindingsError([Finding("scenario.loop", Severity.ERROR, say("scenario.loop", loop=loop),
                                         about=(f"scenario:{wanted}",))])  # fmt: skip
        elif wanted not in done:
            atom = find(wanted)
            open_[wanted] = (atom, iter(atom.combines))


# --- Applying --------------------------------------------------------------------------------------------------


def apply(theory: Theory, scenario: Scenario) -> tuple[Theory, tuple[Change, ...]]:
    """Return a changed copy of ``theory`` and what was changed: left out, added, overridden, done otherwise.

    Raises:
        FindingsError: something named does not exist or a value does not fit, or two changes touch one key; all of
            them at once.
    """
    findings: list[Finding] = []
    changes: list[Change] = []

    def tried(outcome: tuple[Theory, Change] | Finding) -> None:
        nonlocal theory
        if isinstance(outcome, Finding):
            findings.append(outcome)
        else:
            theory, change = outcome
            changes.append(change)

    for removal in scenario.remove:
        tried(_without(theory, scenario, removal))
    for addition in scenario.add:
        tried(_with(theory, scenario, addition))
    touched: set[Key] = set()
    for override in scenario.overrides:
        key = (override.part, override.id, override.field)
        twice = key in touched
        touched.add(key)
        tried(_wrong("scenario.twice", scenario, override) if twice else _apply_one(theory, scenario, override))
    for intervention, outcome in zip(scenario.interventions, _interventions(theory, scenario), strict=True):
        if isinstance(outcome, Finding):
            findings.append(outcome)
        else:
            changes.append(Change("intervention", intervention.id, intervention.how, None, intervention.size))
    if findings:
        raise FindingsError(findings)
    return theory, tuple(changes)


def _items(theory: Theory, part: str) -> tuple[Declared, ...]:
    place, _ = _PLACES[part]
    if part == "organisation":
        return theory.organisations.organisations
    items: tuple[Declared, ...] = getattr(theory.file if place in type(theory.file).model_fields else theory, place)
    return items


def _replaced(theory: Theory, part: str, items: Sequence[Declared]) -> Theory:
    place, _ = _PLACES[part]
    if part == "organisation":
        tree = theory.organisations
        return dataclasses.replace(theory, organisations=type(tree)(levels=tree.levels, organisations=tuple(items)))
    if place in type(theory.file).model_fields:
        return dataclasses.replace(theory, file=theory.file.model_copy(update={place: tuple(items)}))
    values: dict[str, Any] = {place: tuple(items)}
    return dataclasses.replace(theory, **values)


def _by_id(items: Sequence[Declared]) -> dict[str, Declared]:
    return {str(getattr(item, "id", "")): item for item in items}


def _without(theory: Theory, scenario: Scenario, removal: Removal) -> tuple[Theory, Change] | Finding:
    items = _items(theory, removal.part)
    by_id = _by_id(items)
    if removal.id not in by_id:
        return _unknown(scenario, removal.part, removal.id, by_id)
    left = [item for item in items if item is not by_id[removal.id]]
    return _replaced(theory, removal.part, left), Change(removal.part, removal.id, "", _title(by_id[removal.id]), None)


def _with(theory: Theory, scenario: Scenario, addition: Addition) -> tuple[Theory, Change] | Finding:
    items = _items(theory, addition.part)
    name = str(addition.value.get("id", ""))
    facts: dict[str, Any] = {"scenario": scenario.id, "part": addition.part, "id": name}
    about = (f"scenario:{scenario.id}",)
    if name in _by_id(items):
        return Finding("scenario.exists", Severity.ERROR, say("scenario.exists", **facts), about=about)
    _, model = _PLACES[addition.part]
    try:
        added = model.model_validate(addition.value)
    except ValidationError as error:
        problems = [_problem(one) for one in error.errors(include_url=False)]
        why = Text(nl="; ".join(one.nl for one in problems), en="; ".join(one.en for one in problems))
        return Finding(
            "scenario.bad_addition", Severity.ERROR, say("scenario.bad_addition", why=why, **facts), about=about
        )
    return _replaced(theory, addition.part, [*items, added]), Change(addition.part, name, "", None, _title(added))


def _problem(problem: Any) -> Text:
    """What is wrong with one field, in plain words."""
    place = ".".join(str(step) for step in problem["loc"])
    match problem["type"]:
        case "value_error":
            dutch, _, english = str(problem["ctx"]["error"]).partition("\0")
            before = f"{place}: " if place else ""
            return Text(nl=f"{before}{dutch}", en=f"{before}{english or dutch}")
        case "missing":
            return say("scenario.lacks", field=place)
        case "extra_forbidden":
            return say("scenario.no_such_field", field=place)
        case kind:
            number_wanted = kind.startswith(("float", "int", "finite"))
            code = "field.not_a_number" if number_wanted else "field.wrong_shape"
            return say(code, field=place, given=str(problem.get("input"))[:60])


def _title(item: Declared) -> Text:
    if isinstance(item, CausalLink):
        return Text(nl=f"{item.start} → {item.to}", en=f"{item.start} → {item.to}")
    title, name = getattr(item, "title", None), str(getattr(item, "id", ""))
    return title if isinstance(title, Text) else Text(nl=name, en=name)


def _apply_one(theory: Theory, scenario: Scenario, override: Override) -> tuple[Theory, Change] | Finding:
    items = _items(theory, override.part)
    by_id = _by_id(items)
    if override.id not in by_id:
        return _wrong("scenario.unknown_id", scenario, override, near=did_you_mean(override.id, by_id))
    item = by_id[override.id]
    written = item.model_dump(by_alias=True)
    if override.field not in written or override.field == "id":
        return _wrong("scenario.unknown_field", scenario, override, near=did_you_mean(override.field, written))
    old = written[override.field]
    try:
        changed = type(item).model_validate({**written, override.field: override.value})
    except ValidationError:
        return _wrong("scenario.bad_value", scenario, override)
    theory = _replaced(theory, override.part, [changed if other is item else other for other in items])
    return theory, Change(override.part, override.id, override.field, old, override.value)


def _interventions(theory: Theory, scenario: Scenario) -> Iterator[Finding | None]:
    """What is wrong with each intervention: an unknown name, a name or a place that an earlier one has too."""
    known: dict[str, Mapping[str, object]] = {
        "element": theory.element_by_id, "indicator": theory.indicator_by_id, "organisation": theory.organisations.by_id
    }  # fmt: skip
    names = Counter(one.id for one in scenario.interventions)
    places: dict[tuple[str, str], str] = {}
    for one in scenario.interventions:
        wrong: Finding | None = None
        for part, by_id in known.items():
            name = getattr(one, part)
            if name is not None and name not in by_id:
                wrong = _unknown(scenario, part, name, by_id)
        element = theory.element_by_id.get(one.element or "")
        where = element.indicators[0] if element is not None and element.indicators else one.place[0]
        whole = next((one.id for one in theory.organisations.roots), "")
        earlier = places.setdefault((where, one.organisation or whole), one.id)
        if wrong is None and (earlier != one.id or names[one.id] > 1):
            message = say("scenario.same_place", scenario=scenario.id, one=earlier, other=one.id, place=where)
            wrong = Finding("scenario.same_place", Severity.ERROR, message, about=(f"scenario:{scenario.id}",))
        yield wrong


def _unknown(scenario: Scenario, part: str, name: str, known: Any) -> Finding:
    near = did_you_mean(name, known)
    code = "scenario.unknown_id"
    message = say(f"{code}_near" if near else code, scenario=scenario.id, part=part, id=name, near=near)
    return Finding(code, Severity.ERROR, message, about=(f"scenario:{scenario.id}",))


def _wrong(code: str, scenario: Scenario, override: Override, near: str | None = None) -> Finding:
    message = say(
        f"{code}_near" if near else code,
        scenario=scenario.id,
        part=override.part,
        id=override.id,
        field=override.field,
        value=override.value,
        near=near,
    )
    return Finding(code, Severity.ERROR, message, about=(f"scenario:{scenario.id}",))
