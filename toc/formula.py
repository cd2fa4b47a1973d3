"""Indicator formulas: text in, a small tree out. A grammar of our own, never ``eval``.

Grammar::

    formula    := sum (("<" | "<=" | ">" | ">=" | "=" | "!=") sum)?
    sum        := product (("+" | "-") product)*
    product    := factor (("*" | "/") factor)*
    factor     := "-" factor | number | operand | "if_missing" "(" sum "," sum ")" | "(" sum ")"
    operand    := name filter?
                | "lag" "(" operand "," periods ")"
                | "sum_over" "(" operand "," (periods | dimension) ")"
                | ("year_to_date" | "in_period" | "since_start") "(" operand ")"
    filter     := "[" categories ("," categories)* "]"
    categories := dimension "=" category ("or" category)*

A name is a data element. A dimension or category that is no plain name stands in quotation marks, ``[size="10-49"]``;
a quotation mark inside is written twice. What the functions give:

- ``if_missing(x, y)``: ``x``, and ``y`` where ``x`` is missing;
- ``lag(x, 1)``: the figure of the same organisation one period of the same length earlier;
- ``sum_over(x, 3)``: this period and the two before it added up;
- ``sum_over(x, sector)``: the categories of one dimension added up;
- ``year_to_date(x)``: the running total since 1 January;
- ``since_start(x)``: the running total since the first period;
- ``in_period(x)``: what belongs to the period alone, from a running total: 10, 25, 40 gives 10, 15, 15.

A comparison gives 1 where it holds and 0 where it does not.

A missing operand makes the result missing; a division by zero is not defined. Both are NaN in the result,
and the caller can tell them apart because it knows which operands were there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toc.errors import ToCError, did_you_mean
from toc.words import say

Array = npt.NDArray[np.float64]
MAX_LENGTH = 2000
MAX_DEPTH = 50
MAX_PERIODS = 1000
"""Periods that a formula may look back; more is a typing error."""

SHARES = ("percent", "fraction")
"""Units of a part of a whole: out of a hundred, out of one."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<quoted>"(?:[^"]|"")*")"""
    r"""|(?P<sign><=|>=|!=|[-+*/(),<>=\[\]]))"""
)
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_OF_OPERANDS = {"lag": 2, "sum_over": 2, "year_to_date": 1, "in_period": 1, "since_start": 1}
_FUNCTIONS = {"if_missing": 2} | _OF_OPERANDS


class FormulaError(ToCError):
    """A formula that cannot be read; the message points at the character."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Step:
    """One function of time, or a sum over categories."""

    function: str
    periods: int = 0
    dimension: str = ""

    def kind_after(self, kind: str) -> str:
        """What a figure of this kind (``flow``, ``stock``, ...) is after it; ``total`` is one of several periods."""
        if self.function == "sum_over":
            return kind if self.dimension else "total"
        made = {"year_to_date": "year_to_date", "since_start": "cumulative", "in_period": "flow"}
        return made.get(self.function, kind)


@dataclass(frozen=True)
class Operand:
    """What a formula asks of one data element: some of its categories, and steps in time."""

    element: str
    categories: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Dimensions in order of name, each with the categories that count, also in order."""

    steps: tuple[Step, ...] = ()
    """From the inside out."""

    @property
    def text(self) -> str:
        """As it is written; the same for every way of writing the same operand."""
        chosen = [f"{_quoted(name)}={' or '.join(map(_quoted, some))}" for name, some in self.categories]
        text = self.element + (f"[{', '.join(chosen)}]" if chosen else "")
        for step in self.steps:
            second = f", {_quoted(step.dimension)}" if step.dimension else f", {step.periods}" if step.periods else ""
            text = f"{step.function}({text}{second})"
        return text


def _quoted(name: str) -> str:
    if _PLAIN_NAME.fullmatch(name) and name != "or":
        return name
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


@dataclass(frozen=True)
class Operation:
    """Two operands with ``+``, ``-``, ``*`` or ``/``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sums held against each other; only a whole formula can be one."""

    sign: str
    left: Node
    right: Node


Node = Number | Operand | Operation | Call | Comparison


@dataclass(frozen=True)
class Ratio:
    """A formula of the form ``scale * numerator / denominator``."""

    scale: float
    numerator: Node
    denominator: Node


@dataclass(frozen=True)
class Formula:
    """A parsed formula."""

    text: str
    root: Node

    @property
    def names(self) -> tuple[str, ...]:
        """Data elements that it uses, in order of first mention."""
        return tuple(dict.fromkeys(operand.element for operand in self.operands))

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What it asks of data elements, in order of first mention; a plain name is one too."""
        return tuple(dict.fromkeys(node for node in _nodes(self.root) if isinstance(node, Operand)))

    @property
    def ratio(self) -> Ratio | None:
        """Numerator and denominator, when the formula is one division apart from a constant factor."""
        return _as_ratio(self.root)

    @property
    def replaces_missing(self) -> bool:
        """Whether it says what to do when a data element is missing."""
        return any(isinstance(node, Call) for node in _nodes(self.root))

    @property
    def is_comparison(self) -> bool:
        """Whether the result is 1 (it holds) or 0 (it does not), and no amount."""
        return isinstance(self.root, Comparison)

    @property
    def is_sum(self) -> bool:
        """Whether data elements are only added, subtracted and multiplied by numbers."""
        return _degree(self.root) <= 1

    def evaluate(self, operands: Mapping[str, Array]) -> Array:
        """Compute the formula on arrays of equal length; NaN where an operand is missing or the result undefined.

        Args:
            operands: for the ``text`` of each of ``operands`` an array of values in the data element's unit,
                NaN = missing. The text of a plain data element is its name.
        """
        return evaluate(self.root, operands)


def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: with the place of the first character that does not fit.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(say("formula.too_long", limit=MAX_LENGTH))
    reader = _Reader(text)
    root = reader.comparison()
    if reader.position < len(reader.tokens):
        raise reader.error("formula.one_comparison" if reader.next_is(*_COMPARISONS) else "formula.unexpected")
    return Formula(text=text, root=root)


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str, int]] = []
        self.position = 0
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                at += len(text[at:]) - len(text[at:].lstrip())
                raise self.refuse(self.misread(text[at]), text[at], at)
            kind = str(found.lastgroup)
            self.tokens.append((kind, found[kind], found.start(kind)))
            at = found.end()

    def misread(self, character: str) -> str:
        """What to say of a character that starts no token."""
        if character == '"':
            return "formula.quote_open"
        signs = [word for kind, word, _ in self.tokens if kind == "sign"]
        return "formula.quotes_needed" if signs.count("[") > signs.count("]") else "formula.character"

    def refuse(self, code: str, word: str, place: int, **values: object) -> FormulaError:
        return FormulaError(say(code, word=word, place=place + 1, pointer=_pointer(self.text, place), **values))

    def error(self, code: str, at: int | None = None, **values: object) -> FormulaError:
        """An error at a token, the next one unless ``at`` says which."""
        at = self.position if at is None else at
        _, word, place = self.tokens[at] if at < len(self.tokens) else ("", "", len(self.text))
        return self.refuse(code, word, place, **values)

    @property
    def next_kind(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    def next_is(self, *signs: str) -> bool:
        return self.next_kind == "sign" and self.tokens[self.position][1] in signs

    def take(self) -> str:
        word = self.tokens[self.position][1]
        self.position += 1
        return word

    def expect(self, sign: str) -> None:
        if self.next_is(sign):
            self.position += 1
            return
        if sign == ")":
            raise self.error("formula.one_comparison" if self.next_is(*_COMPARISONS) else "formula.expected_closing")
        raise self.error("formula.unexpected" if self.next_kind else "formula.ended")

    def comparison(self) -> Node:
        node = self.sum(0)
        return Comparison(self.take(), node, self.sum(0)) if self.next_is(*_COMPARISONS) else node

    def sum(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.error("formula.too_deep")
        node = self.product(depth)
        while self.next_is("+", "-"):
            node = Operation(self.take(), node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.factor(depth)
        while self.next_is("*", "/"):
            node = Operation(self.take(), node, self.factor(depth))
        return node

    def factor(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.error("formula.too_deep")
        if self.next_is("-"):
            self.take()
            return Operation("-", Number(0.0), self.factor(depth + 1))
        if self.next_is("("):
            self.take()
            node = self.sum(depth + 1)
            self.expect(")")
            return node
        if not self.next_kind:
            raise self.error("formula.ended")
        if self.next_kind == "number":
            value = float(self.tokens[self.position][1])
            if math.isinf(value):
                raise self.error("formula.unexpected")
            self.take()
            return Number(value)
        if self.next_kind == "name":
            return self.if_missing(depth) if self.next_call() == "if_missing" else self.operand(depth)
        raise self.error("formula.unexpected")

    def next_call(self) -> str:
        """The function that is called here; empty when the next token is no name with a bracket after it."""
        following = self.tokens[self.position + 1 : self.position + 2]
        if self.next_kind != "name" or not following or following[0][:2] != ("sign", "("):
            return ""
        return self.tokens[self.position][1]

    def if_missing(self, depth: int) -> Node:
        self.position += 2
        arguments = [self.sum(depth + 1)]
        while self.next_is(","):
            self.take()
            arguments.append(self.sum(depth + 1))
        self.expect(")")
        if len(arguments) != _FUNCTIONS["if_missing"]:
            raise self.wrong_count("if_missing", self.position - 1)
        return Call("if_missing", tuple(arguments))

    def wrong_count(self, function: str, at: int) -> FormulaError:
        return self.error(
            "formula.argument_count", at, count=_FUNCTIONS[function], form=say(f"formula.form.{function}")
        )

    def operand(self, depth: int, inside: str = "") -> Operand:
        """A data element with its filter, or a function of time of one."""
        if depth > MAX_DEPTH:
            raise self.error("formula.too_deep")
        function = self.next_call()
        if function and function not in _FUNCTIONS:
            near = did_you_mean(function, _FUNCTIONS)
            code = "formula.unknown_function_near" if near else "formula.unknown_function"
            raise self.error(code, near=near, known=", ".join(_FUNCTIONS))
        if not self.next_kind:
            raise self.error("formula.ended")
        if self.next_kind != "name" or function == "if_missing":
            raise self.error("formula.operand_only", function=inside)
        if not function:
            element = self.take()
            return Operand(element, self.filter() if self.next_is("[") else ())
        self.position += 2
        inner = self.operand(depth + 1, function)
        if self.next_is("+", "-", "*", "/", *_COMPARISONS):
            raise self.error("formula.operand_only", function=function)
        step = self.step(function, inner)
        return Operand(inner.element, inner.categories, (*inner.steps, step))

    def step(self, function: str, inner: Operand) -> Step:
        """What follows the operand of a function, up to its closing bracket."""
        wanted = _OF_OPERANDS[function]
        if self.next_is(*((")",) if wanted == 2 else (",",))):
            raise self.wrong_count(function, self.position)
        step = Step(function)
        if wanted == 2:
            self.expect(",")
            if function == "sum_over" and self.next_kind in ("name", "quoted"):
                at = self.position
                step = Step(function, dimension=self.label())
                if step.dimension in (*dict(inner.categories), *(one.dimension for one in inner.steps)):
                    raise self.error("formula.dimension_gone", at)
            else:
                step = Step(function, periods=self.periods(function))
        if self.next_is(","):
            raise self.wrong_count(function, self.position)
        self.expect(")")
        return step

    def periods(self, function: str) -> int:
        word = self.tokens[self.position][1] if self.next_kind == "number" else ""
        if not word.isdigit() or len(word) > len(str(MAX_PERIODS)) or not 1 <= int(word) <= MAX_PERIODS:
            either = function == "sum_over" and self.next_kind != "number"
            code = "formula.periods_or_dimension" if either else "formula.periods"
            raise self.error(code, function=function, limit=MAX_PERIODS)
        self.take()
        return int(word)

    def filter(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The categories between square brackets."""
        found: dict[str, tuple[str, ...]] = {}
        while not found or self.next_is(","):
            self.take()
            at = self.position
            dimension = self.label()
            if dimension in found:
                raise self.error("formula.dimension_twice", at)
            self.expect("=")
            categories = {self.label()}
            while self.next_kind == "name" and self.tokens[self.position][1] == "or":
                self.take()
                categories.add(self.label())
            found[dimension] = tuple(sorted(categories))
        if not self.next_is("]"):
            raise self.error("formula.filter_open")
        self.take()
        return tuple(sorted(found.items()))

    def label(self) -> str:
        """A dimension or a category: a plain name, or any text in quotation marks."""
        if self.next_kind not in ("name", "quoted"):
            raise self.error("formula.quotes_needed" if self.next_kind == "number" else "formula.label")
        if self.tokens[self.position][1] == '""':
            raise self.error("formula.label")
        plain = self.next_kind == "name"
        word = self.take()
        return word if plain else word[1:-1].replace('""', '"')


def _pointer(text: str, place: int) -> str:
    """The line of the place, with a mark below the character."""
    start = text.rfind("\n", 0, place) + 1
    return f"{text[start:].partition(chr(10))[0]}\n{' ' * (place - start)}^"


def _nodes(node: Node) -> Iterator[Node]:
    """All nodes, parts from left to right; without recursion, because a long sum is a long spine."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Operation(_, left, right) | Comparison(_, left, right):
                waiting += [right, left]
            case Call(_, arguments):
                waiting += reversed(arguments)


def _is_constant(node: Node) -> bool:
    return not any(isinstance(part, Operand) for part in _nodes(node))


def _degree(node: Node) -> float:
    """0 for a number, 1 for a sum of data elements, more for a product or a ratio of them."""
    spine: list[Operation] = []
    while isinstance(node, Operation):
        spine.append(node)
        node = node.left
    degree: float = 0 if isinstance(node, Number) else math.inf if isinstance(node, Comparison) else 1
    for operation in reversed(spine):
        other = _degree(operation.right)
        if operation.sign in "+-":
            degree = max(degree, other)
        else:
            degree = degree + other if operation.sign == "*" or other == 0 else math.inf
    return degree


def _as_ratio(node: Node) -> Ratio | None:
    match node:
        case Operation("/", left, right):
            if not _is_constant(right):
                scale, numerator = _split_scale(left)
                return Ratio(scale, numerator, right)
            inner = _as_ratio(left)
            return (
                Ratio(inner.scale / right.value, inner.numerator, inner.denominator)
                if (inner and isinstance(right, Number) and right.value)
                else None
            )
        case Operation("*", Number(value), right):
            inner = _as_ratio(right)
        case Operation("*", left, Number(value)):
            inner = _as_ratio(left)
        case _:
            return None
    return Ratio(inner.scale * value, inner.numerator, inner.denominator) if inner else None


def _split_scale(node: Node) -> tuple[float, Node]:
    match node:
        case Operation("*", Number(value), rest) | Operation("*", rest, Number(value)):
            return value, rest
        case _:
            return 1.0, node


_ARITHMETIC: Mapping[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
}


def evaluate(node: Node, operands: Mapping[str, Array]) -> Array:
    """Compute one node on arrays (see ``Formula.evaluate``)."""
    spine: list[Operation] = []
    while isinstance(node, Operation):
        spine.append(node)
        node = node.left
    if isinstance(node, Comparison):
        result = _compare(node.sign, evaluate(node.left, operands), evaluate(node.right, operands))
    else:
        result = _evaluate_leaf(node, operands)
    for operation in reversed(spine):
        result = _combine(operation.sign, result, evaluate(operation.right, operands))
    return result


def _evaluate_leaf(node: Number | Operand | Call, operands: Mapping[str, Array]) -> Array:
    match node:
        case Number(constant):
            return np.asarray(constant, dtype=float)
        case Operand():
            return np.asarray(operands[node.text], dtype=float)
        case Call("if_missing", (first, otherwise)):
            known = evaluate(first, operands)
            return np.where(np.isnan(known), evaluate(otherwise, operands), known)
    raise AssertionError(node)


def _combine(sign: str, left: Array, right: Array) -> Array:
    if sign != "/":
        return _ARITHMETIC[sign](left, right)
    above, below = np.broadcast_arrays(left, right)
    undefined: Array = np.full(np.shape(below), np.nan)
    quotient: Array = np.divide(above, below, out=undefined, where=below != 0)
    return quotient


def _compare(sign: str, left: Array, right: Array) -> Array:
    """1 where it holds, 0 where not; numbers that differ by rounding alone are the same."""
    same = np.isclose(left, right, rtol=1e-9, atol=1e-12)
    below = np.less(left, right) & ~same
    above = np.greater(left, right) & ~same
    holds = {"<": below, "<=": below | same, ">": above, ">=": above | same, "=": same, "!=": ~same}[sign]
    return np.where(np.isnan(left) | np.isnan(right), np.nan, holds.astype(float))


# --- Units ------------------------------------------------------------------------------------------------------

Powers = Counter[str]
"""A derived unit: each unit with its power. A number has none."""


def unit_clash(formula: Formula, units: Mapping[str, str]) -> tuple[str, str] | None:
    """Two units that the formula adds, subtracts or compares although they differ, or None when all fit.

    Args:
        formula: the formula.
        units: unit of each of its names.
    """
    try:
        _powers(formula.root, units)
    except _UnitClashError as clash:
        return clash.units
    return None


def result_unit(formula: Formula, units: Mapping[str, str]) -> str | None:
    """The unit that the result certainly has, or None when that cannot be told.

    A ratio of like units is a ``fraction``, and a ``percent`` when it is multiplied by 100. A product or ratio of
    different units has a name that only people know, and so has what a constant may have converted.

    Args:
        formula: the formula, in which units do not clash.
        units: unit of each of its names.
    """
    powers, factors = _powers(formula.root, units), set(_factors(formula.root))
    if not factors and list(powers.values()) == [1]:
        return next(iter(powers))
    if not powers and formula.ratio is not None:
        return {(): "fraction", (100.0,): "percent"}.get(tuple(factors))
    return None


def unlike_parts(formula: Formula, units: Mapping[str, str]) -> tuple[str, str] | None:
    """Units above and below the line of a ratio that is no part of a whole, or None.

    A constant other than 100 may convert the one unit into the other, and then nothing is said.

    Args:
        formula: the formula, in which units do not clash.
        units: unit of each of its names.
    """
    powers = _powers(formula.root, units)
    above = Counter({unit: power for unit, power in powers.items() if power > 0 and unit not in SHARES})
    below = Counter({unit: -power for unit, power in powers.items() if power < 0 and unit not in SHARES})
    if not below or not set(_factors(formula.root)) <= {1.0, 100.0}:
        return None
    return _written(above), _written(below)


def _factors(node: Node) -> Iterator[float]:
    """Constants by which something is multiplied or divided."""
    for part in _nodes(node):
        if isinstance(part, Operation) and part.sign in "*/":
            yield from (float(evaluate(side, {})) for side in (part.left, part.right) if _is_constant(side))


class _UnitClashError(Exception):
    def __init__(self, first: Powers, second: Powers) -> None:
        super().__init__()
        self.units = (_written(first), _written(second))


def _powers(node: Node, units: Mapping[str, str]) -> Powers:
    spine: list[Operation] = []
    while isinstance(node, Operation):
        spine.append(node)
        node = node.left
    match node:
        case Operand(element):
            result = Counter({units[element]: 1})
        case Call(_, (first, otherwise)):
            result = _same(_powers(first, units), _powers(otherwise, units))
        case Comparison(_, left, right):
            _same(_powers(left, units), _powers(right, units))
            result = Counter()
        case _:
            result = Counter()
    for operation in reversed(spine):
        other = _powers(operation.right, units)
        if operation.sign in "+-":
            result = _same(result, other)
            continue
        sign = 1 if operation.sign == "*" else -1
        combined = {unit: result[unit] + sign * other[unit] for unit in {**result, **other}}
        result = Counter({unit: power for unit, power in combined.items() if power})
    return result


def _same(first: Powers, second: Powers) -> Powers:
    """Both must be the same, but a plain number takes the unit of the other."""
    if first and second and first != second:
        raise _UnitClashError(first, second)
    return first or second


def _written(powers: Powers) -> str:
    above = [unit for unit, power in sorted(powers.items()) for _ in range(power)]
    below = [unit for unit, power in sorted(powers.items()) for _ in range(-power)]
    return " × ".join(above or ["1"]) + "".join(f" / {unit}" for unit in below)
