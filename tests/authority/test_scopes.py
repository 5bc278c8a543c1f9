"""What remits cover, held against a look at each row."""

from itertools import product
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories as make
from tracker import authority
from tracker.models import (
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Series,
    Target,
)

pytestmark = pytest.mark.django_db

TABLES = (Commitment, Target, Evidence, PathPoint, Remark, Revision, Series, Observation, Plan)


@pytest.fixture
def world() -> SimpleNamespace:
    """A province with two cities and another beside it; a commitment of each place, some with departments."""
    henan = make.make_jurisdiction("410000", name="河南省", level="province")
    zhengzhou = make.make_jurisdiction("410100", parent=henan)
    kaifeng = make.make_jurisdiction("410200", name="开封市", parent=henan)
    hubei = make.make_jurisdiction("420000", name="湖北省", level="province")
    science, finance = make.make_department("science"), make.make_department("finance")
    answers = {
        henan: (science,), zhengzhou: (science, finance), kaifeng: (), hubei: (finance,),
    }  # fmt: skip
    for number, (place, departments) in enumerate(answers.items(), start=1):
        series = make.make_series(jurisdiction=place)
        plan = make.make_plan(f"{place.code}-2021", jurisdiction=place)
        commitment = make.make_commitment(series=series, plan=plan, number=number, state="draft")
        commitment.departments.set(departments)
        make.make_path_point(commitment.targets.get(), "2021-06-30", 40)
        make.make_evidence(commitment)
        make.make_remark(commitment)
        make.make_revision(commitment)
        make.make_observation(series, "80")
    return SimpleNamespace(
        henan=henan, zhengzhou=zhengzhou, kaifeng=kaifeng, hubei=hubei, science=science, finance=finance
    )


def owner_of(row) -> tuple:
    """The place and departments of a row, found the plain way."""
    if isinstance(row, Plan):
        return row.jurisdiction, None
    if isinstance(row, Series | Observation):
        series = row if isinstance(row, Series) else row.series
        pledges = series.commitments.all()
        return series.jurisdiction, {each for pledge in pledges for each in pledge.departments.all()}
    if isinstance(row, PathPoint):
        row = row.target
    commitment = row if isinstance(row, Commitment) else row.commitment
    return commitment.plan.jurisdiction, set(commitment.departments.all())


def is_below(place, root) -> bool:
    while place is not None and place != root:
        place = place.parent
    return place is not None


def plainly_covered(user, row) -> bool:
    place, departments = owner_of(row)
    return any(
        (remit.jurisdiction is None or is_below(place, remit.jurisdiction))
        and (remit.department is None or (departments is not None and remit.department in departments))
        for remit in user.remits.all()
    )


PLACES, DEPARTMENTS = (None, "henan", "zhengzhou", "hubei"), (None, "science", "finance")
REMITS = [(), *(((place, department),) for place, department in product(PLACES, DEPARTMENTS))]
REMITS += [(("zhengzhou", "science"), ("hubei", None)), (("kaifeng", None), (None, "finance"))]


@pytest.mark.parametrize("remits", REMITS, ids=str)
def test_a_remit_covers_what_a_look_at_each_row_says(world, remits):
    user = make.make_user()
    for place, department in remits:
        make.make_remit(user, getattr(world, place or "", None), getattr(world, department or "", None))

    for table in TABLES:
        expected = {row.pk for row in table.objects.all() if plainly_covered(user, row)}
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
