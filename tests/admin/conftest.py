import pytest

from tests.factories import make_user, make_worker


@pytest.fixture
def desk(client, db):
    """The client of someone who may do everything."""
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def clerk(client, db):
    """Logs in someone with exactly the named permissions, for all there is."""

    def enter(*permissions):
        client.force_login(make_worker("clerk", *permissions, is_staff=True))
        return client

    return enter
