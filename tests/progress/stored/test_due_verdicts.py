"""The verdict on a due target changes when a figure of the due period is published or revised: then only."""

import datetime

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_commitment, make_observation, make_series
from tracker.models import Target, Verdict
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

DUE = datetime.date(2021, 12, 31)
JUDGED = datetime.date(2022, 2, 1)
KINDS = {"flow": "家", "stock": "家", "ratio": "%", "rate": "%", "rank": "位"}
VALUES = st.integers(0, 200)
DAYS_LATER = st.integers(1, 3000)
ELSEWHERE = st.sampled_from(
    ["2018", "2019", "2020", "2020-H1", "2021-Q1", "2021-H1", "2022", "2022-Q1", "2030"]
)
#: A figure of another period, and how long after the verdict it is published.
LATER_FIGURES = st.lists(st.tuples(ELSEWHERE, VALUES, DAYS_LATER), max_size=4)


def settled_commitment(kind: str, value: int, comparator: str, *, baseline: bool):
    """A commitment due at the end of 2021 whose result is known, judged."""
    ranked = {"counted_from": "top"} if kind == "rank" else {}
    series = make_series(kind=kind, unit=KINDS[kind], **ranked)
    commitment = make_commitment(series=series, target={"comparator": comparator})
    base = make_observation(series, "60", "2020", published="2021-03-01")
    if baseline:
        Target.objects.filter(commitment=commitment).update(baseline=base)
    make_observation(series, value, "2021", published="2022-01-20")
    refresh(as_of=JUDGED)
    return commitment


@settings(max_examples=60)
@given(
    kind=st.sampled_from(list(KINDS)),
    value=VALUES,
    comparator=st.sampled_from(["at_least", "at_most", "about"]),
    baseline=st.booleans(),
    later=LATER_FIGURES,
    waited=DAYS_LATER,
)
def test_neither_time_nor_figures_of_other_periods_change_it(
    kind, value, comparator, baseline, later, waited
):
    with transaction.atomic():
        commitment = settled_commitment(kind, value, comparator, baseline=baseline)
        assert commitment.verdicts.get().status in ("met", "nearly_met", "missed")
        for period, other, days in later:
            published = JUDGED + datetime.timedelta(days=days)
            make_observation(commitment.series, other, period, published=published.isoformat())
            assert refresh(as_of=published) == 0
        assert refresh(as_of=JUDGED + datetime.timedelta(days=waited)) == 0
        transaction.set_rollback(True)


@settings(max_examples=30)
@given(kind=st.sampled_from(list(KINDS)), value=VALUES, revised=VALUES, days=DAYS_LATER)
def test_a_revision_changes_it_and_it_says_so(kind, value, revised, days):
    with transaction.atomic():
        commitment = settled_commitment(kind, value, "at_least", baseline=False)
        published = JUDGED + datetime.timedelta(days=days)
        make_observation(commitment.series, revised, "2021", published=published.isoformat())
        assert refresh(as_of=published) == 1
        assert "figure_revised" in commitment.verdicts.order_by("pk").last().changes
        transaction.set_rollback(True)


@given(waits=st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_without_a_result_time_brings_one_change_when_it_has_been_awaited_too_long(waits):
    with transaction.atomic():
        commitment = make_commitment()
        refresh(as_of=DUE + datetime.timedelta(days=1))
        days = 1
        for wait in waits:
            days += wait
            refresh(as_of=DUE + datetime.timedelta(days=days))
        found = list(
            Verdict.objects.filter(commitment=commitment).order_by("pk").values_list("status", "changes")
        )
        expected = [("no_data", ["first"]), ("unreported", ["time_passed"])]
        assert found == (expected if days > 180 else expected[:1])
        transaction.set_rollback(True)


def test_an_older_figure_that_had_been_public_before_the_due_date_is_taken_into_account():
    commitment = make_commitment()
    make_observation(commitment.series, "120", published="2022-01-20")
    refresh(as_of=JUDGED)
    make_observation(commitment.series, "130", "2020", published="2021-03-01")
    refresh(as_of=JUDGED)
    last = commitment.verdicts.order_by("pk").last()
    assert (last.changes, last.reasons) == (["previous_changed"], ["target_below_previous"])
