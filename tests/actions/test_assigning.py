"""Departments are assigned to many commitments at once."""

import pytest

from tests import factories as make
from tracker.actions.assigning import assign_departments
from tracker.actions.review import APPROVE, advance
from tracker.actions.sieve import Done
from tracker.exceptions import AuthorityError
from tracker.models import AuditEntry, Commitment, Revision
from tracker.progress import refresh, tallied

pytestmark = pytest.mark.django_db


@pytest.fixture
def departments():
    return [make.make_department("science"), make.make_department("finance")]


def assign(departments, by=None) -> Done:
    return assign_departments(commitments=Commitment.objects.all(), departments=departments, by=by)


def assigned() -> list[set[str]]:
    return [{each.code for each in row.departments.all()} for row in Commitment.objects.order_by("number")]


def test_all_chosen_commitments_are_assigned_and_noted(departments):
    for number in (1, 2):
        make.make_commitment(number=number)

    assert assign(departments) == Done(2)
    assert assigned() == [{"science", "finance"}] * 2
    assert AuditEntry.objects.filter(verb="assigned").count() == 2


def test_counts_by_department_follow_at_once(departments):
    make.make_commitment()
    refresh()

    assign(departments)
    assert [(row.key, row.total) for row in tallied(by="department")] == [("finance", 1), ("science", 1)]


def test_what_is_assigned_so_already_is_left_alone(departments):
    make.make_commitment().departments.set(departments)

    assert assign(departments) == Done(0, refused={"assigned_already": 1})
    assert not AuditEntry.objects.exists()


def test_a_public_commitment_is_assigned_by_a_new_version(departments):
    make.make_commitment(number=1)
    make.make_commitment(number=2, state="draft")
    author = make.make_worker("", "change_commitment")

    assert assign(departments, author) == Done(1, proposed=1)
    assert assigned() == [set(), {"science", "finance"}]
    assert Revision.objects.get().changes == {"departments": [[], sorted(row.pk for row in departments)]}


def test_a_version_that_waits_is_not_doubled(departments):
    make.make_commitment()
    author = make.make_worker("", "change_commitment")

    assign(departments, author)
    assert assign(departments, author) == Done(0, refused={"already_proposed": 1})


def test_commitments_outside_the_remit_stay_as_they_are(departments):
    make.make_commitment()
    author = make.make_worker("", "change_commitment", everywhere=False)

    assert assign(departments, author) == Done(0, refused={"outside_remit": 1})


def test_it_takes_the_right_to_change_commitments(departments):
    with pytest.raises(AuthorityError):
        assign(departments, make.make_worker())


def test_the_queries_do_not_grow_with_the_rows(departments, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make.make_commitment(number=1)
    refresh()  # which makes the first rules
    with CaptureQueriesContext(connection) as one:
        assign(departments)
    for number in range(2, 12):
        make.make_commitment(number=number)
    refresh()
    with django_assert_num_queries(len(one)):
        assign(departments)


def test_those_somebody_decides_over_stay_as_they_are(departments):
    make.make_commitment(state="submitted")
    author = make.make_worker("", "change_commitment")

    assert assign(departments, author) == Done(0, refused={"wrong_state": 1})
    assert assigned() == [set()]


def test_who_assigned_a_draft_does_not_approve_it(departments):
    both = make.make_worker("", "change_commitment", "review_commitment")
    make.make_commitment(state="draft")

    assign(departments, both)
    Commitment.objects.update(state="submitted")
    assert advance(Commitment.objects.all(), APPROVE, by=both) == Done(0, refused={"own_entry": 1})
