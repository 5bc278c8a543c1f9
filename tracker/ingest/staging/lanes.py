"""From rows of text to staged rows: the checker reads what is new, the rest is remembered.

A file repeats itself. Once the checker has read an indicator, a place, or a source with its period and found
nothing wrong, the same cells mean the same further down, and the row needs no more than its own figure and
words looked at. Whatever is not plainly right goes to the checker, which alone decides.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from tracker.models import ChangeSet, DatePrecision, Outcome, Qualifier, QuantityKind, StagedDocument

from ..asking.quoting import figure_in_quote, stands_first
from ..checking.checker import WORDS, CheckedRow, Checker, Entry
from ..checking.sources import NewDocument
from ..problems import noted_text
from ..reading import RawRow, Table
from .table import Dated, Head, Lines, Place, Said, Subject, Tuples

#: A number that says itself, without any word about it: 1282.9, -3.7, 1,282.9.
_is_plain = re.compile(
    r"(?!-[0.]*$)-?(?:(?:0|[1-9][0-9]{0,14})|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,15})?"
).fullmatch
#: What the cells of a source alone decide, so that it is the same for every row that cites it.
_OF_THE_SOURCE = frozenset({"new_document", "newer_document", "other_reliability"})
#: Parts remembered of each sort; a file of more begins anew.
_MOST = 50_000
_SECTION, _QUOTE, _DERIVATION, _NOTE = (WORDS[name] for name in ("section", "quote", "derivation", "note"))
_SHORTEST = min(_SECTION, _QUOTE, _DERIVATION, _NOTE)
#: The cells that decide what is measured and how it is stated, and those that decide source and period.
_OF_SUBJECT = ("indicator", "unit", "qualifier", "obs_status")
_OF_SOURCE = ("period", "published_on", "source_title", "source_publisher", "source_url", "reliability")


class _Subject(NamedTuple):
    """A remembered subject: its columns, the sources remembered for periods like its own, its indicator."""

    part: Any
    sources: dict[Any, Any]
    indicator: int


class _Keys:
    """Picks of a row the cells that decide a part.

    All rows of a long table have the same cells, and are picked from at one stroke (KeyError for a row that
    is shorter than the header). In a wide one a header may fill in what another does not.
    """

    def __init__(self, first: RawRow, table: Table) -> None:
        names = None if first.value_header else first.cells.keys() | table.headers.keys()
        self.subject = _picking(_OF_SUBJECT, names)
        self.source = _picking(_OF_SOURCE, names)


class Lane:
    """Stages the rows of one table: `done` of them so far.

    `proposed` collects the documents that would be new.
    """

    def __init__(self, change_set: ChangeSet, table: Table, checker: Checker, form: Tuples | Lines) -> None:
        self.done = 0
        self.table = table
        self.number = change_set.pk
        self.accepted = bool(change_set.options.get("accept_warnings"))
        self.change_set = change_set
        self.checker = checker
        self.form = form
        self.proposed: dict[Any, StagedDocument] = {}
        # A minus sign is read by the indicator's name; of a stock a period is its last day.
        self._subjects: dict[bool, dict[Any, _Subject]] = {True: {}, False: {}}
        self._places: dict[str, tuple[Any, int]] = {}
        self._sources: dict[bool, dict[Any, Any]] = {True: {}, False: {}}
        self._keys = _Keys(RawRow(0, {}), table)
        self._covers = checker.known.scope.covers

    def rows(self) -> Iterator[Any]:
        """Every row of the table in the form it is written in."""
        for position, raw in enumerate(self.table.rows, start=1):
            if position == 1:
                self._keys = _Keys(raw, self.table)
            self.done = position
            yield self._known(position, raw) or self._checked(position, raw)

    def _known(self, position: int, raw: RawRow) -> Any:
        """The row put together of remembered parts; None where anything is new or out of the ordinary."""
        cells = raw.cells
        cell = cells.get
        value = cell("value", "")
        if not _is_plain(value) or raw.overflow or cell("quote_start"):
            return None
        try:
            subject = self._subjects[value[0] == "-"].get(self._keys.subject(cells))
            dated = subject and subject.sources.get(self._keys.source(cells))
        except KeyError:
            return None
        place, number = self._places.get(cell("jurisdiction", ""), (None, 0))
        if subject is None or dated is None or place is None:
            return None
        if not self._covers(subject.indicator, number):
            return None
        section, quote = cell("section", ""), cell("quote", "")
        derivation, note = cell("derivation", ""), cell("note", "")
        if not _are_clean(section, quote, derivation, note):
            return None
        figure = value.lstrip("-") if quote else ""
        if figure and not stands_first(quote, figure):
            return None
        head = (self.number, position, raw.number)
        digits = value.replace(",", "")
        said = (digits, value, section, quote, figure, derivation, note)
        return self.form.plain_row(head, subject.part, place, dated, said)

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
        if not _is_plain(value) or figure.written != value or figure.value.is_zero():
            return
        if figure.value != Decimal(value.replace(",", "")):
            return
        instant = entry.indicator.kind == QuantityKind.STOCK
        sources = self._sources[instant]
        try:
            _keep(sources, self._keys.source(cells), source)
            remembered = _Subject(subject, sources, entry.indicator.pk)
            _keep(self._subjects[value[0] == "-"], self._keys.subject(cells), remembered)
        except KeyError:
            return
        _keep(self._places, cells.get("jurisdiction", ""), (place, entry.jurisdiction.pk))

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


def _picking(wanted: Iterable[str], names: Collection[str] | None) -> Callable[[dict[str, str]], Any]:
    """What picks those of the wanted cells that rows of these names have; None where rows differ."""
    if names is None:
        return lambda cells: tuple([cells.get(name) for name in wanted])
    there = [name for name in wanted if name in names]
    return itemgetter(*there) if there else lambda cells: ()


def _are_clean(section: str, quote: str, derivation: str, note: str) -> bool:
    """Whether no text is too long or holds anything that would need a look or an escape."""
    words = f"{section}{quote}{derivation}{note}"
    if not words.isprintable() or "\\" in words:
        return False
    return len(words) <= _SHORTEST or (
        len(section) <= _SECTION
        and len(quote) <= _QUOTE
        and len(derivation) <= _DERIVATION
        and len(note) <= _NOTE
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
