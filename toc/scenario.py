"""A what-if as data: a list of overrides, applied to a theory to give a changed copy and a log of old and new."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, ValidationError

from toc.declared import Declared, Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.provenance import SourceRef
from toc.theory import Theory
from toc.words import say

_PLACES = {
    "data_element": "data_elements",
    "indicator": "indicators",
    "baseline": "baselines",
    "target": "targets",
    "element": "elements",
    "link": "links",
    "assumption": "assumptions",
}


class Override(Declared):
    """One thing that is different in this scenario."""

    part: Literal["data_element", "indicator", "baseline", "target", "element", "link", "assumption"]
    """Kind of thing that changes."""

    id: str
    """Which one."""

    field: str
    """Which of its fields."""

    value: Any
    """The new value, written as in the model."""


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

    overrides: tuple[Override, ...]
    """What is different."""


@dataclass(frozen=True)
class Change:
    """One override as it was carried out."""

    part: str
    id: str
    field: str
    old: object
    new: object

    def __str__(self) -> str:
        return f"{self.part} {self.id}.{self.field}: {self.old} -> {self.new}"


def apply(theory: Theory, scenario: Scenario) -> tuple[Theory, tuple[Change, ...]]:
    """Return a changed copy of ``theory`` and what was changed, in the order of the overrides.

    Raises:
        FindingsError: an override names something that does not exist or gives a value that does not fit,
            or two overrides touch one key; all of them at once.
    """
    findings: list[Finding] = []
    changes: list[Change] = []
    touched: set[tuple[str, str, str]] = set()
    for override in scenario.overrides:
        key = (override.part, override.id, override.field)
        if key in touched:
            findings.append(_wrong("scenario.twice", scenario, override))
            continue
        touched.add(key)
        outcome = _apply_one(theory, scenario, override)
        if isinstance(outcome, Finding):
            findings.append(outcome)
        else:
            theory, change = outcome
            changes.append(change)
    if findings:
        raise FindingsError(findings)
    return theory, tuple(changes)


def _apply_one(theory: Theory, scenario: Scenario, override: Override) -> tuple[Theory, Change] | Finding:
    place = _PLACES[override.part]
    in_file = place in type(theory.file).model_fields
    items: tuple[Declared, ...] = getattr(theory.file if in_file else theory, place)
    by_id = {str(getattr(item, "id", "")): item for item in items}
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
    replaced = tuple(changed if other is item else other for other in items)
    if in_file:
        theory = dataclasses.replace(theory, file=theory.file.model_copy(update={place: replaced}))
    else:
        values: dict[str, Any] = {place: replaced}
        theory = dataclasses.replace(theory, **values)
    return theory, Change(override.part, override.id, override.field, old, override.value)


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
