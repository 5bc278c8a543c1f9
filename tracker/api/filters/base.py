"""How a request's filters are read, applied and refused."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_filters import filters as django_kinds
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from tracker.api.parameters import YEARS, listed, one_of, single
from tracker.api.problems import Fault, Problem, unusable
from tracker.api.sentences import Said, joined, spoken, told

from .kinds import DIGITS, Day, Moment, Number, Several, Years


class PublicFilters(FilterSet):
    """The filters of a list. `as_of` is the past day the answer speaks of, `day` that day or today."""

    base_filters: dict[str, Any] = {}

    def __init__(
        self, data: dict[str, str], *, as_of: datetime.date | None, day: datetime.date, **options: Any
    ) -> None:
        # Each is copied for every request: those only that were asked for.
        self.base_filters = {name: each for name, each in self.base_filters.items() if data.get(name)}
        super().__init__(data, **options)
        self.as_of = as_of
        self.day = day


class Filters(DjangoFilterBackend):
    """Applies a view's filters; a wrong value is a problem that names what would be right."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """`queryset` cut down. Raises Problem."""
        if view.filterset_class is None:
            return queryset
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            raise _refusal(filterset)
        return filterset.qs

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet, view: Any) -> dict[str, Any]:
        """The query with each filter given at most once, as the filters expect it."""
        query = request.query_params
        data = {
            name: (listed if isinstance(found, Several) else single)(query, name)
            for name, found in view.filterset_class.base_filters.items()
        }
        return {
            "data": data, "queryset": queryset, "request": request, "as_of": view.as_of, "day": view.day,
        }  # fmt: skip


def _refusal(filterset: FilterSet) -> Problem:
    faults = [
        Fault(
            parameter=name,
            value=str(filterset.data.get(name, "")),
            code=errors[0].code or "invalid",
            remedy=_remedy(filterset.filters[name], errors),
            wrong=unusable(name, str(filterset.data.get(name, ""))),
        )
        for name, errors in filterset.errors.as_data().items()
    ]
    return Problem("invalid_parameter", joined(*(fault.wrong for fault in faults)), faults)


def _remedy(found: django_kinds.Filter, errors: list[ValidationError]) -> Said:
    if choices := found.extra.get("choices"):
        return one_of([value for value, _label in choices])
    if isinstance(found, Years):
        first, last = YEARS
        return told(_("Years from %(first)s to %(last)s, separated by commas."), first=first, last=last)
    if isinstance(found, Day):
        return _("Write a day as YYYY-MM-DD, such as 2021-02-01.")
    if isinstance(found, Moment):
        return _(
            "Write a moment as 2026-11-22, 2026-11-22T08:00:00+08:00 or 2026-11-22T00:00:00Z; a + as %2B."
        )
    if isinstance(found, Number):
        said = _("Write a number in digits, such as 12000 or -3.7; at most %(most)s of them.")
        return told(said, most=DIGITS)
    if any(error.code == "null_characters_not_allowed" for error in errors):
        return _("Leave out the control character NUL (%00).")
    return spoken(lambda: " ".join(message for error in errors for message in error))
