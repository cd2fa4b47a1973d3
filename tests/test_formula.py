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
from toc.formula import MAX_LENGTH, FormulaError, Number, Operand, Step, parse, result_unit, unit_clash, unlike_parts

NAMES = ("ships", "lamps", "oil")
RUNNING = ("year_to_date", "in_period", "since_start")


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


def hostile() -> st.SearchStrategy[str]:
    """Texts made of what a formula is made of, in any order."""
    pieces = ["a", "or", "lag", "sum_over(", "in_period(", "if_missing(", "year_to_date(", '"x', '"', "0", "1.5", "٣",
              "=", "<=", "!=", "[", "]", "(", ")", ",", "+", "-", "*", "/", " ", "\n", "é", "A"]  # fmt: skip
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join)


def labels() -> st.SearchStrategy[str]:
    """Names of dimensions and categories: plain ones, and whatever else a person declares."""
    known = ["line", "or", "lag", "10-49", "LLO", 'the "big" ones', "a\nb"]
    return st.sampled_from(known) | st.text(min_size=1, max_size=8)


@st.composite
def asked(draw: st.DrawFn) -> Operand:
    """An operand as a formula could ask for it."""
    chosen = draw(st.dictionaries(labels(), st.sets(labels(), min_size=1, max_size=3), max_size=3))
    free = draw(st.sets(labels().filter(lambda name: name not in chosen), max_size=2))
    steps = [Step("sum_over", dimension=name) for name in sorted(free)]
    steps += draw(st.lists(st.builds(Step, st.sampled_from(["lag", "sum_over"]), st.integers(1, 1000)), max_size=3))
    steps += draw(st.lists(st.sampled_from([Step(name) for name in RUNNING]), max_size=3))
    categories = tuple((name, tuple(sorted(some))) for name, some in sorted(chosen.items()))
    return Operand(draw(st.sampled_from([*NAMES, "or", "lag"])), categories, tuple(draw(st.permutations(steps))))


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
        ("ships[0]", 7),
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
def test_only_the_functions_of_the_grammar_exist(text: str) -> None:
    with pytest.raises(FormulaError, match="is not a function"):
        parse(text)


@pytest.mark.parametrize("text", ["if_missing(ships)", "if_missing(ships, 1, 2)"])
def test_if_missing_needs_two_values(text: str) -> None:
    with pytest.raises(FormulaError, match="needs two values"):
        parse(text)


@given(st.text(max_size=200) | hostile())
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


@pytest.mark.parametrize("opening", ["(", "-", "if_missing(", "lag(", "in_period("])
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
    assert (ratio.scale, ratio.numerator, ratio.denominator) == (scale, Operand("safe"), Operand("ships"))


@pytest.mark.parametrize("text", ["safe", "safe + ships", "safe / 100", "1 - safe / ships", "safe * ships"])
def test_what_is_no_single_division_has_no_numerator(text: str) -> None:
    assert parse(text).ratio is None


# --- Operands ---------------------------------------------------------------------------------------------------


@given(asked())
def test_an_operand_reads_back_from_its_own_text(operand: Operand) -> None:
    formula = parse(operand.text)
    assert formula.root == operand
    assert formula.operands == (operand,)
    assert formula.names == (operand.element,)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("ships", "ships"),
        ("lag( ships [ line = b or a ] , 1 )", "lag(ships[line=a or b], 1)"),
        ("ships[line=a or a]", "ships[line=a]"),
        ('ships[size="10-49", line="a"]', 'ships[line=a, size="10-49"]'),
        ('ships[line=or or "the ""big"" ones"]', 'ships[line="or" or "the ""big"" ones"]'),
        ("sum_over(ships, sector)", "sum_over(ships, sector)"),
        ('sum_over(ships, "sector")', "sum_over(ships, sector)"),
        ('sum_over(ships, "3")', 'sum_over(ships, "3")'),
        ("sum_over(ships, 003)", "sum_over(ships, 3)"),
        ("lag(year_to_date(ships), 2)", "lag(year_to_date(ships), 2)"),
    ],
)
def test_an_operand_has_one_text_however_it_is_written(text: str, canonical: str) -> None:
    assert [operand.text for operand in parse(text).operands] == [canonical]


def test_an_operand_says_what_is_asked() -> None:
    assert parse('lag(in_period(ships[size="10-49" or big]), 1)').root == Operand(
        "ships", (("size", ("10-49", "big")),), (Step("in_period"), Step("lag", periods=1))
    )


def test_operands_come_in_order_of_first_mention_and_once() -> None:
    formula = parse("lag(ships, 1) + oil / if_missing(ships[line=b or a], ships) - lag(ships,1) * ships[line=a or b]")
    assert [one.text for one in formula.operands] == ["lag(ships, 1)", "oil", "ships[line=a or b]", "ships"]
    assert formula.names == ("ships", "oil")


def test_operands_are_computed_by_their_text() -> None:
    found = parse("ships - lag(ships, 1)").evaluate({"ships": np.array([5.0]), "lag(ships, 1)": np.array([3.0])})
    assert found.tolist() == [2.0]


def test_the_words_of_functions_may_be_names_of_data_elements() -> None:
    assert parse("lag + or - if_missing").names == ("lag", "or", "if_missing")
    assert not parse("if_missing_count + 1").replaces_missing
    assert not parse('ships[line="if_missing(a, b)"]').replaces_missing
    assert parse("1 + if_missing(ships, 0)").replaces_missing


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("lag(ships + lamps, 1)", 11, "lag works on one data element"),
        ("lag(ships < 3, 1)", 11, "lag works on one data element"),
        ("lag((ships), 1)", 5, "lag works on one data element"),
        ("year_to_date(2)", 14, "year_to_date works on one data element"),
        ("in_period(if_missing(ships, 0))", 11, "in_period works on one data element"),
        ("lag()", 5, "lag works on one data element"),
        ("lag(", 5, "ends too early"),
        ("lag(ships)", 10, "lag(data element, periods) needs two values"),
        ("lag(ships, 1, 2)", 13, "lag(data element, periods) needs two values"),
        ("since_start(ships, 2)", 18, "since_start(data element) needs one value"),
        ("sum_over(ships)", 15, "sum_over(data element, periods or dimension) needs two values"),
        ("lag(ships, 0)", 12, "whole number of periods"),
        ("lag(ships, -1)", 12, "whole number of periods"),
        ("lag(ships, 1.5)", 12, "whole number of periods"),
        ("lag(ships, lamps)", 12, "whole number of periods"),
        ("lag(ships, 99999999999999999999)", 12, "from 1 to 1000"),
        ("sum_over(ships, 1001)", 17, "from 1 to 1000"),
        ("sum_over(ships, )", 17, "periods or a dimension"),
        ("lag(ships, 1", 13, "closing bracket"),
        ("lag(ships 1)", 11, "does not fit"),
        ("ships[", 7, "name of a dimension or a category"),
        ("ships[]", 7, "name of a dimension or a category"),
        ("ships[line]", 11, "does not fit"),
        ("ships[line", 11, "ends too early"),
        ('ships[line=""]', 12, "name of a dimension or a category"),
        ('sum_over(ships, "")', 17, "name of a dimension or a category"),
        ("ships[line=]", 12, "name of a dimension or a category"),
        ("ships[line=a", 13, "‘]’, ‘,’ or ‘or’"),
        ("ships[size=a-b]", 13, "quotation marks"),
        ("ships[size=10-49]", 12, "quotation marks"),
        ("ships[line=LLO]", 12, "quotation marks"),
        ("ships[line=“a”]", 12, "straight quotation marks"),
        ('ships[size="10-49]', 12, "second one"),
        ("ships[line=a, line=b]", 15, "‘line’ is given twice"),
        ("ships[line=a][line=b]", 14, "does not fit"),
        ("lag(ships, 1)[line=a]", 14, "does not fit"),
        ("sum_over(ships[line=a], line)", 25, "‘line’ has already been"),
        ("sum_over(sum_over(ships, line), line)", 33, "‘line’ has already been"),
        ('"ships"', 1, "does not fit"),
        ("ships == lamps", 8, "does not fit"),
        ("ships =", 8, "ends too early"),
        ("(ships < lamps)", 8, "at most one comparison"),
        ("ships < lamps < oil", 15, "at most one comparison"),
        ("if_missing(ships > 1, 0)", 18, "at most one comparison"),
        ("9" * 400, 1, "does not fit"),
    ],
)
def test_a_mistake_in_an_operand_is_refused_at_the_character(text: str, place: int, says: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert refused.value.message.en.splitlines()[-1] == " " * (place - 1) + "^"
    assert f"{place}" in refused.value.message.nl.splitlines()[0]
    assert says in refused.value.message.en


@pytest.mark.parametrize(
    ("text", "near"),
    [("yeartodate(ships)", "year_to_date"), ("sumover(ships, 3)", "sum_over"), ("ifmissing(ships, 0)", "if_missing")],
)
def test_a_function_that_is_nearly_right_gets_the_name_that_was_meant(text: str, near: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert f"did you mean ‘{near}’" in refused.value.message.en
    assert f"bedoelde u ‘{near}’" in refused.value.message.nl


def test_an_unknown_function_comes_with_those_that_exist() -> None:
    with pytest.raises(FormulaError, match="if_missing, lag, sum_over, year_to_date, in_period, since_start"):
        parse("zzz(ships)")


def test_the_mark_stands_below_the_line_with_the_mistake() -> None:
    with pytest.raises(FormulaError) as refused:
        parse("ships\n+ lamps !\n+ oil")
    assert refused.value.message.en.splitlines()[1:] == ["+ lamps !", "        ^"]


@pytest.mark.parametrize(
    ("steps", "kind", "after"),
    [
        ("lag(ships, 1)", "stock", "stock"),
        ("sum_over(ships, sector)", "cumulative", "cumulative"),
        ("sum_over(ships, 2)", "flow", "total"),
        ("lag(in_period(ships), 1)", "cumulative", "flow"),
        ("year_to_date(in_period(ships))", "cumulative", "year_to_date"),
        ("since_start(ships)", "flow", "cumulative"),
    ],
)
def test_a_step_makes_another_kind_of_figure(steps: str, kind: str, after: str) -> None:
    for step in parse(steps).operands[0].steps:
        kind = step.kind_after(kind)
    assert kind == after


# --- Comparisons ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=", "!="])
@given(left=st.integers(-3, 3), right=st.integers(-3, 3))
def test_a_comparison_is_one_or_zero_as_in_arithmetic(sign: str, left: int, right: int) -> None:
    holds = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "=": left == right,
             "!=": left != right}[sign]  # fmt: skip
    assert compute(f"ships {sign} lamps", ships=left, lamps=right) == float(holds)


@pytest.mark.parametrize(("text", "answer"), [("0.1 + 0.2 = 0.3", 1), ("0.1 + 0.2 > 0.3", 0), ("0.1 + 0.2 <= 0.3", 1)])
def test_rounding_alone_makes_no_difference(text: str, answer: float) -> None:
    assert compute(text) == answer


@pytest.mark.parametrize("text", ["ships < lamps", "ships != lamps", "ships = lamps", "lamps >= ships"])
def test_a_comparison_with_a_missing_operand_is_missing_and_not_false(text: str) -> None:
    assert np.isnan(compute(text, ships=float("nan"), lamps=2.0))
    assert np.isnan(compute(text, ships=1.0, lamps=float("nan")))


def test_a_comparison_with_what_is_not_defined_is_not_defined() -> None:
    assert np.isnan(compute("ships / lamps < 1", ships=1.0, lamps=0.0))


def test_a_comparison_is_made_last_and_row_by_row() -> None:
    operands = {"ships": np.array([5.0, 1.0]), "lamps": np.array([2.0, 2.0]), "lag(lamps, 1)": np.array([2.0, 0.0])}
    formula = parse("2 * ships + 1 > lamps + lag(lamps, 1) * 2")
    assert formula.evaluate(operands).tolist() == [1.0, 1.0]
    assert parse("ships > lamps").evaluate(operands).tolist() == [1.0, 0.0]
    assert formula.is_comparison
    assert formula.ratio is None
    assert not formula.is_sum


# --- Units ------------------------------------------------------------------------------------------------------

UNITS = {"ships": "ships", "boats": "ships", "lamps": "lamps", "oil": "litres", "share": "percent", "part": "fraction"}


@pytest.mark.parametrize(
    ("text", "clash"),
    [
        ("ships + lamps", ("ships", "lamps")),
        ("ships < lamps", ("ships", "lamps")),
        ("lag(ships, 1) - sum_over(lamps, 3)", ("ships", "lamps")),
        ("if_missing(year_to_date(ships), in_period(lamps))", ("ships", "lamps")),
        ("ships * ships + ships", ("ships × ships", "ships")),
        ("ships / lamps * oil + ships", ("litres × ships / lamps", "ships")),
        ("ships / lamps / oil = ships", ("ships / lamps / litres", "ships")),
        ("ships - lag(boats, 1)", None),
        ("ships[line=a] >= 100", None),
        ("ships / lamps < lag(boats, 1) / lamps", None),
    ],
)
def test_units_are_followed_through_functions_and_comparisons(text: str, clash: tuple[str, str] | None) -> None:
    formula = parse(text)
    assert unit_clash(formula, {name: UNITS[name] for name in formula.names}) == clash


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ships", "ships"),
        ("ships + boats - 1", "ships"),
        ("-ships", "ships"),
        ("if_missing(ships, 0)", "ships"),
        ("lag(ships[line=a], 1) + sum_over(boats, 3)", "ships"),
        ("ships * lamps / lag(lamps, 1)", "ships"),
        ("ships / boats", "fraction"),
        ("100 * ships / boats", "percent"),
        ("100 * (ships - boats) / boats", "percent"),
        ("share", "percent"),
        ("ships / 12", None),  # per month
        ("oil / 1000", None),  # other litres
        ("ships + 2 * boats", None),  # points
        ("ships / lamps", None),
        ("1000 * ships / boats", None),
        ("ships > boats", None),
        ("2 + 3", None),
    ],
)
def test_the_unit_of_a_result_is_given_only_when_it_is_certain(text: str, unit: str | None) -> None:
    assert result_unit(parse(text), UNITS) == unit


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("100 * ships / lamps", ("ships", "lamps")),
        ("100 * (1 - ships / lamps)", ("ships", "lamps")),
        ("ships / lag(oil, 1)", ("ships", "litres")),
        ("100 / ships", ("1", "ships")),
        ("100 * ships / boats", None),
        ("100 * ships * lamps / (lamps * boats)", None),
        ("share * part", None),
        ("100 * ships / (60 * lamps)", None),  # the constant may convert
        ("ships", None),
    ],
)
def test_the_parts_of_a_percentage_are_alike(text: str, parts: tuple[str, str] | None) -> None:
    assert unlike_parts(parse(text), UNITS) == parts


def test_the_tree_is_small_and_plain() -> None:
    assert parse("(2)").root == Number(2.0)
    assert parse("(((ships)))").root == Operand("ships")
