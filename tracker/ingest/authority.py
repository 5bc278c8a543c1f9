"""What somebody may decide over a change set, beyond what the checker found in its rows."""

from django.db.models import Q

from tracker.authority import PUBLISH, FigureScope, figure_scope_of, may_publish_alone, right
from tracker.exceptions import IngestError
from tracker.models import STORED, ChangeSet, Observation, Outcome, ReviewState, StagedRow, User

#: Whether what somebody brings in is public at once.
may_publish = may_publish_alone


def refuse_others_places(change_set: ChangeSet, by: User | None) -> None:
    """Raise IngestError `outside_remit` where rows of a set lie outside the remits of who decides over it.

    The rows of one's own file were checked one by one; not for another token of theirs, though.
    """
    if by is None or (by.pk == change_set.created_by_id and by.token in (None, change_set.token)):
        return
    scope = figure_scope_of(by)
    if scope.everything:
        return
    stored = StagedRow.objects.filter(change_set=change_set, then__in=STORED)
    if outside := stored.exclude(_covered(scope)).count():
        raise IngestError("outside_remit", {"rows": str(outside)})


def _covered(scope: FigureScope) -> Q:
    covered = Q(jurisdiction__in=scope.places)
    for indicator, jurisdiction in scope.series:
        covered |= Q(indicator=indicator, jurisdiction=jurisdiction)
    return covered


def refuse_public_corrections(change_set: ChangeSet, by: User | None) -> None:
    """Raise IngestError `corrects_public` where rows would replace public figures without a second person."""
    if may_publish(by):
        return
    corrections = StagedRow.objects.filter(change_set=change_set, then=Outcome.CORRECTION)
    public = corrections.filter(stored__state=ReviewState.PUBLISHED).count()
    if public:
        raise IngestError("corrects_public", {"rows": str(public)})


def refuse_public_reversal(change_set: ChangeSet, by: User | None) -> None:
    """Raise IngestError `reverses_public` where public figures would go without the right to publish."""
    if may_publish(by) or (by and by.has_perm(right(PUBLISH, Observation))):
        return
    public = Observation.objects.published().filter(change_set=change_set).count()
    if public:
        raise IngestError("reverses_public", {"rows": str(public)})
