"""Rows that many tests only read: made once for a file or a folder, and rolled back behind its last test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def kept(django_db_blocker: Any) -> Iterator[None]:
    """Keep what is written within the block until its end, for fixtures of more than one test.

    What a test writes on top is rolled back with the test. No test beside them may commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
