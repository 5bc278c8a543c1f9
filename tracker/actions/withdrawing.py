"""Take back many rows at once: commitments their government withdrew, figures of ours that should not be,
new versions that come to nothing.
"""

import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.authority import REVIEW, right, within
from tracker.exceptions import ActionError
from tracker.models import (
    OPEN_REVISION,
    AuditEntry,
    Commitment,
    Observation,
    Revision,
    User,
    Verb,
)
from tracker.progress import refresh, refresh_hanging
from tracker.progress.prepared import Among

from .alike import changeable, propose_alike
from .observations import right_to_withdraw
from .sieve import Done, Sieve


@transaction.atomic
def withdraw_commitments(
    *, commitments: QuerySet[Commitment], on: datetime.date, by: User | None, reason: str
) -> Done:
    """Say of commitments that their government withdrew or superseded them on a day, and why.

    Drafts say so at once; public ones through new versions, where `by` needs a second person, and are judged
    anew when those are published. Left alone are those outside the remits of `by` (`outside_remit`), those
    somebody decides over (`wrong_state`), those that are withdrawn (`already_withdrawn`), and those of which
    a new version waits (`already_proposed`). Raises ActionError: `no_reason`, `no_right`, `beyond_token`.
    """
    reason = _said(reason)

    def unlike(rows: QuerySet[Commitment]) -> QuerySet:
        return rows.filter(withdrawn_on__isnull=True).values_list("pk", flat=True)

    found = changeable(commitments, by=by, unlike=unlike, alike="already_withdrawn")
    changes: dict[str, list[Any]] = {"withdrawn_on": [None, on.isoformat()], "withdrawn_reason": ["", reason]}
    numbers = [row.pk for row in found.at_once]
    at_once = Commitment.objects.filter(Among("pk", numbers))
    at_once.update(withdrawn_on=on, withdrawn_reason=reason)
    # The same entry that a change of one on its page leaves: who made it approves none of them.
    AuditEntry.objects.record_each(Verb.CHANGED, found.at_once, by=by, reason=reason, changes=changes)
    refresh(at_once)
    proposed = propose_alike(found.public, lambda row: changes, by=by, reason=reason)
    return Done(len(numbers), proposed, found.refused)


@transaction.atomic
def withdraw_observations(*, observations: QuerySet[Observation], by: User | None, reason: str) -> Done:
    """Take back many figures at once.

    Left alone are those outside the remits of `by` (`outside_remit`), those that are withdrawn
    (`already_withdrawn`), and those `by` lacks the right over (`no_right`; public ones take that to publish).
    Raises ActionError: `no_reason`.
    """
    reason = _said(reason)
    sieve = Sieve(observations)
    sieve.keep_those("outside_remit", within(Observation.objects.all(), by))
    sieve.lock("already_withdrawn", Q(withdrawn_at__isnull=True))
    sieve.keep("no_right", [row.pk for row in sieve.left if _may_withdraw(row, by)])
    shown = list(sieve.left.for_display().order_by("pk"))
    Observation.objects.filter(Among("pk", [row.pk for row in shown])).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason, preferred=False
    )
    AuditEntry.objects.record_each(Verb.WITHDRAWN, shown, by=by, reason=reason)
    refresh_hanging({row.series_id for row in shown})
    return Done(len(shown), refused=sieve.refused)


def _may_withdraw(row: Observation, by: User | None) -> bool:
    return by is None or by.has_perm(right(right_to_withdraw(row), row))


@transaction.atomic
def drop_revisions(*, revisions: QuerySet[Revision], by: User | None, reason: str) -> Done:
    """Give many new versions up. Who made one may, and who could return it.

    Left alone are those `by` may neither (`no_right`), and those that are published or given up
    (`wrong_state`). Raises ActionError: `no_reason`.
    """
    reason = _said(reason)
    sieve = Sieve(revisions)
    sieve.keep_those("no_right", _droppable_by(by))
    sieve.lock("wrong_state", Q(state__in=OPEN_REVISION, dropped_at__isnull=True))
    rows = list(sieve.left.order_by("pk"))
    sieve.left.update(dropped_at=timezone.now())
    AuditEntry.objects.record_each(Verb.DISCARDED, rows, by=by, reason=reason)
    return Done(len(rows), refused=sieve.refused)


def _droppable_by(by: User | None) -> QuerySet[Revision]:
    """The new versions somebody made, and those they could return."""
    rows = Revision.objects.all()
    if by is None:
        return rows
    kinds = {Observation: Q(commitment__isnull=True), Commitment: Q(commitment__isnull=False)}
    allowed = [about for kind, about in kinds.items() if by.has_perm(right(REVIEW, kind))]
    returnable = within(rows.filter(reduce(or_, allowed, Q(pk__in=()))), by)
    return rows.filter(Q(entered_by=by) | Q(pk__in=returnable.order_by().values("pk")))


def _said(reason: str) -> str:
    """A reason without blanks around it. Raises ActionError: `no_reason`."""
    if not reason.strip():
        raise ActionError("no_reason")
    return reason.strip()
