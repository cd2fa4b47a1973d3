"""What stands behind the verdict on one link, in sentences: what was expected, what it rests on, how firm it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toc.declared import Text
from toc.indicator import Indicator
from toc.linking.chains import UNKNOWN
from toc.result_chain import CausalLink
from toc.theory import Theory
from toc.words import say, say_of_link

Row = Mapping[str, Any]
"""One row of the table of verdicts (``frames.VERDICTS``)."""

Z90 = 1.645
"""Standard errors on either side of an interval of 90 %."""

PARTS = {"tenth": 0.1, "fifth": 0.2, "quarter": 0.25, "third": 1 / 3, "half": 0.5}
"""Parts that have a word of their own."""

NEAR = 0.02
"""How far a part may be from one that has a word."""

PANELS = ("P0", "P2", "P3")
SERIES = ("N2", "N3")

TOGETHER = frozenset({"translating", "weak", "leaning_translating", "inconclusive"})
"""Verdicts of which the figures may hold something that moves with the output."""

STRENGTH: Mapping[tuple[str, str], str] = {
    ("translating", "D"): "strong",
    ("translating", "P"): "moderate",
    ("translating", "N"): "weak",
    ("weak", "D"): "moderate",
    ("weak", "P"): "weak",
    ("leaning_translating", "D"): "weak",
    ("leaning_translating", "P"): "weak",
    ("leaning_translating", "N"): "weak",
}
"""How strong the story of a contribution is, by verdict and kind of figures (D: a comparison with those who did not
take part; P: organisations side by side; N: one series); everything else is no story. After contribution analysis
(Mayne, 2001, Canadian Journal of Program Evaluation 16): a story is as strong as the alternatives it leaves out."""


@dataclass(frozen=True)
class Told:
    """One sentence, and those that stand under it."""

    text: Text
    parts: tuple[Told, ...] = ()


def strength(tier: str, verdict: str, cap: str | None = None) -> str:
    """``strong``, ``moderate``, ``weak`` or ``none``; a failed placebo leaves no more than a weak story."""
    found = STRENGTH.get((verdict, tier[:1]), "none")
    return "weak" if cap == "placebo" and found != "none" else found


def rivals(tier: str, verdict: str, survey: bool) -> tuple[str, ...]:
    """Other explanations that such figures leave open, each only where it can apply: names of sentences.

    Organisations side by side share the years, so what struck all of them alike is taken off already; one series has
    nothing to be held against. That strong organisations do more and do better can explain what moves together, not
    what stays behind. Nothing is to be explained where a link was not judged or not put to the test.
    """
    if verdict in UNKNOWN or verdict == "not_exercised":
        return ()
    found = ["rival.years"] if tier in SERIES else ["rival.region"] if tier in PANELS else []
    if tier in PANELS and verdict in TOGETHER:
        found.append("rival.strong")
    return (*found, *(["rival.answers"] if survey else []))


def usual_rule(naive: bool | None) -> Text:
    """What "output up, outcome not significantly changed" would say of a link."""
    if naive is None or (isinstance(naive, float) and math.isnan(naive)):
        return say("usual.none")
    return say("usual.accuses" if naive else "usual.silent")


def differs_from_usual(row: Row) -> str | None:
    """How the usual rule differs from the verdict: ``accuses`` where it accuses a link that is no shown gap, ``silent``
    where it has no objection to one that is shown or open; None where they agree, or where the rule says nothing.
    """
    naive, gap = row["naive"], row["gap"]
    if not isinstance(naive, bool):
        return None
    if naive:
        return None if gap == "shown" else "accuses"
    return "silent" if gap in ("shown", "unproven") else None


def failure_words(row: Row) -> Text | None:
    """Which kind of thing went wrong, in words, after what is seen; None where nothing did.

    Where the output is there and the outcome is not as expected, the words tell apart an outcome that follows in part,
    one that does not follow, one that seems not to, and one that went the other way.
    """
    failure = row["failure"]
    if not isinstance(failure, str):
        return None
    if failure != "theory":
        return _say_of(row, f"failure.{failure}")
    if row["verdict"] == "weak" and not math.isnan(row["ratio"]):
        return _say_of(row, "failure.theory.weak", part=part_words(row["ratio"]))
    if row["verdict"] == "contradicting":
        return _say_of(row, "failure.theory.worse" if _got_worse(row["evidence"]) else "failure.theory.other_way")
    return _say_of(row, "failure.theory.leaning" if row["verdict"] == "leaning_stalled" else "failure.theory")


def _say_of(row: Row, code: str, **values: Any) -> Text:
    """A sentence on the link of a row, in words that go no further than its claim and its figures."""
    return say_of_link(code, row["claim"], row["tier"], **values)


def part_words(part: float) -> Text:
    """A part of one as people say it: a quarter, a third; else as a percentage."""
    near = [name for name, value in PARTS.items() if abs(part - value) <= NEAR]
    return say(f"part.{near[0]}") if near else say("part.percent", part=part)


def _got_worse(evidence: Mapping[str, Any]) -> bool:
    """Whether the outcome itself went against what was expected, while the output rose."""
    output, outcome, expectation = (evidence[name] for name in ("output_change", "outcome_change", "expectation"))
    if output is None or outcome is None or expectation is None or not expectation["expected_change"]:
        return False
    return bool(output["mean"] > 0 and outcome["mean"] * expectation["expected_change"] < 0)


def seen_in_short(row: Row) -> Text | None:
    """What is seen of what was expected, in one sentence; None where T was not estimated."""
    value, low, high = row["ratio"], row["lower90"], row["upper90"]
    if value is None or math.isnan(value):
        return None
    code = "seen" if value > 0 else "seen_against" if high < 0 else "seen_nothing"
    return _say_of(row, f"story.{code}", value=value, low=low, high=high)


def story_of(theory: Theory, row: Row) -> tuple[Told, ...]:
    """Everything that a verdict rests on, in the order in which a doubtful reader would ask."""
    link = theory.link_by_id[row["link"]]
    teller = _Teller(theory, link, row, row["evidence"])
    return tuple(teller.tell())


@dataclass(frozen=True)
class _Teller:
    theory: Theory
    link: CausalLink
    row: Row
    evidence: Mapping[str, Any]

    def tell(self) -> Iterator[Told]:
        """All sentences."""
        failure = failure_words(self.row)
        if failure is not None:
            yield Told(self._say("story.failure", failure=failure))
        yield from self._expected()
        yield from self._ratio()
        if not (self.row["verdict"] in UNKNOWN and not self.evidence["basis"]["figures"]):
            yield from self._basis()
        yield from self._survey()
        checks = tuple(Told(text) for text in self._checks())
        if checks:
            yield Told(self._say("story.checks"), checks)
        if self.row["naive"] is not None:
            verdict = say(f"verdict_name.{self.row['verdict']}")
            yield Told(self._say("story.usual", answer=usual_rule(self.row["naive"]), verdict=verdict))
        if isinstance(self.row["needed"], Text):
            yield Told(self.row["needed"])
        yield from self._contribution()

    # --- Expected and seen -----------------------------------------------------------------------------------

    def _expected(self) -> Iterator[Told]:
        expectation = self.evidence["expectation"]
        if expectation is None:
            if self.link.expectation is None:
                yield Told(self._say("story.expected.none"))
            else:
                yield Told(self._declared())
            return
        parts = []
        if expectation["defaulted"]:
            parts.append(Told(self._say("story.expected.default")))
        if expectation["expected_change"] is not None:
            size = self._size(expectation["expected_change"], expectation["scale"])
            parts.append(Told(self._say("story.expected_change", size=size)))
        seen = self.evidence["outcome_change"]
        if seen is not None:
            low, high = (self._bare(seen[name], seen["scale"]) for name in ("low", "high"))
            parts.append(
                Told(self._say("story.seen_change", size=self._size(seen["mean"], seen["scale"]), low=low, high=high))
            )
        head = self._declared() if self.link.expectation is not None else self._step(expectation)
        yield Told(head, tuple(parts))

    def _declared(self) -> Text:
        declared = self.link.expectation
        assert declared is not None
        if declared.target is not None:
            shift = declared.target
            return self._say("story.expected.target", start=shift.start, to=shift.to, factor=shift.when_output,
                       unit=self._unit())  # fmt: skip
        form, value = declared.form, declared.value
        if declared.saturation is not None:
            return self._say("story.expected.saturation", most=value, unit=self._unit())
        if form in ("per_doubling", "mic"):
            return self._say(f"story.expected.{form}", size=self._size(value, "unit"))
        return self._say(f"story.expected.{form}", value=value)

    def _step(self, expectation: Mapping[str, Any]) -> Text:
        """The smallest change that matters, where nothing was declared."""
        value = expectation["value"]
        if value is None or math.isnan(value):
            return self._say("story.expected.none")
        return self._say("story.expected.mic", size=self._size(value, expectation["scale"]))

    def _ratio(self) -> Iterator[Told]:
        row = self.row
        if math.isnan(row["ratio"]):
            if row["verdict"] not in UNKNOWN:
                yield Told(self._say("story.no_ratio"))
            return
        expectation = self.evidence["expectation"]
        kappa = self.link.kappa if expectation is None else expectation["kappa"]
        parts = []
        if not math.isnan(row["below_kappa"]):
            parts.append(Told(self._say("story.below", kappa=kappa, p=row["below_kappa"])))
        if not math.isnan(row["detectable"]):
            parts.append(Told(self._say("story.detectable", detectable=row["detectable"])))
        head = self._say("story.ratio", ratio=row["ratio"], low=row["lower90"], high=row["upper90"])
        yield Told(head, tuple(parts))

    # --- What it rests on ------------------------------------------------------------------------------------

    def _basis(self) -> Iterator[Told]:
        basis = self.evidence["basis"]
        if basis["level"] is None:
            yield Told(self._say("story.basis_own", organisation=self._name(self.row["organisation"]),
                           periods=_span(basis["periods"])))  # fmt: skip
            return
        parts = [Told(_listed(self._names(basis["organisations"])))] if basis["organisations"] else []
        if basis["left_out"]:
            parts.append(Told(self._say("story.left_out", organisations=self._names(basis["left_out"]))))
        if basis["missing"]:
            parts.append(Told(self._say("story.no_figures", organisations=self._names(basis["missing"]))))
        parts += [
            Told(self._say("story.outlier", organisation=self._name(one["organisation"]), period=one["period"]))
            for one in basis["outliers"]
        ]
        level = self._level(basis["level"], len(basis["organisations"]))
        head = self._say("story.basis_panel", count=len(basis["organisations"]), level=level,
                   periods=_span(basis["periods"]), figures=basis["figures"])  # fmt: skip
        yield Told(head, (*parts, *self._composition()))

    def _composition(self) -> Iterator[Told]:
        found = self.evidence["composition"]
        if found is None:
            return
        change = self.evidence["outcome_change"]
        scale = "unit" if change is None else change["scale"]
        same, everyone = (self._size(found[name], scale) for name in ("same_units", "all_units"))
        parts = tuple(
            Told(self._say(f"story.{name}", organisations=self._names(found[name])))
            for name in ("left", "came") if found[name]
        )  # fmt: skip
        yield Told(self._say("story.composition", same=same, all=everyone), parts)

    def _survey(self) -> Iterator[Told]:
        survey = self.evidence["survey"]
        if survey is None:
            return
        parts = []
        if survey["answered"] is not None:
            parts.append(self._say("story.survey_answered", part=survey["answered"]))
        if survey["bounds"] is not None:
            low, high = survey["bounds"]
            parts.append(self._say("story.survey_bounds", low=low, high=high))
        if survey["design_effect"] is not None and survey["design_effect"] > 1:
            parts.append(self._say("story.survey_deff", part=1 / survey["design_effect"]))
        if survey["sd_assumed"]:
            parts.append(self._say("story.survey_sd"))
        yield Told(self._say(f"story.survey.{survey['grade']}"), tuple(Told(part) for part in parts))

    # --- How firm it is --------------------------------------------------------------------------------------

    def _checks(self) -> Iterator[Text]:
        evidence = self.evidence
        if evidence["cap"] is not None and evidence["uncapped"] is not None:
            verdict = say(f"verdict_name.{evidence['uncapped']}")
            yield self._say(f"story.cap.{evidence['cap']}", verdict=verdict)
        if evidence["T"] is not None:
            yield from self._movements()
        if evidence["leave_one_out"] is not None:
            low, high = evidence["leave_one_out"]
            yield self._say("story.leave_one_out", low=low, high=high)
        two_way = evidence["two_way"]
        if two_way is not None:
            estimate, half = two_way["estimate"], Z90 * two_way["error"]
            yield self._say("story.two_way", estimate=estimate, low=estimate - half, high=estimate + half)
            if two_way["differs"]:
                yield self._say("story.two_way_differs")
        if len(evidence["lags"]) > 1:
            for one in evidence["lags"]:
                yield self._say("story.lag", lag=one["lag"], estimate=one["estimate"], low=one["low"], high=one["high"])

    def _movements(self) -> Iterator[Text]:
        found, tipping = self.evidence["T"], self.evidence["tipping"]
        change = self.evidence["outcome_change"]
        scale = "unit" if change is None else change["scale"]
        code = "story.shock" if found["shock_declared"] else "story.shock_assumed"
        yield self._say(code, size=self._size(found["shock_sd"], scale))
        if tipping is None:
            yield self._say("story.no_tipping")
        else:
            verdict = say(f"verdict_name.{tipping['verdict']}")
            yield self._say("story.tipping", verdict=verdict, size=self._size(tipping["shock_sd"], scale))

    def _contribution(self) -> Iterator[Told]:
        if self.row["verdict"] in UNKNOWN:
            return
        tier, verdict = self.row["tier"], self.row["verdict"]
        if self.row["claim"] != "association":
            found = strength(tier, verdict, self.evidence["cap"])
            yield Told(self._say("story.strength", strength=say(f"strength.{found}")))
        others = rivals(tier, verdict, self.evidence["survey"] is not None)
        if others:
            yield Told(self._say("story.rivals"), tuple(Told(say(code)) for code in others))

    # --- Words -----------------------------------------------------------------------------------------------

    def _say(self, code: str, **values: Any) -> Text:
        return _say_of(self.row, code, **values)

    def _outcome(self) -> Indicator | None:
        names = (self.evidence["outcome_indicator"], self.link.outcome_indicator,
                 *self.theory.element_by_id[self.link.to].indicators)  # fmt: skip
        return next((self.theory.indicator_by_id[name] for name in names if isinstance(name, str)), None)

    def _unit(self) -> Text:
        outcome = self._outcome()
        return Text(nl="", en="") if outcome is None else self.theory.unit_titles[outcome.unit]

    def _size(self, change: float, scale: str) -> Text:
        """A change of the outcome: percentage points of a share, points of a score, else its unit or a percentage."""
        outcome = self._outcome()
        unit = outcome.unit if outcome is not None else ""
        if scale == "percent":
            return say(
                "verdict.size.percent_of" if abs(change) >= 0.1 else "verdict.size.percent_of_small", size=change
            )
        if unit in ("percent", "fraction"):
            return say("verdict.size.points", size=change * (100 if unit == "fraction" else 1))
        if unit.startswith("score"):
            return say("verdict.size.score", size=change)
        return say("verdict.size.unit", size=change, unit=self._unit())

    def _bare(self, change: float, scale: str) -> Text:
        """The same without its unit; a percentage keeps its sign."""
        if scale == "percent":
            return self._size(change, scale)
        outcome = self._outcome()
        return say(
            "verdict.size.bare", size=change * (100 if outcome is not None and outcome.unit == "fraction" else 1)
        )

    def _name(self, organisation: str) -> Text:
        return self.theory.organisations.by_id[organisation].title

    def _names(self, organisations: Sequence[str]) -> list[Text]:
        return [self._name(one) for one in organisations]

    def _level(self, name: str, count: int) -> Text:
        level = next(one for one in self.theory.organisations.levels if one.id == name)
        return level.title if count == 1 else level.plural


def _listed(names: Sequence[Text]) -> Text:
    return Text(nl="; ".join(name.nl for name in names), en="; ".join(name.en for name in names))


def _span(periods: Sequence[str]) -> str:
    """Periods from first to last."""
    return periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}" if periods else "–"
