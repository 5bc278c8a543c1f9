import pytest
from django.contrib.auth.models import Permission

from tests.factories import (
    make_commitment,
    make_document,
    make_jurisdiction,
    make_remit,
    make_series,
    make_unit,
    make_user,
)
from tracker.models import Commitment, Document, Observation, Series, User


@pytest.fixture
def clerk(db) -> User:
    """Somebody who enters the figures of Zhengzhou."""
    user = make_user("clerk", is_staff=True)
    rights = ("add_observation", "change_observation", "view_observation", "view_document", "view_indicator")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    make_remit(user, make_jurisdiction())
    return user


@pytest.fixture
def page(client, clerk):
    """The client, logged in as the clerk."""
    client.force_login(clerk)
    return client


@pytest.fixture
def bulletin(db) -> Document:
    return make_document("bulletin", "2022-04-18", title="统计公报")


@pytest.fixture
def asked(db) -> Commitment:
    """A commitment that asks for a figure of 2021."""
    make_unit("万家")
    return make_commitment(series=make_series(name="新增高新技术企业", name_en="New firms"))


def key_of(series: Series, period: str = "2021") -> str:
    return f"{series.pk}:{period}"


def stored() -> list[tuple[str, str]]:
    return list(Observation.objects.standing().order_by("pk").values_list("written", "state"))
