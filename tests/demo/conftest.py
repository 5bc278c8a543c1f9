"""The demo, loaded once for the tests of a file and rolled back after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tracker.management.seeding import seed


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker) -> Iterator[list[str]]:
    """What `manage.py seed` said while it filled the database."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        seed(say=said.append)
        yield said
        transaction.set_rollback(True)
