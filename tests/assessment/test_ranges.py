from fractions import Fraction

import pytest

from tests.assessment.makers import figure
from tracker.assessment.ranges import Range, decide, decide_at_least, possible

FIVE = Fraction(5)
FROM_FIVE, ABOVE_FIVE = Range(low=FIVE), Range(low=FIVE, low_open=True)
TO_FIVE, BELOW_FIVE = Range(high=FIVE), Range(high=FIVE, high_open=True)
POINT = Range(FIVE, FIVE)


@pytest.mark.parametrize(
    ("values", "accepted", "answer"),
    [
        (POINT, FROM_FIVE, True),
        (POINT, ABOVE_FIVE, False),
        (POINT, TO_FIVE, True),
        (POINT, BELOW_FIVE, False),
        (ABOVE_FIVE, FROM_FIVE, True),
        (ABOVE_FIVE, ABOVE_FIVE, True),
        (FROM_FIVE, ABOVE_FIVE, None),
        (FROM_FIVE, FROM_FIVE, True),
        (ABOVE_FIVE, TO_FIVE, False),
        (FROM_FIVE, TO_FIVE, None),
        (FROM_FIVE, BELOW_FIVE, False),
        (BELOW_FIVE, FROM_FIVE, False),
        (BELOW_FIVE, ABOVE_FIVE, False),
        (TO_FIVE, POINT, None),
        (BELOW_FIVE, POINT, False),
        (Range(), FROM_FIVE, None),
        (Range(), Range(), True),
    ],
)
def test_a_range_decides_only_where_all_or_none_of_it_is_accepted(values, accepted, answer):
    assert decide(values, accepted) is answer


@pytest.mark.parametrize(
    ("own", "other", "answer"),
    [
        (POINT, POINT, True),
        (POINT, TO_FIVE, True),
        (POINT, BELOW_FIVE, True),
        (POINT, ABOVE_FIVE, False),
        (POINT, FROM_FIVE, None),
        (FROM_FIVE, POINT, True),
        (BELOW_FIVE, POINT, False),
        (TO_FIVE, POINT, None),
    ],
)
def test_at_least_another_value_known_as_a_bound(own, other, answer):
    assert decide_at_least(own, other) is answer


@pytest.mark.parametrize(
    ("qualifier", "values"),
    [
        ("exact", POINT),
        ("about", POINT),
        ("at_least", FROM_FIVE),
        ("more_than", ABOVE_FIVE),
        ("at_most", TO_FIVE),
        ("less_than", BELOW_FIVE),
    ],
)
def test_a_qualifier_says_which_values_stay_possible(qualifier, values):
    assert possible(figure("2021", 5, qualifier)) == values
