"""Which of several published values of a period counts, and rows as of a day."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Func, OrderBy, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Lag, Lead, RowNumber
from django.db.models.lookups import Exact, IsNull
from django.utils.translation import gettext_lazy as _

from .fields import ReviewState


class Qualifier(models.TextChoices):
    """How the printed figure bounds the value."""

    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")


class ObservationStatus(models.TextChoices):
    """How settled a figure was when it was published."""

    FINAL = "final", _("final")
    PROVISIONAL = "provisional", _("provisional")
    ESTIMATED = "estimated", _("estimated")


#: Qualifiers that say on which side of the printed figure the value lies, and nothing more.
BOUNDS = [Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.AT_MOST, Qualifier.LESS_THAN]


def _in_order(field: str, values: list[str]) -> Case:
    """The place of `field` among `values`, for sorting."""
    places = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, default=Value(len(values)), output_field=models.IntegerField())


class _ByBytes(Func):
    """Text in the order of its bytes.

    SQLite sorts so anyway; PostgreSQL by the language of the database, and most of those pass over hyphens.
    """

    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Name the order explicitly."""
        return self.as_sql(compiler, connection, template='(%(expressions)s COLLATE "C")', **context)


def _vintage_order() -> list[OrderBy]:
    """Which vintage counts, best first (DESIGN §4.4).

    Within one identity the document's code is unique: a total order.
    """
    return [
        F("preferred").desc(),
        F("published_on").desc(),
        _in_order("obs_status", ObservationStatus.values).asc(),
        Case(When(qualifier__in=BOUNDS, then=Value(1)), default=Value(0)).asc(),
        Case(When(derivation="", then=Value(0)), default=Value(1)).asc(),
        _in_order("document__reliability", ["official", "press", "other"]).asc(),
        _ByBytes(F("document__code")).asc(),
    ]


class ObservationQuerySet(models.QuerySet[Any]):
    """Observations as of a day."""

    def standing(self) -> "ObservationQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def published(self) -> "ObservationQuerySet":
        """Those the public may see: published and not withdrawn."""
        return self.standing().filter(state=ReviewState.PUBLISHED)

    def known(self, as_of: datetime.date) -> "ObservationQuerySet":
        """Published ones that had become public by the end of `as_of`."""
        return self.published().filter(known_from__lte=as_of)

    def placed(self, as_of: datetime.date) -> "ObservationQuerySet":
        """Figures known by a day with their `vintage_place` in series and period: 1 counts (DESIGN §4.4).

        Rows without a value have no place. Whatever else narrows the rows narrows them before places are
        given, wherever it is written: filter by series or period only.
        """
        place = Window(
            RowNumber(),
            partition_by=[F("series_id"), F("period_start"), F("period_end")],
            order_by=_vintage_order(),
        )
        return self.known(as_of).filter(value__isnull=False).annotate(vintage_place=place)

    def counting(self, as_of: datetime.date) -> "ObservationQuerySet":
        """The one vintage of each series and period that counts as of a day; the others are listed beside it.

        Filter by series or period only, or choose first and select by key
        (`pk__in=...counting(day).values("pk")`): see `placed`.
        """
        return self.placed(as_of).filter(vintage_place=1)

    def with_counts(self, as_of: datetime.date) -> "ObservationQuerySet":
        """With `counts`: whether it is the vintage that counts as of a day, told for each row by itself.

        The same as being in `counting`, however the rows are narrowed. For pages and streams of rows, few of
        which have rivals.
        """
        own = self._vintages_of_outer(as_of)
        counts = Case(
            When(value__isnull=True, then=Value(False)),
            When(~Exists(own.exclude(pk=OuterRef("pk"))), then=Value(True)),
            When(pk=_first(own), then=Value(True)),
            default=Value(False),
            output_field=models.BooleanField(),
        )
        return self.annotate(counts=counts)

    def with_counts_beside(self, as_of: datetime.date) -> "ObservationQuerySet":
        """The same where whole series are wanted: only a figure beside one of the same end is looked into.

        Narrow by series or period only, else a rival may be missing.
        """
        order = {"partition_by": F("series__code"), "order_by": [F("period_end").desc(), F("pk").desc()]}
        beside = [Exact(Window(near("period_end"), **order), F("period_end")) for near in (Lag, Lead)]
        first = Case(
            When(pk=_first(self._vintages_of_outer(as_of)), then=Value(True)),
            default=Value(False),
            output_field=models.BooleanField(),
        )
        counts = Case(
            When(value__isnull=True, then=Value(False)),
            When(Q(beside[0]) | Q(beside[1]), then=first),
            default=Value(True),
            output_field=models.BooleanField(),
        )
        return self.annotate(counts=counts)

    def by_end(self) -> "ObservationQuerySet":
        """By period, the latest first, of those that end on one day the last to begin.

        Vintages of one period come in the order of the vintage rule.
        """
        return self.order_by("-period_end", "-period_start", *_vintage_order())

    def newest_first(self) -> "ObservationQuerySet":
        """The same, but of those that end on one day the longest first."""
        return self.order_by("-period_end", F("period_start").asc(nulls_first=True), *_vintage_order())

    def for_display(self) -> "ObservationQuerySet":
        """With all that a figure shows beside it."""
        return self.select_related("series__indicator", "series__jurisdiction", "unit", "document")

    def _vintages_of_outer(self, as_of: datetime.date) -> "ObservationQuerySet":
        """All figures with a value of the series and period of the row outside, known by a day."""
        span = Q(period_start=OuterRef("period_start")) | (
            Q(period_start__isnull=True) & IsNull(OuterRef("period_start"), True)
        )
        known = self.model._default_manager.known(as_of).filter(value__isnull=False)
        return known.filter(span, series=OuterRef("series"), period_end=OuterRef("period_end"))


def _first(vintages: ObservationQuerySet) -> Subquery:
    """The number of the one that counts."""
    return Subquery(vintages.order_by(*_vintage_order()).values("pk")[:1])
