"""Counts by status, against a count by hand."""

import datetime
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from tests.factories import make_commitment, make_observation, make_plan, make_topic
from tracker.models import Commitment, Department
from tracker.progress import SummaryRow, refresh, standings, summarise, summarise_total

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 7, 1)


@pytest.fixture
def commitments():
    """Six commitments of two topics, two plans and two departments: met, missed, unreported, not rateable."""
    topics = [make_topic("economy"), make_topic("innovation", name="科技创新")]
    plans = [make_plan(), make_plan("410100-2022")]
    departments = [Department.objects.create(code=code, name=code) for code in ("a", "b")]
    for number in range(6):
        row = make_commitment(plan=plans[number % 2], topic=topics[number // 3], number=number + 1)
        row.departments.set(departments[: number % 3])
        if number % 3:
            make_observation(row.series, "120" if number % 3 == 1 else "80", published="2022-01-20")
    Commitment.objects.filter(number=6).update(checkable=False, unrateable_reason="no_measure")
    refresh(as_of=DAY)
    return Commitment.objects.published()


def by_hand(queryset, path, as_of):
    """One commitment after the other."""
    counts = defaultdict(Counter)
    keys = {
        "topic": lambda row: [row.commitment.topic.code],
        "plan": lambda row: [row.commitment.plan.code],
        "jurisdiction": lambda row: [row.commitment.plan.jurisdiction.code],
        "due_year": lambda row: [str(row.target.due.year)],
        "department": lambda row: [found.code for found in row.commitment.departments.all()] or [""],
    }
    for row in standings(queryset.for_list(), as_of=as_of):
        for key in keys[path](row):
            counts[key][row.status] += 1
    return {key: dict(found) for key, found in counts.items()}


@pytest.mark.parametrize("as_of", [None, DAY, datetime.date(2021, 6, 1)])
@pytest.mark.parametrize("path", ["topic", "plan", "jurisdiction", "due_year", "department"])
def test_groups_count_what_counting_by_hand_counts(commitments, path, as_of):
    found = {row.key: row.counts for row in summarise(commitments, by=path, as_of=as_of)}
    assert found == by_hand(commitments, path, as_of)


@pytest.mark.parametrize("as_of", [None, DAY])
def test_the_total_counts_each_commitment_once(commitments, as_of):
    assert summarise_total(commitments, as_of=as_of).counts == {
        "not_rateable": 1,
        "met": 2,
        "missed": 1,
        "unreported": 2,
    }


def test_both_denominators_are_given(commitments):
    total = summarise_total(commitments)
    assert (total.met_of_all, total.met_of_rateable) == (Fraction(2, 6), Fraction(2, 5))


def test_met_counts_early_achievement_too():
    row = SummaryRow(key="", label="", counts={"met": 1, "achieved": 1, "withdrawn": 1, "no_data": 1})
    assert (row.met, row.total, row.rateable) == (2, 4, 3)


def test_nothing_has_no_share():
    row = SummaryRow(key="", label="", counts={"not_rateable": 2})
    assert (row.met_of_all, row.met_of_rateable) == (0, None)


def test_groups_are_named_and_ordered(commitments):
    assert [row.label for row in summarise(commitments, by="topic")] == ["综合经济", "科技创新"]


def test_todays_counts_take_two_queries(commitments, django_assert_num_queries):
    with django_assert_num_queries(2):
        summarise(commitments, by="topic")


@pytest.mark.parametrize("by", ["topic", "plan", "jurisdiction", "due_year"])
def test_what_is_found_by_two_departments_counts_once(commitments, by):
    found = commitments.filter(departments__code__in=["a", "b"])
    assert found.count() > found.distinct().count()
    assert sum(row.total for row in summarise(found, by=by)) == found.distinct().count()
    assert summarise_total(found).total == found.distinct().count()
