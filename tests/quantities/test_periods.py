"""The periods figures are about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exceptions import QuantityError
from tracker.quantities import Period, Precision, as_instant, format_period, parse_period

years = st.integers(1900, 2100)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def canonical_texts(draw):
    """A period in one of the forms outcome tables use."""
    year = draw(years)
    first, last = sorted(draw(st.lists(st.integers(1, 12), min_size=2, max_size=2)))
    later = draw(st.dates(date(year, first, 28), date(2100, 12, 31)))
    forms = [
        f"{year}",
        f"{year}-H{draw(st.integers(1, 2))}",
        f"{year}-Q{draw(st.integers(1, 4))}",
        f"{year}-{first:02}",
        draw(days).isoformat(),
        f"{year}-{first:02}..{last:02}",
        f"{year}-{first:02}..{later.isoformat()}",
        f"{year}-{first:02}..{later.year}-{later.month:02}",
        f"{year}..{draw(st.integers(year, 2100))}",
        f"..{year}",
        f"..{later.isoformat()}",
    ]
    return draw(st.sampled_from(forms))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30), "half"),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31), "half"),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31), "quarter"),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31), "quarter"),
        ("2021-06", date(2021, 6, 1), date(2021, 6, 30), "month"),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2021-07-04", date(2021, 7, 4), date(2021, 7, 4), "day"),
        ("2021-01..06", date(2021, 1, 1), date(2021, 6, 30), "span"),
        ("2021-01..2021-10-18", date(2021, 1, 1), date(2021, 10, 18), "span"),
        ("2020-11..2021-03", date(2020, 11, 1), date(2021, 3, 31), "span"),
        ("2016..2020", date(2016, 1, 1), date(2020, 12, 31), "span"),
        ("..2020", None, date(2020, 12, 31), "span"),
        ("..2020-10-18", None, date(2020, 10, 18), "span"),
    ],
)
def test_a_canonical_text_is_read_and_kept(text, start, end, precision):
    period = parse_period(text)
    assert (period.start, period.end, period.precision, period.text) == (start, end, precision, text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2021年", "2021"),
        ("2021年度", "2021"),
        ("2021年全年", "2021"),
        ("２０２１年", "2021"),
        ("2021.0", "2021"),
        ("2021.00", "2021"),
        ("2021年上半年", "2021-H1"),
        ("2021上半年", "2021-H1"),
        ("2021年下半年", "2021-H2"),
        ("2021H1", "2021-H1"),
        ("2021q3", "2021-Q3"),
        ("2021年一季度", "2021-Q1"),
        ("2021年第1季度", "2021-Q1"),
        ("2021年第四季度", "2021-Q4"),
        ("2021年6月", "2021-06"),
        ("2021年06月份", "2021-06"),
        ("2021 年 6 月", "2021-06"),
        ("2021/6", "2021-06"),
        ("2021-6", "2021-06"),
        ("截至2021年6月", "2021-06"),
        ("2021/06/30", "2021-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("2021-06-30 00:00:00", "2021-06-30"),
        ("2021年6月底", "2021-06-30"),
        ("2021年末", "2021-12-31"),
        ("2021年1-6月", "2021-01..06"),
        ("2021年1—6月", "2021-01..06"),
        ("2021年1——6月", "2021-01..06"),
        ("2021年1~11月", "2021-01..11"),
        ("2021年1～11月", "2021-01..11"),
        ("2021年1月至6月", "2021-01..06"),
        ("2021年1至6月份", "2021-01..06"),
        ("2021年1月-2021年6月", "2021-01..06"),
        ("2021-01..2021-06", "2021-01..06"),
        ("2021年前三季度", "2021-01..09"),
        ("2021年前10个月", "2021-01..10"),
        ("2021年1月至10月18日", "2021-01..2021-10-18"),
        ("2021年1月1日至10月18日", "2021-01-01..2021-10-18"),
        ("2020年11月至2021年3月", "2020-11..2021-03"),
        ("2016-2020", "2016..2020"),
        ("2016—2020年", "2016..2020"),
        ("2016年至2020年", "2016..2020"),
        ("十三五", "2016..2020"),
        ("“十四五”时期", "2021..2025"),
        ("2021..2021", "2021"),
        ("2021年1-12月", "2021"),
        ("2021-06..06", "2021-06"),
        ("2021..2022-06", "2021-01..2022-06"),
        ("2020-11..2021", "2020-11..2021-12"),
    ],
)
def test_other_spellings_come_to_the_canonical_text(text, canonical):
    assert parse_period(text).text == canonical


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("今年", "not_a_period"),
        ("2018预算", "not_a_period"),
        ("..", "not_a_period"),
        ("2016..", "not_a_period"),
        ("2016...2020", "not_a_period"),
        ("2016..2018..2020", "not_a_period"),
        ("2021-H3", "not_a_period"),
        ("2021-Q5", "not_a_period"),
        ("12021", "not_a_period"),
        ("21", "not_a_period"),
        ("20 21", "not_a_period"),
        ("二五", "not_a_period"),
        ("2021-06-30 14:35", "not_a_period"),
        ("20210630", "ambiguous_period"),
        ("202106", "ambiguous_period"),
        ("2021.5", "ambiguous_period"),
        ("2021.06", "ambiguous_period"),
        ("2020/2021", "ambiguous_period"),
        ("2021-13", "impossible_date"),
        ("2021-00", "impossible_date"),
        ("2021-02-30", "impossible_date"),
        ("2021年1-13月", "impossible_date"),
        ("1899", "impossible_date"),
        ("2101", "impossible_date"),
        ("2021-06..01", "reversed_range"),
        ("2020..2016", "reversed_range"),
        ("2021" * 40, "too_long"),
    ],
)
def test_what_is_no_period_is_an_error_naming_the_text(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_period(text)
    assert (caught.value.code, caught.value.text) == (code, text)


@settings(deadline=None)  # a busy machine is no failure
@given(canonical_texts())
def test_a_formatted_period_reads_back(text):
    period = parse_period(text)
    back = parse_period(format_period(period))
    assert (back, back.text, back.precision) == (period, period.text, period.precision)


def test_periods_of_the_same_days_are_equal_however_stated():
    assert parse_period("2021年上半年") == parse_period("2021年1-6月")


def test_a_period_that_ends_before_it_starts_cannot_be_built():
    with pytest.raises(QuantityError, match="ends before it begins"):
        Period(date(2021, 2, 1), date(2021, 1, 1), Precision.SPAN, "2021-02..01")


@pytest.mark.parametrize("text", ["2021", "2021-12", "2021-12-31", "2021-H2", "2016..2021", "..2021"])
def test_a_stock_of_the_same_day_is_one_instant(text):
    assert as_instant(parse_period(text)) == parse_period("2021-12-31")


def test_an_instant_keeps_the_text_it_was_stated_by():
    assert as_instant(parse_period("2021")).text == "2021"


@pytest.mark.parametrize(("text", "year"), [("2021-06", 2021), ("2020-11..2021-03", 2021), ("..2020", 2020)])
def test_the_year_is_the_one_the_period_ends_in(text, year):
    assert parse_period(text).year == year


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("2021", "2020"),
        ("2021-H1", "2020-H1"),
        ("2021-Q1", "2020-Q1"),
        ("2024-02", "2023-02"),
        ("2025-02-28", "2024-02-28"),
        ("2024-02-29", "2023-02-28"),
        ("2021-01..06", "2020-01..06"),
        ("2021-01..2021-10-18", "2020-01..2020-10-18"),
        ("2020-11..2021-03", "2019-11..2020-03"),
        ("2020-07..2021-12", "2018-07..2019-12"),
        ("2016..2020", "2011..2015"),
    ],
)
def test_the_previous_period_lies_a_year_or_its_own_length_earlier(text, previous):
    assert parse_period(text).previous().text == previous


@pytest.mark.parametrize("text", ["..2020", "1900", "1902..1906"])
def test_there_is_no_previous_period_without_a_start_or_a_calendar(text):
    assert parse_period(text).previous() is None


@settings(deadline=None)  # a busy machine is no failure
@given(canonical_texts())
def test_a_previous_period_ends_before_its_own_one_ends(text):
    period = parse_period(text)
    previous = period.previous()
    assert previous is None or previous.end < period.end
