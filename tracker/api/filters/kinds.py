"""Kinds of filters: of codes, fixed words, years, flags, words, and bounds on days and numbers."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, FloatField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django_filters import filters as kinds
from drf_spectacular.utils import extend_schema_field

from tracker.api.parameters import YEARS
from tracker.models import Alias

SEVERAL = "Several values may be given, separated by commas."
#: Digits a number may have in a filter; no published figure has more.
DIGITS = 30


class Several(kinds.BaseInFilter):
    """A filter of several values."""

    def __init__(self, field_name: str | None = None, *, says: str, **options: Any) -> None:
        super().__init__(field_name, help_text=f"{says} {SEVERAL}", **options)


class Codes(Several, kinds.CharFilter):
    """Rows whose field is one of several codes."""


class CodesOf(Codes):
    """Rows that refer to one of several rows of a table by its code.

    The number of a single one is looked up first, so that an index which begins with it gives rows in order.
    """

    def __init__(self, field_name: str, model: type[Model], *, says: str) -> None:
        super().__init__(field_name, says=says)
        self.model_of = model

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Compare numbers, of those with these codes."""
        if not value:
            return queryset
        rows = self.model_of._default_manager.order_by()
        if len(value) == 1:
            return queryset.filter(**{self.field_name: Subquery(rows.filter(code=value[0]).values("pk"))})
        return queryset.filter(**{f"{self.field_name}__in": rows.filter(code__in=value).values("pk")})


class Choices(Several, kinds.ChoiceFilter):
    """Rows whose field is one of several fixed words; any other word is an error."""


class Years(Several, kinds.NumberFilter):
    """Rows of one of several years."""

    field_class = forms.IntegerField

    def __init__(self, field_name: str | None = None, **options: Any) -> None:
        super().__init__(field_name, min_value=YEARS[0], max_value=YEARS[1], **options)
        year = {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[1]}
        extend_schema_field({**year, "description": self.extra["help_text"]})(self)


class Flag(kinds.ChoiceFilter):
    """Rows of which something is `true` or `false`; any other word is an error."""

    def __init__(self, *, says: str, **options: Any) -> None:
        super().__init__(choices=[(word, word) for word in ("true", "false")], help_text=says, **options)
        extend_schema_field({"type": "boolean", "description": says})(self)


class Words(kinds.CharFilter):
    """Rows that hold every word, wherever it stands."""

    def __init__(self, *, says: str, **options: Any) -> None:
        super().__init__(max_length=100, help_text=says, **options)


class Day(kinds.DateFilter):
    """Rows whose day is not before (`gte`) or not after (`lte`) the one given as YYYY-MM-DD."""

    def __init__(
        self, field_name: str | None = None, lookup_expr: str | None = None, *, says: str, **options: Any
    ) -> None:
        super().__init__(field_name, lookup_expr, help_text=says, input_formats=["%Y-%m-%d"], **options)
        extend_schema_field({"type": "string", "format": "date", "description": says})(self)


class Moment(kinds.IsoDateTimeFilter):
    """Rows of a moment not before (`gte`) or before (`lt`) the one given: a day, or a day and time."""

    def __init__(self, field_name: str, lookup_expr: str, *, says: str) -> None:
        says = f"{says} A day begins, and a time without an offset is meant, in Asia/Shanghai."
        super().__init__(field_name, lookup_expr, help_text=says, validators=[_check_year])
        extend_schema_field({"type": "string", "description": says})(self)


def _check_year(moment: datetime.datetime) -> None:
    """At the ends of the calendar a moment of one place has none in another."""
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise ValidationError(str(moment.year))


class Number(kinds.NumberFilter):
    """Rows whose number is not below (`gte`) or not above (`lte`) the one given; a missing one is neither."""

    def __init__(self, field_name: str, lookup_expr: str, *, says: str) -> None:
        super().__init__(field_name, lookup_expr, help_text=says, max_digits=DIGITS)
        extend_schema_field({"type": "number", "description": says})(self)

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Compare as floating-point numbers, which both engines can: close enough to narrow a list by."""
        if value is None:
            return queryset
        name = f"as_number_{self.field_name}"
        found = queryset.alias(**{name: Cast(F(self.field_name), FloatField())})
        return found.filter(**{f"{name}__{self.lookup_expr}": float(value)})


def holding(queryset: QuerySet, text: str, *fields: str, indicator: str = "") -> QuerySet:
    """Rows that hold every word of `text` in one of `fields`, or in an alias of the `indicator` they name."""
    for word in text.split():
        anywhere = Q()
        if indicator:
            aliases = Alias.objects.filter(indicator=OuterRef(indicator), name__icontains=word)
            anywhere = Q(Exists(aliases))
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        queryset = queryset.filter(anywhere)
    return queryset
