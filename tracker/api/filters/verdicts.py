"""The filters of changed verdicts."""

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tracker.models import Status, VerdictChange

from .base import PublicFilters
from .kinds import Choices, Codes, Flag, Moment


class ChangeFilters(PublicFilters):
    """The filters of changed verdicts; `was` and `before_id` are columns of the queryset."""

    since = Moment("recorded_at", "gte", says="Stored at this moment or later.")
    until = Moment("recorded_at", "lt", says="Stored before this moment.")
    commitment = Codes("commitment__code", says="Code of the commitment.")
    plan = Codes("commitment__plan__code", says="Code of the plan.")
    jurisdiction = Codes("commitment__plan__jurisdiction__code", says="Code of the jurisdiction.")
    topic = Codes("commitment__topic__code", says="Code of the topic.")
    indicator = Codes("commitment__series__indicator__code", says="Code of the indicator.")
    change = Choices(method="by_change", choices=VerdictChange.choices, says="What led to it.")
    status = Choices("status", choices=Status.choices, says="The status it gives.")
    was = Choices("was", choices=Status.choices, says="The status of the verdict before.")
    status_changed = Flag(
        method="by_status_changed", says="Whether the status is another than before; true of the first."
    )

    def by_change(self, queryset: QuerySet, name: str, codes: list[str]) -> QuerySet:
        """Verdicts one of these changes led to. The column is a list in JSON, read as its text."""
        named = Q()
        for code in codes:
            named |= Q(changes_text__contains=f'"{code}"')
        return queryset.alias(changes_text=Cast("changes", TextField())).filter(named)

    def by_status_changed(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """Verdicts whose status is another than before, or the same."""
        same = Q(was=F("status"))
        return queryset.filter(same) if word == "false" else queryset.filter(~same | Q(was__isnull=True))
