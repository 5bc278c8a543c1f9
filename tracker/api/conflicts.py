"""Figures that contradict each other."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from tracker.models import Observation, Series
from tracker.progress.conflicts import Conflict, Hanging, conflicts, for_display, hanging, rivals
from tracker.reports.keyset import Keyset, SortKey

from . import bodies
from .answering import places
from .answering.remembering import remembered
from .answering.rendering import CSVRenderer, csv_lines
from .base import PublicList
from .filters import Choices, Codes, PublicFilters
from .lists.pagination import KeysetPagination, read_ordering, refuse_paging
from .parameters import AS_OF, listed, not_among, single
from .problems import Problem, unsupported
from .shapes import conflicts as shapes

SETTLED = OpenApiParameter(
    "settled", OpenApiTypes.BOOL, description="`true`: those an analyst has settled; `false`: open ones."
)
HANGS = OpenApiParameter(
    "hangs",
    OpenApiTypes.BOOL,
    description="`true`: those on which a published verdict hangs; `false`: all others.",
)
_LATER = SortKey(path="later__pk", kind=int)


class ConflictFilters(PublicFilters):
    """The filters of contradicting figures: of the series they belong to, and what they are to each other."""

    series = Codes("code", says="Code of the series, such as 410100.gdp-growth.")
    indicator = Codes("indicator__code", says="Code of the indicator.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction.")
    kind = Choices(method="by_kind", choices=list(shapes.KINDS.items()), says="Which it is.")

    def by_kind(self, queryset: QuerySet, name: str, kinds: list[str]) -> QuerySet:
        """Leave them all: what a pair is shows only once its figures were compared."""
        return queryset


class ConflictPages(KeysetPagination):
    """Pages of conflicts, which stand in no table: they are worked out, put in order and cut."""

    def total(self, queryset: Any) -> int:
        """How many conflicts there are."""
        return len(queryset)

    def cut(
        self, queryset: Any, keyset: Keyset, size: int, position: Sequence[Any] | None, day: datetime.date
    ) -> list[Any]:
        """At most `size` of them behind `position`."""
        rows = in_order(queryset, keyset)
        return [row for row in rows if position is None or _is_behind(row, keyset, position)][:size]


class Conflicts(PublicList):
    """Pairs of figures of one series and period that cannot both hold, the largest difference first.

    Two plain numbers contradict each other when the one with more digits, rounded to those of the other, is
    not the other; a hedged one is taken at 5 % to either side, a bound at what it leaves open. Settled ones
    stay listed. Every period with several figures is compared anew: more than 10,000 such figures must be
    narrowed by series, indicator or jurisdiction.
    """

    tag = "observations"
    summary = "Figures that contradict each other"
    shape = shapes.Conflict
    parameters = (AS_OF, SETTLED, HANGS)
    filterset_class = ConflictFilters
    pagination_class = ConflictPages
    queryset = Series.objects.none()
    file_name = "conflicts"
    orderings = {
        "size": (SortKey(path="magnitude", kind=int, descending=True), _LATER),
        "series": (
            SortKey(path="later__series__code", kind=str),
            SortKey(path="later__period_end", kind=datetime.date, descending=True),
            _LATER,
        ),
    }

    @remembered
    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """A page of the list, or all of it as CSV."""
        found = self._found()
        if request.accepted_renderer.format == CSVRenderer.format:
            return self._as_csv(found)
        paginator = self.pagination_class()
        rows = paginator.paginate_queryset(found, request, self)
        return paginator.get_paginated_response(self.kept(self.bodies(rows)))

    def get_queryset(self) -> QuerySet:
        """The series whose figures are compared."""
        return Series.objects.order_by()

    def bodies(self, rows: list[Conflict]) -> list[bodies.Body]:
        """Each conflict, with the verdicts that hang on it."""
        for_display(rows)
        return [conflict(row, held) for row, held in zip(rows, self._held(rows), strict=True)]

    def _found(self) -> list[Conflict]:
        """The conflicts the filters leave. Raises Problem."""
        settled, hangs = self._flag(SETTLED), self._flag(HANGS)
        query = self.request.query_params
        series = self.filtered(self.get_queryset())
        narrowed = any(listed(query, name) for name in ("series", "indicator", "jurisdiction"))
        figures = rivals(self.day, series if narrowed else None)
        if figures is None:
            raise _too_many(listed(query, "jurisdiction"))
        kinds = listed(query, "kind").split(",")
        found = [row for row in conflicts(figures) if kinds == [""] or row.kind in kinds]
        if settled is not None:
            found = [row for row in found if row.is_settled is settled]
        if hangs is None:
            return found
        return [row for row, held in zip(found, self._held(found), strict=True) if bool(held) is hangs]

    def _held(self, rows: list[Conflict]) -> list[list[Hanging]]:
        """What hangs on each of the conflicts; worked out once for each of them."""
        unknown = [row for row in rows if row.key not in self._hanging]
        self._hanging |= hanging(unknown, as_of=self.as_of)
        return [self._hanging[row.key] for row in rows]

    @cached_property
    def _hanging(self) -> dict[tuple[int, int], list[Hanging]]:
        """What has been worked out so far, by the conflict's key."""
        return {}

    @classmethod
    def in_csv(cls, answer: Mapping[str, Any]) -> bytes:
        """The same with the codes alone of what hangs on each."""
        return super().in_csv({"results": map(_line, answer["results"])})

    def _flag(self, parameter: OpenApiParameter) -> bool | None:
        """A parameter that is true, false or not given. Raises Problem."""
        text = single(self.request.query_params, parameter.name)
        if text not in ("", "true", "false"):
            raise not_among(parameter.name, text, ["true", "false"])
        return text == "true" if text else None

    def _as_csv(self, found: list[Conflict]) -> StreamingHttpResponse:
        query = self.request.query_params
        refuse_paging(query)
        _order, keyset = read_ordering(query, self.orderings, self.last_key)
        # Made now, in the language of the request; the lines go out after it was put away.
        rows = [_line(body) for body in self.bodies(in_order(found, keyset))]
        return self.sent_whole(csv_lines(self.columns(), rows), is_long=lambda: len(rows) > places.SHORT)


def in_order(found: list[Conflict], keyset: Keyset) -> list[Conflict]:
    """Conflicts in the order of a keyset."""
    rows = list(found)
    for key in reversed(keyset.keys):
        rows.sort(key=key.of, reverse=key.descending)
    return rows


def _is_behind(row: Conflict, keyset: Keyset, position: Sequence[Any]) -> bool:
    for key, value in zip(keyset.keys, position, strict=True):
        if (own := key.of(row)) != value:
            return (own > value) is not key.descending
    return False


def conflict(row: Conflict, held: list[Hanging]) -> bodies.Body:
    """A conflict with both figures, and the verdicts that hang on it."""
    both = bodies.observation(row.later, counts=row.later.vintage_place == 1)
    shared = ("series", "indicator", "jurisdiction", "period", "period_start", "period_end")
    return {
        **{name: both[name] for name in shared},
        "kind": row.kind.value,
        "size": bodies.decimal(row.size),
        "settled": row.is_settled,
        "preferred": row.preferred and row.preferred.pk,
        "preferred_reason": row.preferred and row.preferred.preferred_reason,
        "hangs": bool(held),
        "hanging": [_hanging(verdict) for verdict in held],
        "later": _figure(row.later),
        "earlier": _figure(row.earlier),
    }


def _hanging(row: Hanging) -> bodies.Body:
    return {"commitment": row.commitment.code, "if_later": row.if_later, "if_earlier": row.if_earlier}


def _figure(row: Observation) -> bodies.Body:
    body = bodies.observation(row, counts=row.vintage_place == 1)
    return {name: body[name] for name in _FIGURE if name in body} | {"preferred": row.preferred}


#: What is said of each of the two; the rest they share.
_FIGURE = tuple(shapes.ConflictFigure().fields)


def _line(body: bodies.Body) -> bodies.Body:
    """A conflict as a line of CSV."""
    return {**body, "hanging": [verdict["commitment"] for verdict in body["hanging"]]}


def _too_many(jurisdiction: str) -> Problem:
    remedy = _("Add series=, indicator= or jurisdiction=.")
    wrong = _("More figures than can be compared at once.")
    return unsupported({"jurisdiction": jurisdiction}, remedy, wrong)
