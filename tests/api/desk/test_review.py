"""Single rows on their way to the public."""

import pytest

from tests import factories as make
from tests.api.desk.people import alone, clerk, publisher, reviewer
from tracker.models import (
    AuditEntry,
    Commitment,
    Observation,
    Plan,
    Remark,
    Revision,
    Target,
)
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

MODELS = {
    "observations": Observation, "commitments": Commitment, "targets": Target, "plans": Plan,
    "remarks": Remark, "revisions": Revision,
}  # fmt: skip


@pytest.fixture
def home(request):
    """The address of a draft of a table."""
    return draft(request.param)


def draft(table, state="draft"):
    commitment = make.make_commitment(state=state)
    make.make_target(commitment, announced="2021-05-01", state=state)
    rows = {
        "observations": lambda: make.make_observation(state=state),
        "commitments": lambda: commitment,
        "targets": lambda: commitment.targets.last(),
        "plans": lambda: make.make_plan("410100-2022", state=state),
        "remarks": lambda: make.make_remark(commitment, state=state),
        "revisions": lambda: make.make_revision(commitment, state=state),
    }
    row = rows[table]()
    return f"desk/{table}/{getattr(row, 'code', None) or row.pk}/"


def step(send, home, name, comment=""):
    return send.matched("post", f"{home}review/", {"step": name, "comment": comment})


@pytest.mark.parametrize("home", MODELS, indirect=True)
def test_a_row_goes_all_the_way_and_each_step_answers_with_the_row(home):
    send, look, public = clerk(), reviewer(), publisher()

    assert step(send, home, "submit").json()["state"] == "submitted"
    returned = step(look, home, "return", "请补充出处")
    assert (returned.json()["state"], returned.json()["history"][0]["comment"]) == ("returned", "请补充出处")
    assert step(send, home, "submit").status_code == 200
    assert step(look, home, "approve").json()["history"][0]["by"] == "reviewer"
    published = step(public, home, "publish")
    assert (published.json()["state"], published.status_code) == ("published", 200)
    assert published.headers["ETag"] == public.etag(home)


def test_a_published_commitment_takes_its_targets_along_and_is_judged():
    commitment = make.make_commitment(state="approved", target={"state": "approved", "value": "1"})
    make.make_observation(commitment.series, "90")
    home = f"desk/commitments/{commitment.code}/"

    targets = step(publisher(), home, "publish").json()["targets"]

    commitment.refresh_from_db()
    assert [row["state"] for row in targets] == ["published"]
    assert commitment.status == "met"


def test_a_published_figure_is_judged_by_at_once():
    commitment = make.make_commitment(target={"value": "1"})
    figure = make.make_observation(commitment.series, state="approved")
    refresh()
    step(publisher(), f"desk/observations/{figure.pk}/", "publish")
    commitment.refresh_from_db()
    assert commitment.status == "met"


def test_a_published_new_version_becomes_the_row():
    commitment = make.make_commitment()
    revision = make.make_revision(commitment, "新增1200家", state="approved")
    step(publisher(), f"desk/revisions/{revision.pk}/", "publish")
    assert Commitment.objects.get().statement == "新增1200家"


# What is refused


@pytest.mark.parametrize("home", MODELS, indirect=True)
def test_a_step_takes_the_right_that_belongs_to_it(home):
    send = clerk()
    for name in ("return", "approve", "publish"):
        answer = step(send, home, name, "x")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")


@pytest.mark.parametrize("home", MODELS, indirect=True)
def test_a_token_that_was_not_made_for_reviewing_does_not_review(home):
    answer = step(reviewer(reviews=False), home, "approve")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "beyond_token")


@pytest.mark.parametrize("table", MODELS)
def test_nobody_approves_what_they_had_a_hand_in(table):
    home = draft(table)
    boss = alone()
    row = MODELS[table].objects.get(**{"code" if "-" in home else "pk": home.split("/")[2]})
    AuditEntry.objects.record("changed", row, by=boss.token.user)
    step(boss, home, "submit")

    answer = step(boss, home, "approve")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "own_entry")
    assert "approve" not in boss.get(home).json()["may"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_names_the_row_in_the_language_of_each_sentence(language):
    home, boss = draft("observations"), alone()
    row = Observation.objects.get(pk=home.split("/")[2])
    AuditEntry.objects.record("changed", row, by=boss.token.user)
    step(boss, home, "submit")

    said = boss(
        "post", f"{home}review/", {"step": "approve"}, if_match=boss.etag(home), accept_language=language
    ).json()["message"]

    indicator = row.series.indicator
    assert indicator.name in said["zh"]
    assert indicator.name_en in said["en"]
    assert indicator.name_en not in said["zh"]


@pytest.mark.parametrize(
    ("state", "name", "comment", "code", "about"),
    [
        ("draft", "publish", "", "wrong_state", ""),
        ("draft", "approve", "", "wrong_state", ""),
        ("submitted", "submit", "", "wrong_state", ""),
        ("submitted", "return", " ", "no_reason", "comment"),
        ("published", "return", "x", "wrong_state", ""),
    ],
)
def test_a_step_out_of_turn_is_refused(state, name, comment, code, about):
    home = draft("observations", state)
    answer = step(alone(), home, name, comment)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    (error,) = answer.json()["errors"]
    assert (error["code"], error["parameter"], sorted(error["message"])) == (code, about, ["en", "zh"])


def test_a_commitment_without_words_or_aim_is_not_published():
    commitment = make.make_commitment(state="approved")
    Target.objects.all().delete()
    answer = step(publisher(), f"desk/commitments/{commitment.code}/", "publish")
    assert answer.json()["errors"][0]["code"] == "not_whole"


def test_a_new_version_of_what_has_changed_meanwhile_is_not_published():
    commitment = make.make_commitment()
    revision = make.make_revision(commitment, "新增1200家", state="approved")
    Commitment.objects.update(statement="别的")
    answer = step(publisher(), f"desk/revisions/{revision.pk}/", "publish")
    assert answer.json()["errors"][0]["code"] == "changed_meanwhile"


def test_a_withdrawn_figure_takes_no_step():
    home = draft("observations")
    Observation.objects.update(withdrawn_at="2026-01-01T00:00Z", withdrawn_reason="x")
    assert alone().get(home).json()["may"] == []
    assert step(alone("other"), home, "submit").json()["errors"][0]["code"] == "wrong_state"


@pytest.mark.parametrize("home", MODELS, indirect=True)
def test_the_row_has_to_be_as_its_sender_saw_it(home):
    send = clerk()
    seen = send.etag(home)
    missing = send.post(f"{home}review/", {"step": "submit"})
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    (error,) = missing.json()["errors"]
    assert (error["parameter"], sorted(error["message"])) == ("If-Match", ["en", "zh"])

    step(clerk("quicker"), home, "submit")
    stale = send.post(f"{home}review/", {"step": "submit"}, if_match=seen)

    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    assert stale.headers["ETag"] == send.etag(home)


@pytest.mark.parametrize("home", ["observations"], indirect=True)
def test_a_step_sent_again_under_its_word_is_taken_once(home):
    send = clerk()
    sent = {"if_match": send.etag(home), "idempotency_key": "step-1"}

    first = send.post(f"{home}review/", {"step": "submit"}, **sent)
    again = send.post(f"{home}review/", {"step": "submit"}, **sent)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.json(), again.headers["ETag"]) == (first.json(), first.headers["ETag"])
    assert AuditEntry.objects.filter(verb="submitted").count() == 1


# What is given up


def test_who_proposed_a_new_version_gives_it_up():
    send = clerk()
    revision = make.make_revision(make.make_commitment(), entered_by=send.token.user)
    home = f"desk/revisions/{revision.pk}/"

    assert send.get(home).json()["may"] == ["drop"]
    answer = send.matched("post", f"{home}drop/", {"reason": "写错了"})

    assert (answer.json()["may"], answer.json()["dropped_at"] is None) == ([], False)
    assert send.get("desk/revisions/", open="true").json()["results"] == []
    assert len(send.get("desk/revisions/", open="false").json()["results"]) == 1


def test_nobody_else_gives_it_up_without_the_right_to_return_it():
    revision = make.make_revision(make.make_commitment())
    home = f"desk/revisions/{revision.pk}/"
    answer = clerk().matched("post", f"{home}drop/", {"reason": "x"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")
    assert reviewer().matched("post", f"{home}drop/", {"reason": "x"}).status_code == 200
