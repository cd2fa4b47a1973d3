"""What can be wrong, said to a person: a finding with its place, and the errors of this package."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from toc.declared import Text


class Severity(StrEnum):
    """How bad a finding is. Only ``error`` stops a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class SourceMark:
    """A place in a file that a person can open: file, line (from 1), and column where it helps."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know of the model or its data.

    ``code`` is stable and may be filtered on; ``message`` is the sentence, in both languages;
    ``where`` is the place in a file, if there is one; ``about`` names what it concerns
    (for example ``indicator:literacy_rate``).
    """

    code: str
    severity: Severity
    message: Text
    where: SourceMark | None = None
    about: tuple[str, ...] = field(default=())


class ToCError(Exception):
    """Base of every error that this package raises on purpose."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class FindingsError(ToCError):
    """Raised when a model or its data cannot be used; carries all findings, not only the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        shown = "; ".join(finding.message.en for finding in errors[:3])
        super().__init__(Text(nl="; ".join(f.message.nl for f in errors[:3]), en=shown))
        self.findings = tuple(findings)


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like ``name``, or None when nothing comes near."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    near = difflib.get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None
