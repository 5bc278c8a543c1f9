"""Dates known to the day, month or year, and whole months."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exceptions import QuantityError
from tracker.quantities import Precision, complete_months, parse_partial_date

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "canonical", "first", "last", "precision"),
    [
        ("2021", "2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        ("2021年", "2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        ("2021.0", "2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        ("2021-01", "2021-01", date(2021, 1, 1), date(2021, 1, 31), Precision.MONTH),
        ("2024/2", "2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2021年12月", "2021-12", date(2021, 12, 1), date(2021, 12, 31), Precision.MONTH),
        ("2021-01-30", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("2021/1/30", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("2021.1.30", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("2021年1月30日", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("２０２１－０１－３０", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("2021-01-30 00:00:00", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
        ("2021-01-30T00:00:00.000", "2021-01-30", date(2021, 1, 30), date(2021, 1, 30), Precision.DAY),
    ],
)
def test_a_date_covers_the_days_it_may_be(text, canonical, first, last, precision):
    found = parse_partial_date(text)
    assert (found.text, found.first, found.last, found.precision) == (canonical, first, last, precision)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("昨天", "not_a_date"),
        ("2021-H1", "not_a_date"),
        ("20210130", "not_a_date"),
        ("2021-01-30 14:35", "not_a_date"),
        ("2021-01/30", "not_a_date"),
        ("30/01/2021", "not_a_date"),
        ("2021-13", "impossible_date"),
        ("2021-02-29", "impossible_date"),
        ("2021-00-01", "impossible_date"),
        ("1899", "impossible_date"),
        ("2101-01-01", "impossible_date"),
    ],
)
def test_what_is_no_date_is_an_error_naming_the_text(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_partial_date(text)
    assert (caught.value.code, caught.value.text) == (code, text)


@settings(deadline=None)  # a busy machine is no failure
@given(days, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_the_canonical_text_reads_back(when, shape):
    found = parse_partial_date(f"{when.year:04}{when.strftime(shape.removeprefix('%Y'))}")
    assert parse_partial_date(found.text) == found
    assert found.first <= when <= found.last


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2020, 12, 31), date(2021, 6, 30), 6),
        (date(2020, 12, 31), date(2021, 7, 15), 6),
        (date(2021, 6, 30), date(2021, 12, 31), 6),
        (date(2020, 12, 31), date(2021, 1, 30), 0),
        (date(2020, 12, 31), date(2021, 1, 31), 1),
        (date(2020, 12, 31), date(2025, 12, 31), 60),
        (date(2021, 1, 15), date(2021, 3, 31), 2),
        (date(2021, 1, 1), date(2021, 1, 31), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2021, 6, 30), date(2021, 6, 30), 0),
        (date(2022, 1, 1), date(2021, 1, 1), 0),
    ],
)
def test_only_whole_months_after_the_start_count(start, end, months):
    assert complete_months(start, end) == months


@settings(deadline=None)  # a busy machine is no failure
@given(st.dates(date(2000, 1, 1), date(2006, 1, 1)), st.integers(-40, 900))
def test_counting_months_one_by_one_gives_the_same(start, length):
    end = start + timedelta(days=length)
    inside = [start + timedelta(days=n) for n in range(1, length + 1)]
    whole = sum(
        day.day == 1 and (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) <= end
        for day in inside
    )
    assert complete_months(start, end) == whole
