"""What every page of the API shares: who may ask, in which language and form, and what may be asked."""

import datetime
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from tracker.progress import today
from tracker.reports.keyset import NUMBER, Keyset, SortKey

from . import parameters
from .access import Readable, Throttle
from .answering import places
from .answering.conditional import Conditional
from .answering.remembering import remembered
from .answering.rendering import CSVRenderer, JSONRenderer, columns_of, csv_lines, in_blocks
from .answering.sparse import Wanted, read_fields, trimmed, wanted_columns
from .contract.schema import Schema
from .filters import Filters
from .lists.pagination import KeysetPagination, Orderings, paged, read_ordering, refuse_paging
from .parameters import FIELDS, PAGE_SIZE, check_known, format_parameter, read_as_of, single
from .problems import Fault, Problem, handle
from .sentences import told

CSV_BATCH = 500
_ANYTHING: Final = "*/*"


class PublicView(Conditional, Readable, APIView):
    """A page anybody may read. Unknown parameters are refused; every error is a problem document.

    A subclass names its `parameters` and filters, and the `shape` of what it answers with.
    """

    renderer_classes: tuple[type[BaseRenderer], ...] = (JSONRenderer,)
    http_method_names = ["get", "head"]
    schema: Any = Schema()

    # What the documentation says of it
    tag = ""
    summary = ""
    shape: type[Serializer]
    is_list = False
    # What may be asked
    parameters: tuple[OpenApiParameter, ...] = ()
    filter_backends: tuple[Any, ...] = ()
    filterset_class: Any = None

    @classmethod
    def known_parameters(cls) -> list[OpenApiParameter]:
        """What may stand in the query, but for the filters."""
        formats = [renderer.format for renderer in cls.renderer_classes]
        return [*cls.parameters, format_parameter(formats)]

    @classmethod
    def combined(cls) -> Problem | None:
        """How parameters are refused that cannot be used together, in one case; None where all can."""
        return None

    @classmethod
    def in_csv(cls, answer: Mapping[str, Any]) -> bytes:
        """What is answered in JSON, as it is in CSV."""
        return CSVRenderer().render(answer)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks; who asks too often is sent away, with a wrong token or without any, too."""
        try:
            super().perform_authentication(request)
        finally:
            self.count(request)

    def count(self, request: Request) -> None:
        """Count the request. Raises Throttled."""
        throttle = Throttle()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait())

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what would be ignored."""
        super().initial(request, *args, **kwargs)
        check_known(request.query_params, self.known_names())

    def known_names(self) -> set[str]:
        """The names of all that may stand in the query."""
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        return {*(parameter.name for parameter in self.known_parameters()), *filters}

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[BaseRenderer, str | None]:
        """Name the known formats when another was asked for; DRF would call the page missing."""
        first = self.renderer_classes[0]
        if request.META.get("HTTP_ACCEPT", _ANYTHING) == _ANYTHING and "format" not in request.query_params:
            return first(), first.media_type
        formats = [renderer.format for renderer in self.renderer_classes]
        # Forced, it serves a refusal already made.
        asked = "" if force else single(request.query_params, "format")
        if not force and request.query_params.get("format") not in (None, "", *formats):
            raise parameters.not_among("format", asked, formats)
        return super().perform_content_negotiation(request, force)

    def get_exception_handler(self) -> Callable[..., HttpResponseBase]:
        """Errors are problem documents."""
        return handle

    @cached_property
    def as_of(self) -> datetime.date | None:
        """The past day the answer speaks of; None for today."""
        return read_as_of(self.request.query_params)

    @cached_property
    def day(self) -> datetime.date:
        """The day the answer speaks of."""
        return self.as_of or today()

    @cached_property
    def wanted(self) -> Wanted | None:
        """What the request wants of each row; None for everything. Raises Problem."""
        return read_fields(self.request.query_params, self.shape)

    def kept(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows without what the request does not want."""
        wanted = self.wanted
        return rows if wanted is None else [trimmed(row, wanted) for row in rows]

    def filtered(self, queryset: QuerySet) -> QuerySet:
        """`queryset` cut down to what the request filters by."""
        return Filters().filter_queryset(self.request, queryset, self)


class PublicList(ABC, PublicView):
    """A list of rows: filtered, ordered, by pages as JSON or as a whole in CSV."""

    renderer_classes = (JSONRenderer, CSVRenderer)
    filter_backends = (Filters,)
    pagination_class = KeysetPagination
    is_list = True

    orderings: Orderings = {}
    #: Tells rows apart that tie in the order.
    last_key: SortKey = NUMBER
    file_name = "list"

    @classmethod
    def known_parameters(cls) -> list[OpenApiParameter]:
        """With the order and the pages, which every list has."""
        order = parameters.ordering_parameter(cls.orderings)
        return [*super().known_parameters(), FIELDS, order, *parameters.PAGING]

    @classmethod
    def combined(cls) -> Problem | None:
        """A page of what is always whole."""
        return paged({PAGE_SIZE.name: "10"}) if CSVRenderer in cls.renderer_classes else None

    @classmethod
    def in_csv(cls, answer: Mapping[str, Any]) -> bytes:
        """A page as a whole list."""
        return b"".join(csv_lines(columns_of(cls.shape()), answer["results"]))

    @remembered
    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """A page of the list, or all of it as CSV."""
        if request.accepted_renderer.format == CSVRenderer.format:
            return self._streamed(self.filtered(self.get_queryset()))
        paginator = self.pagination_class()
        rows = paginator.paginate_queryset(self.source(), request, self)
        return paginator.get_paginated_response(self.kept(self.bodies(rows)))

    def source(self) -> Any:
        """What pages are cut from."""
        return self.filtered(self.get_queryset())

    @abstractmethod
    def get_queryset(self) -> QuerySet:
        """All rows the public may see, with what their bodies show."""

    @abstractmethod
    def bodies(self, rows: list[Any]) -> list[dict[str, Any]]:
        """The rows as they are answered, in their order and in a constant number of queries."""

    def _streamed(self, queryset: QuerySet) -> StreamingHttpResponse:
        query = self.request.query_params
        refuse_paging(query)
        _order, keyset = read_ordering(query, self.orderings, self.last_key)
        queryset = keyset.prepared(queryset, self.day)
        lines = self.copied_lines(queryset, keyset) if connection.vendor == "postgresql" else None
        if lines is None:
            lines = csv_lines(self.columns(), self._all(keyset, queryset, translation.get_language()))
        return self.sent_whole(lines, is_long=lambda: queryset[places.SHORT :].exists())

    def sent_whole(self, lines: Iterator[bytes], *, is_long: Callable[[], bool]) -> StreamingHttpResponse:
        """The whole list as a file; a long one while there is a place for it. Raises Problem."""
        # Of HEAD nothing is made. Of a short one the server takes all there is at once, however slowly it is
        # read.
        holds = self.request.method != "HEAD" and is_long()
        content = places.held(in_blocks(lines)) if holds else in_blocks(lines, sys.maxsize)
        headers = {"Content-Disposition": f'attachment; filename="{self.file_name}.csv"'}
        return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)

    def copied_lines(self, queryset: QuerySet, keyset: Keyset) -> Iterator[bytes] | None:
        """The whole list as PostgreSQL itself makes it, header first; None where it is made from bodies."""
        return None

    def columns(self) -> list[str]:
        """The columns of the list as CSV."""
        found = columns_of(self.shape())
        return found if self.wanted is None else wanted_columns(found, self.wanted)

    def batch(self, keyset: Keyset, queryset: QuerySet, position: Sequence[Any] | None) -> list[Any]:
        """The next rows of the whole list behind a position; none at its end."""
        return keyset.rows(queryset, CSV_BATCH, position)

    def _all(self, keyset: Keyset, queryset: QuerySet, language: str | None) -> Iterator[dict[str, Any]]:
        position = None
        while rows := self.batch(keyset, queryset, position):
            # The lines are made after the request's own language was put away.
            with translation.override(language):
                bodies = self.bodies(rows)
            yield from bodies
            position = keyset.position(rows[-1])


class Nothing(PublicView):
    """What stands at every other address below /api/: the refusal, in the form of the others."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Whatever was asked, there is nothing here."""
        raise Http404(request.path)


class Slashless(Nothing):
    """An address without its slash at the end. Reading is led on; what is sent would be lost on the way,
    since programs follow with a GET.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the address with the slash."""
        if request.method in ("GET", "HEAD"):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say what is missing, where something stands at the address with it."""
        address = f"{request.path}/"
        if getattr(resolve(f"{request.path_info}/").func, "view_class", None) is Nothing:
            raise Http404(request.path)
        remedy = told(_("End the address with a slash: %(address)s"), address=address)
        fault = Fault(parameter="", value=request.path, code="no_slash", remedy=remedy)
        raise Problem("not_found", request.path, [fault])
