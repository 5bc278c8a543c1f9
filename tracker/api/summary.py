"""How many commitments stand how, by group."""

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.models import Commitment
from tracker.progress import summarise, summarise_total

from . import bodies, shapes
from .base import PublicView
from .filters import Filters, SensitivityFilters
from .parameters import AS_OF, BY, chosen
from .rendering import CSVRenderer, JSONRenderer
from .visible import in_public


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

    def get(self, request: Request) -> Response:
        """The groups and their total, of the commitments the filters leave."""
        by = chosen(request.query_params, BY)
        found = self.filtered(in_public(Commitment.objects.all(), self.as_of))
        rows = summarise(found, by=by, as_of=self.as_of)
        total = summarise_total(found, as_of=self.as_of)
        return Response(
            {
                "by": by,
                "as_of": bodies.iso(self.day),
                "results": [bodies.summary_row(row) for row in rows],
                "total": bodies.summary_row(total),
            }
        )
