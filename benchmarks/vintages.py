"""Choosing the vintage that counts, against reading every vintage without choosing."""

import datetime
from decimal import Decimal

from benchmarks.measure import Figure, compare
from tracker.models import Document, Indicator, Jurisdiction, Observation, Series, Topic, Unit

SERIES, YEARS, VINTAGES = 500, range(2012, 2022), 2
AS_OF = datetime.date(2026, 1, 1)


def figures() -> list[Figure]:
    """Measure one read of all figures as of a day, from a table made for it."""
    made = _observations()
    ways = {
        "every vintage": lambda: list(Observation.objects.known(AS_OF).values_list("id", "value")),
        "the one that counts": lambda: list(Observation.objects.counting(AS_OF).values_list("id", "value")),
    }
    return compare("vintages", made, ways)


def _observations() -> int:
    documents = [_document(number) for number in range(VINTAGES)]
    unit = Unit.objects.create(symbol="家", dimension="firm", factor=1)
    rows = [
        _observation(series, year, document, unit)
        for series in _series(unit)
        for year in YEARS
        for document in documents
    ]
    return len(Observation.objects.bulk_create(rows, batch_size=1000))


def _series(unit: Unit) -> list[Series]:
    topic = Topic.objects.create(code="bench", name="bench")
    place = Jurisdiction.objects.create(code="410100", name="bench", level="prefecture")
    indicators = [
        Indicator(code=f"bench-{number}", name=f"bench {number}", kind="flow", unit=unit, topic=topic)
        for number in range(SERIES)
    ]
    return Series.objects.bulk_create(
        Series(code=f"410100-{indicator.code}", indicator=indicator, jurisdiction=place)
        for indicator in Indicator.objects.bulk_create(indicators)
    )


def _document(number: int) -> Document:
    day = datetime.date(2022, 1, 1 + number)
    return Document.objects.create(
        code=f"bench-{number}",
        title=f"bench {number}",
        publisher="bench",
        published_on=day,
        reliability="official",
    )


def _observation(series: Series, year: int, document: Document, unit: Unit) -> Observation:
    return Observation(
        series=series,
        period=str(year),
        period_start=datetime.date(year, 1, 1),
        period_end=datetime.date(year, 12, 31),
        document=document,
        published_on=document.published_on,
        known_from=document.published_on,
        value=Decimal(year),
        written=str(year),
        unit=unit,
        state="published",
    )
