"""Who stands out among peers: exact tails, bounds that widen where organisations differ, and known worlds."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom, nbinom, poisson

from toc.peers import FEWEST, Comparison, Kind, Peer, compare, overdispersion

CHANCE = 0.001
"""Chance beyond each of the outer bounds."""


def peers_of(counts: Sequence[float], sizes: Sequence[float]) -> list[Peer]:
    return [Peer(f"r{at}", count, size) for at, (count, size) in enumerate(zip(counts, sizes, strict=True))]


def found_in(counts: Sequence[float], sizes: Sequence[float], kind: Kind = "proportion") -> Comparison:
    found = compare(peers_of(counts, sizes), kind)
    assert found is not None
    return found


def alike(size: int, part: float, kind: Kind = "proportion") -> Comparison:
    """Organisations that all have the same figure, so that nothing but chance is between them."""
    found = found_in([part * size] * FEWEST, [size] * FEWEST, kind)
    assert found.between == 0
    return found


@pytest.mark.parametrize(("size", "part"), [(10, 0.5), (40, 0.1), (100, 0.1), (1000, 0.02), (20_000, 0.35)])
def test_a_count_is_outside_exactly_when_its_binomial_tail_is_smaller_than_the_chance(size: int, part: float) -> None:
    bounds = alike(size, part).bounds(size)
    counts = np.arange(size + 1)
    above, below = binom.sf(counts - 1, size, part), binom.cdf(counts, size, part)
    assert ((counts / size > bounds.high998) == (above < CHANCE)).all()
    assert ((counts / size < bounds.low998) == (below < CHANCE)).all()
    assert ((counts / size > bounds.high95) == (above < 0.025)).all()


@pytest.mark.parametrize(("size", "rate"), [(10.0, 0.4), (120.0, 0.05), (50.0, 3.0), (900.0, 2.0)])
def test_a_count_is_outside_exactly_when_its_poisson_tail_is_smaller_than_the_chance(size: float, rate: float) -> None:
    bounds = alike(int(size), rate, "rate").bounds(size)
    counts = np.arange(4 * rate * size + 60)
    assert ((counts / size > bounds.high998) == (poisson.sf(counts - 1, rate * size) < CHANCE)).all()
    assert ((counts / size < bounds.low998) == (poisson.cdf(counts, rate * size) < CHANCE)).all()


def test_where_organisations_differ_tails_are_those_of_the_mixed_distributions() -> None:
    sizes = [200] * 12
    share = found_in([60 + 12 * (at % 5 - 2) for at in range(12)], sizes)
    middle, between = share.middle, share.between
    assert between > 0
    strength = middle * (1 - middle) / between - 1
    counts = np.arange(201)
    above = betabinom.sf(counts - 1, 200, strength * middle, strength * (1 - middle))
    assert ((counts / 200 > share.bounds(200).high998) == (above < CHANCE)).all()
    rate = found_in([60 + 20 * (at % 5 - 2) for at in range(12)], sizes, "rate")
    mean, shape = rate.middle * 200, rate.middle**2 / rate.between
    counts = np.arange(400)
    above = nbinom.sf(counts - 1, shape, shape / (shape + mean))
    assert ((counts / 200 > rate.bounds(200).high998) == (above < CHANCE)).all()


def test_bounds_narrow_with_size_and_hold_the_middle() -> None:
    found = alike(400, 0.2)
    bounds = [found.bounds(size) for size in (20, 80, 320, 1280, 5120)]
    widths = [one.high998 - one.low998 for one in bounds]
    assert widths == sorted(widths, reverse=True)
    for one in bounds:
        assert 0 <= one.low998 <= one.low95 <= 0.2 <= one.high95 <= one.high998 <= 1


def test_the_middle_is_the_ratio_of_sums_and_not_the_mean_of_ratios() -> None:
    found = found_in([5, 5, 5, 5, 500], [10, 10, 10, 10, 10_000])
    assert found.middle == pytest.approx(520 / 10_040)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("deviation", [0.0, 0.03, 0.1])
def test_in_worlds_where_nobody_is_different_few_stand_out(kind: Kind, deviation: float) -> None:
    """True figures differ by chance, or also between organisations: either way hardly anybody stands out."""
    outside = everybody = 0
    random = np.random.default_rng(7)
    for _ in range(60):
        sizes = np.exp(random.uniform(math.log(30), math.log(800), 15)).round()
        if kind == "proportion":
            true = np.full(15, 0.3)
            if deviation:
                strength = 0.3 * 0.7 / deviation**2 - 1
                true = random.beta(0.3 * strength, 0.7 * strength, 15)
            counts = random.binomial(sizes.astype(int), true)
        else:
            true = np.full(15, 0.3) if not deviation else random.gamma(0.09 / deviation**2, deviation**2 / 0.3, 15)
            counts = random.poisson(true * sizes)
        found = found_in([float(one) for one in counts], [float(one) for one in sizes], kind)
        outside += sum(one.place in ("above", "below") for one in found.standings)
        everybody += len(found.standings)
    assert outside / everybody < 0.008


def test_without_widening_many_would_stand_out_where_organisations_differ() -> None:
    random = np.random.default_rng(3)
    sizes = np.full(15, 600)
    counts = random.binomial(sizes, random.beta(6, 14, 15))
    found = found_in([float(one) for one in counts], [float(one) for one in sizes])
    plain = Comparison("proportion", found.middle, 1.0, 0.0, ()).bounds(600)
    naive = sum(not plain.low998 <= one.peer.value <= plain.high998 for one in found.standings)
    assert naive >= 5
    assert sum(one.place in ("above", "below") for one in found.standings) == 0
    assert found.phi > 5


@pytest.mark.parametrize(("count", "place"), [(150, "above"), (30, "below")])
def test_one_that_is_different_is_found_and_does_not_excuse_itself(count: int, place: str) -> None:
    random = np.random.default_rng(11)
    counts = [float(one) for one in random.binomial(300, 0.3, 14)]
    found = found_in([*counts, count], [300.0] * 15)
    assert found.standings[-1].place == place
    assert {one.place for one in found.standings[:-1]} <= {"within", "edge"}


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=FEWEST, max_size=12), st.randoms())
def test_the_order_of_organisations_does_not_matter(given_: list[tuple[int, int]], random: object) -> None:
    peers = [Peer(f"r{at}", float(count), float(size)) for at, (count, size) in enumerate(given_)]
    turned = list(peers)
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, other = compare(peers, "proportion"), compare(turned, "proportion")
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        places = {each.peer.name: each.place for each in one.standings}
        assert places == {each.peer.name: each.place for each in other.standings}
        assert one.middle == other.middle


def test_there_is_nothing_to_compare_with_four_or_when_nothing_differs() -> None:
    assert compare(peers_of([1] * 4, [10] * 4), "proportion") is None
    assert compare(peers_of([0] * 6, [10] * 6), "proportion") is None
    assert compare(peers_of([10] * 6, [10] * 6), "proportion") is None
    assert compare(peers_of([0] * 6, [10] * 6), "rate") is None


@pytest.mark.parametrize(("count", "size"), [(1, 0), (-1, 10), (11, 10), (math.nan, 10), (1, math.nan)])
def test_what_is_no_part_of_a_whole_is_refused(count: float, size: float) -> None:
    with pytest.raises(ValueError, match="r5"):
        compare([*peers_of([1] * 5, [10] * 5), Peer("r5", count, size)], "proportion")


def test_a_known_variance_between_is_estimated_near_the_truth() -> None:
    """Known truth: normal figures with a standard deviation of 3 between and of 1 to 4 within."""
    random = np.random.default_rng(5)
    estimates = []
    for _ in range(80):
        within = random.uniform(1, 16, 40)
        values = 10 + random.normal(0, 3, 40) + random.normal(0, np.sqrt(within))
        estimates.append(overdispersion(values, within, 10.0)[1])
    assert np.mean(estimates) == pytest.approx(9, rel=0.1)
