"""Who hangs on a series is found however many series there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_commitment, make_indicator, make_jurisdiction, make_observation, make_series
from tracker.models import Target
from tracker.progress import affected_by, refresh

pytestmark = pytest.mark.django_db


def test_more_series_than_a_query_may_have_parameters():
    commitment = make_commitment()
    nowhere = range(commitment.series_id + 1, commitment.series_id + 300_000)
    assert list(affected_by([commitment.series_id, *nowhere])) == [commitment]


def test_no_series_affect_nobody():
    make_commitment()
    assert list(affected_by([])) == []


@pytest.mark.parametrize("tie", ["change_of", "growth_of"])
def test_those_whose_figures_may_be_worked_out_from_it(tie):
    level = make_series(make_indicator(kind="stock"))
    derived = make_commitment(series=make_series(make_indicator(**{tie: level.indicator})))
    assert list(affected_by([level.pk])) == [derived]


def test_a_level_that_follows_from_its_changes():
    stock = make_series(make_indicator(kind="stock"))
    changes = make_series(make_indicator(change_of=stock.indicator))
    commitment = make_commitment(series=stock)
    assert list(affected_by([changes.pk])) == [commitment]


def test_nobody_in_another_place():
    level = make_indicator(kind="stock")
    make_commitment(series=make_series(make_indicator(change_of=level)))
    elsewhere = make_series(level, make_jurisdiction("410200", name="开封市"))
    assert list(affected_by([elsewhere.pk])) == []


def test_no_draft():
    assert list(affected_by([make_commitment(state="draft").series_id])) == []


def test_a_commitment_is_named_once():
    series = make_series(kind="stock")
    commitment = make_commitment(series=series)
    base = make_observation(series, "80", "2020", published="2021-03-01")
    Target.objects.filter(commitment=commitment).update(
        baseline=base, form="reference", value=None, reference=series
    )
    assert list(affected_by([series.pk])) == [commitment]


def test_a_figure_costs_as_many_queries_in_a_large_table_as_in_a_small_one():
    def queries() -> int:
        commitment = make_commitment()
        refresh()
        make_observation(commitment.series, "120")
        with CaptureQueriesContext(connection) as asked:
            assert refresh(affected_by([commitment.series_id])) == 1
        return len(asked)

    first = queries()
    for _ in range(8):
        make_observation(make_commitment().series, "120")
    assert queries() == first <= 19
