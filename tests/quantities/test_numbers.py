"""Numbers as documents and spreadsheets write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exceptions import QuantityError
from tracker.quantities import Number, format_number, parse_number
from tracker.quantities.numbers import MULTIPLIER_WORDS

numbers = st.builds(
    Number,
    value=st.decimals(min_value=-(10**12), max_value=10**12, places=4) | st.integers(-999, 999).map(Decimal),
    multiplier=st.sampled_from(sorted(MULTIPLIER_WORDS)),
)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("0", Fraction(0)),
        ("12003", Fraction(12003)),
        ("1,282.9", Fraction(12829, 10)),
        ("1，282.9", Fraction(12829, 10)),
        ("1,234,567", Fraction(1234567)),
        ("２２０", Fraction(220)),
        ("４．６５万", Fraction(46500)),
        ("4.65万", Fraction(46500)),
        ("4.65 万", Fraction(46500)),
        ("2万亿", Fraction(2 * 10**12)),
        ("3.4亿", Fraction(34 * 10**7)),
        ("7百", Fraction(700)),
        ("5千", Fraction(5000)),
        ("-3.7", Fraction(-37, 10)),
        ("\u22123.7", Fraction(-37, 10)),
        ("－3.7", Fraction(-37, 10)),
        ("\u20133.7", Fraction(-37, 10)),
        ("- 3.7", Fraction(-37, 10)),
        ("+5", Fraction(5)),
        ("＋5", Fraction(5)),
        (".5", Fraction(1, 2)),
        ("2024.0", Fraction(2024)),
        ("  42\t", Fraction(42)),
        ("\ufeff42", Fraction(42)),
        ("4\u00a0万", Fraction(40000)),
        ("007", Fraction(7)),
    ],
)
def test_a_number_is_read_exactly(text, exact):
    assert parse_number(text).exact == exact


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \u3000 ", "empty"),
        ("1.2.3", "not_a_number"),
        ("5.", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("inf", "not_a_number"),
        ("--5", "not_a_number"),
        ("-", "not_a_number"),
        ("—", "not_a_number"),
        ("…", "not_a_number"),
        ("万", "not_a_number"),
        ("1:2", "not_a_number"),
        ("74.5%", "not_a_number"),
        ("10²", "not_a_number"),
        ("½", "not_a_number"),
        ("٣", "not_a_number"),
        ("三百", "not_a_number"),
        ("4万万", "not_a_number"),
        ("1_000", "not_a_number"),
        ("12,34", "ambiguous_number"),
        ("1,2345", "ambiguous_number"),
        ("0,123", "ambiguous_number"),
        ("1,234,56", "ambiguous_number"),
        ("12,34万", "ambiguous_number"),
        ("1 234", "ambiguous_number"),
        ("1\u2009234", "ambiguous_number"),
        ("9" * 31, "not_a_number"),
        ("9" * 200, "too_long"),
    ],
)
def test_what_is_no_single_number_is_an_error_naming_the_text(text, code):
    with pytest.raises(QuantityError) as caught:
        parse_number(text)
    assert (caught.value.code, caught.value.text) == (code, text)


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("1,282.9", Fraction(1, 20)),
        ("12003", Fraction(1, 2)),
        ("4.65万", Fraction(50)),
        ("4.650万", Fraction(5)),
        ("2万亿", Fraction(10**12, 2)),
        ("-3.70", Fraction(1, 200)),
    ],
)
def test_rounding_is_half_a_unit_of_the_last_written_digit(text, rounding):
    assert parse_number(text).rounding == rounding


def test_the_text_is_kept_as_written_without_the_space_around_it():
    assert parse_number(" １,２８２.９0 ").written == "１,２８２.９0"


def test_trailing_zeros_stay_part_of_the_value():
    assert str(parse_number("1,282.90").value) == "1282.90"


def test_thirty_digits_are_still_read():
    assert parse_number("9" * 30).exact == 10**30 - 1


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1,282.90", "1282.90"),
        ("４．６５ 万", "4.65万"),
        ("－３", "-3"),
        ("+5", "5"),
        (".5", "0.5"),
        ("2万亿", "2万亿"),
    ],
)
def test_the_canonical_text_keeps_decimals_and_drops_separators(text, canonical):
    assert format_number(parse_number(text)) == canonical


@settings(deadline=None)  # a busy machine is no failure
@given(numbers)
def test_a_formatted_number_reads_back_with_its_digits(number):
    back = parse_number(format_number(number))
    assert (back, str(back.value)) == (number, f"{number.value:f}")


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(0, 10**15), st.integers(0, 6))
def test_thousands_separators_change_nothing(whole, decimals):
    tail = f".{'7' * decimals}" if decimals else ""
    assert parse_number(f"{whole:,}{tail}") == parse_number(f"{whole}{tail}")


def test_how_a_number_was_written_takes_no_part_in_equality():
    assert parse_number("1,000") == parse_number("１０００")


@pytest.mark.parametrize(("value", "multiplier"), [("NaN", 1), ("Infinity", 1), ("1", 3)])
def test_a_number_that_could_not_be_written_cannot_be_built(value, multiplier):
    with pytest.raises(QuantityError, match="is not a number"):
        Number(Decimal(value), multiplier)
