"""The demo, loaded once for the tests of this folder and rolled back after them."""

from collections.abc import Iterator

import pytest

from tests.kept import kept
from tracker.management.seeding import seed


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker) -> Iterator[list[str]]:
    """What `manage.py seed` said while it filled the database."""
    said: list[str] = []
    with kept(django_db_blocker):
        seed(say=said.append)
        yield said
