"""What an applied or reversed change set did: figures by their standing, and verdicts that changed."""

from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from tracker.models import ChangeSet, ChangeSetState, Observation, ReviewState, Verdict

#: So many commitments are named; that there are more is said.
NAMED: Final = 50
#: Of sets no larger than this the later figures on top are looked for.
MOST_COMPARED: Final = 20_000


def effects_of(found: ChangeSet) -> dict[str, Any]:
    """Context of the page: `stored` counts figures, `changed` holds verdicts with their `status_before`.

    `kept` are later figures that a reversal left standing.
    """
    rows = Observation.objects.filter(change_set=found).order_by()
    stored = rows.aggregate(
        all=Count("pk"),
        published=Count("pk", filter=Q(withdrawn_at=None, state=ReviewState.PUBLISHED)),
        waiting=Count("pk", filter=Q(withdrawn_at=None) & ~Q(state=ReviewState.PUBLISHED)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )
    changed = _changed(found)
    kept = _kept(found) if found.state == ChangeSetState.REVERSED else []
    return {
        "kept": kept[:NAMED],
        "stored": stored,
        "changed": changed[:NAMED],
        "has_more_changed": len(changed) > NAMED,
        "replaced": found.replacements.count(),
    }


def _kept(found: ChangeSet) -> list[Observation]:
    """Figures stored since for the same series and periods, which a reversal leaves standing.

    Of very large sets none are named: to find them would take longer than anybody waits for a page.
    """
    if sum(found.counts.values()) > MOST_COMPARED:
        return []
    brought = Observation.objects.filter(
        change_set=found, series=OuterRef("series"), period_end=OuterRef("period_end")
    )
    later = Observation.objects.standing().filter(recorded_at__gte=found.applied_at)
    rows = later.exclude(change_set=found).filter(Exists(brought)).for_display().order_by("pk")
    return list(rows[:NAMED])


def _changed(found: ChangeSet) -> list[Verdict]:
    """Verdicts of other status than the one before them, of the last thing done with the set."""
    before = Verdict.objects.filter(commitment=OuterRef("commitment"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = Verdict.objects.filter(change_set=found)
    if found.state == ChangeSetState.REVERSED:
        rows = rows.filter(recorded_at__gte=found.reversed_at)
    rows = rows.filter(commitment__state=ReviewState.PUBLISHED, commitment__plan__state=ReviewState.PUBLISHED)
    rows = rows.annotate(status_before=Subquery(before.values("status")[:1]))
    rows = rows.filter(Q(status_before=None) | ~Q(status_before=F("status")))
    return list(rows.select_related("commitment").order_by("pk")[: NAMED + 1])
