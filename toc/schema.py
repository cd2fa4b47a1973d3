"""JSON Schema and reference page: the declared classes are the manual."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from toc.claim import ClaimList
from toc.conflict import ConflictList
from toc.course import CourseList
from toc.indicator import IndicatorList
from toc.organisation import OrganisationTree
from toc.records import RecordList
from toc.results import Results, json_schema
from toc.scenario import Scenario
from toc.spending import Money
from toc.target import TargetList
from toc.theory import DocumentList, TheoryFile

FILES: Mapping[str, type[BaseModel]] = {
    "theory": TheoryFile,
    "organisations": OrganisationTree,
    "indicators": IndicatorList,
    "targets": TargetList,
    "documents": DocumentList,
    "conflicts": ConflictList,
    "claims": ClaimList,
    "records": RecordList,
    "courses": CourseList,
    "money": Money,
    "scenario": Scenario,
    "results": Results,
}


def schema_of(name: str) -> dict[str, Any]:
    """JSON Schema of one kind of file; short forms that the reader accepts are allowed in it."""
    if name == "results":
        return json_schema()
    return _with_short_forms(FILES[name].model_json_schema(by_alias=True))


def schema_text(name: str) -> str:
    """The schema as JSON text."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n"


_SHORT_FORMS: Mapping[str, dict[str, Any]] = {
    "Text": {"type": "string", "description": "One text for both languages."},
    "SourceRef": {"type": "string", "description": "Short form, for example `001:186` or `001:971-976`."},
    "Lag": {"type": "string", "description": "Short form, for example `1-3 years` or `6 months`."},
    "Prior": {"type": "number", "description": "Short form: a number that is certain."},
    "CountedResult": {"type": "string", "description": "Short form: the id of the indicator."},
}


def _with_short_forms(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow in the schema what the reader allows: a plain text, `001:186`, `1-3 years`, a year as a number."""
    definitions = schema.get("$defs", {})
    for name, short in _SHORT_FORMS.items():
        if name in definitions:
            full = definitions[name]
            definitions[name] = {"anyOf": [full, short], "description": full.get("description", "")}
    text = definitions.get("Text", {}).get("anyOf", [{}])[0]
    if text:
        text["required"] = []
        text["minProperties"] = 1
    _allow_numbers_as_labels(schema)
    return schema


_LABELS = ("period", "start", "end", "reported_from", "known_on", "since", "until", "day", "set_on")


def _allow_numbers_as_labels(node: Any) -> None:
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            if name in _LABELS and isinstance(value, dict) and "#/$defs/Text" not in str(value):
                extra = {key: part for key, part in value.items() if key in ("title", "description")}
                node["properties"][name] = {**extra, "type": ["string", "integer", "null"]}
            if name == "lines" and isinstance(value, dict):
                node["properties"][name] = {**value, "type": ["string", "integer"]}
        for value in node.values():
            _allow_numbers_as_labels(value)
    elif isinstance(node, list):
        for value in node:
            _allow_numbers_as_labels(value)


def reference_page() -> str:
    """The reference of all fields, as Markdown."""
    lines = [
        "# Reference of the model files",
        "",
        "Made from the code by `python -m toc.schema --write docs`; do not edit by hand.",
        "Texts are written as `{nl: ..., en: ...}`, or as one plain text for both languages. Sources are written as",
        '`"001:186"` (document 001, line 186), or with a quote as `{document: "001", lines: "186", quote: ...}`.',
        "",
    ]
    files = {
        "theory": "theory.yaml", "organisations": "organisations.yaml", "indicators": "indicators/*.yaml",
        "targets": "targets.yaml", "documents": "documents.yaml", "conflicts": "conflicts.yaml",
        "claims": "claims.yaml", "records": "records.yaml", "courses": "courses.yaml", "money": "money.yaml",
        "scenario": "scenarios/MODEL/*.yaml",
        "results": "results.json",
    }  # fmt: skip
    for name, title in files.items():
        lines += [f"## {title}", ""]
        root = schema_of(name) if name == "results" else FILES[name].model_json_schema(by_alias=True)
        lines += _fields(root)
        for part, definition in sorted(root.get("$defs", {}).items()):
            if "properties" in definition and part not in ("Text", "SourceRef", "ResultText"):
                lines += [f"### {title}: {part}", "", _first_line(definition), "", *_fields(definition)]
            elif "enum" in definition:
                lines += [f"### {title}: {part}", "", _first_line(definition), ""]
                lines += ["One of " + ", ".join(f"`{option}`" for option in definition["enum"]) + ".", ""]
    return "\n".join(lines).rstrip() + "\n"


def _first_line(definition: Mapping[str, Any]) -> str:
    return " ".join(str(definition.get("description", "")).split())


def _fields(definition: Mapping[str, Any]) -> list[str]:
    required = set(definition.get("required", ()))
    lines = ["| field | form | needed | meaning |", "|---|---|---|---|"]
    for name, field in definition.get("properties", {}).items():
        meaning = _first_line(field).replace("|", "\\|")
        needed = "yes" if name in required else "no"
        lines.append(f"| `{name}` | {_form(field)} | {needed} | {meaning} |")
    return [*lines, ""]


def _form(field: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_form(part) for part in field["anyOf"] if part.get("type") != "null"))
    if "enum" in field:
        return ", ".join(f"`{option}`" for option in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        inner = field.get("items") or {}
        return f"list of {_form(inner)}" if inner else "list"
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"mapping to {_form(inner)}" if isinstance(inner, dict) else "mapping"
    return {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}.get(
        str(field.get("type")), "value"
    )


def write_docs(folder: Path) -> list[Path]:
    """Write the reference page and all schemas under ``folder``; return the files."""
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    texts = {folder / "schema" / f"{name}.json": schema_text(name) for name in FILES}
    texts[folder / "reference.md"] = reference_page()
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return list(texts)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_docs(Path(sys.argv[2]))
    else:
        print(reference_page(), end="")
