"""One whole theory of change: chain, indicators, organisations, targets, sources, conflicts and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from toc.claim import DocumentClaim
from toc.conflict import Conflict
from toc.course import Course, Lever
from toc.declared import Declared, Number, Text
from toc.errors import SourceMark
from toc.indicator import DataElement, Indicator, Unit
from toc.organisation import OrganisationTree
from toc.period import LastDay, PeriodLabel
from toc.provenance import Document, SourceRef
from toc.records import RecordSet
from toc.result_chain import ActionLine, Assumption, CausalLink, ChainElement
from toc.spending import Money
from toc.target import Baseline, Target


class ReportingRound(Declared):
    """A period that organisations report on."""

    period: PeriodLabel
    """The period."""

    title: Text | None = None
    """What the round is called."""

    partial_months: tuple[Number, Number] | None = None
    """Fewest and most months that organisations were at work, when that is less than the whole period."""

    sources: tuple[SourceRef, ...] = ()
    """Where that is stated."""


class Event(Declared):
    """Something that changes the programme on a known day, such as the end of its funding."""

    id: str
    """Short name."""

    title: Text
    """What happens."""

    day: LastDay
    """The day."""

    sources: tuple[SourceRef, ...] = ()
    """Where that is stated."""


class TheoryFile(Declared):
    """The file `theory.yaml`: whose theory it is, and the results chain."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Short name, equal to the name of the folder."""

    version: str
    """Version of this model."""

    title: Text
    """Name of the programme."""

    description: Text | None = None
    """What the programme wants, in a few sentences."""

    fictional: bool = False
    """`true` for an invented programme; said on every page."""

    indicator_lists: tuple[str, ...] = ()
    """Lists of the indicator library that this model uses (`indicators/<name>.yaml`)."""

    reporting_rounds: tuple[ReportingRound, ...]
    """Periods that organisations report on."""

    horizons: tuple[int, ...] = (2027, 2030)
    """Years to project to."""

    suppress_below: int = Field(default=5, ge=0)
    """Smallest count of a `personal` data element that may be published."""

    events: tuple[Event, ...] = ()
    """Known breaks, such as the end of funding."""

    action_lines: tuple[ActionLine, ...] = ()
    """Strands of work."""

    elements: tuple[ChainElement, ...]
    """Boxes of the picture."""

    links: tuple[CausalLink, ...]
    """Arrows of the picture."""

    assumptions: tuple[Assumption, ...] = ()
    """What must be true for it to work."""


class DocumentList(Declared):
    """The file `documents.yaml`: the sources of this model."""

    documents: tuple[Document, ...] = ()
    """All documents."""


Part = Literal[
    "element",
    "link",
    "assumption",
    "indicator",
    "data_element",
    "organisation",
    "target",
    "baseline",
    "conflict",
    "claim",
    "document",
    "records",
    "course",
    "lever",
    "money",
    "theory",
]


@dataclass(frozen=True)
class Theory:
    """A theory of change as the engine works with it. Never changed; scenarios return a changed copy."""

    file: TheoryFile
    data_elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    organisations: OrganisationTree
    units: tuple[Unit, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    targets: tuple[Target, ...] = ()
    documents: tuple[Document, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    claims: tuple[DocumentClaim, ...] = ()
    records: tuple[RecordSet, ...] = ()
    courses: tuple[Course, ...] = ()
    levers: tuple[Lever, ...] = ()
    money: Money | None = None
    sha256: str = ""
    marks: Mapping[tuple[Part, str], SourceMark] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """Short name of the model."""
        return self.file.id

    @cached_property
    def element_by_id(self) -> dict[str, ChainElement]:
        """Chain elements by id."""
        return {element.id: element for element in self.file.elements}

    @cached_property
    def link_by_id(self) -> dict[str, CausalLink]:
        """Links by id."""
        return {link.id: link for link in self.file.links}

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def data_element_by_id(self) -> dict[str, DataElement]:
        """Data elements by id."""
        return {element.id: element for element in self.data_elements}

    @cached_property
    def document_by_id(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def record_set_by_id(self) -> dict[str, RecordSet]:
        """Record sets by id."""
        return {one.id: one for one in self.records}

    @cached_property
    def from_records(self) -> tuple[DataElement, ...]:
        """Data elements that are aggregated from records."""
        return tuple(element for element in self.data_elements if element.from_records is not None)

    def category_title(self, data_element: str, disaggregation: str) -> Text:
        """How ``dimension=category`` is written: by its title, by that of an action line, or as it is."""
        dimension, _, category = disaggregation.partition("=")
        titles = self.data_element_by_id[data_element].category_titles
        if category in titles:
            return titles[category]
        lines = {line.id: line.title for line in self.file.action_lines}
        if dimension == "action_line" and category in lines:
            return lines[category]
        return (
            Text(nl=category, en=category) if category != "unknown" else Text(nl="zonder categorie", en="no category")
        )

    @cached_property
    def unit_titles(self) -> dict[str, Text]:
        """How units are written; percent is a sign, and a unit without a title is written as it is."""
        used = {one.unit for one in self.data_elements} | {one.unit for one in self.indicators}
        titles = {unit: Text(nl=unit, en=unit) for unit in used}
        return titles | {"percent": Text(nl="%", en="%")} | {unit.id: unit.title for unit in self.units}

    @cached_property
    def target_by_id(self) -> dict[str, Target]:
        """Targets by id."""
        return {target.id: target for target in self.targets}

    @cached_property
    def baseline_by_id(self) -> dict[str, Baseline]:
        """Baselines by id."""
        return {baseline.id: baseline for baseline in self.baselines}

    def mark(self, part: Part, name: str) -> SourceMark | None:
        """Place in the files where something is declared, or None for a theory built in code."""
        return self.marks.get((part, name))

    def latest_known(self) -> date | None:
        """Last day on which one of the documents became known."""
        return max((document.known_on for document in self.documents), default=None)
