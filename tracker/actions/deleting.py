"""Drafts deleted, where nothing refers to them; what was public stays on record."""

from typing import Any, Final

from django.db import models, transaction
from django.db.models import PROTECT, ProtectedError
from django.utils.functional import lazy, lazystr
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.authority import DELETE, may_publish_alone, require
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, ReviewState, Revision, User, Verb
from tracker.models.snapshots import snapshot
from tracker.progress import refresh

from .amending import judged_by, owner_of

#: States in which a row is its authors' own still.
FRESH: Final = (ReviewState.DRAFT, ReviewState.RETURNED)
#: So many rows that refer are named, and so many counted.
_NAMED: Final = 3
_COUNTED: Final = 1000


def can_go(row: Any, by: User | None) -> bool:
    """Whether a row is in a state in which somebody may delete it: a draft or a returned one, and any where
    they need no second person.
    """
    return owner_of(row).state in FRESH or may_publish_alone(by)


@transaction.atomic
def delete_row(*, row: Any, by: User | None, reason: str = "") -> None:
    """Delete a commitment, a target, words, a planned value, a remark or a plan that nothing refers to.

    Verdicts follow in the same transaction. Raises ActionError: `public_stays`, `wrong_state` (somebody
    decides over it), `already_proposed` (a new version waits), `referred_to` (the detail names by what),
    `no_right`, `outside_remit`.
    """
    require(by, DELETE, row)
    if not can_go(row, by):
        is_public = owner_of(row).state == ReviewState.PUBLISHED
        raise ActionError("public_stays" if is_public else "wrong_state", {"row": lazystr(row)})
    if Revision.objects.open().of(row).exists():
        raise ActionError("already_proposed", {"row": lazystr(row)})
    judged = judged_by(row)
    note_deletion(row, by=by, reason=reason)
    try:
        row.delete()
    except ProtectedError as error:
        others: Any = lazy(lambda: _listed(referring([row])), str)()
        raise ActionError("referred_to", {"row": lazystr(row), "others": others}) from error
    if judged is not None:
        refresh(Commitment.objects.filter(pk=judged))


def note_deletion(row: models.Model, *, by: User | None, reason: str = "") -> None:
    """Note what a row says that is about to go."""
    gone = {name: [value, None] for name, value in snapshot(row).items() if value not in (None, "")}
    AuditEntry.objects.record(Verb.DELETED, row, by=by, reason=reason, changes=gone)


def referring(rows: list[Any]) -> list[str]:
    """Each table whose rows refer to one of `rows` and forbid its deletion: how many, and a few of them.

    Commitments forbid that of a department that answers for them. They are looked up, never all read.
    """
    found = []
    for relation in rows[0]._meta.related_objects if rows else ():
        field = relation.field
        answers_for = relation.many_to_many and field.model is Commitment
        if relation.on_delete is not PROTECT and not answers_for:
            continue
        others = field.model._base_manager.filter(**{f"{field.name}__in": rows})
        if named := list(others[:_NAMED]):
            found.append(_said(field.model, named, others[: _COUNTED + 1].count()))
    return found


def _said(table: type[models.Model], named: list[models.Model], count: int) -> str:
    number = _("more than %(count)s") % {"count": _COUNTED} if count > _COUNTED else count
    parts = {
        "table": capfirst(table._meta.verbose_name_plural),
        "count": number,
        "examples": _listed(list(map(str, named))),
    }
    return _("%(table)s: %(count)s, such as %(examples)s") % parts


def _listed(texts: list[str]) -> str:
    return pgettext("between items of a list", "; ").join(texts)
