"""Figures sent one by one or many at a time: a change set, through the same checks as a file."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tracker.ingest import HEADERS, Layout, apply_change_set, counts_of, open_change_set, problems_of, stage
from tracker.models import STORED, ChangeSet, Door, Observation, Outcome, StagedRow, User
from tracker.reports.staged import RELATED

from .bodies import Body
from .imports import bodies
from .problems import Problem
from .sending.refusals import file_fault

_LAYOUT: Final = Layout(
    encoding="utf-8",
    delimiter=",",
    header_row=1,
    header_rows=1,
    columns=dict(enumerate(HEADERS)),
)
_BLOCKS: Final = (Outcome.INVALID, Outcome.UNDECIDED)

#: What makes two figures one, by the columns an observation has.
_IDENTITY: Final = (
    "series__indicator", "series__jurisdiction", "period_start", "period_end", "document", "published_on",
)  # fmt: skip


@transaction.atomic
def enter(data: Mapping[str, Any], *, by: User, dry_run: bool) -> Body:
    """Store figures, or say what would become of them; a `dry_run` leaves nothing behind.

    Nothing is stored where all is on record already. Raises Problem `invalid_rows` where rows wait for a
    decision or cannot be stored; IngestError.
    """
    decision = {name: data[name] for name in ("accept_warnings", "reason")}
    options = {**decision, "valid_only": data["valid_only"]}
    with _staged(data["rows"], title=data["title"], by=by, options=options) as found:
        counts = counts_of(found, **decision)
        stores = any(counts[outcome] for outcome in STORED)
        blocked = any(counts[outcome] for outcome in _BLOCKS)
        if not dry_run and blocked and not (data["valid_only"] and stores):
            raise _invalid_rows(found)
        done = stores and not dry_run
        if done:
            apply_change_set(found, by=by)
        change_set = bodies.change_set(found) if done else None
        body = {"dry_run": dry_run, "change_set": change_set, "rows": _rows(found)}
        transaction.set_rollback(not done)
    return body


@contextmanager
def _staged(
    rows: Sequence[Mapping[str, str]], *, title: str, by: User, options: Mapping[str, Any]
) -> Iterator[ChangeSet]:
    """The rows as a change set that was checked; a file of it is kept only if what follows is."""
    file = ContentFile(_as_csv(rows).encode(), name="observations.csv")
    found = open_change_set(file=file, by=by, door=Door.API, title=title, layout=_LAYOUT, options=options)
    stored = found.file.name
    try:
        stage(found)
        yield found
    except BaseException:
        found.file.storage.delete(stored)
        raise
    if transaction.get_rollback():
        found.file.storage.delete(stored)


def _as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(HEADERS))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rows(found: ChangeSet) -> list[Body]:
    """Each row with what became of it."""
    rows = Observation.objects.filter(change_set=found)
    stored = {tuple(identity): number for number, *identity in rows.values_list("pk", *_IDENTITY)}
    documents = dict(found.staged_documents.values_list("number", "document"))
    staged = _in_order(found)
    identities = [
        (
            row.indicator_id,
            row.jurisdiction_id,
            row.period_start,
            row.period_end,
            row.document_id or documents.get(row.proposal),
            row.published_on,
        )
        for row in staged
    ]
    said = bodies.rows(found, staged)
    return [{**body, "id": stored.get(key)} for body, key in zip(said, identities, strict=True)]


def _in_order(found: ChangeSet) -> list[StagedRow]:
    """The rows by their place among those sent, which is also what they are told by."""
    staged = list(found.staged_rows.select_related(*RELATED).order_by("position"))
    for row in staged:
        row.number = row.position
    return staged


def _invalid_rows(found: ChangeSet) -> Problem:
    """What is wrong with the rows that stop everything."""
    faults = [
        file_fault(
            problem, parameter=f"rows[{row.position}]" + (f".{problem.column}" if problem.column else "")
        )
        for row in _in_order(found)
        if row.outcome in _BLOCKS
        for problem in problems_of(row)
    ]
    detail = _("Mend them, accept warnings, give a reason for corrections, or send `valid_only`.")
    return Problem("invalid_rows", detail, faults)
