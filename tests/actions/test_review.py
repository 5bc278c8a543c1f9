"""The way of a row to the public."""

import pytest
from django.db import connection

from tests import factories as make
from tracker.actions import review
from tracker.actions.observations import record_observation
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import AuditEntry, Commitment, Observation, ReviewState, Target, Verdict
from tracker.progress import refresh

pytestmark = pytest.mark.django_db

ROWS = {
    "observation": lambda state: make.make_observation(state=state),
    "commitment": lambda state: make.make_commitment(state=state, target={"state": state}),
    "target": lambda state: make.make_commitment(target={"state": state}).targets.get(),
    "plan": lambda state: make.make_plan(state=state),
    "remark": lambda state: make.make_remark(state=state),
}
#: step: the states it leads from, and to which.
WAY = {
    "submit": ({"draft", "returned"}, "submitted"),
    "return": ({"submitted", "approved"}, "returned"),
    "approve": ({"submitted"}, "approved"),
    "publish": ({"approved"}, "published"),
}
RIGHTS = {"submit": "change", "return": "review", "approve": "review", "publish": "publish"}


def step(name: str, row, by=None, comment="看过") -> None:
    review.advance_one(row, review.STEPS[name], by=by, comment=comment)


def refused(name: str, row, by=None, comment="看过") -> str:
    with pytest.raises(ActionError) as caught:
        step(name, row, by, comment)
    return caught.value.code


@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("name", WAY)
@pytest.mark.parametrize("kind", ROWS)
def test_each_step_leads_from_its_states_only(kind, name, state):
    row = ROWS[kind](state)
    make.make_evidence(row) if kind == "commitment" else None
    before, after = WAY[name]

    if state in before:
        step(name, row)
        assert row.state == after
    else:
        assert refused(name, row) == "wrong_state"
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize("name", WAY)
def test_each_step_takes_its_own_right(name):
    row = make.make_observation(state=sorted(WAY[name][0])[0])
    others = {f"{right}_observation" for right in {*RIGHTS.values()} - {RIGHTS[name]}}

    assert refused(name, row, make.make_worker("", *others)) == "no_right"
    step(name, row, make.make_worker("", f"{RIGHTS[name]}_observation"))
    assert row.state == WAY[name][1]


def test_a_row_outside_the_remit_stays_where_it_is():
    row = make.make_observation(state="submitted")
    reviewer = make.make_worker("", "review_observation", everywhere=False)

    assert refused("approve", row, reviewer) == "outside_remit"


def test_nobody_approves_what_they_entered():
    author = make.make_worker("", "add_observation", "change_observation", "review_observation")
    series = make.make_series()
    row = record_observation(
        series=series, period="2021", document=make.make_document(), by=author, value="80"
    )
    step("submit", row, author)

    assert refused("approve", row, author) == "own_entry"
    step("approve", row, make.make_worker("", "review_observation"))
    assert row.state == "approved"


def test_nor_what_they_only_changed():
    author = make.make_worker("", "review_commitment")
    row = make.make_commitment(state="submitted")
    AuditEntry.objects.record("changed", row.targets.get(), by=author)

    assert refused("approve", row, author) == "own_entry"


def test_nor_what_they_brought_in_by_file():
    author = make.make_worker("", "review_observation")
    row = make.make_observation(state="submitted", change_set=make.make_change_set(created_by=author))

    assert refused("approve", row, author) == "own_entry"


def test_not_even_a_superuser_approves_their_own():
    boss = make.make_user(is_superuser=True)
    row = make.make_observation(state="submitted", change_set=make.make_change_set(created_by=boss))

    assert refused("approve", row, boss) == "own_entry"


@pytest.mark.parametrize("comment", ["", "  "])
def test_returning_takes_a_comment(comment):
    assert refused("return", make.make_observation(state="submitted"), comment=comment) == "no_reason"


def test_the_comment_is_kept_with_who_and_from_where():
    row, reviewer = make.make_observation(state="submitted"), make.make_worker("", "review_observation")

    step("return", row, reviewer, "单位应为亿元")

    entry = AuditEntry.objects.about(row).first()
    assert (entry.verb, entry.by, entry.door, entry.reason) == (
        "returned", reviewer, "command", "单位应为亿元",
    )  # fmt: skip


def test_a_commitment_takes_its_targets_along():
    row = make.make_commitment(state="draft", target={"state": "draft"})

    step("submit", row)

    assert row.targets.get().state == "submitted"


def test_a_target_that_is_further_on_stays_there():
    row = make.make_commitment(state="draft", target={"state": "approved"})

    step("submit", row)

    assert row.targets.get().state == "approved"


@pytest.mark.parametrize("missing", ["target", "evidence"])
def test_a_commitment_without_target_or_evidence_is_not_published(missing):
    row = make.make_commitment(state="approved", target={"state": "approved"})
    (row.targets if missing == "target" else row.evidence).all().delete()

    assert refused("publish", row) == "not_whole"


def test_a_published_figure_changes_its_verdict_in_the_same_step():
    commitment = make.make_commitment(target={"value": "100"})
    row = make.make_observation(commitment.series, "120", state="approved")
    refresh()
    assert Commitment.objects.get().status == "unreported"

    step("publish", row)

    assert Commitment.objects.get().status == "met"


def test_a_published_commitment_is_judged_with_its_targets():
    row = make.make_commitment(state="approved", target={"value": "100", "state": "approved"})
    make.make_observation(row.series, "120")

    step("publish", row)

    assert (Target.objects.get().state, Verdict.objects.get().status) == ("published", "met")


def test_a_published_plan_shows_its_commitments():
    plan = make.make_plan(state="approved")
    commitment = make.make_commitment(plan=plan)

    step("publish", plan)

    assert commitment.verdicts.count() == 1


def test_of_many_rows_those_go_that_can_and_the_others_are_counted():
    author = make.make_worker("", "review_observation", everywhere=False)
    make.make_remit(author, make.make_jurisdiction())
    able = [make.make_observation(state="submitted") for _number in range(3)]
    make.make_observation(state="draft")
    make.make_observation(state="submitted", change_set=make.make_change_set(created_by=author))
    elsewhere = make.make_series(jurisdiction=make.make_jurisdiction("420000", name="湖北省"))
    make.make_observation(elsewhere, state="submitted")

    moved = review.advance(Observation.objects.all(), review.APPROVE, by=author)

    assert (moved.rows, moved.refused) == (3, {"outside_remit": 1, "wrong_state": 1, "own_entry": 1})
    assert set(Observation.objects.filter(state="approved")) == set(able)


def test_a_withdrawn_figure_goes_nowhere():
    row = make.make_observation(state="draft")
    Observation.objects.update(withdrawn_at="2022-01-01T00:00Z", withdrawn_reason="误录")

    assert refused("submit", row) == "wrong_state"


def test_rows_of_one_change_set_leave_one_entry_with_their_number():
    together = make.make_change_set()
    for _number in range(3):
        make.make_observation(state="submitted", change_set=together)

    review.advance(Observation.objects.all(), review.APPROVE, by=None)

    [entry] = AuditEntry.objects.all()
    assert (str(entry.label), entry.changes) == (together.title, {"rows": [None, "3"]})


def test_the_queries_do_not_grow_with_the_rows(django_assert_num_queries):
    def approve(number: int):
        together = make.make_change_set()
        for _each in range(number):
            make.make_observation(state="submitted", change_set=together)
        return Observation.objects.filter(change_set=together), review.APPROVE

    from django.test.utils import CaptureQueriesContext

    few, many = approve(2), approve(20)
    review.advance(*few, by=None)
    Observation.objects.update(state="submitted")
    with CaptureQueriesContext(connection) as captured:
        review.advance(*few, by=None)
    with django_assert_num_queries(len(captured)):
        review.advance(*many, by=None)


@pytest.mark.parametrize(
    ("state", "rights", "steps"),
    [
        ("draft", ("change_observation",), ["submit"]),
        ("submitted", ("review_observation",), ["return", "approve"]),
        ("approved", ("publish_observation",), ["publish"]),
        ("approved", ("review_observation", "publish_observation"), ["return", "publish"]),
        ("published", ("change_observation", "review_observation", "publish_observation"), []),
        ("submitted", ("change_observation",), []),
    ],
)
def test_the_steps_offered_are_those_that_could_be_taken(state, rights, steps):
    assert review.steps_for(make.make_observation(state=state), make.make_worker("", *rights)) == steps


def test_approving_is_not_offered_to_the_author():
    author = make.make_worker("", "review_observation")
    row = make.make_observation(state="submitted", change_set=make.make_change_set(created_by=author))

    assert review.steps_for(row, author) == ["return"]


def test_a_refusal_by_authority_is_one():
    with pytest.raises(AuthorityError):
        step("submit", make.make_observation(state="draft"), make.make_worker())
