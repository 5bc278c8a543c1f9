"""Passwords handed over and changed, locks lifted, and the last administrator kept."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.db import connection, transaction

from tests.factories import make_user
from tracker.actions.accounts import (
    change_password,
    delete_accounts,
    generated_password,
    hand_password,
    save_account,
    set_active,
    unlock,
)
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, User

pytestmark = pytest.mark.django_db

PATIENCE = 20  # seconds


@pytest.fixture
def boss():
    return make_user("boss", is_superuser=True, is_staff=True)


def failed(username, address="192.0.2.1"):
    AccessAttempt.objects.create(username=username, ip_address=address, failures_since_start=5)


def test_a_generated_password_meets_the_rules_and_can_be_read_out():
    password = generated_password()
    validate_password(password, User(username="analyst"))
    assert re.fullmatch(r"[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}", password)
    assert password != generated_password()


@pytest.mark.parametrize("given", ["", "chosen for you 1"])
def test_a_password_handed_over_has_to_be_changed(boss, given):
    clerk = make_user("clerk", password="before")
    password = hand_password(user=clerk, by=boss, password=given)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert (password == given) is bool(given)
    assert clerk.must_change_password


def test_a_new_password_lifts_the_lock_of_its_account_only(boss):
    clerk = make_user("clerk")
    failed("clerk"), failed("other")
    hand_password(user=clerk, by=boss)
    assert [row.username for row in AccessAttempt.objects.all()] == ["other"]


def test_a_password_of_ones_own_opens_the_rest(boss):
    clerk = make_user("clerk", must_change_password=True)
    change_password(user=clerk, password="my own words 7")
    clerk.refresh_from_db()
    assert clerk.check_password("my own words 7")
    assert not clerk.must_change_password


def test_unlocking_forgets_failures_from_every_address(boss):
    failed("clerk"), failed("clerk", "192.0.2.2"), failed("other")
    assert unlock(users=[make_user("clerk")], by=boss) == 2
    assert [row.username for row in AccessAttempt.objects.all()] == ["other"]


# The last administrator


def demoted(boss):
    boss.is_superuser = False
    save_account(user=boss, by=boss)


def deactivated(boss):
    boss.is_active = False
    save_account(user=boss, by=boss)


WAYS_OUT = [
    demoted,
    deactivated,
    lambda boss: set_active(users=[boss], active=False, by=boss),
    lambda boss: delete_accounts(users=[boss], by=boss),
]


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_the_last_administrator_stays(boss, leave):
    make_user("closed", is_superuser=True, is_active=False)
    make_user("clerk", is_staff=True)
    with pytest.raises(ActionError, match="last_administrator"):
        leave(boss)
    assert User.objects.filter(pk=boss.pk, is_superuser=True, is_active=True).exists()


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_one_of_two_administrators_may_go(boss, leave):
    make_user("second", is_superuser=True)
    leave(boss)
    assert not User.objects.filter(pk=boss.pk, is_superuser=True, is_active=True).exists()


def test_not_all_administrators_go_at_once(boss):
    both = [boss, make_user("second", is_superuser=True)]
    with pytest.raises(ActionError, match="last_administrator"):
        set_active(users=both, active=False, by=boss)
    assert User.objects.filter(is_active=True).count() == 2


def test_where_there_is_no_administrator_others_may_still_be_changed():
    clerk = make_user("clerk")
    assert set_active(users=[clerk], active=False, by=None) == 1
    delete_accounts(users=[clerk], by=None)
    assert not User.objects.exists()


def test_an_administrator_may_be_stored_again_and_a_new_one_added(boss):
    boss.email = "boss@duixian.example"
    save_account(user=boss, by=boss)
    save_account(user=User(username="second", is_superuser=True), by=boss)
    assert User.objects.filter(is_superuser=True).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_of_two_who_close_each_others_account_at_once_one_is_refused(boss):
    second = make_user("second", is_superuser=True)
    ready = Barrier(2)

    def close(other, by):
        try:
            with transaction.atomic():
                ready.wait(PATIENCE)
                set_active(users=[other], active=False, by=by)
                time.sleep(0.3)
        except ActionError as error:
            return error.code
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as threads:
        pairs = [(boss, second), (second, boss)]
        answers = [threads.submit(close, *pair) for pair in pairs]
        assert sorted(each.result(PATIENCE * 2) for each in answers) == ["closed", "last_administrator"]
    assert User.objects.filter(is_active=True, is_superuser=True).count() == 1


def test_what_is_done_to_an_account_is_noted_and_no_password_with_it():
    boss, clerk = make_user("boss", is_superuser=True), make_user("clerk")
    clerk.last_name = "李"
    save_account(user=clerk, by=boss)
    hand_password(user=clerk, by=boss, password="typed by the boss 1")
    set_active(users=[clerk], active=False, by=boss)

    noted = AuditEntry.objects.about(clerk)
    assert [entry.changes for entry in noted] == [
        {"is_active": ["True", "False"]},
        {"password": [None, "***"]},
        {"last_name": ["", "李"]},
    ]
    assert {entry.by for entry in noted} == {boss}
