"""From the monitoring file to values with ``toc``; prints their number and total."""

from __future__ import annotations

import json
import sys
from datetime import date

import toc
from toc.compute import compute
from toc.monitoring import accept
from toc.rollup import roll_up


def main(folder: str) -> None:
    """Print the answer about a model folder."""
    theory = toc.read_theory(folder)
    accepted, findings = accept(theory, toc.read_data(folder).rows)
    assert not findings
    tree = theory.organisations
    rolled = roll_up(accepted, theory.data_elements, tree, theory.file.reporting_rounds, theory.conflicts, date.max)
    values, _ = compute(rolled, theory.indicators, theory.data_element_by_id, tree)
    parts = values.loc[values["disaggregation"] != "", "value"]
    print(json.dumps({"figures": len(parts), "total": float(parts.sum())}))


if __name__ == "__main__":
    main(*sys.argv[1:])
