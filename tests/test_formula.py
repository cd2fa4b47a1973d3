"""Formulas: a grammar of our own, never code; missing stays missing and nothing is divided by zero."""

import contextlib
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import toc.formula
from toc.formula import MAX_LENGTH, FormulaError, Name, Number, parse

NAMES = ("ships", "lamps", "oil")


class Watch:
    """Notes every compile, import, file or process that is begun while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self.note)

    def note(self, event: str, _: object) -> None:
        if self.on and event in ("compile", "exec", "open", "import", "os.system", "subprocess.Popen"):
            self.seen.append(event)


WATCH = Watch()
OPERANDS = st.fixed_dictionaries({name: st.integers(-1000, 1000) for name in NAMES})


def compute(text: str, **operands: float) -> float:
    arrays = {name: np.array([value], dtype=float) for name, value in operands.items()}
    return float(parse(text).evaluate(arrays).item())


def written() -> st.SearchStrategy[str]:
    """Expressions that Python reads in the same way."""
    leaf = st.sampled_from(NAMES) | st.integers(0, 99).map(str) | st.decimals(0, 99, places=2).map(str)
    return st.recursive(
        leaf,
        lambda inner: (
            st.builds("{} {} {}".format, inner, st.sampled_from("+-*/"), inner)
            | inner.map("({})".format)
            | inner.map("-{}".format)
        ),
        max_leaves=12,
    )


@given(written(), OPERANDS)
def test_a_formula_agrees_with_python_arithmetic(text: str, operands: Mapping[str, int]) -> None:
    try:
        expected = float(eval(text, {"__builtins__": {}}, dict(operands)))  # noqa: S307
    except ZeroDivisionError:
        # Not infinity and not an error; a product with it stays undefined.
        assert np.isnan(compute(text, **operands))
        return
    assert compute(text, **operands) == pytest.approx(expected, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),  # from left to right, not 10 - (3 - 2)
        ("100 / 10 / 2", 5),
        ("-2 - -3", 1),
        ("--2", 2),
        ("1.5*2", 3),
        ("0.1 + 0.2", 0.3),
    ],
)
def test_the_usual_order_of_arithmetic_holds(text: str, answer: float) -> None:
    assert compute(text) == pytest.approx(answer)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ships ** 2", 8),  # the second star
        ("ships // 2", 8),
        ("ships % 2", 7),
        ("ships; lamps", 6),
        ("__import__('os')", 1),
        ("ships.real", 6),
        ("Ships", 1),
        ("ships[0]", 6),
        ("lambda: 1", 7),
        ("'text'", 1),
        ("1e3", 2),
        ("ships lamps", 7),
        ("(ships", 7),
        ("ships)", 6),
        ("ships +", 8),
        ("", 1),
        ("()", 2),
        ("* 2", 1),
    ],
)
def test_what_is_no_formula_is_refused_at_the_character(text: str, place: int) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    pointer = refused.value.message.en.splitlines()[-1]
    assert pointer == " " * (place - 1) + "^" or (place == 1 and pointer == "^")
    assert f"{place}" in refused.value.message.nl.splitlines()[0]


@pytest.mark.parametrize("text", ["eval(ships)", "exec(ships)", "open(ships)", "max(ships, lamps)", "ships(1)"])
def test_only_one_function_exists(text: str) -> None:
    with pytest.raises(FormulaError, match="is not a function"):
        parse(text)


@pytest.mark.parametrize("text", ["if_missing(ships)", "if_missing(ships, 1, 2)"])
def test_if_missing_needs_two_values(text: str) -> None:
    with pytest.raises(FormulaError, match="needs two values"):
        parse(text)


@given(st.text(max_size=200) | st.text("abc_01.+-*/(), ", max_size=60))
def test_no_text_whatever_does_more_than_being_refused(text: str) -> None:
    WATCH.on = True
    with contextlib.suppress(FormulaError):
        parse(text)
    WATCH.on = False
    assert WATCH.seen == []


def test_the_room_of_formulas_never_calls_eval() -> None:
    source = Path(toc.formula.__file__).read_text(encoding="utf-8")
    for word in ("eval(", "exec(", "compile(", "__import__", "import ast"):
        assert word not in source.replace("re.compile(", "")


@pytest.mark.parametrize("opening", ["(", "-", "if_missing("])
def test_nesting_is_limited_and_said_so(opening: str) -> None:
    with pytest.raises(FormulaError):
        parse(opening * (MAX_LENGTH // len(opening) - 1))


def test_a_formula_that_is_too_long_is_refused() -> None:
    with pytest.raises(FormulaError, match="longer than"):
        parse("1+" * MAX_LENGTH + "1")


def test_a_long_sum_within_the_limit_is_computed_without_running_out_of_stack() -> None:
    # 1000 times the same name, in 1999 characters: 1000 * 2
    text = "+".join(["a"] * 1000)
    assert len(text) <= MAX_LENGTH
    assert parse(text).names == ("a",)
    assert compute(text, a=2.0) == 2000


def test_names_come_in_order_of_first_mention_and_once() -> None:
    assert parse("100 * safe / (ships + safe) - if_missing(oil, ships)").names == ("safe", "ships", "oil")


@pytest.mark.parametrize("text", ["ships + lamps", "ships - lamps", "ships * lamps", "100 * ships / lamps"])
@pytest.mark.parametrize("absent", ["ships", "lamps"])
def test_a_missing_operand_makes_the_result_missing_and_never_zero(text: str, absent: str) -> None:
    operands = {"ships": 4.0, "lamps": 2.0} | {absent: float("nan")}
    assert np.isnan(compute(text, **operands))


def test_missing_times_zero_is_missing() -> None:
    assert np.isnan(compute("0 * ships", ships=float("nan")))


@pytest.mark.parametrize("text", ["ships / lamps", "1 / lamps", "0 / lamps", "ships / (oil - oil)"])
def test_a_division_by_zero_is_not_defined_and_not_infinite(text: str) -> None:
    assert np.isnan(compute(text, ships=4.0, lamps=0.0, oil=1.0))


def test_only_what_is_missing_takes_the_other_value() -> None:
    reported = np.array([0.0, np.nan, 5.0])
    assert parse("if_missing(ships, 9)").evaluate({"ships": reported}).tolist() == [0.0, 9.0, 5.0]


def test_values_are_computed_row_by_row() -> None:
    operands = {"safe": np.array([5.0, 1.0, 0.0]), "ships": np.array([10.0, 0.0, 4.0])}
    found = parse("100 * safe / ships").evaluate(operands)
    assert found[0] == 50
    assert np.isnan(found[1])
    assert found[2] == 0


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("safe / ships", 1),
        ("100 * safe / ships", 100),
        ("safe * 100 / ships", 100),
        ("100 * (safe / ships)", 100),
        ("(safe / ships) * 100", 100),
        ("safe / ships / 4", 0.25),
    ],
)
def test_a_ratio_shows_its_numerator_and_denominator(text: str, scale: float) -> None:
    ratio = parse(text).ratio
    assert ratio is not None
    assert (ratio.scale, ratio.numerator, ratio.denominator) == (scale, Name("safe"), Name("ships"))


@pytest.mark.parametrize("text", ["safe", "safe + ships", "safe / 100", "1 - safe / ships", "safe * ships"])
def test_what_is_no_single_division_has_no_numerator(text: str) -> None:
    assert parse(text).ratio is None


def test_the_tree_is_small_and_plain() -> None:
    assert parse("(2)").root == Number(2.0)
    assert parse("(((ships)))").root == Name("ships")
