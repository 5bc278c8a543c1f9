"""What may be done: the right a group gives, and whether the remits cover the row."""

from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import lazystr

from tracker.exceptions import AuthorityError
from tracker.models import (
    AUTHORING,
    AuditEntry,
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Series,
    Target,
    Token,
    User,
)

from .scopes import covers, scope_of

#: What can be done to reviewed rows; each is a right of a group, named after what is done to what.
LOOK: Final = "view"
ENTER: Final = "add"
CHANGE: Final = "change"
DELETE: Final = "delete"
REVIEW: Final = "review"
PUBLISH: Final = "publish"
_PARTS: Final = (LOOK, ENTER, CHANGE, REVIEW, PUBLISH)
#: Publishing what one has entered, without a second person. No group gives it.
ALONE: Final = "tracker.publish_unreviewed"

#: Whose rights decide about the rows of a table.
_RIGHTS_OF: Final[dict[type[models.Model], str]] = {
    Observation: "observation",
    Series: "observation",
    **dict.fromkeys((Commitment, Target, Evidence, PathPoint, Plan, Remark), "commitment"),
}


def right(action: str, row: models.Model | type[models.Model]) -> str:
    """The permission that an action on a row (or table) takes: `tracker.review_observation`."""
    if isinstance(row, Revision):
        kind = "observation" if row.commitment_id is None else "commitment"
    else:
        kind = _RIGHTS_OF[row if isinstance(row, type) else type(row)]
    return f"tracker.{action}_{kind}"


def may(user: User | None, action: str, row: models.Model) -> bool:
    """Whether a user may do something to a row, by right and by remit."""
    return refusal(user, action, row) is None


def require(user: User | None, action: str, row: models.Model) -> None:
    """Raise AuthorityError unless a user may do something to a row.

    Its codes: `no_right`, `beyond_token` (the token they ask through was not made for that), `outside_remit`.
    """
    if found := refusal(user, action, row):
        raise found


def require_right(user: User | None, action: str, row: models.Model | type[models.Model]) -> None:
    """Raise AuthorityError (`no_right`, `beyond_token`) unless a user may do something to rows of a table, in
    one place or another.
    """
    if user is None:
        return
    wanted = right(action, row)
    if not user.has_perm(wanted):
        beyond = user.token is not None and not user.token.allows(wanted)
        raise AuthorityError("beyond_token" if beyond else "no_right", {"right": wanted})


def has_part(user: User | None, table: type[models.Model]) -> bool:
    """Whether a user has some part in the work on a table: may look at its rows before the public can, or do
    something to them.
    """
    return user is None or any(user.has_perm(right(action, table)) for action in _PARTS)


def refusal(user: User | None, action: str, row: models.Model) -> AuthorityError | None:
    """Why a user may not do something to a row; None where they may."""
    try:
        require_right(user, action, row)
    except AuthorityError as error:
        return error
    if user is not None and not covers(scope_of(user), row):
        return AuthorityError("outside_remit", {"row": lazystr(row)})
    return None


def actor(user: int | None, token: int | None) -> User | None:
    """Somebody by number, cut down to the token they asked through; None where nobody in particular did.

    Raises User.DoesNotExist, Token.DoesNotExist: what has gone is not the command line.
    """
    if user is None:
        return None
    return User.objects.get(pk=user).through(None if token is None else Token.objects.get(pk=token))


def may_publish_alone(user: User | None) -> bool:
    """Whether what a user enters or brings in is published at once, without a second person."""
    return user is None or (user.is_active and user.has_perm(ALONE))


def others_entries(rows: QuerySet, user: User | None) -> QuerySet:
    """Those of the rows in which a user had no hand: the ones they may approve."""
    return rows if user is None else rows.exclude(_hand_in(rows.model, user))


def own_entries(rows: QuerySet, user: User) -> QuerySet:
    """Those of the rows in which a user had a hand."""
    return rows.filter(_hand_in(rows.model, user))


def _hand_in(model: type[models.Model], user: User) -> Q:
    """That a user entered, changed or brought in a row, or had a hand in what belongs to it."""
    entries = AuditEntry.objects.filter(by=user, verb__in=AUTHORING)
    kind = ContentType.objects.get_for_model(model)
    found = Q(Exists(entries.filter(content_type=kind, object_id=OuterRef("pk"))))
    if model is Commitment:
        found |= Q(Exists(entries.filter(commitment=OuterRef("pk"))))
    if model is Observation:
        own = Q(change_set__created_by=user) | Q(change_set__applied_by=user)
        found |= own & Q(change_set__isnull=False)
    if model is Revision:
        found |= Q(entered_by=user, entered_by__isnull=False)
    return found
