"""New versions that were returned, mended: what is sent takes its place, the rest of them stays."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tracker.models import Commitment, Evidence, Observation, PathPoint, Remark, Revision, Target

pytestmark = pytest.mark.django_db


def returned(send, method, address, sent, **options):
    """The address of a new version that was proposed and returned."""
    answer = send.matched(method, address, sent) if method == "patch" else send.post(address, sent, **options)
    assert answer.status_code == 202, answer.content
    home = f"desk/revisions/{answer.json()['id']}/"
    reviewer().matched("post", f"{home}review/", {"step": "return", "comment": "请改"})
    return home


def see_through(send, home):
    for who, step in ((send, "submit"), (reviewer("another"), "approve"), (publisher(), "publish")):
        assert who.matched("post", f"{home}review/", {"step": step}).status_code == 200


def changes(answer):
    return {each["field"]: each["after"] for each in answer.json()["changes"]}


@pytest.fixture
def commitment():
    row = make.make_commitment(statement="新增1000家", target={"value": "1000"})
    make.make_observation(row.series, "900")
    return row


def test_of_a_commitment_and_what_is_left_out_stays(commitment):
    send = clerk()
    science = make.make_department("science")
    sent = {"statement": "新增", "binding": "binding", "departments": ["science"], "reason": "按原文"}
    home = returned(send, "patch", f"desk/commitments/{commitment.code}/", sent)

    answer = send.matched("patch", home, {"statement": "新增1000家以上"})

    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (
        200,
        "returned",
        "按原文",
    )
    assert changes(answer) == {
        "statement": "新增1000家以上", "binding": "binding", "departments": str(science.pk),
    }  # fmt: skip
    see_through(send, home)
    row = Commitment.objects.get()
    assert (row.statement, row.binding, list(row.departments.all())) == (
        "新增1000家以上", "binding", [science],
    )  # fmt: skip


def test_what_is_put_back_is_no_part_of_it_any_more(commitment):
    send = clerk()
    home = returned(
        send, "patch", f"desk/commitments/{commitment.code}/", {"statement": "新增", "headline": True}
    )
    assert set(changes(send.matched("patch", home, {"statement": "新增1000家"}))) == {"headline"}
    nothing = send.matched("patch", home, {"headline": False})
    assert nothing.json()["errors"][0]["code"] == "no_changes"


def test_of_a_target(commitment):
    send, target = clerk(), commitment.targets.get()
    home = returned(send, "patch", f"desk/targets/{target.pk}/", {"value": "1200", "wording": "at_least"})
    assert changes(send.matched("patch", home, {"value": "1,300"})) == {
        "value": "1300", "written": "1,300", "wording": "at_least",
    }  # fmt: skip
    see_through(send, home)
    row = Target.objects.get()
    assert (row.written, row.wording) == ("1,300", "at_least")


def test_of_words_to_be_added(commitment):
    send = clerk()
    document = make.make_document("another-report")
    sent = {"document": document.code, "quote": "一千家", "section": "三"}
    home = returned(send, "post", f"desk/commitments/{commitment.code}/evidence/", sent)

    send.matched("patch", home, {"quote": "新增1000家"})
    see_through(send, home)

    row = Evidence.objects.get(document=document)
    assert (row.quote, row.section, row.figure, row.commitment) == ("新增1000家", "三", "1000家", commitment)


def test_of_words_that_stand_there(commitment):
    send, words = clerk(), make.make_evidence(commitment, quote="原文")
    address = f"desk/commitments/{commitment.code}/evidence/{words.pk}/"
    home = returned(send, "patch", address, {"quote": "原话", "section": "二"})
    send.matched("patch", home, {"section": "三"})
    see_through(send, home)

    words.refresh_from_db()
    assert (words.quote, words.section) == ("原话", "三")


def test_of_a_planned_value_to_be_added(commitment):
    send, target = clerk(), commitment.targets.get()
    sent = {"by_end_of": "2021-06", "planned": "400"}
    home = returned(send, "post", f"desk/targets/{target.pk}/path/", sent)
    send.matched("patch", home, {"planned": "500"})
    see_through(send, home)

    point = PathPoint.objects.get()
    assert (point.written, str(point.by), point.target) == ("500", "2021-06-30", target)


def test_of_a_remark(commitment):
    send, remark = clerk(), make.make_remark(commitment, "原话")
    home = returned(send, "patch", f"desk/remarks/{remark.pk}/", {"text": "改", "text_en": "Changed"})
    send.matched("patch", home, {"text": "改过"})
    see_through(send, home)

    row = Remark.objects.get()
    assert (row.text, row.text_en) == ("改过", "Changed")


def corrected(send, **sent):
    figure = Observation.objects.get()
    address = f"desk/observations/{figure.pk}/"
    answer = send.post(f"{address}correct/", {"reason": "抄错", **sent}, if_match=send.etag(address))
    home = f"desk/revisions/{answer.json()['id']}/"
    reviewer().matched("post", f"{home}review/", {"step": "return", "comment": "请改"})
    return home


def test_of_a_figure_checked_as_a_correction_is(commitment):
    send = clerk()
    home = corrected(send, value="910", section="十", note="见附表")

    answer = send.matched("patch", home, {"value": "920"})

    assert answer.status_code == 200
    said = changes(answer)
    assert (said["value"], said["section"], said["note"]) == ("920", "十", "见附表")
    see_through(send, home)
    row = Observation.objects.get(withdrawn_at__isnull=True)
    assert (row.written, row.section, row.note) == ("920", "十", "见附表")


def test_digits_with_a_unit_of_their_own_take_the_place_of_the_unit_too(commitment):
    make.make_unit("万家")
    send = clerk()
    home = corrected(send, value="0.091", unit="万家")
    assert changes(send.matched("patch", home, {"value": "920家"})).get("unit") is None


def test_what_cannot_be_read_changes_nothing(commitment):
    send = clerk()
    home = corrected(send, value="910")
    answer = send.matched("patch", home, {"value": "many"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_rows")
    assert Revision.objects.get().changes["value"][1] == "910"


def test_nothing_is_public_by_mending_also_for_who_needs_no_second_person(commitment):
    home = corrected(clerk(), value="910")
    assert alone().matched("patch", home, {"value": "920"}).json()["state"] == "returned"
    assert Observation.objects.get().written == "900"


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_only_a_draft_or_a_returned_one_is_mended(commitment, state):
    revision = make.make_revision(commitment, state=state)
    answer = clerk().matched("patch", f"desk/revisions/{revision.pk}/", {"statement": "又一种"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "wrong_state")


def test_what_does_not_belong_to_the_row_is_unknown(commitment):
    revision = make.make_revision(commitment, state="returned")
    answer = clerk().matched("patch", f"desk/revisions/{revision.pk}/", {"value": "5"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")


def test_may_says_when_it_can_be_mended(commitment):
    revision = make.make_revision(commitment, state="returned")
    home = f"desk/revisions/{revision.pk}/"
    assert "change" in clerk().get(home).json()["may"]
    assert "change" not in reviewer().get(home).json()["may"]


@pytest.mark.parametrize("act", ["mend", "publish"])
def test_what_it_was_of_has_gone(commitment, act):
    words = make.make_evidence(commitment, quote="原文")
    send = clerk()
    address = f"desk/commitments/{commitment.code}/evidence/{words.pk}/"
    home = returned(send, "patch", address, {"quote": "原话"})
    words.delete()

    if act == "mend":
        answer = send.matched("patch", home, {"quote": "新话"})
    else:
        Revision.objects.update(state="approved")
        answer = publisher().matched("post", f"{home}review/", {"step": "publish"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "changed_meanwhile")


@pytest.mark.parametrize("act", ["mend", "publish"])
def test_what_it_was_to_be_added_to_has_gone(act):
    target = make.make_commitment(target={"value": "1000"}).targets.get()
    send = clerk()
    sent = {"by_end_of": "2021-06", "planned": "500", "document": target.document.code}
    home = f"desk/revisions/{send.post(f'desk/targets/{target.pk}/path/', sent).json()['id']}/"
    target.delete()

    if act == "mend":
        Revision.objects.update(state="returned")
        answer = send.matched("patch", home, {"planned": "600"})
    else:
        Revision.objects.update(state="approved")
        answer = publisher().matched("post", f"{home}review/", {"step": "publish"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "changed_meanwhile")
