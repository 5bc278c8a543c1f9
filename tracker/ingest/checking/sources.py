"""The source of a row: a known document or one that would be new, and when the figure was published."""

import datetime
import re
from dataclasses import dataclass

from tracker.exceptions import QuantityError
from tracker.models import DatePrecision, Document, DocumentKind, Reliability
from tracker.quantities import PartialDate, Period, parse_partial_date

from ..layout.names import normalised
from ..problems import Report
from .choices import RELIABILITIES
from .known import Known

_ADDRESS = re.compile(r"https?://[^\s/?#]\S*")


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document the file names and nobody knows yet. Identity: title, publisher and date, as given."""

    title: str
    publisher: str
    published: PartialDate | None
    url: str
    reliability: str

    @property
    def key(self) -> tuple[str, str, datetime.date | None]:
        """What makes two proposals one document."""
        first = self.published.first if self.published else None
        return normalised(self.title), normalised(self.publisher), first


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was published and when: it orders by `published_on` and is known from `known_from`."""

    document: Document | NewDocument
    published_on: datetime.date
    precision: str
    known_from: datetime.date


def read_source(
    cells: dict[str, str], period: Period | None, known: Known, today: datetime.date, report: Report
) -> Source | None:
    """Find the document of a row and the date of the figure: the row's own, else the document's.

    `period` is the one the row states (a year even of a stock): nothing is published before it began.
    """
    stated, sound = _date(cells, today, report)
    address = cells.get("source_url", "")
    if address and not _ADDRESS.fullmatch(address):
        report("not_an_address", "source_url", address)
        sound = False
    reliability = cells.get("reliability", "")
    if reliability and normalised(reliability) not in RELIABILITIES:
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
    found = known.documents_titled(cells["source_title"], cells.get("source_publisher", ""))
    fitting = _fitting(found, stated)
    if len(fitting) == 1:
        _compare_reliability(cells, fitting[0], report)
        return fitting[0]
    if fitting:
        report("ambiguous_source", "source_title", cells["source_title"], candidates=_listed(fitting))
        return None
    return _proposed(cells, stated, found, known, report)


def _fitting(found: list[Document], stated: PartialDate | None) -> list[Document]:
    """Those of `found` that can have printed a figure published on the stated date.

    Without a date all can, an undated one before the others. With one: the document of that very date,
    else of a date that may be the same (2022-01 and 2022-01-26), else any that is no older than the figure,
    since a document can repeat what was published before it. Data pages and undated documents go on growing.
    """
    undated = [row for row in found if row.published_on is None]
    if stated is None:
        return undated if len(found) > 1 and undated else found
    dated = [(row, parse_partial_date(row.published)) for row in found if row.published]
    same = [row for row, day in dated if day.text == stated.text]
    near = [row for row, day in dated if day.first <= stated.last and stated.first <= day.last]
    growing = [row for row, _day in dated if row.kind == DocumentKind.DATASET]
    later = [row for row, day in dated if day.first > stated.last]
    return same or near or undated + [row for row in found if row in growing or row in later]


def _compare_reliability(cells: dict[str, str], document: Document, report: Report) -> None:
    reliability = RELIABILITIES.get(normalised(cells.get("reliability", "")))
    if reliability and reliability != document.reliability:
        report("other_reliability", "reliability", cells["reliability"], known=document.reliability)


def _proposed(
    cells: dict[str, str], stated: PartialDate | None, older: list[Document], known: Known, report: Report
) -> NewDocument | None:
    """A document to add; `older` ones of its title came too early to be meant."""
    title, publisher = _one_line(cells["source_title"]), _one_line(cells.get("source_publisher", ""))
    if not publisher:
        report("no_source", "source_publisher")
        return None
    if older:
        report("newer_document", "published_on", cells["published_on"], known=_listed(older))
    else:
        report("new_document", "source_title", title, nearest=known.nearest("document", title))
    return NewDocument(
        title=title,
        publisher=publisher,
        published=stated,
        url=cells.get("source_url", ""),
        reliability=RELIABILITIES.get(normalised(cells.get("reliability", "")), Reliability.OTHER),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _listed(documents: list[Document]) -> str:
    return "、".join(f"{row.publisher} {row.published or '—'} ({row.code})" for row in documents[:5])


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
    day = stated
    if day is None and isinstance(document, Document) and document.published:
        day = parse_partial_date(document.published)
    if day is not None:
        if period is not None and day.last < (period.start or period.end):
            report("published_before_period", "published_on", day.text, period=period.text)
            return None
        return Source(document, day.first, day.precision.value, min(day.last, max(today, day.first)))
    seen = document.seen_on if isinstance(document, Document) and document.seen_on else today
    after = period.end + datetime.timedelta(days=1) if period else seen
    return Source(document, min(after, seen), DatePrecision.UNKNOWN, seen)
