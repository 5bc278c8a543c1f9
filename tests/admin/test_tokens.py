"""Tokens at the desk."""

import re

import pytest

from tests.factories import make_jurisdiction, make_token, make_user
from tracker.models import AuditEntry, Token

pytestmark = pytest.mark.django_db

HOME = "/admin/tracker/token/"


def entered(whose, **fields):
    parts = {"parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "0", "parts-MIN_NUM_FORMS": "0"}
    return {"user": whose.pk, "name": "夜间程序", "days": "30", **parts, **fields}


def test_a_superuser_makes_one_for_somebody_and_sees_its_secret_once(desk):
    machine, place = make_user("machine"), make_jurisdiction()
    page = desk.post(f"{HOME}add/", entered(machine, writes="on", **{"parts-0-jurisdiction": place.pk}))

    secret = re.search(r"<code>(duixian_[\w-]+)</code>", page.content.decode())[1]
    token = Token.objects.of_secret(secret).get()
    assert (token.user, token.writes, token.reviews) == (machine, True, False)
    assert [part.jurisdiction for part in token.parts.all()] == [place]
    assert AuditEntry.objects.get().verb == "issued"
    assert secret not in desk.get(f"{HOME}{token.pk}/change/").content.decode()


@pytest.mark.parametrize("fields", [{"days": "366"}, {"days": "0"}, {"name": ""}, {"user": ""}])
def test_what_cannot_be_is_refused(desk, fields):
    page = desk.post(f"{HOME}add/", entered(make_user(), **fields), follow=True)
    assert page.status_code == 200
    assert not Token.objects.exists()


def test_those_of_everybody_are_listed_and_only_looked_at(desk):
    token = make_token(make_user("machine"), parts=[(make_jurisdiction(), None)])

    assert "machine" in desk.get(HOME).content.decode()
    assert desk.get(f"{HOME}{token.pk}/change/").status_code == 200
    assert desk.post(f"{HOME}{token.pk}/change/", {"name": "other"}).status_code == 403
    assert desk.post(f"{HOME}{token.pk}/delete/", {"post": "yes"}).status_code == 403


def test_several_are_revoked_together(desk):
    tokens = [make_token(), make_token()]
    data = {"action": "revoke_selected", "_selected_action": [token.pk for token in tokens]}

    assert "2" in desk.post(HOME, data, follow=True).content.decode()
    assert not Token.objects.usable().exists()
    assert "0" in "".join(str(said) for said in desk.post(HOME, data, follow=True).context["messages"])


@pytest.mark.parametrize(("path", "data"), [("add/", {}), ("", {"action": "revoke_selected"})])
def test_who_is_no_superuser_only_looks(clerk, path, data):
    client, token = clerk("view_token"), make_token()
    client.post(HOME + path, {**data, "_selected_action": token.pk})

    assert client.get(HOME).status_code == 200
    assert Token.objects.usable().exists()
