"""Lists as `{"next", "previous", "results"}`, by keyset."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from tracker.reports.keyset import Keyset, Place, SortKey, read_cursor, slice_of

from .. import parameters
from ..parameters import not_among, single
from ..problems import Problem, invalid, unsupported
from ..sentences import told
from .compiled import PlainQuestion

Orderings = dict[str, tuple[SortKey, ...]]


class KeysetPagination(BasePagination):
    """Cuts a view's queryset into pages, in one of the orders its `orderings` name."""

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page the request names; remembers what the links need."""
        query = request.query_params
        self.address = request.build_absolute_uri()
        order, keyset = read_ordering(query, view.orderings, view.last_key)
        size = parameters.read_page_size(query)
        # The plain queryset is counted: what only the order needs would be computed for every row.
        self.count = self.total(queryset) if parameters.read_flag(query, parameters.COUNT) else None
        place = _read_cursor(single(query, "cursor"), order, keyset)

        def fetch(keyset: Keyset, most: int, position: Sequence[Any] | None) -> list[Any]:
            return self.cut(queryset, keyset, most, position, view.day)

        self.slice = slice_of(fetch, keyset, order=order, place=place, size=size)
        return self.slice.rows

    def total(self, queryset: QuerySet) -> int:
        """How many rows there are on all pages."""
        return queryset.count()

    def cut(
        self,
        queryset: QuerySet,
        keyset: Keyset,
        size: int,
        position: Sequence[Any] | None,
        day: datetime.date,
    ) -> list[Any]:
        """At most `size` rows behind `position`, in the order of `keyset`."""
        return keyset.rows(keyset.prepared(queryset, day), size, position)

    def get_paginated_response(self, data: list[dict[str, Any]]) -> Response:
        """The page with its links, and the total when it was asked for."""
        total = {} if self.count is None else {"count": self.count}
        links = {"next": self._link(self.slice.next), "previous": self._link(self.slice.previous)}
        return Response({**links, **total, "results": data})

    def _link(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        # Of a link that is followed again and again only the first answer needs the total.
        address = self.address if self.count is None else remove_query_param(self.address, "count")
        return replace_query_param(address, "cursor", cursor)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope of a list of `schema`."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "additionalProperties": False,
            "properties": {
                "next": {**link, "description": "The next page, null on the last."},
                "previous": {**link, "description": "The page before, null on the first."},
                "count": {"type": "integer", "description": "Rows on all pages, with `count=true`."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """None here: the view declares them all in one place."""
        return []


class NumberPages(KeysetPagination):
    """Pages of row numbers with their sort keys; whatever else is shown is read for them afterwards."""

    def cut(
        self,
        queryset: QuerySet | PlainQuestion,
        keyset: Keyset,
        size: int,
        position: Sequence[Any] | None,
        day: datetime.date,
    ) -> list[Any]:
        """At most `size` mappings behind `position`: the number under `pk`, each sort key under its path."""
        if isinstance(queryset, PlainQuestion):
            return queryset.rows(keyset, size, position)
        return numbered(keyset, keyset.prepared(queryset, day), size, position)


def numbered(
    keyset: Keyset, queryset: QuerySet, size: int, position: Sequence[Any] | None
) -> list[dict[str, Any]]:
    """At most `size` rows of a prepared queryset, as numbers with their sort keys."""
    return keyset.rows(queryset.values("pk", *(key.path for key in keyset.keys)), size, position)


def read_ordering(query: Any, orderings: Orderings, last: SortKey) -> tuple[str, Keyset]:
    """The order a request asks for, as canonical text and as a keyset; default: the first of `orderings`.

    Rows that tie in it are told apart by `last`.
    """
    text = parameters.listed(query, "ordering") or next(iter(orderings))
    names = text.split(",")
    known = [sign + name for name in orderings for sign in ("", "-")]
    if any(name not in known for name in names):
        raise not_among("ordering", text, known)
    if len({name.lstrip("-") for name in names}) < len(names):
        raise invalid("ordering", text, _("Name each key once."))
    return text, Keyset.by([key for name in names for key in _keys(name, orderings)], last)


def _keys(name: str, orderings: Orderings) -> list[SortKey]:
    keys = orderings[name.lstrip("-")]
    return [key.turned() if name.startswith("-") else key for key in keys]


def _read_cursor(word: str, order: str, keyset: Keyset) -> Place:
    try:
        return read_cursor(word, order, keyset)
    except ValueError as error:
        remedy = _("Follow the links of the list, or leave it out to begin at the start.")
        raise invalid("cursor", word, remedy) from error


def refuse_paging(query: Any) -> None:
    """CSV is the whole list: a page asked for with it is a misunderstanding worth an error."""
    given = {
        parameter.name: query[parameter.name] for parameter in parameters.PAGING if parameter.name in query
    }
    if given:
        raise paged(given)


def paged(given: Mapping[str, str]) -> Problem:
    """The problem of what asks for a page of a whole list."""
    remedy = told(_("CSV is always the whole list; leave out %(names)s."), names=", ".join(given))
    return unsupported(given, remedy)
