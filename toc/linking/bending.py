"""More and more output that brings less and less: whether the outcomes of a family level off as their output grows.

A declared effect is one of a doubling. Where the first doubling works and the next ones less, a straight line through
all years shows too little of what was declared. One panel can not tell a bend from noise (the bend is about as large as
its standard error, even at 15 units and five years), but links of one family together begin to. It is said beside T and
does not change it.

Tried and left: putting the output on the bent scale, so that T is that of the first doubling. It spared a third of the
links that were listed wrongly in worlds that level off (19 % became 14 %), and cost everywhere else: half a point of
power, and 90 % intervals that held 87 to 89 instead of 89 to 90.

With ``d`` the movement of an output since the start and ``D`` its usual movement at the end, the outcome follows
``f(d) = d + k (d^2 / D - d)``: a straight line for ``k = 0``, and one that brings the same at the end for any other.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from toc.linking.panel import Array
from toc.linking.stack import Fit, Moments, Stack

LEAST_MOMENTS, LEAST_LINKS = 4, 3
"""Moments of a link in which a bend can be told from a shock that all units share, and links of a family that are
asked."""

CLEAR = 1.645
"""Standard errors from 0 at which a bend is said (one-sided at 5 %)."""

FOLLOWS = 1.28
"""Standard errors above 0 at which an outcome seems to follow its output at all (9 to 1); others have no bend."""

LEAST_MOVE = 1e-9
"""An output that moved less since the start has no scale to bend."""


def levels_off(
    stack: Stack, moments: Moments, shock: Array, doubling: Array, family: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether its family clearly bends down, and the link itself follows its output; shape (links,).

    Args:
        stack: the panels.
        moments: their sums, where everything that happens anyway is known.
        shock: of all units together, standard deviation per year; shape (links,).
        doubling: what a doubling of the output is on the scale of ``stack``; NaN where it has none; shape (links,).
        family: number of the family of each link, -1 for none.
    """
    clear = np.zeros(len(shock), dtype=bool)
    long = (stack.present.any(axis=1).sum(axis=1) >= LEAST_MOMENTS) & np.isfinite(doubling)
    families = [np.flatnonzero((family == one) & long) for one in np.unique(family[family >= 0])]
    families = [mine for mine in families if len(mine) >= LEAST_LINKS]
    if not families:
        return clear
    since, end = _since(stack)
    far = np.nan_to_num(end > doubling / 2)
    curve = since**2 / np.where(end > LEAST_MOVE, end, 1.0)[:, None, None] - since
    line, found, error = _found(stack, curve, moments, shock)
    slope = np.nan_to_num(line.slope)
    weight = np.clip(slope, 0.0, 1.5) * far
    for mine in families:
        told = np.nan_to_num(weight[mine] ** 2 / error[mine] ** 2)
        if told.sum() > 0:
            k = float(np.nan_to_num(weight[mine] * found[mine] / error[mine] ** 2).sum() / told.sum())
            clear[mine] = k < -CLEAR / math.sqrt(float(told.sum()))
    follows = slope > FOLLOWS * np.nan_to_num(line.error, nan=np.inf)
    return np.asarray(clear & follows & far, dtype=bool)


def _since(stack: Stack) -> tuple[Array, Array]:
    """Movement of every output since the start, (links, units, years), and the usual one at the end, (links,).

    A unit that came in later is taken to have begun where the others were by then.
    """
    w = stack.present.astype(float)
    course = _course(stack.x, w)
    first = stack.present.argmax(axis=2)
    start = np.take_along_axis(stack.x, first[..., None], axis=2) - np.take_along_axis(
        np.broadcast_to(course[:, None, :], stack.x.shape), first[..., None], axis=2
    )
    since = np.where(stack.present, stack.x - start, 0.0)
    last = np.asarray(stack.present.any(axis=1))
    at = last.shape[1] - 1 - last[:, ::-1].argmax(axis=1)
    return since, np.take_along_axis(course, at[:, None], axis=1)[:, 0]


def _course(x: Array, w: Array) -> Array:
    """Mean movement over units since the first moment, each unit at its own level; shape (links, years)."""
    seen = np.maximum(w.sum(axis=1), 1.0)
    per = np.maximum(w.sum(axis=2), 1.0)
    course = np.zeros((x.shape[0], x.shape[2]))
    for _ in range(ROUNDS):
        level = (w * (x - course[:, None, :])).sum(axis=2) / per
        course = (w * (x - level[..., None])).sum(axis=1) / seen
    return np.asarray(course - course[:, :1])


ROUNDS = 20
"""Turns in which levels of units and the course of years settle."""


def _found(stack: Stack, curve: Array, moments: Moments, shock: Array) -> tuple[Fit, Array, Array]:
    """The straight line, and bend with its error, in units of T; shape (links,) each."""
    variance = np.where(moments.weights > 0, 1 / np.where(moments.weights > 0, moments.weights, 1.0), 0.0)
    line = stack.random(moments, shock)

    def fit(one: Stack) -> tuple[Array, Array]:
        got = one.random(one.moments(variance), shock)
        return np.nan_to_num(got.slope) * got.xx, got.xx

    hidden = replace(stack, x=curve)
    qy, qq = fit(hidden)
    xq, xx = fit(replace(stack, y=curve))
    xx = np.maximum(xx, TINY)
    free = np.maximum(qq - xq**2 / xx, TINY)
    return line, (qy - xq * np.nan_to_num(line.slope)) / free, 1 / np.sqrt(free)


TINY = 1e-9
