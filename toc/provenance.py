"""Where a number or a sentence comes from: document, line, quote, and since when it was known."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field, model_validator

from toc.declared import Declared, Text
from toc.period import LastDay

_SHORT = re.compile(r"(?P<document>[^\s:]+):(?P<lines>\d+(?:-\d+)?)$")


class Document(Declared):
    """A document or file that figures and sentences are taken from."""

    id: str
    """Short name used to point at this document, for example `"001"`."""

    title: Text
    """Title as printed."""

    publisher: str
    """Who published it."""

    known_on: LastDay
    """Date since which its contents are known. A month or year stands for its last day."""

    note: Text | None = None
    """Anything a reader should know of it, for example that its figures are pictures."""


class SourceRef(Declared):
    """A place in a document. Short form: `"001:186"` or `"001:971-976"`."""

    document: str
    """Id of the document."""

    lines: str = Field(pattern=r"^\d+(-\d+)?$")
    """Line or range of lines, `"186"` or `"971-976"`."""

    quote: str | None = None
    """The words of the source, exactly as printed."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, data: Any) -> Any:
        if isinstance(data, str) and (found := _SHORT.match(data.strip())):
            return {"document": found["document"], "lines": found["lines"]}
        if isinstance(data, dict) and isinstance(data.get("lines"), int):
            return {**data, "lines": str(data["lines"])}
        return data

    @property
    def label(self) -> str:
        """Short form, `001:186`."""
        return f"{self.document}:{self.lines}"


class Owner(Declared):
    """Who sees to something. Short form: the name alone."""

    who: Text
    """Who it is, as a reader knows them."""

    source: SourceRef | None = None
    """Where that is written; empty when it was agreed elsewhere."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, data: Any) -> Any:
        if isinstance(data, str) or (isinstance(data, dict) and set(data) <= {"nl", "en"}):
            return {"who": data}
        return data
