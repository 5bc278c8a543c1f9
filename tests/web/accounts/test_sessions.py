"""A session lasts as long as it is used."""

import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.factories import make_user
from tracker.web.accounts import sessions

pytestmark = pytest.mark.django_db

IDLE = settings.SESSION_COOKIE_AGE


@pytest.fixture
def at(client, monkeypatch):
    """Asks for a page some seconds after the login."""
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    start = time.time()

    def ask(seconds):
        monkeypatch.setattr(sessions.time, "time", lambda: start + seconds)
        before = Session.objects.get().session_data
        answer = client.get("/admin/")
        assert answer.status_code == 200
        return Session.objects.get().session_data != before, answer.cookies.get(settings.SESSION_COOKIE_NAME)

    return ask


def test_using_it_renews_it_but_not_with_every_page(at):
    moments = (0, IDLE // 10 - 1, IDLE // 10 + 1, IDLE // 10 + 5, IDLE // 5 + 1)
    assert [at(seconds)[0] for seconds in moments] == [False, False, True, False, True]


def test_the_browser_is_told_to_keep_it_as_long(at):
    _stored, cookie = at(IDLE // 2)
    assert cookie["max-age"] == IDLE == 3600


def test_one_that_was_not_used_is_over(client, at):
    at(0)
    row = Session.objects.get()
    row.expire_date = row.expire_date.replace(year=2000)
    row.save()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_how_long_that_is_stands_where_one_logs_in_again(client):
    assert "60 minutes without use" in client.get("/en/login/?next=/imports/").content.decode()
    assert "60 minutes" not in client.get("/en/login/").content.decode()


def test_a_visitor_gets_no_session(client):
    assert not client.get("/login/").cookies.get(settings.SESSION_COOKIE_NAME)
    assert not Session.objects.exists()
