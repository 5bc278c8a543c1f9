import pytest

from tests.authority.places import make_world
from tests.kept import kept


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield make_world()
