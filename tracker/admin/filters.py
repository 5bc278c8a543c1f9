"""Filters for what there is too much of to be listed: typed in, by code or by name."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, Department, Document, Indicator, Jurisdiction, Plan

#: So many of the rows found are named beside the field.
_NAMED: Final = 3


class Typed(admin.SimpleListFilter):
    """Rows that belong to what is typed: the row with that code, else all whose name holds it.

    `names` are the fields to look in, `path` leads from the list to the rows found.
    """

    template = "admin/typed_filter.html"
    model: type[Model]
    names: tuple[str, ...] = ("name", "name_en")
    path: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[()]:
        return ()

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        self.found: list[Any] = self._found() if self.value() else []
        return queryset.filter(self.condition([row.pk for row in self.found])) if self.value() else queryset

    def condition(self, numbers: list[int]) -> Q:
        """Rows of the list that belong to rows of these numbers."""
        return Q(**{f"{self.path}__in": numbers})

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        others = {name: value for name, value in changelist.params.items() if name != self.parameter_name}
        yield {
            "name": self.parameter_name,
            "value": self.value() or "",
            "others": others,
            "found": self.found[:_NAMED],
            "more": len(self.found) - _NAMED,
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def _found(self) -> list[Any]:
        text = self.value().replace("\x00", "").strip()
        rows = self.model._default_manager.all()
        if exact := list(rows.filter(code=text)):
            return exact
        called = Q()
        for name in self.names:
            called |= Q(**{f"{name}__icontains": text})
        return list(rows.filter(called).order_by("code").distinct())


class IndicatorTyped(Typed):
    """By indicator."""

    title = _("indicator")
    parameter_name = "indicator"
    model = Indicator
    names = ("name", "name_en", "aliases__name")
    path = "series__indicator"


class PlaceTyped(Typed):
    """By jurisdiction of the series."""

    title = _("jurisdiction")
    parameter_name = "jurisdiction"
    model = Jurisdiction
    path = "series__jurisdiction"


class DocumentTyped(Typed):
    """By document."""

    title = _("document")
    parameter_name = "document"
    model = Document
    names = ("title",)
    path = "document"


class PlanTyped(Typed):
    """By plan."""

    title = _("plan")
    parameter_name = "plan"
    model = Plan
    path = "plan"


class DepartmentTyped(Typed):
    """By department that answers for it. One that several of them answer for comes once."""

    title = _("department")
    parameter_name = "department"
    model = Department

    def condition(self, numbers: list[int]) -> Q:
        tied = Commitment.departments.through.objects.filter(department__in=numbers)
        return Q(pk__in=tied.values("commitment"))


class SeriesIndicatorTyped(IndicatorTyped):
    """Series by indicator."""

    path = "indicator"


class SeriesPlaceTyped(PlaceTyped):
    """Series by jurisdiction."""

    path = "jurisdiction"
