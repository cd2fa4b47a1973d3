"""The whole path of ``toc``: read the model, aggregate its records with DuckDB, assess; prints totals per level."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import toc
from benchmarks.programme import level_of
from toc.aggregates import Asked
from toc.door import Data, with_records
from toc.record_files import Limits


def main(folder: str, memory: str = "") -> None:
    """Print the answer about a model folder, within a limit of memory when one is given."""
    theory = toc.read_theory(folder)
    asked = Asked(engine="duckdb", limits=Limits(memory=memory or None))
    data = with_records(theory, Path(folder), Data((), "", ()), asked)
    values = toc.assess(theory, data.rows).values
    values = values[values["disaggregation"] == ""]
    totals = values.groupby([values["organisation"].map(level_of), "indicator"])["value"].sum()
    print(json.dumps({f"{level} {name}": float(value) for (level, name), value in totals.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
