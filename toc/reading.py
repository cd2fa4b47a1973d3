"""YAML files in, declared objects out, with file and line kept and all findings at once."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from toc.claim import ClaimList
from toc.conflict import ConflictList
from toc.course import CourseList
from toc.declared import Declared, Text
from toc.errors import Finding, FindingsError, Severity, SourceMark, did_you_mean
from toc.fingerprint import sha256_of
from toc.indicator import IndicatorList
from toc.organisation import OrganisationTree
from toc.plain_yaml import Place, UnreadableError, read_yaml
from toc.records import RecordList
from toc.rules import check_theory
from toc.scenario import Scenario, combine
from toc.spending import Money
from toc.target import TargetList
from toc.theory import DocumentList, Part, Theory, TheoryFile
from toc.words import say

MODEL_FILES: Mapping[str, type[Declared]] = {
    "theory.yaml": TheoryFile,
    "organisations.yaml": OrganisationTree,
    "targets.yaml": TargetList,
    "documents.yaml": DocumentList,
    "conflicts.yaml": ConflictList,
    "claims.yaml": ClaimList,
    "records.yaml": RecordList,
    "courses.yaml": CourseList,
    "money.yaml": Money,
}
REQUIRED_FILES = ("theory.yaml", "organisations.yaml")
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
    "records": "records",
    "courses": "course",
    "levers": "lever",
}


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
            code = "field.missing" if problem["loc"][:-1] else "field.missing_in_file"
            message = say(code, field=last, place=_of(problem["loc"][:-1]))
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
    money = read["money.yaml"].value if "money.yaml" in read else None
    if money is not None:
        marks["money", money.id] = SourceMark(f"{folder.name}/money.yaml", 1)
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
        records=_items(read, "records.yaml", "records"),
        courses=_items(read, "courses.yaml", "courses"),
        levers=_items(read, "courses.yaml", "levers"),
        money=money,
        sha256=sha256_of([*(folder / name for name in read), *paths.values()]),
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


# --- Scenarios -------------------------------------------------------------------------------------------------


def read_scenario(path: str | Path) -> Scenario:
    """Read one scenario file, with the scenarios beside it that it combines.

    Raises:
        FindingsError: the file cannot be used; the error carries all findings with file and line.
    """
    folder = Path(path).parent

    def find(name: str) -> Scenario:
        known = sorted(one.stem for one in folder.glob("*.yaml"))
        if name in known:
            return _named(_read_one(folder / f"{name}.yaml"), name)
        near = did_you_mean(name, known)
        message = say("scenario.no_atom_near" if near else "scenario.no_atom", file=Path(path).name, name=name,
                      near=near, known=known)  # fmt: skip
        raise FindingsError([Finding("scenario.no_atom", Severity.ERROR, message, SourceMark(Path(path).name))])

    return combine(_read_one(Path(path)), find)


def _named(scenario: Scenario, name: str) -> Scenario:
    """The scenario, if it is called as its file; one by another name could silently take the place of another."""
    if scenario.id == name:
        return scenario
    message = say("scenario.other_name", file=f"{name}.yaml", id=scenario.id)
    raise FindingsError([Finding("scenario.other_name", Severity.ERROR, message, SourceMark(f"{name}.yaml"))])


def _read_one(path: Path) -> Scenario:
    read = read_declared(path, Scenario, path.name)
    if read.findings or read.value is None:
        raise FindingsError(read.findings)
    scenario: Scenario = read.value
    return scenario
