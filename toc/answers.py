"""Answers on what-ifs as files: every figure of a comparison, a reach or a weighing, ready to be computed again."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel

from toc.assessment import Assessment
from toc.comparison import Comparison
from toc.declared import Text
from toc.levers import Reach
from toc.plain_yaml import write_yaml
from toc.scenario import Scenario
from toc.tables import records_text
from toc.weighing import Sensitivity


def plain(value: Any) -> Any:
    """A value as JSON knows it: missing numbers are null, texts stand in both languages."""
    if isinstance(value, BaseModel):
        return plain(value.model_dump(by_alias=True))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain({one.name: getattr(value, one.name) for one in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, (np.integer, np.floating, np.bool_)):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table as plain values."""
    return [plain(dict(zip(frame.columns, row, strict=True))) for row in frame.itertuples(index=False, name=None)]


def table_text(frame: pd.DataFrame, language: str) -> str:
    """A table as CSV text: texts in one language, nothing that a spreadsheet would run as a formula."""

    def cell(value: Any) -> Any:
        if isinstance(value, Text):
            return value[language]
        if isinstance(value, tuple):
            return ", ".join(str(one) for one in value)
        return "" if value is None or (isinstance(value, float) and not math.isfinite(value)) else value

    columns = [str(name) for name in frame.columns]
    rows = [{name: cell(one) for name, one in zip(columns, row, strict=True)}
            for row in frame.itertuples(index=False, name=None)]  # fmt: skip
    return records_text(columns, rows)


def comparison_text(found: Comparison, version: str) -> str:
    """A comparison as JSON text."""
    return _text({
        **_made_from(found.assessment, version),
        "organisation": found.organisation, "horizons": list(found.years), "seed": found.seed, "draws": found.draws,
        "error": found.error, "tolerance": found.tolerance, "settled": found.settled,
        "scenarios": [
            {
                "id": one.id, "title": plain(one.scenario.title), "rationale": plain(one.scenario.rationale),
                "sources": plain(one.scenario.sources), "changes": plain(one.changes), "notes": plain(one.notes),
                "headline": plain(found.headlines[one.id]),
            }
            for one in found.what_ifs if one.scenario is not None
        ],
        "compared": records(found.table), "chances": records(found.chances), "rests_on": records(found.rests_on),
    })  # fmt: skip


def reach_text(found: Reach, assessment: Assessment, version: str) -> str:
    """A reach as JSON text."""
    return _text({**_made_from(assessment, version), "reach": plain(replace(found, assessment=None))})


def sensitivity_text(found: Sensitivity, version: str) -> str:
    """What decides an answer, as JSON text."""
    one = found.what_if
    return _text({
        **_made_from(found.assessment, version), "scenario": one.id or None, "organisation": one.organisation,
        "measure": found.measure, "year": found.year, "of": found.of, "unit": found.unit, "seed": found.assessment.seed,
        "obstacle": plain(found.obstacle), "headline": plain(found.headline), "notes": plain(one.notes),
        "weights": None if found.weights is None else plain(replace(found.weights, numbers=())),
        "numbers": records(found.table),
    })  # fmt: skip


def _made_from(assessment: Assessment, version: str) -> dict[str, Any]:
    theory = assessment.theory
    return {
        "engine_version": version, "model": theory.id, "model_version": theory.file.version,
        "as_of": assessment.as_of.isoformat(), "model_sha256": theory.sha256, "data_sha256": assessment.data_sha256,
    }  # fmt: skip


def _text(found: Mapping[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def scenario_text(scenario: Scenario) -> str:
    """A scenario as the YAML file that declares it."""
    written = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return write_yaml(written)
