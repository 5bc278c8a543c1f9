"""Plans and remarks over the API: entered as drafts, changed, and with them commitments of a new plan."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tracker.models import AuditEntry, Plan, Remark, Revision
from tracker.progress import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return make.make_document("report-2022", "2022-01-20", jurisdiction=make.make_jurisdiction())


def planned(**changed):
    return {
        "code": "410100-2022", "name": "2022年政府工作报告", "kind": "annual", "jurisdiction": "410100",
        "period_start": "2022-01-01", "period_end": "2022-12-31", "document": "report-2022", **changed,
    }  # fmt: skip


# Plans


def test_a_plan_is_entered_as_a_draft(report):
    answer = clerk().post("desk/plans/", planned(name_en="Work report 2022"))

    row = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/desk/plans/410100-2022/")
    assert (row.state, row.name_en, row.document) == ("draft", "Work report 2022", report)
    assert answer.json()["may"] == ["submit", "change"]


def test_who_needs_no_second_person_enters_a_draft_too(report):
    assert alone().post("desk/plans/", planned()).json()["state"] == "draft"


def test_sent_again_under_its_word_a_plan_is_entered_once(report):
    send = clerk()
    answers = [send.post("desk/plans/", planned(), idempotency_key="plan-1") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"period_end": "2021-12-31"}, 422, "breaks_a_rule"),
        ({"code": "two words"}, 400, "invalid"),
        ({"kind": "decade"}, 400, "invalid_choice"),
        ({"period_start": "spring"}, 400, "invalid"),
        ({"document": "nothing"}, 400, "does_not_exist"),
    ],
)
def test_what_is_no_plan_is_refused(report, changed, status, code):
    answer = clerk().post("desk/plans/", planned(**changed))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], sorted(error["message"])) == (status, code, ["en", "zh"])
    assert error["message"]["en"].endswith(error["remedy"])
    assert not Plan.objects.exists()


def test_a_word_that_is_none_of_the_known_is_refused_with_those(report):
    (error,) = clerk().post("desk/plans/", planned(kind="decade")).json()["errors"]
    assert error["message"]["en"].startswith("kind=decade cannot be used. One of: annual, five_year")
    assert error["message"]["zh"].startswith("kind=decade不能使用。可取：annual, five_year")


def test_a_code_is_given_once(report):
    send = clerk()
    send.post("desk/plans/", planned())
    assert send.post("desk/plans/", planned()).json()["errors"][0]["code"] == "breaks_a_rule"


def test_a_plan_goes_all_the_way(report):
    home = "desk/plans/410100-2022/"
    clerk().post("desk/plans/", planned())
    clerk("second").matched("patch", home, {"name": "政府工作报告", "reason": "按原文"})
    for send, step in ((clerk("third"), "submit"), (reviewer(), "approve"), (publisher(), "publish")):
        send.matched("post", f"{home}review/", {"step": step})

    row = Plan.objects.get()
    assert (row.state, row.name) == ("published", "政府工作报告")
    assert AuditEntry.objects.get(verb="changed").reason == "按原文"


def test_a_public_plan_is_changed_by_who_may_publish():
    plan = make.make_plan()
    home = f"desk/plans/{plan.code}/"
    assert clerk()("patch", home, {"name": "x"}, if_match="*").status_code == 403
    assert "change" not in clerk("other").get(home).json()["may"]

    assert alone().matched("patch", home, {"name": "x"}).status_code == 200
    plan.refresh_from_db()
    assert plan.name == "x"


def test_a_plan_with_commitments_stays_in_its_place():
    plan = make.make_plan(state="draft")
    make.make_commitment(plan=plan, state="draft")
    make.make_jurisdiction("410200")
    answer = clerk().matched("patch", f"desk/plans/{plan.code}/", {"jurisdiction": "410200"})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["parameter"]) == (422, "plan_settled", "jurisdiction")


def test_a_plan_is_moved_only_to_where_its_user_works():
    plan = make.make_plan(state="draft")
    make.make_jurisdiction("410200")
    here = clerk(parts=[(plan.jurisdiction, None)])
    answer = here.matched("patch", f"desk/plans/{plan.code}/", {"jurisdiction": "410200"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "outside_remit")


def test_what_says_the_same_is_no_change():
    plan = make.make_plan(state="draft")
    answer = clerk().matched("patch", f"desk/plans/{plan.code}/", {"name": plan.name})
    assert answer.json()["errors"][0]["code"] == "no_changes"


# Remarks


def test_a_remark_is_a_draft_of_today_in_the_name_of_who_sends_it():
    commitment = make.make_commitment()
    make.make_department("science")
    sent = {"commitment": commitment.code, "text": "受特大暴雨影响", "department": "science"}
    answer = clerk().post("desk/remarks/", sent)

    row = Remark.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/desk/remarks/{row.pk}/")
    assert (row.state, row.author.username, row.dated, row.department.code) == (
        "draft", "clerk", today(), "science",
    )  # fmt: skip


def test_a_draft_is_changed_at_once_and_null_takes_away():
    row = make.make_remark(make.make_commitment(), state="draft", department=make.make_department())
    answer = clerk().matched("patch", f"desk/remarks/{row.pk}/", {"text": "改过", "department": None})

    assert (answer.status_code, answer.json()["text"], answer.json()["department"]) == (200, "改过", None)


def test_a_public_remark_stays_until_somebody_else_has_approved_the_new_one():
    row = make.make_remark(make.make_commitment(), "原话")
    answer = clerk().matched("patch", f"desk/remarks/{row.pk}/", {"text": "改过"})
    assert (answer.status_code, answer.json()["of"]) == (202, "remark")
    assert Remark.objects.get().text == "原话"

    home = f"desk/revisions/{Revision.objects.get().pk}/"
    reviewer().matched("post", f"{home}review/", {"step": "approve"})
    publisher().matched("post", f"{home}review/", {"step": "publish"})
    assert Remark.objects.get().text == "改过"


@pytest.mark.parametrize(
    ("changed", "parameter"),
    [
        ({"commitment": "nothing"}, "commitment"),
        ({"text": ""}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"dated": "yesterday"}, "dated"),
        ({"department": "nobody"}, "department"),
    ],
)
def test_what_is_no_remark_names_what_is_wrong(changed, parameter):
    sent = {"commitment": make.make_commitment().code, "text": "说明", **changed}
    answer = clerk().post("desk/remarks/", sent)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)
    assert not Remark.objects.exists()


def test_a_draft_elsewhere_is_none_to_remark_on():
    elsewhere = make.make_commitment(state="draft", plan=make.make_plan("410200-2021", state="draft"))
    here = make.make_jurisdiction("990000")
    answer = clerk(parts=[(here, None)]).post("desk/remarks/", {"commitment": elsewhere.code, "text": "说明"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "commitment")
