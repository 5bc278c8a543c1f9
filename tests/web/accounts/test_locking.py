"""After repeated failures an account is locked for an address, and nothing tells which accounts exist."""

import datetime

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from tests.factories import make_user
from tracker.actions.accounts import unlock
from tracker.models import User

pytestmark = pytest.mark.django_db

LOGINS = ["/login/", "/admin/login/", "/en/login/"]
RIGHT = {"username": "clerk", "password": "right words 1"}
LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture(autouse=True)
def clerk():
    return make_user("clerk", password=RIGHT["password"], is_staff=True)


def fail(client, path="/login/", times=LIMIT, username="clerk", **options):
    for _ in range(times):
        answer = client.post(path, {"username": username, "password": "wrong"}, **options)
    return answer


@pytest.mark.parametrize("path", LOGINS)
def test_the_right_password_opens_until_the_limit(client, path):
    assert fail(client, path, LIMIT - 1).status_code == 200
    assert client.post(path, RIGHT).status_code == 302


@pytest.mark.parametrize("path", LOGINS)
@pytest.mark.parametrize("other", LOGINS)
def test_at_the_limit_every_login_page_is_locked_even_for_the_right_password(client, path, other):
    assert fail(client, path).status_code == 429
    answer = client.post(other, RIGHT)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("path", "text"), [("/login/", "15 分钟"), ("/en/login/", "15 minutes")])
def test_the_lock_is_explained_in_both_languages(client, path, text):
    assert text in fail(client, path).content.decode()


@pytest.mark.parametrize("times", [1, LIMIT, LIMIT + 1])
def test_an_unknown_name_looks_like_a_known_one(client, times):
    make_user("closed", password=RIGHT["password"], is_active=False)
    pages = {fail(client, times=times, username=name).content for name in ("clerk", "nobody", "closed")}
    masked = {
        page.replace(name, b"NAME")
        for page in pages
        for name in (b"clerk", b"nobody", b"closed")
        if name in page
    } or pages
    without_marks = {b"".join(part for part in page.split(b"\n") if b"csrf" not in part) for page in masked}
    assert len(without_marks) == 1


def test_other_accounts_and_addresses_are_not_locked(client):
    make_user("second", password=RIGHT["password"])
    fail(client)
    assert client.post("/login/", RIGHT, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert client.post("/login/", {**RIGHT, "username": "second"}).status_code == 302


def test_another_browser_does_not_get_round_it(client):
    for number in range(LIMIT):
        answer = fail(client, times=1, HTTP_USER_AGENT=f"browser {number}")
    assert answer.status_code == 429


def test_success_forgets_what_failed_before(client):
    fail(client, times=LIMIT - 1)
    client.post("/login/", RIGHT)
    assert fail(client, times=LIMIT - 1).status_code == 200


def test_a_lock_ends_by_itself_and_trying_does_not_lengthen_it(client):
    fail(client)
    before = AccessAttempt.objects.get()
    fail(client, times=3)
    after = AccessAttempt.objects.get()
    assert (before.attempt_time, before.failures_since_start) == (
        after.attempt_time,
        after.failures_since_start,
    )
    past = timezone.now() - settings.AXES_COOLOFF_TIME - datetime.timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=past)
    assert client.post("/login/", RIGHT).status_code == 302


def test_an_administrator_lifts_it(client, clerk):
    fail(client)
    unlock(users=[clerk], by=None)
    assert client.post("/login/", RIGHT).status_code == 302


def test_no_password_is_written_down(client):
    client.post("/login/", {"username": "clerk", "password": "nearly right words"})
    row = AccessAttempt.objects.get()
    assert "nearly" not in f"{row.post_data} {row.get_data}"


@pytest.mark.parametrize("username", ["x" * 4000, "a\x00b", "'; drop table", "管理员", ""])
def test_hostile_names_are_answered(client, username):
    assert fail(client, username=username).status_code in (200, 429)
    assert User.objects.exists()
