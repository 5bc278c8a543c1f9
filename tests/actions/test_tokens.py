"""Tokens issued and revoked: by whom, for how long, and what is written down of it."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_department, make_jurisdiction, make_token, make_user
from tracker.actions.tokens import MARK, issue_token, revoke_token
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Token, TokenScope

pytestmark = pytest.mark.django_db


def issue(user, by=None, **options):
    return issue_token(user=user, by=by or user, **{"name": "夜间程序", "days": 30, **options})


def test_a_secret_is_known_by_its_mark_and_never_the_same():
    user = make_user()
    (_first, one), (_second, other) = issue(user), issue(user)

    assert one.startswith(MARK)
    assert one != other
    assert len(one) - len(MARK) >= 43  # 256 bits


def test_nothing_stored_gives_the_secret_away():
    token, secret = issue(make_user())
    row = Token.objects.filter(pk=token.pk).values().get()

    assert Token.objects.of_secret(secret).get() == token
    assert secret.startswith(token.prefix)
    assert len(token.prefix) < len(secret) / 3
    assert secret not in f"{row} {AuditEntry.objects.get().changes}"


def test_it_is_good_for_so_many_days():
    token, _secret = issue(make_user(), days=7)
    assert token.expires_at - timezone.now() == pytest.approx(
        datetime.timedelta(days=7), abs=datetime.timedelta(minutes=1)
    )


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_is_good_for_longer_than_the_setting_says(days):
    with pytest.raises(ActionError) as refused:
        issue(make_user(), days=days)
    assert refused.value.code == "too_many_days"
    assert not Token.objects.exists()


def test_what_it_is_for_is_kept_and_written_down():
    place, department = make_jurisdiction(), make_department(name="科技局")
    token, _secret = issue(
        make_user(), scopes=[TokenScope.WRITE], parts=[(place, department), (place, department)]
    )

    assert (token.writes, token.reviews) == (True, False)
    assert [(part.jurisdiction, part.department) for part in token.parts.all()] == [(place, department)]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.object_id) == ("issued", token.user, token.pk)
    assert entry.changes["scopes"] == [None, "read, write"]
    assert "科技局" in entry.changes["parts"][1]


def test_a_revoked_one_opens_nothing_and_stays():
    token = make_token()
    revoke_token(token=token, by=token.user)

    assert not token.is_usable
    assert [entry.verb for entry in AuditEntry.objects.about(token)] == ["revoked"]


def test_it_is_revoked_once():
    token = make_token()
    revoke_token(token=token, by=token.user)

    with pytest.raises(ActionError) as refused:
        revoke_token(token=token, by=token.user)
    assert refused.value.code == "already_revoked"


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (lambda user: user, True),
        (lambda user: make_user(is_superuser=True), True),
        (lambda user: None, True),
        (lambda user: make_user(), False),
        (lambda user: user.through(make_token(user, writes=True, reviews=True)), False),
        (lambda user: (boss := make_user(is_superuser=True)).through(make_token(boss, reviews=True)), False),
    ],
)
def test_people_hand_out_their_own_and_superusers_anybody_s(by, may):
    user = make_user()
    token, actor = make_token(user), by(user)

    for act in (
        lambda: issue_token(user=user, name="x", days=1, by=actor),
        lambda: revoke_token(token=token, by=actor),
    ):
        if may:
            act()
        else:
            with pytest.raises(ActionError) as refused:
                act()
            assert refused.value.code == "no_right"
