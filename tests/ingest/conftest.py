"""Reference data in the database for the tests of planning and applying."""

import pytest

from tests.ingest.tables import store_reference


@pytest.fixture
def reference(db: None) -> None:
    """Units, indicators, jurisdictions and one document."""
    store_reference()
