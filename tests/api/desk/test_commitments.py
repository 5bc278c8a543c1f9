"""Commitments, their targets and words: entered as drafts, changed, and publicly only by a new version."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tests.api.sender import Sender
from tracker.models import AuditEntry, Commitment, DocumentText, Evidence, Observation, Plan, Revision, Target
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

QUOTE = "新增高新技术企业1000家以上"


@pytest.fixture
def plan():
    make.make_unit("万家")
    indicator = make.make_indicator("new-hightech-firms", name="新增高新技术企业")
    make.make_observation(make.make_series(indicator), "800", "2020", published="2021-01-20")
    return make.make_plan(document=make.make_document("report-2021", "2021-01-30"), state="draft")


def pledged(**changed):
    sent = {
        "plan": "410100-2021",
        "statement": "新增高新技术企业1000家",
        "indicator": "new-hightech-firms",
        "evidence": [{"document": "report-2021", "section": "三（一）", "quote": QUOTE, "start": 7862}],
        "targets": [{"period": "2021", "comparator": "at_least", "wording": "at_least", "value": "1000"}],
    }
    return {name: value for name, value in {**sent, **changed}.items() if value is not None}


def aim(**changed):
    return {"period": "2021", "comparator": "at_least", "wording": "bare", "value": "1000", **changed}


def enter(send, query=None, **changed):
    return send.post("desk/commitments/", pledged(**changed), query=query)


# Entered


def test_all_of_it_is_stored_in_one_request(plan):
    baseline = Observation.objects.get()
    science = make.make_department("science")
    answer = enter(
        clerk(),
        departments=["science"],
        binding="binding",
        targets=[aim(baseline=baseline.pk), aim(value="1200", published_on="2021-06-01")],
        evidence=[*pledged()["evidence"], {"document": "report-2021", "quote": "高企新增1000家"}],
    )

    row = Commitment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/desk/commitments/{row.code}/")
    said = answer.json()
    assert (said["code"], said["state"], said["series"]) == (
        "410100-2021-001", "draft", "410100.new-hightech-firms",
    )  # fmt: skip
    assert [(each["value"], each["state"], each["baseline"]) for each in said["targets"]] == [
        ("1000", "draft", baseline.pk), ("1200", "draft", None),
    ]  # fmt: skip
    assert [each["figure"] for each in said["evidence"]] == ["1000家", "1000家"]
    assert (row.jurisdiction, list(row.departments.all()), row.binding) == (
        plan.jurisdiction, [science], "binding",
    )  # fmt: skip
    assert said["may"] == ["submit", "change"]


def test_a_preview_stores_nothing_and_says_what_would_be(plan):
    answer = enter(clerk(), query={"dry_run": "true"})

    assert (answer.status_code, answer.json()["code"]) == (200, "410100-2021-001")
    assert not Commitment.objects.exists()
    assert not AuditEntry.objects.exists()


def test_sent_again_under_its_word_it_is_entered_once(plan):
    send = clerk()
    answers = [send.post("desk/commitments/", pledged(), idempotency_key="clause-1") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code", "parameter"),
    [
        (
            {"evidence": [{"document": "report-2021", "quote": "很多"}]},
            "number_not_in_quote",
            "evidence[1].quote",
        ),
        ({"indicator": None, "topic": "economy"}, "no_series", "indicator"),
        ({"indicator": None, "targets": [aim(form="milestone", value=None)]}, "no_topic", "topic"),
        ({"targets": [aim(value="多")]}, "not_readable", "targets[1].value"),
        ({"targets": [aim(unit="亩")]}, "other_dimension", "targets[1].unit"),
        ({"checkable": False}, "breaks_a_rule", ""),
        ({"targets": [aim(), aim()]}, "breaks_a_rule", ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_code_and_nothing_is_stored(plan, changed, code, parameter):
    make.make_unit("亩")
    make.make_topic()

    answer = enter(clerk(), **changed)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["parameter"]) == (422, code, parameter)
    assert sorted(error["message"]) == ["en", "zh"]
    assert not Commitment.objects.exists()


def test_what_is_doubtful_is_stored_once_it_is_accepted(plan):
    send = clerk()
    enter(send)
    assert enter(send).json()["errors"][0]["code"] == "entered_already"
    assert enter(send, accepted=["entered_already"]).json()["code"] == "410100-2021-002"


@pytest.mark.parametrize(
    ("changed", "parameter"),
    [
        ({"plan": "410100-1999"}, "plan"),
        ({"plan": ["410100-2021"]}, "plan"),
        ({"indicator": "nothing"}, "indicator"),
        ({"departments": ["nobody"]}, "departments"),
        ({"evidence": []}, "evidence"),
        ({"targets": []}, "targets"),
        ({"targets": [aim()] * 21}, "targets"),
        ({"evidence": [{"document": "report-2021", "quote": ""}]}, "evidence[1].quote"),
        ({"targets": [{**aim(), "comparator": "roughly"}]}, "targets[1].comparator"),
        ({"targets": [aim(baseline="x")]}, "targets[1].baseline"),
        ({"targets": [aim(baseline=10**20)]}, "targets[1].baseline"),
        ({"targets": [aim(document="elsewhere")]}, "targets[1].document"),
        ({"statement": "x" * 401}, "statement"),
        ({"threshold": "NaN"}, "threshold"),
        ({"number": 0}, "number"),
        ({"accepted": ["anything"]}, "accepted[1]"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_place(plan, changed, parameter):
    make.make_document("elsewhere")
    answer = enter(clerk(), **changed)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, parameter)


def test_an_unknown_name_is_refused(plan):
    answer = enter(clerk(), targets=[aim(state="published")])
    assert (answer.json()["code"], answer.json()["errors"][0]["parameter"]) == (
        "unknown_parameter", "targets[1].state",
    )  # fmt: skip


def test_rows_nobody_sees_are_none(plan):
    hubei = make.make_jurisdiction("420000", name="湖北省")
    make.make_plan("420000-2021", jurisdiction=hubei, state="draft")
    user = make.make_worker("", "add_commitment", everywhere=False)
    make.make_remit(user, plan.jurisdiction)
    Observation.objects.update(state="draft")
    other = make.make_observation(make.make_series(jurisdiction=hubei), state="draft")

    send = Sender(user)
    assert enter(send, plan="420000-2021").json()["errors"][0]["parameter"] == "plan"
    answer = enter(send, targets=[aim(baseline=other.pk)])
    assert answer.json()["errors"][0]["parameter"] == "targets[1].baseline"


def test_a_public_plan_elsewhere_is_outside_the_remit(plan):
    hubei = make.make_jurisdiction("420000", name="湖北省")
    make.make_plan("420000-2021", jurisdiction=hubei)
    user = make.make_worker("", "add_commitment", everywhere=False)
    make.make_remit(user, plan.jurisdiction)

    answer = enter(Sender(user), plan="420000-2021")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "outside_remit")


def test_entering_takes_the_right(plan):
    assert enter(reviewer()).status_code == 403
    assert enter(clerk(writes=False)).json()["errors"][0]["code"] == "beyond_token"


def test_what_was_entered_goes_all_the_way_to_the_public(plan):
    Plan.objects.update(state="published")
    home = f"desk/commitments/{enter(clerk()).json()['code']}/"
    for send, step in ((clerk("second"), "submit"), (reviewer(), "approve"), (publisher(), "publish")):
        assert send.matched("post", f"{home}review/", {"step": step}).status_code == 200

    (found,) = Sender().get("commitments/").json()["results"]
    assert (found["target"]["value"], found["verdict"]["status"]) == ("1000", "unreported")


def test_words_the_text_of_their_document_does_not_hold_are_looked_at_first(plan):
    DocumentText.objects.create(document=plan.document, text=f"今年目标：{QUOTE}。")
    send, words = clerk(), {"document": "report-2021", "quote": "新增1000家"}

    stored = enter(send, evidence=[{"document": "report-2021", "quote": QUOTE}])
    assert stored.json()["evidence"][0]["start"] == 5

    refused = enter(send, evidence=[words], statement="又一条")
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["code"], error["parameter"]) == (
        422, "words_not_in_text", "evidence[1].quote",
    )  # fmt: skip
    assert enter(send, evidence=[words], accepted=["words_not_in_text"]).status_code == 201

    more = f"desk/commitments/{stored.json()['code']}/evidence/"
    assert send.post(more, words).json()["errors"][0]["parameter"] == "quote"
    assert send.post(more, {**words, "accepted": ["words_not_in_text"]}).status_code == 201
    changed = send.matched("patch", f"{more}{stored.json()['evidence'][0]['id']}/", {"quote": "别的话"})
    assert changed.json()["errors"][0]["code"] == "words_not_in_text"


# Drafts changed


@pytest.fixture
def draft(plan):
    row = make.make_commitment(
        plan=plan, series=Observation.objects.get().series, state="draft", target={"state": "draft"}
    )
    return f"desk/commitments/{row.code}/"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"statement": "新增1200家"}, {"statement": "新增1200家"}),
        ({"headline": True, "modality": "strive"}, {"headline": True, "modality": "strive"}),
        ({"binding": "expected"}, {"binding": "expected"}),
        ({"departments": ["science"]}, {"departments": ["science"]}),
        (
            {"entity": "各开发区", "entity_count": 5, "threshold": "1.50", "threshold_unit": "家"},
            {"entity": "各开发区", "entity_count": 5, "threshold": "1.50", "threshold_unit": "家"},
        ),
        (
            {"withdrawn_on": "2021-12-01", "withdrawn_reason": "并入新规划"},
            {"withdrawn_on": "2021-12-01", "withdrawn_reason": "并入新规划"},
        ),
    ],
)
def test_a_draft_is_changed_at_once(draft, sent, told):
    make.make_department("science")
    answer = clerk().matched("patch", draft, sent)
    assert answer.status_code == 200
    assert told.items() <= answer.json().items()
    assert answer.json()["history"][0]["verb"] == "changed"


def test_what_somebody_hands_to_another_department_is_answered_once_more(draft):
    science, finance = make.make_department("science"), make.make_department("finance")
    Commitment.objects.get().departments.set([science])
    user = make.make_worker("", "view_commitment", "change_commitment", everywhere=False)
    make.make_remit(user, None, science)
    send = Sender(user)

    answer = send.matched("patch", draft, {"departments": [finance.code]})

    assert (answer.status_code, answer.json()["departments"], answer.json()["may"]) == (200, ["finance"], [])
    assert send.get(draft).status_code == 404


def test_null_takes_away(draft):
    send = clerk()
    send.matched("patch", draft, {"reading_note": "按口径读", "binding": "binding"})
    answer = send.matched("patch", draft, {"reading_note": None, "binding": None})
    assert (answer.json()["reading_note"], answer.json()["binding"]) == (None, None)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, "no_changes"),
        ({"series": None}, "no_series"),
        ({"series": "410100.area"}, "other_dimension"),
        ({"checkable": False}, "breaks_a_rule"),
        ({"part_of": "420000-2021-001"}, "part_of_other_plan"),
    ],
)
def test_a_change_that_breaks_a_rule_is_refused(draft, sent, code):
    make.make_series(make.make_indicator("area", unit="亩"))
    hubei = make.make_plan("420000-2021")
    make.make_commitment(plan=hubei, number=1)
    before = clerk().get(draft).json()

    answer = clerk("second").matched("patch", draft, sent)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    assert clerk("third").get(draft).json() == before


def test_what_somebody_decides_over_is_not_changed(draft):
    Commitment.objects.update(state="submitted")
    answer = clerk().matched("patch", draft, {"statement": "x"})
    assert answer.json()["errors"][0]["code"] == "wrong_state"


def test_the_target_of_a_draft_is_changed_at_once(draft):
    send = clerk()
    (target,) = send.get(draft).json()["targets"]
    answer = send.matched(
        "patch", f"desk/targets/{target['id']}/", {"value": "1,200", "period": "2021-06", "unit": "家"}
    )
    said = answer.json()
    assert (said["value"], said["written"], said["due"], said["comparator"]) == (
        "1200", "1,200", "2021-06-30", target["comparator"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "code", "parameter"),
    [
        ({"unit": "亩"}, "other_dimension", "unit"),
        ({"period": "2020", "baseline": "there"}, "baseline_not_before_due", "baseline"),
        ({"period": "2019"}, "path_outside", "period"),
        ({"value": "1000", "value_to": "x"}, "not_readable", "value_to"),
        ({"form": "reference"}, "breaks_a_rule", ""),
    ],
)
def test_a_target_that_cannot_be_is_refused(draft, sent, code, parameter):
    make.make_unit("亩")
    make.make_path_point(Target.objects.get(), "2021-06-30", 50)
    if sent.get("baseline"):
        sent = {**sent, "baseline": Observation.objects.get().pk}
    answer = clerk().matched("patch", f"desk/targets/{Target.objects.get().pk}/", sent)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["parameter"]) == (422, code, parameter)


def test_another_document_brings_its_own_day(draft):
    make.make_document("notice", "2021-03")
    target = f"desk/targets/{Target.objects.get().pk}/"
    assert clerk().matched("patch", target, {"document": "notice"}).json()["published_on"] == "2021-03"


def test_words_are_added_and_changed(draft):
    send = clerk()
    added = send.post(f"{draft}evidence/", {"document": "report-2021", "quote": "至少100家", "start": 9})
    assert (added.status_code, len(added.json()["evidence"])) == (201, 2)

    number = added.json()["evidence"][0]["id"]
    answer = send.matched("patch", f"{draft}evidence/{number}/", {"quote": " 不少于100家 ", "section": "四"})
    found = Evidence.objects.get(pk=number)
    assert (answer.status_code, found.quote, found.section) == (200, " 不少于100家 ", "四")
    assert send.matched("patch", f"{draft}evidence/999/", {"quote": "x"}).status_code == 404


# Public rows


@pytest.fixture
def public(plan):
    Plan.objects.update(state="published")
    series = Observation.objects.get().series
    row = make.make_commitment(plan=plan, series=series, target={"value": "1000"})
    make.make_observation(series, "1100", "2021")
    refresh()
    return f"desk/commitments/{row.code}/"


def test_a_public_commitment_is_changed_by_a_new_version(public):
    make.make_department("science")
    answer = clerk().matched(
        "patch", public, {"statement": "新增1200家", "departments": ["science"], "reason": "误录"}
    )

    revision = Revision.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (202, f"/api/v1/desk/revisions/{revision.pk}/")
    assert {each["field"] for each in answer.json()["changes"]} == {"statement", "departments"}
    assert Commitment.objects.get().statement != "新增1200家"

    way = f"desk/revisions/{revision.pk}/review/"
    reviewer().matched("post", way, {"step": "approve"})
    publisher().matched("post", way, {"step": "publish"})
    row = Commitment.objects.get()
    assert (row.statement, [each.code for each in row.departments.all()]) == ("新增1200家", ["science"])


def test_notes_of_a_public_commitment_are_mended_at_once(public):
    answer = clerk().matched("patch", public, {"reading_note": "按原文"})
    assert (answer.status_code, answer.json()["reading_note"]) == (200, "按原文")
    assert not Revision.objects.exists()


def test_who_needs_no_second_person_changes_public_rows_at_once(public):
    answer = alone().matched("patch", f"desk/targets/{Target.objects.get().pk}/", {"value": "1200"})
    assert (answer.status_code, answer.json()["value"]) == (200, "1200")
    assert Commitment.objects.get().status == "nearly_met"


def test_a_public_target_is_changed_by_a_new_version(public):
    answer = clerk().matched("patch", f"desk/targets/{Target.objects.get().pk}/", {"value": "1200"})
    assert (answer.status_code, answer.json()["of"]) == (202, "target")
    assert Commitment.objects.get().status == "met"


def test_a_later_target_of_a_public_commitment_waits_for_somebody(public):
    answer = clerk().post(f"{public}targets/", aim(value="1200", published_on="2021-06-01"))
    home = f"desk/targets/{answer.json()['id']}/"
    assert (answer.status_code, answer.json()["state"], answer.headers["Location"]) == (
        201, "submitted", f"/api/v1/{home}",
    )  # fmt: skip

    reviewer().matched("post", f"{home}review/", {"step": "approve"})
    publisher().matched("post", f"{home}review/", {"step": "publish"})
    assert Commitment.objects.get().status == "nearly_met"
    (goalpost,) = Sender().get("goalposts/", all="true").json()["results"]
    assert goalpost["moves"]


def test_words_of_a_public_commitment_are_proposed(public):
    added = clerk().post(f"{public}evidence/", {"document": "report-2021", "quote": "达到1000家"})
    words = Evidence.objects.get()
    changed = clerk("second").matched("patch", f"{public}evidence/{words.pk}/", {"quote": "别的1000家"})

    assert (added.status_code, changed.status_code) == (202, 202)
    assert (added.json()["row"], changed.json()["row"]) == (None, words.pk)
    assert Evidence.objects.get().quote == words.quote


# Two at one row


@pytest.mark.parametrize("address", ["{}", "desk/targets/{target}/", "{}evidence/{words}/"])
def test_the_row_has_to_be_as_its_sender_saw_it(draft, address):
    numbers = {"target": Target.objects.get().pk, "words": Evidence.objects.get().pk}
    address = address.format(draft, **numbers)
    sent = {"section": "二"} if "evidence" in address else {"reading_note": "x"}
    send = clerk()
    seen = send.etag(address)

    assert send("patch", address, sent).status_code == 428
    assert send("patch", address, sent, if_match='"nonsense"').status_code == 412
    assert send("patch", address, sent, if_match=seen).status_code == 200
    stale = send(
        "patch", address, {"section": "三"} if "evidence" in address else {"reading_note": "y"}, if_match=seen
    )
    assert stale.status_code == 412
