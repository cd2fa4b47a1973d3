"""What is taken for the years ahead where figures say nothing, and what is changed in a what-if."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.period import FirstDay, LastDay
from toc.prior import Prior
from toc.provenance import SourceRef

MOST_TIMES, MOST_GROWTH, MOST = 1e4, 1e3, 1e15
"""Largest factor, growth in percent a year, and amount that can be reckoned with."""

_TOO_MUCH = "dit getal is te groot om mee te rekenen\0this number is too large to reckon with"


def _beyond(size: Prior | None, most: float) -> bool:
    return size is not None and max(abs(size.low), abs(size.high)) > most


class Course(Declared):
    """Growth that is taken for an indicator whose figures are too few to project. Used in what-ifs only, and marked."""

    id: str
    """Short name."""

    indicator: str
    """Indicator it is for."""

    organisation: str
    """Organisation it is for."""

    growth: Prior
    """Change per year in percent, from the last figure on; the same every year."""

    level: Number | None = None
    """Level it starts from, in the indicator's unit; empty means the last figure of a whole year."""

    level_year: int | None = Field(default=None, ge=1900, le=2200)
    """Year of that level."""

    note: Text | None = None
    """Why this is taken."""

    sources: tuple[SourceRef, ...] = ()
    """Where it comes from, when it does."""

    @model_validator(mode="after")
    def _level_with_its_year(self) -> Self:
        if _beyond(self.growth, MOST_GROWTH) or abs(self.level or 0.0) > MOST:
            raise ValueError(_TOO_MUCH)
        if (self.level is None) != (self.level_year is None):
            raise ValueError("geef `level` en `level_year` samen\0give `level` and `level_year` together")
        return self


class Lever(Declared):
    """How far one thing can be turned in a programme. Without one, half to double is tried, and that is said."""

    id: str
    """Short name."""

    element: str | None = None
    """Element that can be turned."""

    indicator: str | None = None
    """Or the indicator."""

    link: str | None = None
    """Or the link whose conversion can be turned."""

    least: Number = Field(ge=0)
    """Smallest that can be done, as a part of what it would be otherwise; of a link its smallest conversion."""

    most: Number = Field(gt=0)
    """Most that can be done: 1.5 is half as much again; of a link its largest conversion."""

    note: Text | None = None
    """Why not further."""

    sources: tuple[SourceRef, ...] = ()
    """Where that is written."""

    @model_validator(mode="after")
    def _one_thing_with_room(self) -> Self:
        if sum(one is not None for one in (self.element, self.indicator, self.link)) != 1:
            raise ValueError(
                "geef precies een van element, indicator of link\0give exactly one of element, indicator or link"
            )
        if self.most <= self.least:
            raise ValueError("`most` moet groter zijn dan `least`\0`most` must be greater than `least`")
        return self

    @property
    def place(self) -> str:
        """What it turns."""
        return self.element or self.indicator or self.link or ""


class CourseList(Declared):
    """The file `courses.yaml`: growth that is taken where figures say nothing, and how far things can be turned."""

    courses: tuple[Course, ...] = ()
    """Growth that is taken."""

    levers: tuple[Lever, ...] = ()
    """What can be turned, and how far."""


class Intervention(Declared):
    """Something that is done differently from a month on. Exactly one of `factor`, `extra` and `growth`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Short name."""

    title: Text
    """What is done, in a few words."""

    element: str | None = None
    """Element of the chain that changes: its leading indicator or, when it has none, the element itself, of which only
    the change is then known."""

    indicator: str | None = None
    """Or the indicator that changes."""

    organisation: str | None = None
    """Organisation where it happens; empty means everywhere."""

    start: FirstDay
    """First day, for example `2026-09`."""

    end: LastDay | None = None
    """Last day; empty means that it lasts."""

    build_up: Number = Field(default=0.0, ge=0, le=120)
    """Months until it is in full force; in between it grows evenly."""

    factor: Prior | None = None
    """How many times as much as it would be otherwise: 1.2 is a fifth more, 0 is nothing left."""

    extra: Prior | None = None
    """How much more per year than it would be otherwise, in the indicator's unit (of a percentage: points). A sum is
    for the organisation named, or for the whole programme; its parts get their share."""

    growth: Prior | None = None
    """Change per year in percent, instead of what is expected otherwise, from the level of that moment on."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is proposed or described."""

    note: Text | None = None
    """What a reader should know."""

    @model_validator(mode="after")
    def _one_place_and_one_size(self) -> Self:
        if (self.element is None) == (self.indicator is None):
            raise ValueError("geef `element` of `indicator`\0give `element` or `indicator`")
        if sum(one is not None for one in (self.factor, self.extra, self.growth)) != 1:
            raise ValueError(
                "geef precies een van factor, extra of growth\0give exactly one of factor, extra or growth"
            )
        if _beyond(self.factor, MOST_TIMES) or _beyond(self.growth, MOST_GROWTH) or _beyond(self.extra, MOST):
            raise ValueError(_TOO_MUCH)
        if self.factor is not None and self.factor.low < 0:
            raise ValueError("`factor` is nooit kleiner dan 0\0`factor` is never less than 0")
        if self.end is not None and self.end < self.start:
            raise ValueError("`end` ligt voor `start`\0`end` lies before `start`")
        return self

    @property
    def how(self) -> str:
        """``factor``, ``extra`` or ``growth``."""
        return next(name for name in ("factor", "extra", "growth") if getattr(self, name) is not None)

    @property
    def size(self) -> Prior:
        """How much."""
        found = getattr(self, self.how)
        assert isinstance(found, Prior)
        return found

    @property
    def place(self) -> tuple[str, str]:
        """What it touches: element or indicator, and organisation (empty: everywhere)."""
        return self.element or self.indicator or "", self.organisation or ""
