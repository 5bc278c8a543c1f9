"""What the public may see of commitments and figures, and of a past day."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from tracker.models import Observation, ReviewState
from tracker.progress.prepared import Given


def in_public(queryset: QuerySet, as_of: datetime.date | Given | None) -> QuerySet:
    """Commitments the public may see, and of a past day those announced by then."""
    queryset = queryset.published()
    return queryset if as_of is None else queryset.announced(as_of)


def in_force(row: Observation | None, day: datetime.date) -> Observation | None:
    """A figure, if the public may see it on a day: published, not withdrawn since, and known by then."""
    if row is None or row.withdrawn_at is not None:
        return None
    return row if row.state == ReviewState.PUBLISHED and row.known_from <= day else None


def found_or_404(queryset: QuerySet, code: str) -> Any:
    """The one row of `queryset` with this code. Raises Http404."""
    # PostgreSQL takes no text with a zero in it; nothing has such a code.
    row = None if "\x00" in code else queryset.filter(code=code).first()
    if row is None:
        raise Http404(code)
    return row
