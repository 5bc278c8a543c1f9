import pytest

from tests.authority.places import make_world


@pytest.fixture
def world(db):
    return make_world()
