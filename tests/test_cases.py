"""Golden cases: what the results of a model must say, worked out by hand from its printed sources.

A file ``tests/cases/<model>/<subject>.yaml`` is a list of cases that a programme officer could sign::

    - case: Co-financing against EUR 50 million a year is 74%
      note: 37 / 50 = 0.74                        # the arithmetic, in plain words
      source: "001:197"                           # document and lines, one or a list
      expect:                                     # one expectation or a list
        progress: {target_id: cofinancing_mean_per_year, indicator: cofinancing}
        is: {progress: 0.74, status: below, reason_nl_contains: ["74%"]}
      tolerance: {within: 0.005, because: ...}    # only where numbers need not be exact

An expectation selects records of ``results.json`` (value, progress, projection, verdict, claim, conflict, finding, row
= one source) by their fields, and says what they ``is``. Without ``count`` there must be exactly one such record;
``count: 15`` and ``count: some`` say otherwise, ``absent: true`` says none. A value means the total unless a
``disaggregation`` is named (``any`` = all of them); ``level: hip`` selects by level of organisation. ``sentence:
{with: ...}`` selects Dutch and English sentences by a regular expression. In ``is`` stand fields, or a field followed
by ``_include``, ``_include_any``, ``_exclude`` (lists), ``_contains``, ``_excludes`` or ``_matches`` (texts; in two
languages ``_nl_contains`` and so on). A number or text may be ``{any_of: [...]}`` or ``{strictly_between: [a, b],
or_null: true}``.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from statsmodels.stats.proportion import proportion_confint

import toc
from toc import results as public
from toc.results import to_results
from toc.theory import Theory
from toc.words.sentences import SENTENCES

CASES = Path(__file__).parent / "cases"
MODELS = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
FILES = sorted(CASES.glob("*/*.yaml"))

TABLES: Mapping[str, tuple[str, type[BaseModel]]] = {
    "value": ("values", public.Value),
    "progress": ("progress", public.Progress),
    "projection": ("projections", public.Projection),
    "verdict": ("verdicts", public.Verdict),
    "claim": ("claims", public.Claim),
    "conflict": ("conflicts", public.ConflictResult),
    "finding": ("findings", public.FindingResult),
    "row": ("sources", public.SourceResult),
}
SENTENCE_FIELDS = frozenset({"where", "text"})
LIST_WORDS = ("include", "include_any", "exclude")
TEXT_WORDS = ("contains", "excludes", "matches")
OPERATOR = re.compile(rf"^(?P<field>\w+?)(?:_(?P<language>nl|en))?_(?P<word>{'|'.join((*LIST_WORDS, *TEXT_WORDS))})$")
ROUNDING = 1e-9
"""Two numbers that differ less than this are equal: the last bits of a sum of decimals."""


# --- The format -------------------------------------------------------------------------------------------------


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=False)


class Tolerance(Strict):
    within: float
    because: str


class Expectation(Strict):
    kind: str
    select: dict[str, Any]
    wanted: dict[str, Any]
    count: int | Literal["some"] = 1
    absent: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        kinds = [name for name in (*TABLES, "sentence") if name in data]
        strange = set(data) - {*kinds, "is", "count", "absent"}
        if len(kinds) != 1 or strange:
            raise ValueError(f"give one of {[*TABLES, 'sentence']}, then is, count or absent; not {sorted(data)}")
        rest = {name: data[name] for name in ("count", "absent") if name in data}
        return {"kind": kinds[0], "select": data[kinds[0]], "wanted": data.get("is", {}), **rest}

    @model_validator(mode="after")
    def _keys_are_known(self) -> Expectation:
        fields = known_fields(self.kind)
        selectable = {"with"} if self.kind == "sentence" else fields | ({"level"} & fields_of_organisations(self.kind))
        if strange := set(self.select) - selectable:
            raise ValueError(f"{self.kind} cannot be selected by {sorted(strange)}")
        for key in self.wanted:
            if key not in fields and not (self.kind == "value" and key == "wilson"):
                found = OPERATOR.match(key)
                if found is None or found["field"] not in fields:
                    raise ValueError(f"{self.kind} has no field for {key!r}; it has {sorted(fields)}")
        if self.absent and (self.wanted or self.count != 1):
            raise ValueError("what is absent has no fields and no count")
        if not self.absent and not self.wanted and "count" not in self.model_fields_set:
            raise ValueError("nothing is expected: give is, count or absent")
        return self


class Case(Strict):
    case: str
    note: str
    source: tuple[str, ...]
    expect: tuple[Expectation, ...]
    tolerance: Tolerance | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **data,
            "source": [data.get("source")] if isinstance(data.get("source"), str) else data.get("source"),
            "expect": [data.get("expect")] if isinstance(data.get("expect"), dict) else data.get("expect"),
        }


def known_fields(kind: str) -> frozenset[str]:
    if kind == "sentence":
        return SENTENCE_FIELDS
    return frozenset(field.alias or name for name, field in TABLES[kind][1].model_fields.items())


def fields_of_organisations(kind: str) -> set[str]:
    return {"level"} if "organisation" in known_fields(kind) else set()


class _NoDuplicates(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a case must not lose an expectation that way."""


def _mapping(loader: _NoDuplicates, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]  # type: ignore[no-untyped-call]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key stands twice at line {node.start_mark.line + 1}: {keys}")
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}  # type: ignore[no-untyped-call]


_NoDuplicates.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as text:
        return list(yaml.load(text, _NoDuplicates))  # noqa: S506 - a SafeLoader that is stricter


# --- The results, once per model --------------------------------------------------------------------------------


@functools.cache
def theory_of(model: str) -> Theory:
    return toc.read_theory(model)


@functools.cache
def results_of(model: str) -> dict[str, Any]:
    theory, data = theory_of(model), toc.read_data(model)
    assessment = toc.assess(theory, data.rows, data_sha256=data.sha256)
    return to_results(assessment, toc.__version__).model_dump(mode="json", by_alias=True)


@functools.cache
def records_of(model: str, kind: str) -> list[dict[str, Any]]:
    """Records of one kind, each organisation with its level beside it."""
    if kind == "sentence":
        return list(_sentences(results_of(model)))
    levels = {one.id: one.level for one in theory_of(model).organisations.organisations}
    return [
        record | ({"level": levels[record["organisation"]]} if "organisation" in record else {})
        for record in results_of(model)[TABLES[kind][0]]
    ]


def _sentences(results: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Every sentence that the engine composed; the reasons of conflicts are the model's own words."""
    for table, field in (("findings", "message"), ("progress", "reason"), ("projections", "reason"),
                         ("verdicts", "reason"), ("claims", "reason")):  # fmt: skip
        for record in results[table]:
            name = record.get("id") or record.get("link") or record.get("code") or record.get("indicator")
            for language, text in record[field].items():
                yield {"where": f"{table}: {name} ({language})", "text": text}


def select(model: str, one: Expectation) -> list[dict[str, Any]]:
    records = records_of(model, one.kind)
    if one.kind == "sentence":
        return [record for record in records if re.search(one.select["with"], record["text"])]
    wanted = {key: str(value) if key == "period" else value for key, value in one.select.items()}
    if one.kind == "value":
        wanted = {"disaggregation": "", **wanted}
        if wanted["disaggregation"] == "any":
            del wanted["disaggregation"]
    return [record for record in records if all(_selected(record[key], value) for key, value in wanted.items())]


def _selected(given: Any, wanted: Any) -> bool:
    return wanted in given if isinstance(given, list) else bool(given == wanted)


# --- Comparing --------------------------------------------------------------------------------------------------


def failures(model: str, case: Case) -> list[str]:
    """Whatever the results say otherwise than the case."""
    within = case.tolerance.within if case.tolerance else ROUNDING
    return [line for one in case.expect for line in _expectation_failures(model, one, within)]


def _expectation_failures(model: str, one: Expectation, within: float) -> Iterator[str]:
    found = select(model, one)
    label = f"{one.kind} {one.select}"
    if one.absent:
        if found:
            yield f"{label}: should be absent, but found {_brief(found[0])}"
        return
    if (one.count == "some" and not found) or (one.count != "some" and len(found) != one.count):
        yield f"{label}: expected {one.count}, found {len(found)}"
    for record in found:
        for key, wanted in one.wanted.items():
            if not _holds(record, key, wanted, within):
                yield f"{label}: {key} should be {wanted!r}, {_got(record, key)}"


def _brief(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, [], "") and key not in ("level", "unit")}


def _got(record: Mapping[str, Any], key: str) -> str:
    field = key if key in record else (found["field"] if (found := OPERATOR.match(key)) else key)
    whose = record.get("where") or record.get("organisation") or record.get("id")
    got = (record["lower"], record["upper"]) if key == "wilson" else record[field]
    return f"but the results say {got!r} ({whose})"


def _holds(record: Mapping[str, Any], key: str, wanted: Any, within: float) -> bool:
    if key == "wilson":
        low, high = proportion_confint(wanted["share"] * wanted["n"], wanted["n"], alpha=0.05, method="wilson")
        return _same([record["lower"], record["upper"]], [100 * low, 100 * high], 1e-6)
    if key in record:
        return _same(record[key], wanted, within)
    found = OPERATOR.match(key)
    assert found is not None
    given = record[found["field"]][found["language"]] if found["language"] else record[found["field"]]
    many = wanted if isinstance(wanted, list) else [wanted]
    if found["word"] in LIST_WORDS:
        there = [any(_same(part, one, within) for part in given) for one in many]
        return {"include": all(there), "include_any": any(there), "exclude": not any(there)}[found["word"]]
    if found["word"] == "matches":
        return all(re.search(pattern, given) for pattern in many)
    there = [words in (given or "") for words in many]
    return all(there) if found["word"] == "contains" else not any(there)


def _same(given: Any, wanted: Any, within: float) -> bool:
    """Numbers within the tolerance; of a mapping only the keys that the case names."""
    if isinstance(wanted, Mapping):
        if "any_of" in wanted:
            return any(_same(given, one, within) for one in wanted["any_of"])
        if "strictly_between" in wanted:
            low, high = wanted["strictly_between"]
            return bool(wanted.get("or_null")) if given is None else low < given < high
        return isinstance(given, Mapping) and all(
            key in given and _same(given[key], value, within) for key, value in wanted.items()
        )
    if isinstance(wanted, (list, tuple)):
        return (
            isinstance(given, (list, tuple))
            and len(given) == len(wanted)
            and all(_same(one, other, within) for one, other in zip(given, wanted, strict=True))
        )
    if _is_number(wanted) and _is_number(given):
        return abs(given - wanted) <= within
    return type(given) is type(wanted) and bool(given == wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# --- Names that a case may use ----------------------------------------------------------------------------------


def unknown_names(model: str, case: Case) -> list[str]:
    """Ids in a case that the model does not have: ``absent`` and ``exclude`` would hold for any misspelt name."""
    theory = theory_of(model)
    conflicts = {one.id for one in theory.conflicts}
    flags = {name.removeprefix("flag.") for name in SENTENCES if name.startswith("flag.")}
    flags |= {"conflict", "reconciled", *(f"conflict:{name}" for name in conflicts)}
    ids = {
        "value": {"indicator": set(theory.indicator_by_id)},
        "progress": {"indicator": set(theory.indicator_by_id), "target_id": {one.id for one in theory.targets}},
        "projection": {"indicator": set(theory.indicator_by_id)},
        "verdict": {"link": set(theory.link_by_id)},
        "claim": {"id": {one.id for one in theory.claims}},
        "conflict": {"id": conflicts},
    }
    organisations, levels = set(theory.organisations.by_id), {one.level for one in theory.organisations.organisations}
    wrong = []
    for one in case.expect:
        known = {"organisation": organisations, "level": levels, **ids.get(one.kind, {})}
        wrong += [
            f"{key} {one.select[key]}" for key in known if key in one.select and one.select[key] not in known[key]
        ]
        listed = [name for key, names in one.wanted.items() if key.startswith("flags_") for name in names]
        wrong += [f"flag {name}" for name in listed if name not in flags]
    documents = set(theory.document_by_id)
    wrong += [f"source {one}" for one in case.source if _document(one) not in documents]
    return wrong


def _document(source: str) -> str:
    found = re.fullmatch(r"(\S+):\d+(-\d+)?", source)
    return found[1] if found else ""


# --- Tests ------------------------------------------------------------------------------------------------------

EVERY_CASE = [
    pytest.param(path.parent.name, raw, id=f"{path.parent.name}/{path.stem}: {raw.get('case')}")
    for path in FILES
    for raw in load(path)
]


@pytest.mark.parametrize(("model", "raw"), EVERY_CASE)
def test_case(model: str, raw: dict[str, Any]) -> None:
    case = Case.model_validate(raw)
    assert not (wrong := unknown_names(model, case)), f"the model has no {', '.join(wrong)}"
    found = failures(model, case)
    assert not found, "\n".join([f"{case.case} (source {', '.join(case.source)})", f"  note: {case.note}", *found])


def test_no_two_cases_share_a_title() -> None:
    titles = [parameter.id for parameter in EVERY_CASE]
    assert len(titles) == len(set(titles))


def _named(model: str, kinds: Sequence[str], field: str) -> set[str]:
    """Ids that the cases of a model select by."""
    cases = [Case.model_validate(raw) for path in FILES if path.parent.name == model for raw in load(path)]
    return {one.select[field] for case in cases for one in case.expect if one.kind in kinds and field in one.select}


def test_every_shipped_model_has_cases() -> None:
    shipped = {path.parent.name for path in (Path(__file__).parent.parent / "models").glob("*/theory.yaml")}
    assert shipped == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("what", "kind", "field"),
    [
        ("indicator", "value", "indicator"),
        ("target", "progress", "target_id"),
        ("link", "verdict", "link"),
        ("claim", "claim", "id"),
        ("conflict", "conflict", "id"),
    ],
)
def test_everything_declared_has_a_case(model: str, what: str, kind: str, field: str) -> None:
    """As Calliope's ``test_all_math_registered``: nothing ships without somebody having worked out what it must say."""
    theory = theory_of(model)
    declared = {
        "indicator": set(theory.indicator_by_id),
        "target": {one.id for one in theory.targets},
        "link": set(theory.link_by_id),
        "claim": {one.id for one in theory.claims},
        "conflict": {one.id for one in theory.conflicts},
    }[what]
    assert declared - _named(model, [kind], field) == set(), f"no case for these of kind {what}"


@pytest.mark.parametrize("model", MODELS)
def test_every_survey_share_has_the_interval_of_statsmodels(model: str) -> None:
    """Recomputed apart from the engine, with the finite population correction where a row gives the population."""
    populations = _populations(model)
    for value in records_of(model, "value"):
        if value["n"] is not None and value["unit"] == "percent":
            size = populations.get((value["indicator"], value["organisation"], value["period"]))
            n = value["n"] if size is None else value["n"] * (size - 1) / (size - value["n"])
            low, high = proportion_confint(value["value"] / 100 * n, n, alpha=0.05, method="wilson")
            assert (value["lower"], value["upper"]) == pytest.approx((100 * low, 100 * high), abs=1e-6), value


def _populations(model: str) -> dict[tuple[str, str, str], float]:
    """Size of the group that was asked, by indicator, organisation and period, as written in the data files."""
    indicators = {one.formula: one.id for one in theory_of(model).indicators}
    found = {}
    for path in (Path(__file__).parent.parent / "models" / model / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("population") and row["data_element"] in indicators:
                    key = (indicators[row["data_element"]], row["organisation"], row["period"])
                    found[key] = float(row["population"])
    return found


GOOD: dict[str, Any] = {
    "case": "a", "note": "b", "source": "001:1",
    "expect": {"value": {"indicator": "outputs_total", "period": 2024}, "is": {"value": 1765}},
}  # fmt: skip


@pytest.mark.parametrize(
    "typo",
    [
        {"tolerence": 0},
        {"tolerance": {"within": 0.1}},
        {"note": None},
        {"expect": {"values": {"indicator": "outputs_total"}, "is": {"value": 1}}},
        {"expect": {"value": {"indicator": "outputs_total"}, "iss": {"value": 1}}},
        {"expect": {"value": {"indicater": "outputs_total"}, "is": {"value": 1}}},
        {"expect": {"value": {"indicator": "outputs_total"}, "is": {"valeu": 1}}},
        {"expect": {"value": {"indicator": "outputs_total"}, "is": {"flags_includes": ["partial"]}}},
        {"expect": {"value": {"indicator": "outputs_total"}, "is": {"flag_include": ["partial"]}}},
        {"expect": {"claim": {"level": "hip"}, "is": {"answer": "supported"}}},
        {"expect": {"value": {"indicator": "outputs_total"}}},
        {"expect": {"value": {"indicator": "outputs_total"}, "absent": True, "is": {"value": 1}}},
    ],
)
def test_a_typo_in_a_key_is_refused(typo: dict[str, Any]) -> None:
    Case.model_validate(GOOD)
    with pytest.raises(ValidationError):
        Case.model_validate(GOOD | typo)


@pytest.mark.parametrize(
    ("typo", "complaint"),
    [
        ({"expect": {"value": {"indicator": "output_total"}, "absent": True}}, "indicator output_total"),
        ({"expect": {"value": {"organisation": "nl2"}, "absent": True}}, "organisation nl2"),
        ({"expect": {"verdict": {"link": "L99"}, "absent": True}}, "link L99"),
        ({"expect": {"value": {"period": 2024}, "is": {"flags_exclude": ["parital"]}}}, "flag parital"),
        ({"source": "999:1"}, "source 999:1"),
        ({"source": "001"}, "source 001"),
    ],
)
def test_a_typo_in_a_name_is_refused(typo: dict[str, Any], complaint: str) -> None:
    assert unknown_names("opschaling-pps", Case.model_validate(GOOD)) == []
    assert unknown_names("opschaling-pps", Case.model_validate(GOOD | typo)) == [complaint]


def test_a_wrong_number_fails() -> None:
    wrong = GOOD | {"expect": {"value": {"indicator": "outputs_total", "period": 2024, "organisation": "nl"},
                               "is": {"value": 1764}}}  # fmt: skip
    (complaint,) = failures("opschaling-pps", Case.model_validate(wrong))
    assert "1765" in complaint
