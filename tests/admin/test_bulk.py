"""What is done to many rows of a list at once beside the steps of review: asked, counted, told."""

import pytest

from tests import factories as make
from tracker.models import Commitment, Observation, Revision
from tracker.progress import today

pytestmark = pytest.mark.django_db

SAID = {"confirmed": "1", "comment": "规划调整", "withdrawn_on": "2021-06-30"}


def choose(client, model, rows, action, **said):
    sent = {"action": action, "_selected_action": [row.pk for row in rows], **said}
    return client.post(f"/en/admin/tracker/{model}/", sent, follow=True)


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def offered(client, model) -> set[str]:
    page = client.get(f"/en/admin/tracker/{model}/")
    form = page.context["action_form"]  # none at all where nothing can be done
    return {name for name, _text in form.fields["action"].choices} if form else set()


def test_withdrawing_commitments_asks_first_with_their_number(clerk):
    rows = [make.make_commitment(number=number, state="draft") for number in (1, 2)]
    client = clerk("view_commitment", "change_commitment")

    asked = choose(client, "commitment", rows, "withdraw_pledges").content.decode()
    assert "2 rows" in asked
    assert "left alone and counted" in asked
    assert not Commitment.objects.filter(withdrawn_on__isnull=False).exists()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_day_proposed_is_one_a_browser_can_show(clerk, language):
    row = make.make_commitment(state="draft")
    sent = {"action": "withdraw_pledges", "_selected_action": [row.pk]}

    page = clerk("view_commitment", "change_commitment").post(f"{language}/admin/tracker/commitment/", sent)
    assert f'value="{today().isoformat()}"' in page.content.decode()


def test_and_tells_what_became_of_each_sort(clerk):
    states = ("draft", "published", "submitted")
    rows = [make.make_commitment(number=number, state=state) for number, state in enumerate(states, start=1)]
    client = clerk("view_commitment", "change_commitment")

    assert told(choose(client, "commitment", rows, "withdraw_pledges", **SAID)) == [
        "1 row: done.",
        "1 new version waits for somebody else to approve it.",
        "1 not done: not in a state that allows this.",
    ]
    assert Revision.objects.get().commitment == rows[1]


@pytest.mark.parametrize(
    ("field", "value"), [("comment", ""), ("comment", "长" * 301), ("withdrawn_on", "昨天")]
)
def test_what_is_wrong_is_asked_again_and_nothing_typed_is_lost(clerk, field, value):
    row = make.make_commitment(state="draft")
    client = clerk("view_commitment", "change_commitment")

    answer = choose(client, "commitment", [row], "withdraw_pledges", **{**SAID, field: value})
    form = answer.context["form"]
    assert form.errors[field]
    assert form[field].value() == value
    assert not Commitment.objects.filter(withdrawn_on__isnull=False).exists()


def test_the_whole_filtered_list_can_be_withdrawn(clerk):
    for number in range(1, 53):
        make.make_commitment(number=number, state="draft" if number > 1 else "returned")
    client = clerk("view_commitment", "change_commitment")
    first = Commitment.objects.filter(state="draft").first()
    sent = {"action": "withdraw_pledges", "_selected_action": [first.pk], "select_across": "1", **SAID}

    client.post("/en/admin/tracker/commitment/?state__exact=draft", sent)
    assert Commitment.objects.filter(withdrawn_on="2021-06-30").count() == 51


def test_withdrawing_is_offered_to_who_may_change_commitments(clerk):
    make.make_commitment()
    assert "withdraw_pledges" in offered(clerk("view_commitment", "change_commitment"), "commitment")


def test_and_to_nobody_else(clerk):
    make.make_commitment()
    assert "withdraw_pledges" not in offered(clerk("view_commitment", "review_commitment"), "commitment")


@pytest.mark.parametrize(
    ("model", "action"), [("observation", "withdraw_figures"), ("revision", "drop_rows")]
)
def test_readers_are_offered_nothing_they_cannot_do(clerk, model, action):
    commitment = make.make_commitment()
    make.make_observation()
    make.make_revision(commitment)
    assert action not in offered(clerk(f"view_{model}", "view_commitment"), model)


def test_figures_that_cannot_be_withdrawn_are_counted_by_the_reason(clerk):
    rows = [make.make_observation(make.make_series(), state=state) for state in ("draft", "published")]
    client = clerk("view_observation", "change_observation")

    said = told(choose(client, "observation", rows, "withdraw_figures", **SAID))
    assert said == ["1 row: done.", "1 not done: your account may not do this."]
    assert Observation.objects.standing().get().state == "published"


def test_a_new_version_is_given_up_on_its_page(clerk):
    revision = make.make_revision(make.make_commitment())
    client = clerk("view_revision", "view_commitment", "review_commitment")
    page = f"/en/admin/tracker/revision/{revision.pk}"

    assert f"{page}/drop/" in client.get(f"{page}/change/").content.decode()
    client.post(f"{page}/drop/", SAID)
    assert Revision.objects.get().dropped_at is not None


def test_one_given_up_takes_no_step_any_more(clerk):
    revision = make.make_revision(make.make_commitment(), dropped_at="2021-06-30T08:00Z")
    client = clerk("view_revision", "view_commitment", "review_commitment")

    content = client.get(f"/en/admin/tracker/revision/{revision.pk}/change/").content.decode()
    assert "/step/" not in content
    assert "/drop/" not in content


def test_giving_up_is_refused_to_others(clerk):
    revision = make.make_revision(make.make_commitment())
    client = clerk("view_revision", "view_commitment", "change_commitment")

    assert client.post(f"/en/admin/tracker/revision/{revision.pk}/drop/", SAID).status_code == 403


def test_new_versions_are_given_up_together(clerk):
    rows = [make.make_revision(make.make_commitment(number=number)) for number in (1, 2)]
    client = clerk("view_revision", "view_commitment", "review_commitment")

    assert told(choose(client, "revision", rows, "drop_rows", **SAID)) == ["2 rows: done."]
    assert not Revision.objects.open().exists()
