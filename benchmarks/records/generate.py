"""Write a model folder with generated records: activities of companies in 120 partnerships over 5 years.

The same arguments give the same records. ``overlapping``: 1 company per 50 records, the popular ones far more often
than others, each at home in 1 to 4 partnerships. ``unique``: nearly every record speaks of another company.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from benchmarks.programme import partnership, write_programme

YEARS = (2021, 2022, 2023, 2024, 2025)
PARTNERSHIPS = 120
RECORDS_PER_COMPANY = 50
CHUNK = 1_000_000
CHUNKS_PER_FILE = 5
COLUMNS = "pps VARCHAR, day DATE, company VARCHAR, hours DOUBLE, euros DOUBLE, satisfied DOUBLE, asked DOUBLE"

RECORDS = {"id": "activities", "parquet": "records/*.parquet", "organisation": "pps", "day": "day", "per": "year"}


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--companies", choices=("overlapping", "unique"), default="overlapping")
    asked = parser.parse_args()
    write_model(asked.folder)
    write_records(asked.folder / "records", asked.rows, asked.companies)


def write_model(folder: Path) -> None:
    """The theory: sums, distinct companies, and a weighted ratio, all from the records."""

    def element(name: str, unit: str, rule: str, over_time: str, **how: str) -> dict[str, Any]:
        return {
            "id": name, "unit": unit, "kind": "flow", "over_time": over_time, "over_organisations": rule,
            "reported_from": YEARS[0], "from_records": {"records": "activities", **how},
        }  # fmt: skip

    elements = [
        element("hours", "hours", "sum", "sum", aggregate="sum", column="hours"),
        element("euros", "EUR", "sum", "sum", aggregate="sum", column="euros"),
        element("companies", "companies", "distinct", "none", aggregate="count_distinct", column="company"),
        element("satisfied", "percent", "none", "none", aggregate="ratio", numerator="satisfied", denominator="asked"),
    ]
    indicators = [{"id": one["id"], "unit": one["unit"], "formula": one["id"]} for one in elements]
    write_programme(
        folder, years=YEARS, partnerships=PARTNERSHIPS, data_elements=elements, indicators=indicators,
        records=[RECORDS],
    )  # fmt: skip


def write_records(folder: Path, rows: int, companies: str) -> None:
    """Records in Parquet files of one year each, in order of day."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE records ({COLUMNS})")
        for year in YEARS:
            left, size = rows // len(YEARS), min(CHUNK, rows // len(YEARS))
            chunks = -(-left // size)
            for at in range(chunks):
                made = min(size, left)
                left -= made
                frame = chunk(year, at / chunks, (at + 1) / chunks, made, rows, companies)
                connection.register("frame", frame)
                connection.execute("INSERT INTO records SELECT * REPLACE (CAST(day AS DATE) AS day) FROM frame")
                connection.unregister("frame")
                if at % CHUNKS_PER_FILE == CHUNKS_PER_FILE - 1 or at == chunks - 1:
                    target = folder / f"activities-{year}-{at // CHUNKS_PER_FILE:02d}.parquet"
                    connection.execute(f"COPY records TO '{target}' (FORMAT parquet)")
                    connection.execute("TRUNCATE records")


def chunk(year: int, begin: float, end: float, made: int, rows: int, companies: str) -> pd.DataFrame:
    """Records of one part (0 to 1) of a year."""
    random = np.random.default_rng([year, int(begin * 1_000_000), rows])
    if companies == "unique":
        number = random.integers(0, 89_000_000, made)
        place = random.integers(0, PARTNERSHIPS, made)
    else:
        number = (rows // RECORDS_PER_COMPANY * random.random(made) ** 2).astype(np.int64)
        homes = 1 + (scrambled(number) % np.uint64(4)).astype(np.int64)
        home = (homes * random.random(made)).astype(np.int64)
        part = scrambled(number * 8 + home + 12_345).astype(np.float64) / 2.0**64
        place = np.minimum(PARTNERSHIPS * part**1.3, PARTNERSHIPS - 1).astype(np.int64)
    chamber = 1_000_000 + number * 9_973 % 89_000_000
    hours = np.round(random.gamma(2.0, 20.0, made) * 4) / 4
    asked = random.integers(1, 40, made).astype(np.float64)
    days = np.sort(random.integers(int(begin * 365), max(int(end * 365), int(begin * 365) + 1), made))
    names = np.array([partnership(at) for at in range(PARTNERSHIPS)], dtype=object)
    return pd.DataFrame(
        {
            "pps": names[place],
            "day": np.datetime64(f"{year}-01-01", "s") + days.astype("timedelta64[D]"),
            "company": pd.Series(chamber).astype(str).str.zfill(8),
            "hours": hours,
            "euros": np.round(hours * random.uniform(20.0, 90.0, made), 2),
            "satisfied": np.floor(asked * random.random(made)),
            "asked": asked,
        }
    )


def scrambled(numbers: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """A number that looks random for every number, and is always the same."""
    mixed = numbers.astype(np.uint64) + np.uint64(1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


if __name__ == "__main__":
    main()
