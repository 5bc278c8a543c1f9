"""Accounts at the desk: first and new passwords, locks, and who may touch whose."""

import re

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.admin.models import LogEntry

from tests.factories import make_jurisdiction, make_user
from tracker.models import User

HOME = "/admin/tracker/user/"
NO_REMITS = {"remits-TOTAL_FORMS": "0", "remits-INITIAL_FORMS": "0"}


@pytest.fixture
def boss(desk):
    return User.objects.get()


def account(user, **changed):
    fields = {"username": user.username, "is_active": "on", "is_staff": "on", "is_superuser": "on", **changed}
    return {name: value for name, value in (fields | NO_REMITS).items() if value}


def shown_password(page):
    return re.search(r"<code>([\w-]+)</code>", page.content.decode())[1]


def errors(page):
    return " ".join(str(message) for message in page.context["messages"])


def test_a_new_account_gets_a_generated_password_shown_once(desk):
    page = desk.post(f"{HOME}add/", {"username": "clerk", "is_active": "on", "last_name": "李", **NO_REMITS})
    clerk = User.objects.get(username="clerk")
    assert clerk.check_password(shown_password(page))
    assert clerk.must_change_password
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("typed", ["", "typed by the boss 1"])
def test_a_new_password_is_generated_or_typed(desk, typed):
    clerk = make_user("clerk", password="before")
    page = desk.post(f"{HOME}{clerk.pk}/password/", {"password": typed})
    clerk.refresh_from_db()
    assert clerk.check_password(typed or shown_password(page))
    assert clerk.must_change_password
    assert "typed" not in page.content.decode()
    assert LogEntry.objects.get().object_id == str(clerk.pk)


def test_a_typed_password_keeps_the_rules(desk):
    clerk = make_user("clerk", password="before")
    page = desk.post(f"{HOME}{clerk.pk}/password/", {"password": "short"})
    assert "password" in page.context["form"].errors
    clerk.refresh_from_db()
    assert clerk.check_password("before")


def test_the_rules_are_said_before(desk):
    assert "至少 10 个字符" in desk.get(f"{HOME}{make_user().pk}/password/").content.decode()


def test_ones_own_password_is_changed_where_everybody_does(desk, boss):
    assert desk.get(f"{HOME}{boss.pk}/password/").headers["Location"] == "/password/"
    assert desk.get("/admin/password_change/").headers["Location"] == "/password/"


# The last administrator


@pytest.mark.parametrize("changed", [{"is_active": ""}, {"is_superuser": ""}])
def test_the_last_administrator_stays_one(desk, boss, changed):
    page = desk.post(f"{HOME}{boss.pk}/change/", account(boss, **changed))
    assert page.status_code == 200
    assert "至少须保留一个" in str(page.context["adminform"].form.errors)
    boss.refresh_from_db()
    assert boss.is_active and boss.is_superuser  # noqa: PT018


@pytest.mark.parametrize("changed", [{"is_active": ""}, {"is_superuser": ""}])
def test_one_of_two_may_be_changed(desk, boss, changed):
    make_user("second", is_superuser=True)
    assert desk.post(f"{HOME}{boss.pk}/change/", account(boss, **changed)).status_code == 302


def test_the_last_administrator_is_not_deleted_on_the_page(desk, boss):
    page = desk.post(f"{HOME}{boss.pk}/delete/", {"post": "yes"}, follow=True)
    assert "至少须保留一个" in errors(page)
    assert User.objects.filter(pk=boss.pk).exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("action", "more"), [("delete_selected", {"post": "yes"}), ("close_selected", {})])
def test_the_last_administrators_are_not_taken_away_in_bulk(desk, boss, action, more):
    chosen = [boss.pk, make_user("second", is_superuser=True).pk]
    page = desk.post(HOME, {"action": action, "_selected_action": chosen, **more}, follow=True)
    assert "至少须保留一个" in errors(page)
    assert User.objects.filter(is_active=True, is_superuser=True).count() == 2
    assert not LogEntry.objects.exists()


# Whose account may be touched


@pytest.mark.parametrize("page", ["change", "delete", "password"])
def test_only_an_administrator_touches_the_account_of_one(clerk, page):
    boss = make_user("boss", is_superuser=True)
    other = make_user("other")
    client = clerk("view_user", "change_user", "delete_user", "add_user")
    assert client.post(f"{HOME}{boss.pk}/{page}/", {"post": "yes"}).status_code == 403
    assert client.get(f"{HOME}{other.pk}/{page}/").status_code == 200


def test_nobody_makes_themselves_administrator(clerk):
    client = clerk("view_user", "change_user")
    me = User.objects.get()
    client.post(f"{HOME}{me.pk}/change/", account(me))
    me.refresh_from_db()
    assert not me.is_superuser


def test_in_bulk_administrators_are_passed_over(clerk):
    boss, other = make_user("boss", is_superuser=True), make_user("other")
    client = clerk("view_user", "change_user")
    client.post(HOME, {"action": "close_selected", "_selected_action": [boss.pk, other.pk]})
    assert [User.objects.get(pk=user.pk).is_active for user in (boss, other)] == [True, False]


# Locks


def lock(username):
    AccessAttempt.objects.create(username=username, ip_address="192.0.2.1", failures_since_start=5)


def test_a_lock_is_seen_and_lifted_on_the_page(desk):
    user = make_user("clerk")
    lock("clerk")
    page = desk.get(f"{HOME}{user.pk}/change/")
    assert f"{HOME}{user.pk}/unlock/" in page.content.decode()
    desk.post(f"{HOME}{user.pk}/unlock/")
    assert not AccessAttempt.objects.exists()
    assert "unlock" not in desk.get(f"{HOME}{user.pk}/change/").content.decode()


def test_looking_at_the_address_unlocks_nobody(desk):
    user = make_user("clerk")
    lock("clerk")
    desk.get(f"{HOME}{user.pk}/unlock/")
    assert AccessAttempt.objects.exists()


def test_locks_are_lifted_in_bulk(desk):
    users = [make_user("one"), make_user("two")]
    for user in users:
        lock(user.username)
    chosen = [user.pk for user in users]
    desk.post(HOME, {"action": "unlock_selected", "_selected_action": chosen})
    assert not AccessAttempt.objects.exists()


def test_accounts_are_closed_and_opened_in_bulk(desk):
    user = make_user("clerk")
    for action, active in (("close_selected", False), ("open_selected", True)):
        desk.post(HOME, {"action": action, "_selected_action": [user.pk]})
        user.refresh_from_db()
        assert user.is_active is active


@pytest.mark.parametrize("table", ["failedlogin", "login"])
def test_the_record_of_logins_is_read_only(desk, table):
    lock("clerk")
    AccessLog.objects.create(username="clerk", ip_address="192.0.2.1")
    listed = desk.get(f"/admin/tracker/{table}/", {"q": "clerk"})
    assert listed.status_code == 200
    row = listed.context["cl"].result_list[0]
    assert desk.get(f"/admin/tracker/{table}/{row.pk}/change/").status_code == 200
    assert desk.post(f"/admin/tracker/{table}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"/admin/tracker/{table}/add/").status_code == 403


def test_remits_are_given_on_the_page_of_the_account(desk, boss):
    place = make_jurisdiction()
    rows = {"remits-TOTAL_FORMS": "1", "remits-0-user": boss.pk, "remits-0-jurisdiction": place.pk}
    assert desk.post(f"{HOME}{boss.pk}/change/", account(boss) | rows).status_code == 302
    assert boss.remits.get().jurisdiction == place
