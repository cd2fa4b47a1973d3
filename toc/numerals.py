"""Numbers as people write them: what a text says, and when it may say two things."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?$")
_COMMA_NUMBER = re.compile(r"[-+]?\d+(?:,\d+)?$")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}\.\d{3}$")
_MAYBE_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}$")
_LINES = re.compile(r"(?:(?:[-+]?\d++(?:\.\d++)?+(?:[eE][-+]?\d{1,2})?+)?+\n)*+", re.ASCII)
_COMMA_LINES = re.compile(r"(?:(?:[-+]?\d++(?:,\d++)?+)?+\n)*+", re.ASCII)
_THREE_DECIMALS = re.compile(r"\.\d{3}$", re.MULTILINE | re.ASCII)
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?$")


@dataclass(frozen=True)
class Numbers:
    """What texts say."""

    values: Floats
    """NaN where a text is empty or no number."""

    wrong: Sequence[int] = ()
    """Places of texts that are no number."""

    doubtful: Sequence[int] = ()
    """Places of texts of which the point may part thousands instead of decimals."""


def tidy(text: str) -> str:
    """A text without the spaces that a spreadsheet puts into or around a number."""
    return text.replace("\u00a0", "").strip()


def read_number(text: str, decimal_comma: bool = False) -> float | None:
    """The finite number that a tidy text says, or None."""
    value = math.nan
    if _NUMBER.match(text):
        value = math.nan if decimal_comma and _THOUSANDS.match(text) else float(text)
    elif decimal_comma and _COMMA_NUMBER.match(text):
        value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def says_thousands(text: str) -> bool:
    """Whether a text that is no number in a file with decimal commas has a point, as in ``1.234`` or ``1.234,5``."""
    return "." in text and (_NUMBER.match(text) is None or _THOUSANDS.match(text) is not None)


def may_be_thousands(text: str) -> bool:
    """Whether ``1.234`` was written, in a file in which that is less than two."""
    return _MAYBE_THOUSANDS.match(text) is not None


def read_numbers(texts: Sequence[str], decimal_comma: bool = False) -> Numbers:
    """The numbers that texts say; most often they are all well, and then they are read together."""
    together = _read_together(texts, decimal_comma)
    if together is not None:
        return Numbers(together)
    values = np.full(len(texts), np.nan)
    wrong, doubtful = [], []
    for at, given in enumerate(texts):
        text = tidy(given)
        value = read_number(text, decimal_comma) if text else math.nan
        if value is None:
            wrong.append(at)
            continue
        values[at] = value
        if not decimal_comma and may_be_thousands(text):
            doubtful.append(at)
    return Numbers(values, wrong, doubtful)


def _read_together(texts: Sequence[str], decimal_comma: bool) -> Floats | None:
    lines = "\n".join(texts) + "\n"
    if lines.count("\n") != len(texts) or not (_COMMA_LINES if decimal_comma else _LINES).fullmatch(lines):
        return None
    if decimal_comma:
        texts = lines.replace(",", ".").split("\n")[:-1]
    elif _THREE_DECIMALS.search(lines) and any(map(may_be_thousands, texts)):
        return None
    if not all(texts):
        texts = [text or "nan" for text in texts]
    values = np.fromiter(map(float, texts), dtype=np.float64, count=len(texts))
    return None if np.isinf(values).any() else values


def check_numbers(values: Floats, printed: Sequence[str]) -> Numbers:
    """The same for numbers of a table, that were never text."""
    size = np.abs(values)
    with np.errstate(invalid="ignore", over="ignore"):
        thousandths = np.rint(size * 1000)
        doubtful = (size >= 1) & (size < 1000) & (thousandths / 1000 == size) & (thousandths % 10 != 0)
        # What needs an exponent of three digits is no number in a file either.
        wrong = (size >= 1e99) | ((size < 1e-98) & (size > 0))
    at = [place for place in np.flatnonzero(wrong).tolist() if read_number(printed[place]) is None]
    values = values.copy()
    values[at] = np.nan
    return Numbers(values, at, np.flatnonzero(doubtful).tolist())


def read_range(text: str) -> tuple[float, float] | None:
    """Lowest and highest of ``6`` or ``4-7``, or None; not that the one lies below the other."""
    found = _RANGE.match(text.replace(",", "."))
    if found is None:
        return None
    low = float(found[1])
    return low, float(found[2]) if found[2] else low
