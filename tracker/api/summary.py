"""How many commitments stand how, by group."""

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment
from tracker.progress import (
    APART,
    SummaryRow,
    is_tallied,
    summarise,
    summarise_total,
    tallied,
    tallied_total,
    total_of,
)
from tracker.progress.counts.summary import GROUPS
from tracker.progress.counts.traits import TRAITS

from . import bodies, shapes
from .answering.remembering import remembered
from .answering.rendering import CSVRenderer, JSONRenderer
from .base import PublicView
from .filters import Filters, SensitivityFilters, unscoped
from .parameters import AS_OF, BY, chosen, listed
from .problems import Problem
from .visible import in_public

#: Groups, and all of them together.
Counted = tuple[list[SummaryRow], SummaryRow]


class Summary(PublicView):
    """Commitments counted by status within groups, always with both denominators.

    met = met + achieved; rateable = all − not_rateable − withdrawn, so no_data and unreported stay in.
    """

    tag = "progress"
    summary = "Commitments counted by status"
    shape = shapes.Summary
    parameters = (BY, AS_OF)
    renderer_classes = (JSONRenderer, CSVRenderer)
    filter_backends = (Filters,)
    filterset_class = SensitivityFilters
    queryset = Commitment.objects.none()

    @classmethod
    def combined(cls) -> Problem:
        """A past day of everything, with what has to be judged for it."""
        return unscoped({"method_sensitive": "true"})

    @remembered
    def get(self, request: Request) -> Response:
        """The groups and their total, of the commitments the filters leave."""
        by = chosen(request.query_params, BY)
        rows, total = self._kept(by) or self._counted(by)
        return Response(
            {
                "by": by,
                "as_of": bodies.iso(self.day),
                "results": [bodies.summary_row(row) for row in rows],
                "total": bodies.summary_row(total),
            }
        )

    def _kept(self, by: str) -> Counted | None:
        """Counts that are kept: those of today, narrowed by groups or a trait, and by few enough of them."""
        query = self.request.query_params
        asked = {name: text for name in self.filterset_class.base_filters if (text := listed(query, name))}
        narrowed = {name: text.split(",") for name, text in asked.items()}
        known = GROUPS.keys() | TRAITS.keys()
        if self.as_of is not None or asked.keys() - known or not is_tallied(by=by, narrowed=narrowed):
            return None
        self.filtered(Commitment.objects.none())  # refuses what could not be counted either
        rows = tallied(by=by, narrowed=narrowed)
        return rows, total_of(rows) if by in APART else tallied_total(narrowed=narrowed)

    def _counted(self, by: str) -> Counted:
        """Counts of what the filters leave."""
        found = self.filtered(in_public(Commitment.objects.all(), self.as_of))
        rows = summarise(found, by=by, as_of=self.as_of)
        return rows, total_of(rows) if by in APART else summarise_total(found, as_of=self.as_of)
