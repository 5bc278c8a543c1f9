"""Tokens as rows: known by a hash, good for a while."""

import datetime

import pytest
from django.utils import timezone, translation

from tests.factories import make_token
from tracker.models import Token, TokenScope

pytestmark = pytest.mark.django_db

AGO = timezone.now() - datetime.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("fields", "usable"),
    [
        ({}, True),
        ({"revoked_at": AGO}, False),
        ({"expires_at": AGO, "created_at": AGO - datetime.timedelta(1)}, False),
    ],
)
def test_one_that_is_revoked_or_expired_is_not_usable(fields, usable):
    token = make_token()
    Token.objects.filter(pk=token.pk).update(**fields)
    token.refresh_from_db()

    assert token.is_usable is usable
    assert Token.objects.usable().filter(pk=token.pk).exists() is usable


def test_it_is_found_by_its_secret_alone():
    token = make_token(secret="duixian_of_mine")

    assert Token.objects.of_secret("duixian_of_mine").get() == token
    assert not Token.objects.of_secret(token.digest).exists()
    assert not Token.objects.of_secret("duixian_").exists()


def test_reading_is_always_among_its_scopes():
    assert make_token().scopes == [TokenScope.READ]
    assert make_token(writes=True, reviews=True).scopes == list(TokenScope)


def test_a_part_names_its_place():
    with translation.override("en"):
        assert str(make_token(parts=[(None, None)]).parts.get()) == "everywhere"
