"""YAML text to plain values, with the line of every key and item.

What is read is the plain part of YAML 1.2: no anchors, aliases or tags, keys once, ``NO`` and ``1:30`` are texts,
``1e3`` is a number. Files are never trusted: size and depth are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from toc.declared import Text
from toc.errors import SourceMark, ToCError
from toc.words import say

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
_INTEGER = re.compile(r"[-+]?\d{1,18}$")
_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d{1,3})?$")
_WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


def write_yaml(data: object) -> str:
    """Plain values as YAML text, in the order given; what it writes is read back the same."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110))


Place = tuple[str | int, ...]
"""Where something stands in a file: keys and positions from the top."""


class UnreadableError(ToCError):
    """A file that is no readable YAML; carries the place."""

    def __init__(self, message: Text, where: SourceMark) -> None:
        super().__init__(message)
        self.where = where


@dataclass
class _Builder:
    """Turns YAML events into plain values and remembers on which line each place starts."""

    file: str
    events: Iterable[yaml.Event]
    lines: dict[Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._events = iter(self.events)

    def refuse(self, code: str, event: yaml.Event, **values: object) -> UnreadableError:
        return UnreadableError(say(code, **values), SourceMark(self.file, _line_of(event)))

    def document(self) -> object:
        value: object = None
        started = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if started:
                    raise self.refuse("yaml.second_document", event)
                started = True
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                value = self.value(event, ())
        return value

    def value(self, event: yaml.Event, place: Place) -> object:
        self.lines.setdefault(place, _line_of(event))
        if len(place) > MAX_DEPTH:
            raise self.refuse("yaml.too_deep", event, limit=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.refuse("yaml.alias", event)
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.refuse("yaml.tag", event, tag=getattr(event, "tag", ""))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place)
        assert isinstance(event, yaml.ScalarEvent)
        return _scalar(event)

    def mapping(self, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None:
                raise self.refuse("yaml.key", event)
            key = str(event.value)
            if key in found:
                raise self.refuse("yaml.twice", event, key=key, first=self.lines[(*place, key)])
            self.lines[(*place, key)] = _line_of(event)
            found[key] = self.value(next(self._events), (*place, key))
        return found

    def sequence(self, place: Place) -> list[object]:
        found: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.value(event, (*place, len(found))))
        return found


def _line_of(event: yaml.Event) -> int:
    """Line of an event, counted from 1."""
    return int(event.start_mark.line) + 1 if event.start_mark is not None else 1


def _scalar(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if event.style is not None and event.style != "":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if not (text.lstrip("+-").startswith("0") and len(text.lstrip("+-")) > 1) else text
    if _FLOAT.match(text):
        return float(text)
    return text


def read_yaml(path: Path, shown_as: str | None = None) -> tuple[object, dict[Place, int]]:
    """Read one YAML file into plain values, and the line of every place in it.

    Raises:
        UnreadableError: no such file, not UTF-8, too large, or not the plain YAML that is accepted.
    """
    file = shown_as or str(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(say("file.not_utf8"), SourceMark(file, line)) from None
    except OSError:
        raise UnreadableError(say("file.unreadable", file=file), SourceMark(file)) from None
    if len(raw) > MAX_BYTES:
        raise UnreadableError(say("file.too_large", limit=MAX_BYTES // 1_000_000), SourceMark(file))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(file, yaml.parse(text, Loader=loader))
    try:
        return builder.document(), builder.lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = SourceMark(file, mark.line + 1 if mark else None)
        raise UnreadableError(_syntax(error.problem or "?", text, mark.line if mark else None), where) from None
    except yaml.YAMLError:
        raise UnreadableError(say("yaml.character"), SourceMark(file)) from None


def _syntax(problem: str, text: str, line: int | None) -> Text:
    """What is wrong with a line, in plain words for the usual mistakes."""
    lines = text.splitlines()
    if line is not None and line < len(lines) and "\t" in lines[line]:
        return say("yaml.tab")
    if "mapping values are not allowed" in problem:
        return say("yaml.colon")
    return say("yaml.syntax", problem=problem)
