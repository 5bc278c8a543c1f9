"""Enter, correct, withdraw and prefer single figures; nothing published is ever overwritten."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import lazystr

from tracker.authority import CHANGE, ENTER, PUBLISH, may_publish_alone, require
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import (
    ALREADY_PUBLISHED,
    AuditEntry,
    ChangeSet,
    ChangeSetState,
    DatePrecision,
    Document,
    Observation,
    ReviewState,
    Series,
    Target,
    Unit,
    User,
    Verb,
)
from tracker.models.observations import ObservationQuerySet
from tracker.models.snapshots import differences, first, snapshot
from tracker.progress import refresh_hanging

from .rules import broken_by
from .stated import day_stated, number_stated, period_stated


@transaction.atomic
def record_observation(
    *,
    series: Series,
    period: str,
    document: Document,
    by: User | None,
    value: str = "",
    unit: Unit | None = None,
    published: str = "",
    missing_reason: str = "",
    reason: str = "",
    **fields: Any,
) -> Observation:
    """Store a figure as a vintage of its own and refresh the verdicts that hang on it.

    It is public at once where `by` needs no second person, else a draft. `value` holds the digits as written,
    `published` a day, month or year (default: the document's date). Raises ActionError: `not_readable`,
    `other_dimension`, `already_published`, `breaks_a_rule` (a named constraint; the detail repeats its
    message), `no_right`, `outside_remit`.
    """
    row = Observation(
        series=series,
        document=document,
        unit=unit or series.indicator.unit,
        missing_reason=missing_reason,
        state=ReviewState.PUBLISHED if may_publish_alone(by) else ReviewState.DRAFT,
        **fields,
        **_value(value),
        **period_stated(period, series),
    )
    require(by, ENTER, row)
    row.change_set = _change_set(f"{series} {period}", by=by, reason=reason)
    _date(row, document, published)
    _store(row)
    AuditEntry.objects.record(Verb.ENTERED, row, by=by, reason=reason, changes=first(row))
    refresh_hanging([series.pk], change_set=row.change_set)
    return row


@transaction.atomic
def correct_observation(
    *, observation: Observation, by: User | None, reason: str, **changed: Any
) -> Observation:
    """Replace a row that we entered wrongly: it is withdrawn with the reason, and the right one stored.

    A later or firmer figure of the source's own is no correction: record it as a vintage. `changed` holds
    the fields that were wrong; `value` as the digits written (empty with a `missing_reason`), `period` and
    `published` as text. Another document brings its own date. Targets counted from the wrong row are
    counted from the right one. A public row is replaced in public only by who needs no second person.
    Raises ActionError: `no_reason`, `already_withdrawn`, `other_dimension`, `already_published`,
    `not_readable`, `breaks_a_rule`, `no_right`, `outside_remit`, `needs_review`; TypeError for a field that
    does not exist.
    """
    require(by, CHANGE, observation)
    if observation.state == ReviewState.PUBLISHED and not may_publish_alone(by):
        raise AuthorityError("needs_review", {"row": lazystr(observation)})
    return replace_observation(observation=observation, by=by, reason=reason, **changed)


def check_correction(observation: Observation, **changed: Any) -> None:
    """Raise what `correct_observation` would; nothing is stored."""
    with transaction.atomic():
        replace_observation(observation=observation, by=None, reason="-", **changed)
        transaction.set_rollback(True)


@transaction.atomic
def replace_observation(
    *, observation: Observation, by: User | None, reason: str, **changed: Any
) -> Observation:
    """What `correct_observation` does, where it has been decided already that it may be done."""
    _withdraw(observation, by=by, reason=reason)
    kept = {
        field.name: getattr(observation, field.name)
        for field in Observation._meta.concrete_fields
        if field.name not in _NEVER_COPIED
    }
    dated = {"published", "document"} & changed.keys() or ("period" in changed and not observation.published)
    published = changed.pop("published", "")
    if "value" in changed:
        changed |= _value(str(changed["value"]))
    if "period" in changed:
        changed |= period_stated(changed["period"], changed.get("series", observation.series))
    right = Observation(**(kept | changed))
    if right.state != ReviewState.PUBLISHED:
        right.state = ReviewState.DRAFT  # whoever approved it approved something else
    if dated:
        _date(right, right.document, published)
    right.change_set = _change_set(f"{observation.series} {observation.period}", by=by, reason=reason)
    _store(right)
    Target.objects.filter(baseline=observation).update(baseline=right)
    said = differences(snapshot(observation), snapshot(right))
    AuditEntry.objects.record(Verb.CORRECTED, right, by=by, reason=reason, changes=said)
    refresh_hanging({observation.series_id, right.series_id}, change_set=right.change_set)
    return right


@transaction.atomic
def withdraw_observation(*, observation: Observation, by: User | None, reason: str) -> None:
    """Take back a row of ours that should not be there; it stays visible to auditors, with the reason.

    A public one takes the right to publish. Raises ActionError: `no_reason`, `already_withdrawn`,
    `no_right`, `outside_remit`.
    """
    require(by, right_to_withdraw(observation), observation)
    _withdraw(observation, by=by, reason=reason)
    AuditEntry.objects.record(Verb.WITHDRAWN, observation, by=by, reason=reason)
    refresh_hanging([observation.series_id])


def right_to_withdraw(observation: Observation) -> str:
    """The right it takes: what changes the public's view at once takes that of publishing."""
    return PUBLISH if observation.state == ReviewState.PUBLISHED else CHANGE


@transaction.atomic
def prefer_observation(*, observation: Observation, by: User | None, reason: str) -> None:
    """Let this vintage of its period count, whatever was published later. Public at once.

    Raises ActionError: `no_reason`, `cannot_count` (withdrawn, not published, or without a value),
    `no_right`, `outside_remit`.
    """
    if not reason.strip():
        raise ActionError("no_reason")
    require(by, PUBLISH, observation)
    if not Observation.objects.published().filter(pk=observation.pk, value__isnull=False).exists():
        raise ActionError("cannot_count", {"observation": lazystr(observation)})
    _rivals_of(observation).update(preferred=False, preferred_reason="")
    Observation.objects.filter(pk=observation.pk).update(preferred=True, preferred_reason=reason)
    AuditEntry.objects.record(Verb.PREFERRED, observation, by=by, reason=reason)
    refresh_hanging([observation.series_id])


@transaction.atomic
def unprefer_observation(*, observation: Observation, by: User | None, reason: str) -> None:
    """Take a preference back: the vintage rule alone decides again.

    Raises ActionError: `no_reason`, `not_preferred`, `no_right`, `outside_remit`.
    """
    if not reason.strip():
        raise ActionError("no_reason")
    require(by, PUBLISH, observation)
    preferred = Observation.objects.standing().filter(pk=observation.pk, preferred=True)
    if not preferred.update(preferred=False, preferred_reason=""):
        raise ActionError("not_preferred", {"observation": lazystr(observation)})
    said = {"preferred_reason": [observation.preferred_reason, ""]}
    AuditEntry.objects.record(Verb.UNPREFERRED, observation, by=by, reason=reason, changes=said)
    refresh_hanging([observation.series_id])


def _rivals_of(observation: Observation) -> ObservationQuerySet:
    """The standing vintages of its period, itself included."""
    return Observation.objects.standing().filter(
        series=observation.series, period_start=observation.period_start, period_end=observation.period_end
    )


#: Columns that belong to the wrong row alone.
_NEVER_COPIED = frozenset(
    {"id", "recorded_at", "withdrawn_at", "withdrawn_by", "withdrawn_reason", "preferred", "preferred_reason"}
    | {"change_set", "figure", "figure_start"}
)


def _withdraw(observation: Observation, *, by: User | None, reason: str) -> None:
    if not reason.strip():
        raise ActionError("no_reason")
    taken = Observation.objects.standing().filter(pk=observation.pk)
    if not taken.update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason, preferred=False
    ):
        raise ActionError("already_withdrawn", {"observation": lazystr(observation)})


def _change_set(title: str, *, by: User | None, reason: str) -> ChangeSet:
    return ChangeSet.objects.create(
        title=title[:200],
        reason=reason,
        created_by=by,
        state=ChangeSetState.APPLIED,
        applied_at=timezone.now(),
        counts={},
    )


def _value(text: str) -> dict[str, Any]:
    return {"value": number_stated(text) if text else None, "written": text.strip()}


def _date(row: Observation, document: Document, published: str) -> None:
    """Date a row: its own date, else the document's.

    A figure of an undated document lies between its period's end and the day the document was seen.
    """
    if text := published or document.published:
        for name, value in day_stated(text).items():
            setattr(row, name, value)
        return
    row.published_precision = DatePrecision.UNKNOWN
    row.known_from = document.seen_on
    row.published_on = min(row.period_end + datetime.timedelta(days=1), document.seen_on)


def _store(row: Observation) -> None:
    if row.value is not None and row.unit and row.unit.dimension != row.series.indicator.unit.dimension:
        raise ActionError(
            "other_dimension", {"unit": str(row.unit), "expected": str(row.series.indicator.unit)}
        )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _refusal(row) from error


def _refusal(row: Observation) -> ActionError:
    """Which constraint refused a row, looked up only once one has."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        if str(ALREADY_PUBLISHED) not in error.messages:
            return broken_by(row, row.validate_constraints)
    return ActionError("already_published", {"observation": lazystr(row)})
