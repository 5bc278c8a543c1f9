"""The drafts somebody has typed for a grid, to be submitted together."""

import datetime

from django.db.models import QuerySet

from tracker.authority import within
from tracker.models import Commitment, Department, Jurisdiction, Observation, ReviewState, User
from tracker.quantities import Period


def drafts_of(
    user: User,
    period: Period,
    *,
    jurisdiction: Jurisdiction | None = None,
    department: Department | None = None,
) -> QuerySet[Observation]:
    """The drafts of figures a user has entered, by hand, for periods that end within the grid's own."""
    rows = Observation.objects.standing().filter(
        state=ReviewState.DRAFT,
        change_set__created_by=user,
        period_end__gte=period.start or datetime.date(period.year, 1, 1),
        period_end__lte=period.end,
    )
    if jurisdiction is not None:
        rows = rows.filter(series__jurisdiction=jurisdiction)
    if department is not None:
        answered = Commitment.objects.filter(departments=department, series__isnull=False)
        rows = rows.filter(series__in=answered.values("series"))
    return within(rows, user)
