"""What is believed of a number before it is measured: a middle, and a range that holds 90 of 100 cases.

Below the middle a belief is half of one normal distribution, above it half of another: its quantiles are straight lines
on the scale of normal scores through ``low`` (5 %), ``likely`` (50 %) and ``high`` (95 %), the three that experts are
asked for (O'Hagan et al. 2006, Uncertain Judgements, ch. 5).
"""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.propagation.spread import Z90, Spread

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

    @property
    def spread(self) -> Spread:
        """The belief by its quantiles."""
        return Spread(np.array([-Z90, 0.0, Z90]), np.array([self.low, self.likely, self.high]))

    def __str__(self) -> str:
        return f"{self.likely:g}" if self.certain else f"{self.likely:g} ({self.low:g} - {self.high:g})"
