"""Which assumptions decide an answer, and which measurement would narrow it most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from toc.assessment import Assessment
from toc.comparison import NEVER_MEASURED, foundation, organisation_of, title_of
from toc.declared import Text
from toc.errors import Finding, FindingsError, Severity, did_you_mean
from toc.frames import SENSITIVITY, check_frame, empty_frame
from toc.propagation.flow import flow
from toc.propagation.network import Network, Push
from toc.propagation.spread import Array, certainly
from toc.propagation.weight import Weighed, Weights, weigh
from toc.scenario import Scenario
from toc.what_if import Ground, WhatIf, what_if
from toc.words import say

STANDARD = 1.1
"""Without a scenario everything at the start of the chain is a tenth more, to see what counts on the way."""

OF_LITTLE_ACCOUNT = 0.05
"""Numbers with a smaller part in the variance are said to hardly matter."""


@dataclass(frozen=True)
class Sensitivity:
    """What decides the answer on one measure."""

    what_if: WhatIf
    measure: str
    year: int
    of: str
    """``change`` (in percent of what is expected anyway, or in the measure's unit) or ``level``."""

    unit: str
    """``percent`` for a change in percent, else the unit of the measure."""

    obstacle: Text | None
    """Why there is no answer."""

    weights: Weights | None
    table: pd.DataFrame
    """Columns of ``frames.SENSITIVITY``, the number that decides most first."""

    headline: tuple[Text, ...]
    standard: bool
    """Whether the standard push was taken, as no scenario was named."""

    assessment: Assessment
    """What is known."""


def sensitivity(
    assessment: Assessment,
    measure: str,
    *,
    scenario: Scenario | None = None,
    organisation: str | None = None,
    year: int | None = None,
    of: str = "change",
) -> Sensitivity:
    """Weigh the uncertain numbers behind the answer on one measure.

    Args:
        assessment: what is known.
        measure: an indicator, or an element without one.
        scenario: what is done; without one everything at the start of the chain is a tenth more.
        organisation: whose answer it is; the default is the top of the tree.
        year: the default is the last horizon.
        of: ``change`` or ``level``.

    Raises:
        FindingsError: there is no such measure or organisation, ``of`` is something else, or the scenario does not
            fit.
    """
    if of not in ("change", "level"):
        raise FindingsError([Finding("sensitivity.of", Severity.ERROR, say("cli.bad_of", given=of))])
    one = what_if(assessment, scenario, organisation_of(assessment.theory, organisation))
    name = _known(one, measure)
    standard = scenario is None
    if standard:
        one = _pushed(one, name)
    when = year if year is not None else one.network.years[-1]
    if when not in one.network.years[1:]:
        years = (one.network.years[1], one.network.years[-1])
        message = say("sensitivity.year", year=when, first=years[0], last=years[1])
        raise FindingsError([Finding("sensitivity.year", Severity.ERROR, message)])
    title = title_of(one.theory, name)
    kind = one.network.plan.kinds.get(name)
    if kind is None or (of == "level" and kind != "level"):
        why = say("sensitivity.untouched" if kind is None else "sensitivity.no_level", measure=title)
        return Sensitivity(one, name, when, of, "", why, None, empty_frame(SENSITIVITY), (), standard, assessment)
    indicator = one.theory.indicator_by_id.get(name)
    points = of == "change" and kind != "relative"
    unit = (indicator.unit if indicator is not None else "") if points or of == "level" else "percent"
    turn = -1.0 if indicator is not None and indicator.ascending is False and of == "change" else 1.0
    numbers = _bearing(one, name)
    answer = _Answer(one.network, name, one.network.years.index(when), of, points)
    weights = weigh(answer, numbers, assessment.seed, turn)
    table = _table(one, weights)
    headline = (*foundation(one, name), *_headline(one, title, when, weights, of))
    return Sensitivity(one, name, when, of, unit, None, weights, table, headline, standard, assessment)


def _known(one: WhatIf, measure: str) -> str:
    if measure in one.network.measures:
        return measure
    element = one.theory.element_by_id.get(measure)
    if element is not None and element.indicators:
        return element.indicators[0]
    near = did_you_mean(measure, one.network.measures)
    message = say("sensitivity.no_measure_near" if near else "sensitivity.no_measure", name=measure, near=near)
    raise FindingsError([Finding("sensitivity.no_measure", Severity.ERROR, message)])


def _pushed(one: WhatIf, measure: str) -> WhatIf:
    """The same with everything at the start of the chains to one measure a tenth more, from the second year on."""
    upstream = {measure}
    arrows = [arrow for arrow in one.network.arrows if arrow.form is not None]
    while more := {arrow.start for arrow in arrows if arrow.end in upstream} - upstream:
        upstream |= more
    starts = [name for name in one.network.measures if name in upstream and not any(a.end == name for a in arrows)]
    years = np.array(one.network.years, dtype=float)
    active, since = (years > years[0]).astype(float), years - years[0] - 0.5
    pushes = [Push(f"standard:{name}", name, "factor", certainly(STANDARD), active, since) for name in starts]
    network = Network(one.network.years, one.network.measures, one.network.arrows, pushes)
    grounds = _all_grounds(one, network)
    return replace(one, network=network, grounds=grounds)


def _all_grounds(one: WhatIf, network: Network) -> dict[str, Ground]:
    return {name: ground for name, ground in one.all_grounds.items() if name in set(network.numbers)}


def _bearing(one: WhatIf, measure: str) -> list[str]:
    """Numbers that can have a part in the answer: those on the way to the measure, and levels of what lies there."""
    behind = {ground.name for ground in one.behind(measure)}
    on_the_way = set(one.network.plan.behind(measure))
    levels = {
        course.name
        for name in on_the_way
        for course in (one.network.measures[name].base, one.network.measures[name].other)
        if course is not None
    }
    return [name for name in one.network.numbers if name in behind or name in levels]


@dataclass(frozen=True)
class _Answer:
    """The answer as a function of normal scores, in the direction of the figures themselves."""

    network: Network
    measure: str
    column: int
    of: str
    points: bool

    def __call__(self, scores: dict[str, Array]) -> Array:
        state = flow(self.network, scores)[self.measure]
        if self.of == "level":
            return state.value[:, self.column]
        if self.points:
            return state.difference[:, self.column]
        return 100 * np.expm1(state.log_factor[:, self.column])


def _table(one: WhatIf, weights: Weights) -> pd.DataFrame:
    records = [_record(one, weighed) for weighed in weights.numbers]
    return check_frame(pd.DataFrame(records), SENSITIVITY, "sensitivity") if records else empty_frame(SENSITIVITY)


def _record(one: WhatIf, weighed: Weighed) -> dict[str, object]:
    ground = one.grounds[weighed.name]
    return {
        "number": weighed.name, "kind": ground.kind, "id": ground.id, "title": ground.title, "basis": ground.basis,
        "verdict": ground.verdict, "at_low": weighed.at_low, "at_high": weighed.at_high, "swing": weighed.swing,
        "first": weighed.first, "first_error": weighed.first_error, "total": weighed.total,
        "total_error": weighed.total_error, "narrower": weighed.narrower, "worth": weighed.worth,
        "measure": measurement_for(one, ground),
    }  # fmt: skip


def measurement_for(one: WhatIf, ground: Ground) -> Text:
    """What one would measure to know a number better."""
    theory = one.theory
    if ground.kind in ("course", "projection"):
        return say("sensitivity.measure.again", measure=title_of(theory, ground.id))
    if ground.kind == "size":
        return say("sensitivity.measure.size", title=ground.title)
    link = theory.link_by_id[ground.id]
    ends = {arrow.name: (arrow.start, arrow.end) for arrow in one.network.arrows}
    start, end = (title_of(theory, name) for name in ends[link.id])
    if ground.kind == "lag":
        return say("sensitivity.measure.lag", link=link.id, start=start, end=end)
    code = "unmeasured" if ground.verdict in NEVER_MEASURED else "measured"
    return say(f"sensitivity.measure.{code}", link=link.id, start=start, end=end)


def _headline(one: WhatIf, title: Text, year: int, weights: Weights, of: str) -> tuple[Text, ...]:
    decisive = [weighed for weighed in weights.numbers if weighed.total >= OF_LITTLE_ACCOUNT]
    if not decisive:
        return (say("sensitivity.nothing", measure=title, year=year),)
    first = decisive[0]
    ground = one.grounds[first.name]
    said = [say(f"sensitivity.most.{ground.kind}", measure=title, year=year, title=ground.title, part=first.total)]
    others = _others(one, decisive[1:4])
    if others:
        said.append(say("sensitivity.then", titles=others))
    useful = max(weights.numbers, key=lambda weighed: weighed.narrower)
    if useful.narrower >= 0.01:
        said.append(
            say("sensitivity.narrower", part=useful.narrower, what=measurement_for(one, one.grounds[useful.name]))
        )
    if of == "level":  # a level is not something to do or leave
        return tuple(said)
    best = max(weights.numbers, key=lambda weighed: weighed.worth)
    if best.worth > 1e-6 * max(abs(weights.mean), weights.sd):
        said.append(say("sensitivity.worth", title=one.grounds[best.name].title, wrong=weights.wrong))
    else:
        said.append(say("sensitivity.no_worth", wrong=weights.wrong))
    return tuple(said)


def _others(one: WhatIf, weighed: Sequence[Weighed]) -> list[Text]:
    return [say(f"sensitivity.name.{one.grounds[w.name].kind}", title=one.grounds[w.name].title) for w in weighed]
