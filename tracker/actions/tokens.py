"""Tokens: issued to a user for a program of theirs, and revoked."""

import datetime
import secrets
from collections.abc import Collection
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.exceptions import ActionError, AuthorityError
from tracker.models import (
    AuditEntry,
    Department,
    Jurisdiction,
    Token,
    TokenPart,
    TokenScope,
    User,
    Verb,
    digest_of,
)

#: What every secret begins with, so that one found in a file or a log is known for what it is.
MARK: Final = "duixian_"
#: The characters of the secret that are kept in the clear, the mark included.
_PREFIX: Final = len(MARK) + 6

#: A place with all below it, and of that what a department answers for; None for everywhere, everything.
Place = tuple[Jurisdiction | None, Department | None]


@transaction.atomic
def issue_token(
    *,
    user: User,
    name: str,
    days: int,
    scopes: Collection[TokenScope] = (),
    parts: Collection[Place] = (),
    by: User | None,
) -> tuple[Token, str]:
    """Make a token for a program of `user`, good for so many days; return it with its secret.

    The secret is told here once and kept nowhere. Reading is always among its scopes. Raises ActionError:
    `too_many_days`, `no_right` (for somebody else only a superuser makes one; a token makes none).
    """
    _require_hand_over(user, by)
    if not 1 <= days <= settings.TOKEN_MAX_DAYS:
        raise ActionError("too_many_days", {"limit": str(settings.TOKEN_MAX_DAYS)})
    secret = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        digest=digest_of(secret),
        prefix=secret[:_PREFIX],
        writes=TokenScope.WRITE in scopes,
        reviews=TokenScope.REVIEW in scopes,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    places = dict.fromkeys(parts)
    TokenPart.objects.bulk_create(
        TokenPart(token=token, jurisdiction=place, department=department) for place, department in places
    )
    AuditEntry.objects.record(Verb.ISSUED, token, by=by, changes=_told(token))
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: User | None) -> None:
    """End a token at once. Its own user may, and a superuser. Raises ActionError: `already_revoked`,
    `no_right`.
    """
    _require_hand_over(token.user, by)
    standing = Token.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not standing.update(revoked_at=timezone.now()):
        raise ActionError("already_revoked", {"token": str(token)})
    token.refresh_from_db()
    AuditEntry.objects.record(Verb.REVOKED, token, by=by)


def _require_hand_over(user: User, by: User | None) -> None:
    """Tokens are handed out by people: by the user, or by a superuser for anybody; never by another token."""
    if by is None:
        return
    if by.token is not None or not (by.pk == user.pk or by.is_superuser):
        raise AuthorityError("no_right", {"user": str(user)})


def _told(token: Token) -> dict[str, list[str | None]]:
    """What a token is for, as the audit log keeps it; its digest is nobody's business."""
    said = {
        "user": str(token.user),
        "scopes": ", ".join(token.scopes),
        "parts": "; ".join(map(str, token.parts.select_related("jurisdiction", "department"))),
        "expires_at": token.expires_at.isoformat(),
    }
    return {name: [None, value] for name, value in said.items() if value}
