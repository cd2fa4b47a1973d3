"""What is believed of a number before it is measured: a middle, and a range that holds 90 of 100 cases.

A belief is two halves of a normal distribution that meet in the middle (the split normal of Wallis 2014, Statistical
Science 29), given by its quantiles: ``low`` is passed in 95 of 100 cases, ``likely`` in 50 and ``high`` in 5.
"""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from scipy.special import ndtri

from toc.declared import Declared, Number, Text

Array = NDArray[np.float64]

Z90 = float(ndtri(0.95))
"""Normal score of the edge of a 90 % range."""

BeliefBasis = Literal["source", "judgement", "assumption"]
"""What a belief rests on: a document that gives the number, somebody who knows the field, or nothing but a guess."""


class Prior(Declared):
    """A number that is not known exactly. A plain number is one that is taken as certain.

    ``{low: 5, likely: 10, high: 30}``: as likely below as above 10, and in 90 of 100 cases between 5 and 30.
    """

    likely: Number
    """The middle: as likely less as more."""

    low: Number
    """Only in 5 of 100 cases less than this."""

    high: Number
    """Only in 5 of 100 cases more than this."""

    basis: BeliefBasis = "assumption"
    """`source` (a document gives it), `judgement` (of somebody who knows the field) or `assumption` (nobody knows)."""

    why: Text | None = Field(default=None)
    """Why these numbers."""

    @model_validator(mode="before")
    @classmethod
    def _from_a_number(cls, data: Any) -> Any:
        if isinstance(data, (int, float)) and not isinstance(data, bool):
            return {"likely": data, "low": data, "high": data}
        return data

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError(
                "geef `low`, `likely` en `high` van klein naar groot\0give `low`, `likely` and `high` in order"
            )
        return self

    @property
    def certain(self) -> bool:
        """Whether there is nothing uncertain about it."""
        return self.low == self.high

    def at(self, chance: Array | float) -> Array:
        """Value that is not passed with this chance (0 to 1); same shape."""
        return split_normal(self.low, self.likely, self.high, np.asarray(ndtri(chance)))

    def __str__(self) -> str:
        return f"{self.likely:g}" if self.certain else f"{self.likely:g} ({self.low:g} - {self.high:g})"


def split_normal(low: float, likely: float, high: float, score: Array) -> Array:
    """Value at a normal score: half-normal below and above ``likely``, with 5 % beyond ``low`` and ``high`` each."""
    side = np.where(score < 0, likely - low, high - likely)
    return np.asarray(likely + side / Z90 * score)
