"""New versions of published rows: proposed by one, approved by another, and only then in the row's place."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import lazystr

from tracker.authority import CHANGE, REVIEW, may, may_publish_alone, require
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import (
    OPEN_REVISION,
    AuditEntry,
    Commitment,
    Observation,
    PathPoint,
    ReviewState,
    Revision,
    User,
    Verb,
)
from tracker.models.snapshots import differences, read_back, snapshot, told
from tracker.progress import refresh_shown

from .observations import check_correction, correct_observation, replace_observation
from .rules import broken_by

#: Fields in which a typing error is mended at once: nothing is decided by them.
NOTES: Final = frozenset({"note", "reading_note", "reference_note"})

#: A field, with its values before and after.
Changes = Mapping[str, tuple[Any, Any]]


@transaction.atomic
def propose_revision(
    *,
    row: models.Model,
    changes: Changes,
    by: User | None,
    reason: str = "",
    state: str = ReviewState.DRAFT,
) -> Revision:
    """Store a new version of a published row, for somebody else to look at.

    `changes` maps a field to its values before and after, as JSON has them (what a row refers to by its
    number). A row not stored yet is one to be added. Raises ActionError: `no_changes`, `already_proposed`,
    `no_right`, `outside_remit`.
    """
    if not changes:
        raise ActionError("no_changes", {"row": lazystr(row)})
    require(by, CHANGE, row)
    revision = Revision(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        label=str(row)[:200],
        changes={name: list(pair) for name, pair in changes.items()},
        reason=reason,
        entered_by=by,
        state=state,
        **_belongs_to(row),
    )
    try:
        with transaction.atomic():
            revision.save(force_insert=True)
    except IntegrityError as error:
        raise ActionError("already_proposed", {"row": lazystr(row)}) from error
    AuditEntry.objects.record(Verb.PROPOSED, revision, by=by, reason=reason, changes=revision.changes)
    return revision


@transaction.atomic
def change_revision(*, revision: Revision, changes: Changes, by: User | None, reason: str = "") -> None:
    """Mend a proposal that is a draft or was returned. Raises ActionError: `wrong_state`, `no_changes`,
    `no_right`, `outside_remit`.
    """
    require(by, CHANGE, revision)
    if not changes:
        raise ActionError("no_changes", {"row": lazystr(revision)})
    mendable = Revision.objects.filter(
        pk=revision.pk, state__in=(ReviewState.DRAFT, ReviewState.RETURNED), dropped_at__isnull=True
    )
    said = {name: list(pair) for name, pair in changes.items()}
    if not mendable.update(changes=said, reason=reason or revision.reason):
        raise ActionError("wrong_state", {"row": lazystr(revision)})
    AuditEntry.objects.record(Verb.CHANGED, revision, by=by, reason=reason, changes=said)
    revision.refresh_from_db()


@transaction.atomic
def drop_revision(*, revision: Revision, by: User | None, reason: str) -> None:
    """Give a proposal up. Who made it may, and who could return it. Raises ActionError: `no_reason`,
    `wrong_state`, `no_right`.
    """
    if not reason.strip():
        raise ActionError("no_reason")
    if by is not None and not _is_for(by, revision):
        raise AuthorityError("no_right", {"row": lazystr(revision)})
    waiting = Revision.objects.open().filter(pk=revision.pk)
    if not waiting.update(dropped_at=timezone.now()):
        raise ActionError("wrong_state", {"row": lazystr(revision)})
    AuditEntry.objects.record(Verb.DISCARDED, revision, by=by, reason=reason)


def may_drop(revision: Revision, by: User) -> bool:
    """Whether somebody can give a proposal up now."""
    is_open = revision.state in OPEN_REVISION and revision.dropped_at is None
    return is_open and _is_for(by, revision)


def _is_for(by: User, revision: Revision) -> bool:
    return revision.entered_by_id == by.pk or may(by, REVIEW, revision)


def right_to_drop(revision: Revision, by: User) -> str:
    """The right it takes: of one's own what proposing took, else that of returning it."""
    return CHANGE if revision.entered_by_id == by.pk else REVIEW


def row_of(revision: Revision) -> Any:
    """The row a new version is of, one not stored yet where it is to be added.

    Raises ActionError `changed_meanwhile` where it has gone.
    """
    kind: Any = revision.content_type.model_class()
    row = revision.row if revision.object_id else kind()
    if row is None:
        raise ActionError("changed_meanwhile", {"row": revision.label})
    return row


def proposed_value(revision: Revision, name: str) -> Any:
    """What a new version has a field of its row say.

    Raises ActionError `changed_meanwhile` where that refers to a row that has gone.
    """
    kind: Any = revision.content_type.model_class()
    try:
        return read_back(kind, name, revision.changes[name][1])
    except ObjectDoesNotExist as error:
        raise ActionError("changed_meanwhile", {"row": revision.label}) from error


def publish_revision(revision: Revision, *, by: User | None) -> None:
    """Put a new version in its row's place, if the row still says what it said when it was proposed.

    Whether `by` may is decided by the caller. Raises ActionError: `changed_meanwhile`, `breaks_a_rule`.
    """
    kind: Any = revision.content_type.model_class()
    if kind is Observation:
        _correct(revision)
        return
    row = row_of(revision)
    before = snapshot(row) if revision.object_id else {}
    _write(row, revision)
    AuditEntry.objects.record(
        Verb.CHANGED if revision.object_id else Verb.ENTERED,
        row,
        by=revision.entered_by,
        reason=revision.reason,
        changes=differences(before, snapshot(row)),
        commitment=revision.commitment_id,
    )
    if revision.commitment_id:
        refresh_shown(Commitment.objects.filter(pk=revision.commitment_id))


@transaction.atomic
def revise(*, row: models.Model, changes: Changes, by: User | None, reason: str = "") -> Revision:
    """Propose a new version of a published row, and publish it at once where `by` needs no second person.

    Raises ActionError as `propose_revision` and `publish_revision` do.
    """
    revision = propose_revision(row=row, changes=changes, by=by, reason=reason, state=ReviewState.SUBMITTED)
    if may_publish_alone(by):
        publish_revision(revision, by=by)
        revision.state = ReviewState.PUBLISHED
        revision.save(update_fields=["state"])
        AuditEntry.objects.record(Verb.PUBLISHED, revision, by=by)
    return revision


def amend_observation(
    *,
    observation: Observation,
    by: User | None,
    reason: str,
    mends: Revision | None = None,
    **changed: Any,
) -> Observation | Revision:
    """Set right what we had wrong about a figure: at once while nobody outside has seen it, or where `by`
    needs no second person; else as a new version for somebody else to look at.

    `changed` is what `correct_observation` takes. With `mends` it becomes what that new version says, which
    is a draft or was returned. Raises ActionError as these, `propose_revision` and `change_revision` do.
    """
    if mends is not None:
        check_correction(observation, **changed)
        changes = amendments(observation, **changed)
        change_revision(revision=mends, changes=changes, by=by, reason=reason)
        return mends
    if observation.state != ReviewState.PUBLISHED or may_publish_alone(by):
        return correct_observation(observation=observation, by=by, reason=reason, **changed)
    if not reason.strip():
        raise ActionError("no_reason")
    check_correction(observation, **changed)
    return propose_revision(
        row=observation,
        changes=amendments(observation, **changed),
        by=by,
        reason=reason,
        state=ReviewState.SUBMITTED,
    )


def amendments(observation: Observation, **changed: Any) -> Changes:
    """What an amendment changes of a figure, as a revision keeps it."""
    pairs = {name: (_said(observation, name), _as_json(value)) for name, value in changed.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@transaction.atomic
def mend_notes(*, row: models.Model, by: User | None, reason: str = "", **notes: str) -> None:
    """Mend a typing error in notes, for which no second person is needed, in public ones too.

    Raises ActionError: `not_a_note`, `no_right`, `outside_remit`.
    """
    if not NOTES.issuperset(notes):
        raise ActionError("not_a_note", {"row": lazystr(row)})
    require(by, CHANGE, row)
    before = snapshot(row)
    for name, text in notes.items():
        setattr(row, name, text)
    row.save(update_fields=list(notes))
    AuditEntry.objects.record(
        Verb.MENDED, row, by=by, reason=reason, changes=differences(before, snapshot(row))
    )


def _belongs_to(row: Any) -> dict[str, Any]:
    """What a revision of a row hangs on, which decides about rights and remits."""
    if isinstance(row, Observation):
        return {"series": row.series}
    owner = row.target if isinstance(row, PathPoint) else row
    return {"commitment": owner if isinstance(owner, Commitment) else owner.commitment}


def _correct(revision: Revision) -> None:
    """Let the right figure take the place of the wrong one."""
    row: Any = revision.row
    stale = [name for name, (old, _new) in revision.changes.items() if _said(row, name) != old]
    if stale or row.withdrawn_at is not None:
        raise ActionError("changed_meanwhile", {"row": revision.label})
    changed = {
        name: new if name in _TYPED else proposed_value(revision, name)
        for name, (_old, new) in revision.changes.items()
    }
    replace_observation(observation=row, by=revision.entered_by, reason=revision.reason, **changed)


#: What is typed when a figure is entered, under the name it has there.
_TYPED: Final = frozenset({"value", "period", "published"})


def _said(row: Observation, name: str) -> Any:
    if name in _TYPED:
        return {"value": row.written, "period": row.period, "published": row.published}[name]
    return told(row, name)


def _as_json(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else None if value is None else str(value)


def _write(row: Any, revision: Revision) -> None:
    """Give a row the values after, if it has those before."""
    kind = type(row)
    stale = [name for name, (old, _new) in revision.changes.items() if row.pk and told(row, name) != old]
    if stale:
        raise ActionError("changed_meanwhile", {"row": revision.label})
    new = {name: proposed_value(revision, name) for name in revision.changes}
    many = {name: new.pop(name) for name in list(new) if kind._meta.get_field(name).many_to_many}
    for name, value in new.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _refusal(row, error) from error
    for name, value in many.items():
        getattr(row, name).set(value)


def _refusal(row: models.Model, error: IntegrityError) -> ActionError:
    """Which constraint refused a row, looked up once one has."""
    try:
        row.validate_constraints()
    except ValidationError:
        return broken_by(row, row.validate_constraints)
    return ActionError("breaks_a_rule", {"rule": str(error)})
