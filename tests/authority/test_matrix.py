"""The matrix of permissions, tried through every door."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from tests.authority.doors import api, desk, files, lists
from tests.authority.matrix import RULES, as_markdown
from tests.authority.spots import make_people, make_spots
from tests.kept import kept

DOORS = {"desk": desk.ACTS, "list": lists.ACTS, "file": files.ACTS, "api": api.ACTS}
CASES = [(door, rule) for rule in RULES for door, acts in DOORS.items() if rule.key in acts]


@pytest.fixture(scope="module")
def tried(django_db_setup, django_db_blocker):
    """The spots, and the people who try, logged in: every case is rolled back to them."""
    with kept(django_db_blocker):
        spots = make_spots()
        people = make_people(spots)
        for user in people.values():
            user.session_key = desk.browser(user).session.session_key
        yield spots, people


@pytest.mark.django_db
@pytest.mark.either_engine
@pytest.mark.parametrize(("door", "rule"), CASES, ids=[f"{door}-{rule}" for door, rule in CASES])
def test_a_door_lets_do_what_the_table_says_and_nothing_else(tried, door, rule):
    spots, people = tried
    otherwise = []
    for attempt in rule.attempts():
        with transaction.atomic():
            done = DOORS[door][rule.key](people[attempt.role, attempt.remit], spots[attempt.where])
            transaction.set_rollback(True)
        if done != rule.allows(attempt):
            otherwise.append(attempt)

    assert otherwise == []


def test_every_line_of_the_table_is_tried_somewhere():
    assert {rule.key for rule in RULES} == {key for acts in DOORS.values() for key in acts}


def test_the_page_of_the_desk_shows_the_very_table():
    assert as_markdown() in (Path(settings.BASE_DIR) / "docs" / "desk.md").read_text(encoding="utf-8")
