"""Brings the full text of a document in from an office's own file, and finds every stored quote in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from tracker.exceptions import IngestError
from tracker.models import AuditEntry, Document, DocumentText, Evidence, Observation, User, Verb

from ..reading.encodings import survey
from .locating import Place, PrintedText

Quoted = Evidence | Observation

#: Where a quote was found: where the record says, somewhere else, or for the first time.
AS_RECORDED, MOVED, NEW = "as_recorded", "moved", "new"
#: What is wrong with one that was not: the codes of `messages.MISMATCHES`.
NOT_FOUND, AMBIGUOUS, PLACE_TAKEN, FIGURE_NOT_FOUND = (
    "quote_not_found",
    "quote_ambiguous",
    "place_taken",
    "figure_not_found",
)
#: Beyond any text: where rows wait while others take the places they had.
_ASIDE: Final = 1_000_000_000


class OtherFile(IngestError):
    """The document's hash is that of another file: `other_file`, with the hashes `recorded` and `given`."""


@dataclass(frozen=True)
class Found:
    """What became of a row's quote: `outcome`, and where it stands or where the nearest piece of it does.

    `nearest` repeats the words there, `times` says in how many places the quote stands.
    """

    row: Quoted
    outcome: str
    place: Place | None = None
    figure_start: int | None = None
    nearest: str = ""
    times: int = 0

    @property
    def is_placed(self) -> bool:
        """Whether the quote has a place now."""
        return self.outcome in (AS_RECORDED, MOVED, NEW, FIGURE_NOT_FOUND)

    @property
    def is_mismatch(self) -> bool:
        """Whether somebody has to look at it."""
        return self.outcome not in (AS_RECORDED, MOVED, NEW)


@dataclass(frozen=True)
class Loaded:
    """A text that was brought in, and what became of each quote of its document."""

    document: Document
    sha256: str
    encoding: str
    length: int
    found: list[Found]

    @property
    def counts(self) -> Counter[str]:
        """Quotes by outcome."""
        return Counter(each.outcome for each in self.found)

    @property
    def mismatches(self) -> list[Found]:
        """Those somebody has to look at, in the order of their rows."""
        return [each for each in self.found if each.is_mismatch]


@transaction.atomic
def load_text(
    *,
    document: Document,
    path: Path,
    by: User | None,
    encoding: str = "",
    replace: bool = False,
    dry_run: bool = False,
) -> Loaded:
    """Keep the text of `path` as the document's, with the file's hash, and record where each quote stands.

    A quote that is not found keeps the offset it had. `dry_run` looks and keeps nothing. Raises FileProblems
    for a file that cannot be read, and OtherFile where the document's hash is that of another
    file, unless `replace` is asked for.
    """
    about = survey(path, encoding)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.file_sha256 not in ("", about.sha256) and not replace:
        raise OtherFile("other_file", {"recorded": document.file_sha256, "given": about.sha256})
    text = path.read_bytes().decode(about.encoding).removeprefix("\ufeff")
    found = list(_look_up(PrintedText(text), document))
    if not dry_run:
        _keep(document, text, path.name, about.sha256, about.encoding, by)
        _record(found, by)
    return Loaded(document, about.sha256, about.encoding, len(text), found)


def _keep(document: Document, text: str, file_name: str, sha256: str, encoding: str, by: User | None) -> None:
    values = {"text": text, "file_name": file_name[:200], "encoding": encoding}
    DocumentText.objects.update_or_create(document=document, defaults=values)
    if document.file_sha256 != sha256:
        changes = {"file_sha256": [document.file_sha256, sha256]}
        document.file_sha256 = sha256
        document.save(update_fields=["file_sha256"])
        AuditEntry.objects.record(Verb.CHANGED, document, by=by, changes=changes)


def _look_up(text: PrintedText, document: Document) -> Iterator[Found]:
    """Evidence of commitments first, then figures, each in the order of the desk's lists."""
    evidence = Evidence.objects.filter(document=document).select_related("commitment")
    figures = Observation.objects.standing().filter(document=document).exclude(quote="")
    figures = figures.select_related("series__indicator", "series__jurisdiction", "unit").order_by(
        "series__code", "period", "pk"
    )
    taken: set[tuple[int, int]] = set()
    for row in evidence.order_by("commitment__code", "pk"):
        each = _find(text, row)
        if each.place is not None and each.is_placed:
            key = (row.commitment_id, each.place.start)
            each = Found(row, PLACE_TAKEN, place=each.place) if key in taken else each
            taken.add(key)
        yield each
    for figure in figures:
        yield _find(text, figure)


def _find(text: PrintedText, row: Quoted) -> Found:
    place = text.at(row.quote, row.start) if row.start is not None else None
    if place is not None:
        return _with_figure(text, row, place, AS_RECORDED)
    places = text.places(row.quote)
    if not places:
        near = text.nearest(row.quote)
        return Found(row, NOT_FOUND, place=near, nearest=text.text[near.start : near.end] if near else "")
    if row.start is None:
        if len(places) > 1:
            return Found(row, AMBIGUOUS, place=places[0], times=len(places))
        return _with_figure(text, row, places[0], NEW)
    start = row.start
    return _with_figure(text, row, min(places, key=lambda each: abs(each.start - start)), MOVED)


def _with_figure(text: PrintedText, row: Quoted, place: Place, outcome: str) -> Found:
    """Where in its quote the figure stands: of several occurrences the one that is marked in the quote."""
    if not row.figure:
        return Found(row, outcome, place=place)
    inside = text.within(place, row.figure)
    if not inside:
        return Found(row, FIGURE_NOT_FOUND, place=place)
    before = PrintedText(row.marked()[0]).places(row.figure)
    which = min(len(before), len(inside) - 1)
    return Found(row, outcome, place=place, figure_start=inside[which].start)


def _record(found: Iterable[Found], by: User | None) -> None:
    """Store the places that are others than recorded."""
    for table in (Evidence, Observation):
        moved = [(each, row) for each in found if isinstance(row := each.row, table) and _is_other(each)]
        numbers = [row.pk for _each, row in moved]
        # First out of each other's way: two quotes of a commitment may change places.
        table.objects.filter(pk__in=numbers, start__isnull=False).update(start=F("start") + _ASIDE)
        AuditEntry.objects.bulk_create([_entry(each, row, by) for each, row in moved], batch_size=500)
        for each, row in moved:
            row.start, row.figure_start = _places(each)
        table.objects.bulk_update([row for _each, row in moved], ["start", "figure_start"], batch_size=500)


def _places(each: Found) -> tuple[int | None, int | None]:
    start = each.place.start if each.place else None
    return start, each.figure_start


def _is_other(each: Found) -> bool:
    return each.is_placed and _places(each) != (each.row.start, each.row.figure_start)


def _entry(each: Found, row: Any, by: User | None) -> AuditEntry:
    before, after = (row.start, row.figure_start), _places(each)
    pairs = zip(("start", "figure_start"), before, after, strict=True)
    changes = {name: [_told(old), _told(new)] for name, old, new in pairs if old != new}
    return AuditEntry.objects.entry(Verb.CHANGED, row, by=by, changes=changes)


def _told(offset: int | None) -> str | None:
    return None if offset is None else str(offset)
