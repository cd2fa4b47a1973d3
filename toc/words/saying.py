"""Fill a sentence with numbers, dates and names, by the rules of each language (CLDR, through Babel)."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from toc.declared import LANGUAGES, Text
from toc.words.filter import fitting
from toc.words.sentences import SENTENCES

LOCALES = {"nl": "nl_NL", "en": "en_GB"}
UNKNOWN = {"nl": "onbekend", "en": "unknown"}
MINUS = "−"
"""The sign before what is below nought; a hyphen would be read as a dash."""


def _rounded(value: float, decimals: int) -> Decimal:
    """Round as people do: half away from zero, on the digits as written (3.45 becomes 3.5)."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=1000)) + 0


@lru_cache(maxsize=20_000)
def _written(value: Decimal, pattern: str, language: str) -> str:
    with localcontext(Context(prec=1000)):
        return str(format_decimal(value, format=pattern, locale=LOCALES[language])).replace("-", MINUS)


def number(value: float | None, language: str, digits: int = 3) -> str:
    """Write a number as a person would: whole numbers in full, others with ``digits`` significant digits."""
    if value is None or not math.isfinite(value):
        return UNKNOWN[language]
    whole = float(value).is_integer() and abs(value) < 1e15
    decimals = 0 if whole or value == 0 else max(0, digits - 1 - math.floor(math.log10(abs(value))))
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return _written(_rounded(value, decimals), pattern, language)


def fixed(value: float, language: str, decimals: int) -> str:
    """Write a number with exactly so many decimals."""
    return _written(_rounded(value, decimals), "#,##0" + ("." + "0" * decimals if decimals else ""), language)


def percent(part: float | None, language: str, decimals: int = 0) -> str:
    """Write a part of one as a percentage: 0.74 becomes ``74%``."""
    if part is None or not math.isfinite(part * 100):
        return UNKNOWN[language]
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _written(_rounded(part * 100, decimals), pattern, language) + "%"


def chance(probability: float, language: str) -> str:
    """Write a probability as a percentage, never as 0% or 100%: nothing measured is that certain."""
    if probability > 0.99:
        return {"nl": "meer dan 99%", "en": "more than 99%"}[language]
    if probability < 0.01:
        return {"nl": "minder dan 1%", "en": "less than 1%"}[language]
    return percent(probability, language)


def about(probability: float, language: str) -> str:
    """Write an estimated probability roughly, to the nearest 5%: ``about 35%``, ``less than 5%``, ``more than 95%``."""
    if not math.isfinite(probability):
        return UNKNOWN[language]
    if probability < 0.05:
        return {"nl": "kleiner dan 5%", "en": "less than 5%"}[language]
    if probability > 0.95:
        return {"nl": "groter dan 95%", "en": "more than 95%"}[language]
    rough = percent(float(_rounded(probability * 20, 0)) / 20, language)
    return {"nl": f"ongeveer {rough}", "en": f"about {rough}"}[language]


def factor(value: float, language: str) -> str:
    """Write a growth factor: one decimal below ten, none above."""
    decimals = 1 if abs(value) < 10 else 0
    pattern = "0.0" if decimals else "#,##0"
    return _written(_rounded(value, decimals), pattern, language)


def signed(value: float, language: str) -> str:
    """Write a change with its sign, to two significant digits: ``+15``, ``−0.32``; no change is 0."""
    if not math.isfinite(value):
        return UNKNOWN[language]
    size = number(abs(value), language, digits=2)
    return size if float(abs(value)) < 5e-13 else f"{'+' if value > 0 else '−'}{size}"


def euro(value: float, language: str) -> str:
    """Write an amount in euros with the sign before it."""
    return "€ " + number(value, language)


def list_of(items: Sequence[str], language: str) -> str:
    """Join names: ``a, b en c`` / ``a, b and c``."""
    return str(format_list(list(items), locale=LOCALES[language])) if items else ""


class _Filler(string.Formatter):
    """Fills one sentence.

    ``{x:n}`` number, ``{x:e}`` in full, ``{x:r}`` with two significant digits, ``{x:s}`` the same with its sign, ``{x:x}`` factor, ``{x:p}`` percent of
    one, ``{x:p1}`` with one decimal, ``{x:chance}`` probability, ``{x:about}`` to the nearest 5%,
    ``{x:plural|one|many}``; dates, texts and lists need no mark.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("plural|"):
            _, one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec == "n":
            return number(value, self.language)
        if format_spec == "e":
            return number(value, self.language, digits=15)
        if format_spec == "r":
            return number(value, self.language, digits=2)
        if format_spec == "s":
            return signed(value, self.language)
        if format_spec == "x":
            return factor(value, self.language)
        if format_spec == "chance":
            return chance(value, self.language)
        if format_spec == "about":
            return about(value, self.language)
        if format_spec in ("p", "p1"):
            return percent(value, self.language, decimals=int(format_spec[1:] or 0))
        if isinstance(value, Text):
            return value[self.language]
        if isinstance(value, date):
            return str(format_date(value, format="long", locale=LOCALES[self.language]))
        if isinstance(value, (list, tuple)):
            return list_of([self.format_field(item, "") for item in value], self.language)
        if value is None:
            return UNKNOWN[self.language]
        return str(value)


_FILLERS: Mapping[str, _Filler] = {language: _Filler(language) for language in LANGUAGES}


_RANGE = re.compile(r"(?<!van )(?<!from )(×?)\{(\w+)(:?\w*)\} (?:tot|to) \1\{(\w+)\3\}")
"""Two ends of a range, written in the same way; after *from*, both ends are needed."""


def fill(template: str, language: str, **values: Any) -> str:
    """Fill one template in one language (see the marks above).

    A range with equal ends is written as one number, and the unit % without a space before it.
    """
    filler = _FILLERS[language]
    if "unit" in values and filler.format_field(values["unit"], "") == "%":
        template = template.replace("} {unit}", "}{unit}")

    def once(found: re.Match[str]) -> str:
        sign, first, mark, last = found.groups()
        same = {filler.format_field(values[name], mark[1:]) for name in (first, last)}
        return f"{sign}{{{first}{mark}}}" if len(same) == 1 else found[0]

    return filler.vformat(_RANGE.sub(once, template), (), values)


def say(code: str, **values: Any) -> Text:
    """Return the sentence ``code`` in both languages, filled with ``values``.

    Raises:
        KeyError: there is no such sentence, or a value that it needs is not given.
    """
    dutch, english = SENTENCES[code]
    return Text(nl=fill(dutch, "nl", **values), en=fill(english, "en", **values))


@cache
def _code_that_fits(code: str, claim: str, tier: str) -> str:
    return fitting(code, SENTENCES, claim, tier)


def say_of_link(code: str, claim: str, tier: str, **values: Any) -> Text:
    """Return the sentence ``code`` on one link, in words that go no further than its claim and its figures.

    Where ``code`` goes further and there is a milder one (``....association`` beside ``....contribution``), that is
    said instead; where there is none, nothing is said at all.

    Args:
        code: the sentence, in the strongest words that it has.
        claim: how far the theory goes: ``association``, ``contribution`` or ``attribution``.
        tier: what kind of figures there are: ``N0`` to ``P3``, or ``D``.
        values: what is filled in; names that somebody gave are never looked at.

    Raises:
        KeyError: there is no such sentence, claim or tier, or a value that it needs is not given.
        TooFarError: the words go further than the link allows, and there are no milder ones.
    """
    return say(_code_that_fits(code, claim, tier), **values)


def amount_of(euros: float) -> Text:
    """An amount in euros as people say it: ``€ 8.912``, ``€ 69 miljoen``."""
    for code, size in (("money.billion", 1e9), ("money.million", 1e6)):
        if abs(euros) >= size:
            return say(code, value=euros / size)
    return say("money.euros", value=euros)
