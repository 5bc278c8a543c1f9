"""Carries out a plan: all it says or nothing, with the verdicts that hang on it, in one transaction."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import (
    ChangeSet,
    ChangeSetState,
    Commitment,
    DatePrecision,
    Document,
    Observation,
    ReviewState,
    Series,
    Target,
    User,
)
from tracker.progress import affected_by, refresh

from .checking import WORDS, Entry
from .planning import ImportPlan, Outcome, PlannedRow
from .sources import NewDocument

BATCH = 2000
#: What PostgreSQL answers when two transactions wait for each other, or SQLite when it waited in vain.
_COLLIDED = re.compile("deadlock|could not serialize|database is locked", re.IGNORECASE)
#: The numbers of a quote, each whole: 5 is no part of 2025, and the comma of “5,6” no part of 5.
_NUMERALS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")


def apply_plan(
    plan: ImportPlan, *, by: User | None = None, valid_only: bool = False, title: str = ""
) -> ChangeSet | None:
    """Store what `plan` says and refresh the verdicts that hang on it; None if there is nothing to store.

    Rows that are invalid or undecided stop everything unless `valid_only` leaves them out. Raises
    IngestError: `blocked_rows`, or `changed_meanwhile` when somebody stored or withdrew one of the figures
    since the plan was made.
    """
    if plan.blocked and not valid_only:
        raise IngestError("blocked_rows", {"rows": str(len(plan.blocked))})
    if not plan.to_store:
        return None
    try:
        with transaction.atomic():
            return _apply(plan, by, title or plan.table.file_name)
    except IntegrityError as error:
        if "check constraint" in str(error).lower():
            raise  # no race: a row that the checker should have refused
        raise IngestError("changed_meanwhile", {"error": str(error)}) from error
    except OperationalError as error:
        if not _COLLIDED.search(str(error)):
            raise
        raise IngestError("changed_meanwhile", {"error": str(error)}) from error


def _apply(plan: ImportPlan, by: User | None, title: str) -> ChangeSet:
    now = timezone.now()
    change_set = ChangeSet.objects.create(
        title=title[:200],
        file_name=plan.table.file_name[-255:],
        file_sha256=plan.table.sha256,
        encoding=plan.table.encoding,
        counts=plan.counts,
        reason=plan.reason,
        state=ChangeSetState.APPLIED,
        created_by=by,
        applied_at=now,
    )
    series = _series(row.entry for row in plan.to_store)
    maker = _Maker(series, _documents(row.entry for row in plan.to_store), change_set)
    _withdraw(plan, by, now)
    pairs = [(row, maker.observation(row)) for row in plan.to_store]
    Observation.objects.bulk_create([made for _row, made in pairs], batch_size=BATCH)
    _move_baselines({row.stored.pk: made for row, made in pairs if row.stored is not None})
    _refresh([row.pk for row in series.values()], change_set)
    return change_set


def _series(entries: Iterable[Entry]) -> dict[tuple[int, int], Series]:
    """The series of every row; missing ones are made, of known indicators and jurisdictions only.

    They are locked in one order, so that imports of the same series wait for each other at the door and not
    crosswise inside.
    """
    wanted = {(entry.indicator.pk, entry.jurisdiction.pk): entry for entry in entries}
    rows = Series.objects.filter(
        indicator__in={indicator for indicator, _place in wanted},
        jurisdiction__in={place for _indicator, place in wanted},
    )
    there = set(rows.values_list("indicator_id", "jurisdiction_id"))
    missing = [
        Series(
            code=Series.code_for(entry.jurisdiction.code, entry.indicator.code),
            indicator=entry.indicator,
            jurisdiction=entry.jurisdiction,
        )
        for key, entry in wanted.items()
        if key not in there
    ]
    # Another import may make the same series in this moment: then its row is the one.
    missing.sort(key=lambda row: row.code)
    Series.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
    locked = rows.select_for_update(no_key=True).order_by("pk")
    found = {(row.indicator_id, row.jurisdiction_id): row for row in locked}
    return {key: found[key] for key in wanted}


def _documents(entries: Iterable[Entry]) -> dict[tuple[Any, ...], Document]:
    """The documents that were accepted as new, made now."""
    proposed: dict[tuple[Any, ...], tuple[NewDocument, datetime.date]] = {}
    for entry in entries:
        document = entry.source.document
        if isinstance(document, NewDocument):
            proposed.setdefault(document.key, (document, entry.source.known_from))
    if not proposed:
        return {}
    taken = set(Document.objects.filter(code__startswith="doc-").values_list("code", flat=True))
    made = {key: _new_document(new, seen_on, taken) for key, (new, seen_on) in proposed.items()}
    Document.objects.bulk_create(made.values(), batch_size=BATCH)
    return made


def _new_document(proposed: NewDocument, seen_on: datetime.date, taken: set[str]) -> Document:
    dated: dict[str, Any] = {"published_precision": DatePrecision.UNKNOWN, "seen_on": seen_on}
    if proposed.published:
        day = proposed.published
        dated = {"published_on": day.first, "published_precision": day.precision.value}
    return Document(
        code=_free_code(proposed, taken),
        title=proposed.title,
        publisher=proposed.publisher,
        reliability=proposed.reliability,
        url=proposed.url,
        **dated,
    )


def _free_code(proposed: NewDocument, taken: set[str]) -> str:
    """A code nobody has: the date and a few letters of the title's hash, since Chinese makes none to read."""
    date = proposed.published.text if proposed.published else "undated"
    digest = hashlib.sha256(f"{proposed.title}\n{proposed.publisher}".encode()).hexdigest()
    length = next(size for size in range(6, 64) if f"doc-{date}-{digest[:size]}" not in taken)
    code = f"doc-{date}-{digest[:length]}"
    taken.add(code)
    return code


def _withdraw(plan: ImportPlan, by: User | None, now: datetime.datetime) -> None:
    """Take back the rows that corrections replace; they stay for auditors, with the reason."""
    wrong = [row.stored.pk for row in plan.to_store if row.outcome == Outcome.CORRECTION and row.stored]
    taken = 0
    for numbers in _batches(wrong):
        standing = Observation.objects.standing().filter(pk__in=numbers)
        taken += standing.update(
            withdrawn_at=now, withdrawn_by=by, withdrawn_reason=plan.reason, preferred=False
        )
    if taken != len(wrong):
        raise IngestError("changed_meanwhile", {"error": "a figure to correct was withdrawn"})


def _move_baselines(replaced: dict[int, Observation]) -> None:
    """Count from the right figure what was counted from the wrong one."""
    for numbers in _batches(list(replaced)):
        targets = list(Target.objects.filter(baseline__in=numbers))
        for target in targets:
            target.baseline = replaced[target.baseline_id]
        Target.objects.bulk_update(targets, ["baseline"])


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def _refresh(series: list[int], change_set: ChangeSet) -> None:
    """Judge anew what hangs on these series.

    The commitments are locked first: of two imports that touch one commitment, the second then judges it
    with the figures of both.
    """
    touched = affected_by(series)
    locked = Commitment.objects.filter(pk__in=touched.values("pk")).order_by("pk")
    list(locked.select_for_update(no_key=True).values_list("pk"))
    refresh(touched, change_set=change_set)


@dataclass(frozen=True)
class _Maker:
    """Makes observations of rows, once everything they refer to is stored."""

    series: dict[tuple[int, int], Series]
    documents: dict[tuple[Any, ...], Document]
    change_set: ChangeSet

    def observation(self, row: PlannedRow) -> Observation:
        entry = row.entry
        source, period = entry.source, entry.period
        document = source.document
        if isinstance(document, NewDocument):
            document = self.documents[document.key]
        return Observation(
            series=self.series[entry.indicator.pk, entry.jurisdiction.pk],
            period=period.text,
            period_start=period.start,
            period_end=period.end,
            document=document,
            published_on=source.published_on,
            published_precision=source.precision,
            known_from=source.known_from,
            state=ReviewState.PUBLISHED,
            change_set=self.change_set,
            **_content(entry, row.stored),
        )


def _content(entry: Entry, stored: Observation | None) -> dict[str, Any]:
    """The columns of content; what the row leaves open a correction keeps from the row it replaces."""
    content: dict[str, Any] = {"obs_status": entry.obs_status, **entry.words}
    if entry.figure is None:
        content |= {"missing_reason": entry.missing_reason, "unit": entry.indicator.unit}
    else:
        figure = entry.figure
        content |= {"value": figure.value, "written": figure.written, "unit": figure.unit}
        content["qualifier"] = figure.qualifier
    if stored is not None:
        kept = entry.silent | ({*WORDS, "start"} - content.keys())
        if "quote" in content:
            kept -= {"start"}  # an offset belongs to its quote
        content |= {name: getattr(stored, name) for name in kept}
    return content | _figure_in_quote(content)


def _figure_in_quote(content: dict[str, Any]) -> dict[str, Any]:
    """The digits as the quote prints them, for a page to mark; nothing where the quote has them not."""
    quote, written = content.get("quote", ""), content.get("written", "").removeprefix("-")
    if not written or written not in quote:
        return {}
    places = (found.start() for found in _NUMERALS.finditer(quote) if found.group() == written)
    if (place := next(places, None)) is None:
        return {}
    if content.get("start") is not None:
        return {"figure": written, "figure_start": content["start"] + place}
    # Without an offset the first occurrence is marked: 5 in 2025年达到5家 would be the wrong one.
    return {"figure": written} if quote.find(written) == place else {}
