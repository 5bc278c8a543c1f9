"""The quick fractions are the standard library's, number for number."""

import operator
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment.exact import Exact, exact

RATIONALS = st.fractions(max_denominator=10**6)
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]
COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


def quick(number):
    return exact(number.numerator, number.denominator)


def answer(operation, one, other):
    try:
        return operation(one, other)
    except ZeroDivisionError:
        return ZeroDivisionError


@pytest.mark.parametrize("operation", OPERATIONS + COMPARISONS)
@given(one=RATIONALS, other=st.one_of(RATIONALS, st.integers()))
def test_every_operation_answers_as_the_standard_library_does(operation, one, other):
    expected = answer(operation, one, other)
    assert answer(operation, quick(one), other) == expected
    assert answer(operation, quick(one), quick(Fraction(other))) == expected
    assert answer(operation, other, quick(one)) == answer(operation, other, one)


@pytest.mark.parametrize("operation", OPERATIONS)
@given(one=RATIONALS, other=RATIONALS.filter(bool))
def test_what_is_worked_out_is_quick_again_and_in_lowest_terms(operation, one, other):
    for found in (
        operation(quick(one), other),
        operation(one, quick(other)),
        operation(quick(one), quick(other)),
    ):
        assert type(found) is Exact
        assert (found.numerator, found.denominator) == operation(one, other).as_integer_ratio()


@given(RATIONALS)
def test_it_is_written_hashed_and_stored_as_the_same_number(number):
    made = quick(number)
    assert (str(made), hash(made), pickle.loads(pickle.dumps(made))) == (str(number), hash(number), number)
    assert (-made, abs(made), float(made), made**2) == (-number, abs(number), float(number), number**2)


def test_other_kinds_of_numbers_are_left_to_the_standard_library():
    assert exact(1, 2) + 0.5 == 1.0
    assert exact(3, 2) > 1.25
    assert exact(1, 2) != "1/2"
    with pytest.raises(TypeError):
        exact(1, 2) + "1"


@pytest.mark.parametrize(
    ("given_pair", "stored"), [((6, -4), (-3, 2)), ((0, -5), (0, 1)), ((-4, -2), (2, 1))]
)
def test_the_denominator_is_positive_and_shares_nothing(given_pair, stored):
    assert exact(*given_pair).as_integer_ratio() == stored


def test_nothing_is_divided_by_zero():
    with pytest.raises(ZeroDivisionError):
        exact(1, 0)
