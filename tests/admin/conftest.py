import pytest
from django.contrib.auth.models import Permission

from tests.factories import make_user


@pytest.fixture
def desk(client, db):
    """The client of someone who may do everything."""
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def clerk(client, db):
    """Logs in someone with exactly the named permissions."""

    def enter(*permissions):
        user = make_user("clerk", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return enter
