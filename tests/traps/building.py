"""A model folder from the short forms of a case, to be read and run as any other model. The defaults stand here.

- tree: a coast with two regions of two stations each, ``coast: {north: [a, b], south: [c, d]}``;
- data element: a count of ``lamps`` per period (``kind: flow``) that stations must report from the first round on and
  that sums over time, organisations and categories; a kind other than ``flow`` takes its ``last`` figure over time;
- indicators: when none are given, one for every data element, of the same name; more is better, and it may rest on
  any number of reports (``min_coverage: 0``);
- rounds: the periods of the rows; today (``as_of``) is long after all of them;
- rows: a column may be left out when only one answer is possible (the data element, the period);
- targets and baselines: for the first indicator and the top of the tree, counted ``gross``, of the harbour office; a
  target may hold its ``baseline`` inside it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from traps.casefile import Given

from toc.frames import ROW_COLUMNS
from toc.period import Period

TREE = {"coast": {"north": ["a", "b"], "south": ["c", "d"]}}
LEVELS = ("country", "region", "station")
SOURCE = "LOG:1"
OWNER = "harbour office"


def write_model(given: Given, folder: Path) -> None:
    """Write the files of a model, with its rows in ``data/rows.csv``."""
    (folder / "indicators").mkdir(parents=True)
    organisations = organisations_of(given)
    top, leaf_level = organisations[0]["id"], organisations[-1]["level"]
    periods = _periods(given)
    begin = min((_label(one) for one in periods), key=lambda label: Period.parse(label).start)
    elements = [
        {"id": name, "title": name, "unit": "lamps", "kind": "flow", "over_organisations": "sum",
         "over_time": "sum" if (fields or {}).get("kind", "flow") == "flow" else "last", "over_disaggregation": "sum",
         "missing": "no report", "reported_by": [leaf_level], "reported_from": begin, **(fields or {})}
        for name, fields in given.data_elements.items()
    ]  # fmt: skip
    units = {one["id"]: one["unit"] for one in elements}
    indicators = [_indicator(name, said, units) for name, said in (given.indicators or dict.fromkeys(units)).items()]
    first = {"indicator": indicators[0]["id"], "organisation": top, "basis": "gross", "owner": OWNER, "source": SOURCE}
    targets, baselines = [], [{"id": name, **first, **fields} for name, fields in given.baselines.items()]
    for name, fields in given.targets.items():
        target = {"id": name, **first, **fields}
        if isinstance(target.get("baseline"), Mapping):
            shared = {key: target[key] for key in ("indicator", "organisation", "basis")}
            baselines.append({"id": f"{name}-start", **first, **shared, **target["baseline"]})
            target["baseline"] = f"{name}-start"
        targets.append(target)
    claims = [
        {"id": name, "quote": name, "title": name, "source": SOURCE, "organisation": top, **fields}
        for name, fields in given.claims.items()
    ]
    rounds = [one if isinstance(one, Mapping) else {"period": one} for one in periods]
    theory = {"id": folder.name, "version": "1", "title": "A trap", "fictional": True, "elements": [], "links": [],
              "reporting_rounds": rounds}  # fmt: skip
    log = {"id": "LOG", "title": "Logbook", "publisher": OWNER, "known_on": "2010-01-01"}
    levels = [{"id": level, "title": level, "plural": f"{level}s"} for level in LEVELS]
    _write(folder / "theory.yaml", theory)
    _write(folder / "organisations.yaml", {"levels": levels, "organisations": organisations})
    _write(folder / "indicators" / "all.yaml", {"data_elements": elements, "indicators": indicators})
    _write(folder / "documents.yaml", {"documents": [log]})
    if targets or baselines:
        _write(folder / "targets.yaml", {"baselines": baselines, "targets": targets})
    if claims:
        _write(folder / "claims.yaml", {"claims": claims})
    if given.rows:
        _write_rows(folder / "data" / "rows.csv", rows_of(given))
    if given.records:
        (folder / "records").mkdir()
        kinds = []
        for name, one in given.records.items():
            _write_table(folder / "records" / f"{name}.csv", list(one.rows[0]), one.rows)
            kinds.append({"id": name, "title": name, "csv": f"records/{name}.csv", "organisation": one.organisation,
                          "period": one.period})  # fmt: skip
        _write(folder / "records.yaml", {"records": kinds})


def organisations_of(given: Given) -> list[dict[str, Any]]:
    """All organisations, the top first and the stations last."""
    tree = given.tree or TREE
    tree = {tree: []} if isinstance(tree, str) else tree
    if len(tree) != 1:
        raise ValueError(f"a tree has one top, not {', '.join(tree)}")
    found: list[list[tuple[str, str | None]]] = [[], [], []]
    _gather(tree, None, 0, found)
    stations = [name for name in given.members if not any(name == one for level in found for one, _ in level)]
    found[2] += [(name, None) for name in stations]
    organisations = []
    for level, names in zip(LEVELS, found, strict=True):
        for name, parent in names:
            belongs: dict[str, Any] = {"parent": parent} if parent else {}
            belongs = {"memberships": given.members[name]} if name in given.members else belongs
            title = name.capitalize()
            organisations.append({"id": name, "title": title, "level": level, **belongs,
                                  **given.organisations.get(name, {})})  # fmt: skip
    return organisations


def _gather(below: Any, parent: str | None, depth: int, found: list[list[tuple[str, str | None]]]) -> None:
    """Put every organisation on its level: the top is a country, whoever has parts a region, the others stations."""
    if below and depth > len(LEVELS) - 1:
        raise ValueError("a tree has at most three levels: country, region, station")
    for name in below:
        parts = below[name] if isinstance(below, Mapping) else ()
        found[0 if depth == 0 else 1 if parts else 2].append((name, parent))
        _gather(parts or (), name, depth + 1, found)


def _indicator(name: str, said: str | Mapping[str, Any] | None, units: Mapping[str, str]) -> dict[str, Any]:
    fields = {"formula": said or name} if said is None or isinstance(said, str) else dict(said)
    fields = {"formula": name, **fields}
    direction = {} if "band" in fields or "ascending" in fields else {"ascending": True}
    return {"id": name, "title": name, "level": "output", "unit": units.get(fields["formula"], "lamps"),
            "min_coverage": 0, "means_of_verification": {"method": "counting"}, **direction, **fields}  # fmt: skip


def _periods(given: Given) -> list[Any]:
    periods = given.rounds or list(dict.fromkeys(row["period"] for row in given.rows if row.get("period")))
    if not periods:
        raise ValueError("give `rounds`, or rows with a period")
    return periods


def _label(one: Any) -> str:
    return str(one["period"] if isinstance(one, Mapping) else one)


def rows_of(given: Given) -> list[dict[str, str]]:
    """Rows with the columns that the case left out because there is only one answer."""
    filled: dict[str, str] = {}
    if len(given.data_elements) == 1:
        filled["data_element"] = next(iter(given.data_elements))
    if len(given.rounds) == 1:
        filled["period"] = _label(given.rounds[0])
    return [{**filled, **row} for row in given.rows]


def as_records(given: Given) -> Given:
    """The same programme with every reported row as a record, and its data elements aggregated from these records.

    Each element has records of its own: one per row, with a column for each dimension. What adds up and was
    reported once is added up; otherwise the record known last counts.
    """
    rows = rows_of(given)
    elements: dict[str, dict[str, Any]] = {}
    records: dict[str, dict[str, Any]] = {}
    for name, fields in given.data_elements.items():
        dimensions = (fields or {}).get("disaggregations", {})
        mine = [_record(row, dimensions) for row in rows if row["data_element"] == name]
        keys = [tuple(one[column] for column in ("organisation", "period", *dimensions)) for one in mine]
        once = len(set(keys)) == len(keys) and (fields or {}).get("over_organisations", "sum") == "sum"
        how = {"aggregate": "sum"} if once else {"aggregate": "last", "order": "known_on"}
        elements[name] = {**(fields or {}), "from_records": {"records": f"of_{name}", "column": "value", **how}}
        if dimensions:
            elements[name]["from_records"]["by"] = {one: one for one in dimensions}
        columns = ("organisation", "period", "value", "known_on", *dimensions)
        records[f"of_{name}"] = {"rows": mine or [dict.fromkeys(columns, "")]}
    return Given.model_validate({**given.model_dump(by_alias=True), "data_elements": elements, "rows": (),
                                 "rounds": _periods(given), "records": records})  # fmt: skip


def _record(row: Mapping[str, str], dimensions: Mapping[str, Any]) -> dict[str, str]:
    categories = dict(part.split("=", 1) for part in row.get("disaggregation", "").split(";") if part)
    return {"organisation": row["organisation"], "period": row["period"], "value": row["value"],
            "known_on": row.get("known_on", ""), **{one: categories.get(one, "") for one in dimensions}}  # fmt: skip


def _write_rows(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir()
    _write_table(path, [one for one in ("period", *ROW_COLUMNS) if any(one in row for row in rows)], rows)


def _write_table(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


class _Plain(yaml.SafeDumper):
    """Writes every value in full; a model may not hold references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write(path: Path, data: Mapping[str, Iterable[Any]]) -> None:
    path.write_text(yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
