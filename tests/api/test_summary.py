"""Counts by group, with both denominators."""

import pytest

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_observation,
    make_plan,
    make_topic,
)
from tracker.api.summary import Summary
from tracker.models import Commitment, Status
from tracker.progress import refresh


@pytest.fixture
def plan(db):
    """Of four commitments one met, one not reported, one not rateable; and a draft."""
    plan = make_plan(document=make_document(published="2021-01-30"))
    met = make_commitment(plan=plan, topic=make_topic("innovation"))
    make_observation(met.series, "120", published="2022-03-01")
    make_commitment(plan=plan, topic=make_topic("innovation"))
    make_commitment(plan=plan, topic=make_topic("economy"), checkable=False, unrateable_reason="no_measure")
    make_commitment(plan=plan, state="draft")
    refresh()
    return plan


def test_groups_are_counted_by_status_with_both_denominators(api, plan):
    answer = api.get("progress/summary/", by="topic").json()
    rows = {row["key"]: row for row in answer["results"]}
    assert rows["innovation"]["counts"]["met"] == 1
    assert rows["innovation"]["counts"]["unreported"] == 1
    assert (rows["innovation"]["met_of_all"], rows["innovation"]["met_of_rateable"]) == ("0.5", "0.5")
    assert (rows["economy"]["total"], rows["economy"]["rateable"]) == (1, 0)
    assert rows["economy"]["met_of_rateable"] is None


def test_the_total_counts_everything_once(api, plan):
    total = api.get("progress/summary/").json()["total"]
    assert (total["total"], total["rateable"], total["met"]) == (3, 2, 1)
    assert (total["met_of_all"], total["met_of_rateable"]) == ("0.333333", "0.5")


def test_every_status_is_counted_even_when_nobody_has_it(api, plan):
    total = api.get("progress/summary/").json()["total"]
    assert list(total["counts"]) == Status.values
    assert sum(total["counts"].values()) == total["total"]


@pytest.mark.parametrize("by", ["topic", "plan", "department", "jurisdiction", "due_year"])
def test_every_grouping_adds_up(api, plan, by):
    answer = api.get("progress/summary/", by=by).json()
    assert answer["by"] == by
    assert sum(row["total"] for row in answer["results"]) == 3


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "innovation"},
        {"topic": "economy,innovation,nothing"},
        {"topic": "innovation", "jurisdiction": "410100"},
        {"topic": "innovation", "jurisdiction": "410200"},
        {"by": "plan", "plan": "410100-2021"},
        {"by": "due_year", "due_year": "2021,2022"},
        {"by": "jurisdiction", "jurisdiction": "410100"},
        {"by": "due_year", "due_year": "2021", "jurisdiction": "410100"},
        {"by": "due_year", "due_year": "2021.0"},
        {"by": "plan", "topic": "innovation"},
        {"by": "jurisdiction", "due_year": "2021,2025"},
        {"by": "department", "topic": "innovation"},
        {"by": "department", "department": "a"},
        {"department": "a"},
        {"by": "plan", "department": "nobody"},
        {"vintage_sensitive": "true"},
        {"by": "department", "method_sensitive": "false"},
        {"by": "plan", "headline": "true"},
        {"by": "topic", "topic": "innovation", "checkable": "false"},
        {"by": "jurisdiction", "checkable": "true"},
        {"by": "due_year", "binding": "expected,binding"},
        {"modality": "plain,strive"},
        {"by": "plan", "due_year": "2021", "vintage_sensitive": "false"},
        {"by": "department", "topic": "innovation", "due_year": "2021"},
        {"by": "department", "department": "a", "due_year": "2021"},
        {"by": "due_year", "topic": "innovation", "department": "a"},
    ],
)
def test_counts_that_are_kept_are_those_of_the_rows(
    api, plan, monkeypatch, query, django_assert_max_num_queries
):
    first, second, *_rest = plan.commitments.all()
    both = [make_department("a"), make_department("b")]
    first.departments.set(both)
    second.departments.set(both[1:])
    refresh()
    with django_assert_max_num_queries(5):
        kept = api.get("progress/summary/", **query).json()
    monkeypatch.setattr(Summary, "_kept", lambda view, by: None)
    assert kept == api.get("progress/summary/", **query).json()


def test_of_two_departments_a_commitment_counts_once_in_all(api, plan):
    a, b = make_department("a"), make_department("b")
    plan.commitments.first().departments.set([a, b])
    refresh()
    answer = api.get("progress/summary/", by="department", department="a,b").json()
    assert ([row["total"] for row in answer["results"]], answer["total"]["total"]) == ([1, 1], 1)


def test_filters_narrow_what_is_counted(api, plan):
    assert api.get("progress/summary/", topic="economy").json()["total"]["total"] == 1


@pytest.mark.parametrize("topic", ["innovation", "economy"])
def test_a_group_counts_what_the_list_shows(api, plan, topic):
    rows = {row["key"]: row for row in api.get("progress/summary/").json()["results"]}
    assert rows[topic]["total"] == len(api.codes("commitments/", topic=topic))


def test_a_past_day_counts_what_was_known(api, plan):
    answer = api.get("progress/summary/", as_of="2021-02-01").json()
    assert answer["as_of"] == "2021-02-01"
    assert answer["total"]["counts"]["met"] == 0
    assert answer["total"]["counts"]["no_data"] == 2


def test_the_status_is_no_filter_of_a_summary(api):
    assert api.refusal("progress/summary/", status="met")["code"] == "unknown_parameter"


@pytest.mark.parametrize("day", [{}, {"as_of": "2022-12-31", "plan": "410100-2021"}])
def test_those_that_hang_on_the_vintage_are_counted_apart(api, plan, day):
    rival = make_commitment(plan=plan)
    make_observation(rival.series, "80", published="2022-02-01")
    make_observation(rival.series, "120", published="2022-08-01")
    refresh()
    counted = {
        word: api.get("progress/summary/", vintage_sensitive=word, **day).json()["total"]["total"]
        for word in ("true", "false")
    }
    assert counted == {"true": 1, "false": 3}


def test_a_past_day_s_flags_need_a_scope(api, plan):
    refusal = api.refusal("progress/summary/", as_of="2022-12-31", method_sensitive="true")
    assert refusal["code"] == "unsupported_combination"


def test_labels_follow_the_language(api, plan):
    rows = api.get("progress/summary/", by="plan", language="en").json()["results"]
    assert rows[0]["label"] == "Work report 2021"


def test_a_summary_costs_the_same_however_much_it_counts(api, plan, django_assert_num_queries):
    for _ in range(5):
        make_commitment(plan=plan)
    refresh()
    assert Commitment.objects.count() == 9
    with django_assert_num_queries(2):
        api.get("progress/summary/")
