"""The way of a row to the public: submitted, looked at by somebody else, returned or approved, published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import lazystr

from tracker.authority import CHANGE, PUBLISH, REVIEW, may, others_entries, right, within
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import (
    AuditEntry,
    ChangeSet,
    Commitment,
    Evidence,
    Observation,
    Plan,
    Remark,
    ReviewState,
    Revision,
    Target,
    User,
    Verb,
)
from tracker.progress import refresh_hanging, refresh_shown
from tracker.progress.prepared import Among

from .revisions import publish_revision
from .sieve import Done, Sieve

#: The tables whose rows go this way.
REVIEWED: Final = (Observation, Commitment, Target, Plan, Remark, Revision)


@dataclass(frozen=True)
class Step:
    """One step of the way: from which states to which, by which right, and whether a comment is due."""

    verb: Verb
    before: tuple[ReviewState, ...]
    after: ReviewState
    action: str
    says_why: bool = False
    by_another: bool = False


SUBMIT = Step(Verb.SUBMITTED, (ReviewState.DRAFT, ReviewState.RETURNED), ReviewState.SUBMITTED, CHANGE)
RETURN = Step(
    Verb.RETURNED,
    (ReviewState.SUBMITTED, ReviewState.APPROVED),
    ReviewState.RETURNED,
    REVIEW,
    says_why=True,
)
APPROVE = Step(Verb.APPROVED, (ReviewState.SUBMITTED,), ReviewState.APPROVED, REVIEW, by_another=True)
PUBLISH_IT = Step(Verb.PUBLISHED, (ReviewState.APPROVED,), ReviewState.PUBLISHED, PUBLISH)
STEPS: Final = {"submit": SUBMIT, "return": RETURN, "approve": APPROVE, "publish": PUBLISH_IT}


@transaction.atomic
def advance(rows: QuerySet[Any], step: Step, *, by: User | None, comment: str = "") -> Done:
    """Let those of the rows take a step that can, and say how many could not, and why.

    A commitment takes its targets along; a published revision becomes the row. Verdicts follow in the same
    transaction. Raises ActionError: `no_reason` where the step asks for a comment; whatever publishing a
    revision raises.
    """
    if step.says_why and not comment.strip():
        raise ActionError("no_reason")
    sieve = _sorted_out(rows, step, by)
    able = sorted(sieve.left.values_list("pk", flat=True))
    if able:
        _move(rows.model._default_manager.filter(Among("pk", able)), step, by, comment.strip())
    return Done(len(able), refused=sieve.refused)


def advance_one(row: models.Model, step: Step, *, by: User | None, comment: str = "") -> None:
    """Let one row take a step. Raises ActionError: `no_reason`, `wrong_state`, `own_entry`, `not_whole`,
    `no_right`, `outside_remit`; whatever publishing a revision raises.
    """
    moved = advance(type(row)._default_manager.filter(pk=row.pk), step, by=by, comment=comment)
    for code in moved.refused:
        kind = AuthorityError if code in ("no_right", "outside_remit", "own_entry") else ActionError
        raise kind(code, {"row": lazystr(row)})
    row.refresh_from_db()


def _sorted_out(rows: QuerySet[Any], step: Step, by: User | None) -> Sieve:
    """Which of the rows can take a step, and how many cannot, by the first reason that holds."""
    manager, sieve = rows.model._default_manager, Sieve(rows)
    sieve.keep("no_right", _rightful(sieve.left, step, by))
    sieve.keep_those("outside_remit", within(manager.all(), by))
    # From here on nobody else moves them: the rows are ours until the transaction ends.
    sieve.lock("wrong_state", Q(state__in=step.before, **_STANDING.get(rows.model, {})))
    if step.by_another:
        sieve.keep_those("own_entry", others_entries(manager.all(), by))
    if step is PUBLISH_IT and rows.model is Commitment:
        sieve.keep_those("not_whole", _whole(Commitment.objects.all()))
    return sieve


#: What is withdrawn or dropped has left the way.
_STANDING: Final[dict[type[models.Model], dict[str, bool]]] = {
    Observation: {"withdrawn_at__isnull": True},
    Revision: {"dropped_at__isnull": True},
}


def _rightful(rows: QuerySet[Any], step: Step, by: User | None) -> Iterable[int]:
    if by is None:
        return rows.values_list("pk", flat=True)
    if rows.model is Revision:  # about figures or about commitments
        return [row.pk for row in rows if by.has_perm(right(step.action, row))]
    return rows.values_list("pk", flat=True) if by.has_perm(right(step.action, rows.model)) else ()


def _whole(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments with a target and evidence: without both nothing could be shown."""
    own = {"commitment": OuterRef("pk")}
    return rows.filter(Exists(Target.objects.filter(**own)), Exists(Evidence.objects.filter(**own)))


def _move(rows: QuerySet[Any], step: Step, by: User | None, comment: str) -> None:
    if rows.model is Revision and step is PUBLISH_IT:
        for row in rows:
            publish_revision(row, by=by)
    if rows.model is Commitment:
        Target.objects.filter(commitment__in=rows, state__in=step.before).update(state=step.after)
    rows.update(state=step.after)
    _note(rows, step, by, comment)
    if step is PUBLISH_IT:
        _judge(rows)


def _note(rows: QuerySet[Any], step: Step, by: User | None, comment: str) -> None:
    """One entry for each row; one in all for figures that came in together and go together."""
    if rows.model is not Observation:
        AuditEntry.objects.record_each(step.verb, rows, by=by, reason=comment)
        return
    alone = rows.filter(change_set__isnull=True).for_display()
    AuditEntry.objects.record_each(step.verb, alone, by=by, reason=comment)
    together = ChangeSet.objects.filter(observations__in=rows).annotate(moved=Count("observations"))
    for change_set in together.order_by("pk"):
        count = {"rows": [None, str(change_set.moved)]}
        AuditEntry.objects.record(step.verb, change_set, by=by, reason=comment, changes=count)


def _judge(rows: QuerySet[Any]) -> None:
    """Refresh what hangs on rows that have just become public."""
    if rows.model is Observation:
        refresh_hanging(rows.order_by().values_list("series_id", flat=True).distinct())
    elif paths := _COMMITMENTS_OF.get(rows.model):
        refresh_shown(Commitment.objects.filter(**{f"{paths}__in": rows.order_by().values("pk")}))


#: How the commitments are found that hang on rows of a table.
_COMMITMENTS_OF: Final[dict[type[models.Model], str]] = {
    Commitment: "pk",
    Target: "targets",
    Plan: "plan",
}


def has_left(row: models.Model) -> bool:
    """Whether a row was withdrawn or given up, and goes no further."""
    return any(getattr(row, name, None) for name in ("withdrawn_at", "dropped_at"))


def steps_for(row: models.Model, by: User) -> list[str]:
    """The steps somebody can let a row take now, by name."""
    if has_left(row):
        return []
    state = getattr(row, "state", None)
    return [
        name
        for name, step in STEPS.items()
        if state in step.before
        and may(by, step.action, row)
        and not (step.by_another and not _by_another(row, by))
    ]


def _by_another(row: models.Model, by: User) -> bool:
    return others_entries(type(row)._default_manager.filter(pk=row.pk), by).exists()


def waiting_in(change_set: ChangeSet) -> QuerySet[Observation]:
    """The figures of a change set that are not public yet."""
    return change_set.observations.standing().exclude(state=ReviewState.PUBLISHED)
