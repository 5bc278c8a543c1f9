"""Accounts: passwords handed over and changed, locks lifted, and the last administrator kept.

An administrator is an active superuser. The log says who did what; a password stands nowhere but in its hash.
"""

import logging
import secrets
from collections.abc import Collection
from typing import Final

from axes.utils import reset
from django.db import transaction

from tracker.exceptions import ActionError
from tracker.models import AuditEntry, User, Verb
from tracker.models.snapshots import differences, first, snapshot

logger = logging.getLogger(__name__)

#: What the audit log says of a password: that there is another, never which.
_PASSWORD: Final = {"password": [None, "***"]}

#: Letters and digits that cannot be taken for one another when a password is read out or copied by hand.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
#: 16 of these 31 are 79 bits.
_GROUPS, _GROUP = 4, 4


def generated_password() -> str:
    """A password nobody can guess, in groups for those who have to type it."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


@transaction.atomic
def hand_password(*, user: User, by: User | None, password: str = "") -> str:
    """Give `user` a password somebody else knows, generated unless given, and return it.

    It opens only the page on which it is changed. Sessions of the user end, and a lock after failed logins
    is lifted.
    """
    password = password or generated_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    reset(username=user.get_username())
    AuditEntry.objects.record(Verb.CHANGED, user, by=by, changes=_PASSWORD)
    logger.info("Account %s: password handed over by %s", user, by)
    return password


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Let `user` have the password they chose themselves; their other sessions end."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    AuditEntry.objects.record(Verb.CHANGED, user, by=user, changes=_PASSWORD)
    logger.info("Account %s: password changed", user)


def unlock(*, users: Collection[User], by: User | None) -> int:
    """Forget the failed logins of `users`, from whatever address; return how many records there were."""
    found = sum(reset(username=user.get_username()) for user in users)
    logger.info("Accounts %s: unlocked by %s", ", ".join(map(str, users)), by)
    return found


@transaction.atomic
def save_account(*, user: User, by: User | None) -> None:
    """Store an account, new or changed. Raises ActionError: `last_administrator`."""
    if user.pk and not (user.is_active and user.is_superuser):
        require_administrator_beside([user])
    before = snapshot(User.objects.get(pk=user.pk)) if user.pk else {}
    user.save()
    changes = differences(before, snapshot(user)) if before else first(user)
    if changes:
        AuditEntry.objects.record(Verb.CHANGED if before else Verb.ENTERED, user, by=by, changes=changes)
    logger.info("Account %s: stored by %s", user, by)


@transaction.atomic
def set_active(*, users: Collection[User], active: bool, by: User | None) -> int:
    """Open or close accounts; return how many were changed. Raises ActionError: `last_administrator`."""
    if not active:
        require_administrator_beside(users)
    changed = User.objects.filter(pk__in=[user.pk for user in users]).exclude(is_active=active)
    said = {"is_active": [str(not active), str(active)]}
    AuditEntry.objects.record_each(Verb.CHANGED, list(changed), by=by, changes=said)
    count = changed.update(is_active=active)
    logger.info("Accounts %s: active=%s by %s", ", ".join(map(str, users)), active, by)
    return count


@transaction.atomic
def delete_accounts(*, users: Collection[User], by: User | None) -> None:
    """Delete accounts nothing refers to. Raises ActionError: `last_administrator`; ProtectedError."""
    require_administrator_beside(users)
    names = ", ".join(map(str, users))
    # An entry keeps its author from being deleted: of one's own account the name in it has to do.
    AuditEntry.objects.record_each(Verb.DELETED, users, by=None if by in users else by)
    User.objects.filter(pk__in=[user.pk for user in users]).delete()
    logger.info("Accounts %s: deleted by %s", names, by)


@transaction.atomic
def require_administrator_beside(users: Collection[User]) -> None:
    """Raise ActionError `last_administrator` where no administrator would be left without `users`.

    The rule of every write that takes an administrator away. Inside a transaction it holds until its end:
    two administrators who take each other away at once wait for one another. Where there is no
    administrator to begin with, none is taken away.
    """
    rows = User.objects.filter(is_active=True, is_superuser=True).order_by("pk").select_for_update()
    administrators = set(rows.values_list("pk", flat=True))
    leaving = administrators & {user.pk for user in users}
    if leaving and leaving == administrators:
        raise ActionError("last_administrator")
