"""From records to values with ``toc``: aggregate with DuckDB, then climb the tree; prints totals per level."""

from __future__ import annotations

import json
import sys
from datetime import date

import toc
from benchmarks.programme import level_of
from toc.aggregates import Asked
from toc.compute import compute
from toc.monitoring import accept
from toc.record_files import Limits
from toc.rollup import roll_up


def main(folder: str, memory: str = "") -> None:
    """Print the answer about a model folder, within a limit of memory when one is given."""
    theory = toc.read_theory(folder)
    asked = Asked(engine="duckdb", limits=Limits(memory=memory or None))
    accepted, _ = accept(theory, toc.read_data(folder, asked=asked).rows)
    tree = theory.organisations
    rolled = roll_up(accepted, theory.data_elements, tree, theory.file.reporting_rounds, theory.conflicts, date.max)
    values, _ = compute(rolled, theory.indicators, theory.data_element_by_id, tree)
    totals = values.groupby([values["organisation"].map(level_of), "indicator"])["value"].sum()
    print(json.dumps({f"{level} {name}": float(value) for (level, name), value in totals.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
