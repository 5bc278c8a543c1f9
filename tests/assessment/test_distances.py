"""How far from where it should be: one number for what is measured and for what is compared."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment import distance

RATE = target("rate", "2021", "at_least", "7.5")
CEILING = target("rate", "2021", "at_most", "4", "down")
RANGE = {"value_to": "8"}


def distance_of(aim, *figures, as_of="2022-06-30", baseline=None):
    return distance(aim, judge(aim, *figures, as_of=as_of, baseline=baseline), figures)


@pytest.mark.parametrize(
    ("aim", "now", "share"),
    [
        (target("flow", "2021", "at_least", 1000), 1230, "23/100"),
        (target("flow", "2021", "at_least", 1000), 400, "-3/5"),
        (target("ratio", "2021", "at_least", 50), 45, "-1/10"),
        (RATE, "6", "-1/5"),
        (RATE, "9", "1/5"),
        (CEILING, "5", "-1/4"),
        (CEILING, "3", "1/4"),
        (target("flow", "2021", "at_most", 1000, "down"), 1100, "-1/10"),
        (target("rate", "2021", "between", "7", "up", **RANGE), "6.3", "-1/10"),
        (target("rate", "2021", "between", "7", "down", **RANGE), "10", "-1/4"),
        (target("rate", "2021", "at_least", "-2"), "-3", "-1/2"),
    ],
)
def test_a_due_target_is_as_far_off_as_its_figure(aim, now, share):
    assert distance_of(aim, figure("2021", now)) == Fraction(share)


def test_of_an_open_target_the_gap_is_the_distance():
    aim, half = target("flow", "2021", "at_least", 1000), figure("2021-H1", 400)
    assert distance_of(aim, half, as_of="2021-07-15") == Fraction(-1, 10)


def test_of_a_due_way_from_a_baseline_the_share_not_gone_is_the_distance():
    aim = target("ratio", "2025", "at_most", 35, "down")
    found = distance_of(aim, figure("2025", 37), as_of="2026-03-01", baseline=figure("2020", 45))
    assert found == Fraction(-1, 5)


@pytest.mark.parametrize(
    ("aim", "figures"),
    [
        (RATE, []),
        (RATE, [figure("2021", "7", "more_than")]),
        (target("rate", "2021", "at_least", 0), [figure("2021", 1)]),
        (target("rate", "2021", "exactly", 3), [figure("2021", 4)]),
        (target("rate", "2021", "about", 3, "none"), [figure("2021", 4)]),
        (target("rank", "2021", "at_most", 20, "down", counted_from="top"), [figure("2021", 21)]),
        (target("flow", "2021", "at_least", 2, per_entity=True), [figure("2021", 40)]),
        (target("milestone", "2021", form="milestone"), [figure("2021!", 1)]),
    ],
)
def test_where_nothing_compares_there_is_no_distance(aim, figures):
    assert distance_of(aim, *figures) is None
