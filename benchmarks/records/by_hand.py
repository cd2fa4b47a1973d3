"""The same answer in straightforward SQL for DuckDB, in the two ways in which people write it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

FIGURES = """year(day) AS year, sum(hours) AS hours, sum(euros) AS euros,
    count(DISTINCT company) AS companies, 100 * sum(satisfied) / nullif(sum(asked), 0) AS satisfied"""

UNION = f"""
WITH joined AS (SELECT * FROM records JOIN tree USING (pps))
SELECT 'pps' AS level, pps AS organisation, {FIGURES} FROM joined GROUP BY pps, year(day)
UNION ALL
SELECT 'hip', hip, {FIGURES} FROM joined GROUP BY hip, year(day)
UNION ALL
SELECT 'nl', 'nl', {FIGURES} FROM joined GROUP BY year(day)
"""

SETS = f"""
SELECT CASE WHEN grouping(pps) = 0 THEN 'pps' WHEN grouping(hip) = 0 THEN 'hip' ELSE 'nl' END AS level,
    coalesce(pps, hip, 'nl') AS organisation, {FIGURES}
FROM records JOIN tree USING (pps)
GROUP BY GROUPING SETS ((pps, year(day)), (hip, year(day)), (year(day)))
"""


def main(way: str, folder: str, memory: str = "") -> None:
    """Print the answer about a model folder, within a limit of memory when one is given."""
    connection = duckdb.connect()
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute(f"SET temp_directory = '{Path(folder) / 'spill'}'")
    connection.execute(f"CREATE VIEW records AS SELECT * FROM '{folder}/records/*.parquet'")
    connection.execute(f"CREATE TABLE tree AS SELECT * FROM '{folder}/tree.csv'")
    rows = connection.execute(UNION if way == "union" else SETS).fetchall()
    names = ("hours", "euros", "companies", "satisfied")
    totals = {
        f"{level} {name}": sum(float(row[3 + at]) for row in rows if row[0] == level)
        for level in ("pps", "hip", "nl")
        for at, name in enumerate(names)
    }
    print(json.dumps(totals))


if __name__ == "__main__":
    main(*sys.argv[1:])
