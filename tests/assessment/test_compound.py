from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.compound import annual_growth, power, rough_power

F = Fraction


@pytest.mark.parametrize(
    ("base", "exponent", "exact"),
    [
        (F("1.21"), F(1, 2), F("1.1")),
        (F(16, 9), F(1, 2), F(4, 3)),
        (F(8, 27), F(2, 3), F(4, 9)),
        (F(5, 7), F(1), F(5, 7)),
        (F("1.1"), F(12), F("1.1") ** 12),
        (F(3), F(0), F(1)),
    ],
)
def test_an_exact_root_comes_out_exactly_where_it_is_a_simple_fraction(base, exponent, exact):
    found = power(base, exponent)

    assert found == exact or abs(found - exact) < F(1, 10**30)
    assert found == exact or exact.denominator > 10**6


def test_another_root_is_known_to_thirty_digits():
    assert abs(power(F(2), F(1, 2)) ** 2 - 2) < F(1, 10**30)


@pytest.mark.parametrize("base", [0, -1, F(-1, 1000)])
def test_nothing_compounds_to_zero_or_below(base):
    assert power(F(base), F(1, 2)) is None
    assert rough_power(F(base), F(1, 2)) is None


@pytest.mark.parametrize(("base", "exponent"), [(10**9, 60), (F(1, 10**9), 60), (10**30, 400)])
def test_a_number_of_more_than_a_hundred_digits_is_none(base, exponent):
    assert power(F(base), F(exponent)) is None
    assert rough_power(F(base), F(exponent)) is None


@given(st.fractions(F(1, 1000), 1000, max_denominator=1000), st.fractions(0, 20, max_denominator=60))
def test_the_quick_power_has_nine_digits_of_the_slow_one(base, exponent):
    exact = power(base, exponent)

    assert exact is not None
    assert abs(rough_power(base, exponent) - exact) <= exact / 10**8


@pytest.mark.parametrize(
    ("earlier", "later", "years", "growth"),
    [
        (100, 121, 2, F(1, 10)),
        (100, 81, 2, F(-1, 10)),
        (-100, -121, 2, F(1, 10)),
        (7, 7, 5, F(0)),
        (100, 200, F(1, 2), F(3)),
        (0, 5, 1, None),
        (5, 0, 1, None),
        (-5, 5, 1, None),
        (5, -5, 1, None),
        (100, 121, 0, None),
    ],
)
def test_annual_growth_of_two_values(earlier, later, years, growth):
    assert annual_growth(F(earlier), F(later), F(years)) == growth


def test_average_growth_is_that_of_the_product_not_the_mean_of_the_rates():
    rates = [F("0.1"), F("-0.1")]
    product = (1 + rates[0]) * (1 + rates[1])

    assert annual_growth(F(1), product, F(2)) < sum(rates) / 2
