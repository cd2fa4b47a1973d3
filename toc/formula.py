"""Indicator formulas: text in, a small tree out. A grammar of our own, never ``eval``.

Grammar::

    sum     := product (("+" | "-") product)*
    product := factor (("*" | "/") factor)*
    factor  := "-" factor | number | name | function "(" sum ("," sum)* ")" | "(" sum ")"

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

from toc.errors import ToCError
from toc.words import say

Array = npt.NDArray[np.float64]
MAX_LENGTH = 2000
MAX_DEPTH = 50
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[-+*/(),]))")
_FUNCTIONS = {"if_missing": 2}


class FormulaError(ToCError):
    """A formula that cannot be read; the message points at the character."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """A data element."""

    name: str


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


Node = Number | Name | Operation | Call


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
        return tuple(dict.fromkeys(_names(self.root)))

    @property
    def ratio(self) -> Ratio | None:
        """Numerator and denominator, when the formula is one division apart from a constant factor."""
        return _as_ratio(self.root)

    @property
    def replaces_missing(self) -> bool:
        """Whether it says what to do when a data element is missing."""
        return "if_missing" in self.text

    @property
    def is_sum(self) -> bool:
        """Whether data elements are only added, subtracted and multiplied by numbers."""
        return _degree(self.root) <= 1

    def evaluate(self, operands: Mapping[str, Array]) -> Array:
        """Compute the formula on arrays of equal length; NaN where an operand is missing or the result undefined.

        Args:
            operands: for each name in ``names`` an array of values in the data element's unit, NaN = missing.
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
    root = reader.sum(0)
    if reader.position < len(reader.tokens):
        raise reader.error("formula.unexpected")
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
                raise FormulaError(
                    say("formula.character", character=text[at], place=at + 1, pointer=_pointer(text, at))
                )
            kind = str(found.lastgroup)
            self.tokens.append((kind, found[kind], found.start(kind)))
            at = found.end()

    def error(self, code: str) -> FormulaError:
        place = self.tokens[self.position][2] if self.position < len(self.tokens) else len(self.text)
        word = self.tokens[self.position][1] if self.position < len(self.tokens) else ""
        return FormulaError(say(code, word=word, place=place + 1, pointer=_pointer(self.text, place)))

    def next_is(self, *signs: str) -> bool:
        return (
            self.position < len(self.tokens)
            and self.tokens[self.position][0] == "sign"
            and self.tokens[self.position][1] in signs
        )

    def take(self) -> str:
        word = self.tokens[self.position][1]
        self.position += 1
        return word

    def expect(self, sign: str) -> None:
        if not self.next_is(sign):
            raise self.error("formula.expected_closing" if sign == ")" else "formula.unexpected")
        self.position += 1

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
        if self.position >= len(self.tokens):
            raise self.error("formula.ended")
        kind, word, _ = self.tokens[self.position]
        if kind == "number":
            self.take()
            return Number(float(word))
        if kind == "name":
            self.take()
            return self.call(word, depth) if self.next_is("(") else Name(word)
        raise self.error("formula.unexpected")

    def call(self, function: str, depth: int) -> Node:
        if function not in _FUNCTIONS:
            self.position -= 1
            raise self.error("formula.unknown_function")
        self.expect("(")
        arguments = [self.sum(depth + 1)]
        while self.next_is(","):
            self.take()
            arguments.append(self.sum(depth + 1))
        self.expect(")")
        if len(arguments) != _FUNCTIONS[function]:
            self.position -= 1
            raise self.error("formula.argument_count")
        return Call(function, tuple(arguments))


def _pointer(text: str, place: int) -> str:
    return f"{text}\n{' ' * place}^"


def _names(node: Node) -> Iterator[str]:
    """Names from left to right; without recursion, because a long sum is a long spine."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Name(name):
                yield name
            case Operation(_, left, right):
                waiting += [right, left]
            case Call(_, arguments):
                waiting += reversed(arguments)
            case Number():
                pass


def _degree(node: Node) -> float:
    """0 for a number, 1 for a sum of data elements, more for a product or a ratio of them."""
    spine: list[Operation] = []
    while isinstance(node, Operation):
        spine.append(node)
        node = node.left
    degree: float = 0 if isinstance(node, Number) else 1
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
            if any(True for _ in _names(right)):
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
    result = _evaluate_leaf(node, operands)
    for operation in reversed(spine):
        result = _combine(operation.sign, result, evaluate(operation.right, operands))
    return result


def _evaluate_leaf(node: Number | Name | Call, operands: Mapping[str, Array]) -> Array:
    match node:
        case Number(constant):
            return np.asarray(constant, dtype=float)
        case Name(name):
            return np.asarray(operands[name], dtype=float)
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


# --- Units ------------------------------------------------------------------------------------------------------

Powers = Counter[str]
"""A derived unit: each unit with its power. A number has none."""


def unit_clash(formula: Formula, units: Mapping[str, str]) -> tuple[str, str] | None:
    """Two units that the formula adds or subtracts although they differ, or None when all fit.

    Args:
        formula: the formula.
        units: unit of each of its names.
    """
    try:
        _powers(formula.root, units)
    except _UnitClashError as clash:
        return clash.units
    return None


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
        case Name(name):
            result = Counter({units[name]: 1})
        case Call(_, (first, otherwise)):
            result = _same(_powers(first, units), _powers(otherwise, units))
        case _:
            result = Counter()
    for operation in reversed(spine):
        other = _powers(operation.right, units)
        if operation.sign in "+-":
            result = _same(result, other)
            continue
        sign = 1 if operation.sign == "*" else -1
        combined = {unit: result[unit] + sign * other[unit] for unit in result | other}
        result = Counter({unit: power for unit, power in combined.items() if power})
    return result


def _same(first: Powers, second: Powers) -> Powers:
    """Both must be the same, but a plain number takes the unit of the other."""
    if first and second and first != second:
        raise _UnitClashError(first, second)
    return first or second


def _written(powers: Powers) -> str:
    above = [unit for unit, power in sorted(powers.items()) if power > 0]
    below = [unit for unit, power in sorted(powers.items()) if power < 0]
    return " × ".join(above or ["1"]) + "".join(f" / {unit}" for unit in below)
