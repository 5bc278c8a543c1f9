"""A figure comes back digit for digit as it went in, on either engine."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tracker.models import Observation, Unit
from tracker.models.fields import ExactDecimalField

LIMIT = Decimal(10) ** 40


def through_the_database(value: object) -> Decimal:
    row = Observation.objects.first() or make.make_observation()
    Observation.objects.filter(pk=row.pk).update(value=value)
    return Observation.objects.get(pk=row.pk).value


@pytest.mark.django_db
@pytest.mark.parametrize(
    "digits",
    [
        "3.10",
        "0",
        "0.00",
        "-3.7",
        "12003",
        "100.0",
        "1282.9",
        "0.1",
        "12345678901234567890.12",
        "-98765432109876543210987654321098765.4321",
        "0.00000000000000000000000001",
    ],
)
def test_digits_out_are_the_digits_in(digits: str):
    assert format(through_the_database(Decimal(digits)), "f") == digits


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_as", "digits"),
    [
        ("3.10", "3.10"),
        (" 7.5 ", "7.5"),
        (4130, "4130"),
        (2.45, "2.45"),
        (Decimal("1E+3"), "1000"),
        ("2E-4", "0.0002"),
        (Decimal("-0.0"), "0.0"),
    ],
)
def test_other_ways_to_write_a_number_are_stored_as_plain_digits(given_as: object, digits: str):
    assert format(through_the_database(given_as), "f") == digits


@pytest.mark.django_db
def test_every_number_survives_the_round_trip():
    @settings(max_examples=150, deadline=None)
    @given(st.decimals(min_value=-LIMIT, max_value=LIMIT, allow_nan=False, allow_infinity=False))
    @example(Decimal("-0.000"))
    @example(LIMIT)
    def same_digits(value: Decimal):
        expected = value if value else value.copy_abs()

        assert format(through_the_database(value), "f") == format(expected, "f")

    same_digits()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense", ["NaN", "-Infinity", "sNaN", "三千", "", Decimal("NaN"), Decimal("Infinity")]
)
def test_what_is_no_number_is_refused(nonsense: object):
    with pytest.raises(ValidationError):
        through_the_database(nonsense)


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["NaN", Decimal("NaN"), "许多"])
def test_the_message_repeats_what_is_no_number(nonsense: object):
    row = make.make_observation()
    row.value = nonsense

    with pytest.raises(ValidationError, match=str(nonsense)):
        row.full_clean()


@pytest.mark.django_db
def test_a_missing_value_stays_missing():
    row = make.make_observation(value=None, missing_reason="未公布")

    assert Observation.objects.get(pk=row.pk).value is None


@pytest.mark.django_db
def test_a_fixture_carries_the_digits():
    row = make.make_observation(value="3.10")

    (copy,) = serializers.deserialize("json", serializers.serialize("json", [row]))

    assert format(copy.object.value, "f") == "3.10"


def test_a_form_keeps_the_digits():
    assert format(ExactDecimalField().formfield().clean("3.10"), "f") == "3.10"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("symbol", "factor"),
    [("亩", Fraction(2000, 3)), ("万家", Fraction(10_000)), ("斤", Fraction(1, 2000))],
)
def test_the_factor_of_a_unit_is_kept_as_a_fraction(symbol: str, factor: Fraction):
    make.make_unit(symbol)

    assert Unit.objects.get(symbol=symbol).factor == factor
