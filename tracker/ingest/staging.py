"""Stages a file: reads it, checks every row, and holds the rows against what is stored."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import ChangeSet, ChangeSetState, DatePrecision, Outcome, Qualifier, StagedDocument
from tracker.progress import today as this_day

from .checking import CheckedRow, Checker, Entry
from .comparing import compare
from .counting import tally_of, with_counts
from .layouts import Layout
from .lookup import Known
from .noting import noted, noted_text
from .opening import STALE_AFTER, Progress, forget_rows
from .quoting import figure_in_quote
from .reading import FileProblems, Table, read_table
from .sources import NewDocument
from .staged_table import Staged, write_staged

#: Rows between two signs of life; as many are lost when the process is stopped.
BATCH = 20_000


def stage(
    change_set: ChangeSet, *, progress: Progress | None = None, today: datetime.date | None = None
) -> ChangeSet:
    """Read the stored file, check every row, and say what would become of it; the change set is then planned.

    May be called again for a set that is planned or failed, and for one whose process died. Nothing but
    staged rows is written. Raises FileProblems for a file that cannot be read (the set is then `failed`, its
    `failure` holds the problems), IngestError `not_plannable` in another state, and `stopped` when the set
    was discarded or begun again by somebody else meanwhile.
    """
    run = _begin(change_set)
    try:
        rows = _Rows(change_set, _table(change_set), today or this_day())
        run.total = getattr(rows.table, "total", 0)
        for batch in _batches(rows):
            with transaction.atomic():
                run.beat(len(batch))
                write_staged(batch)
            if progress:
                progress(run.done, max(run.total, run.done))
        with transaction.atomic():
            run.beat(0)
            StagedDocument.objects.bulk_create(rows.proposals(), batch_size=1000)
            world = compare(change_set)
            _conclude(run, rows, world)
    except FileProblems as error:
        run.fail(
            error.code,
            [
                {**each, "row": problem.row}
                for each, problem in zip(noted(error.problems), error.problems, strict=True)
            ],
        )
        raise
    except IngestError:
        raise
    except BaseException as error:
        run.fail(type(error).__name__, [])
        raise
    change_set.refresh_from_db()
    return change_set


def _begin(change_set: ChangeSet) -> "_Run":
    """Take the change set for planning: out of a state of rest, or from a process that died."""
    rests = [ChangeSetState.DRAFT, ChangeSetState.PLANNED, ChangeSetState.FAILED]
    dead = Q(state=ChangeSetState.PLANNING, heartbeat_at__lt=timezone.now() - STALE_AFTER)
    free = ChangeSet.objects.filter(Q(state__in=rests) | dead, pk=change_set.pk)
    with transaction.atomic():
        taken = free.update(
            state=ChangeSetState.PLANNING,
            attempt=F("attempt") + 1,
            heartbeat_at=timezone.now(),
            done=0,
            total=0,
            failure={},
        )
        if not taken:
            raise IngestError("not_plannable", {"change_set": str(change_set.pk)})
        forget_rows(change_set)
    change_set.refresh_from_db()
    return _Run(change_set.pk, change_set.attempt)


@dataclass
class _Run:
    """One attempt at planning: gives signs of life, and notices when the set is no longer its own."""

    number: int
    attempt: int
    done: int = 0
    total: int = 0

    def own(self) -> Any:
        """The change set, as long as this attempt has it."""
        return ChangeSet.objects.filter(pk=self.number, attempt=self.attempt, state=ChangeSetState.PLANNING)

    def beat(self, rows: int) -> None:
        """Say that `rows` more are done. Raises IngestError `stopped`."""
        self.done += rows
        self.update(heartbeat_at=timezone.now(), done=self.done, total=max(self.total, self.done))

    def update(self, **fields: Any) -> None:
        """Write to the change set. Raises IngestError `stopped` when it is no longer ours."""
        if not self.own().update(**fields):
            raise IngestError("stopped", {"change_set": str(self.number)})

    def fail(self, code: str, problems: list[dict[str, Any]]) -> None:
        """Record why it came to nothing."""
        self.own().update(state=ChangeSetState.FAILED, failure={"code": code, "problems": problems})


def _table(change_set: ChangeSet) -> Table:
    return read_table(
        Path(change_set.file.path), layout=Layout.from_json(change_set.layout) if change_set.layout else None
    )


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


class _Rows:
    """The rows of a table as they are staged, with the documents they propose."""

    def __init__(self, change_set: ChangeSet, table: Table, today: datetime.date) -> None:
        self.change_set = change_set
        self.table = table
        self.known = Known.load()
        defaults = change_set.layout.get("defaults", {})
        self.checker = Checker(self.known, table, today=today, defaults=defaults)
        self.accepted = bool(change_set.options.get("accept_warnings"))
        self.proposed: dict[Any, StagedDocument] = {}

    def __iter__(self) -> Iterator[Staged]:
        for position, raw in enumerate(self.table.rows, start=1):
            yield self._staged(position, self.checker.check(raw))

    def proposals(self) -> list[StagedDocument]:
        """The documents that would be new, each once."""
        return list(self.proposed.values())

    def findings(self) -> dict[str, Any]:
        """What was found in the file, for a page to show."""
        return {
            "delimiter": self.table.delimiter,
            "headers": self.table.headers,
            "ignored": self.table.ignored,
        }

    def _staged(self, position: int, row: CheckedRow) -> Staged:
        problems = noted_text(row.problems)
        if row.entry is None:
            ending = Outcome.SKIPPED.value if row.skipped else Outcome.INVALID.value
            return Staged(self.change_set.pk, position, row.number, ending, ending, False, problems)
        warned = bool(row.warnings)
        outcome = Outcome.UNDECIDED if warned and not self.accepted else Outcome.NEW
        return Staged(
            self.change_set.pk,
            position,
            row.number,
            outcome.value,
            Outcome.NEW.value,
            warned,
            problems,
            **self._said(row.entry),
        )

    def _said(self, entry: Entry) -> dict[str, Any]:
        source, period, figure = entry.source, entry.period, entry.figure
        said: dict[str, Any] = {
            "indicator_id": entry.indicator.pk,
            "jurisdiction_id": entry.jurisdiction.pk,
            "period": period.text,
            "period_start": period.start.isoformat() if period.start else None,
            "period_end": period.end.isoformat(),
            "published_on": source.published_on.isoformat(),
            "published_precision": source.precision,
            "known_from": source.known_from.isoformat(),
            "obs_status": entry.obs_status,
            "obs_status_stated": "obs_status" not in entry.silent,
            "qualifier": Qualifier.EXACT.value,
            "unit_id": entry.indicator.unit_id,
            "missing_reason": entry.missing_reason,
            **entry.words,
        }
        if isinstance(source.document, NewDocument):
            said["proposal"] = self._proposal(source.document, entry)
        else:
            said["document_id"] = source.document.pk
        if figure is not None:
            said |= {
                "value": format(figure.value, "f"),
                "unit_id": figure.unit.pk,
                "written": figure.written,
                "qualifier": str(figure.qualifier),
                "qualifier_stated": "qualifier" not in entry.silent,
            }
            quoted = figure_in_quote(said.get("quote", ""), figure.written, said.get("start"))
            said["figure"], said["figure_start"] = quoted
        return said

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
                nearest=self.known.nearest("document", new.title),
            )
        return self.proposed[new.key].number


def _conclude(run: _Run, rows: "_Rows", world: dict[str, int]) -> None:
    change_set = run.own().get()
    change_set.encoding = rows.table.encoding[:20]
    change_set.found = rows.findings()
    change_set.tally = tally_of(change_set)
    with_counts(change_set, change_set.options)
    run.update(
        state=ChangeSetState.PLANNED,
        encoding=change_set.encoding,
        found=change_set.found,
        tally=change_set.tally,
        counts=change_set.counts,
        world=world,
        total=run.done,
        planned_at=timezone.now(),
    )
