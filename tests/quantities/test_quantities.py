"""Figures with their unit, range and hedges."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.exceptions import QuantityError
from tracker.quantities import Number, Qualifier, Quantity, format_quantity, parse_quantity, parse_unit

values = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**6).map(Decimal)
units = st.sampled_from(["%", "家", "万家", "亿元", "个工作日", "千瓦", "万千瓦", "亿斤", "个百分点"]).map(
    parse_unit
)


@st.composite
def quantities(draw):
    """Any quantity in the form reading gives it: a multiplier only where there is no unit to carry it."""
    unit = draw(st.none() | units)
    multiplier = draw(st.sampled_from([1, 10**4, 10**8, 10**12])) if unit is None else 1
    ends = sorted(draw(st.lists(values, min_size=1, max_size=2, unique=True)))
    falls = draw(st.booleans())
    if not falls and draw(st.booleans()):
        ends = sorted(-end for end in ends)
    numbers = [Number(end, multiplier) for end in ends]
    return Quantity(
        low=numbers[0],
        high=numbers[1] if len(numbers) > 1 else None,
        unit=unit,
        qualifier=draw(st.sampled_from(Qualifier)),
        estimated=draw(st.booleans()),
        falls=falls,
    )


@pytest.mark.parametrize(
    ("text", "exact", "base"),
    [
        ("1,282.9", Fraction(12829, 10), None),
        ("２２０", Fraction(220), None),
        ("4.65万", Fraction(46500), None),
        ("4.65万家", Fraction(46500), "家"),
        ("12003亿元", Fraction(12003 * 10**8), "元"),
        ("133亿美元", Fraction(133 * 10**8), "美元"),
        ("74.5%", Fraction(149, 2), "%"),
        ("74.5％", Fraction(149, 2), "%"),
        ("12.3个百分点", Fraction(123, 10), "个百分点"),
        ("-3.7", Fraction(-37, 10), None),
        ("-0.9%", Fraction(-9, 10), "%"),
        ("近2万亿", Fraction(2 * 10**12), None),
        ("30个工作日", Fraction(30), "个工作日"),
        ("增长5.3倍", Fraction(530), "%"),
        ("1.51 万标箱", Fraction(15100), "标箱"),
        ("200万立方米/日", Fraction(2_000_000), "立方米/日"),
        ("35μg/m3", Fraction(35), "微克/立方米"),
        ("260多万", Fraction(2_600_000), None),
        ("130多万户", Fraction(1_300_000), "户"),
        ("2万多家", Fraction(20_000), "家"),
        ("10余万人", Fraction(100_000), "人"),
        ("20多万千瓦", Fraction(200_000), "千瓦"),
    ],
)
def test_a_figure_is_read_in_base_units(text, exact, base):
    quantity = parse_quantity(text)
    assert (quantity.exact, quantity.unit and quantity.unit.base) == (exact, base)


def test_the_multiplier_belongs_to_the_unit_where_there_is_one():
    quantity = parse_quantity("4.65万家")
    assert (quantity.low.value, quantity.low.multiplier, quantity.unit.symbol) == (Decimal("4.65"), 1, "万家")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("100家", "exact"),
        ("达到100家", "exact"),
        ("约100家", "about"),
        ("大约100家", "about"),
        ("100家左右", "about"),
        ("近100家", "about"),
        ("接近100家", "about"),
        ("100家以上", "at_least"),
        ("不少于100家", "at_least"),
        ("不低于100家", "at_least"),
        ("至少100家", "at_least"),
        ("≥100家", "at_least"),
        ("超过100家", "more_than"),
        ("突破100家", "more_than"),
        ("超100家", "more_than"),
        ("大于100家", "more_than"),
        ("＞100家", "more_than"),
        ("100多家", "more_than"),
        ("100余家", "more_than"),
        ("100家以内", "at_most"),
        ("不超过100家", "at_most"),
        ("至多100家", "at_most"),
        ("控制在100家以内", "at_most"),
        ("控制在100家", "at_most"),
        ("<=100家", "at_most"),
        ("低于100家", "less_than"),
        ("不足100家", "less_than"),
        ("不到100家", "less_than"),
        ("小于100家", "less_than"),
        ("100家以下", "less_than"),
        ("预计100家", "exact"),
    ],
)
def test_a_hedge_becomes_the_qualifier(text, qualifier):
    assert parse_quantity(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约60%以上", "at_least"),
        ("约不到60%", "less_than"),
        ("超过60%以上", "more_than"),
        ("控制在3%左右", "about"),
        ("不超过3%左右", "at_most"),
    ],
)
def test_of_two_hedges_the_bound_wins(text, qualifier):
    assert parse_quantity(text).qualifier == qualifier


def test_both_hedges_stay_in_what_was_written():
    assert parse_quantity(" 约60%以上 ").written == "约60%以上"


@pytest.mark.parametrize(
    ("text", "estimated"), [("预计2900家左右", True), ("2900家左右", False), ("约预计9%", True)]
)
def test_an_expected_figure_is_estimated(text, estimated):
    assert parse_quantity(text).estimated is estimated


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("下降3.7%", Fraction(-37, 10)),
        ("减少3.7%", Fraction(-37, 10)),
        ("预计下降约3.7%", Fraction(-37, 10)),
        ("增长3.7%", Fraction(37, 10)),
        ("增长-3.7%", Fraction(-37, 10)),
        ("-3.7%", Fraction(-37, 10)),
        ("下降到3.7%", Fraction(37, 10)),
        ("降至3.7%", Fraction(37, 10)),
    ],
)
def test_a_fall_is_negative_as_a_change_and_a_level_fallen_to_is_not(text, signed):
    assert parse_quantity(text).signed == signed


def test_a_fall_keeps_its_number_positive():
    quantity = parse_quantity("下降3.7%")
    assert (quantity.low.value, quantity.falls) == (Decimal("3.7"), True)


@pytest.mark.parametrize(
    ("text", "low", "high", "symbol"),
    [
        ("6%-6.5%", "6", "6.5", "%"),
        ("6~6.5%", "6", "6.5", "%"),
        ("6～6.5%", "6", "6.5", "%"),
        ("6至6.5%", "6", "6.5", "%"),
        ("6%—6.5%", "6", "6.5", "%"),
        ("6 - 6.5 %", "6", "6.5", "%"),
        ("-3--1%", "-3", "-1", "%"),
        ("6-6.5万家", "60000", "65000", "万家"),
        ("1万-2万家", "10000", "20000", "万家"),
        ("8000-1万家", "8000", "10000", "家"),
        ("8000家至1万家", "8000", "10000", "家"),
        ("8000-1万", "8000", "10000", None),
        ("1-2万", "10000", "20000", None),
        ("5-6", "5", "6", None),
        ("9000万-1亿元", "90000000", "100000000", "元"),
    ],
)
def test_a_range_has_two_ends_of_one_unit(text, low, high, symbol):
    quantity = parse_quantity(text)
    assert (quantity.exact, quantity.exact_high) == (Fraction(low), Fraction(high))
    assert (quantity.unit.symbol if quantity.unit else None) == symbol


def test_a_single_figure_has_no_upper_end():
    assert parse_quantity("6%").exact_high is None


@pytest.mark.parametrize(
    ("text", "rounding"),
    [("4.65万家", 50), ("74.5%", Fraction(1, 20)), ("12003亿元", 5 * 10**7), ("6-6.5%", Fraction(1, 2))],
)
def test_rounding_is_in_base_units_and_of_the_coarser_end(text, rounding):
    assert parse_quantity(text).rounding == rounding


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("约", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1e5", "not_a_number"),
        ("1:2", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("6.", "not_a_number"),
        ("1/7", "not_a_number"),
        ("10²家", "unknown_unit"),
        ("12,34家", "ambiguous_number"),
        ("下降-3.7%", "ambiguous_number"),
        ("30个什么", "unknown_unit"),
        ("万亿元", "not_a_number"),
        ("全覆盖", "not_a_number"),
        ("6%-6.5", "mixed_units"),
        ("6%-7家", "mixed_units"),
        ("1亿元-2亿美元", "mixed_units"),
        ("1万-2%", "mixed_units"),
        ("6.5%-6%", "reversed_range"),
        ("6%-6%", "reversed_range"),
        (" 6.5-6 ", "reversed_range"),
        ("2021-06", "reversed_range"),
        ("超过10家以内", "contradictory_bounds"),
        ("5" * 130, "too_long"),
    ],
)
def test_what_is_no_quantity_is_an_error_naming_the_whole_text(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert (caught.value.code, caught.value.text) == (code, text)


def test_an_unknown_unit_is_named_beside_the_whole_text():
    with pytest.raises(QuantityError) as caught:
        parse_quantity("30个什么")
    assert caught.value.detail == {"part": "个什么"}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("预计下降不低于３.70％", "预计下降不低于3.70%"),
        ("近2万亿元", "约2万亿元"),
        ("100多家", "超过100家"),
        ("控制在3%以内", "不超过3%"),
        ("6%-6.5%", "6~6.5%"),
        ("8000-1万家", "8000家~1万家"),
        ("1,000人以下", "低于1000人"),
    ],
)
def test_the_canonical_text_puts_hedges_first(text, canonical):
    assert format_quantity(parse_quantity(text)) == canonical


@settings(deadline=None)  # a busy machine is no failure
@given(quantities())
def test_a_formatted_quantity_reads_back(quantity):
    assert parse_quantity(format_quantity(quantity)) == quantity


@settings(deadline=None)  # a busy machine is no failure
@given(values, values, st.sampled_from(["", "万", "亿"]), st.sampled_from(["", "万", "亿"]))
def test_a_range_over_two_multipliers_reads_back(first, second, word, other):
    lower, upper = sorted(
        [f"{first}{word}家", f"{second}{other}家"], key=lambda end: parse_quantity(end).exact
    )
    assume(parse_quantity(lower).exact < parse_quantity(upper).exact)
    quantity = parse_quantity(f"{lower}~{upper}")
    assert parse_quantity(format_quantity(quantity)) == quantity
