"""What rows in work can be narrowed to."""

from typing import Any

from django.db.models import QuerySet

from tracker.api.filters import Choices, Codes, Flag, PublicFilters
from tracker.authority import own_entries
from tracker.models import OPEN_REVISION, ReviewState


class WorkFilters(PublicFilters):
    """The filters of every table of rows in work."""

    state = Choices("state", choices=ReviewState.choices, says="Where it stands on the way to the public.")
    mine = Flag(method="by_hand", says="Whether you had a hand in it: entered, changed or brought it in.")

    def by_hand(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """Rows in which who asks had a hand, or had none."""
        own = own_entries(queryset, self.request.user)
        return own if word == "true" else queryset.exclude(pk__in=own.order_by().values("pk"))


class FigureFilters(WorkFilters):
    """The filters of figures."""

    series = Codes("series__code", says="Code of the series.")
    jurisdiction = Codes("series__jurisdiction__code", says="Code of the jurisdiction.")
    document = Codes("document__code", says="Code of the document.")
    withdrawn = Flag(method="by_standing", says="Whether it was withdrawn.")

    def by_standing(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """Withdrawn figures, or those that stand."""
        return queryset.filter(withdrawn_at__isnull=word == "false")


class CommitmentFilters(WorkFilters):
    """The filters of commitments."""

    plan = Codes("plan__code", says="Code of the plan.")
    jurisdiction = Codes("plan__jurisdiction__code", says="Code of the jurisdiction.")
    department = Codes("departments__code", says="Code of a department that answers for it.", distinct=True)


class TargetFilters(WorkFilters):
    """The filters of targets."""

    commitment = Codes("commitment__code", says="Code of the commitment.")
    plan = Codes("commitment__plan__code", says="Code of the plan.")
    document = Codes("document__code", says="Code of the document that announced it.")


class PlanFilters(WorkFilters):
    """The filters of plans."""

    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction.")


class RemarkFilters(WorkFilters):
    """The filters of remarks."""

    commitment = Codes("commitment__code", says="Code of the commitment.")


class RevisionFilters(WorkFilters):
    """The filters of new versions."""

    commitment = Codes("commitment__code", says="Code of the commitment.")
    series = Codes("series__code", says="Code of the series.")
    open = Flag(method="by_need", says="Whether somebody still has to decide over it.")

    def by_need(self, queryset: QuerySet, name: str, word: str) -> QuerySet:
        """New versions that wait, or those that are through or given up."""
        waits: dict[str, Any] = {"state__in": OPEN_REVISION, "dropped_at__isnull": True}
        return queryset.filter(**waits) if word == "true" else queryset.exclude(**waits)
