"""The filters of what commitments and figures refer to."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from tracker.models import DepartmentKind, DocumentKind, Level, PlanKind, QuantityKind, Reliability

from .base import PublicFilters
from .kinds import Choices, Codes, Day, Words, Years, holding


class DocumentFilters(PublicFilters):
    """The filters of documents."""

    code = Codes("code", says="Code of the document.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction it is about.")
    kind = Choices("kind", choices=DocumentKind.choices, says="What sort of publication it is.")
    reliability = Choices("reliability", choices=Reliability.choices, says="Whose publication it is.")
    year = Years("published_on__year", says="Year it was published.")
    published_min = Day("published_on", "gte", says="Published on this day or later.")
    published_max = Day("published_on", "lte", says="Published on this day or earlier.")
    q = Words(method="by_words", says="Words of the title or of the publisher's name.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Documents that hold every word."""
        return holding(queryset, text, "title", "publisher")


class PlanFilters(PublicFilters):
    """The filters of plans."""

    code = Codes("code", says="Code of the plan.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction.")
    kind = Choices("kind", choices=PlanKind.choices, says="What sort of plan it is.")
    document = Codes("document__code", says="Code of the document it was published in.")
    year = Years(method="by_year", says="Year that lies in the plan's period.")
    q = Words(method="by_words", says="Words of the name, in either language.")

    def by_year(self, queryset: QuerySet, name: str, years: list[Any]) -> QuerySet:
        """Plans whose period holds one of the years."""
        held = [Q(period_start__year__lte=year, period_end__year__gte=year) for year in years]
        return queryset.filter(reduce(or_, held))

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Plans that hold every word."""
        return holding(queryset, text, "name", "name_en")


class IndicatorFilters(PublicFilters):
    """The filters of indicators."""

    code = Codes("code", says="Code of the indicator.")
    topic = Codes("topic__code", says="Code of the topic.")
    kind = Choices("kind", choices=QuantityKind.choices, says="How its values behave within a period.")
    q = Words(method="by_words", says="Words of the name, in either language, or of an alias.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Indicators whose names hold every word."""
        return holding(queryset, text, "name", "name_en", indicator="pk")


class SeriesFilters(PublicFilters):
    """The filters of series."""

    code = Codes("code", says="Code of the series, such as 410100.gdp-growth.")
    indicator = Codes("indicator__code", says="Code of the indicator.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction.")
    topic = Codes("indicator__topic__code", says="Code of the indicator's topic.")
    kind = Choices(
        "indicator__kind", choices=QuantityKind.choices, says="How its values behave within a period."
    )
    q = Words(method="by_words", says="Words of the indicator, in either language, or of an alias.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Series whose indicator holds every word."""
        return holding(queryset, text, "indicator__name", "indicator__name_en", indicator="indicator")


class JurisdictionFilters(PublicFilters):
    """The filters of jurisdictions."""

    code = Codes("code", says="Code of the jurisdiction.")
    level = Choices("level", choices=Level.choices, says="What kind of area it is.")
    parent = Codes("parent__code", says="Code of the jurisdiction it lies in.")
    q = Words(method="by_words", says="Words of the name, in either language.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Jurisdictions that hold every word."""
        return holding(queryset, text, "name", "name_en")


class TopicFilters(PublicFilters):
    """The filters of topics."""

    code = Codes("code", says="Code of the topic.")
    parent = Codes("parent__code", says="Code of the topic it is a part of.")
    q = Words(method="by_words", says="Words of the name, in either language.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Topics that hold every word."""
        return holding(queryset, text, "name", "name_en")


class DepartmentFilters(PublicFilters):
    """The filters of departments."""

    code = Codes("code", says="Code of the department.")
    jurisdiction = Codes("jurisdiction__code", says="Code of the jurisdiction it belongs to.")
    kind = Choices("kind", choices=DepartmentKind.choices, says="What kind of body it is.")
    q = Words(method="by_words", says="Words of the name, in either language.")

    def by_words(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Departments that hold every word."""
        return holding(queryset, text, "name", "name_en")
