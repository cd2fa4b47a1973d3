"""Compare a whole run of the shipped model with only opening the libraries that it stands on; prints a table."""

from __future__ import annotations

import argparse
import sys

from benchmarks.measuring import HERE, in_turn, middle, print_machine, print_table, ratio, verdict

MODEL = "opschaling-pps"
LIBRARIES = "import pandas, sqlalchemy, pydantic"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    print_machine()
    commands = {
        "toc": [sys.executable, "-m", "toc.cli", "run", MODEL, "--format", "json", "--out", str(HERE / "start")],
        "libraries": [sys.executable, "-c", LIBRARIES],
    }
    in_turn(commands, 1)
    costs = in_turn(commands, asked.runs)
    value = ratio(costs, "toc", "libraries")
    name = f"`toc run {MODEL} --format json` against `python -c '{LIBRARIES}'`"
    seconds = f"{middle(costs, 'toc'):.2f} s CPU", f"{middle(costs, 'libraries'):.2f} s CPU"
    row = (name, *seconds, f"{value:.2f}", "≤ 2 (stretch 1.4)", verdict(value, 2.0, 1.4))
    print_table(("workload", "toc", "other", "ratio", "must be", ""), [row])


if __name__ == "__main__":
    main()
