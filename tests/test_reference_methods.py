"""The methods of a library beside ours: they answer, or it is said why they do not."""

import math
import sys

import numpy as np
import pytest

import toc.reference_methods
from toc.pace import Dated, Method
from toc.reference_methods import METHODS, reckon_by_library

GROWING: list[Dated] = [(2018.5 + at, value) for at, value in enumerate((100, 112, 119, 131, 140))]
TARGET: Dated = (2025.5, 150)


def by_name(series: list[Dated], target: Dated = TARGET, ascending: bool = True) -> dict[str, Method]:
    return {one.name: one for one in reckon_by_library(series, target, ascending)}


def test_every_method_answers_with_a_figure_of_the_target_year() -> None:
    found = by_name(GROWING)
    assert list(found) == list(METHODS) == ["reference_theta", "reference_ses", "reference_damped"]
    # a weighted mean lies between the figures; half of the slope per year is what Theta adds
    assert 100 <= found["reference_ses"].value <= 140 + 1e-6
    slope = np.polyfit(range(5), [value for _, value in GROWING], 1)[0]
    assert found["reference_theta"].value == pytest.approx(140 + slope / 2 * 3, rel=0.03)
    for one in found.values():
        assert one.reaches is (one.value >= 150)
        assert "2025" in one.reason.en


def test_less_is_better_reaches_from_above() -> None:
    found = by_name([(moment, 200 - value) for moment, value in GROWING], (2025.5, 80), ascending=False)
    assert all(one.reaches is (one.value <= 80) for one in found.values())


@pytest.mark.parametrize(
    ("series", "words"),
    [
        (GROWING[:2], "at least 3 figures"),
        ([GROWING[0], *GROWING[2:]], "years are missing"),  # 2019
        ([(2020.25 + at / 4, 5.0 + at) for at in range(4)], "years are missing"),  # quarters
    ],
)
def test_what_the_library_cannot_take_is_not_asked(series: list[Dated], words: str) -> None:
    for one in by_name(series).values():
        assert one.reaches is None
        assert math.isnan(one.value)
        assert words in one.reason.en


def test_a_library_that_fails_leaves_the_others_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> float:
        raise ValueError("too few observations")

    monkeypatch.setitem(toc.reference_methods.METHODS, "reference_ses", refuse)  # type: ignore[arg-type]
    monkeypatch.setitem(toc.reference_methods.METHODS, "reference_damped", lambda *_: math.inf)  # type: ignore[arg-type]
    found = by_name(GROWING)
    assert found["reference_theta"].reaches is not None
    for name in ("reference_ses", "reference_damped"):
        assert found[name].reaches is None
        assert "can do nothing with these figures" in found[name].reason.en


@pytest.mark.parametrize("values", [(5, 5, 5, 5), (0, 0, 0), (-3, 2, -1), (1e12, 2e12, 4e12), (1, 1, 1000)])
def test_strange_series_give_an_answer_or_a_reason(values: tuple[float, ...]) -> None:
    for one in by_name([(2018.5 + at, float(value)) for at, value in enumerate(values)]).values():
        assert (one.reaches is None) == math.isnan(one.value)
        assert one.reason.nl


def test_the_library_is_opened_only_when_it_is_asked() -> None:
    import subprocess

    code = (
        "import sys, toc.assessment, toc.reference_methods as r;"
        "r.reckon_by_library([(2020.5, 1.0), (2021.5, 2.0)], (2025.5, 3.0), True);"
        "sys.exit('statsmodels' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "import sys, toc, toc.cli; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
