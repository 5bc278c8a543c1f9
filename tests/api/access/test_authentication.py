"""Who asks: by token, by session, or nobody."""

import datetime

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tests.factories import make_commitment, make_token, make_user, make_worker
from tests.importing import csv_file, make_importer, row, store_known
from tracker.models import AuditEntry, ChangeSet, Observation, Token

pytestmark = pytest.mark.django_db

SECRET = "duixian_only-for-the-tests-of-who-asks"


def bearer(secret=SECRET, scheme="Bearer"):
    return Client(headers={"authorization": f"{scheme} {secret}", "accept-language": "en"})


def spoil(token, how):
    ago = timezone.now() - datetime.timedelta(days=1)
    if how == "closed":
        type(token.user).objects.update(is_active=False)
    elif how == "expired":
        Token.objects.update(created_at=ago - datetime.timedelta(days=1), expires_at=ago)
    elif how == "revoked":
        Token.objects.update(revoked_at=ago)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_says_who_asks(scheme):
    make_token(make_importer(), secret=SECRET, writes=True)
    assert bearer(scheme=scheme).get("/api/v1/imports/").status_code == 200


@pytest.mark.parametrize("how", ["closed", "expired", "revoked"])
@pytest.mark.parametrize("path", ["commitments/", "imports/"])
def test_one_that_opens_nothing_is_refused_everywhere(how, path):
    spoil(make_token(make_importer(), secret=SECRET), how)

    answer = bearer().get(f"/api/v1/{path}")

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="duixian", error="invalid_token"'


@pytest.mark.parametrize("secret", ["", "unknown", "duixian_", "a b", "x" * 5000, "é", "\x7f", "' OR 1=1 --"])
def test_a_secret_nobody_was_given_is_refused(secret):
    assert bearer(secret).get("/api/v1/commitments/").json()["code"] == "invalid_token"


def test_whoever_is_nobody_is_asked_for_a_token():
    answer = Client().get("/api/v1/imports/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="duixian"'


def test_another_way_to_say_who_asks_is_no_token():
    make_commitment()
    assert bearer("YTpi", "Basic").get("/api/v1/commitments/").status_code == 200


def test_a_token_of_somebody_whose_password_another_chose_waits():
    make_token(make_user(must_change_password=True), secret=SECRET)
    answer = bearer().get("/api/v1/commitments/")
    assert (answer.status_code, answer.json()["code"]) == (403, "password_change_required")


def test_it_is_noted_when_it_was_last_used_but_not_each_time(django_assert_num_queries):
    token = make_token(secret=SECRET)
    client = bearer()
    client.get("/api/v1/plans/")
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < datetime.timedelta(minutes=1)

    with django_assert_num_queries(2):  # the token with its user, and the plans
        client.get("/api/v1/plans/")
    Token.objects.update(last_used_at=F("last_used_at") - datetime.timedelta(minutes=5))
    client.get("/api/v1/plans/")
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < datetime.timedelta(minutes=1)


def test_a_token_needs_no_mark_against_forged_requests():
    store_known()
    make_token(make_importer(), secret=SECRET, writes=True)
    client = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {SECRET}"})
    assert client.post("/api/v1/imports/", {"file": csv_file(row())}).status_code == 201


def test_where_both_are_sent_the_token_counts():
    client = bearer()
    client.force_login(make_importer())
    make_token(make_user(), secret=SECRET, writes=True)
    assert client.get("/api/v1/imports/").status_code == 403


@pytest.mark.parametrize(("fields", "status"), [({}, 403), ({"reviews": True}, 403), ({"writes": True}, 201)])
def test_bringing_in_takes_the_scope_to_enter(fields, status):
    store_known()
    make_token(make_importer(), secret=SECRET, **fields)
    assert bearer().post("/api/v1/imports/", {"file": csv_file(row())}).status_code == status


@pytest.mark.parametrize(("reviews", "state"), [(True, "published"), (False, "submitted")])
def test_what_a_token_brings_in_is_public_at_once_only_if_it_may_publish(reviews, state):
    store_known()
    token = make_token(make_importer(), secret=SECRET, writes=True, reviews=reviews)
    client = bearer()
    client.post("/api/v1/imports/", {"file": csv_file(row())})
    found = ChangeSet.objects.get()
    client.post(f"/api/v1/imports/{found.pk}/apply/", "{}", content_type="application/json")

    assert Observation.objects.get().state == state
    assert found.token == token


def test_the_worker_is_cut_down_to_the_token_too(monkeypatch):
    from django_tasks_db.models import DBTaskResult

    from tracker.ingest import tasks

    monkeypatch.setattr("tracker.ingest.tasks.AT_ONCE_ROWS", 0)
    store_known()
    make_token(make_importer(), secret=SECRET, writes=True)
    client = bearer()
    client.post("/api/v1/imports/", {"file": csv_file(row())})
    client.post(f"/api/v1/imports/{ChangeSet.objects.get().pk}/apply/", "{}", content_type="application/json")
    queued = DBTaskResult.objects.get().args_kwargs
    tasks.apply_change_set.call(*queued["args"], **queued["kwargs"])

    assert Observation.objects.get().state == "submitted"


def test_a_user_who_lost_a_right_lost_it_for_the_tokens():
    user = make_worker("", "add_changeset")
    make_token(user, secret=SECRET, writes=True)
    user.user_permissions.clear()
    assert bearer().get("/api/v1/imports/").status_code == 403
    assert not AuditEntry.objects.exists()
