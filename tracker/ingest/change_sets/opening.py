"""Change sets before they are applied: opened with a file, known again, given up."""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import AuditEntry, ChangeSet, ChangeSetState, Door, Observation, StagedRow, User, Verb

from ..layout.layouts import Layout
from ..problems import FileProblems, Problem

#: Told how many rows are done and how many there are, as far as is known.
Progress = Callable[[int, int], None]

#: A process at work gives a sign of life with every batch; after so long without one it is taken for dead.
STALE_AFTER = datetime.timedelta(minutes=2)
#: States that hold nothing worth keeping, or whose rows were never stored.
DISCARDABLE = (
    ChangeSetState.DRAFT,
    ChangeSetState.PLANNING,
    ChangeSetState.PLANNED,
    ChangeSetState.APPLYING,
    ChangeSetState.FAILED,
)
LONGEST_REASON = min(
    ChangeSet._meta.get_field("reason").max_length, Observation._meta.get_field("withdrawn_reason").max_length
)
_CHUNK = 1024 * 1024


def open_change_set(
    *,
    file: Path | File,
    by: User | None,
    door: Door | str,
    name: str = "",
    title: str = "",
    layout: Layout | None = None,
    options: Mapping[str, Any] | None = None,
) -> ChangeSet:
    """Keep a file and open a draft for it; nothing of it is read yet.

    `file` is a path or an upload, `name` what it is called there (default: its own name). `layout` says how
    to read it and what stands in columns it leaves out. `options` are `accept_warnings`, `valid_only` and
    `reason`, which `apply_change_set` takes where it is not told otherwise. The stored copy lies under the
    setting IMPORT_ROOT and is never served. Raises FileProblems (`too_large`), IngestError
    (`reason_too_long`), OSError where the file cannot be opened.
    """
    called = name or Path(str(getattr(file, "name", ""))).name
    reason = str((options or {}).get("reason", "")).strip()
    refuse_long(reason)
    change_set = ChangeSet(
        title=(title or printable(called))[:200],
        file_name=printable(called)[-255:],
        layout=layout.to_json() if layout else {},
        options={**(options or {}), "reason": reason},
        reason=reason,
        door=door,
        state=ChangeSetState.DRAFT,
        created_by=by,
        token=by.token if by else None,
    )
    if isinstance(file, Path):
        with file.open("rb") as content:
            _keep(change_set, content, called)
    else:
        file.seek(0)
        _keep(change_set, file, called)
    return change_set


def _keep(change_set: ChangeSet, content: BinaryIO | File, called: str) -> None:
    """Store the file with its hash, and the draft that points at it."""
    digest, size = hashlib.sha256(), 0
    limit = settings.IMPORT_MAX_MB
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > limit * 1024 * 1024:
            raise FileProblems([Problem("too_large", params={"limit": str(limit)})])
        digest.update(chunk)
    content.seek(0)
    change_set.file_sha256 = digest.hexdigest()
    change_set.file.save(called, File(content), save=False)
    change_set.save()


def printable(name: str) -> str:
    """A file's name as text: one in another encoding than the machine's cannot be stored as it is."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def refuse_long(reason: str) -> None:
    """Raise IngestError `reason_too_long` for a reason no column can hold."""
    if len(reason) > LONGEST_REASON:
        raise IngestError("reason_too_long", {"limit": str(LONGEST_REASON)})


def brought_in_before(change_set: ChangeSet) -> ChangeSet | None:
    """The change set that brought in the very same file, where one was applied and not reversed."""
    same = ChangeSet.objects.filter(file_sha256=change_set.file_sha256, state=ChangeSetState.APPLIED)
    return same.exclude(pk=change_set.pk).order_by("-pk").first() if change_set.file_sha256 else None


def is_stale(change_set: ChangeSet) -> bool:
    """Whether the process that was at work on it has given no sign of life for `STALE_AFTER`."""
    at_work = change_set.state in (ChangeSetState.PLANNING, ChangeSetState.APPLYING)
    last = change_set.heartbeat_at or change_set.created_at
    return at_work and timezone.now() - last > STALE_AFTER


def discard_change_set(change_set: ChangeSet, *, by: User | None) -> ChangeSet:
    """Give up a change set that was not applied: its staged rows and its file go, its record stays.

    One that is being planned stops at its next batch; one that is being applied by a living process is waited
    for, and then refuses. Raises IngestError `not_discardable`.
    """
    with transaction.atomic():
        given_up = ChangeSet.objects.filter(pk=change_set.pk, state__in=DISCARDABLE)
        if not given_up.update(state=ChangeSetState.DISCARDED, heartbeat_at=timezone.now()):
            raise IngestError("not_discardable", {"change_set": str(change_set.pk)})
        forget_rows(change_set)
        AuditEntry.objects.record(Verb.DISCARDED, change_set, by=by)
    change_set.refresh_from_db()
    change_set.file.delete(save=False)
    ChangeSet.objects.filter(pk=change_set.pk).update(file="")
    return change_set


def forget_rows(change_set: ChangeSet) -> None:
    """Remove what is staged of a change set."""
    StagedRow.objects.filter(change_set=change_set).delete()
    change_set.staged_documents.all().delete()
