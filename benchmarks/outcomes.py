"""Outcome tables of any size, and everything their rows refer to."""

import csv
import datetime
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.db import connection

from tracker.models import Document, Indicator, Jurisdiction, Topic, Unit

HEADER = (
    *("indicator", "jurisdiction", "period", "value", "unit", "obs_status"),
    *("published_on", "source_title", "source_publisher", "section", "quote"),
)
YEARS = range(2017, 2021)
INDICATORS = 200
#: What an import writes to, and what its rows refer to.
BROUGHT_IN = [
    f"tracker_{name}" for name in ("replacement", "observation", "stagedrow", "stageddocument", "changeset")
]
REFERENCE = [
    f"tracker_{name}" for name in ("series", "document", "indicator", "jurisdiction", "topic", "unit")
]
_SERIES = """
INSERT INTO tracker_series (code, indicator_id, jurisdiction_id)
SELECT j.code || '.' || i.code, i.id, j.id
FROM tracker_indicator i, tracker_jurisdiction j ORDER BY i.id, j.id
"""


def empty(tables: list[str]) -> None:
    """Empty tables; with nothing pledged yet, nothing else goes with them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
            return
        for name in tables:
            cursor.execute(f"DELETE FROM {name}")


def write_csv(path: Path, count: int) -> None:
    """A file of so many rows."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEADER)
        writer.writerows(rows(count))


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """A table as an office keeps it: indicator by indicator, place by place, growing by 6 % a year."""
    return islice(_all_rows(places(count)), count)


def places(count: int) -> int:
    """How many jurisdictions a table of so many rows is about."""
    return -(-count // (INDICATORS * len(YEARS)))


def _all_rows(jurisdictions: int) -> Iterator[tuple[str, ...]]:
    for indicator in range(1, INDICATORS + 1):
        for place in range(1, jurisdictions + 1):
            for year in YEARS:
                wobble = 1 + (indicator * place * year % 97 - 48) / 2400
                value = f"{(1000 + 37 * indicator + 11 * place) * 1.06 ** (year - 2017) * wobble:.2f}"
                source = (f"{year + 1}-04-18", _title(year), "统计局", "二、综合")
                quote = f"{year}年全市完成{value}家，比上年增长8.2%。"
                yield f"bench-{indicator}", f"{place:06}", str(year), value, "家", "final", *source, quote


def _title(year: int) -> str:
    return f"{year}年国民经济和社会发展统计公报"


def populate(count: int) -> None:
    """Everything the rows of a table of this size refer to, its series included."""
    unit = Unit.objects.create(symbol="家", dimension="家", factor=1)
    topic = Topic.objects.create(code="bench", name="bench")
    Indicator.objects.bulk_create(
        Indicator(
            code=f"bench-{number}",
            name=f"bench {number}",
            kind="flow",
            direction="up",
            unit=unit,
            topic=topic,
        )
        for number in range(1, INDICATORS + 1)
    )
    jurisdictions = (
        Jurisdiction(code=f"{number:06}", name=f"bench {number}", level="prefecture")
        for number in range(1, places(count) + 1)
    )
    Jurisdiction.objects.bulk_create(jurisdictions, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
    Document.objects.bulk_create(
        Document(
            code=f"bench-{year}",
            title=_title(year),
            publisher="统计局",
            published_on=datetime.date(year + 1, 4, 18),
            reliability="official",
        )
        for year in YEARS
    )
