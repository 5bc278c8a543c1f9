from fractions import Fraction

import pytest

from tracker.assessment import decomposition


@pytest.mark.parametrize(
    ("total", "parts", "gap"),
    [
        (500, [200, 200, 200], 100),
        (600, [200, 200, 200], 0),
        (700, [200, 200, 200], -100),
        (20, [4, 5, 7, 4], 0),  # classes of indicators in a mid-term report
        (0, [0], 0),
        (5, [], None),
        (500, [200, None, 200], None),
        (None, [200, 200], None),
    ],
)
def test_the_gap_between_a_total_and_its_parts_is_recorded(total, parts, gap):
    found = decomposition(
        None if total is None else Fraction(total),
        [None if part is None else Fraction(part) for part in parts],
    )

    assert found.gap == gap
    assert found.adds_up is (None if gap is None else gap == 0)


def test_a_missing_part_is_counted_and_not_taken_for_zero():
    found = decomposition(Fraction(400), [Fraction(200), None, Fraction(200)])

    assert (found.parts, found.missing, found.gap) == (400, 1, None)
