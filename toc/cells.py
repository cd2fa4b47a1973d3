"""Cells as columns of plain arrays: one cell is what is known of one element, organisation, period and category.

Adding up a country means hundreds of thousands of cells, so they are kept as numpy columns with whole-number codes
and become a table (``frames.CELLS``) only at the end. Two columns are held in a compact form:

* flags: one bit per code, in as many 64-bit words as the model needs (``FlagBook``);
* where a cell comes from: a number that ``Provenance`` turns back into row ids when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype

from toc.frames import CELLS
from toc.period import Period

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]

STATES = ("reported", "withheld", "not_applicable", "not_due", "missing")
"""States by code, from best known to least."""

REPORTED, WITHHELD, NOT_APPLICABLE, NOT_DUE, MISSING = range(len(STATES))

FIGURES = ("value", "lower", "upper", "n", "population", "reported", "expected", "weight", "months_low", "months_high")
"""Columns that hold numbers; NaN where nothing is known."""

NOTHING = -1
"""Provenance of a cell that rests on no row."""

SPARSE_ABOVE = 20_000_000
"""More possible keys than this are looked up by sorting instead of in a table of all keys."""

FLAGS = (
    "partial", "at_least", "at_most", "about", "quarantined", "low_confidence", "open_period", "conflict",
    "conflict_unresolved", "corrected", "sum_of_categories", "reconciled", "residual", "categories_incomplete",
    "no_parts", "own_figure", "own_figure_set_aside", "bounds_only", "not_aggregatable", "parts_in_dispute",
    "not_asked", "combined", "before_end", "concordance", "from_records", "parts_overlap", "falls", "no_earlier_period",
    "periods_differ", "not_defined", "perception", "intention", "fact", "indicative", "annualised", "incomplete",
)  # fmt: skip
"""Codes that a cell or a value may carry, beside ``conflict:ID``."""


# --- Axes -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axes:
    """The names behind the codes, in the order in which results are shown."""

    elements: tuple[str, ...]
    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    categories: tuple[str, ...]
    """The first is the empty text: the total."""

    @cached_property
    def spans(self) -> tuple[Period, ...]:
        """The periods themselves."""
        return tuple(Period.parse(label) for label in self.periods)

    @cached_property
    def months(self) -> Floats:
        """Length of each period in months."""
        return np.array([span.months for span in self.spans], dtype=float)

    @property
    def size(self) -> int:
        """Number of possible keys."""
        return len(self.elements) * len(self.organisations) * len(self.periods) * len(self.categories)

    def key(self, element: Any, organisation: Any, period: Any, category: Any = 0) -> Ints:
        """One whole number per combination of codes."""
        organisations, periods, categories = len(self.organisations), len(self.periods), len(self.categories)
        code = ((np.asarray(element, dtype=np.int64) * organisations + organisation) * periods + period) * categories
        key: Ints = code + category
        return key

    def code_of(self, axis: str) -> dict[str, int]:
        """Code of each name on an axis."""
        return {name: at for at, name in enumerate(getattr(self, axis))}


class Index:
    """Finds cells by key."""

    def __init__(self, keys: Ints, size: int) -> None:
        self._places: Ints | None = None
        if size <= SPARSE_ABOVE:
            self._places = np.full(size, -1, dtype=np.int64)
            self._places[keys] = np.arange(len(keys))
        else:
            self._order = np.argsort(keys, kind="stable")
            self._sorted = keys[self._order]

    def find(self, keys: Ints) -> Ints:
        """Place of each key, -1 where there is no such cell."""
        if self._places is not None:
            return self._places[keys]
        at = np.minimum(np.searchsorted(self._sorted, keys), max(len(self._sorted) - 1, 0))
        if not len(self._sorted):
            return np.full(len(keys), -1, dtype=np.int64)
        places: Ints = np.where(self._sorted[at] == keys, self._order[at], -1)
        return places


def group(keys: Ints, size: int) -> tuple[Ints, Ints]:
    """The different keys in ascending order, and for each given key the number of its group."""
    if size > SPARSE_ABOVE:
        different, inverse = np.unique(keys, return_inverse=True)
        return different, inverse
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    different = np.flatnonzero(present)
    place = np.empty(size, dtype=np.int64)
    place[different] = np.arange(len(different))
    return different, place[keys]


# --- Flags ------------------------------------------------------------------------------------------------------


class FlagBook:
    """Gives every flag a bit, and bits their names back."""

    def __init__(self, conflicts: Iterable[str] = ()) -> None:
        self.names = (*FLAGS, *dict.fromkeys(f"conflict:{name}" for name in conflicts))
        self._place = {name: at for at, name in enumerate(self.names)}
        self.words = (len(self.names) + 63) // 64

    def mask(self, *names: str) -> Words:
        """Bits of these flags; shape (words,)."""
        mask = np.zeros(self.words, dtype=np.uint64)
        for name in names:
            place = self._place[name]
            mask[place // 64] |= np.uint64(1) << np.uint64(place % 64)
        return mask

    def none(self, count: int) -> Words:
        """No flags for so many cells; shape (count, words)."""
        return np.zeros((count, self.words), dtype=np.uint64)

    def has(self, flags: Words, *names: str) -> Bools:
        """Which cells carry one or more of these flags."""
        found: Bools = np.asarray((flags & self.mask(*names)).any(axis=1))
        return found

    def where(self, holds: Bools, *names: str) -> Words:
        """These flags where ``holds``, none elsewhere."""
        marked: Words = np.where(holds[:, None], self.mask(*names), np.uint64(0))
        return marked

    def without(self, flags: Words, names: Iterable[str]) -> Words:
        """Flags without these."""
        kept: Words = flags & ~self.mask(*names)
        return kept

    def tuples(self, flags: Words) -> npt.NDArray[np.object_]:
        """Names of the flags of each cell, as tuples."""
        if self.words == 1:
            different, inverse = np.unique(flags[:, 0], return_inverse=True)
            different = different[:, None]
        else:
            different, inverse = np.unique(flags, axis=0, return_inverse=True)
        table = np.empty(len(different), dtype=object)
        for at, row in enumerate(different):
            table[at] = tuple(
                name for place, name in enumerate(self.names) if int(row[place // 64]) >> (place % 64) & 1
            )
        named: npt.NDArray[np.object_] = table[inverse.reshape(-1)] if len(table) else np.empty(0, dtype=object)
        return named


# --- Provenance -------------------------------------------------------------------------------------------------


@dataclass
class _Block:
    """Cells made from others: ``parts[i]`` belongs to the made cell ``owner[i]``."""

    first: int
    count: int
    owner: Ints
    parts: Ints
    _starts: Ints | None = None

    def parts_of(self, node: int) -> Ints:
        if self._starts is None:
            order = np.argsort(self.owner, kind="stable")
            self.parts = self.parts[order]
            self._starts = np.searchsorted(self.owner[order], np.arange(self.count + 1))
        at = node - self.first
        return self.parts[self._starts[at] : self._starts[at + 1]]


@dataclass
class Provenance:
    """Which rows stand behind a cell. The first numbers are the rows; later ones are made from earlier ones."""

    row_ids: npt.NDArray[np.object_]
    _blocks: list[_Block] = field(default_factory=list)
    _next: int = 0

    def __post_init__(self) -> None:
        self._next = len(self.row_ids)

    def join(self, owner: Ints, parts: Ints, count: int) -> Ints:
        """New numbers for ``count`` cells, of which cell ``owner[i]`` is made from ``parts[i]``."""
        first = self._next
        self._next += count
        self._blocks.append(_Block(first, count, owner, parts))
        return np.arange(first, first + count)

    def rows(self, node: int) -> tuple[str, ...]:
        """Ids of the rows behind a cell, each once."""
        found: dict[str, None] = {}
        waiting = [int(node)]
        while waiting:
            one = waiting.pop()
            if one == NOTHING:
                continue
            if one < len(self.row_ids):
                found[str(self.row_ids[one])] = None
                continue
            block = self._blocks[self._block_of(one)]
            waiting += [int(part) for part in reversed(block.parts_of(one))]
        return tuple(found)

    def _block_of(self, node: int) -> int:
        low, high = 0, len(self._blocks)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._blocks[middle].first <= node else (low, middle)
        return low


class RowsDtype(ExtensionDtype):  # type: ignore[misc]
    """Type of a column of row ids."""

    name = "rows"
    na_value = ()

    @property
    def type(self) -> type:
        return tuple

    @classmethod
    def construct_array_type(cls) -> Any:
        """Array class of this type."""
        return RowsArray


class RowsArray(ExtensionArray):  # type: ignore[misc]
    """A column of which each cell reads as a tuple of row ids, looked up when it is read."""

    def __init__(self, nodes: Ints, provenance: Provenance) -> None:
        self._nodes = nodes
        self._provenance = provenance

    @property
    def dtype(self) -> RowsDtype:
        return RowsDtype()

    @property
    def nbytes(self) -> int:
        return int(self._nodes.nbytes)

    @property
    def nodes(self) -> Ints:
        """Provenance of each cell."""
        return self._nodes

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> RowsArray:
        rows = [tuple(one) for one in scalars]
        names = list(dict.fromkeys(name for one in rows for name in one))
        place = {name: at for at, name in enumerate(names)}
        provenance = Provenance(np.array(names, dtype=object))
        owner = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
        parts = np.array([place[name] for one in rows for name in one], dtype=np.int64)
        return cls(provenance.join(owner, parts, len(rows)), provenance)

    def __len__(self) -> int:
        return len(self._nodes)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, (int, np.integer)):
            return self._provenance.rows(int(self._nodes[item]))
        item = pd.api.indexers.check_array_indexer(self, item)
        return RowsArray(self._nodes[item], self._provenance)

    def isna(self) -> Bools:
        return np.zeros(len(self), dtype=bool)

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> RowsArray:
        places = np.asarray(indices, dtype=np.int64)
        if not allow_fill:
            return RowsArray(self._nodes[places], self._provenance)
        taken = self._nodes[places] if len(self._nodes) else np.full(len(places), NOTHING)
        return RowsArray(np.where(places < 0, NOTHING, taken), self._provenance)

    def copy(self) -> RowsArray:
        return RowsArray(self._nodes.copy(), self._provenance)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[RowsArray]) -> RowsArray:
        first = to_concat[0]._provenance
        if all(one._provenance is first for one in to_concat):
            return cls(np.concatenate([one._nodes for one in to_concat]), first)
        return cls._from_sequence([rows for one in to_concat for rows in one])


# --- Cells ------------------------------------------------------------------------------------------------------


@dataclass
class Cells:
    """Columns of equal length: codes ``e o p d`` and ``key``, ``state``, ``flags``, ``node`` and ``FIGURES``."""

    axes: Axes
    flagbook: FlagBook
    provenance: Provenance
    columns: dict[str, npt.NDArray[Any]]

    @classmethod
    def empty(cls, axes: Axes, flagbook: FlagBook, provenance: Provenance, count: int = 0) -> Cells:
        """So many cells of which nothing is known yet; their codes are 0."""
        columns: dict[str, npt.NDArray[Any]] = {name: np.full(count, np.nan) for name in FIGURES}
        columns |= {name: np.zeros(count, dtype=np.int64) for name in ("e", "o", "p", "d", "key")}
        columns["state"] = np.full(count, MISSING, dtype=np.int8)
        columns["flags"] = flagbook.none(count)
        columns["node"] = np.full(count, NOTHING, dtype=np.int64)
        return cls(axes, flagbook, provenance, columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.columns[name]

    def with_(self, **columns: npt.NDArray[Any]) -> Cells:
        """The same cells with other or more columns."""
        return Cells(self.axes, self.flagbook, self.provenance, {**self.columns, **columns})

    def keyed(self, e: Any, o: Any, p: Any, d: Any) -> Cells:
        """The same cells with these codes."""
        codes = {name: np.broadcast_to(np.asarray(code, dtype=np.int64), (len(self),)) for name, code in
                 (("e", e), ("o", o), ("p", p), ("d", d))}  # fmt: skip
        return self.with_(**codes, key=self.axes.key(e, o, p, d) + np.zeros(len(self), dtype=np.int64))

    def take(self, which: npt.NDArray[Any] | slice, *names: str) -> Cells:
        """Some of the cells, by place or by mask; with only these columns, when they are named."""
        wanted = {name: self.columns[name] for name in names} if names else self.columns
        return Cells(
            self.axes, self.flagbook, self.provenance, {name: column[which] for name, column in wanted.items()}
        )

    def joined(self, *others: Cells) -> Cells:
        """These cells and others, which have the same columns."""
        some = [one for one in (self, *others) if len(one)]
        if len(some) < 2:
            return some[0] if some else self
        columns = {name: np.concatenate([one.columns[name] for one in some]) for name in some[0].columns}
        return Cells(self.axes, self.flagbook, self.provenance, columns)

    def merged(self, *others: Cells) -> Cells:
        """These cells and others in order of key; each column is copied once."""
        some = [one for one in (self, *others) if len(one)]
        if len(some) < 2:
            return (some[0] if some else self).ordered()
        order = np.argsort(np.concatenate([one["key"] for one in some]), kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        places = np.split(place, np.cumsum([len(one) for one in some])[:-1])
        columns = {}
        for name, column in self.columns.items():
            merged = np.empty((len(order), *column.shape[1:]), dtype=column.dtype)
            for one, where in zip(some, places, strict=True):
                merged[where] = one[name]
            columns[name] = merged
        return Cells(self.axes, self.flagbook, self.provenance, columns)

    def ordered(self) -> Cells:
        """The same cells in order of key."""
        keys = self["key"]
        if len(keys) < 2 or bool((keys[1:] >= keys[:-1]).all()):
            return self
        return self.take(np.argsort(keys, kind="stable"))

    def index(self) -> Index:
        """Finds these cells by key."""
        return Index(self["key"], self.axes.size)

    def has(self, *names: str) -> Bools:
        """Which cells carry one or more of these flags."""
        return self.flagbook.has(self["flags"], *names)

    def flagged(self, holds: Bools, *names: str) -> Cells:
        """The same cells, with these flags added where ``holds``."""
        return self.with_(flags=self["flags"] | self.flagbook.where(holds, *names))

    def of_element(self, element: int) -> Cells:
        """Cells of one element; these cells are in order of key."""
        low, high = np.searchsorted(self["e"], [element, element + 1])
        return self.take(slice(low, high))

    def frame(self) -> pd.DataFrame:
        """The cells as a table with the columns of ``frames.CELLS``."""
        axes = self.axes
        columns: Mapping[str, Any] = {
            "data_element": named(self["e"], axes.elements),
            "organisation": named(self["o"], axes.organisations),
            "period": named(self["p"], axes.periods),
            "disaggregation": named(self["d"], axes.categories),
            **{name: self[name] for name in FIGURES},
            "state": named(self["state"], STATES),
            "rows": RowsArray(self["node"], self.provenance),
            "flags": self.flagbook.tuples(self["flags"]),
        }
        return pd.DataFrame({name: columns[name] for name in CELLS}, copy=False)


def named(codes: npt.NDArray[Any], names: Sequence[str]) -> pd.Categorical:
    """Codes with the names that they stand for."""
    return pd.Categorical.from_codes(codes.astype(np.int32), dtype=pd.CategoricalDtype(list(names)))
