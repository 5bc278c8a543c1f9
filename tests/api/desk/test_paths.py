"""Planned paths over the API: entered as documents give them, for public targets by a proposal."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tracker.models import PathPoint, Revision
from tracker.progress import refresh, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return of_state("draft")


def of_state(state):
    commitment = make.make_commitment(state=state, target={"state": state, "value": "1000"})
    return commitment.targets.get()


def add(send, target, query=None, **sent):
    sent = {"by_end_of": "2021-06", "planned": "500", **sent}
    return send.post(f"desk/targets/{target.pk}/path/", sent, query=query)


def test_a_value_is_added_as_documents_print_it(target):
    make.make_unit("万家")
    answer = add(clerk(), target, planned="0.05万家", published_on="2021-03")

    point = PathPoint.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/desk/targets/{target.pk}/")
    assert answer.json()["path"] == [
        {
            "id": point.pk, "by": "2021-06-30", "value": "500", "written": "0.05万家",
            "document": target.document.code, "published_on": "2021-03",
        }
    ]  # fmt: skip
    assert (point.by, point.known_from) == (datetime.date(2021, 6, 30), datetime.date(2021, 3, 31))


def test_a_value_of_a_draft_is_changed_at_once(target):
    point = make.make_path_point(target, "2021-06-30", "400")
    send, home = clerk(), f"desk/targets/{target.pk}/path/{point.pk}/"
    answer = send.matched("patch", home, {"planned": "450.0", "by_end_of": "2021-Q1"})

    assert answer.status_code == 200
    (said,) = answer.json()["path"]
    assert (said["value"], said["written"], said["by"]) == ("450.0", "450.0", "2021-03-31")


@pytest.mark.parametrize(
    ("sent", "code", "parameter"),
    [
        ({"by_end_of": "2022-06"}, "off_the_way", "by_end_of"),
        ({"by_end_of": "some day"}, "not_readable", "by_end_of"),
        ({"planned": "500-600"}, "not_plain", "planned"),
        ({"planned": "5亩"}, "other_count", "planned"),
        ({"planned": "many"}, "not_readable", "planned"),
    ],
)
def test_what_is_no_value_on_the_way_is_refused_with_its_code(target, sent, code, parameter):
    answer = add(clerk(), target, **sent)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["parameter"]) == (422, code, parameter)
    assert sorted(error["message"]) == ["en", "zh"]
    assert not PathPoint.objects.exists()


def test_a_milestone_has_no_path():
    row = make.make_commitment(
        state="draft",
        target={"state": "draft", "form": "milestone", "value": None, "unit": None, "wording": "none"},
    )
    assert add(clerk(), row.targets.get()).json()["errors"][0]["code"] == "path_without_number"


def test_of_one_document_and_day_there_is_one(target):
    send = clerk()
    add(send, target)
    assert add(send, target, planned="600").json()["errors"][0]["code"] == "breaks_a_rule"


def test_a_public_target_takes_it_when_somebody_else_has_approved():
    target = of_state("published")
    answer = add(clerk(), target)
    assert (answer.status_code, answer.json()["of"], answer.json()["row"]) == (202, "pathpoint", None)
    assert not PathPoint.objects.exists()

    home = f"desk/revisions/{answer.json()['id']}/"
    reviewer().matched("post", f"{home}review/", {"step": "approve"})
    publisher().matched("post", f"{home}review/", {"step": "publish"})

    assert PathPoint.objects.get().written == "500"


def test_who_needs_no_second_person_changes_it_at_once_and_the_verdict_follows():
    year = today().year + 1
    series = make.make_series(kind="stock")
    start = make.make_observation(series, "200", str(year - 4), published=f"{year - 3}-01-10")
    aim = {"period": str(year), "value": "1000", "baseline": start}
    target = make.make_commitment(series=series, target=aim).targets.get()
    point = make.make_path_point(target, f"{year - 2}-12-31", "400")
    make.make_observation(series, "450", str(year - 2), published=f"{year - 1}-01-01")
    refresh()

    home = f"desk/targets/{target.pk}/path/{point.pk}/"
    assert alone().matched("patch", home, {"planned": "500"}).status_code == 200

    target.commitment.refresh_from_db()
    assert target.commitment.current_verdict.numbers["expected"] == "500"


def test_what_is_not_of_the_target_is_not_found(target):
    other = make.make_path_point(of_state("draft"), "2021-06-30", "400")
    answer = clerk().matched("patch", f"desk/targets/{target.pk}/path/{other.pk}/", {"planned": "1"})
    assert answer.status_code == 404


def test_somebody_decides_over_the_target():
    target = of_state("submitted")
    assert add(clerk(), target).json()["errors"][0]["code"] == "wrong_state"
    assert not Revision.objects.exists()


def test_a_page_costs_the_same_however_long_the_path(target, django_assert_num_queries):
    send, home = clerk(), f"desk/targets/{target.pk}/"
    make.make_path_point(target, "2021-01-31", "10")
    send.get(home)
    with CaptureQueriesContext(connection) as one:
        send.get(home)
    for month in range(2, 8):
        make.make_path_point(target, f"2021-{month:02d}-28", "40")

    with django_assert_num_queries(len(one)):
        assert len(send.get(home).json()["path"]) == 7
