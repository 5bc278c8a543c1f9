"""Lists of tables that grow without end: pages by keyset, and rows counted no further than is worth it."""

from functools import cached_property
from typing import Any, Final

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.reports.keyset import Keyset, Slice, SortKey, read_cursor, slice_of

from .base import Desk

#: Rows are counted up to here; beyond it a list says so, or gives the database's own estimate.
COUNTED: Final = 10_000
NEWEST_FIRST: Final = (SortKey(path="pk", kind=int, descending=True),)
BY_CODE: Final = (SortKey(path="code", kind=str),)
#: What the one order of a list is called in its cursors.
_ORDER: Final = "desk"


class PeekingPage(Page):
    """A page that knows whether another follows, and no more."""

    def __init__(self, rows: list[Any], number: int, paginator: Paginator, *, more: bool) -> None:
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        """Whether there is a row behind this page."""
        return self.more


class PeekingPaginator(Paginator):
    """Pages without a count: each reads one row more than it shows. Made for choosing by typing."""

    @cached_property
    def count(self) -> int:
        """Rows up to `COUNTED`."""
        return counted(self.object_list)

    def validate_number(self, number: Any) -> int:
        """Any page from the first on. Raises PageNotAnInteger, EmptyPage."""
        try:
            whole = int(number)
        except (TypeError, ValueError) as error:
            raise PageNotAnInteger(number) from error
        if whole < 1:
            raise EmptyPage(number)
        return whole

    def page(self, number: Any) -> PeekingPage:
        """The rows of a page; a page behind the last is empty."""
        whole = self.validate_number(number)
        start = (whole - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        return PeekingPage(rows[: self.per_page], whole, self, more=len(rows) > self.per_page)


class LongList(ChangeList):
    """A list cut by keyset: its last page costs what the first does."""

    cut: Slice
    count_text: str

    def get_results(self, request: HttpRequest) -> None:
        """Read one page, and count as far as `COUNTED`."""
        keyset = Keyset(self.model_admin.order)
        try:
            place = read_cursor(request.GET.get(PAGE_VAR, ""), _ORDER, keyset)
        except ValueError as error:
            raise IncorrectLookupParameters(str(error)) from error

        def fetch(order: Keyset, size: int, beyond: Any) -> list[Any]:
            return order.rows(self.queryset, size, beyond)

        self.cut = slice_of(fetch, keyset, order=_ORDER, place=place, size=self.list_per_page)
        self.result_list = self.cut.rows
        found = self._counted(request)
        self.count_text = self._said(found)
        # All of a list that was counted to its end can be chosen at once, else only the rows shown.
        self.result_count = found if found <= COUNTED else len(self.result_list)
        self.show_full_result_count, self.full_result_count = False, None
        self.show_admin_actions = True
        self.can_show_all = self.multi_page = False
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)

    def previous_link(self) -> str | None:
        """To the page before; None on the first."""
        return self.get_query_string({PAGE_VAR: self.cut.previous}) if self.cut.previous else None

    def next_link(self) -> str | None:
        """To the page after; None on the last."""
        return self.get_query_string({PAGE_VAR: self.cut.next}) if self.cut.next else None

    def _counted(self, request: HttpRequest) -> int:
        """How many rows there are, as far as `counted`; those a search is sure of may be enough to tell."""
        surely = getattr(request, "found_surely", None)
        found = 0 if surely is None else counted(surely)
        return found if found > COUNTED else counted(self.queryset)

    def _said(self, found: int) -> str:
        if found <= COUNTED:
            text = ngettext("%(count)s row", "%(count)s rows", found)
            return text % {"count": number_format(found, force_grouping=True)}
        estimate = None if self.queryset.query.where else estimated(self.queryset)
        if estimate is not None and estimate > COUNTED:
            return _("about %(count)s rows") % {"count": number_format(estimate, force_grouping=True)}
        return _("more than %(count)s rows") % {"count": number_format(COUNTED, force_grouping=True)}


def counted(rows: QuerySet) -> int:
    """How many rows there are; `COUNTED` + 1 where there are more."""
    return rows.order_by().values("pk")[: COUNTED + 1].count()


def estimated(rows: QuerySet) -> int | None:
    """How many rows the table has, as PostgreSQL's statistics say; None elsewhere."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [rows.model._meta.db_table]
        )
        return cursor.fetchone()[0]


class LongDesk(Desk):
    """A table of the desk that grows without end: one order, pages by keyset, columns that cannot be sorted.

    `order` is total; what names a row in lists and choices is loaded with it, by `list_select_related`.
    """

    order: tuple[SortKey, ...] = NEWEST_FIRST
    sortable_by = ()
    paginator = PeekingPaginator

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return LongList

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(f"-{key.path}" if key.descending else key.path for key in self.order)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows
