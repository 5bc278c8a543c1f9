"""A planned path (季度序时) takes the place of the straight line, as far as it was announced by the day."""

import datetime

import pytest

from tests import factories as make
from tracker.models import Verdict
from tracker.progress import read, refresh, replay

pytestmark = pytest.mark.django_db

AUTUMN = datetime.date(2021, 9, 1)


def halfway(**target):
    """A yearly flow of 100 with half a year's figure of 40, and its target."""
    commitment = make.make_commitment(target=target)
    make.make_observation(commitment.series, "40", "2021-01..06", published="2021-07-20")
    return commitment, commitment.targets.get()


def judged(commitment, as_of=AUTUMN) -> Verdict:
    refresh(as_of=as_of)
    commitment.refresh_from_db()
    return commitment.current_verdict


def test_expected_by_then_is_what_the_path_says():
    commitment, target = halfway()
    make.make_path_point(target, "2021-06-30", 40)

    verdict = judged(commitment)

    assert (verdict.numbers["expected"], verdict.numbers["gap"]) == ("40", "0")


def test_without_a_path_the_straight_line_holds():
    commitment, _target = halfway()

    assert judged(commitment).numbers["expected"] == "50"


def test_a_path_announced_later_was_not_known_before():
    commitment, target = halfway()
    make.make_path_point(target, "2021-06-30", 40, announced="2021-10-01")

    assert judged(commitment).numbers["expected"] == "50"
    assert judged(commitment, datetime.date(2021, 10, 1)).numbers["expected"] == "40"


def test_of_two_values_for_one_day_the_last_announced_counts():
    commitment, target = halfway()
    make.make_path_point(target, "2021-06-30", 30, announced="2021-08-01")
    make.make_path_point(target, "2021-06-30", 45)

    assert judged(commitment).numbers["expected"] == "30"


def test_the_path_is_in_the_unit_of_its_target():
    commitment, target = halfway(unit=make.make_unit("万家"), value="0.01")
    make.make_path_point(target, "2021-06-30", "0.004")

    assert judged(commitment).numbers["expected"] == "40"


def test_a_verdict_is_replayed_with_the_points_it_used():
    commitment, target = halfway()
    make.make_path_point(target, "2021-06-30", 40)
    verdict = judged(commitment)
    make.make_path_point(target, "2021-03-31", 5)

    assert replay(verdict) == []


def test_a_changed_point_is_named_on_replay():
    commitment, target = halfway()
    point = make.make_path_point(target, "2021-06-30", 40)
    verdict = judged(commitment)
    point.value = 30
    point.save()

    assert "rows" in {difference.field for difference in replay(verdict)}


def test_paths_take_one_query_for_any_number(django_assert_num_queries):
    commitments = [halfway()[0] for _number in range(3)]
    for commitment in commitments:
        make.make_path_point(commitment.targets.get(), "2021-06-30", 40)

    with django_assert_num_queries(3):
        readings = read(commitments, as_of=AUTUMN)

    assert [len(reading.path) for reading in readings] == [1, 1, 1]
