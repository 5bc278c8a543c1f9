from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.models import Unit
from tracker.reports.figures import (
    agreeing,
    difference,
    number,
    percent,
    plain_decimal,
    points,
    rounded,
    with_unit,
)
from tracker.reports.units import unit_name

HUNDRED_MILLION_YUAN = Unit(
    symbol="亿元", name_en="100 million yuan", dimension="yuan", factor=Decimal(10**8)
)
TEN_THOUSAND_FIRMS = Unit(symbol="万家", name_en="10 thousand firms", dimension="家", factor=Decimal(10_000))
FIRMS = Unit(symbol="家", name_en="firms or bodies", dimension="家", factor=Decimal(1))
MATTERS = Unit(symbol="项", name_en="items (matters)", dimension="项", factor=Decimal(1))
PERCENT = Unit(symbol="%", name_en="percent", dimension="percent", factor=Decimal(1))
NAMELESS = Unit(symbol="架", dimension="架", factor=Decimal(1))

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
thousandths = st.integers(-(10**6), 10**6).map(lambda number: Fraction(number, 1000))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("3.10"), "3.10"),
        (Decimal("1E+4"), "10000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.0"), "0.0"),
        (Decimal("12345678901234567890.123"), "12345678901234567890.123"),
        (Fraction(123, 100), "1.23"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(-1, 10**9), "-0.000000001"),
        (Fraction(1, 3 * 10**9), "0"),
        (7, "7"),
    ],
)
def test_a_number_for_machines_has_neither_exponent_nor_junk(value, text: str):
    assert plain_decimal(value) == text


@given(fractions)
def test_a_number_for_machines_is_exact_or_within_half_a_millionth(value: Fraction):
    assert abs(Fraction(plain_decimal(value)) - value) <= Fraction(1, 2 * 10**6)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_rounding_goes_away_from_zero_at_the_half(value: Fraction, places: int, text: str):
    assert str(rounded(value, places)) == text


def test_a_long_number_loses_no_digit():
    value = Fraction(10**40 + 1, 8)
    assert Fraction(rounded(value, 3)) == value
    assert Fraction(plain_decimal(value)) == value


@given(fractions, st.lists(thousandths, max_size=3))
def test_a_rounded_number_lies_on_the_same_side_of_its_limits(value: Fraction, limits: list[Fraction]):
    shown = Fraction(agreeing(value, 1, limits))

    assert [(shown > limit, shown < limit) for limit in limits] == [
        (value > limit, value < limit) for limit in limits
    ]


def test_a_share_just_short_of_a_limit_is_not_shown_as_reaching_it():
    assert percent(Fraction(8999, 10000), limits=[Fraction(9, 10)]) == "89.99%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1282.9"), "1282.9"),
        (Decimal("12003"), "12,003"),
        (Decimal("-3.70"), "\u22123.70"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1000), "1000"),
    ],
)
def test_a_number_for_readers_groups_from_five_digits_on(value, text: str):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (Decimal("240"), HUNDRED_MILLION_YUAN, "240亿元", "24 billion yuan"),
        (Decimal("0.05"), HUNDRED_MILLION_YUAN, "0.05亿元", "5 million yuan"),
        (Decimal("12003.04"), HUNDRED_MILLION_YUAN, "12,003.04亿元", "1.200304 trillion yuan"),
        (Decimal("4.65"), TEN_THOUSAND_FIRMS, "4.65万家", "46,500 firms"),
        (Decimal("1000"), FIRMS, "1000家", "1000 firms"),
        (Decimal("1"), MATTERS, "1项", "1 item"),
        (Decimal("7.5"), PERCENT, "7.5%", "7.5%"),
        (Decimal("3"), NAMELESS, "3架", "3 架"),
        (Decimal("3"), None, "3", "3"),
    ],
)
def test_a_value_stands_with_its_unit_as_each_language_counts(value, unit, chinese: str, english: str):
    with translation.override("zh-hans"):
        assert with_unit(value, unit) == chinese
    with translation.override("en"):
        assert with_unit(value, unit) == english


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(-28, 10), PERCENT, "2.8 percentage points"),
        (Fraction(665, 10), HUNDRED_MILLION_YUAN, "6.65 billion yuan"),
        (Fraction(-3), FIRMS, "3 firms"),
    ],
)
def test_percentages_differ_by_points_and_amounts_by_their_unit(value: Fraction, unit: Unit, text: str):
    with translation.override("en"):
        assert difference(value, unit) == text


def test_points_ahead_carry_a_plus():
    with translation.override("en"):
        assert points(Fraction(21, 2), signed=True) == "+10.5 percentage points"


def test_a_unit_is_named_in_the_language_of_the_moment():
    with translation.override("en"):
        assert unit_name(FIRMS) == "firms"
    with translation.override("zh-hans"):
        assert unit_name(FIRMS) == "家"
    assert unit_name(None) == ""
