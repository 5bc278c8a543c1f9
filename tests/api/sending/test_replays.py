"""Requests that name themselves are carried out once."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from tests.api.sender import Sender
from tests.factories import make_change_set, make_plan, make_user, make_worker
from tests.importing import csv_file, row, store_known
from tracker.models import ChangeSet, KeptAnswer, Observation

pytestmark = pytest.mark.django_db

RIGHTS = ("add_observation", "publish_unreviewed")


@pytest.fixture
def send():
    store_known()
    return Sender(make_worker("", *RIGHTS))


def enter(send, *rows, key="nightly-1", **query):
    return send.post("observations/", {"rows": list(rows or [row()])}, query=query, idempotency_key=key)


def test_sent_again_it_is_answered_alike_and_not_done_again(send):
    first, second = enter(send), enter(send)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Observation.objects.count() == 1


def test_the_same_json_written_otherwise_is_the_same_request(send):
    enter(send)
    mixed = dict(reversed(row().items()))
    assert enter(send, mixed).headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("other", [{"value": "1"}, {"note": "x"}])
def test_another_request_under_the_same_word_is_refused(send, other):
    enter(send)
    answer = enter(send, row(**other))
    assert (answer.status_code, answer.json()["code"]) == (422, "key_used_otherwise")
    assert Observation.objects.count() == 1


def test_a_refusal_leaves_the_word_free(send):
    assert enter(send, row("1.2.3")).status_code == 422
    assert enter(send).status_code == 201


def test_a_preview_uses_no_word_up(send):
    assert enter(send, dry_run="true").status_code == 200
    assert not KeptAnswer.objects.exists()
    assert enter(send).status_code == 201


def test_everybody_has_words_of_their_own(send):
    enter(send)
    other = Sender(make_worker("", *RIGHTS))
    assert "Idempotency-Replayed" not in enter(other).headers


def test_after_a_day_a_word_is_free_again(send):
    enter(send)
    KeptAnswer.objects.update(at=timezone.now() - datetime.timedelta(hours=25))
    assert enter(send, row(note="x")).status_code == 422  # another request, and a correction
    assert "Idempotency-Replayed" not in enter(send).headers
    assert KeptAnswer.objects.count() <= 1


@pytest.mark.parametrize("key", ["with blank", "x" * 101, "中文", "", " "])
def test_a_word_is_short_and_plain(send, key):
    answer = enter(send, key=key.encode().decode("latin-1"))
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "Idempotency-Key")
    assert not Observation.objects.exists()


@pytest.mark.parametrize("step", ["apply", "reverse", "discard", "submit"])
def test_a_word_is_refused_where_none_is_taken(step):
    send = Sender(make_user(is_superuser=True))
    found = make_change_set(state="planned", created_by=send.token.user, counts={})
    answer = send.post(f"imports/{found.pk}/{step}/", idempotency_key="nightly-1")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "not_taken")


def test_a_word_is_refused_with_a_file():
    send = Sender(make_user(is_superuser=True))
    answer = send.client.post(
        "/api/v1/imports/", {"file": csv_file(row())}, headers={"Idempotency-Key": "nightly-1"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "not_taken")
    assert not ChangeSet.objects.exists()


def test_a_word_is_taken_beside_if_match_though_it_is_not_needed():
    plan = make_plan()
    editor = Sender(make_user(is_superuser=True))
    row = f"desk/plans/{plan.code}/"
    answer = editor(
        "patch", row, {"name": "另一个名称"}, if_match=editor.etag(row), idempotency_key="nightly-1"
    )
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_that_come_at_once_are_one(send):
    both = Barrier(2)

    def one(_number):
        try:
            both.wait(timeout=20)
            return enter(send).json()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(one, range(2))
    close_old_connections()

    assert first == second
    assert Observation.objects.count() == 1
