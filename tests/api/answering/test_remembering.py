"""Answers made once while nothing changes: never another than one made anew."""

import datetime
import random

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.factories import make_commitment, make_observation, make_remark, make_target, make_token
from tracker.actions.observations import withdraw_observation
from tracker.api import commitments
from tracker.api.answering import remembering
from tracker.api.answering.remembering import Answer, Memory
from tracker.models import Commitment, Observation
from tracker.progress import refresh

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite names no snapshots")
committing = pytest.mark.django_db(transaction=True)

LIST = "/api/v1/commitments/"


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    own = Memory(2**20)
    monkeypatch.setattr(remembering, "MEMORY", own)
    return own


@pytest.fixture
def made(monkeypatch):
    """How often the list's rows were made."""
    times = []
    rows_of = commitments.rows_of

    def counted(*args, **kwargs):
        times.append(args)
        return rows_of(*args, **kwargs)

    monkeypatch.setattr(commitments, "rows_of", counted)
    return times


@pytest.fixture
def pledged():
    found = make_commitment()
    make_observation(found.series, "120")
    refresh()
    return found


def get(address=LIST, **headers):
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def still(monkeypatch):
    """Nothing changes, neither here nor elsewhere on the server."""
    monkeypatch.setattr(remembering, "_snapshot", lambda: "as it was")


@on_postgresql
@committing
def test_two_moments_with_no_commit_between_them_have_one_name():
    """Others may be at work on the same server: of many pairs of moments one is enough."""
    names = [(remembering._snapshot(), remembering._snapshot()) for _attempt in range(200)]
    assert any(first == second != "" for first, second in names)


@pytest.mark.django_db
def test_what_is_asked_again_is_made_once_and_looks_the_same(still, pledged, made):
    first, second = get(), get()
    assert len(made) == 1
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


@on_postgresql
@committing
def test_a_change_shows_at_once(pledged):
    before = get(f"{LIST}{pledged.code}/").json()
    withdraw_observation(observation=Observation.objects.get(), reason="entered wrongly", by=None)
    after = get(f"{LIST}{pledged.code}/").json()
    assert (before["verdict"]["status"], after["verdict"]["status"]) == ("met", "unreported")


@on_postgresql
@committing
def test_a_change_while_the_answer_is_made_is_not_forgotten(pledged, monkeypatch):
    rows_of = commitments.rows_of

    def meanwhile(*args, **kwargs):
        rows = rows_of(*args, **kwargs)
        Commitment.objects.update(statement="改了的说法")
        return rows

    monkeypatch.setattr(commitments, "rows_of", meanwhile)
    assert get().json()["results"][0]["statement"] != "改了的说法"
    monkeypatch.setattr(commitments, "rows_of", rows_of)
    assert get().json()["results"][0]["statement"] == "改了的说法"


@on_postgresql
@committing
def test_an_older_transaction_that_ends_later_shows(pledged):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("UPDATE tracker_commitment SET statement = 'late'")
            make_remark(pledged)  # begun after it, ended before it
            assert get().json()["results"][0]["statement"] != "late"
            cursor.execute("COMMIT")
    finally:
        other.close()
    assert get().json()["results"][0]["statement"] == "late"


@pytest.mark.django_db
def test_what_is_asked_otherwise_is_made_anew(still, pledged, made):
    """In another language, at another address or under another name of the site, with a token."""
    get()
    get(accept_language="en")
    get(f"{LIST}?page_size=5")
    get(host="localhost")
    get(authorization=f"Bearer {_secret()}")
    assert len(made) == 5


def _secret():
    make_token(secret="duixian-remembered")
    return "duixian-remembered"


@pytest.mark.django_db
def test_another_day_is_another_answer(still, pledged, made, monkeypatch):
    get()
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011
    monkeypatch.setattr(remembering, "today", lambda: tomorrow)
    get()
    assert len(made) == 2


@pytest.mark.django_db
def test_a_refusal_is_not_remembered(still, pledged, memory):
    assert Client().get(f"{LIST}nothing/").status_code == 404
    assert not memory._answers


@on_postgresql
@committing
def test_it_can_be_turned_off_and_is_where_reading_is_closed(pledged, memory, settings):
    for name in ("API_REMEMBERED_MB", "PUBLIC_READING"):
        setattr(settings, name, 0)
        Client().get(LIST)
        setattr(settings, name, 32)
    assert not memory._answers


@pytest.mark.django_db
def test_nothing_is_remembered_inside_a_transaction(pledged, made):
    with transaction.atomic():
        get()
        get()
    assert len(made) == 2


@on_postgresql
@committing
def test_remembered_answers_are_those_made_anew_whatever_happens_between(settings):
    """Random changes and questions; the slow oracle is the same address with remembering turned off."""
    dice = random.Random(7)
    rows = [make_commitment() for _number in range(3)]
    changes = [
        lambda row: make_observation(
            row.series, dice.randint(50, 150), published=f"2022-{dice.randint(1, 9):02}-05"
        ),
        lambda row: make_remark(row),
        lambda row: make_target(
            row, value=str(dice.randint(80, 120)), announced=f"2021-{dice.randint(2, 12):02}-01"
        ),
        lambda _row: refresh(),
        lambda row: Commitment.objects.filter(pk=row.pk).update(statement=f"说法{dice.random()}"),
    ]
    for _step in range(40):
        if dice.random() < 0.3:
            dice.choice(changes)(dice.choice(rows))
        address = dice.choice(
            [LIST, *(f"{LIST}{row.code}/" for row in rows), "/api/v1/progress/summary/?by=plan"]
        )
        settings.API_REMEMBERED_MB = 32
        told = get(address).content
        settings.API_REMEMBERED_MB = 0
        assert told == get(address).content


#: Every public address but those of streams.
ADDRESSES = [
    "commitments/",
    "commitments/{code}/",
    "commitments/{code}/verdicts/",
    "observations/",
    "series/",
    "series/{series}/",
    "progress/summary/",
    "goalposts/",
    "conflicts/",
    "changes/",
    "plans/",
    "documents/",
    "indicators/",
    "jurisdictions/",
]


@pytest.mark.django_db
def test_every_public_address_is_remembered(still, pledged, memory):
    names = {"code": pledged.code, "series": pledged.series.code}
    for count, address in enumerate(ADDRESSES, start=1):
        get(f"/api/v1/{address.format(**names)}")
        assert len(memory._answers) == count, address


def answer(size, snapshot="1"):
    return Answer(snapshot, b"x" * size, {})


def test_those_not_asked_for_the_longest_are_forgotten_first():
    memory = Memory(3 * (100 + remembering._BESIDE))
    for key in "abc":
        memory.keep((key,), answer(100))
    assert memory.find(("a",), "1")
    memory.keep(("d",), answer(100))
    assert [key for key in "abcd" if memory.find((key,), "1")] == ["a", "c", "d"]


def test_what_is_too_large_is_not_kept():
    memory = Memory(5000)
    memory.keep(("small",), answer(10))
    memory.keep(("large",), answer(6000))
    assert memory.find(("large",), "1") is None


def test_an_answer_kept_again_counts_once():
    memory = Memory(2 * (100 + remembering._BESIDE))
    for snapshot in "123":
        memory.keep(("a",), answer(100, snapshot))
    memory.keep(("b",), answer(100, "3"))
    assert memory.find(("a",), "3")
    assert memory.find(("b",), "3")


def test_an_answer_of_another_snapshot_is_forgotten():
    memory = Memory(5000)
    memory.keep(("a",), answer(100, "1"))
    assert memory.find(("a",), "2") is None
    assert memory.find(("a",), "1") is None
