"""Targets that moved, as JSON and CSV."""

import csv
import datetime
import io

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_observation,
    make_plan,
    make_public_document,
    make_series,
    make_target,
    make_topic,
)
from tracker.models import Commitment
from tracker.progress import refresh
from tracker.reports import moves


def moved(value="80", period="2021", **fields):
    """A pledge of 100 for 2021, announced anew in mid-2021; 90 was reported."""
    commitment = make_commitment(**fields)
    paper = make_document(published="2021-07-01")
    make_target(commitment, value=value, period=period, document=paper)
    make_observation(commitment.series, "90")
    return commitment


@pytest.fixture
def four(db):
    """One lowered, one raised, one dropped, one silent."""
    make_plan(document=make_document("report-2021", "2021-01-30"))
    rows = [
        moved(number=1, topic=make_topic("innovation")),
        moved("120", number=2),
        make_commitment(number=3),
        make_commitment(number=4),
    ]
    Commitment.objects.filter(number=3).update(
        withdrawn_on=datetime.date(2021, 9, 1), withdrawn_reason="后续报告不再提及"
    )
    place = rows[0].plan.jurisdiction
    make_public_document("report-2022", "2022-02-10", kind="work_report", jurisdiction=place)
    refresh()
    return rows


def numbers(api, **query):
    rows = api.get("goalposts/", **query).json()["results"]
    return [int(row["commitment"][-3:]) for row in rows]


def test_what_was_made_easier_or_left_unreported_is_listed(api, four):
    assert numbers(api) == [1, 3, 4]


def test_all_adds_every_other_change(api, four):
    assert numbers(api, all="true") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"move": "lowered"}, [1]),
        ({"move": "dropped,unreported"}, [3, 4]),
        ({"move": "raised"}, [2]),
        ({"topic": "innovation"}, [1]),
        ({"plan": "410100-2021"}, [1, 3, 4]),
        ({"jurisdiction": "100000"}, []),
        ({"as_of": "2021-08-01"}, [1]),
        ({"as_of": "2021-06-30"}, []),
        ({"as_of": "2022-02-20", "move": "unreported"}, []),
        ({"as_of": "2022-12-31", "move": "unreported"}, [4]),
    ],
)
def test_filters_narrow_the_list(api, four, query, found):
    assert numbers(api, **query) == found


def test_a_change_holds_both_targets_with_the_documents_that_announced_them(api, four):
    row = api.get("goalposts/", move="lowered").json()["results"][0]
    [change] = row["changes"]
    assert (change["before"]["value"], change["after"]["value"]) == ("100", "80")
    assert (change["before"]["document"], change["before"]["announced"]) == ("report-2021", "2021-01-30")
    assert change["after"]["announced"] == "2021-07-01"


def test_the_verdict_is_given_against_the_first_and_the_current_target(api, four):
    row = api.get("goalposts/", move="lowered").json()["results"][0]
    assert (row["verdict_first"]["status"], row["verdict_current"]["status"]) == ("nearly_met", "met")
    assert (row["verdict_first"]["completion"], row["verdict_current"]["completion"]) == ("0.9", "1.125")


def test_a_dropped_pledge_has_nothing_after_it(api, four):
    [row] = api.get("goalposts/", move="dropped").json()["results"]
    assert [change["after"] for change in row["changes"]] == [None]


def test_silence_names_the_report_that_broke_it_not(api, four):
    [row] = api.get("goalposts/", move="unreported").json()["results"]
    assert row["silent_since"] == {
        "document": "report-2022",
        "published": "2022-02-10",
        "reliability": "official",
    }


def test_a_pledge_of_the_next_plan_names_the_one_it_continues(api, db):
    series = make_series()
    earlier = make_commitment(series=series)
    plan = make_plan("410100-2022", document=make_document(published="2022-01-30"))
    make_commitment(series=series, plan=plan, continues=earlier, target={"value": "80", "period": "2022"})
    [row] = api.get("goalposts/", move="lowered").json()["results"]
    assert (row["continues"], row["changes"][0]["next_plan"]) == (earlier.code, True)


def test_an_unpublished_commitment_is_not_listed(api, four):
    Commitment.objects.update(state="draft")
    assert numbers(api, all="true") == []


def test_the_statement_is_in_the_language_of_the_request(api, four):
    Commitment.objects.update(statement_en="Something in English")
    [row] = api.get("goalposts/", language="en", move="lowered").json()["results"]
    assert row["statement"] == "Something in English"


def test_csv_has_a_line_for_every_change(api, four):
    make_target(four[0], value="70", document=make_document(published="2021-08-01"))
    response = api.get("goalposts/", format="csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert response.headers["Content-Disposition"] == 'attachment; filename="goalposts.csv"'
    assert [
        (line["commitment"][-3:], line["change.moves"], line["change.after.value"]) for line in lines
    ] == [
        ("001", "lowered", "80"),
        ("001", "lowered", "70"),
        ("003", "dropped", ""),
        ("004", "", ""),
    ]
    assert lines[3]["silent_since.document"] == "report-2022"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"move": "softened"}, "move"),
        ({"all": "yes"}, "all"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"page_size": "3"}, "page_size"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(api, query, parameter):
    problem = api.refusal("goalposts/", **query)
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]


def test_too_many_candidates_must_be_narrowed(api, four, monkeypatch):
    monkeypatch.setattr("tracker.api.goalposts.MOST_JUDGED", 2)
    problem = api.refusal("goalposts/")
    assert (problem["code"], problem["errors"][0]["parameter"]) == ("unsupported_combination", "plan")
    assert numbers(api, topic="innovation") == [1]


def test_only_candidates_are_judged(four):
    make_commitment(number=5)
    found = moves.may_have_moved(Commitment.objects.all(), None)
    assert sorted(row.number for row in found) == [1, 2, 3, 4]


def test_queries_do_not_grow_with_commitments(
    api, four, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(10) as few:
        api.get("goalposts/", all="true")
    for _ in range(6):
        moved()
    with django_assert_num_queries(len(few.captured_queries)):
        api.get("goalposts/", all="true")
