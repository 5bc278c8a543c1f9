"""Stored numbers become text that means the same: nothing rounded, percentages and days as such."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.reading.formats import Kind, kind_of, number_text


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", Kind.NUMBER),
        ("G/通用格式", Kind.NUMBER),
        ("0.00", Kind.NUMBER),
        ("#,##0.00;[Red]-#,##0.00", Kind.NUMBER),
        ("0.00E+00", Kind.NUMBER),
        ('0.0"% of"', Kind.NUMBER),
        (r"0\%", Kind.NUMBER),
        ('0"家"', Kind.NUMBER),
        ("[$¥-804]#,##0.00", Kind.NUMBER),
        ("@", Kind.NUMBER),
        ("0%", Kind.PERCENT),
        ("0.00%;[Red]-0.00%", Kind.PERCENT),
        ("yyyy-mm-dd", Kind.DAY),
        ('yyyy"年"m"月"d"日"', Kind.DAY),
        ("[$-804]yyyy/m/d;@", Kind.DAY),
        ("m/d/yy h:mm", Kind.DAY),
        ('m"月"d"日"', Kind.DAY),
        ('yyyy"年"m"月"', Kind.MONTH),
        ("yyyy年m月", Kind.MONTH),
        ("mmm-yy", Kind.MONTH),
        ("yyyy", Kind.YEAR),
        ('yyyy"年"', Kind.YEAR),
        ("h:mm:ss AM/PM", Kind.TIME),
        ("[h]:mm", Kind.TIME),
    ],
)
def test_a_format_tells_the_kind_of_a_number(code, kind):
    assert kind_of(164, code) == kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, Kind.NUMBER),
        (2, Kind.NUMBER),
        (9, Kind.PERCENT),
        (10, Kind.PERCENT),
        (14, Kind.DAY),
        (57, Kind.MONTH),
    ],
)
def test_formats_without_a_code_go_by_their_number(number, kind):
    assert kind_of(number, None) == kind


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2024", "2024"),
        ("2024.0", "2024"),
        ("1282.90", "1282.9"),
        ("-3.7", "-3.7"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0.30000000000000004", "0.30000000000000004"),
        (f"{12691.02:.17g}", "12691.02"),
        (f"{0.1:.17g}", "0.1"),
        ("1E+21", "1000000000000000000000"),
        ("1.5e-7", "0.00000015"),
        ("123456789012345678", "123456789012345680"),
        ("1e999", "1e999"),
        ("NaN", "NaN"),
        ("1_000", "1_000"),
        ("", ""),
        ("#N/A", "#N/A"),
    ],
)
def test_a_number_is_written_out_in_full(raw, text):
    assert number_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0.12", "12%"),
        ("0.07", "7%"),
        ("1", "100%"),
        ("0.123456", "12.3456%"),
        ("-0.009", "-0.9%"),
        ("0", "0%"),
    ],
)
def test_a_percentage_keeps_its_sign_and_all_its_digits(raw, text):
    assert number_text(raw, Kind.PERCENT) == text


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("44561", Kind.DAY, "2021-12-31"),
        ("44561.5", Kind.DAY, "2021-12-31 12:00:00"),
        ("44560.9999999", Kind.DAY, "2021-12-31"),
        ("1", Kind.DAY, "1900-01-01"),
        ("59", Kind.DAY, "1900-02-28"),
        ("60", Kind.DAY, "60"),
        ("61", Kind.DAY, "1900-03-01"),
        ("2958465", Kind.DAY, "9999-12-31"),
        ("2958465.9999999", Kind.DAY, "2958465.9999999"),
        ("-1", Kind.DAY, "-1"),
        ("44561", Kind.MONTH, "2021-12"),
        ("44561", Kind.YEAR, "2021"),
        ("0.5", Kind.TIME, "12:00:00"),
        ("44561.5", Kind.TIME, "2021-12-31 12:00:00"),
    ],
)
def test_a_day_is_a_date(raw, kind, text):
    assert number_text(raw, kind) == text


def test_a_workbook_from_a_mac_counts_from_1904():
    assert number_text("43099", Kind.DAY, from_1904=True) == "2021-12-31"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_the_number(value: float):
    text = number_text(repr(value))

    assert float(text) == value
    assert "e" not in text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_what_was_typed_with_few_digits_comes_back_as_typed(value: Decimal):
    assert Decimal(number_text(repr(float(value)))) == value


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_a_percentage_is_a_hundred_times_the_stored_value(value: float):
    text = number_text(repr(value), Kind.PERCENT)

    assert Decimal(text.removesuffix("%")) == Decimal(repr(value)) * 100
    assert math.isclose(float(text.removesuffix("%")), value * 100, abs_tol=1e-300)
