"""Compare ``toc`` over reported totals with a bare groupby in pandas; prints a table."""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median

from benchmarks.measuring import HERE, check_alike, in_turn, middle, print_machine, print_table, python, ratio, verdict
from benchmarks.measuring import run as run_one

HEADER = ("workload", "toc", "other", "ratio", "must be", "")
MUST, STRETCH = 3.0, 1.5
NAME = "122 organisations × 60 indicators × 10 years × 4 categories"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print_machine()
    tiny, folder = made("tiny-totals", 1), made("totals", 60)
    run_one(python("reported.inside", tiny, 1))
    table = []
    costs = run_one(python("reported.inside", folder, asked.runs)).answer
    both = [one + two for one, two in zip(costs["accept"], costs["climb"], strict=True)]
    others = {
        "three levels": ("a groupby at each of three levels (331,200 figures)", True),
        "same figures": ("that, with the totals of categories too (the same 414,000 figures)", False),
        "one groupby": ("one groupby (292,800 figures)", False),
    }
    for ours, name in ((both, "inside one process"), (costs["climb"], "without reading and checking the rows")):
        for other, (words, limited) in others.items():
            value = median(one / two for one, two in zip(ours, costs[other], strict=True))
            seconds = f"{median(ours):.2f} s CPU", f"{median(costs[other]):.2f} s CPU"
            must = (f"≤ {MUST} (stretch {STRETCH})", verdict(value, MUST, STRETCH)) if limited else ("", "")
            table.append((f"{NAME}, {name}, against {words}", *seconds, f"{value:.2f}", *must))
    commands = {"toc": python("reported.with_toc", folder), "pandas": python("reported.by_pandas", folder)}
    whole = in_turn(commands, asked.runs)
    check_alike(whole)
    for what, unit, shown in (("cpu", "s CPU", ".2f"), ("memory", "MB", ".0f")):
        seconds = f"{middle(whole, 'toc', what):{shown}} {unit}", f"{middle(whole, 'pandas', what):{shown}} {unit}"
        table.append(
            (f"{NAME}, whole process from the file", *seconds, f"{ratio(whole, 'toc', 'pandas', what):.2f}", "", "")
        )
    print_table(HEADER, table)


def made(name: str, indicators: int) -> Path:
    """A model folder with generated totals, made unless it is there."""
    folder = HERE / name
    if not (folder / "data").is_dir():
        run_one(python("reported.generate", folder, "--indicators", indicators))
    return folder


if __name__ == "__main__":
    main()
