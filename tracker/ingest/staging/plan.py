"""Stages a file: reads it, checks every row, and holds the rows against what is stored."""

import datetime
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import ChangeSet, ChangeSetState, StagedDocument
from tracker.progress import today as this_day

from ..asking.doubting import doubt
from ..change_sets.counting import tally_of, with_counts
from ..change_sets.opening import STALE_AFTER, Progress, forget_rows
from ..checking.checker import Checker
from ..checking.known import Known
from ..comparing.places import compare
from ..layout.layouts import Layout
from ..problems import FileProblems, noted
from ..reading import Table, read_table
from .lanes import Lane
from .table import form

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
        table = _table(change_set)
        run.total = table.total
        lane = Lane(
            change_set,
            table,
            Checker(Known.load(change_set.bringer), table, today=today or this_day()),
            form(),
        )
        _write(lane, run, progress)
        _compare(lane, run)
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

    def beat(self) -> None:
        """Give a sign of life and say how many rows are done. Raises IngestError `stopped`."""
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


def _write(lane: Lane, run: "_Run", progress: Progress | None) -> None:
    """Stage all rows, a batch at a time: each is stored together with its sign of life."""
    rows, before = lane.rows(), -1
    while before < run.done:
        before = run.done
        with transaction.atomic():
            run.beat()
            lane.form.write(islice(rows, BATCH))
        run.done = lane.done
        if progress:
            progress(run.done, max(run.total, run.done))


def _compare(lane: Lane, run: "_Run") -> None:
    with transaction.atomic():
        run.beat()
        StagedDocument.objects.bulk_create(lane.proposed.values(), batch_size=1000)
        world = compare(lane.change_set)
        doubt(lane.change_set, lane.table.headers.get("value", ""))
        _conclude(run, lane.table, world)


def _conclude(run: _Run, table: Table, world: dict[str, int]) -> None:
    change_set = run.own().get()
    change_set.encoding = table.encoding[:20]
    change_set.found = {
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "headers": table.headers,
        "ignored": table.ignored,
        "notes": noted(table.notes),
    }
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
