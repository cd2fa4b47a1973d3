"""What is reported (data elements) and what is computed from it (indicators)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from toc.declared import Declared, Number, Text
from toc.formula import parse
from toc.period import FirstDay, LastDay, PeriodLabel
from toc.provenance import SourceRef
from toc.records import FromRecords

Identifier = Field(pattern=r"^[a-z][a-z0-9_]*$")


class Level(StrEnum):
    """The five levels of a results chain (OECD-DAC)."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


LEVEL_ORDER: tuple[Level, ...] = tuple(Level)


class Kind(StrEnum):
    """What a reported figure measures in time."""

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"
    YEAR_TO_DATE = "year_to_date"


class OverTime(StrEnum):
    """How figures of one organisation combine into a longer period."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    MAX = "max"
    NONE = "none"


class OverOrganisations(StrEnum):
    """How figures of parts combine into their parent."""

    SUM = "sum"
    DISTINCT = "distinct"
    MAX = "max"
    WEIGHTED_MEAN = "weighted_mean"
    NONE = "none"


class OverDisaggregation(StrEnum):
    """How figures per category combine into a total."""

    SUM = "sum"
    NONE = "none"


class Survey(Declared):
    """How a figure was obtained by asking people."""

    instrument: Text
    """The questionnaire, for example "mkb-evaluatie 2024"."""

    wording: Text | None = None
    """The question as asked, if it is known."""

    answered_by: Text
    """Who answered, and how they came to answer."""

    measures: Literal["fact", "perception", "intention"]
    """`fact` = a count or measurement; `perception` = what people think; `intention` = what they plan."""

    representativeness: Literal["A", "B", "C"]
    """A = probability sample with 60 % response or more; B = known frame and post-stratified; C = unknown."""

    coverage_note: Text | None = None
    """Words on which part of the population answered."""

    icc: Number | None = Field(default=None, ge=0, le=1)
    """How alike answers within one organisation are (intraclass correlation, 0 to 1); empty means 0.02."""

    design_effect: Number | None = Field(default=None, ge=1)
    """How much larger the variance is because respondents come in groups or are weighted, where it was reported; empty
    means that it follows from `icc` and the number of respondents per organisation."""

    answer_sd: Number | None = Field(default=None, gt=0)
    """Standard deviation of the answers to a score, where it was reported; empty means 0.9 on a scale of 1 to 5."""


class NotApplicable(Declared):
    """An organisation that never has this figure, as opposed to one that did not report it."""

    organisation: str
    """Which organisation."""

    reason: Text
    """Why it does not apply."""

    since: FirstDay | None = None
    """First day that it does not apply; empty means from the start."""

    until: LastDay | None = None
    """Last day that it does not apply; empty means still."""


class Concordance(Declared):
    """An old category that became another one on a day."""

    dimension: str
    """Which dimension."""

    old: str
    """Category before."""

    new: str
    """Category from that day on."""

    since: FirstDay
    """The day."""


_LEVEL_RULES: dict[str, tuple[OverOrganisations, ...]] = {
    "sum": (OverOrganisations.SUM,),
    "count": (OverOrganisations.SUM,),
    "count_distinct": (OverOrganisations.DISTINCT,),
    "mean": (OverOrganisations.NONE,),
    "ratio": (OverOrganisations.NONE,),
    "weighted_mean": (OverOrganisations.NONE,),
    "min": (OverOrganisations.NONE,),
    "max": (OverOrganisations.MAX, OverOrganisations.NONE),
    "last": (OverOrganisations.SUM, OverOrganisations.MAX, OverOrganisations.NONE),
}
"""How figures of parts may combine, by how they were aggregated from records. What does not combine is computed at
each level from the records themselves."""


class DataElement(Declared):
    """What is reported. A computed figure is an indicator, never a data element."""

    id: str = Identifier
    """Name used in formulas and in the data files."""

    title: Text
    """What is counted or measured."""

    unit: str
    """Unit, for example `companies`, `EUR million`, `hours`, `percent`, `score 1-5`."""

    kind: Kind
    """`flow` (in this period), `stock` (on a date), `cumulative` (since the start) or `year_to_date`."""

    over_time: OverTime
    """How periods combine: `sum`, `last`, `mean`, `max` or `none`."""

    over_organisations: OverOrganisations
    """How organisations combine: `sum`, `distinct`, `max`, `weighted_mean` or `none`."""

    over_disaggregation: OverDisaggregation
    """How categories combine: `sum`, or `none` when categories may overlap or are not complete."""

    missing: Text
    """What counts as missing, in words."""

    reported_by: tuple[str, ...]
    """Levels of organisation that must report it (for example `[hip]`); empty when nobody is asked yet."""

    reported_from: PeriodLabel
    """First period that must be reported."""

    weight: str | None = None
    """Data element that weighs organisations, needed with `weighted_mean`."""

    coverage_weight: str | None = None
    """Data element that says how large an organisation is; coverage is then given by weight too."""

    counts: Literal["gross", "net_extra"] = "gross"
    """`gross` = all of them; `net_extra` = only what is new compared with `above`."""

    above: Text | None = None
    """With `net_extra`: the baseline above which is counted."""

    above_baseline: str | None = None
    """With `net_extra`: id of that baseline, when its value is known."""

    prices: str | None = Field(default=None, pattern=r"^(current|constant \d{4})$")
    """For money: `current` prices (as paid), or `constant 2020` (converted to the prices of a year). A formula that
    mixes them is reported."""

    disaggregations: dict[str, tuple[str, ...]] = {}
    """Dimensions and their categories, for example `{action_line: [talent, llo]}`."""

    category_titles: dict[str, Text] = {}
    """How categories are written for a reader; a category without a title is written as it is."""

    parts_tolerance: Number = Field(default=0.0, ge=0)
    """How far categories may sum to another total before that is reported, as a part of the total."""

    may_be_negative: bool = False
    """`true` when a figure below zero is possible, as a result in euros is; a count never is."""

    concordances: tuple[Concordance, ...] = ()
    """Categories that were replaced by others; old data are kept."""

    not_applicable: tuple[NotApplicable, ...] = ()
    """Organisations that never have this figure."""

    personal: bool = False
    """`true` when it counts people or companies so few that they could be recognised in a published report."""

    parent_figure: Literal["reported", "computed"] = "reported"
    """Which one counts when an organisation reports its own figure beside that of its parts."""

    survey: Survey | None = None
    """Filled in when the figure comes from a questionnaire."""

    from_records: FromRecords | None = None
    """Filled in when the figure is aggregated from records (`records.yaml`) instead of being reported."""

    sources: tuple[SourceRef, ...] = ()
    """Where its definition comes from."""

    @model_validator(mode="after")
    def _weight_when_needed(self) -> Self:
        if (self.over_organisations is OverOrganisations.WEIGHTED_MEAN) != (self.weight is not None):
            raise ValueError(
                "`weight` hoort bij `over_organisations: weighted_mean` en alleen daarbij"
                "\0`weight` goes with `over_organisations: weighted_mean` and only with it"
            )
        return self

    @model_validator(mode="after")
    def _adds_up_as_its_aggregate(self) -> Self:
        given = self.from_records
        if given is None:
            return self
        allowed = _LEVEL_RULES[given.aggregate]
        if self.over_organisations not in allowed:
            names = " of ".join(f"`{one}`" for one in allowed)
            raise ValueError(
                f"`{given.aggregate}` uit records vraagt `over_organisations`: {names}"
                f"\0`{given.aggregate}` from records needs `over_organisations`: {names.replace(' of ', ' or ')}"
            )
        adds_up = given.aggregate in ("sum", "count", "last")
        if not adds_up and (self.over_time is OverTime.SUM or self.over_disaggregation is OverDisaggregation.SUM):
            raise ValueError(
                f"`{given.aggregate}` telt niet op: `over_time` en `over_disaggregation` zijn dan niet `sum`"
                f"\0`{given.aggregate}` does not add up: `over_time` and `over_disaggregation` are not `sum` then"
            )
        if unknown := sorted(set(given.by) - set(self.disaggregations)):
            raise ValueError(
                f"`by` noemt `{unknown[0]}`, dat niet onder `disaggregations` staat"
                f"\0`by` names `{unknown[0]}`, which is not under `disaggregations`"
            )
        return self


class MeansOfVerification(Declared):
    """How and how often a figure is checked or collected."""

    method: Text
    """Instrument or register."""

    frequency: Text | None = None
    """How often."""

    owner: str | None = None
    """Who collects it."""


class Code(Declared):
    """The same indicator in somebody else's list."""

    scheme: Literal["sdg", "iati", "iris", "cids", "cbs"]
    """The list."""

    code: str
    """Code in that list."""


class Band(Declared):
    """A range in which the indicator should lie."""

    low: Number
    """Lower edge, in the indicator's unit."""

    high: Number
    """Upper edge, in the indicator's unit."""


class Indicator(Declared):
    """What is computed from data elements and held against baselines and targets."""

    id: str = Identifier
    """Name used in the theory, in targets and in results."""

    title: Text
    """Name that a reader sees."""

    definition: Text | None = None
    """What it measures exactly, and what not."""

    level: Level
    """Place in the results chain."""

    unit: str
    """Unit of the value; `percent` only where the numerator is part of the denominator."""

    formula: str
    """How it follows from data elements, for example `100 * passed / tested`.

    It has `+ - * /`, brackets and at most one comparison (`<`, `<=`, `>`, `>=`, `=`, `!=`: 1 if so, 0 if not).
    `reached[sector=care or trade, size="10-49"]`: some categories only; `if_missing(a, b)`: a, and b where a is
    missing; `lag(a, 1)`: one period earlier; `sum_over(a, 3)`: this period and the two before it;
    `sum_over(a, sector)`: all categories of a dimension; `year_to_date(a)`: running total since 1 January;
    `since_start(a)`: running total since the first period; `in_period(a)`: what was added in the period itself.
    """

    ascending: bool | None = None
    """`true` when more is better, `false` when less is better; leave out when a `band` is declared."""

    band: Band | None = None
    """Range in which the indicator should lie, instead of `ascending`."""

    min_coverage: Number = Field(default=0.8, ge=0, le=1)
    """Part of the organisations (0 to 1) that must have reported before the value counts."""

    means_of_verification: MeansOfVerification | None = None
    """How it is checked."""

    limitations: Text | None = None
    """What a reader should beware of."""

    annualise: bool = False
    """Whether a part of a year may be converted to a whole year (flows only; always labelled)."""

    family: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    """Name shared by indicators that behave alike and have the same unit; their series then learn from each other when
    the years ahead are estimated. Without it, only the organisations of the indicator itself do."""

    lowest: Number | None = None
    """Lowest value that is possible, for example 1 for a score of 1 to 5. Without it: 0, or no limit where a figure
    below zero is possible."""

    highest: Number | None = None
    """Highest value that is possible, for example 5 for a score of 1 to 5. Without it: 100 for a percentage, 1 for a
    fraction, and no limit for anything else."""

    natural_zero: bool | None = None
    """Whether zero means "nothing", so that growth in percent means something. Without it: `true`, unless a figure
    below zero is possible or the lowest value is not 0."""

    codes: tuple[Code, ...] = ()
    """The same indicator in other lists (SDG, IATI, IRIS+, CIDS, CBS)."""

    sources: tuple[SourceRef, ...] = ()
    """Where its definition comes from."""

    @model_validator(mode="after")
    def _one_direction(self) -> Self:
        if (self.ascending is None) == (self.band is None):
            raise ValueError(
                "geef `ascending: true` of `ascending: false`, of een `band`"
                "\0give `ascending: true` or `ascending: false`, or a `band`"
            )
        return self

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.lowest is not None and self.highest is not None and self.lowest >= self.highest:
            raise ValueError("`lowest` ligt niet onder `highest`\0`lowest` does not lie below `highest`")
        return self


def adds_up(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Whether the figure of the whole is the sum of those of its parts."""
    formula = parse(indicator.formula)
    elements = [data_elements[name] for name in formula.names]
    sums = all(element.over_organisations is OverOrganisations.SUM for element in elements)
    return formula.is_sum and not formula.is_comparison and sums


class Unit(Declared):
    """How a unit is written for a reader."""

    id: str
    """Unit as used in data elements and indicators, for example `companies`."""

    title: Text
    """What a reader sees, for example `{nl: bedrijven, en: companies}`."""


class IndicatorList(Declared):
    """One file of the indicator library: data elements and the indicators computed from them."""

    units: tuple[Unit, ...] = ()
    """How the units in this file are written."""

    data_elements: tuple[DataElement, ...] = ()
    """What is reported."""

    indicators: tuple[Indicator, ...] = ()
    """What is computed."""
