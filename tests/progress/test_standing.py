"""What doors show of a standing beyond its judgement: expected by now, the unit of amounts, the two flags."""

import datetime
from fractions import Fraction

import pytest

from tests import factories as make
from tracker.models import Commitment
from tracker.progress import refresh, standings

pytestmark = pytest.mark.django_db

JUNE = datetime.date(2024, 6, 30)


def stand(commitment, as_of=JUNE, method="schedule"):
    rows = Commitment.objects.for_list().filter(pk=commitment.pk)
    return standings(rows, as_of=as_of, method=method)[0]


def firms(*, baseline="2000", **target):
    """Firms to become 3000 by the end of 2025 from `baseline` at the end of 2020."""
    series = make.make_series(kind="stock")
    start = make.make_observation(series, baseline, "2020", published="2021-01-10") if baseline else None
    aim = {"period": "2025", "value": "3000", "baseline": start, **target}
    return make.make_commitment(series=series, target=aim)


# Expected by now


def test_without_any_figure_the_straight_line_says_what_should_be_there():
    assert stand(firms()).expected_now == 2700


def test_expected_now_is_of_the_day_asked_for_and_not_of_the_newest_figure():
    commitment = firms()
    make.make_observation(commitment.series, "2500", "2023", published="2024-01-20")
    standing = stand(commitment)

    assert (standing.judgement.expected, standing.expected_now) == (2600, 2700)


def test_a_stored_verdict_does_not_freeze_it():
    commitment = firms()
    refresh(as_of=datetime.date(2022, 1, 1))
    by_now = stand(commitment, as_of=None)

    assert by_now.verdict is not None
    assert by_now.expected_now == 3000


def test_an_announced_path_takes_the_place_of_the_line():
    commitment = firms()
    make.make_path_point(commitment.targets.get(), "2023-12-31", 2200)

    assert stand(commitment).expected_now == 2400
    assert stand(commitment, datetime.date(2023, 12, 31)).expected_now == 2200


def test_a_path_announced_later_is_not_expected_before():
    commitment = firms()
    make.make_path_point(commitment.targets.get(), "2023-12-31", 2200, announced="2024-07-01")

    assert stand(commitment).expected_now == 2700


def rate():
    return make.make_commitment(
        series=make.make_series(kind="rate", unit="%"), target={"value": "7.5", "period": "2024"}
    )


def withdrawn():
    return make.make_commitment(withdrawn_on=datetime.date(2022, 1, 1), withdrawn_reason="并入")


@pytest.mark.parametrize(
    ("commitment", "expected"),
    [
        (lambda: firms(period="2023"), 3000),
        (rate, Fraction(15, 2)),
        (lambda: firms(baseline=""), None),
        (lambda: make.make_commitment(checkable=False, unrateable_reason="no_measure"), None),
        (withdrawn, None),
        (lambda: make.make_commitment(measured=False), None),
    ],
    ids=["once due", "to hold", "no baseline", "not rateable", "withdrawn", "milestone"],
)
def test_it_is_the_target_once_due_or_held_and_nothing_where_nothing_can_be_told(commitment, expected):
    assert stand(commitment()).expected_now == expected


def test_a_baseline_of_another_series_starts_no_line():
    other = make.make_observation(make.make_series(kind="stock"), "2000", "2020", published="2021-01-10")

    assert stand(firms(baseline="", baseline_id=other.pk)).expected_now is None


# The unit of amounts


def test_amounts_are_told_in_the_unit_of_the_target():
    assert stand(firms(value="0.3", unit=make.make_unit("万家"))).unit.symbol == "万家"


def test_a_growth_in_percent_is_reached_in_the_indicator_s_unit():
    commitment = firms(form="growth", value="50", unit=make.make_unit("%"))
    standing = stand(commitment)

    assert (standing.expected_now, standing.unit.symbol) == (2700, "家")


def test_a_target_without_a_series_has_no_unit():
    assert stand(make.make_commitment(measured=False)).unit is None


# What a status hangs on


def halfway():
    """Half way after three fifths of the time: fair by schedule, behind by every other method."""
    commitment = firms()
    make.make_observation(commitment.series, "2500", "2023", published="2024-01-20")
    return commitment


def disputed():
    """A target met by the figure that counts and missed by another one of the same period."""
    commitment = make.make_commitment()
    make.make_observation(commitment.series, "80", published="2022-02-01")
    make.make_observation(commitment.series, "120", published="2022-08-01")
    return commitment


def flags(standing):
    return standing.method_sensitive, standing.vintage_sensitive


@pytest.mark.parametrize("method", ["schedule", "cagr", "trend"])
@pytest.mark.parametrize(("commitment", "expected"), [(halfway, (True, False)), (disputed, (False, True))])
def test_flags_of_a_past_day_are_told_on_the_spot_whatever_method_is_shown(commitment, expected, method):
    assert flags(stand(commitment(), method=method)) == expected


def test_a_past_day_knows_no_later_rival():
    assert flags(stand(disputed(), datetime.date(2022, 7, 31))) == (False, False)


@pytest.mark.parametrize("method", ["schedule", "extrapolation"])
def test_flags_of_today_are_those_stored(method):
    commitment = disputed()
    refresh()

    assert flags(stand(commitment, as_of=None, method=method)) == (False, True)


def test_flags_and_expectation_cost_no_query(django_assert_num_queries):
    rows = [stand(halfway()), stand(disputed())]

    with django_assert_num_queries(0):
        told = [(flags(row), row.expected_now) for row in rows]

    assert told == [((True, False), 2700), ((False, True), 100)]
