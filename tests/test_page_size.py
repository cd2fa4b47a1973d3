"""A page of fifteen organisations and sixty indicators stays small enough to be sent by mail."""

from datetime import date

import numpy as np
import pytest
from fictional_programme.small import element, indicator, numbered, row, theory_of, tree_of

import toc
from toc.assessment import Assessment
from toc.provenance import Document
from toc.report.html import write_html
from toc.report.view import view
from toc.report.what_ifs import weigh_what_ifs, what_ifs_of
from toc.target import Target

ORGANISATIONS, INDICATORS, LINKS = 15, 60, 80
LEVELS = ("input", "activity", "output", "outcome", "impact")
YEARS = range(2023, 2028)
LARGEST = 6_000_000


@pytest.fixture(scope="module")
def large() -> Assessment:
    """Sixty elements of twelve a level, eighty links to the next level, five years of every organisation."""
    rng = np.random.default_rng(5)
    names = [f"count{at:02d}" for at in range(INDICATORS)]
    level = {name: LEVELS[at * len(LEVELS) // INDICATORS] for at, name in enumerate(names)}
    title = {name: f"Number of learning trajectories of kind {at}" for at, name in enumerate(names)}
    parts = {f"hip{at:02d}": "coast" for at in range(ORGANISATIONS)}
    chain = [{"id": f"E{name}", "level": level[name], "title": title[name], "indicators": [name], "sources": ["LOG:1"]}
             for name in names]  # fmt: skip
    pairs = [(start, end) for start in names for end in names
             if LEVELS.index(level[end]) == LEVELS.index(level[start]) + 1]  # fmt: skip
    chosen = sorted(rng.choice(len(pairs), size=LINKS, replace=False))
    links = [{"id": f"L{at}", "from": f"E{pairs[one][0]}", "to": f"E{pairs[one][1]}"} for at, one in enumerate(chosen)]
    targets = [Target.model_validate({"id": f"t{name}", "indicator": name, "organisation": "coast", "year": 2030,
                                      "value": 4000, "basis": "annual", "owner": "Office", "source": "LOG:1"})
               for name in names[::3]]  # fmt: skip
    theory = theory_of(
        [element(name, title=title[name], reported_by=("region",), reported_from=2023) for name in names],
        [indicator(name, title=title[name], level=level[name]) for name in names],
        tree=tree_of(parts), rounds=YEARS, chain=chain, links=links, targets=tuple(targets),
        documents=(Document(id="LOG", title="Log", publisher="Office", known_on=date(2020, 1, 1)),),
    )  # fmt: skip
    rows = [row(part, name, year, int(100 + 10 * (year - 2023) + rng.normal(0, 8)))
            for part in parts for name in names for year in YEARS]  # fmt: skip
    return toc.assess(theory, numbered(rows), as_of=date(2028, 3, 1))


def test_a_large_page_in_two_languages_stays_small(large: Assessment) -> None:
    weighed = weigh_what_ifs(large, ())
    views = [view(large, language) for language in ("nl", "en")]
    page = write_html(*views, what_ifs={one: what_ifs_of(weighed, one) for one in ("nl", "en")})
    assert len(page.encode()) <= LARGEST
    assert page.count('class="page indicator"') == 2 * INDICATORS
    assert page.count('class="page part"') == 2 * ORGANISATIONS
    assert page.count('data-kind="multiples"') == 2 * INDICATORS


def test_sixty_elements_and_eighty_links_stay_readable(large: Assessment) -> None:
    """No card lies on another, and no letter of a verdict on a card; the layout is told in ``test_report``."""
    picture = view(large, "nl").picture
    assert len(picture.cards) == INDICATORS
    assert len(picture.arrows) == LINKS
    assert {arrow.letter for arrow in picture.arrows} != {""}
