"""Commitments, their targets and their words, changed: drafts at once, public ones by a new version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import models, transaction
from django.utils.functional import lazystr

from tracker.authority import CHANGE, may_publish_alone, require
from tracker.exceptions import ActionError
from tracker.models import (
    AuditEntry,
    Commitment,
    Department,
    Document,
    Evidence,
    PathPoint,
    ReviewState,
    Revision,
    Target,
    User,
    Verb,
)
from tracker.models.snapshots import differences, snapshot, told
from tracker.progress import refresh_shown

from .commitments import Aim, Clause, check_fit, check_row, check_ties, evidence_of, store, target_of
from .invariants import lies_on_the_way
from .revisions import (
    NOTES,
    Changes,
    change_revision,
    mend_notes,
    propose_revision,
    proposed_value,
    revise,
)

#: Written by the program, or by steps.
_NOT_OURS: Final = frozenset({"id", "code", "state", "current_verdict", "status", "figure_known_from"})
#: States in which a row is changed: in the others somebody decides over it, or has.
CHANGEABLE: Final = frozenset({ReviewState.DRAFT, ReviewState.RETURNED, ReviewState.PUBLISHED})


def differing(stored: models.Model, now: models.Model) -> dict[str, tuple[Any, Any]]:
    """Fields of a row that differ from what is stored, with both values."""
    names = [field.name for field in stored._meta.concrete_fields if field.name not in _NOT_OURS]
    pairs = {name: (told(stored, name), told(now, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def as_proposed(stored: Any, revision: Revision | None) -> Any:
    """A copy of a row as it is stored, or as a new version of it would have it; of one to be added, the row
    that would be. What is many-to-many stands with the revision alone.
    """
    kind = type(stored)
    now = kind() if stored.pk is None else kind._default_manager.get(pk=stored.pk)
    if revision is not None:
        for name in revision.changes:
            if not kind._meta.get_field(name).many_to_many:
                setattr(now, name, proposed_value(revision, name))
    return now


def amend_public(
    *, row: models.Model, changes: Changes, by: User | None, reason: str = ""
) -> Revision | None:
    """Mend notes of a public row at once, and make a new version of all else that differs.

    None where there was nothing but notes. Raises ActionError as `revise` and `mend_notes` do.
    """
    notes = {name: pair[1] for name, pair in changes.items() if name in NOTES}
    rest = {name: pair for name, pair in changes.items() if name not in NOTES}
    if notes:
        mend_notes(row=row, by=by, reason=reason, **notes)
    return revise(row=row, changes=rest, by=by, reason=reason) if rest or not notes else None


@transaction.atomic
def amend_commitment(
    *,
    commitment: Commitment,
    by: User | None,
    reason: str = "",
    departments: Sequence[Department] | None = None,
    mends: Revision | None = None,
    **columns: Any,
) -> Revision | None:
    """Change what a commitment says. A draft is changed at once; of a public one a new version is made, which
    is returned: notes alone take none. With `mends` it is that new version that is changed, a draft or
    returned: what it says stays but for what is given here.

    Raises ActionError: `wrong_state` (somebody decides over it), `no_changes`, `already_proposed`,
    `breaks_a_rule`, `no_right`, `outside_remit`; for what its targets could not be then, as
    `enter_commitment` does.
    """
    now = as_proposed(commitment, mends)
    for name, value in columns.items():
        setattr(now, name, value)
    check_ties(now)
    for target in commitment.targets.select_related("unit", "baseline__series"):
        check_fit(target, now)
    before = told(commitment, "departments")
    after = before if mends is None else mends.changes.get("departments", (before, before))[1]
    if departments is not None:
        after = sorted(row.pk for row in departments)
    many = {"departments": (before, after)} if before != after else {}
    return amend_row(commitment, now, many, by=by, reason=reason, mends=mends)


@transaction.atomic
def amend_target(
    *,
    target: Target,
    by: User | None,
    reason: str = "",
    document: Document | None = None,
    mends: Revision | None = None,
    **aim: Any,
) -> Revision | None:
    """Change a target of ours that is not what was announced; `aim` holds fields of `Aim`. A later change of
    the aim is another target: announce that.

    Drafts and public ones as with `amend_commitment`. Raises ActionError as that does, and as
    `enter_commitment` does for what a target cannot be; `path_outside`.
    """
    if document is not None:
        aim.setdefault("published", "")  # unless it is said, the day is the document's
    stands = as_proposed(target, mends)
    now = target_of(target.commitment, document or stands.document, replace(_aim_of(stands), **aim))
    own = {column for name in aim for column in _COLUMNS.get(name, (name,))}
    _keep(now, stands, but=own | ({"document"} if document else set()))
    if not all(lies_on_the_way(now, point.by) for point in target.path.all()):
        raise ActionError("path_outside", {"row": lazystr(target)})
    return amend_row(target, now, by=by, reason=reason, mends=mends)


#: The columns that hold a field of an aim, where they bear other names.
_COLUMNS: Final = {
    "value": ("value", "written"),
    "period": ("period", "period_start", "due"),
    "published": ("published_on", "published_precision", "known_from"),
}


def _aim_of(target: Target) -> Aim:
    """A stored target as it would be stated."""
    plain = (
        "period", "comparator", "wording", "form", "unit", "tolerance", "tolerance_kind", "published",
        "baseline", "reference", "reference_note", "reading_note",
    )  # fmt: skip
    stated: dict[str, Any] = {name: getattr(target, name) for name in plain}
    for name in ("value", "value_to"):
        number = getattr(target, name)
        stated[name] = "" if number is None else format(number, "f")
    return Aim(**stated)


def _keep(now: models.Model, stored: models.Model, *, but: Collection[str]) -> None:
    """Leave the other columns of a row as they are stored."""
    for field in stored._meta.concrete_fields:
        if field.name not in but:
            setattr(now, field.attname, getattr(stored, field.attname))
    now._state.adding = stored.pk is None


@transaction.atomic
def amend_evidence(
    *,
    evidence: Evidence,
    by: User | None,
    reason: str = "",
    document: Document | None = None,
    mends: Revision | None = None,
    **words: Any,
) -> Revision | None:
    """Change the words a commitment stands on: those of a draft at once, of a public one by a new version.

    `mends` as with `amend_commitment`; `evidence` is then a row not stored yet where one is to be added.
    Raises ActionError as that does.
    """
    stands = as_proposed(evidence, mends)
    clause = Clause(
        document=document or stands.document,
        quote=stands.quote,
        section=stands.section,
        start=stands.start,
    )
    now = evidence_of(stands.commitment, replace(clause, **words), _first_target(stands.commitment))
    own = {*words, *(("document", "known_from") if document else ())}
    _keep(now, stands, but=own | ({"figure", "figure_start"} if own & {"quote", "start"} else set()))
    return amend_row(evidence, now, by=by, reason=reason, mends=mends)


@transaction.atomic
def announce_target(*, commitment: Commitment, document: Document, aim: Aim, by: User | None) -> Target:
    """Add a target that was announced: to a draft as a draft, to a public commitment for somebody else to
    look at, or at once where `by` needs no second person.

    Raises ActionError as `enter_commitment` does, and `wrong_state` while somebody decides over the
    commitment.
    """
    require(by, CHANGE, commitment)
    require_changeable(commitment, commitment)
    target = target_of(commitment, document, aim)
    if commitment.state == ReviewState.PUBLISHED:
        target.state = ReviewState.PUBLISHED if may_publish_alone(by) else ReviewState.SUBMITTED
    store(target, by)
    refresh_shown(Commitment.objects.filter(pk=commitment.pk))
    return target


@transaction.atomic
def add_evidence(*, commitment: Commitment, clause: Clause, by: User | None) -> Evidence | Revision:
    """Add words a commitment stands on; to a public one by a proposal, but for who needs no second person.

    Raises ActionError: `wrong_state`, `breaks_a_rule`, `no_right`, `outside_remit`.
    """
    return add_row(evidence_of(commitment, clause, _first_target(commitment)), by=by)


def add_row(row: Any, *, by: User | None) -> Any:
    """Store a row that hangs on another, or the proposal to add it where that one is public and `by` needs a
    second person. Raises ActionError: `wrong_state`, `breaks_a_rule`, `no_right`, `outside_remit`.
    """
    owner = owner_of(row)
    require(by, CHANGE, owner)
    require_changeable(owner, owner)
    if owner.state == ReviewState.PUBLISHED and not may_publish_alone(by):
        check_row(row)
        return propose_revision(row=row, changes=_all_of(row), by=by, state=ReviewState.SUBMITTED)
    store(row, by)
    refresh_shown(Commitment.objects.filter(pk=judged_by(row)))
    return row


def _all_of(row: models.Model) -> Changes:
    """What a row to be added says, as a new version keeps it."""
    names = [field.name for field in row._meta.concrete_fields if field.name != "id"]
    return {name: (None, told(row, name)) for name in names if told(row, name) not in (None, "")}


def _first_target(commitment: Commitment) -> Target | None:
    return commitment.targets.order_by("published_on", "pk").first()


def amend_row(
    stored: Any,
    now: Any,
    many: Mapping[str, tuple[Any, Any]] | None = None,
    *,
    by: User | None,
    reason: str = "",
    mends: Revision | None = None,
) -> Revision | None:
    """Put what a row says now in the place of what is stored, or propose to, or put it into a new version.

    Raises ActionError as `amend_commitment` does.
    """
    require(by, CHANGE, now)
    owner = owner_of(now)
    require_changeable(owner, now)
    many = many or {}
    changes = {**(_all_of(now) if stored.pk is None else differing(stored, now)), **many}
    if not changes:
        raise ActionError("no_changes", {"row": lazystr(stored)})
    check_row(now)
    if mends is not None:
        change_revision(revision=mends, changes=changes, by=by, reason=reason)
        return mends
    if owner.state == ReviewState.PUBLISHED:
        return amend_public(row=stored, changes=changes, by=by, reason=reason)
    before = snapshot(stored)
    now.save(force_update=True)
    for name, (_old, numbers) in many.items():
        getattr(now, name).set(numbers)
    said = differences(before, snapshot(now)) | {name: _listed(now, name) for name in many}
    AuditEntry.objects.record(Verb.CHANGED, now, by=by, reason=reason, changes=said)
    return None


def _listed(row: Any, name: str) -> list[str | None]:
    return [None, "、".join(map(str, getattr(row, name).all()))]


def owner_of(row: Any) -> Any:
    """The row whose state decides about a row: words go with their commitment, a planned value with its
    target, all else by itself.
    """
    if isinstance(row, Evidence):
        return row.commitment
    return row.target if isinstance(row, PathPoint) else row


def judged_by(row: Any) -> int | None:
    """The number of the commitment that is judged by a row, or shows it."""
    if isinstance(row, PathPoint):
        row = row.target
    return row.commitment_id if isinstance(row, Target | Evidence) else None


def require_changeable(owner: Any, row: models.Model) -> None:
    """Raise ActionError `wrong_state` where somebody decides over the owner of a row, or has."""
    if owner.state not in CHANGEABLE:
        raise ActionError("wrong_state", {"row": lazystr(row)})
