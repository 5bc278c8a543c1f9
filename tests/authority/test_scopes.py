"""What remits cover, held against a look at each row."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories as make
from tests.authority.places import REMITS, TABLES, plainly_covered
from tracker import authority
from tracker.models import (
    Commitment,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Series,
    Target,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("remits", REMITS, ids=str)
def test_a_remit_covers_what_a_look_at_each_row_says(world, remits):
    user = make.make_user()
    for place, department in remits:
        make.make_remit(user, getattr(world, place or "", None), getattr(world, department or "", None))
    remitted = list(user.remits.select_related("jurisdiction", "department"))

    for table in TABLES:
        expected = {row.pk for row in table.objects.all() if plainly_covered(remitted, world.owners[row])}
        assert {row.pk for row in authority.within(table.objects.all(), user)} == expected, table
        scope = authority.scope_of(user)
        assert {row.pk for row in table.objects.all() if authority.covers(scope, row)} == expected, table


@pytest.mark.parametrize(
    ("user", "covered"),
    [
        (lambda: None, True),
        (lambda: make.make_user(is_superuser=True), True),
        (lambda: make.make_user(is_superuser=True, is_active=False), False),
        (lambda: make.make_user(), False),
        (lambda: make.make_worker(is_active=False), False),
        (lambda: AnonymousUser(), False),
    ],
)
def test_whoever_is_nobody_in_particular(world, user, covered):
    assert authority.within(Commitment.objects.all(), user()).exists() is covered


def test_what_is_not_public_is_seen_only_within_the_remit(world):
    user = make.make_worker(everywhere=False)
    make.make_remit(user, world.hubei)
    Commitment.objects.filter(plan__jurisdiction=world.kaifeng).update(state="published")

    seen = authority.visible_to(Commitment.objects.all(), user)

    assert set(seen.values_list("plan__jurisdiction__code", flat=True)) == {"410200", "420000"}


@pytest.mark.parametrize("table", TABLES)
def test_what_everybody_may_see_takes_no_remit(world, table):
    Commitment.objects.update(state="published")
    user = make.make_user()

    seen = set(authority.visible_to(table.objects.all(), user))

    assert seen == (set() if table is Revision else set(table.objects.all()))


@pytest.mark.parametrize(
    ("remit", "new", "covered"),
    [
        ("zhengzhou", lambda w: Observation(series=Series.objects.get(jurisdiction=w.zhengzhou)), True),
        ("zhengzhou", lambda w: Observation(series=Series.objects.get(jurisdiction=w.hubei)), False),
        ("zhengzhou", lambda w: Series(jurisdiction=w.zhengzhou), True),
        ("zhengzhou", lambda w: Commitment(plan=Plan.objects.get(jurisdiction=w.hubei)), False),
        ("science", lambda w: Commitment(plan=Plan.objects.get(jurisdiction=w.zhengzhou)), False),
        ("science", lambda w: Target(commitment=Commitment.objects.get(number=2)), True),
        ("finance", lambda w: Remark(commitment=Commitment.objects.get(number=1)), False),
        ("finance", lambda w: PathPoint(target=Target.objects.get(commitment__number=2)), True),
        ("hubei", lambda w: Revision(commitment=Commitment.objects.get(number=4)), True),
        ("henan", lambda w: Plan(jurisdiction=w.kaifeng), True),
    ],
)
def test_a_new_row_is_covered_by_what_it_belongs_to(world, remit, new, covered):
    user, root = make.make_user(), getattr(world, remit)
    make.make_remit(user, *((None, root) if remit in ("science", "finance") else (root, None)))

    assert authority.covers(authority.scope_of(user), new(world)) is covered


def test_the_scope_of_a_user_costs_two_queries(world, django_assert_max_num_queries):
    user = make.make_user()
    make.make_remit(user, world.henan)
    make.make_remit(user, world.hubei, world.science)

    with django_assert_max_num_queries(2):
        authority.scope_of(user)
