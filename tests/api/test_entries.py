"""Figures sent one by one or many at a time."""

import json
from pathlib import Path

import pytest
from django.test import Client

from tests.api.sender import Sender
from tests.factories import (
    make_commitment,
    make_department,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_remit,
    make_series,
    make_user,
    make_worker,
)
from tests.importing import row, store_known
from tracker.ingest import open_change_set
from tracker.models import AuditEntry, ChangeSet, Commitment, Document, Observation, Series
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

PATH = "observations/"


@pytest.fixture
def publisher():
    store_known()
    return make_worker("publisher", "add_observation", "publish_unreviewed")


@pytest.fixture
def send(publisher):
    return Sender(publisher)


def enter(send, *rows, query=None, **options):
    return send.post(PATH, {"rows": list(rows or [row()]), **options}, query=query)


@pytest.fixture
def files(monkeypatch):
    """The files of all sets opened, wherever they are kept."""
    opened = []

    def opening(**options):
        found = open_change_set(**options)
        opened.append(Path(found.file.path))
        return found

    monkeypatch.setattr("tracker.api.entries.open_change_set", opening)
    return opened


# What is stored


@pytest.mark.parametrize(("sent", "stored"), [("1e3", "1000"), ("1e-05", "0.00001"), ("1.50", "1.50")])
def test_a_number_of_json_is_taken_exactly(send, sent, stored):
    body = json.dumps({"rows": [row("?")]}).replace('"?"', sent)
    answer = send.client.generic("POST", f"/api/v1/{PATH}?dry_run=true", body, "application/json")
    assert answer.json()["rows"][0]["value"] == stored


def test_one_figure_is_stored_with_its_number(send, publisher, files):
    answer = enter(send)

    (found,) = answer.json()["rows"]
    stored = Observation.objects.get(pk=found["id"])
    assert (answer.status_code, found["outcome"], found["row"]) == (201, "new", 1)
    assert (str(stored.value), stored.state, stored.change_set.door) == ("1230", "published", "api")
    assert answer.json()["change_set"]["id"] == stored.change_set_id
    assert (stored.change_set.created_by, stored.change_set.token) == (publisher, send.token)
    assert [path.exists() for path in files] == [True]


def test_many_are_one_change_set_that_can_be_taken_back(send, publisher):
    Sender(publisher)
    answer = enter(send, *(row(str(year), str(year)) for year in range(2001, 2021)), title="历年数据")

    found = ChangeSet.objects.get()
    assert len({each["id"] for each in answer.json()["rows"]}) == 20
    assert (found.title, found.observations.count(), found.state) == ("历年数据", 20, "applied")


def test_verdicts_follow_at_once(send):
    make_commitment(series=Series.objects.get(), target={"value": "1000"})
    refresh()
    enter(send)
    assert Commitment.objects.get().status == "met"


@pytest.mark.parametrize(
    ("value", "written"), [(1230.50, "1230.5"), ("1230.50", "1230.50"), (1230, "1230"), ("1,230", "1,230")]
)
def test_a_number_keeps_its_digits_as_sent(send, value, written):
    enter(send, {**row(), "value": value})
    assert Observation.objects.get().written == written


def test_digits_of_a_json_number_are_those_in_the_body(send):
    body = json.dumps({"rows": [row("?")]}).replace('"?"', "12.30")
    send.client.post("/api/v1/observations/", body, content_type="application/json")
    assert Observation.objects.get().written == "12.30"


def test_an_unknown_document_is_proposed_and_made_once_accepted(send):
    new = row(source_title="年鉴2022", source_publisher="统计局", published_on="2022-10-01")

    refused = enter(send, new)
    (found,) = enter(send, new, accept_warnings=True).json()["rows"]

    assert [error["code"] for error in refused.json()["errors"]] == ["new_document"]
    assert Observation.objects.get(pk=found["id"]).document == Document.objects.get(title="年鉴2022")


def test_a_correction_takes_a_reason(send):
    enter(send)

    refused = enter(send, row("1231"))
    enter(send, row("1231"), reason="录入有误")

    assert [error["code"] for error in refused.json()["errors"]] == ["correction_needs_reason"]
    assert str(Observation.objects.published().get().value) == "1231"


def test_what_is_on_record_already_makes_no_change_set(send):
    enter(send)
    answer = enter(send)

    assert (answer.status_code, answer.json()["change_set"]) == (200, None)
    assert answer.json()["rows"][0]["outcome"] == "unchanged"
    assert ChangeSet.objects.count() == 1


# What is not


def test_a_preview_stores_nothing_and_says_the_same(send, files):
    preview = enter(send, row(), row("x", "2020"), query={"dry_run": "true"})

    assert preview.status_code == 200
    assert (preview.json()["dry_run"], preview.json()["change_set"]) == (True, None)
    assert [each["outcome"] for each in preview.json()["rows"]] == ["new", "invalid"]
    assert not ChangeSet.objects.exists()
    assert not AuditEntry.objects.exists()
    assert [path.exists() for path in files] == [False]


def test_rows_that_cannot_be_stored_stop_everything_and_are_told_by_their_places(send, files):
    answer = enter(send, row(), row("1.2.3", "2020"), row(period="soon"))

    problems = {error["parameter"]: error for error in answer.json()["errors"]}
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_rows")
    assert list(problems) == ["rows[2].value", "rows[3].period"]
    fault = problems["rows[2].value"]
    assert (fault["row"], fault["column"], fault["code"], fault["value"]) == (
        2,
        "value",
        "not_a_number",
        "1.2.3",
    )
    assert "row 2" in fault["message"]["en"]
    assert "第2行" in fault["message"]["zh"]
    assert not ChangeSet.objects.exists()
    assert [path.exists() for path in files] == [False]


def test_valid_ones_alone_are_stored_if_that_is_wanted(send):
    answer = enter(send, row(), row("1.2.3", "2020"), valid_only=True)

    assert [(each["outcome"], each["id"] is None) for each in answer.json()["rows"]] == [
        ("new", False),
        ("invalid", True),
    ]


def test_nothing_valid_is_no_success(send):
    assert enter(send, row("1.2.3"), valid_only=True).json()["code"] == "invalid_rows"


@pytest.mark.parametrize(
    ("data", "code", "parameter"),
    [
        ([], "malformed_request", None),
        ({}, "invalid_parameter", "rows"),
        ({"rows": []}, "invalid_parameter", "rows"),
        ({"rows": {}}, "invalid_parameter", "rows"),
        ({"rows": [1]}, "invalid_parameter", "rows[1]"),
        ({"rows": [row()] * 1001}, "invalid_parameter", "rows"),
        ({"rows": [{**row(), "indicator": ""}]}, "invalid_parameter", "rows[1].indicator"),
        ({"rows": [row(), {"indicator": "firms"}]}, "invalid_parameter", "rows[2].jurisdiction"),
        ({"rows": [{**row(), "note": "x" * 5001}]}, "invalid_parameter", "rows[1].note"),
        ({"rows": [{**row(), "note": ["x"]}]}, "invalid_parameter", "rows[1].note"),
        ({"rows": [{**row(), "note": True}]}, "invalid_parameter", "rows[1].note"),
        ({"rows": [{**row(), "surprise": "1"}]}, "unknown_parameter", "rows[1].surprise"),
        ({"rows": [row()], "surprise": "1"}, "unknown_parameter", "surprise"),
        ({"rows": [row()], "valid_only": "perhaps"}, "invalid_parameter", "valid_only"),
    ],
)
def test_what_is_missing_or_unknown_is_named_by_its_place(send, data, code, parameter):
    answer = send.post(PATH, data)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    named = [error["parameter"] for error in answer.json()["errors"]]
    assert (parameter in named) if parameter else not named


@pytest.mark.parametrize(
    "query", [{"dry_run": "perhaps"}, {"status": "met"}, {"as_of": "2021-01-01"}, {"page_size": "3"}]
)
def test_parameters_of_the_list_mean_nothing_here(send, query):
    assert send.post(PATH, {"rows": [row()]}, query=query).status_code == 400


@pytest.mark.parametrize(
    "content_type", ["text/csv", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
)
def test_only_json_is_taken(send, content_type):
    answer = send.client.post("/api/v1/observations/", b"x=1", content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_too_much_at_a_time_is_refused(send, settings):
    settings.API_MAX_BODY_KB = 1
    answer = enter(send, *[row()] * 20)
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


@pytest.mark.parametrize(
    "cell", ["=cmd|'/c calc'!A1", '"; DROP TABLE x; --', "a,b\nc", "<script>", "\u202e逆", "'"]
)
def test_hostile_words_are_words(send, cell):
    enter(send, row(note=cell, section=cell))
    assert Observation.objects.get().note == cell.strip()


# Who may


def test_whoever_is_nobody_is_asked_who_they_are():
    answer = Sender().post(PATH, {"rows": [row()]})
    assert answer.status_code == 401


def test_the_list_stays_open_to_all(send):
    enter(send)
    assert Client().get("/api/v1/observations/").json()["results"]


def test_without_the_right_nothing_is_looked_at():
    store_known()
    answer = Sender(make_user()).post(PATH, {"rows": [row()]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")


def test_a_token_made_for_reading_does_not_enter(publisher):
    answer = Sender(publisher, writes=False).post(PATH, {"rows": [row()]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "beyond_token")


def test_what_somebody_enters_who_does_not_publish_waits():
    store_known()
    enter(Sender(make_worker("", "add_observation")))
    assert Observation.objects.get().state == "submitted"


def two_places():
    store_known()
    other = make_jurisdiction("410200", name="开封市")
    make_series(make_indicator("others"), other)
    return row(), row(jurisdiction="410200", indicator="others")


def test_rows_outside_the_remit_are_told_apart():
    inside, outside = two_places()
    user = make_worker("", "add_observation", everywhere=False)
    make_remit(user, make_jurisdiction("410100"))

    answer = enter(Sender(user), inside, outside)

    assert [(error["parameter"].split(".")[0], error["code"]) for error in answer.json()["errors"]] == [
        ("rows[2]", "outside_remit")
    ]


def test_rows_outside_the_token_are_told_apart():
    inside, outside = two_places()
    user = make_worker("", "add_observation")
    send = Sender(user, parts=[(make_jurisdiction("410100"), None)])

    assert enter(send, inside).status_code == 201
    assert enter(send, outside).json()["errors"][0]["code"] == "outside_remit"
    assert enter(Sender(user), outside).status_code == 201


def test_a_department_enters_figures_of_its_commitments_alone():
    inside, outside = two_places()
    department = make_department()
    make_commitment(series=Series.objects.get(jurisdiction__code="410100")).departments.set([department])
    user = make_worker("", "add_observation", everywhere=False)
    make_remit(user, None, department)

    assert enter(Sender(user), inside).status_code == 201
    assert enter(Sender(user), outside).status_code == 422


def test_who_does_not_publish_does_not_replace_what_is_public():
    store_known()
    make_observation(Series.objects.get(), "1000", document=Document.objects.get(), published="2022-04-18")
    answer = enter(Sender(make_worker("", "add_observation")), row("1001"), reason="录入有误")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "corrects_public")
    assert str(Observation.objects.published().get().value) == "1000"


def test_a_document_typed_with_a_figure_that_waits_is_shown_to_nobody_even_once_taken_back(publisher):
    clerk = Sender(make_worker("clerk", "add_observation", "add_changeset"))
    cells = {"source_title": "内部材料", "source_publisher": "某局", "published_on": "2022-05-01"}
    answer = enter(clerk, row(**cells), accept_warnings=True)
    listed = [Sender().get("documents/", q="内部材料").json()["results"]]
    address = f"imports/{answer.json()['change_set']['id']}/reverse/"
    taken_back = clerk.post(address, {"reason": "误录"})
    listed.append(Sender().get("documents/", q="内部材料").json()["results"])

    assert (answer.status_code, taken_back.status_code) == (201, 200)
    assert Document.objects.get(title="内部材料").observations.get().state == "submitted"
    assert listed == [[], []]
