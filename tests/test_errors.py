"""Findings, their places, and the near name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, SourceMark, ToCError, did_you_mean
from toc.formula import FormulaError
from toc.period import PeriodError
from toc.reading import UnreadableError


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("gull-rok", "gull-rock"),
        ("Gull-Rock", "gull-rock"),
        ("GULL-ROCK", "gull-rock"),
        ("gullrock", "gull-rock"),
        ("lighthouse", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_offered_and_nothing_when_none_is_near(name: str, near: str | None) -> None:
    assert did_you_mean(name, ["gull-rock", "seal-head", "twin-cape"]) == near


def test_the_name_is_given_as_it_is_declared() -> None:
    assert did_you_mean("k33", ["K3", "M1"]) == "K3"


@given(st.text(), st.lists(st.text()))
def test_the_nearest_name_is_always_a_known_one(name: str, known: list[str]) -> None:
    assert did_you_mean(name, known) in {*known, None}


def test_a_place_reads_as_file_and_line() -> None:
    assert str(SourceMark("theory.yaml", 12)) == "theory.yaml:12"
    assert str(SourceMark("theory.yaml")) == "theory.yaml"


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code, severity, Text(nl=f"{code} klopt niet", en=f"{code} is wrong"))


def test_an_error_carries_all_findings_and_speaks_of_errors_only() -> None:
    given_findings = [finding("a", Severity.WARNING), *(finding(code, Severity.ERROR) for code in "bcde")]
    error = FindingsError(given_findings)
    assert error.findings == tuple(given_findings)
    assert str(error) == "b is wrong; c is wrong; d is wrong"
    assert error.message.nl == "b klopt niet; c klopt niet; d klopt niet"


@pytest.mark.parametrize("kind", [FindingsError, FormulaError, PeriodError, UnreadableError])
def test_all_errors_are_of_one_family(kind: type[Exception]) -> None:
    assert issubclass(kind, ToCError)


def test_a_finding_never_changes() -> None:
    one = finding("a", Severity.INFO)
    with pytest.raises(AttributeError):
        one.code = "b"  # type: ignore[misc]
