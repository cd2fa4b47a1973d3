"""The report on A4, whole or on one side, as PDF (WeasyPrint)."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from toc.declared import Text
from toc.errors import ToCError
from toc.report.html import render_paper
from toc.report.page import ReportView
from toc.words.labels import LABELS

VARIANT = "pdf/ua-1"
"""Tagged for who has it read aloud (ISO 14289-1)."""

WEIGHTS = {"Regular": 400, "SemiBold": 600}


def write_pdf(view: ReportView) -> bytes:
    """Write the report as a paginated A4 document.

    Args:
        view: the report.

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    return printed(render_paper(view, letters()))


def printed(page: str) -> bytes:
    """Print one HTML text as PDF: the same text gives the same bytes, and nothing is ever fetched.

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    document = laid_out(page)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    content: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return content


def laid_out(page: str) -> Any:
    """The pages of one HTML text, as WeasyPrint lays them out (``document.pages``).

    Raises:
        ToCError: the library that sets type (Pango) is not on this computer.
    """
    try:
        import weasyprint
    except OSError as error:
        raise ToCError(Text(*LABELS["paper.no_pango"])) from error
    only_here = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    return weasyprint.HTML(string=page, url_fetcher=only_here).render(pdf_variant=VARIANT)


@cache
def letters() -> str:
    """CSS rules with the letters that come along, so that paper looks the same on every machine."""
    folder = files("toc.report") / "static" / "fonts"
    rules = []
    for name, weight in WEIGHTS.items():
        font = base64.b64encode((folder / f"TocSans-{name}.ttf").read_bytes()).decode()
        rules.append(
            f'@font-face {{ font-family: "Toc Sans"; font-weight: {weight}; src: url(data:font/ttf;base64,{font}) }}'
        )
    return "\n".join(rules)
