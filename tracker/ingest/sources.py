"""The source of a row: a known document or one that would be new, and when the figure was published."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from tracker.exceptions import QuantityError
from tracker.models import DatePrecision, Document, Reliability
from tracker.quantities import PartialDate, Period, parse_partial_date

from .choices import RELIABILITIES
from .lookup import Known, normalised

Report = Callable[..., None]


@dataclass(frozen=True)
class NewDocument:
    """A document the file names and nobody knows yet. Identity: title, publisher and date, as given."""

    title: str
    publisher: str
    published: str
    url: str
    reliability: str


@dataclass(frozen=True)
class Source:
    """Where a figure was published and when: it orders by `published_on` and is known from `known_from`."""

    document: Document | NewDocument
    published_on: datetime.date
    precision: str
    known_from: datetime.date


def read_source(
    cells: dict[str, str], period: Period | None, known: Known, today: datetime.date, report: Report
) -> Source | None:
    """Find the document of a row and the date of the figure: the row's own, else the document's."""
    stated, sound = _date(cells, today, report)
    address = cells.get("source_url", "")
    if address and not address.startswith(("http://", "https://")):
        report("not_an_address", "source_url", address)
        sound = False
    reliability = cells.get("reliability", "")
    if reliability and reliability.casefold() not in RELIABILITIES:
        report("unknown_choice", "reliability", reliability, choices=", ".join(Reliability.values))
        sound = False
    if not cells.get("source_title"):
        report("no_source", "source_title")
        return None
    if not sound:
        return None
    document = _document(cells, stated, known, report)
    if document is None:
        return None
    return _dated(document, stated, period, today, report)


def _date(cells: dict[str, str], today: datetime.date, report: Report) -> tuple[PartialDate | None, bool]:
    """The row's own date of publication, and whether the cell can be used."""
    text = cells.get("published_on", "")
    if not text:
        return None, True
    try:
        day = parse_partial_date(text)
    except QuantityError:
        report("not_a_date", "published_on", text)
        return None, False
    if day.first > today:
        report("published_in_future", "published_on", text)
        return None, False
    return day, True


def _document(
    cells: dict[str, str], stated: PartialDate | None, known: Known, report: Report
) -> Document | NewDocument | None:
    title, publisher = cells["source_title"], cells.get("source_publisher", "")
    found = known.documents_titled(title, publisher)
    if len(found) > 1 and stated is not None:
        found = [row for row in found if row.published == stated.text] or found
    reliability = RELIABILITIES.get(cells.get("reliability", "").casefold(), "")
    if len(found) == 1:
        if reliability and reliability != found[0].reliability:
            report("other_reliability", "reliability", cells["reliability"], known=found[0].reliability)
        return found[0]
    if found:
        report("ambiguous_source", "source_title", title)
        return None
    if not publisher:
        report("no_source", "source_publisher")
        return None
    report("new_document", "source_title", title, nearest=known.nearest("document", title))
    return NewDocument(
        title=title,
        publisher=publisher,
        published=stated.text if stated else "",
        url=cells.get("source_url", ""),
        reliability=reliability or Reliability.OTHER,
    )


def _dated(
    document: Document | NewDocument,
    stated: PartialDate | None,
    period: Period | None,
    today: datetime.date,
    report: Report,
) -> Source | None:
    """The row's date, else the document's.

    A figure without either was published between its period's end and the day the document was seen.
    """
    text = stated.text if stated else document.published
    if text:
        day = stated or parse_partial_date(text)
        if period is not None and day.last < (period.start or period.end):
            report("published_before_period", "published_on", text, period=period.text)
            return None
        return Source(document, day.first, day.precision.value, min(day.last, max(today, day.first)))
    seen = document.seen_on if isinstance(document, Document) and document.seen_on else today
    after = period.end + datetime.timedelta(days=1) if period else seen
    return Source(document, min(after, seen), DatePrecision.UNKNOWN, seen)


def same_document(new: NewDocument) -> tuple[str, str, str]:
    """What makes two proposals one document."""
    return normalised(new.title), normalised(new.publisher), new.published
