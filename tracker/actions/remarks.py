"""Remarks entered and changed: drafts at once, public ones by a new version."""

import datetime
from typing import Any

from django.db import transaction

from tracker.authority import ENTER, require
from tracker.models import Commitment, Remark, ReviewState, Revision, User
from tracker.progress import today

from .amending import amend_row, as_proposed
from .commitments import store


@transaction.atomic
def enter_remark(
    *, commitment: Commitment, by: User | None, dated: datetime.date | None = None, **columns: Any
) -> Remark:
    """Store a remark beside a commitment, as a draft; it bears today's date unless another is named.

    Raises ActionError: `breaks_a_rule`, `no_right`, `outside_remit`.
    """
    own = {"author": by, "dated": dated or today(), "state": ReviewState.DRAFT}
    row = Remark(commitment=commitment, **own, **columns)
    require(by, ENTER, row)
    store(row, by)
    return row


@transaction.atomic
def amend_remark(
    *, remark: Remark, by: User | None, reason: str = "", mends: Revision | None = None, **columns: Any
) -> Revision | None:
    """Change what a remark says; `mends` and what it raises as with `amend_commitment`."""
    now = as_proposed(remark, mends)
    for name, value in columns.items():
        setattr(now, name, value)
    return amend_row(remark, now, by=by, reason=reason, mends=mends)
