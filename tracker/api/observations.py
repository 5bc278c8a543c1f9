"""Published figures with all their vintages."""

import datetime

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.authority import ENTER, require_right
from tracker.models import Observation
from tracker.reports.keyset import SortKey

from . import bodies, shapes
from .base import PublicList
from .entries import enter
from .filters import ObservationFilters
from .parameters import AS_OF, read_flag
from .sending import Exchange, WriteView

_PERIOD = SortKey(path="period_end", kind=datetime.date, descending=True)
_SERIES = SortKey(path="series__code", kind=str)


DRY_RUN = OpenApiParameter(
    "dry_run",
    OpenApiTypes.BOOL,
    default=False,
    description="`true` only says what would become of each row; nothing is stored.",
)


class Observations(WriteView, PublicList):
    """Published figures, every vintage; `counts` marks the one that counts for its series and period."""

    tag = "observations"
    summary = "Published figures and their vintages"
    shape = shapes.Observation
    parameters = (AS_OF,)
    filterset_class = ObservationFilters
    http_method_names = ["get", "head", "post"]
    read_by_all = True
    writes = {
        "POST": Exchange(
            summary="Enter figures",
            says="One or many figures as a change set: checked row by row as a file would be, and stored "
            "together (201). Where all are on record already nothing is stored (200). Rows that are invalid "
            "or wait for a decision stop everything (422 `invalid_rows`), unless `valid_only` leaves them "
            "out. Figures of somebody who does not publish wait for somebody who does.",
            asks=shapes.NewObservations,
            answers={"200": shapes.EnteredObservations, "201": shapes.EnteredObservations},
            parameters=(DRY_RUN,),
            keyed=True,
        )
    }
    queryset = Observation.objects.none()
    file_name = "observations"
    orderings = {
        "series": (_SERIES, _PERIOD),
        "period": (_PERIOD.turned(), _SERIES),
        "published_on": (SortKey(path="published_on", kind=datetime.date),),
        "known_from": (SortKey(path="known_from", kind=datetime.date),),
    }

    def get_queryset(self) -> QuerySet:
        """What had been published by the day, with what its bodies show."""
        return Observation.objects.known(self.day).for_display()

    def bodies(self, rows: list[Observation]) -> list[bodies.Body]:
        """Each figure, and whether it counts."""
        # Whole series and periods, so that every vintage has its rivals beside it.
        rivals = Observation.objects.filter(
            series__in={row.series_id for row in rows}, period_end__in={row.period_end for row in rows}
        )
        counting = set(rivals.counting(self.day).values_list("pk", flat=True))
        return [bodies.observation(row, counts=row.pk in counting) for row in rows]

    def post(self, request: Request) -> Response:
        """Enter figures, or say what would become of them."""
        require_right(request.user, ENTER, Observation)
        data = self.sent(shapes.NewObservations)
        dry_run = read_flag(request.query_params, DRY_RUN)

        def carry_out() -> Response:
            body = enter(data, by=request.user, dry_run=dry_run)
            return Response(body, status=201 if body["change_set"] else 200)

        return carry_out() if dry_run else self.carried_out(request, carry_out)
