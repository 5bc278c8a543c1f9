"""Drafts deleted: what nothing refers to goes, what others refer to is named, what is public stays."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, rights
from tests.api.sender import Sender
from tracker.models import AuditEntry, Commitment, Evidence, PathPoint, Remark, Target, Verb
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


def deleter(**options):
    return Sender(make.make_worker("deleter", *rights("view", "change", "delete")), **options)


@pytest.fixture
def draft():
    row = make.make_commitment(state="draft", target={"state": "draft"})
    make.make_evidence(row)
    return row


def why(answer):
    (error,) = answer.json()["errors"]
    return answer.status_code, error["code"]


def test_a_draft_goes_from_its_targets_and_words_to_the_commitment(draft):
    send, home = deleter(), f"desk/commitments/{draft.code}/"
    target = draft.targets.get()

    for words in draft.evidence.all():
        answer = send.matched("delete", f"{home}evidence/{words.pk}/")
    assert (answer.status_code, answer.json()["evidence"]) == (200, [])
    assert send.matched("delete", f"desk/targets/{target.pk}/").status_code == 204
    gone = send.matched("delete", home)

    assert (gone.status_code, gone.content) == (204, b"")
    assert not any(model.objects.exists() for model in (Commitment, Target, Evidence))
    assert send.get(home).status_code == 404


def test_what_it_said_stays_in_the_audit_log_with_who_and_through_which_token(draft):
    send = deleter()
    target = draft.targets.get()
    send.matched("delete", f"desk/targets/{target.pk}/")

    entry = AuditEntry.objects.get(verb=Verb.DELETED)
    assert (entry.object_id, entry.by.username, entry.token, entry.door) == (
        target.pk, "deleter", send.token, "api",
    )  # fmt: skip
    assert entry.changes["period"] == ["2021", None]


def test_what_others_refer_to_stays_and_they_are_named_in_both_languages(draft):
    make.make_remark(draft, "受特大暴雨影响", state="draft")
    answer = deleter().matched("delete", f"desk/commitments/{draft.code}/")

    (error,) = answer.json()["errors"]
    assert why(answer) == (422, "referred_to")
    for language, others in (("en", ("Targets: 1", "Remarks: 1")), ("zh", ("目标", "受特大暴雨影响"))):
        assert all(each in error["message"][language] for each in others)
    assert Commitment.objects.exists()
    assert not AuditEntry.objects.filter(verb=Verb.DELETED).exists()


@pytest.mark.parametrize(
    ("state", "code"),
    [("published", "public_stays"), ("submitted", "wrong_state"), ("approved", "wrong_state")],
)
def test_what_is_public_or_waits_stays(state, code):
    remark = make.make_remark(state=state)
    assert why(deleter().matched("delete", f"desk/remarks/{remark.pk}/")) == (422, code)
    assert Remark.objects.exists()


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_a_remark_goes(state):
    remark = make.make_remark(state=state)
    assert deleter().matched("delete", f"desk/remarks/{remark.pk}/").status_code == 204
    assert not Remark.objects.exists()


def test_the_words_of_a_public_commitment_stay():
    words = make.make_evidence(make.make_commitment())
    address = f"desk/commitments/{words.commitment.code}/evidence/{words.pk}/"
    assert why(deleter().matched("delete", address)) == (422, "public_stays")


def test_who_needs_no_second_person_deletes_a_public_target_and_its_commitment_is_judged_anew():
    commitment = make.make_commitment(target={"value": "100"})
    make.make_observation(commitment.series, "90")
    later = make.make_target(commitment, value="80", announced="2021-06-01")
    refresh()
    commitment.current_verdict = None
    Commitment.objects.update(current_verdict=None, status="")
    commitment.verdicts.all().delete()

    send = Sender(make.make_user(is_superuser=True))
    assert send.matched("delete", f"desk/targets/{later.pk}/").status_code == 204

    commitment.refresh_from_db()
    assert (commitment.status, commitment.current_verdict.target) == ("nearly_met", commitment.targets.get())


def test_a_planned_value_goes_and_the_target_is_answered_with(draft):
    point = make.make_path_point(draft.targets.get(), "2021-06-30", "40")
    home = f"desk/targets/{point.target_id}/"
    send = deleter()
    answer = send.matched("delete", f"{home}path/{point.pk}/")

    assert (answer.status_code, answer.json()["path"]) == (200, [])
    assert answer.headers["ETag"] == send.etag(home)
    assert not PathPoint.objects.exists()


def test_it_takes_the_tag_of_what_was_seen(draft):
    send, home = deleter(), f"desk/targets/{draft.targets.get().pk}/"
    assert send("delete", home).status_code == 428
    assert send("delete", home, if_match='"another"').status_code == 412
    assert Target.objects.exists()


@pytest.mark.parametrize(
    "who", [clerk, publisher, lambda: deleter(writes=False)], ids=["enters", "publishes", "reading token"]
)
def test_it_takes_the_right_to_delete(draft, who):
    answer = who()("delete", f"desk/targets/{draft.targets.get().pk}/", if_match="*")
    assert answer.status_code == 403
    assert Target.objects.exists()


def test_may_says_so_where_it_can_be_done(draft):
    home = f"desk/commitments/{draft.code}/"
    assert "delete" in deleter().get(home).json()["may"]
    assert "delete" not in clerk().get(home).json()["may"]


def test_nothing_is_sent_with_it(draft):
    home = f"desk/targets/{draft.targets.get().pk}/"
    assert alone().get(home).status_code == 200
    assert deleter()("delete", home, if_match="*", query={"colour": "red"}).status_code == 400


def test_what_a_new_version_waits_for_stays_until_that_is_decided():
    remark = make.make_remark(make.make_commitment(), "原话")
    clerk().matched("patch", f"desk/remarks/{remark.pk}/", {"text": "改过"})

    boss = Sender(make.make_user(is_superuser=True))
    assert why(boss.matched("delete", f"desk/remarks/{remark.pk}/")) == (422, "already_proposed")
    assert Remark.objects.exists()
