"""The tree of organisations that report, with dated membership."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.period import FirstDay, LastDay
from toc.provenance import SourceRef


class Membership(Declared):
    """Belonging to one parent, during a time, for a share."""

    parent: str
    """Id of the parent."""

    since: FirstDay | None = None
    """First day of membership; empty means from the start."""

    until: LastDay | None = None
    """Last day of membership; empty means still."""

    share: Number = Field(default=1.0, gt=0, le=1)
    """Part that counts for this parent; shares of one day sum to 1."""


class Organisation(Declared):
    """An organisation that reports, or a group of them."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    """Short name used in the data files."""

    title: Text
    """Name that a reader sees."""

    level: str
    """One of the declared levels, for example `country`, `hip` or `pps`."""

    parent: str | None = None
    """Id of the parent; empty for the top."""

    memberships: tuple[Membership, ...] = ()
    """Dated membership, instead of `parent`, for an organisation that moved or has two parents."""

    since: FirstDay | None = None
    """First day that it must report."""

    until: LastDay | None = None
    """Last day that it must report."""

    aliases: tuple[str, ...] = ()
    """Other spellings found in sources and data."""

    named: bool = True
    """`false` for an organisation that exists but whose name no source gives."""

    note: Text | None = None
    """What a reader should know."""

    sources: tuple[SourceRef, ...] = ()
    """Where it is named."""

    @model_validator(mode="after")
    def _one_way_of_belonging(self) -> Self:
        if self.parent is not None and self.memberships:
            raise ValueError("geef `parent` of `memberships`, niet allebei\0give `parent` or `memberships`, not both")
        return self

    def belongs_to(self) -> tuple[Membership, ...]:
        """All memberships, a plain ``parent`` being one without dates."""
        return (Membership(parent=self.parent),) if self.parent is not None else self.memberships


class OrganisationLevel(Declared):
    """A kind of organisation, from the top of the tree to its leaves."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Short name, for example `hip`."""

    title: Text
    """Name of one such organisation."""

    plural: Text
    """Name of several."""


class OrganisationTree(Declared):
    """The file `organisations.yaml`: levels from top to bottom, and the organisations."""

    levels: tuple[OrganisationLevel, ...]
    """Kinds of organisation, top first."""

    organisations: tuple[Organisation, ...]
    """All organisations."""

    @cached_property
    def by_id(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {organisation.id: organisation for organisation in self.organisations}

    @property
    def roots(self) -> tuple[Organisation, ...]:
        """Organisations without a parent."""
        return tuple(organisation for organisation in self.organisations if not organisation.belongs_to())

    def children(self, parent: str, on: date | None = None) -> Iterator[tuple[Organisation, float]]:
        """Yield the parts of ``parent`` with their share, on a day, or at any time when ``on`` is None."""
        for organisation in self.organisations:
            for membership in organisation.belongs_to():
                if membership.parent == parent and _in_force(membership, on):
                    yield organisation, membership.share

    def descendants(self, parent: str, on: date | None = None) -> Iterator[tuple[Organisation, float]]:
        """Yield all organisations below ``parent``, nearest first, with the product of shares on the way."""
        for child, share in self.children(parent, on):
            yield child, share
            for grandchild, part in self.descendants(child.id, on):
                yield grandchild, share * part

    def name_of(self, spelling: str) -> str | None:
        """Return the id for an id, a title or an alias (case and outer spaces do not matter)."""
        return self._spellings.get(spelling.strip().casefold())

    @cached_property
    def _spellings(self) -> dict[str, str]:
        spellings: dict[str, str] = {}
        for organisation in self.organisations:
            for word in (*organisation.aliases, organisation.title.nl, organisation.title.en, organisation.id):
                spellings[word.strip().casefold()] = organisation.id
        return spellings


def _in_force(membership: Membership, on: date | None) -> bool:
    if on is None:
        return True
    return (membership.since is None or membership.since <= on) and (membership.until is None or on <= membership.until)
