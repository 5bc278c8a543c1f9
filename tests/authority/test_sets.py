"""Which change sets somebody may look at (decision 0043)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories as make
from tests.authority.places import REMITS, plainly_covered
from tracker.authority import change_sets_of, sets
from tracker.models import Series

pytestmark = pytest.mark.django_db


def make_set(*series, **fields):
    """A set of somebody else's with a row about each; None where a row could not be read."""
    found = make.make_change_set(**{"created_by": make.make_user(), **fields})
    for each in series:
        make.make_staged_row(found, each)
    return found


def of(place):
    return Series.objects.get(jurisdiction=place)


def worker(*remits):
    user = make.make_user()
    for place, department in remits:
        make.make_remit(user, place, department)
    return user


@pytest.mark.parametrize("remits", REMITS, ids=str)
def test_a_set_is_shown_where_each_of_its_rows_is_covered(world, remits):
    user = worker(*[[getattr(world, name or "", None) for name in pair] for pair in remits])
    every = list(Series.objects.order_by("pk"))
    found = {make_set(*rows).pk: rows for rows in [*([each] for each in every), every[:2], every[1:], every]}
    remitted = list(user.remits.select_related("jurisdiction", "department"))

    assert set(change_sets_of(user).values_list("pk", flat=True)) == {
        number
        for number, rows in found.items()
        if all(plainly_covered(remitted, world.owners[row]) for row in rows)
    }


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        (lambda: None, True),
        (lambda: make.make_user(is_superuser=True), True),
        (lambda: make.make_worker(), True),
        (lambda: make.make_user(), False),
        (lambda: make.make_worker(is_active=False), False),
        (lambda: AnonymousUser(), False),
    ],
)
def test_whose_remit_is_not_narrowed_sees_every_set(world, user, shown):
    make_set()

    assert change_sets_of(user()).exists() is shown


@pytest.mark.parametrize("state", ["draft", "failed", "planned"])
def test_whoever_opened_it_sees_it_whatever_its_rows_are_about(world, state):
    user = worker((world.hubei, None))
    found = make_set(of(world.zhengzhou), None, created_by=user, state=state)

    assert list(change_sets_of(user)) == [found]


@pytest.mark.parametrize("state", ["draft", "planning", "failed", "discarded"])
def test_before_all_rows_are_there_nobody_else_sees_it(world, state):
    make_set(of(world.hubei), state=state)

    assert not change_sets_of(worker((world.hubei, None)))


def test_a_set_without_rows_is_its_opener_s_alone(world):
    make_set()

    assert not change_sets_of(worker((world.hubei, None)))


def test_a_row_that_nobody_can_place_keeps_it_to_its_opener(world):
    make_set(of(world.hubei), None)

    assert not change_sets_of(worker((world.hubei, None)))


def test_a_row_of_an_indicator_without_series_yet_belongs_to_its_place(world):
    found = make_set(None)
    found.staged_rows.update(indicator=of(world.hubei).indicator, jurisdiction=world.zhengzhou)

    assert list(change_sets_of(worker((world.zhengzhou, None)))) == [found]
    assert not change_sets_of(worker((world.zhengzhou, world.science)))


def test_a_set_too_large_to_look_through_is_its_opener_s_alone(world, monkeypatch):
    monkeypatch.setattr(sets, "LOOKED_THROUGH", 2)
    user, series = worker((world.hubei, None)), of(world.hubei)
    small = make_set(series, series)
    make_set(series, series, series)

    assert list(change_sets_of(user)) == [small]


def test_a_token_for_a_part_sees_only_what_came_through_it(world):
    user = make.make_worker()
    token = make.make_token(user, parts=[(world.hubei, None)])
    make_set(of(world.zhengzhou), created_by=user)
    through = make_set(of(world.zhengzhou), created_by=user, token=token)
    covered = make_set(of(world.hubei))

    assert set(change_sets_of(user.through(token))) == {through, covered}


def test_a_token_for_everything_of_its_user_sees_what_they_opened(world):
    user = worker((world.hubei, None))
    found = make_set(of(world.zhengzhou), created_by=user)

    assert list(change_sets_of(user.through(make.make_token(user)))) == [found]


def test_however_many_sets_there_are_it_takes_as_many_questions(world, django_assert_num_queries):
    user = worker((world.henan, world.science), (world.hubei, None))
    for _each in range(9):
        make_set(of(world.hubei))
    with django_assert_num_queries(3):
        assert len(change_sets_of(user)) == 9
