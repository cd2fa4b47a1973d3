"""Money: what was spent, how it is divided over action lines, and how amounts of several years are brought together."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.provenance import SourceRef

EUROS = {"EUR": 1.0, "EUR thousand": 1e3, "EUR million": 1e6, "EUR billion": 1e9}
"""Units of money, and how many euros one of each is."""


class CountedResult(Declared):
    """A result that spending is divided by. Short form: only the id of the indicator."""

    indicator: str
    """Indicator of an output or outcome that counts things or people in a period."""

    action_line: str | None = None
    """Action line whose money brings this result; empty means that of its element in the theory."""

    note: Text | None = None
    """What a reader should know of it."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is stated that the result belongs to that action line."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, data: Any) -> Any:
        return {"indicator": data} if isinstance(data, str) else data


class Money(Declared):
    """The file `money.yaml`: what was spent, and how cost per result is worked out."""

    spending: tuple[str, ...] = Field(min_length=1)
    """Indicators of what was spent, all in one unit of money; they are added up."""

    euros_per_unit: Number | None = Field(default=None, gt=0)
    """How many euros one unit of them is; empty when the unit is `EUR`, `EUR thousand`, `EUR million` or
    `EUR billion`."""

    shares: str | None = None
    """Indicator or data element that divides spending over action lines: a percentage per category of the dimension
    `action_line`, with the ids of the action lines as categories. Empty when nobody knows the division."""

    results: tuple[CountedResult, ...] = ()
    """Results to divide by; empty means every indicator of an output or outcome of the theory that counts things or
    people in a period and of which more is better."""

    discount_rate: Number = Field(gt=-100, lt=100)
    """Percent a year by which money and results of later years count for less when years are taken together; 0 means
    that every year counts the same."""

    discount_from: int = Field(ge=1900, le=2200)
    """Year that amounts are brought back to."""

    price_basis: str = Field(pattern=r"^(current|constant \d{4})$")
    """`current` (euros as paid, of each year itself) or `constant 2020` (converted to the prices of a year)."""

    sources: tuple[SourceRef, ...] = ()
    """Where this is stated."""

    note: Text | None = None
    """Why these choices."""

    stakes: Text | None = None
    """What else somebody must know before comparing costs with those of another programme."""

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for names in (self.spending, [one.indicator for one in self.results]):
            if len(set(names)) < len(names):
                raise ValueError("een indicator staat er twee keer\0an indicator stands there twice")
        return self

    @property
    def id(self) -> str:
        """Name by which findings point at it; there is one."""
        return "money"

    def euros(self, unit: str) -> float | None:
        """How many euros one of ``unit`` is; None when that is unknown."""
        if self.euros_per_unit is not None and is_money(unit):
            return self.euros_per_unit
        return EUROS.get(unit)

    def discounted(self, amount: float, year: int) -> float:
        """What something of ``year`` counts for in the year ``discount_from``."""
        return float(amount / (1 + self.discount_rate / 100) ** (year - self.discount_from))


def is_money(unit: str) -> bool:
    """Whether a unit is an amount of money, and not money per something."""
    return unit.split(" ", maxsplit=1)[0] == "EUR" and " per " not in unit
