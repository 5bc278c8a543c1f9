"""How far the storing of a change set has come, told outside its transaction.

What a transaction writes nobody else sees before it ends, and a change set is stored in one. Its progress
stands in a small file beside the files brought in, which every process of the program can read.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tracker.models import ChangeSet

from .opening import STALE_AFTER, Progress


@dataclass(frozen=True)
class Pace:
    """Rows done, rows in all, and when that was."""

    done: int
    total: int
    at: datetime.datetime

    @property
    def is_alive(self) -> bool:
        """Whether the process that told it can be taken to be at work still."""
        return timezone.now() - self.at <= STALE_AFTER


def pace_of(change_set: ChangeSet) -> Pace | None:
    """How far the storing has come; None where nobody said so."""
    path = _path(change_set)
    try:
        done, total = path.read_text().split()
        at = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
        return Pace(int(done), int(total), at)
    except (OSError, ValueError):
        return None


@contextmanager
def following(change_set: ChangeSet) -> Iterator[Progress]:
    """Within the block, what is told to the yielded function is what `pace_of` answers."""
    path = _path(change_set)
    path.parent.mkdir(parents=True, exist_ok=True)

    def tell(done: int, total: int) -> None:
        path.write_text(f"{done} {total}")

    tell(0, change_set.total)
    try:
        yield tell
    finally:
        path.unlink(missing_ok=True)


def _path(change_set: ChangeSet) -> Path:
    return Path(settings.IMPORT_ROOT) / f"{change_set.pk}.progress"
