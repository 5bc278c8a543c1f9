"""Single figures set right, withdrawn and preferred."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tests.importing import row, store_known
from tracker.models import AuditEntry, Commitment, Document, Observation, Revision, Series
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    """A published figure of a bulletin."""
    store_known()
    make.make_unit("万家")
    series, document = Series.objects.get(), Document.objects.get()
    return make.make_observation(series, "1230", document=document, quote="新增企业1230家")


def home(figure):
    return f"desk/observations/{figure.pk}/"


def correct(send, figure, **right):
    right.setdefault("reason", "录入有误")
    return send.matched("post", f"{home(figure)}correct/", right)


def standing():
    return Observation.objects.standing().get()


# Corrected


def test_who_needs_no_second_person_corrects_at_once(figure):
    commitment = make.make_commitment(series=figure.series, target={"value": "1300"})
    refresh()

    answer = correct(alone(), figure, value="1330", quote="新增企业1330家")

    right = standing()
    commitment.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/{home(right)}")
    assert (answer.json()["written"], right.state, right.document) == ("1330", "published", figure.document)
    assert (right.figure, right.quote) == ("1330", "新增企业1330家")
    assert commitment.status == "met"
    assert alone("other").get(home(figure)).json()["withdrawn_reason"] == "录入有误"


def test_everybody_else_s_correction_waits_for_somebody(figure):
    send = clerk()

    answer = correct(send, figure, value="1330", quote="新增企业1330家")

    revision = Revision.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (202, f"/api/v1/desk/revisions/{revision.pk}/")
    told = {each["field"]: (each["before"], each["after"]) for each in answer.json()["changes"]}
    assert told["value"] == ("1230", "1330")
    assert standing() == figure
    page = send.get(home(figure)).json()
    assert (page["new_version"], page["may"]) == (revision.pk, [])


def test_it_is_approved_by_somebody_else_and_then_stands(figure):
    correct(clerk(), figure, value="1330", quote="新增企业1330家")
    way = f"desk/revisions/{Revision.objects.get().pk}/"
    reviewer().matched("post", f"{way}review/", {"step": "approve"})
    publisher().matched("post", f"{way}review/", {"step": "publish"})
    assert (standing().written, standing().state) == ("1330", "published")


def test_a_draft_is_corrected_at_once_and_stays_a_draft(figure):
    Observation.objects.update(state="returned")
    assert correct(clerk(), figure, value="1330", quote="").status_code == 201
    assert (standing().written, standing().quote, standing().state) == ("1330", "", "draft")


def test_a_note_alone_is_mended_at_once_without_a_reason(figure):
    answer = correct(clerk(), figure, note="快报数", reason="")
    assert (answer.status_code, answer.json()["note"], answer.json()["id"]) == (200, "快报数", figure.pk)


@pytest.mark.parametrize(
    ("right", "changed"),
    [
        (
            {"value": "约1.23万家", "quote": ""},
            {"written": "1.23", "unit": "万家", "qualifier": "about", "quote": None},
        ),
        ({"unit": "万家"}, {"written": "1230", "unit": "万家"}),
        ({"value": "1,231", "quote": ""}, {"written": "1,231", "unit": "家", "quote": None}),
        ({"obs_status": "estimated"}, {"obs_status": "estimated", "written": "1230"}),
        ({"period": "2021年上半年"}, {"period": "2021-H1"}),
        ({"published_on": "2022-04"}, {"published_on": "2022-04"}),
        ({"document": "yearbook"}, {"document": "yearbook", "published_on": "2022-10-01"}),
        ({"quote": "", "section": "二"}, {"quote": None, "section": "二"}),
        ({"start": "12"}, {"start": 12}),
        (
            {"value": "", "quote": "", "missing_reason": "未公布"},
            {"value": None, "quote": None, "written": None, "missing_reason": "未公布"},
        ),
    ],
)
def test_what_is_left_out_stands(figure, right, changed):
    make.make_document("yearbook", "2022-10-01", title="年鉴")
    before = alone().get(home(figure)).json()

    answer = correct(alone("boss"), figure, accept_warnings=True, **right)

    own = {"id", "change_set", "history", "may"}
    assert answer.status_code == 201, answer.json()
    expected = {name: value for name, value in (before | changed).items() if name not in own}
    found = {name: value for name, value in answer.json().items() if name not in own}
    # The same number in another unit is another value.
    assert {**found, "value": None} == {**expected, "value": None}


def test_what_cannot_be_read_is_told_by_its_field(figure):
    answer = correct(alone(), figure, value="很多", published_on="2031-01-01")

    faults = {error["parameter"]: error["code"] for error in answer.json()["errors"]}
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_rows")
    assert faults == {"value": "not_a_number", "published_on": "published_in_future"}
    assert sorted(answer.json()["errors"][0]["message"]) == ["en", "zh"]


def test_what_other_figures_make_doubtful_waits_until_it_is_accepted(figure):
    refused = correct(alone(), figure, value="1330")

    assert refused.status_code == 422
    assert {error["code"] for error in refused.json()["errors"]} == {"quote_without_number"}
    assert standing() == figure
    assert correct(alone("boss"), figure, value="1330", accept_warnings=True).status_code == 201


@pytest.mark.parametrize(
    ("right", "code", "about"),
    [
        ({}, "no_changes", ""),
        ({"value": "1230"}, "no_changes", ""),
        ({"value": "1231", "quote": "", "reason": " "}, "no_reason", "reason"),
        ({"published_on": "2022-12-31"}, "document_of_another_day", "published_on"),
        ({"unit": "亩"}, "other_dimension", "unit"),
    ],
)
def test_what_is_no_correction_is_refused(figure, right, code, about):
    make.make_unit("亩")
    answer = correct(alone(), figure, **right)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["parameter"]) == (422, code, about)
    assert standing() == figure


def test_the_place_of_another_figure_is_taken(figure):
    make.make_observation(figure.series, "900", "2020", document=figure.document)
    answer = correct(alone(), figure, period="2020", accept_warnings=True)
    assert answer.json()["errors"][0]["code"] == "already_published"


def test_a_second_correction_waits_for_the_first(figure):
    send = clerk()
    correct(send, figure, value="1330", quote="")
    answer = correct(send, figure, value="1340", quote="")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "already_proposed")


def test_a_document_nobody_knows_is_named(figure):
    answer = correct(alone(), figure, document="nowhere")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "document")


def test_a_correction_sent_again_is_made_once(figure):
    send = alone()
    sent = {"if_match": send.etag(home(figure)), "idempotency_key": "correction-1"}
    right = {"value": "1330", "quote": "", "reason": "录入有误"}

    answers = [send.post(f"{home(figure)}correct/", right, **sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert AuditEntry.objects.filter(verb="corrected").count() == 1


# Withdrawn


def test_a_public_figure_is_withdrawn_by_who_publishes(figure):
    commitment = make.make_commitment(series=figure.series)
    refresh()

    answer = publisher().matched("post", f"{home(figure)}withdraw/", {"reason": "重复"})

    assert (answer.status_code, answer.json()["withdrawn_reason"]) == (200, "重复")
    assert (answer.json()["may"], answer.json()["history"][0]["verb"]) == ([], "withdrawn")
    assert Commitment.objects.get().status != commitment.status


def test_who_only_enters_withdraws_drafts_alone(figure):
    send = clerk()
    answer = send.matched("post", f"{home(figure)}withdraw/", {"reason": "重复"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")

    Observation.objects.update(state="draft")
    assert send.matched("post", f"{home(figure)}withdraw/", {"reason": "重复"}).status_code == 200


@pytest.mark.parametrize("act", ["withdraw", "prefer", "unprefer"])
def test_a_reason_is_asked_for(figure, act):
    send = publisher()
    for sent in ({}, {"reason": ""}, {"reason": "x" * 301}):
        answer = send.matched("post", f"{home(figure)}{act}/", sent)
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "reason")


# Preferred


def test_a_figure_is_preferred_and_no_longer(figure):
    later = make.make_observation(figure.series, "1200", published="2022-10-01")
    commitment = make.make_commitment(series=figure.series, target={"value": "1220"})
    refresh()
    send = publisher()

    preferred = send.matched("post", f"{home(figure)}prefer/", {"reason": "口径一致"})
    assert (preferred.json()["preferred"], preferred.json()["preferred_reason"]) == (True, "口径一致")
    assert "unprefer" in preferred.json()["may"]
    commitment.refresh_from_db()
    assert commitment.status == "met"

    send.matched("post", f"{home(figure)}unprefer/", {"reason": "年鉴已订正"})
    commitment.refresh_from_db()
    assert commitment.status == "nearly_met"
    assert not Observation.objects.filter(preferred=True).exists()
    assert "prefer" in send.get(home(later)).json()["may"]


@pytest.mark.parametrize(
    ("act", "fields", "code"),
    [
        ("unprefer", {}, "not_preferred"),
        ("prefer", {"state": "approved"}, "cannot_count"),
        ("withdraw", {"withdrawn_at": "2026-01-01T00:00Z", "withdrawn_reason": "x"}, "already_withdrawn"),
    ],
)
def test_what_cannot_be_is_refused(figure, act, fields, code):
    Observation.objects.update(**fields)
    answer = alone().matched("post", f"{home(figure)}{act}/", {"reason": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


def test_preferring_takes_the_right_to_publish(figure):
    for send in (clerk(), reviewer()):
        answer = send.matched("post", f"{home(figure)}prefer/", {"reason": "x"})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")


def test_a_figure_entered_by_a_file_is_corrected_as_any(figure):
    send = alone()
    number = send.post("observations/", {"rows": [row("900", "2020")]}).json()["rows"][0]["id"]
    entered = Observation.objects.get(pk=number)
    assert correct(send, entered, value="910").status_code == 201
