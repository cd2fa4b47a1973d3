"""Compare ``toc`` over generated records with SQL and pandas written by hand; prints a table."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from benchmarks.measuring import (
    HERE,
    Costs,
    check_alike,
    in_turn,
    middle,
    print_machine,
    print_table,
    python,
    ratio,
    verdict,
)
from benchmarks.measuring import run as run_one

MEMORY = "2GB"
HEADER = ("workload", "toc", "other", "ratio", "must be", "")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--large", type=int, default=100_000_000, help="rows for the run in 2 GB; 0 leaves it out")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--companies", choices=("overlapping", "unique"), default="overlapping")
    parser.add_argument("--keep", action="store_true", help="keep the generated records")
    asked = parser.parse_args()
    print_machine()
    compare(made(10_000, asked.companies), 1)
    records = made(asked.rows, asked.companies)
    table = rows_of(compare(records, asked.runs), f"{asked.rows / 1e6:g} million records, {asked.companies}")
    if asked.large:
        large = made(asked.large, asked.companies)
        table.append(within_limit(records, asked.rows, large, asked.large, asked.runs))
        if not asked.keep:
            shutil.rmtree(large)
    if not asked.keep:
        shutil.rmtree(records)
    print_table(HEADER, table)


def made(rows: int, companies: str) -> Path:
    """A model folder with so many records, made unless it is there."""
    folder = HERE / f"{companies}-{rows}"
    if not (folder / "records").is_dir():
        run_one(python("records.generate", folder, "--rows", rows, "--companies", companies))
    return folder


def compare(folder: Path, runs: int) -> Costs:
    """All four ways, in turn."""
    commands = {
        "toc": python("records.with_toc", folder),
        "sql, union": python("records.by_hand", "union", folder),
        "sql, grouping sets": python("records.by_hand", "sets", folder),
        "pandas": python("records.by_pandas", folder),
    }
    costs = in_turn(commands, runs)
    check_alike(costs)
    return costs


def rows_of(costs: Costs, name: str) -> list[tuple[str, ...]]:
    """Rows of the table, against the cheaper of the two ways to write the SQL."""
    sql = min(("sql, union", "sql, grouping sets"), key=lambda one: middle(costs, one))
    limits = [(sql, "cpu", 1.15, 0.6), ("pandas", "cpu", 0.7, 0.4), ("pandas", "memory", 0.6, 0.4)]
    rows = []
    for other, what, must, stretch in limits:
        unit, shown = ("MB", ".0f") if what == "memory" else ("s CPU", ".1f")
        value = ratio(costs, "toc", other, what)
        rows.append(
            (
                f"{name}, against {other}",
                f"{middle(costs, 'toc', what):{shown}} {unit}",
                f"{middle(costs, other, what):{shown}} {unit}",
                f"{value:.2f}",
                f"≤ {must} (stretch {stretch})",
                verdict(value, must, stretch),
            )
        )
    return rows


def within_limit(small: Path, few: int, large: Path, many: int, runs: int) -> tuple[str, ...]:
    """Time per record with many records in little memory, against that with fewer in the same memory."""
    commands = {
        "large": python("records.with_toc", large, MEMORY),
        "small": python("records.with_toc", small, MEMORY),
    }
    costs = in_turn(commands, runs)
    per_record = few / many
    cpu, clock = (ratio(costs, "large", "small", what) * per_record for what in ("cpu", "clock"))
    return (
        f"{many / 1e6:g} million records in {MEMORY} (most {middle(costs, 'large', 'memory'):.0f} MB), time per record "
        f"against {few / 1e6:g} million",
        f"{middle(costs, 'large') / many * 1e6:.3f} s CPU per million",
        f"{middle(costs, 'small') / few * 1e6:.3f} s CPU per million",
        f"{cpu:.2f} (on the clock {clock:.2f})",
        "≤ 1.2 (stretch 1.05)",
        verdict(cpu, 1.2, 1.05),
    )


if __name__ == "__main__":
    main()
