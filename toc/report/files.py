"""Every file that a run can write, by its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toc.assessment import Assessment
from toc.backtest import Backtest
from toc.declared import LANGUAGES
from toc.report.page import ReportView
from toc.results import Results, to_results, write_json

if TYPE_CHECKING:
    from toc.report.what_ifs import Weighed

Content = str | bytes

DOCUMENT = "report.docx"
"""The file in which an author writes; what stands in it is kept when it is written again."""


@dataclass(frozen=True)
class Report:
    """One assessment that is to be handed in, in the shape that somebody asked for.

    ``organisation`` is whose report it is (empty: the top of the tree), ``past`` how good earlier projections were,
    ``weighed`` what-ifs side by side, ``previous`` an earlier Word document with the author's own words, ``template``
    a house template for Word.
    """

    assessment: Assessment
    language: str
    engine_version: str
    organisation: str = ""
    past: Backtest | None = None
    weighed: Weighed | None = None
    previous: bytes | None = None
    template: bytes | None = None

    def files(self, formats: Sequence[str], told: Callable[[str], None] | None = None) -> Iterator[tuple[str, Content]]:
        """Names and contents of the wanted files, one by one.

        Args:
            formats: names in ``FORMATS``.
            told: is given the format that is being written.
        """
        for name in formats:
            if told is not None:
                told(name)
            yield from FORMATS[name](self)

    @cached_property
    def results(self) -> Results:
        """The results as data."""
        return to_results(self.assessment, self.engine_version)

    @cached_property
    def view(self) -> ReportView:
        """The report in its own language."""
        return self.worded(self.language)

    def worded(self, language: str) -> ReportView:
        """The report in another language."""
        from toc.report.view import view

        return view(self.assessment, language, self.past, self.organisation)


def _page(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.html import write_html
    from toc.report.what_ifs import what_ifs_of

    languages = (report.language, *(one for one in LANGUAGES if one != report.language))
    views = (report.view, *(report.worded(one) for one in languages[1:]))
    what_ifs = {one: what_ifs_of(report.weighed, one) for one in languages} if report.weighed is not None else None
    yield "report.html", write_html(*views, what_ifs=what_ifs)


def _data(report: Report) -> Iterator[tuple[str, Content]]:
    yield "results.json", write_json(report.results)


def _tables(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.tables import csv_texts

    yield from csv_texts(report.results).items()


def _package(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.datapackage import package_files

    title = report.assessment.theory.file.title[report.language]
    for name, content in package_files(report.results, title, report.language).items():
        yield f"datapackage/{name}", content


def _workbook(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.workbook import write_workbook

    yield "report.xlsx", write_workbook(report.assessment, report.language, report.organisation)


def _document(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.document import write_document

    yield DOCUMENT, write_document(report.assessment, report.view, report.previous, report.template)


def _slides(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.slides import write_slides

    yield "report.pptx", write_slides(report.assessment, report.view)


def _paper(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.paper import write_pdf

    yield "report.pdf", write_pdf(report.view)


def _one_pager(report: Report) -> Iterator[tuple[str, Content]]:
    from toc.report.paper import write_one_pager

    yield "one-pager.pdf", write_one_pager(report.view)


FORMATS: dict[str, Callable[[Report], Iterator[tuple[str, Content]]]] = {
    "html": _page, "json": _data, "csv": _tables, "xlsx": _workbook, "docx": _document, "pptx": _slides, "pdf": _paper,
    "one-pager": _one_pager, "datapackage": _package,
}  # fmt: skip
"""What can be written, and how."""
