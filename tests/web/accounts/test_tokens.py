"""The page of one's own tokens."""

import re

import pytest

from tests.factories import make_department, make_jurisdiction, make_token, make_user
from tracker.models import Token

pytestmark = pytest.mark.django_db

HOME = "/tokens/"


@pytest.fixture
def user(client):
    user = make_user("clerk")
    client.force_login(user)
    return user


def secret_on(page):
    found = re.findall(r"<code>(duixian_[\w-]{43,})</code>", page.content.decode())
    return found[0] if found else None


def test_who_is_not_logged_in_logs_in_first(client):
    assert client.get(HOME).headers["Location"] == "/login/?next=/tokens/"


def test_a_new_secret_is_shown_once(client, user):
    page = client.post(HOME, {"name": "夜间程序", "days": "30", "writes": "on"})

    token = Token.objects.of_secret(secret_on(page)).get()
    assert (token.user, token.name, token.writes, token.reviews) == (user, "夜间程序", True, False)
    assert "no-store" in page.headers["Cache-Control"]
    again = client.get(HOME)
    assert secret_on(again) is None
    assert token.prefix in again.content.decode()


@pytest.mark.parametrize(
    ("places", "departments", "parts"),
    [
        (0, 0, 0), (1, 0, 1), (2, 0, 2), (0, 2, 2), (2, 2, 4),
    ],
)  # fmt: skip
def test_it_is_for_each_chosen_department_in_each_chosen_place(client, user, places, departments, parts):
    chosen = [make_jurisdiction(f"41010{number}") for number in range(2)][:places]
    also = [make_department() for _ in range(2)][:departments]
    data = {"jurisdictions": [row.pk for row in chosen], "departments": [row.pk for row in also]}
    client.post(HOME, {"name": "x", "days": "1", **data})

    found = Token.objects.get().parts.values_list("jurisdiction", "department")
    assert len(set(found)) == parts
    assert {place for place, _department in found} <= {*data["jurisdictions"], None}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"days": "0"},
        {"days": "366"},
        {"days": "soon"},
        {"departments": ["99"]},
    ],
)
def test_what_cannot_be_is_refused_on_the_page(client, user, wrong):
    page = client.post(HOME, {"name": "x", "days": "30", **wrong})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == list(wrong)
    assert not Token.objects.exists()


def test_nobody_looks_over_a_hundred_places(client, user):
    rows = [make_jurisdiction(f"41{number:04d}") for number in range(51)]
    page = client.post(HOME, {"name": "x", "days": "1", "jurisdictions": [row.pk for row in rows]})
    assert "50" in str(page.context["form"].non_field_errors())


def test_only_one_s_own_are_listed(client, user):
    make_token(user, name="mine")
    make_token(name="theirs")

    page = client.get(HOME).content.decode()
    assert "mine" in page
    assert "theirs" not in page


def test_a_revoked_one_is_listed_as_such(client, user):
    token = make_token(user, name="mine")
    page = client.post(f"{HOME}{token.pk}/revoke/", follow=True).content.decode()

    assert "已吊销" in page
    assert not Token.objects.usable().exists()
    assert "已经吊销" in client.post(f"{HOME}{token.pk}/revoke/", follow=True).content.decode()


def test_somebody_else_s_is_not_ours_to_revoke(client, user):
    token = make_token()
    assert client.post(f"{HOME}{token.pk}/revoke/").status_code == 403
    assert Token.objects.usable().exists()


def test_a_superuser_revokes_anybody_s(client):
    client.force_login(make_user(is_superuser=True))
    assert client.post(f"{HOME}{make_token().pk}/revoke/").status_code == 302
    assert not Token.objects.usable().exists()


def test_revoking_takes_a_form(client, user):
    assert client.get(f"{HOME}{make_token(user).pk}/revoke/").status_code == 405


def test_it_speaks_english_too(client, user):
    page = client.get("/en/tokens/").content.decode()
    assert "A new token" in page


def test_more_tokens_cost_no_more_queries(client, user, django_assert_max_num_queries):
    for number in range(5):
        make_token(user, parts=[(make_jurisdiction(f"41010{number}"), make_department())])
    with django_assert_max_num_queries(9):
        client.get(HOME)
