"""From rows of text to staged rows: the checker reads what is new, the rest is remembered.

A file repeats itself. Once the checker has read an indicator, a place, or a source with its period and found
nothing wrong, the same cells mean the same further down, and the row needs no more than its own figure and
words looked at. Whatever is not plainly right goes to the checker, which alone decides.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.models import ChangeSet, DatePrecision, Outcome, Qualifier, QuantityKind, StagedDocument

from .checking import WORDS, CheckedRow, Checker, Entry
from .noting import noted_text
from .quoting import figure_in_quote
from .reading import RawRow, Table
from .sources import NewDocument
from .staged_table import Dated, Head, Lines, Place, Said, Subject, Tuples

#: A number that says itself, without any word about it: 1282.9, -3.7, 1,282.9.
_PLAIN = re.compile(
    r"(?!-[0.]*$)-?(?:(?:0|[1-9][0-9]{0,14})|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,15})?"
)
#: What the cells of a source alone decide, so that it is the same for every row that cites it.
_OF_THE_SOURCE = frozenset({"new_document", "newer_document", "other_reliability"})
#: Parts remembered of each sort; a file of more begins anew.
_MOST = 50_000
_SECTION, _QUOTE, _DERIVATION, _NOTE = (WORDS[name] for name in ("section", "quote", "derivation", "note"))


class _Subject(NamedTuple):
    """A remembered subject: its columns, and whether its periods are instants."""

    part: Any
    instant: bool


class Lane:
    """Stages the rows of one table; `proposed` collects the documents that would be new."""

    def __init__(self, change_set: ChangeSet, checker: Checker, form: Tuples | Lines) -> None:
        self.number = change_set.pk
        self.accepted = bool(change_set.options.get("accept_warnings"))
        self.change_set = change_set
        self.checker = checker
        self.form = form
        self.proposed: dict[Any, StagedDocument] = {}
        self._subjects: dict[tuple[Any, ...], _Subject] = {}
        self._places: dict[str, Any] = {}
        self._sources: dict[tuple[Any, ...], Any] = {}

    def rows(self, table: Table) -> Iterator[Any]:
        """Every row of the table in the form it is written in."""
        for position, raw in enumerate(table.rows, start=1):
            yield self._known(position, raw) or self._checked(position, raw)

    def _known(self, position: int, raw: RawRow) -> Any:
        """The row put together of remembered parts; None where anything is new or out of the ordinary."""
        number, cells, overflow, _header = raw
        cell = cells.get
        value = cell("value", "")
        if overflow or not _PLAIN.fullmatch(value):
            return None
        subject = self._subjects.get(_subject_key(cells, value))
        place = self._places.get(cell("jurisdiction", ""))
        if subject is None or place is None:
            return None
        dated = self._sources.get(_source_key(cells, subject.instant))
        section, quote = cell("section", ""), cell("quote", "")
        derivation, note, start = cell("derivation", ""), cell("note", ""), cell("quote_start", "")
        words = f"{section}{quote}{derivation}{note}"
        if dated is None or start or not words.isprintable() or "\\" in words:
            return None
        if (
            len(section) > _SECTION
            or len(quote) > _QUOTE
            or len(derivation) > _DERIVATION
            or len(note) > _NOTE
        ):
            return None
        figure = figure_in_quote(quote, value, None)[0] if quote else ""
        if quote and not figure:
            return None
        digits = value.replace(",", "") if "," in value else value
        said = (digits, value, "", section, quote, None, figure, None, derivation, note, "")
        return self.form.clean_row((self.number, position, number), subject.part, place, dated, said)

    def _checked(self, position: int, raw: RawRow) -> Any:
        """The row as the checker reads it; what it says is remembered where it is plain."""
        row = self.checker.check(raw)
        part, head = self.form.part, Head(self.number, position, row.number)
        if row.entry is None:
            ending = Outcome.SKIPPED.value if row.skipped else Outcome.INVALID.value
            dated = Dated(ending, ending, False, noted_text(row.problems))
            return self.form.row(head, part(Subject()), part(Place()), part(dated), Said())
        subject, place = part(self._subject(row.entry)), part(Place(row.entry.jurisdiction.pk))
        source = part(self._dated(row, row.entry))
        self._remember(raw.cells, row, row.entry, subject, place, source)
        return self.form.row(head, subject, place, source, _said(row.entry))

    def _remember(
        self, cells: dict[str, str], row: CheckedRow, entry: Entry, subject: Any, place: Any, source: Any
    ) -> None:
        """Keep the parts of a row that was plain but for what its source alone decides."""
        value, figure = cells.get("value", ""), entry.figure
        if any(problem.code not in _OF_THE_SOURCE for problem in row.problems) or figure is None:
            return
        if not _PLAIN.fullmatch(value) or figure.written != value or figure.value.is_zero():
            return
        if figure.value != Decimal(value.replace(",", "")):
            return
        instant = entry.indicator.kind == QuantityKind.STOCK
        _keep(self._subjects, _subject_key(cells, value), _Subject(subject, instant))
        _keep(self._places, cells.get("jurisdiction", ""), place)
        _keep(self._sources, _source_key(cells, instant), source)

    def _subject(self, entry: Entry) -> Subject:
        figure = entry.figure
        stated = "obs_status" not in entry.silent
        if figure is None:
            usual, exact = entry.indicator.unit_id, Qualifier.EXACT.value
            return Subject(entry.indicator.pk, usual, exact, False, str(entry.obs_status), stated)
        return Subject(
            entry.indicator.pk,
            figure.unit.pk,
            str(figure.qualifier),
            "qualifier" not in entry.silent,
            str(entry.obs_status),
            stated,
        )

    def _dated(self, row: CheckedRow, entry: Entry) -> Dated:
        source, period = entry.source, entry.period
        new = source.document if isinstance(source.document, NewDocument) else None
        warned = bool(row.warnings)
        return Dated(
            outcome=(Outcome.UNDECIDED if warned and not self.accepted else Outcome.NEW).value,
            then=Outcome.NEW.value,
            warned=warned,
            problems=noted_text(row.problems),
            period=period.text,
            period_start=period.start.isoformat() if period.start else None,
            period_end=period.end.isoformat(),
            document_id=None if new else source.document.pk,  # type: ignore[union-attr]
            proposal=self._proposal(new, entry) if new else None,
            published_on=source.published_on.isoformat(),
            published_precision=source.precision,
            known_from=source.known_from.isoformat(),
        )

    def _proposal(self, new: NewDocument, entry: Entry) -> int:
        """The number of a proposed document; the first row that names it makes it."""
        if new.key not in self.proposed:
            day = new.published
            self.proposed[new.key] = StagedDocument(
                change_set=self.change_set,
                number=len(self.proposed) + 1,
                title=new.title,
                publisher=new.publisher,
                published_on=day.first if day else None,
                published_precision=day.precision.value if day else DatePrecision.UNKNOWN.value,
                reliability=new.reliability,
                url=new.url,
                seen_on=None if day else entry.source.known_from,
                nearest=self.checker.known.nearest("document", new.title),
            )
        return self.proposed[new.key].number


def _subject_key(cells: dict[str, str], value: str) -> tuple[Any, ...]:
    """The cells that decide the subject; a minus sign is read by the indicator's name."""
    cell = cells.get
    return (
        cell("indicator", ""),
        cell("unit", ""),
        cell("qualifier", ""),
        cell("obs_status", ""),
        value[:1] == "-",
    )


def _source_key(cells: dict[str, str], instant: bool) -> tuple[Any, ...]:
    """The cells that decide the source and the period; of a stock a period is its last day."""
    cell = cells.get
    return (
        cell("period", ""),
        cell("published_on", ""),
        cell("source_title", ""),
        cell("source_publisher", ""),
        cell("source_url", ""),
        cell("reliability", ""),
        instant,
    )


def _keep(memory: dict[Any, Any], key: Any, part: Any) -> None:
    if len(memory) >= _MOST:
        memory.clear()
    memory[key] = part


def _said(entry: Entry) -> Said:
    figure, words = entry.figure, entry.words
    said = Said(missing_reason=entry.missing_reason, **words)
    if figure is None:
        return said
    quoted, place = figure_in_quote(said.quote, figure.written, said.start)
    return said._replace(
        value=format(figure.value, "f"), written=figure.written, figure=quoted, figure_start=place
    )
