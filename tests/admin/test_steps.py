"""The way to the public at the desk: who sees, changes and decides over what, one row or many."""

import pytest

from tests.factories import (
    make_commitment,
    make_evidence,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_remit,
    make_revision,
    make_series,
    make_worker,
)
from tracker.models import AuditEntry, Commitment, Observation, Remark, Revision

VIEW = ("view_observation", "view_commitment", "view_remark", "view_revision")


@pytest.fixture
def enter(client, db):
    """Logs somebody in with these rights, everywhere or in one place."""

    def somebody(*rights, place=None):
        user = make_worker("", *VIEW, *rights, is_staff=True, everywhere=place is None)
        if place is not None:
            make_remit(user, place)
        client.force_login(user)
        return client

    return somebody


def step(row, name):
    return f"/en/admin/tracker/{row._meta.model_name}/{row.pk}/step/{name}/"


def change(row):
    return f"/en/admin/tracker/{row._meta.model_name}/{row.pk}/change/"


def take(client, row, name, comment=""):
    return client.post(step(row, name), {"confirmed": "1", "comment": comment}, follow=True)


@pytest.mark.parametrize(
    ("state", "right", "shown"),
    [
        ("draft", "change_observation", ["submit"]),
        ("submitted", "review_observation", ["return", "approve"]),
        ("approved", "publish_observation", ["publish"]),
        ("published", "publish_observation", []),
    ],
)
def test_a_page_offers_the_steps_that_can_be_taken(enter, state, right, shown):
    row = make_observation(state=state)
    content = enter(right).get(change(row)).content.decode()
    assert [
        name for name in ("submit", "return", "approve", "publish") if f"/step/{name}/" in content
    ] == shown


def test_a_step_asks_first_and_is_noted_with_its_comment(enter):
    row = make_observation(state="submitted")
    client = enter("review_observation")

    assert "1 row" in client.get(step(row, "return")).content.decode()
    row.refresh_from_db()
    assert row.state == "submitted"

    take(client, row, "return", "unit is wrong")
    row.refresh_from_db()
    entry = AuditEntry.objects.about(row).get()
    assert (row.state, entry.reason, entry.door) == ("returned", "unit is wrong", "admin")


def test_returning_without_a_word_is_asked_again(enter):
    row = make_observation(state="submitted")
    page = take(enter("review_observation"), row, "return")

    row.refresh_from_db()
    assert row.state == "submitted"
    assert page.context["form"].errors["comment"]


@pytest.mark.parametrize(
    ("right", "name"), [("change_observation", "approve"), ("review_observation", "publish")]
)
def test_a_step_nobody_offered_is_refused(enter, right, name):
    row = make_observation(state="submitted")
    assert take(enter(right), row, name).status_code == 403


def test_a_row_outside_the_remit_is_not_there(enter):
    row = make_observation(state="submitted")
    client = enter("review_observation", place=make_jurisdiction("420000", name="湖北省"))

    assert client.get(step(row, "approve")).status_code == 404
    assert client.get(change(row)).status_code == 302  # to the list, with a message that there is none


def test_lists_hold_what_is_public_and_what_lies_within_the_remit(enter):
    elsewhere = make_series(jurisdiction=make_jurisdiction("420000", name="湖北省"))
    public = make_observation(elsewhere)
    make_observation(elsewhere, period="2020", state="draft")
    own = make_observation(state="draft")
    client = enter(place=make_jurisdiction())

    found = client.get("/en/admin/tracker/observation/").context["cl"].result_list
    assert {row.pk for row in found} == {public.pk, own.pk}


def test_many_rows_take_a_step_together_and_the_others_are_counted(enter):
    rows = [make_observation(state=state) for state in ("submitted", "submitted", "draft")]
    client = enter("review_observation")
    chosen = {"action": "approve_rows", "_selected_action": [row.pk for row in rows]}

    asked = client.post("/en/admin/tracker/observation/", chosen)
    assert "3 rows" in asked.content.decode()
    assert not Observation.objects.filter(state="approved").exists()

    done = client.post("/en/admin/tracker/observation/", {**chosen, "confirmed": "1"}, follow=True)
    said = [str(message) for message in done.context["messages"]]
    assert said == ["2 rows: done.", "1 not done: not in a state that allows this."]
    assert Observation.objects.filter(state="approved").count() == 2


def test_the_whole_filtered_list_can_be_chosen(enter):
    for number in range(55):
        make_observation(make_series(), state="submitted" if number else "draft")
    client = enter("review_observation")
    first = Observation.objects.filter(state="submitted").first().pk
    chosen = {"action": "approve_rows", "_selected_action": [first], "select_across": "1", "confirmed": "1"}

    client.post("/en/admin/tracker/observation/?state__exact=submitted", chosen)
    assert Observation.objects.filter(state="approved").count() == 54


def test_only_steps_somebody_has_the_right_to_are_among_the_actions(enter):
    make_observation()
    page = enter("review_observation").get("/en/admin/tracker/observation/")
    offered = {name for name, _text in page.context["action_form"].fields["action"].choices}
    assert {"return_rows", "approve_rows"} <= offered
    assert not {"submit_rows", "publish_rows"} & offered


@pytest.mark.parametrize(
    ("state", "editable"), [("draft", True), ("returned", True), ("submitted", False), ("approved", False)]
)
def test_what_somebody_has_to_decide_over_is_not_changed_meanwhile(enter, state, editable):
    row = make_commitment(state=state)
    page = enter("change_commitment").get(change(row))
    assert page.context["has_change_permission"] is editable


def test_a_new_version_is_approved_and_published_at_the_desk(enter):
    commitment = make_commitment(statement="新增企业100家")
    revision = make_revision(commitment, "新增企业100家以上")
    client = enter("review_commitment", "publish_commitment")

    take(client, revision, "approve")
    assert Commitment.objects.get().statement == "新增企业100家"
    take(client, Revision.objects.get(), "publish")
    assert Commitment.objects.get().statement == "新增企业100家以上"


def test_the_state_is_no_field_of_the_form(enter):
    row = make_commitment(state="draft")
    page = enter("change_commitment").get(change(row))
    assert "state" not in page.context["adminform"].form.fields


def test_a_remark_is_entered_as_a_draft_with_its_author(enter):
    commitment = make_commitment()
    client = enter("add_remark", "change_commitment")
    sent = {"commitment": commitment.pk, "text": "受特大暴雨影响", "text_en": "", "dated": "2021-08-01"}

    assert client.post("/en/admin/tracker/remark/add/", sent).status_code == 302
    remark = Remark.objects.get()
    assert (remark.state, remark.author_id) == ("draft", int(client.session["_auth_user_id"]))


def test_a_remark_sent_twice_is_stored_once(enter):
    commitment = make_commitment()
    client = enter("add_remark", "change_commitment")
    sent = {"commitment": commitment.pk, "text": "受特大暴雨影响", "text_en": "", "dated": "2021-08-01"}
    client.post("/en/admin/tracker/remark/add/", sent)

    again = client.post("/en/admin/tracker/remark/add/", sent)
    assert "This remark has been entered already." in again.content.decode()
    assert Remark.objects.count() == 1


def test_a_row_outside_the_remit_is_not_entered(enter):
    plan, series = make_plan(), make_series()
    commitment = make_commitment(plan=plan, series=series)
    make_evidence(commitment)
    client = enter("add_remark", place=make_jurisdiction("420000", name="湖北省"))
    sent = {"commitment": commitment.pk, "text": "说明", "text_en": "", "dated": "2021-08-01"}

    answer = client.post("/en/admin/tracker/remark/add/", sent, follow=True)
    assert not Remark.objects.exists()
    assert "outside the places" in " ".join(str(message) for message in answer.context["messages"])
