"""Many rows are taken back at once: commitments, figures, new versions."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.actions.review import APPROVE, PUBLISH_IT, advance
from tracker.actions.sieve import Done
from tracker.actions.withdrawing import drop_revisions, withdraw_commitments, withdraw_observations
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, Observation, Revision
from tracker.progress import refresh, tallied_total

pytestmark = pytest.mark.django_db

DAY = datetime.date(2021, 6, 30)


@pytest.fixture
def author():
    return make.make_worker("author", "change_commitment")


def withdraw(by=None, reason="规划调整", rows=None) -> Done:
    commitments = Commitment.objects.all() if rows is None else rows
    return withdraw_commitments(commitments=commitments, on=DAY, by=by, reason=reason)


def seen_through(by=None) -> None:
    """Let somebody else approve and publish all new versions."""
    advance(Revision.objects.all(), APPROVE, by=by)
    advance(Revision.objects.all(), PUBLISH_IT, by=by)


# Commitments


def test_drafts_are_withdrawn_at_once_with_day_and_reason(author):
    for number in (1, 2):
        make.make_commitment(number=number, state="draft")

    assert withdraw(author) == Done(2)
    assert set(Commitment.objects.values_list("withdrawn_on", "withdrawn_reason")) == {(DAY, "规划调整")}


def test_each_is_noted_as_a_change_of_it_on_its_page_would_be(author):
    row = make.make_commitment(state="draft")

    withdraw(author)
    entry = AuditEntry.objects.about(row).get()
    assert (entry.verb, entry.by, entry.reason) == ("changed", author, "规划调整")
    assert entry.changes == {"withdrawn_on": [None, "2021-06-30"], "withdrawn_reason": ["", "规划调整"]}


def test_who_withdrew_a_draft_does_not_approve_it():
    both = make.make_worker("", "change_commitment", "review_commitment")
    row = make.make_commitment(state="draft")

    withdraw(both)
    Commitment.objects.update(state="submitted")
    assert advance(Commitment.objects.filter(pk=row.pk), APPROVE, by=both) == Done(
        0, refused={"own_entry": 1}
    )


def test_public_ones_wait_for_somebody_else_as_new_versions(author):
    row = make.make_commitment()

    assert withdraw(author) == Done(0, proposed=1)
    row.refresh_from_db()
    revision = Revision.objects.get()
    assert row.withdrawn_on is None
    assert (revision.state, revision.entered_by, revision.reason) == ("submitted", author, "规划调整")
    assert AuditEntry.objects.about(revision).get().verb == "proposed"


def test_published_the_new_versions_withdraw_them_and_the_verdicts_say_so(author):
    row = make.make_commitment(target={"value": "100"})
    refresh()

    withdraw(author)
    seen_through()
    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawn_reason, row.status) == (DAY, "规划调整", "withdrawn")


def test_who_needs_no_second_person_withdraws_public_ones_at_once():
    alone = make.make_worker("", "change_commitment", "publish_unreviewed")
    for number in (1, 2):
        make.make_commitment(number=number, target={"value": "100"})
    refresh()

    assert withdraw(alone) == Done(2)
    assert set(Commitment.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert tallied_total().counts == {"withdrawn": 2}


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_those_somebody_decides_over_are_left_alone(author, state):
    make.make_commitment(state=state)

    assert withdraw(author) == Done(0, refused={"wrong_state": 1})
    assert Commitment.objects.get().withdrawn_on is None


def test_those_withdrawn_before_keep_their_day_and_reason(author):
    make.make_commitment(state="draft", withdrawn_on="2020-01-01", withdrawn_reason="旧")

    assert withdraw(author) == Done(0, refused={"already_withdrawn": 1})
    assert Commitment.objects.get().withdrawn_reason == "旧"


def test_those_of_which_a_new_version_waits_are_left_alone(author):
    make.make_revision(make.make_commitment())

    assert withdraw(author) == Done(0, refused={"already_proposed": 1})
    assert Revision.objects.count() == 1


def test_those_outside_the_remit_are_left_alone():
    stranger = make.make_worker("", "change_commitment", everywhere=False)
    make.make_commitment(state="draft")

    assert withdraw(stranger) == Done(0, refused={"outside_remit": 1})


def test_it_takes_the_right_to_change_commitments():
    with pytest.raises(ActionError) as refused:
        withdraw(make.make_worker("", "publish_commitment"))
    assert refused.value.code == "no_right"


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_takes_a_reason(author, reason):
    with pytest.raises(ActionError) as refused:
        withdraw(author, reason)
    assert refused.value.code == "no_reason"


@pytest.mark.parametrize("rights", [("change_commitment",), ("change_commitment", "publish_unreviewed")])
def test_the_queries_do_not_grow_with_the_commitments(rights):
    by = make.make_worker("", *rights)

    numbers = [make.make_commitment(number=each, target={"value": "100"}).pk for each in range(1, 15)]
    refresh()
    withdraw(by, rows=Commitment.objects.filter(pk__in=numbers[:1]))  # kinds of rows are looked up once

    with CaptureQueriesContext(connection) as few:
        withdraw(by, rows=Commitment.objects.filter(pk__in=numbers[1:3]))
    with CaptureQueriesContext(connection) as many:
        withdraw(by, rows=Commitment.objects.filter(pk__in=numbers[3:]))
    assert len(many) == len(few)


# Figures


def test_many_figures_are_withdrawn_with_one_reason():
    analyst = make.make_worker("", "publish_observation")
    commitment = make.make_commitment(target={"value": "100"})
    for period in ("2020", "2021"):
        make.make_observation(commitment.series, "120", period=period)

    found = Observation.objects.all()
    assert withdraw_observations(observations=found, by=analyst, reason="来源有误") == Done(2)
    said = set(Observation.objects.values_list("withdrawn_reason", "withdrawn_by"))
    assert said == {("来源有误", analyst.pk)}
    assert Commitment.objects.get().status == "unreported"


@pytest.mark.parametrize(
    ("state", "right"), [("published", "change_observation"), ("draft", "publish_observation")]
)
def test_figures_somebody_lacks_the_right_over_are_left_alone(state, right):
    make.make_observation(state=state)
    by = make.make_worker("", right)

    done = withdraw_observations(observations=Observation.objects.all(), by=by, reason="误")
    assert done == Done(0, refused={"no_right": 1})


def test_figures_outside_the_remit_and_withdrawn_ones_are_counted():
    own = make.make_series()
    make.make_observation(own, "1", state="draft", withdrawn_at="2021-01-01T00:00Z", withdrawn_reason="旧")
    make.make_observation(
        make.make_series(jurisdiction=make.make_jurisdiction("420000", name="湖北省")), "2", state="draft"
    )
    by = make.make_worker("", "change_observation", everywhere=False)
    make.make_remit(by, own.jurisdiction)

    done = withdraw_observations(observations=Observation.objects.all(), by=by, reason="误")
    assert done == Done(0, refused={"outside_remit": 1, "already_withdrawn": 1})


# New versions


def test_new_versions_are_given_up_by_who_made_them(author):
    make.make_revision(make.make_commitment(), entered_by=author)

    assert drop_revisions(revisions=Revision.objects.all(), by=author, reason="写错了") == Done(1)
    assert AuditEntry.objects.get().reason == "写错了"
    assert not Revision.objects.open().exists()


def test_and_by_who_could_return_them():
    make.make_revision(make.make_commitment())
    reviewer = make.make_worker("", "review_commitment")

    assert drop_revisions(revisions=Revision.objects.all(), by=reviewer, reason="无据") == Done(1)


def test_of_figures_by_who_reviews_figures():
    make.make_revision(make.make_commitment())
    reviewer = make.make_worker("", "review_observation")

    done = drop_revisions(revisions=Revision.objects.all(), by=reviewer, reason="无据")
    assert done == Done(0, refused={"no_right": 1})


def test_published_and_dropped_ones_stay_as_they_are(author):
    make.make_revision(make.make_commitment(), entered_by=author, state="published")

    done = drop_revisions(revisions=Revision.objects.all(), by=author, reason="写错了")
    assert done == Done(0, refused={"wrong_state": 1})
