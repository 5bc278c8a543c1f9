"""Takes an applied change set back: what it brought in is withdrawn, what it replaced stands again."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import AuditEntry, ChangeSet, ChangeSetState, Observation, Series, User, Verb
from tracker.progress.prepared import Among

from ..authority import refuse_others_places, refuse_public_reversal
from ..change_sets.opening import refuse_long
from .judging import judge_anew, lock, series_of
from .storing import move_baselines


@dataclass(frozen=True)
class Reversal:
    """What a reversal did.

    `withdrawn` figures were taken back and `restored` ones, which corrections had replaced, stand again.
    `gone` had been withdrawn or replaced by somebody since. `kept` are figures stored later on top, of the
    same series and period: they stay, and count.
    """

    change_set: ChangeSet
    withdrawn: int
    restored: int
    gone: int
    kept: list[Observation]


#: Of figures kept on top, so many are named.
NAMED = 100
#: Stands for a beginning nobody knows, since an empty column equals nothing.
_NEVER = Value(datetime.date.min)


def reverse_change_set(change_set: ChangeSet, *, by: User | None, reason: str) -> Reversal:
    """Withdraw what an applied set brought in, with the reason, and refresh the verdicts.

    Removes nothing. Afterwards every current verdict says what it said before, unless figures came on top.
    Documents and series the set made stay. Verdicts of more figures than IMPORT_VERDICTS_WITH are pending
    (`refresh_pending`). Raises IngestError: `no_reason`, `reason_too_long`, `not_reversible` (not applied, or
    no import), `outside_remit`, `reverses_public` (public figures, and no right to publish).
    """
    reason = reason.strip()
    if not reason:
        raise IngestError("no_reason")
    refuse_long(reason)
    refuse_others_places(change_set, by)
    refuse_public_reversal(change_set, by)
    with transaction.atomic():
        reversal = _reverse(change_set, by, reason)
    change_set.refresh_from_db()
    return reversal


def _reverse(change_set: ChangeSet, by: User | None, reason: str) -> Reversal:
    now = timezone.now()
    applied = ChangeSet.objects.filter(pk=change_set.pk, state=ChangeSetState.APPLIED).exclude(door="")
    if not applied.update(
        state=ChangeSetState.REVERSED, reversed_at=now, reversed_by=by, reversed_reason=reason
    ):
        raise IngestError("not_reversible", {"change_set": str(change_set.pk)})
    change_set.refresh_from_db()
    series = series_of(change_set)
    lock(Series.objects.filter(Among("pk", series)))
    brought = Observation.objects.filter(change_set=change_set)
    gone = brought.exclude(withdrawn_at=None).count()
    withdrawn = brought.standing().update(
        withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason, preferred=False
    )
    restored = _restore(change_set)
    move_baselines(change_set, back=True)
    kept = list(_on_top(change_set)[:NAMED])
    at_once = withdrawn + restored <= settings.IMPORT_VERDICTS_WITH
    ChangeSet.objects.filter(pk=change_set.pk).update(verdicts_pending=not at_once)
    if at_once:
        judge_anew(series, change_set)
    counts = {"withdrawn": [None, str(withdrawn)], "restored": [None, str(restored)]}
    AuditEntry.objects.record(Verb.REVERSED, change_set, by=by, reason=reason, changes=counts)
    return Reversal(change_set, withdrawn, restored, gone, kept)


def _restore(change_set: ChangeSet) -> int:
    """Let the figures that corrections took back stand again, but where another has taken their place."""
    wrong = Observation.objects.filter(replaced_in__change_set=change_set).exclude(withdrawn_at=None)
    free = wrong.filter(~Exists(_standing_beside(document=True)))
    again = Observation.objects.filter(Among("pk", list(free.values_list("pk", flat=True))))
    restored: int = again.update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
    # What was preferred then keeps the reason of it, and is again, unless another was preferred meanwhile.
    preferred = again.exclude(preferred_reason="").filter(~Exists(_standing_beside(preferred=True)))
    numbers = list(preferred.values_list("pk", flat=True))
    Observation.objects.filter(Among("pk", numbers)).update(preferred=True)
    return restored


def _standing_beside(*, document: bool = False, **conditions: Any) -> QuerySet[Observation]:
    """Other standing figures of the same series and period, of the same identity where `document` is
    asked."""
    same = {"series": OuterRef("series"), "period_end": OuterRef("period_end"), **conditions}
    if document:
        same |= {"document": OuterRef("document"), "published_on": OuterRef("published_on")}
    begins = Coalesce("period_start", _NEVER)
    found = Observation.objects.standing().filter(**same).annotate(begins=begins)
    return found.filter(begins=Coalesce(OuterRef("period_start"), _NEVER)).exclude(pk=OuterRef("pk"))


def _on_top(change_set: ChangeSet) -> QuerySet[Observation]:
    """Figures stored since of the series and periods of the set."""
    brought = Observation.objects.filter(change_set=change_set, series=OuterRef("series"))
    brought = brought.filter(period_end=OuterRef("period_end")).annotate(
        begins=Coalesce("period_start", _NEVER)
    )
    same_place = brought.filter(begins=Coalesce(OuterRef("period_start"), _NEVER))
    later = Observation.objects.standing().filter(recorded_at__gte=change_set.applied_at)
    return later.exclude(change_set=change_set).filter(Exists(same_place)).for_display().order_by("pk")
