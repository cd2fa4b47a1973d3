"""YAML and CSV files in, declared objects and rows out, with file and line kept and all findings at once.

The YAML that is read is the plain part of YAML 1.2: no anchors, aliases or tags, keys once, ``NO`` and ``1:30``
are texts, ``1e3`` is a number. Files are never trusted: size and depth are limited.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from toc.claim import ClaimList
from toc.conflict import ConflictList
from toc.declared import Declared, Text
from toc.errors import Finding, FindingsError, Severity, SourceMark, ToCError, did_you_mean
from toc.frames import REQUIRED_ROW_COLUMNS, ROW_COLUMNS
from toc.indicator import IndicatorList
from toc.organisation import OrganisationTree
from toc.rules import check_theory
from toc.scenario import Scenario
from toc.target import TargetList
from toc.theory import DocumentList, Part, Theory, TheoryFile
from toc.words import say

MAX_BYTES = 20_000_000
MAX_DEPTH = 40
_INTEGER = re.compile(r"[-+]?\d{1,18}$")
_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d{1,3})?$")
_WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}

Model = TypeVar("Model", bound=Declared)
Place = tuple[str | int, ...]

MODEL_FILES: Mapping[str, type[Declared]] = {
    "theory.yaml": TheoryFile,
    "organisations.yaml": OrganisationTree,
    "targets.yaml": TargetList,
    "documents.yaml": DocumentList,
    "conflicts.yaml": ConflictList,
    "claims.yaml": ClaimList,
}
REQUIRED_FILES = ("theory.yaml", "organisations.yaml")
DATA_FOLDER = "data"
INDICATOR_FOLDER = "indicators"

_PARTS: Mapping[str, Part] = {
    "elements": "element",
    "links": "link",
    "assumptions": "assumption",
    "indicators": "indicator",
    "data_elements": "data_element",
    "organisations": "organisation",
    "targets": "target",
    "baselines": "baseline",
    "documents": "document",
    "conflicts": "conflict",
    "claims": "claim",
}


class UnreadableError(ToCError):
    """A file that is no readable YAML; carries the place."""

    def __init__(self, message: Text, where: SourceMark) -> None:
        super().__init__(message)
        self.where = where


# --- YAML: text to plain values, with the line of every key and item -----------------------------------------


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
        for event in self._events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, (yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                break
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
        raise UnreadableError(say("yaml.syntax", problem=error.problem or "?"), where) from None
    except yaml.YAMLError:
        raise UnreadableError(say("yaml.character"), SourceMark(file)) from None


# --- Plain values to declared objects -------------------------------------------------------------------------


@dataclass
class ReadFile:
    """What came out of one file: the object (None when nothing is usable), and where its parts stand."""

    value: Any
    findings: list[Finding]
    marks: dict[tuple[Part, str], SourceMark]
    refused: set[str]


def read_declared(path: Path, model: type[Declared], shown_as: str | None = None) -> ReadFile:
    """Read one file as ``model``. List items that are wrong are reported and left out, so that the rest is checked."""
    file = shown_as or str(path)
    try:
        data, lines = read_yaml(path, file)
    except UnreadableError as error:
        finding = Finding("file.unreadable", Severity.ERROR, error.message, error.where)
        return ReadFile(None, [finding], {}, set())
    if not isinstance(data, dict):
        where = SourceMark(file, lines.get((), 1))
        finding = Finding("file.no_mapping", Severity.ERROR, say("file.no_mapping"), where)
        return ReadFile(None, [finding], {}, set())
    findings: list[Finding] = []
    refused: set[str] = set()
    value = None
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        findings = [_plain(problem, model, file, lines) for problem in error.errors(include_url=False)]
        value, refused = _without_wrong_items(data, model, error)
    return ReadFile(value, findings, _marks(data, file, lines), refused)


def _without_wrong_items(
    data: dict[str, Any], model: type[Declared], error: ValidationError
) -> tuple[Declared | None, set[str]]:
    """Leave out list items with an error and try again; return the rest and the ids that were left out."""
    wrong = {place[:2] for place in (problem["loc"] for problem in error.errors()) if len(place) > 1}
    kept = dict(data)
    refused: set[str] = set()
    for key, items in data.items():
        if isinstance(items, list) and any(place[0] == key for place in wrong):
            kept[key] = [item for at, item in enumerate(items) if (key, at) not in wrong]
            left_out = [item for at, item in enumerate(items) if (key, at) in wrong]
            refused |= {str(item["id"]) for item in left_out if isinstance(item, dict) and "id" in item}
    for problem in error.errors():
        if problem["type"] == "extra_forbidden" and len(problem["loc"]) == 1:
            kept.pop(str(problem["loc"][0]), None)
    try:
        return model.model_validate(kept), refused
    except ValidationError:
        return None, refused


def _marks(data: dict[str, Any], file: str, lines: Mapping[Place, int]) -> dict[tuple[Part, str], SourceMark]:
    marks: dict[tuple[Part, str], SourceMark] = {}
    for key, items in data.items():
        part = _PARTS.get(key)
        if part is None or not isinstance(items, list):
            continue
        for at, item in enumerate(items):
            if isinstance(item, dict) and "id" in item:
                marks.setdefault((part, str(item["id"])), SourceMark(file, lines.get((key, at))))
    return marks


def _plain(problem: Any, model: type[Declared], file: str, lines: Mapping[Place, int]) -> Finding:
    """Say a pydantic error in plain words, with file and line."""
    place: Place = tuple(problem["loc"])
    while place and place not in lines and place[-1] not in _keys_at(lines, place[:-1]):
        if problem["type"] == "missing":
            break
        place = place[:-1]
    where = SourceMark(file, lines.get(place, lines.get(_nearest(place, lines), 1)))
    name = ".".join(str(step) for step in problem["loc"])
    last = str(problem["loc"][-1]) if problem["loc"] else "?"
    context = problem.get("ctx", {})
    given = _shown(problem.get("input"))
    match problem["type"]:
        case "missing":
            message = say("field.missing", field=last, place=_of(problem["loc"][:-1]))
        case "extra_forbidden":
            known = _field_names(model, problem["loc"][:-1])
            near = did_you_mean(last, known)
            code = "field.unknown_near" if near else "field.unknown"
            if known == {"nl", "en"} and " " in last:
                code = "field.comma_in_text"
            message = say(code, field=last, near=near, known=sorted(known))
        case "enum" | "literal_error":
            options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            near = did_you_mean(str(problem.get("input")), options)
            code = "field.not_an_option_near" if near else "field.not_an_option"
            message = say(code, field=last, given=given, options=options, near=near)
        case "value_error":
            dutch, _, english = str(context.get("error", problem["msg"])).partition("\0")
            message = Text(nl=f"{name}: {dutch}", en=f"{name}: {english or dutch}")
        case "string_pattern_mismatch":
            message = say("field.pattern", field=last, given=given, pattern=context.get("pattern", ""))
        case kind if kind.startswith(("float", "int", "finite")):
            message = say("field.not_a_number", field=last, given=given)
        case kind if kind.startswith("bool"):
            message = say("field.not_a_boolean", field=last, given=given)
        case kind if kind.startswith("string"):
            message = say("field.not_a_text", field=last, given=given)
        case kind if kind.startswith(("tuple", "list")):
            message = say("field.not_a_list", field=last, given=given)
        case kind if kind.startswith(("greater", "less")):
            message = say("field.out_of_range", field=last, given=given, limit=next(iter(context.values()), "?"))
        case _:
            message = say("field.wrong_shape", field=last, given=given)
    return Finding("schema", Severity.ERROR, message, where, about=(name,))


def _keys_at(lines: Mapping[Place, int], place: Place) -> set[str | int]:
    return {key[-1] for key in lines if len(key) == len(place) + 1 and key[: len(place)] == place}


def _nearest(place: Place, lines: Mapping[Place, int]) -> Place:
    while place and place not in lines:
        place = place[:-1]
    return place


def _of(place: Sequence[str | int]) -> str:
    return ".".join(str(step) for step in place) or "-"


def _shown(value: object, limit: int = 60) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _field_names(model: type[BaseModel], place: Sequence[str | int]) -> set[str]:
    """Names that may stand at a place of a declared object."""
    found: Any = model
    for step in place:
        options = [option for option in _models_in(found) if isinstance(step, str)]
        if isinstance(step, int):
            continue
        named = [option for option in options if step in _by_written_name(option)]
        if not named:
            continue
        found = _by_written_name(named[0])[step]
    return {name for option in _models_in(found) for name in _by_written_name(option)}


def _by_written_name(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) and not issubclass(annotation, Enum) else []
    if get_origin(annotation) in (Union, types.UnionType, tuple, list, dict, Annotated):
        return [model for part in get_args(annotation) for model in _models_in(part)]
    return []


# --- A whole model --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    """What came out of a model folder."""

    theory: Theory | None
    """The theory without what was refused; None when nothing is usable."""

    findings: tuple[Finding, ...]
    """Everything that is wrong or could be better."""

    refused: frozenset[str] = frozenset()
    """Ids of declarations that were left out because they are wrong."""

    @property
    def usable(self) -> bool:
        """Whether there is a theory and nothing in it is wrong."""
        return self.theory is not None and not any(one.severity is Severity.ERROR for one in self.findings)


def load_theory(folder: Path, indicator_library: Path | None = None) -> Loaded:
    """Read and check a model folder.

    Args:
        folder: folder with at least ``theory.yaml`` and ``organisations.yaml``.
        indicator_library: folder with the indicator lists that a model may name.
    """
    findings = _unexpected_files(folder)
    read: dict[str, ReadFile] = {}
    for name, model in MODEL_FILES.items():
        if (folder / name).is_file():
            read[name] = read_declared(folder / name, model, f"{folder.name}/{name}")
        elif name in REQUIRED_FILES:
            where = SourceMark(f"{folder.name}/{name}")
            findings.append(Finding("file.absent", Severity.ERROR, say("file.absent", file=name), where))
    theory_file = read["theory.yaml"].value if "theory.yaml" in read else None
    wanted = theory_file.indicator_lists if theory_file else ()
    paths, absent = _indicator_files(folder, wanted, indicator_library, read)
    findings += absent
    lists = [read_declared(path, IndicatorList, shown) for shown, path in paths.items()]
    everything = [*read.values(), *lists]
    for one in everything:
        findings += one.findings
    tree = read["organisations.yaml"].value if "organisations.yaml" in read else None
    if theory_file is None or tree is None:
        return Loaded(None, tuple(findings))
    marks = {key: mark for one in reversed(everything) for key, mark in one.marks.items()}
    marks["theory", theory_file.id] = SourceMark(f"{folder.name}/theory.yaml", 1)
    theory = Theory(
        file=theory_file,
        data_elements=tuple(element for one in lists if one.value for element in one.value.data_elements),
        indicators=tuple(indicator for one in lists if one.value for indicator in one.value.indicators),
        organisations=tree,
        units=tuple(unit for one in lists if one.value for unit in one.value.units),
        baselines=_items(read, "targets.yaml", "baselines"),
        targets=_items(read, "targets.yaml", "targets"),
        documents=_items(read, "documents.yaml", "documents"),
        conflicts=_items(read, "conflicts.yaml", "conflicts"),
        claims=_items(read, "claims.yaml", "claims"),
        sha256=_sha256([*(folder / name for name in read), *paths.values()]),
        marks=marks,
    )
    refused = frozenset(name for one in everything for name in one.refused)
    findings += without_echoes(check_theory(theory), refused)
    return Loaded(theory, tuple(findings), refused)


def _items(read: Mapping[str, ReadFile], file: str, key: str) -> tuple[Any, ...]:
    return tuple(getattr(read[file].value, key)) if file in read and read[file].value is not None else ()


def without_echoes(findings: Iterable[Finding], refused: frozenset[str]) -> list[Finding]:
    """Leave out findings that only say that something is unknown because that thing itself was refused."""
    return [
        finding
        for finding in findings
        if not any(about.startswith("reference:") and about.partition(":")[2] in refused for about in finding.about)
    ]


def _unexpected_files(folder: Path) -> list[Finding]:
    findings = []
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in MODEL_FILES:
            near = did_you_mean(path.name, MODEL_FILES)
            message = say(
                "file.unexpected_near" if near else "file.unexpected",
                file=path.name,
                near=near,
                known=sorted(MODEL_FILES),
            )
            findings.append(
                Finding("file.unexpected", Severity.ERROR, message, SourceMark(f"{folder.name}/{path.name}"))
            )
    return findings


def _indicator_files(
    folder: Path, wanted: Iterable[str], library: Path | None, read: Mapping[str, ReadFile]
) -> tuple[dict[str, Path], list[Finding]]:
    """Indicator files by the name they are shown under: the lists that the model names, and its own."""
    paths: dict[str, Path] = {}
    findings: list[Finding] = []
    available = {path.stem: path for path in sorted(library.glob("*.yaml"))} if library else {}
    for name in wanted:
        if name in available:
            paths[f"{INDICATOR_FOLDER}/{name}.yaml"] = available[name]
            continue
        near = did_you_mean(name, available)
        message = say(
            "library.no_list_near" if near else "library.no_list", name=name, near=near, known=sorted(available)
        )
        findings.append(
            Finding("library.no_list", Severity.ERROR, message, SourceMark(f"{folder.name}/theory.yaml", 1))
        )
    for path in sorted((folder / INDICATOR_FOLDER).glob("*.yaml")):
        paths[f"{folder.name}/{INDICATOR_FOLDER}/{path.name}"] = path
    return paths, findings


def _sha256(paths: Iterable[Path]) -> str:
    """Hash of names and contents, the same on every machine (line endings do not count)."""
    digest = hashlib.sha256()
    for path in sorted(set(paths), key=lambda one: one.name):
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


# --- Scenarios -------------------------------------------------------------------------------------------------


def read_scenario(path: str | Path) -> Scenario:
    """Read one scenario file.

    Raises:
        FindingsError: the file cannot be used; the error carries all findings with file and line.
    """
    read = read_declared(Path(path), Scenario, Path(path).name)
    if read.findings or read.value is None:
        raise FindingsError(read.findings)
    scenario: Scenario = read.value
    return scenario


# --- Monitoring rows -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RawRow:
    """One row of a monitoring file as it was written, with its place."""

    values: Mapping[str, str]
    where: SourceMark
    decimal_comma: bool


def read_rows(paths: Sequence[Path]) -> tuple[list[RawRow], list[Finding], str]:
    """Read monitoring files (CSV with comma, semicolon or tab); return rows, findings and a hash of the contents.

    A file with semicolons is taken to come from a Dutch spreadsheet: its numbers may have a decimal comma.
    """
    rows: list[RawRow] = []
    findings: list[Finding] = []
    for path in paths:
        inside = path.parent.name == DATA_FOLDER
        shown = f"{path.parent.parent.name}/{DATA_FOLDER}/{path.name}" if inside else path.name
        found, problems = _read_csv(path, shown)
        rows += found
        findings += problems
    present = [path for path in paths if path.is_file()]
    return rows, findings, _sha256(present)


def _read_csv(path: Path, shown: str) -> tuple[list[RawRow], list[Finding]]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = SourceMark(shown, raw.count(b"\n", 0, error.start) + 1)
        return [], [Finding("data.not_utf8", Severity.ERROR, say("file.not_utf8"), where)]
    except OSError:
        return [], [Finding("data.absent", Severity.ERROR, say("file.unreadable", file=shown), SourceMark(shown))]
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    findings: list[Finding] = []
    rows: list[RawRow] = []
    header: list[str] = []
    started = 1
    try:
        for record in reader:
            where = SourceMark(shown, started)
            started = reader.line_num + 1
            if not header:
                header = [cell.strip() for cell in record]
                findings += _check_header(header, where)
                continue
            if not any(cell.strip() for cell in record):
                continue
            if len(record) > len(header):
                message = say("data.too_many_cells", cells=len(record), columns=len(header))
                findings.append(Finding("data.too_many_cells", Severity.ERROR, message, where))
                continue
            padded = [*record, *[""] * (len(header) - len(record))]
            values = {column: cell.strip() for column, cell in zip(header, padded, strict=True)}
            rows.append(RawRow(values, where, decimal_comma=delimiter == ";"))
    except csv.Error as error:
        where = SourceMark(shown, reader.line_num)
        findings.append(Finding("data.not_csv", Severity.ERROR, say("data.not_csv", problem=str(error)), where))
    if not header:
        findings.append(Finding("data.empty", Severity.ERROR, say("data.empty"), SourceMark(shown, 1)))
    return rows, findings


KNOWN_COLUMNS = (*ROW_COLUMNS, "period")


def _check_header(header: Sequence[str], where: SourceMark) -> list[Finding]:
    findings = []
    for column in header:
        if column not in KNOWN_COLUMNS:
            near = did_you_mean(column, KNOWN_COLUMNS)
            code = "data.unknown_column_near" if near else "data.unknown_column"
            message = say(code, column=_shown(column), near=near, known=list(KNOWN_COLUMNS))
            findings.append(Finding("data.unknown_column", Severity.ERROR, message, where))
    for column in {name for name in header if header.count(name) > 1}:
        message = say("data.column_twice", column=column)
        findings.append(Finding("data.column_twice", Severity.ERROR, message, where))
    needed = [*REQUIRED_ROW_COLUMNS]
    needed += [] if "period" in header else ["period_start", "period_end"]
    for column in needed:
        if column not in header:
            message = say("data.column_absent", column=column)
            findings.append(Finding("data.column_absent", Severity.ERROR, message, where))
    return findings
