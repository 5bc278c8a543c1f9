import pytest
from django.db import DatabaseError
from django.test import Client

from tracker.web import health


def test_healthz_answers_without_a_database(client: Client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_answers_ok_when_everything_is_migrated(client: Client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_names_the_first_migration_that_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health, "unapplied_migrations", lambda: ["tracker.0001_initial", "tracker.0002_more"])

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content == b"2 migrations not applied, first tracker.0001_initial"


def test_readyz_keeps_the_driver_s_message_to_the_log(client: Client, monkeypatch: pytest.MonkeyPatch):
    def unreachable() -> list[str]:
        raise DatabaseError("no route to db.internal")

    monkeypatch.setattr(health, "unapplied_migrations", unreachable)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"database unreachable")


def test_health_refuses_to_be_written_to(client: Client):
    assert client.post("/healthz").status_code == 405


def test_every_answer_carries_the_strict_policy(client: Client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
