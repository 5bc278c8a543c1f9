"""Which verdicts changed since a moment, and why."""

import datetime

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import (
    make_commitment,
    make_document,
    make_observation,
    make_plan,
    make_series,
    make_topic,
)
from tracker.actions.observations import record_observation
from tracker.models import Observation, Verdict
from tracker.progress import refresh


def make_verdict(commitment, **fields):
    return factories.make_verdict(commitment, inputs={"observations": []}, **fields)


MIDNIGHT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def commitment(db):
    """Missed at first, then met by a later vintage."""
    commitment = make_commitment(plan=make_plan(), number=17, topic=make_topic("innovation"))
    make_observation(commitment.series, "50", published="2022-02-01")
    refresh()
    record_observation(
        series=commitment.series, period="2021", document=make_document("later", "2022-09-08"), value="120",
        by=None,
    )  # fmt: skip
    return commitment


def told(rows):
    """Status before and after, and the codes of what led to it."""
    return [
        (
            row["before"] and row["before"]["status"],
            row["verdict"]["status"],
            [each["code"] for each in row["changes"]],
        )
        for row in rows
    ]


def test_a_change_says_what_was_what_is_and_why(api, commitment):
    first, second = api.rows("changes/")
    assert told([first, second]) == [
        (None, "missed", ["first"]), ("missed", "met", ["figure_revised"]),
    ]  # fmt: skip
    assert (second["commitment"], second["plan"], second["jurisdiction"]) == (
        "410100-2021-017", "410100-2021", "410100",
    )  # fmt: skip
    assert (second["id"], second["before"]["id"]) == tuple(
        Verdict.objects.order_by("-pk").values_list("pk", flat=True)
    )
    assert second["latest"]["value"] == "120"
    assert second["sha256"] == Verdict.objects.latest("pk").sha256
    assert second["change_set"] == Observation.objects.latest("pk").change_set_id


def test_reasons_are_told_in_the_language_of_the_request(api, commitment):
    chinese, english = (
        api.get("changes/", language=language).json()["results"][1]["changes"][0]["text"]
        for language in ("zh", "en")
    )
    assert english == "another figure of the same period counts now"
    assert chinese != english


def test_every_verdict_has_its_own_predecessor(api, commitment):
    other = make_commitment()
    refresh()
    rows = {row["id"]: row for row in api.rows("changes/")}
    last = Verdict.objects.get(commitment=other)
    assert rows[last.pk]["before"] is None
    assert [row["status_changed"] for row in rows.values()] == [True, True, True]


@pytest.fixture
def recorded(db):
    """Five verdicts of one commitment, recorded an hour apart, the last two at one moment."""
    commitment = make_commitment(topic=make_topic("innovation"))
    for number, status in enumerate(["behind", "behind", "met", "missed", "met"]):
        verdict = make_verdict(commitment, status=status, changes=["first"] if number == 0 else ["fell_due"])
        moment = MIDNIGHT + datetime.timedelta(hours=min(number, 3))
        Verdict.objects.filter(pk=verdict.pk).update(recorded_at=moment)
    return commitment


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        ({}, ["behind", "behind", "met", "missed", "met"]),
        ({"since": "2026-01-01T01:00:00Z"}, ["behind", "met", "missed", "met"]),
        ({"since": "2026-01-01T10:00:00+08:00"}, ["met", "missed", "met"]),
        ({"since": "2026-01-01T10:00:00"}, ["met", "missed", "met"]),
        ({"since": "2026-01-01"}, ["behind", "behind", "met", "missed", "met"]),
        ({"since": "2026-01-02"}, []),
        ({"until": "2026-01-01T01:00:00Z"}, ["behind"]),
        ({"since": "2026-01-01T01:00:00Z", "until": "2026-01-01T03:00:00Z"}, ["behind", "met"]),
        ({"change": "first"}, ["behind"]),
        ({"change": "first,fell_due"}, ["behind", "behind", "met", "missed", "met"]),
        ({"change": "figure_revised"}, []),
        ({"status": "met,missed"}, ["met", "missed", "met"]),
        ({"was": "behind"}, ["behind", "met"]),
        ({"was": "behind", "status": "met"}, ["met"]),
        ({"status_changed": "true"}, ["behind", "met", "missed", "met"]),
        ({"status_changed": "false"}, ["behind"]),
        ({"plan": "410100-2021"}, ["behind", "behind", "met", "missed", "met"]),
        ({"plan": "410100-2022"}, []),
        ({"jurisdiction": "410100,410000"}, ["behind", "behind", "met", "missed", "met"]),
        ({"topic": "economy"}, []),
        ({"indicator": "gdp"}, []),
        ({"commitment": "410100-2021-999999"}, []),
        ({"ordering": "-recorded"}, ["met", "missed", "met", "behind", "behind"]),
    ],
)
def test_a_filter_keeps_what_fits(api, recorded, query, statuses):
    assert [row["verdict"]["status"] for row in api.rows("changes/", page_size=2, **query)] == statuses


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "2026-01-01T25:00:00Z", "1767225600"])
def test_a_moment_that_cannot_be_read_is_refused_with_the_remedy(api, moment):
    (fault,) = api.refusal("changes/", since=moment)["errors"]
    assert (fault["parameter"], fault["value"]) == ("since", moment)
    assert "2026-11-22T00:00:00Z" in fault["remedy"]


def test_changes_of_what_is_not_public_are_not_told(api, db):
    make_verdict(make_commitment(state="draft"))
    make_verdict(make_commitment(plan=make_plan("410100-2022", state="submitted")))
    assert api.rows("changes/") == []


def test_a_figure_withdrawn_since_is_not_shown_again(api, commitment):
    Observation.objects.filter(value=120).update(withdrawn_at=timezone.now(), withdrawn_reason="typo")
    assert [row["latest"] and row["latest"]["value"] for row in api.rows("changes/")] == ["50", None]


def test_the_list_costs_the_same_however_long_it_is(api, commitment, django_assert_num_queries):
    series = make_series()
    for number in range(4):
        make_verdict(make_commitment(series=series, plan=make_plan(f"410100-203{number}")))
    with django_assert_num_queries(2):
        assert len(api.get("changes/").json()["results"]) == 6
