"""Periods: labels read and written, months, order, and what is no period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from toc.period import LastDay, Period, PeriodError, PeriodLabel

DAYS = st.dates()


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (2024, date(2024, 1, 1), date(2024, 12, 31)),
        (" 2024 ", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-07-15", date(2024, 7, 15), date(2024, 7, 15)),
        ("2024/25", date(2024, 8, 1), date(2025, 7, 31)),
        ("1999/00", date(1999, 8, 1), date(2000, 7, 31)),
        ("2023-07..2024-12", date(2023, 7, 1), date(2024, 12, 31)),
        ("2023..2024-Q1", date(2023, 1, 1), date(2024, 3, 31)),
    ],
)
def test_a_label_gives_the_first_and_last_day(label: str | int, start: date, end: date) -> None:
    period = Period.parse(label)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "label",
    ["", "24", "2024-Q5", "2024-H3", "2024-13", "2024-00", "2024-02-30", "2024/26", "2024/24", "0000", "2024-Q",
     "twenty", "2024 Q1", "..", "2024..", "..2024", "2024-1", "2024,5", "2024.0", "9999/00"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_an_example(label: str) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse(label)
    assert "2024-Q3" in refused.value.message.nl
    assert "2024-Q3" in refused.value.message.en


def test_a_period_that_ends_before_it_starts_is_refused_with_both_days() -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse("2024..2023")
    assert "31 december 2023" in refused.value.message.nl
    assert "1 January 2024" in refused.value.message.en


def test_a_range_of_thousands_of_years_does_not_crash_the_interpreter() -> None:
    with pytest.raises(PeriodError):
        Period.parse("2024" + "..2024" * 5000 + "x")


@pytest.mark.parametrize(
    "label", ["2024", "2024-Q3", "2024-H1", "2024-07", "2024-07-15", "2024/25", "2023-07..2024-12",
              "2024-07-02..2024-07-30"],
)  # fmt: skip
def test_the_label_is_the_shortest_that_reads_back(label: str) -> None:
    assert Period.parse(label).label == label


@pytest.mark.parametrize(
    ("long", "short"),
    [("2024-01..2024-12", "2024"), ("2024-01-01..2024-03-31", "2024-Q1"), ("2024-08..2025-07", "2024/25"),
     ("2024-07..2024-12", "2024-H2"), ("2024-02-01..2024-02-29", "2024-02")],
)  # fmt: skip
def test_two_ways_to_write_one_period_get_one_label(long: str, short: str) -> None:
    assert Period.parse(long).label == short


@given(DAYS, DAYS)
def test_every_label_reads_back_as_its_period(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    assert Period.parse(period.label) == period


@given(st.integers(1, 9999), st.sampled_from(["{:04d}", "{:04d}-Q4", "{:04d}-H2", "{:04d}-12"]))
def test_every_written_period_keeps_its_days_through_its_label(year: int, form: str) -> None:
    period = Period.parse(form.format(year))
    assert Period.parse(period.label) == period
    assert period.months > 0


@given(DAYS, DAYS)
def test_a_period_contains_its_own_days_and_no_others(one: date, other: date) -> None:
    whole = Period(min(one, other), max(one, other))
    assert whole.contains(whole)
    assert whole.contains(Period(whole.start, whole.start))
    assert Period(whole.start, whole.start).contains(whole) == (whole.start == whole.end)


@pytest.mark.parametrize(
    ("label", "months"),
    [("2024", 12), ("2024-Q2", 3), ("2024-02", 1), ("2023-07..2024-12", 18), ("2024/25", 12), ("2023-02", 1)],
)
def test_whole_calendar_months_count_as_one_each(label: str, months: float) -> None:
    assert Period.parse(label).months == months


def test_days_count_as_their_part_of_a_year_of_twelve_months() -> None:
    # 15 days of 365.25, times 12
    assert Period.parse("2024-03-01..2024-03-15").months == pytest.approx(15 / 365.25 * 12)


def test_the_middle_of_a_year_is_its_half_in_leap_years_too() -> None:
    assert Period.parse("2023").midpoint == pytest.approx(2023.5, abs=1e-9)
    assert Period.parse("2024").midpoint == pytest.approx(2024.5, abs=1e-9)


def test_a_school_year_is_itself_and_not_one_of_its_calendar_years() -> None:
    school = Period.parse("2024/25")
    assert school not in (Period.parse("2024"), Period.parse("2025"))
    assert school > Period.parse("2024")
    assert not Period.parse("2024").contains(school)


def test_periods_stand_in_order_of_time() -> None:
    labels = ["2025", "2024-Q1", "2023/24", "2024"]
    assert [period.label for period in sorted(map(Period.parse, labels))] == ["2023/24", "2024-Q1", "2024", "2025"]


class _Written(BaseModel):
    period: PeriodLabel | None = None
    day: LastDay | None = None


def test_a_declared_period_is_stored_by_its_shortest_label() -> None:
    assert _Written(period="2024-01..2024-12").period == "2024"  # type: ignore[arg-type]
    assert _Written.model_validate({"period": 2024}).period == "2024"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025", date(2025, 12, 31)), ("2025-02", date(2025, 2, 28)), ("2025-09-30", date(2025, 9, 30))],
)
def test_a_less_precise_date_means_its_last_day(written: str, day: date) -> None:
    assert _Written.model_validate({"day": written}).day == day


@pytest.mark.parametrize(
    ("field", "words"),
    [("period", ("geen periode", "not a period")), ("day", ("geen dag; schrijf bijvoorbeeld 2027-08-31", "not a day"))],
)
def test_a_declared_period_that_is_none_is_refused_in_both_languages(field: str, words: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        _Written.model_validate({field: "soon"})
    message = refused.value.errors()[0]["msg"]
    assert all(one in message for one in words)
