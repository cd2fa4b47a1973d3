"""The two calls that begin everything: read a theory by name or folder, and read its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from toc.errors import Finding, FindingsError, Severity, SourceMark
from toc.library import Library, find_library
from toc.reading import load_theory
from toc.row_table import RowTable, join_rows, table_from_rows
from toc.rows import DATA_FOLDER, read_rows
from toc.theory import Theory
from toc.words import say

if TYPE_CHECKING:
    from toc.aggregates import Asked

NOT_READ = (".xlsx", ".xls", ".xlsm", ".ods", ".tsv", ".json", ".parquet")
"""Files with figures that this version does not read; in a data folder they are refused, never passed over."""

RECORDS_FILE = "records.yaml"


@dataclass(frozen=True)
class Data:
    """Monitoring rows as written or aggregated from records, with a hash of the files they came from."""

    rows: RowTable
    sha256: str
    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    """What was found in the records."""


def read_theory(model: str | Path, library: Path | None = None) -> Theory:
    """Read a shipped model by name, or any model by its folder.

    Raises:
        FindingsError: there is no such model or it cannot be used; the error carries all findings.
    """
    shelf = find_library(library)
    loaded = load_theory(shelf.model_folder(str(model)), shelf.indicators)
    if loaded.theory is None or not loaded.usable:
        raise FindingsError(loaded.findings)
    return loaded.theory


def read_data(
    model: str | Path, extra: Sequence[str | Path] = (), library: Path | None = None, asked: Asked | None = None
) -> Data:
    """Read the monitoring files in the ``data`` folder of a model and extra files beside them; aggregate its records.

    Raises:
        FindingsError: a file cannot be read; the error carries all findings.
    """
    shelf = find_library(library)
    data, findings = gather_data(shelf, model, extra)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise FindingsError(findings)
    folder = shelf.model_folder(str(model))
    if not (folder / RECORDS_FILE).is_file():
        return data
    return with_records(read_theory(model, library), folder, data, asked)


def with_records(theory: Theory, folder: Path, data: Data, asked: Asked | None = None) -> Data:
    """Add what is aggregated from records (`records.yaml`) to the rows that were reported.

    Args:
        theory: which data elements come from which records.
        folder: the model folder, in which files with records stand.
        data: what was reported.
        asked: the engine, and how much of the machine it may use.

    Raises:
        FindingsError: the records cannot be used; the error carries all findings.
    """
    if not theory.from_records:
        return data
    from toc.aggregates import Asked, aggregate  # opens the engines

    found = aggregate(theory, folder, asked or Asked())
    both = sha256(f"{data.sha256}\n{found.sha256}".encode()).hexdigest()
    return replace(data, rows=join_rows([data.rows, table_from_rows(found.rows)]), sha256=both, findings=found.findings)


def gather_data(shelf: Library, model: str | Path, extra: Sequence[str | Path] = ()) -> tuple[Data, list[Finding]]:
    """As ``read_data``, with the findings returned instead of raised."""
    folder = shelf.model_folder(str(model))
    inside = sorted(path for path in (folder / DATA_FOLDER).glob("*") if path.is_file())
    files = (*(path for path in inside if path.suffix.lower() == ".csv"), *(Path(path) for path in extra))
    rows, findings, sha256 = read_rows(files)
    for path in inside:
        if path.suffix.lower() in NOT_READ and not path.name.startswith(("~", ".")):
            where = SourceMark(f"{folder.name}/{DATA_FOLDER}/{path.name}")
            message = say("data.not_read", file=path.name)
            findings.append(Finding("data.not_read", Severity.ERROR, message, where))
    return Data(rows, sha256, files), findings
