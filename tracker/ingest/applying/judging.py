"""The verdicts that hang on a change set: judged with its figures, or right after where there are many."""

from array import array

from django.db import transaction
from django.db.models import QuerySet

from tracker.models import ChangeSet, Commitment, Observation
from tracker.progress import affected_by, look_again, refresh


def refresh_pending(change_set: ChangeSet) -> int:
    """Judge what hangs on an applied or reversed set whose verdicts are pending; how many verdicts were
    stored.

    One transaction: killed in the middle, they are pending still.
    """
    with transaction.atomic():
        pending = ChangeSet.objects.filter(pk=change_set.pk, verdicts_pending=True)
        if not pending.update(verdicts_pending=False):
            return 0
        stored = judge_anew(series_of(change_set), change_set)
    change_set.refresh_from_db()
    return stored


def series_of(change_set: ChangeSet) -> list[int]:
    """The series of the figures a change set brought in."""
    rows = Observation.objects.filter(change_set=change_set).order_by()
    return list(rows.values_list("series_id", flat=True).distinct())


def judge_anew(series: list[int], change_set: ChangeSet) -> int:
    """Refresh what hangs on these series; how many verdicts were stored.

    The commitments are locked first: of two imports that touch one commitment, the second then judges it
    with the figures of both.
    """
    touched = affected_by(series)
    judged = array("q", touched.order_by("pk").values_list("pk", flat=True))
    lock(Commitment.objects.filter(pk__in=touched.values("pk")))
    stored = refresh(touched, change_set=change_set)
    look_again(series, judged, change_set=change_set)
    return stored


def lock(rows: QuerySet) -> None:
    """Lock rows in the order of their numbers, however many, without holding any."""
    for _row in (
        rows.order_by("pk").select_for_update(no_key=True).values_list("pk").iterator(chunk_size=2000)
    ):
        pass
