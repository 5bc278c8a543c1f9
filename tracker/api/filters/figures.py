"""The filters of figures."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.api.problems import invalid
from tracker.exceptions import QuantityError
from tracker.models import ObservationStatus, Qualifier, Reliability
from tracker.quantities import parse_period

from .base import PublicFilters
from .kinds import Choices, Codes, Day, Number, Years


class ObservationFilters(PublicFilters):
    """The filters of figures."""

    series = Codes("series__code", says="Code of the series, such as 410100.gdp-growth.")
    indicator = Codes("series__indicator__code", says="Code of the indicator.")
    jurisdiction = Codes("series__jurisdiction__code", says="Code of the jurisdiction.")
    document = Codes("document__code", says="Code of the document that published the figure.")
    period = Codes(
        method="by_period", says="Period as documents write it: 2021, 2021-H1, 2021-06, 2016..2020."
    )
    year = Years("period_end__year", says="Year the period ends in.")
    topic = Codes("series__indicator__topic__code", says="Code of the indicator's topic.")
    unit = Codes("unit__symbol", says="Unit the figure was published in.")
    obs_status = Choices(
        "obs_status", choices=ObservationStatus.choices, says="How settled it was when it was published."
    )
    qualifier = Choices("qualifier", choices=Qualifier.choices, says="How the figure bounds the value.")
    reliability = Choices(
        "document__reliability", choices=Reliability.choices, says="Whose publication it is."
    )
    value_min = Number("value", "gte", says="Value at least this, in the unit it was published in.")
    value_max = Number("value", "lte", says="Value at most this, in the unit it was published in.")
    period_min = Day("period_end", "gte", says="Period ends on this day or later.")
    period_max = Day("period_end", "lte", says="Period ends on this day or earlier.")
    published_min = Day("published_on", "gte", says="Published on this day or later.")
    published_max = Day("published_on", "lte", says="Published on this day or earlier.")
    known_min = Day("known_from", "gte", says="Known from this day or a later one.")
    known_max = Day("known_from", "lte", says="Known from this day or an earlier one.")

    def by_period(self, queryset: QuerySet, name: str, texts: list[str]) -> QuerySet:
        """Figures of one of the periods; of a level, 2021, 2021-12 and 2021-12-31 are one instant."""
        wanted = Q()
        for text in texts:
            try:
                period = parse_period(text)
            except QuantityError as error:
                raise invalid(
                    name, text, _("Write a period as 2021, 2021-H1, 2021-06 or 2016..2020.")
                ) from error
            instant = Q(period_start=F("period_end"))
            start = Q(period_start=period.start) if period.start else Q(period_start__isnull=True)
            wanted |= Q(period_end=period.end) & (start | instant)
        return queryset.filter(wanted)
