import pytest

from tests.api.caller import Caller


@pytest.fixture
def api(db):
    return Caller()
