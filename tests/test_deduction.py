"""What can be worked out from sums, and what more is withheld: puzzles of a few figures."""

from collections.abc import Sequence

import numpy as np
import pytest

from toc.deduction import Equations, Figures, withhold

SMALL = 5


def puzzle(value: Sequence[float], *sums: Sequence[int], order: Sequence[int] | None = None) -> list[int]:
    """Which figures are withheld when each sum is (whole, part, part, ...)."""
    amount = np.array(value, dtype=float)
    figures = Figures(
        amount, (amount > 0) & (amount < SMALL), np.array(order or [0] * len(amount)), np.arange(len(amount))
    )
    rows = [(row, figure, 1.0 if at == 0 else -1.0) for row, one in enumerate(sums) for at, figure in enumerate(one)]
    row, figure, factor = (np.array(column) for column in zip(*rows, strict=True))
    equations = Equations(row, figure, factor).that_hold(amount)
    return [int(at) for at in np.flatnonzero(withhold(figures, equations))]


def test_one_small_part_takes_the_smallest_other_part_with_it() -> None:
    # 40 = 3 + 12 + 25: with 3 alone withheld, 40 - 12 - 25 gives it away
    assert puzzle([40, 3, 12, 25], [0, 1, 2, 3], order=[1, 0, 0, 0]) == [1, 2]


def test_two_small_parts_need_nothing_more() -> None:
    assert puzzle([40, 3, 4, 33], [0, 1, 2, 3], order=[1, 0, 0, 0]) == [1, 2]


def test_zero_is_never_withheld() -> None:
    # 40 = 3 + 0 + 37: zero cannot hide anything, so 37 goes
    assert puzzle([40, 3, 0, 37], [0, 1, 2, 3], order=[1, 0, 0, 0]) == [1, 3]


def test_when_all_other_parts_are_zero_the_total_goes() -> None:
    assert puzzle([3, 3, 0, 0, 50, 47], [0, 1, 2, 3], [4, 0, 5], order=[1, 0, 0, 0, 2, 1]) == [0, 1, 5]


def test_a_rectangle_of_a_table_is_withheld() -> None:
    # rows (3 20 | 23), (30 9 | 39), columns 33 and 29 and total 62: 3 alone takes three more with it
    value = [62, 23, 39, 33, 29, 3, 20, 30, 9]
    sums = [[0, 1, 2], [0, 3, 4], [1, 5, 6], [2, 7, 8], [3, 5, 7], [4, 6, 8]]
    assert puzzle(value, *sums, order=[2, 1, 1, 1, 1, 0, 0, 0, 0]) == [5, 6, 7, 8]


def test_a_figure_that_only_several_equations_together_give_away_is_found() -> None:
    # every row and column of the table hides two, but a + b = 7, c + d = 9, and a + b + c + d + e = 19 give e = 3
    value = [7, 9, 19, 3, 4, 4, 5, 3]
    withheld = puzzle(value, [0, 3, 4], [1, 5, 6], [2, 3, 4, 5, 6, 7], order=[1, 1, 2, 0, 0, 0, 0, 0])
    assert {0, 1, 2} & set(withheld)


def test_five_withheld_ones_that_add_up_to_five_are_no_secret() -> None:
    # zero is always shown, so each of the five is one or more: the five must go as well
    assert puzzle([5, 1, 1, 1, 1, 1, 0], [0, 1, 2, 3, 4, 5, 6], order=[1, 0, 0, 0, 0, 0, 0]) == [0, 1, 2, 3, 4, 5]


def test_ones_beside_a_larger_withheld_figure_are_safe() -> None:
    assert puzzle([6, 1, 1, 1, 3, 0], [0, 1, 2, 3, 4, 5], order=[1, 0, 0, 0, 0, 0]) == [1, 2, 3, 4]


def test_figures_of_one_cell_go_together() -> None:
    # an interval from 8 (published elsewhere as a part) to 11 = 8 + 3: its upper end gives 3 away
    figures = Figures(
        np.array([8.0, 11, 8, 3]), np.array([False, False, False, True]), np.array([1, 1, 9, 0]), np.array([0, 0, 1, 2])
    )
    equations = Equations(np.array([0, 0, 1, 1, 1]), np.array([0, 2, 1, 2, 3]), np.array([1.0, -1, 1, -1, -1]))
    assert list(withhold(figures, equations)) == [True, True, False, True]


def test_equations_that_the_figures_do_not_obey_tell_nothing() -> None:
    assert puzzle([41, 3, 12, 25], [0, 1, 2, 3]) == [1]


@pytest.mark.parametrize("shares", [(0.6, 0.4), (1 / 3, 2 / 3)])
def test_shares_are_reckoned_exactly(shares: tuple[float, float]) -> None:
    # one organisation of 30 in two parents, 30 s + 3 and 30 t + 4; both parents shown would give 3 and 4 away
    first, second = shares
    value = np.array([30 * first + 3, 30 * second + 4, 30, 3, 4])
    figures = Figures(value, np.array([False] * 3 + [True] * 2), np.array([1, 1, 0, 0, 0]), np.arange(5))
    equations = Equations(
        np.array([0, 0, 0, 1, 1, 1]), np.array([0, 2, 3, 1, 2, 4]), np.array([1, -first, -1, 1, -second, -1])
    )
    assert list(np.flatnonzero(withhold(figures, equations))) == [2, 3, 4]
