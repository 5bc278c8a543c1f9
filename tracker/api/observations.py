"""Published figures with all their vintages."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.authority import ENTER, require_right
from tracker.models import Observation, Series
from tracker.reports.keyset import Keyset, SortKey
from tracker.reports.languages import in_english

from . import bodies, shapes
from .base import PublicList
from .copying import SafeText, Span, copied, name_of, or_nothing, partial_date, spans, truth
from .entries import enter
from .filters import ObservationFilters
from .parameters import AS_OF, DRY_RUN, read_flag
from .sending import Exchange, WriteView

_PERIOD = SortKey(path="period_end", kind=datetime.date, descending=True)
_SERIES = SortKey(path="series__code", kind=str)
#: Parameters that leave all figures known, and those that leave all vintages of a period or none.
_EVERYTHING = {"as_of", "fields", "format", "ordering"}
_WHOLE = _EVERYTHING | {
    *("indicator", "jurisdiction", "period", "period_max", "period_min", "series", "topic", "year"),
}
#: Series in the first piece of the whole list, which is to be there at once, and in the others.
FIRST, OTHERS = 100, 10_000


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
            refuses=("invalid_rows",),
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
        return Observation.objects.known(self.day).with_counts(self.day).for_display()

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each figure, and whether it counts."""
        return [bodies.observation(row, counts=bool(row.counts)) for row in rows]

    def post(self, request: Request) -> Response:
        """Enter figures, or say what would become of them."""
        require_right(request.user, ENTER, Observation)
        data = self.sent(shapes.NewObservations)
        dry_run = read_flag(request.query_params, DRY_RUN)

        def carry_out() -> Response:
            body = enter(data, by=request.user, dry_run=dry_run)
            return Response(body, status=201 if body["change_set"] else 200)

        return carry_out() if dry_run else self.carried_out(request, carry_out)

    def copied_lines(self, queryset: Any, keyset: Keyset) -> Iterator[bytes]:
        """Made by the database, series after series as they stand in its index; else all is sorted first."""
        asked = self.request.query_params.keys()
        if not asked - _WHOLE:
            queryset = queryset.with_counts_beside(self.day)
        in_order = keyset.keys[0] == _SERIES
        cuts: Iterable[Span] = [Span(None, None)]
        if in_order and not asked - _EVERYTHING:
            cuts = spans(Series.objects.all(), "code", first=FIRST, others=OTHERS)
        queryset = keyset.ordered(queryset)
        return copied(queryset, self._cells(), in_order=in_order, cuts=cuts, path=_SERIES.path)

    def _cells(self) -> dict[str, Any]:
        """The cells of a line."""
        indicator = "series__indicator"
        english = in_english()
        made: dict[str, Any] = {
            "series": "series__code",
            "indicator.code": f"{indicator}__code",
            "indicator.name": name_of(f"{indicator}__name", english=english),
            "indicator.kind": f"{indicator}__kind",
            "jurisdiction": "series__jurisdiction__code",
            "unit": or_nothing(SafeText("unit__symbol")),
            "counts": truth("counts"),
            "published_on": partial_date("published_on", "published_precision"),
            "document": "document__code",
            "reliability": "document__reliability",
        }
        texts = ("written", "missing_reason", "section", "quote", "derivation", "note")
        made |= {name: SafeText(name) for name in texts}
        made |= {name: or_nothing(name) for name in ("period_start", "value", "start")}
        return {name: made.get(name, name) for name in self.columns()}
