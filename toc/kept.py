"""Projections that a run keeps, so that later figures can be held against them; and the files of a look back.

``kept/projections-DAY-HASH.json`` holds what one run projected, ``backtests/DAY-HASH.json`` what one look back found.
The hash is that of the contents: nothing is ever overwritten, and the same run gives the same file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
from pydantic import ConfigDict, ValidationError

from toc.assessment import Assessment
from toc.backtest import GIVEN, MADE, Backtest, Made, figures_that_came, hold, in_words, made_now
from toc.errors import Finding, FindingsError, Severity, SourceMark
from toc.results import Result, ResultText, records_of, text_of
from toc.tables import csv_text, write_file, write_files
from toc.theory import Theory
from toc.words import say

KEPT_FOLDER, HISTORY_FOLDER = "kept", "backtests"
HASH_LENGTH = 12


class KeptYear(Result):
    """One indicator in one year to come, as projected then."""

    model_config = ConfigDict(allow_inf_nan=False)

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    made_in: int
    """Year of the last figure that it rests on."""

    year: int
    """Year that it speaks of."""

    steps: int
    """Years ahead."""

    n: int
    """Figures it rests on, those of a part of a year too."""

    median: float
    """Value that is as likely to be exceeded as not."""

    lower80: float
    """Lower end of the 80 % interval."""

    upper80: float
    """Upper end of the 80 % interval."""

    lower95: float
    """Lower end of the 95 % interval."""

    upper95: float
    """Upper end of the 95 % interval."""

    last: float
    """Last figure of a whole year."""


class KeptChance(Result):
    """The chance of reaching one target, as given then."""

    model_config = ConfigDict(allow_inf_nan=False)

    indicator: str
    """Id of the indicator."""

    organisation: str
    """Id of the organisation."""

    target_id: str
    """Id of the target."""

    target_value: float
    """Value to be reached."""

    made_in: int
    """Year of the last figure that it rests on."""

    year: int
    """Target year."""

    steps: int
    """Years ahead."""

    probability: float
    """Chance of reaching it, 0 to 1."""


class Definition(Result):
    """How an indicator was computed; when that changed, old projections are no longer held against its figures."""

    unit: str
    """Unit."""

    formula: str
    """Formula."""


class Run(Result):
    """Which model, data and engine something was computed with."""

    model: str
    """Short name of the model."""

    version: str
    """Version of the model."""

    model_sha256: str
    """Hash of the model's files."""

    data_sha256: str
    """Hash of the data files."""

    engine_version: str
    """Version of the engine."""

    as_of: date
    """Day on which the figures were known."""

    tree_view: str
    """`as_it_was` or `as_it_is`."""


class Kept(Run):
    """What one run projected."""

    definitions: dict[str, Definition]
    """Of every indicator that is projected."""

    years: list[KeptYear]
    """Projections."""

    chances: list[KeptChance]
    """Targets."""


class Row(KeptYear):
    """A projection beside the figure that came."""

    value: float
    """The figure."""

    inside80: bool
    """Whether it lies within the 80 % interval."""

    inside95: bool
    """Whether it lies within the 95 % interval."""

    error: float
    """Median minus figure."""

    last_error: float
    """Last figure of then minus the figure that came."""

    relative: float | None
    """Size of the error as a part of that of the last figure; null where the last figure was right."""


class ChanceRow(KeptChance):
    """A chance beside what came."""

    value: float
    """Figure of the target year."""

    reached: bool
    """Whether it meets the target."""

    brier: float
    """Square of the distance between the chance and what came (1 or 0)."""


class Score(Result):
    """How good projections were."""

    indicator: str | None
    """Id of the indicator; null for all together."""

    steps: int | None
    """Years ahead; null for all."""

    n: int
    """Projections of which the figure came."""

    inside80: int
    """How many figures lie within the 80 % interval."""

    low80: float | None
    """Lower end of the 95 % interval of that part of all (Wilson)."""

    high80: float | None
    """Upper end."""

    inside95: int
    """How many figures lie within the 95 % interval."""

    low95: float | None
    """Lower end of the 95 % interval of that part of all (Wilson)."""

    high95: float | None
    """Upper end."""

    mean_error: float | None
    """Mean size of the error, in the indicator's unit."""

    mean_error_last: float | None
    """Mean size of the error of the last figure of then."""

    relative: float | None
    """The one as a part of the other."""

    chances: int
    """Chances that were given of targets of which the year has its figure."""

    brier: float | None
    """Their mean Brier score."""


class LookedBack(Result):
    """Projections of one making beside the figures that came."""

    sentences: list[ResultText]
    """What it comes to."""

    scores: list[Score]
    """All together and each indicator."""

    rows: list[Row]
    """Every projection."""

    chances: list[ChanceRow]
    """Every chance of a target."""


class BacktestFile(Run):
    """``backtest.json``: what a look back found."""

    as_known: bool
    """Whether past years were projected only from what was known a year after them."""

    recomputed: LookedBack
    """What this version of the engine would have projected in each past year."""

    kept: LookedBack
    """What earlier runs did project, with the engine of then."""

    kept_files: list[str]
    """Files that were held, by name."""

    redefined: list[str]
    """Indicators that are computed in another way now; their kept projections are left out."""


@dataclass(frozen=True)
class KeptPast:
    """Kept projections beside the figures that came, and which files they stand in."""

    found: Backtest
    files: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()


# --- Keeping ----------------------------------------------------------------------------------------------------


def keep(assessment: Assessment, engine_version: str, folder: Path) -> Path | None:
    """Keep the projections of a run in ``folder/kept``; None where there is nothing to keep.

    A what-if is no projection of what will come, and small counts that are for internal use are not left lying about:
    both are never kept.
    """
    if assessment.scenario is not None or not assessment.published:
        return None
    theory = assessment.theory
    made = made_now(theory, assessment.points, assessment.projections, assessment.prospects)
    if made.years.empty:
        return None
    names = sorted({*made.years["indicator"], *made.chances["indicator"]})
    kept = Kept(
        model=theory.id, version=theory.file.version, model_sha256=theory.sha256, data_sha256=assessment.data_sha256,
        engine_version=engine_version, as_of=assessment.as_of, tree_view=assessment.tree_view,
        definitions={name: _definition(theory, name) for name in names},
        years=[KeptYear.model_validate(row) for row in records_of(made.years)],
        chances=[KeptChance.model_validate(row) for row in records_of(made.chances)],
    )  # fmt: skip
    return _put(folder / KEPT_FOLDER, "projections-", assessment.as_of, _json(kept))


def read_kept(folder: Path, model: str, before: date) -> list[tuple[str, Kept]]:
    """Projections that earlier runs kept in ``folder/kept``, each with its file name, oldest first.

    Args:
        folder: where the runs of a model write to.
        model: projections of another model are passed over.
        before: later ones are passed over too.

    Raises:
        FindingsError: a file holds something else; the error carries all of them.
    """
    found, wrong = [], []
    for path in sorted((folder / KEPT_FOLDER).glob("projections-*.json")):
        try:
            found.append((path.name, Kept.model_validate_json(path.read_text(encoding="utf-8"))))
        except (ValidationError, UnicodeDecodeError, OSError):
            message = say("backtest.unreadable", file=path.name)
            where = SourceMark(f"{KEPT_FOLDER}/{path.name}")
            wrong.append(Finding("backtest.unreadable", Severity.ERROR, message, where))
    if wrong:
        raise FindingsError(wrong)
    mine = [(name, one) for name, one in found if one.model == model and one.as_of <= before]
    return sorted(mine, key=lambda pair: (pair[1].as_of, _newest_first(pair[1].engine_version), pair[0]))


def _newest_first(version: str) -> tuple[int, ...]:
    """Of one day the engine of then comes last, and counts: a newer one only did it over."""
    return tuple(-int(part) for part in re.findall(r"[0-9]+", version))


def hold_kept(kept: Sequence[tuple[str, Kept]], assessment: Assessment) -> KeptPast:
    """Hold kept projections against the figures known now; of the same projection, the one kept last counts."""
    theory = assessment.theory
    years: dict[tuple[object, ...], KeptYear] = {}
    chances: dict[tuple[object, ...], KeptChance] = {}
    redefined: set[str] = set()
    for _, one in kept:
        redefined |= {name for name, then in one.definitions.items() if not _still_so(theory, name, then)}
        same = {name for name, then in one.definitions.items() if _still_so(theory, name, then)}
        for year in one.years:
            if year.indicator in same:
                years[year.indicator, year.organisation, year.made_in, year.year] = year
        for chance in one.chances:
            if chance.indicator in same:
                key = (chance.indicator, chance.organisation, chance.target_id, chance.target_value, chance.made_in)
                chances[key] = chance
    made = Made(_frame(years.values(), MADE), _frame(chances.values(), GIVEN))
    found = hold(theory, made, figures_that_came(theory, assessment.points))
    engines = tuple(dict.fromkeys(one.engine_version for _, one in kept))
    return KeptPast(found, tuple(name for name, _ in kept), engines, tuple(sorted(redefined)))


def _definition(theory: Theory, name: str) -> Definition:
    indicator = theory.indicator_by_id[name]
    return Definition(unit=indicator.unit, formula=" ".join(indicator.formula.split()))


def _still_so(theory: Theory, name: str, then: Definition) -> bool:
    return name in theory.indicator_by_id and _definition(theory, name) == then


def _frame(rows: Iterable[Result], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame([row.model_dump() for row in rows], columns=list(columns))


# --- Writing ----------------------------------------------------------------------------------------------------


def to_file(
    assessment: Assessment, engine_version: str, recomputed: Backtest, kept: KeptPast, *, as_known: bool
) -> BacktestFile:
    """Bring a look back into its public form."""
    theory = assessment.theory
    return BacktestFile(
        model=theory.id, version=theory.file.version, model_sha256=theory.sha256, data_sha256=assessment.data_sha256,
        engine_version=engine_version, as_of=assessment.as_of, tree_view=assessment.tree_view, as_known=as_known,
        recomputed=_looked_back(recomputed), kept=_looked_back(kept.found), kept_files=list(kept.files),
        redefined=list(kept.redefined),
    )  # fmt: skip


def write_backtest(file: BacktestFile, folder: Path) -> list[Path]:
    """Write ``backtest.json``, ``backtest.csv`` and ``backtest-chances.csv``, and the first once more to be kept."""
    text = _json(file)
    tables: Mapping[str, tuple[str, type[Result]]] = {"backtest": ("rows", Row),
                                                      "backtest-chances": ("chances", ChanceRow)}  # fmt: skip
    contents = {"backtest.json": text}
    for name, (part, kind) in tables.items():
        made = {"recomputed": getattr(file.recomputed, part), "kept": getattr(file.kept, part)}
        contents[f"{name}.csv"] = csv_text(made, kind, "made")
    return [*write_files(folder, contents), _put(folder / HISTORY_FOLDER, "", file.as_of, text)]


def read_history(folder: Path, model: str) -> list[BacktestFile]:
    """Earlier looks back of a model in ``folder/backtests``, oldest first; what cannot be read is passed over."""
    found = []
    for path in sorted((folder / HISTORY_FOLDER).glob("*.json")):
        try:
            one = BacktestFile.model_validate_json(path.read_text(encoding="utf-8"))
        except (ValidationError, UnicodeDecodeError, OSError):
            continue
        if one.model == model:
            found.append(one)
    return found


def _looked_back(found: Backtest) -> LookedBack:
    return LookedBack(
        sentences=[text_of(one) for one in in_words(found)],
        scores=[Score.model_validate(row) for row in records_of(found.scores)],
        rows=[Row.model_validate(row) for row in records_of(found.rows)],
        chances=[ChanceRow.model_validate(row) for row in records_of(found.chances)],
    )


def _put(folder: Path, before: str, day: date, text: str) -> Path:
    """Write a file under its day and hash, unless it stands there already."""
    name = f"{before}{day.isoformat()}-{sha256(text.encode('utf-8')).hexdigest()[:HASH_LENGTH]}.json"
    path = folder / name
    return path if path.is_file() else write_file(path, text)


def _json(result: Result) -> str:
    data = result.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
