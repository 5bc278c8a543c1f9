"""Plans entered and changed. Their commitments hang on them: a public one is changed by who may publish."""

from typing import Any

from django.db import transaction
from django.utils.functional import lazystr

from tracker.authority import CHANGE, ENTER, PUBLISH, require
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Plan, ReviewState, User, Verb
from tracker.models.snapshots import differences, snapshot

from .amending import require_changeable
from .commitments import check_row, store


@transaction.atomic
def enter_plan(*, by: User | None, **columns: Any) -> Plan:
    """Store a plan, as a draft. Raises ActionError: `breaks_a_rule`, `no_right`, `outside_remit`."""
    row = Plan(state=ReviewState.DRAFT, **columns)
    require(by, ENTER, row)
    store(row, by)
    return row


def right_to_amend(plan: Plan) -> str:
    """The right it takes to change a plan."""
    return PUBLISH if plan.state == ReviewState.PUBLISHED else CHANGE


def is_settled(plan: Plan) -> bool:
    """Whether a plan has to stay in its place: its commitments hold there too."""
    return plan.commitments.exists()


@transaction.atomic
def amend_plan(*, plan: Plan, by: User | None, reason: str = "", **columns: Any) -> None:
    """Change what a plan says, a public one at once, too.

    Raises ActionError: `wrong_state` (somebody decides over it), `no_changes`, `plan_settled`,
    `breaks_a_rule`, `no_right`, `outside_remit`.
    """
    require(by, CHANGE, plan)
    require(by, right_to_amend(plan), plan)
    require_changeable(plan, plan)
    before = snapshot(plan)
    now = Plan.objects.get(pk=plan.pk)
    for name, value in columns.items():
        setattr(now, name, value)
    if now.jurisdiction_id != plan.jurisdiction_id:
        if is_settled(plan):
            raise ActionError("plan_settled", {"plan": lazystr(plan)})
        require(by, ENTER, Plan(jurisdiction=now.jurisdiction))
    if not (changes := differences(before, snapshot(now))):
        raise ActionError("no_changes", {"row": lazystr(plan)})
    check_row(now)
    now.save(force_update=True)
    AuditEntry.objects.record(Verb.CHANGED, now, by=by, reason=reason, changes=changes)
