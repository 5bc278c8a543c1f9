"""Value, unit and qualifier of a row, without a database."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.tables import Notes, known_in_memory
from tracker.ingest.checking.values import Figure, read_figure

KNOWN = known_in_memory()


def read(indicator: str, value: str, **cells: str) -> tuple[Figure | None, Notes]:
    notes = Notes()
    [row] = KNOWN.indicators_named(indicator) or [None]
    return read_figure({"indicator": indicator, "value": value, **cells}, row, KNOWN, notes), notes


@pytest.mark.parametrize(
    ("indicator", "value", "unit", "stored", "symbol", "base"),
    [
        ("gdp", "1,282.9", "", "1282.9", "亿元", 128_290_000_000),
        ("gdp", "1,282.90", "亿元", "1282.90", "亿元", 128_290_000_000),
        ("new-firms", "２２０", "", "220", "家", 220),
        ("new-firms", "１，２８２", "", "1282", "家", 1282),
        ("new-firms", "1.2万家", "", "1.2", "万家", 12_000),
        ("new-firms", "1.2万", "", "1.2", "万家", 12_000),
        ("jobs", "4.65万", "人", "4.65", "万人", 46_500),
        ("jobs", "4.65万", "", "4.65", "万人", 46_500),
        ("jobs", "4.65", "万人", "4.65", "万人", 46_500),
        ("jobs", "46500", "名", "46500", "名", 46_500),
        ("jobs-in-ten-thousands", "11.74", "", "11.74", "万人", 117_400),
        ("gdp", "12003亿元", "亿元", "12003", "亿元", 1_200_300_000_000),
        ("gdp-growth", "74.5%", "", "74.5", "%", Fraction("74.5")),
        ("gdp-growth", "74.5％", "%", "74.5", "%", Fraction("74.5")),
        ("gdp-growth", ".5", "", "0.5", "%", Fraction(1, 2)),
        ("gdp-growth", "3.10", "", "3.10", "%", Fraction("3.1")),
        ("gdp-growth", "0", "", "0", "%", 0),
        ("area", "744.77", "km²", "744.77", "平方公里", 744_770_000),
    ],
)
def test_a_figure_keeps_the_unit_it_was_published_in(indicator, value, unit, stored, symbol, base):
    figure, notes = read(indicator, value, unit=unit)

    assert notes == []
    assert (str(figure.value), figure.unit.symbol, figure.base) == (stored, symbol, base)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1,282.90", "1,282.90"),
        ("２２０", "２２０"),
        ("约4.65万", "4.65"),
        (".5", ".5"),
        ("-3.7", "-3.7"),
        ("－３.7", "-３.7"),
        ("下降12.1%", "-12.1"),
        ("+3", "3"),
        ("0.0", "0.0"),
    ],
)
def test_the_digits_stay_as_written_with_the_sign_of_the_value(value, written):
    figure, _notes = read("gdp-growth" if "万" not in value else "jobs", value)

    assert figure.written == written


@pytest.mark.parametrize(
    ("indicator", "value", "stored"),
    [
        ("gdp-growth", "-12.1", "-12.1"),
        ("gdp-growth", "下降12.1%", "-12.1"),
        ("gdp-growth", "增长12.1%", "12.1"),
        ("地区生产总值增速", "负增长3.7%", "-3.7"),
        ("firms-change", "减少30家", "-30"),
        ("dust-fall", "12.1", "12.1"),
        ("PM2.5浓度降幅", "下降12.1%", "12.1"),
        ("PM2.5浓度变化", "下降12.1%", "12.1"),
        ("gdp-growth", "-0", "0"),
        ("gdp-growth", "下降0.0%", "0.0"),
    ],
)
def test_a_fall_is_negative_unless_the_indicator_counts_falls(indicator, value, stored):
    figure, notes = read(indicator, value)

    assert notes == []
    assert str(figure.value) == stored


def test_a_fall_keeps_every_digit_when_its_sign_turns():
    figure, _notes = read("gdp-growth", "下降12345678901234567890123456789.5")

    assert str(figure.value) == "-12345678901234567890123456789.5"


@pytest.mark.parametrize("value", ["下降30", "减少30家"])
def test_a_fall_is_no_level(value):
    assert read("new-firms", value) == (None, [("unsigned_fall", "value", {})])


def test_a_negative_fall_waits_for_a_decision():
    figure, notes = read("dust-fall", "-3")

    assert (figure.value, notes.codes) == (Decimal("-3"), ["negative_fall"])


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("PM2.5浓度变化", "-12.1", "12.1"),
        ("PM2.5浓度变化", "12.1", "-12.1"),
        ("单位能耗降低率", "3.5", "-3.5"),
    ],
)
def test_a_name_with_the_other_sign_turns_the_value_and_waits_for_a_decision(name, value, stored):
    figure, notes = read(name, value)

    assert str(figure.value) == stored
    assert [(code, params["stored"]) for code, _column, params in notes] == [("sign_turned", stored)]


@pytest.mark.parametrize(
    ("indicator", "value", "unit", "problem"),
    [
        ("gdp", "很多", "", ("not_a_number", "value")),
        ("gdp", "1.2.3", "", ("not_a_number", "value")),
        ("gdp", "12,34", "", ("not_a_number", "value")),
        ("gdp", "1 234", "", ("not_a_number", "value")),
        ("gdp", "1.5E+05", "", ("not_a_number", "value")),
        ("gdp", "NaN", "", ("not_a_number", "value")),
        ("gdp", "#REF!", "", ("not_a_number", "value")),
        ("gdp", "=1+2", "", ("not_a_number", "value")),
        ("gdp", "=cmd|' /C calc'!A0", "", ("not_a_number", "value")),
        ("gdp", "9" * 31, "", ("not_a_number", "value")),
        ("gdp", "9" * 200, "", ("not_a_number", "value")),
        ("gdp", "100-200", "", ("range_not_figure", "value")),
        ("gdp", "6%-6.5%", "", ("range_not_figure", "value")),
        ("gdp", "30个什么", "", ("unknown_unit", "value")),
        ("gdp", "30", "什么", ("unknown_unit", "unit")),
        ("gdp", "30", "座", ("unknown_unit", "unit")),
        ("gdp", "30", "家", ("other_dimension", "unit")),
        ("gdp", "30亿美元", "", ("other_dimension", "value")),
        ("gdp", "30", "亿美元", ("other_dimension", "unit")),
        ("gdp-growth", "3", "个百分点", ("other_dimension", "unit")),
        ("gdp", "30亿元", "元", ("two_units", "unit")),
        ("gdp", "30%", "亿元", ("two_units", "unit")),
        ("jobs", "4.65万", "万人", ("two_units", "unit")),
        ("jobs-in-ten-thousands", "4.65万", "", ("two_units", "value")),
        ("gdp-growth", "4万", "%", ("two_units", "unit")),
    ],
)
def test_what_cannot_be_read_without_guessing_is_reported_in_its_cell(indicator, value, unit, problem):
    figure, notes = read(indicator, value, unit=unit)

    assert figure is None
    assert [(code, column) for code, column, _params in notes] == [problem]


def test_a_unit_of_another_dimension_names_both():
    _figure, notes = read("gdp", "30", unit="家")

    assert notes[0][2] == {"unit": "家", "expected": "亿元"}


def test_an_unknown_unit_suggests_a_known_one():
    _figure, notes = read("gdp", "30", unit="亿元元")

    assert notes[0][2]["nearest"].startswith("亿元")


@pytest.mark.parametrize(
    ("value", "given", "qualifier"),
    [
        ("100", "", "exact"),
        ("100", "约", "about"),
        ("100", "ABOUT", "about"),
        ("100", "≥", "at_least"),
        ("100", "＞＝", "at_least"),
        ("100", "～", "about"),
        ("约100", "", "about"),
        ("近100", "about", "about"),
        ("100以上", "", "at_least"),
        ("超过100", "", "more_than"),
        ("100以内", "", "at_most"),
        ("不足100", "", "less_than"),
        ("100多家", "", "more_than"),
    ],
)
def test_the_qualifier_comes_from_the_column_or_the_words(value, given, qualifier):
    figure, notes = read("new-firms", value, qualifier=given)

    assert (figure.qualifier, notes) == (qualifier, [])


@pytest.mark.parametrize(
    ("value", "given", "problem"),
    [
        ("100以上", "about", "two_qualifiers"),
        ("100", "大概", "unknown_choice"),
        ("约100", "exact", "two_qualifiers"),
    ],
)
def test_a_qualifier_that_cannot_be_is_reported(value, given, problem):
    figure, notes = read("new-firms", value, qualifier=given)

    assert (figure, notes.codes) == (None, [problem])


@pytest.mark.parametrize(("value", "estimated"), [("预计1000家", True), ("1000", False)])
def test_an_expected_figure_says_so(value, estimated):
    figure, _notes = read("new-firms", value)

    assert figure.estimated is estimated


def test_a_rank_is_read_in_words():
    assert read("area", "第11位")[0] is None


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_whatever_stands_in_the_cells_there_is_a_figure_or_a_reason(value: str, unit: str, qualifier: str):
    figure, notes = read("gdp", value, unit=unit, qualifier=qualifier)

    assert (figure is None) == any(code not in ("negative_fall", "sign_turned") for code in notes.codes)
