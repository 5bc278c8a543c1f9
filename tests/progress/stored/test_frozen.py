"""A stored verdict with its own rows, whatever has been published since."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_commitment,
    make_indicator,
    make_observation,
    make_path_point,
    make_series,
    make_target,
)
from tracker.models import Commitment, Observation, Verdict
from tracker.progress import frozen, refresh

pytestmark = pytest.mark.django_db

FIRST, LATER = datetime.date(2022, 7, 1), datetime.date(2023, 7, 1)


def first_verdict(commitment: Commitment) -> Verdict:
    row = commitment.verdicts.order_by("pk").first()
    row.commitment = Commitment.objects.for_list().get(pk=commitment.pk)
    return row


@pytest.fixture
def commitment() -> Commitment:
    """Missed by the first figure published, met by a later one."""
    made = make_commitment()
    make_observation(made.series, "80", published="2022-01-20")
    refresh(as_of=FIRST)
    make_observation(made.series, "120", published="2023-02-20")
    refresh(as_of=LATER)
    return made


def test_a_later_figure_is_not_read(commitment):
    kept = frozen(first_verdict(commitment))

    assert commitment.verdicts.order_by("-pk").first().status == "met"
    assert kept.standing.status == "missed"
    assert [row.written for row in kept.figures] == ["80"]
    assert kept.standing.latest.written == "80"


def test_the_target_is_the_one_it_was_judged_by(commitment):
    make_target(commitment, value="50", announced="2023-08-01")
    refresh(as_of=datetime.date(2023, 9, 1))

    assert str(frozen(first_verdict(commitment)).standing.target.value) == "100"


def test_the_day_is_the_verdict_s_own(commitment):
    assert frozen(first_verdict(commitment)).standing.as_of == FIRST


def test_a_figure_withdrawn_since_is_counted_and_not_given(commitment):
    Observation.objects.filter(written="80").update(withdrawn_at="2023-08-01T00:00Z", withdrawn_reason="x")

    kept = frozen(first_verdict(commitment))

    assert kept.figures == []
    assert kept.hidden == 1


def test_baseline_and_path_stand_in_their_parts():
    series = make_series(kind="stock")
    start = make_observation(series, "100", "2020", published="2021-01-01")
    made = make_commitment(series=series, target={"period": "2025", "value": "200", "baseline": start})
    make_path_point(made.targets.get(), "2022-12-31", "150")
    make_observation(series, "140", "2022", published="2023-01-20")
    refresh(as_of=LATER)

    standing = frozen(first_verdict(made)).standing

    assert standing.baseline == start
    assert [str(point.value) for point in standing.reading.path] == ["150"]
    assert standing.latest.written == "140"


def test_a_figure_worked_out_shows_its_arithmetic_again():
    level = make_indicator(kind="stock")
    change = make_indicator(kind="flow", change_of=level)
    levels = make_series(level)
    made = make_commitment(series=make_series(change))
    make_observation(levels, "2900", "2020", published="2021-01-20")
    make_observation(levels, "4130", "2021", published="2022-01-20")
    refresh(as_of=FIRST)

    kept = frozen(first_verdict(made))

    assert sorted(row.written for row in kept.figures) == ["2900", "4130"]
    assert kept.standing.latest.value == 1230
    assert "2900" in kept.standing.latest.derivation


def test_more_figures_take_no_more_queries(commitment):
    verdict = first_verdict(commitment)
    with CaptureQueriesContext(connection) as few:
        frozen(verdict)
    series = make_series(kind="stock")
    start = make_observation(series, "100", "2020", published="2021-01-01")
    made = make_commitment(series=series, target={"period": "2025", "value": "200", "baseline": start})
    for year in (2021, 2022):
        make_observation(series, str(year), str(year), published=f"{year + 1}-01-20")
    refresh(as_of=LATER)
    verdict = first_verdict(made)

    with CaptureQueriesContext(connection) as many:
        frozen(verdict)

    assert len(many) == len(few) <= 4


def test_without_a_target_there_is_nothing_to_tell(commitment):
    verdict = first_verdict(commitment)
    verdict.target_id = None

    assert frozen(verdict) is None
