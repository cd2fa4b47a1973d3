"""The format of a trap: what a case file may say. ``README.md`` beside this file explains it in plain words."""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from toc.frames import ROW_COLUMNS

FOLDER = Path(__file__).parent
EXACT = 1e-9
"""Two numbers that differ less than this are equal: the last bits of a sum of decimals."""

ENGINES = ("reported", "pandas", "sqlite", "postgresql", "duckdb", "spark")
"""``reported``: rows as a person reports them. The others: the same rows as a table of records, added up there."""

TRAPS: Mapping[str, str] = {
    "T1": "rates up the tree",
    "T2": "the four kinds",
    "T3": "double counting",
    "T4": "missing",
    "T5": "partial and ragged periods",
    "T6": "baselines",
    "T7": "revised targets",
    "T8": "direction",
    "T9": "disaggregation",
    "T10": "the tree in time",
    "rounding": "rounding only on display",
    "deflation": "deflating one side of a ratio",
    "survivors": "survivors only",
    "target before baseline": "a target year before the baseline year",
    "unit change": "a unit change in mid-series",
    "division by zero": "a division by zero is not defined",
}
"""The ten traps and the runners-up. Every one of them has at least one file."""

COLUMNS = (*ROW_COLUMNS, "period")


class Strict(BaseModel):
    """Nothing unknown is accepted, so that a typing error never hides an expectation."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Title(Strict):
    nl: str
    en: str


class Records(Strict):
    """Records of one kind: their rows, and the columns that hold the organisation and the period."""

    rows: tuple[dict[str, str], ...]
    organisation: str = "organisation"
    period: str = "period"

    @field_validator("rows", mode="before")
    @classmethod
    def _from_table(cls, data: Any) -> Any:
        return table_of(data) if isinstance(data, str) else data


class Given(Strict):
    """A small fictional programme. What is left out has the defaults that ``building.py`` gives."""

    tree: Any = None
    members: dict[str, list[dict[str, Any]]] = {}
    organisations: dict[str, dict[str, Any]] = {}
    data_elements: dict[str, dict[str, Any] | None]
    indicators: dict[str, str | dict[str, Any]] = {}
    rounds: list[Any] = []
    rows: tuple[dict[str, str], ...] = ()
    records: dict[str, Records] = {}
    targets: dict[str, dict[str, Any]] = {}
    baselines: dict[str, dict[str, Any]] = {}
    claims: dict[str, dict[str, Any]] = {}
    as_of: str = "2030-01-01"

    @field_validator("rows", mode="before")
    @classmethod
    def _from_table(cls, data: Any) -> Any:
        rows = table_of(data) if isinstance(data, str) else data
        unknown = sorted({column for row in rows for column in row} - set(COLUMNS))
        if unknown:
            raise ValueError(f"a row has no column {unknown[0]!r}; columns are {', '.join(COLUMNS)}")
        return [{column: "" if cell is None else str(cell) for column, cell in row.items()} for row in rows]

    @field_validator("as_of", mode="before")
    @classmethod
    def _day(cls, data: Any) -> str:
        return str(data)


class Expected(Strict):
    """What every expectation may say of the run it looks at, and of its own arithmetic."""

    view: str = Field(default="as_it_was", pattern="^(as_it_was|as_it_is)$")
    as_of: str | None = None
    because: str = ""
    only_reported: str | None = None

    @field_validator("as_of", mode="before")
    @classmethod
    def _day(cls, data: Any) -> str | None:
        return None if data is None else str(data)


class Numbers(Expected):
    """An expectation with a number, a tolerance, and wrong answers that it must differ from."""

    tolerance: float = Field(default=EXACT, gt=0)
    wrong: tuple[float, ...] = Field(default=(), alias="not")

    @field_validator("wrong", mode="before")
    @classmethod
    def _one_or_many(cls, data: Any) -> Any:
        return data if isinstance(data, (list, tuple)) else [data]

    @model_validator(mode="after")
    def _tolerance_has_a_reason(self) -> Numbers:
        if self.tolerance > EXACT and not self.because:
            raise ValueError("a tolerance above 1e-9 needs a reason: add `because`")
        return self


class ValueExpected(Numbers):
    """One figure of an indicator, or of a data element before any formula."""

    indicator: str | None = None
    data_element: str | None = None
    organisation: str | None = None
    period: str | None = None
    category: str = ""
    value: float | None = None
    state: str | None = None
    coverage: str | None = Field(default=None, pattern=r"^\d+/\d+$")
    weight_coverage: float | None = None
    lower: float | None = None
    upper: float | None = None
    annual_lower: float | None = None
    annual_upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    flags: tuple[str, ...] = ()
    no_flags: tuple[str, ...] = ()
    explained: str | None = None
    absent: bool = False

    @field_validator("period", mode="before")
    @classmethod
    def _label(cls, data: Any) -> Any:
        return None if data is None else str(data)

    @model_validator(mode="after")
    def _says_something(self) -> ValueExpected:
        if (self.indicator is None) == (self.data_element is None):
            raise ValueError("name an indicator or a data_element")
        said = self.model_fields_set - {"indicator", "data_element", "organisation", "period", "category", "because",
                                        "tolerance", "view", "as_of", "only_reported"}  # fmt: skip
        if not said:
            raise ValueError("nothing is expected of this figure")
        if self.absent and said != {"absent"}:
            raise ValueError("what is absent has no value")
        if self.wrong and "value" not in self.model_fields_set:
            raise ValueError("`not` needs the right `value` beside it")
        return self


class ProgressExpected(Numbers):
    """One target beside its indicator (``of``: beside another one that looks like it)."""

    progress: str
    of: str | None = None
    target_value: float | None = None
    value: float | None = None
    status: str | tuple[str, ...] | None = None
    actual: float | None = None
    baseline: float | None = None
    period: str | None = None
    says: tuple[str, ...] = ()

    _texts = field_validator("says", mode="before")(lambda data: [data] if isinstance(data, str) else data)
    _label = field_validator("period", mode="before")(lambda data: None if data is None else str(data))


class FindingExpected(Expected):
    """A finding with this code, whose sentence (Dutch or English) holds all these words."""

    finding: str
    severity: str | None = None
    says: tuple[str, ...] = ()
    times: int | None = None

    _texts = field_validator("says", mode="before")(lambda data: [data] if isinstance(data, str) else data)


class NoFindingExpected(Expected):
    """No finding with this code (with ``about``: none about this)."""

    no_finding: str


class RefusedExpected(Expected):
    """The model or its data are refused with (one of) these codes, and the sentence holds all these words."""

    refused: tuple[str, ...]
    says: tuple[str, ...] = ()

    _texts = field_validator("refused", "says", mode="before")(lambda data: [data] if isinstance(data, str) else data)


class TableExpected(Numbers):
    """Lines of one of the other tables: those that match the first mapping say what stands under ``is``."""

    table: str
    select: dict[str, Any]
    wanted: dict[str, Any] = Field(alias="is")
    absent: bool = False


TABLES = ("reconciliation", "allocation", "methods", "cohorts", "claim")
KINDS: Mapping[str, type[Expected]] = {
    "indicator": ValueExpected,
    "data_element": ValueExpected,
    "progress": ProgressExpected,
    "finding": FindingExpected,
    "no_finding": NoFindingExpected,
    "refused": RefusedExpected,
    **dict.fromkeys(TABLES, TableExpected),
}


class Case(Strict):
    """One file."""

    id: str
    trap: str
    title: Title
    source: str
    what_goes_wrong: str
    given: Given
    expect: tuple[Expected, ...]
    only_reported: str | None = None

    @field_validator("trap")
    @classmethod
    def _known(cls, trap: str) -> str:
        if trap not in TRAPS:
            raise ValueError(f"there is no trap {trap!r}; there are {', '.join(TRAPS)}")
        return trap

    @field_validator("expect", mode="before")
    @classmethod
    def _kinds(cls, data: Any) -> list[Expected]:
        if not isinstance(data, list) or not data:
            raise ValueError("`expect` is a list with at least one expectation")
        return [_expected(one, at) for at, one in enumerate(data, start=1)]

    @property
    def refused(self) -> bool:
        """Whether this is a case that must not load."""
        return isinstance(self.expect[0], RefusedExpected)

    @model_validator(mode="after")
    def _all_or_none_refused(self) -> Case:
        refused = {isinstance(one, RefusedExpected) for one in self.expect}
        if len(refused) != 1:
            raise ValueError("what is refused gives no figures: expect only `refused`, or none")
        if self.given.records and self.only_reported:
            raise ValueError("a case with records is not only reported")
        return self


def _expected(data: Any, at: int) -> Expected:
    if not isinstance(data, Mapping):
        raise ValueError(f"expectation {at} is no list of names and values, but {data!r}")
    kinds = [name for name in KINDS if name in data]
    if not kinds:
        first = next(iter(data), "")
        raise ValueError(
            f"expectation {at} begins with {first!r}, not with one of {', '.join(KINDS)}{_near(first, KINDS)}"
        )
    kind = kinds[0]
    if kind in TABLES:
        rest = {key: value for key, value in data.items() if key != kind}
        data = {"table": kind, "select": data[kind] or {}, **({"is": {}} if rest.get("absent") else {}), **rest}
    try:
        return KINDS[kind].model_validate(dict(data))
    except ValidationError as error:
        raise ValueError("; ".join(_problems(error, KINDS[kind], f"expectation {at} ({kind})"))) from None


# --- Reading ----------------------------------------------------------------------------------------------------


class CaseError(Exception):
    """A case file that cannot be used, with what is wrong in words."""


class _NoDuplicates(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a case must not lose an expectation that way."""


def _mapping(loader: _NoDuplicates, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]  # type: ignore[no-untyped-call]
    if len(keys) != len(set(keys)):
        raise CaseError(f"line {node.start_mark.line + 1}: a name stands twice: {keys}")
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}  # type: ignore[no-untyped-call]


_NoDuplicates.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_case(path: Path) -> Case:
    """Read one case file.

    Raises:
        CaseError: a name is unknown or something is missing; the message says where.
    """
    return case_of(path.read_text(encoding="utf-8"), path.name)


def case_of(text: str, name: str) -> Case:
    """Read a case from its text; ``name`` is the file it came from."""
    data = yaml.load(text, _NoDuplicates)  # noqa: S506 - a SafeLoader that is stricter
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        raise CaseError("\n".join(_problems(error, Case, name))) from None
    if f"{case.id}.yaml" != name:
        raise CaseError(f"{name}: the id is {case.id!r}; the file should be called {case.id}.yaml")
    return case


def _problems(error: ValidationError, model: type[BaseModel], where: str) -> Iterable[str]:
    for problem in error.errors(include_url=False):
        steps = [str(step) for step in problem["loc"]]
        if problem["type"] == "extra_forbidden":
            name = steps[-1]
            known = _names({"given": Given, "title": Title}.get(steps[0], model) if len(steps) > 1 else model)
            yield f"{where}: {name!r} is not a known name here; known are {', '.join(known)}{_near(name, known)}"
        else:
            said = problem["msg"].removeprefix("Value error, ")
            yield ": ".join([where, *([".".join(steps)] if steps else []), said])


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(word), list(known), n=1)
    return f". Did you mean {near[0]}?" if near else ""


def table_of(text: str) -> list[dict[str, str]]:
    """Rows of a table written as lines of words with commas; outer spaces and what follows `` #`` do not count."""
    bare = "\n".join(line.partition(" #")[0] for line in text.splitlines())
    lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(bare.strip()))]
    header, *body = [line for line in lines if any(line)]
    for line in body:
        if len(line) > len(header):
            raise ValueError(f"the line {', '.join(line)!r} has more cells than there are columns")
    return [dict(zip(header, [*line, *[""] * (len(header) - len(line))], strict=True)) for line in body]


def same(given: Any, wanted: Any, within: float) -> bool:
    """Equal, or numbers that differ no more than ``within``; None stands for no number."""
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        return given is None or (isinstance(given, float) and math.isnan(given))
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return isinstance(given, (int, float)) and abs(given - wanted) <= within
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return len(given) == len(wanted) and all(same(one, two, within) for one, two in zip(given, wanted, strict=True))
    return bool(given == wanted)
