"""What grows with the months it covers: counts, hours and euros of a period, and sums of them."""

from __future__ import annotations

from collections.abc import Mapping

from toc.formula import Operand, parse
from toc.indicator import DataElement, Indicator, Kind, OverOrganisations, OverTime

SHARES = {"percent": 100.0, "fraction": 1.0}
"""Units of a part of a whole, and what the whole is in them."""


def grows_with_time(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Tell whether an indicator is added up over time, so that a part of a year says less than a whole one."""
    formula = parse(indicator.formula)
    added_up = all(_is_added_up(one, data_elements[one.element]) for one in formula.operands)
    return added_up and indicator.unit not in SHARES and formula.is_sum


def growth_is_per_month(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Tell whether growth may be put per month: only for what is added up over time, and declared so."""
    return indicator.annualise and grows_with_time(indicator, data_elements)


def _is_added_up(operand: Operand, element: DataElement) -> bool:
    """Whether it grows with the months it covers: a flow, or what a running total gained in the period."""
    kind: str = element.kind
    for step in operand.steps:
        kind = step.kind_after(kind)
    return kind == Kind.FLOW and (element.over_time is OverTime.SUM or element.kind is not Kind.FLOW)


def counts_things(indicator: Indicator) -> bool:
    """Tell whether an indicator counts things or people, as opposed to money and hours."""
    return not indicator.unit.startswith(("EUR", "hours"))


def counted_in_a_period(indicator: Indicator, data_elements: Mapping[str, DataElement]) -> bool:
    """Tell whether an indicator counts things or people of one period, so that spending can be divided by it.

    A share, a score, money, hours, what stands on a date, a change, and answers to a questionnaire are no such count.
    """
    formula = parse(indicator.formula)
    plain = indicator.unit not in SHARES and " per " not in indicator.unit and counts_things(indicator)
    return (
        plain
        and formula.is_sum
        and not formula.is_comparison
        and all(_is_counted(one, data_elements[one.element]) for one in formula.operands)
    )


def _is_counted(operand: Operand, element: DataElement) -> bool:
    kind: str = element.kind
    for step in operand.steps:
        if step.function == "lag":
            return False
        kind = step.kind_after(kind)
    added = element.over_organisations in (OverOrganisations.SUM, OverOrganisations.DISTINCT)
    in_time = element.kind is not Kind.FLOW or element.over_time in (OverTime.SUM, OverTime.NONE)
    return kind == Kind.FLOW and added and in_time and element.survey is None
