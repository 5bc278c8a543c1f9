"""One's own password: changed at will, and before anything else where somebody else chose it."""

import pytest

from tests.factories import make_commitment, make_user
from tracker.actions.accounts import hand_password

pytestmark = pytest.mark.django_db

OWN = "words of my own 7"


@pytest.fixture
def handed(client):
    """Somebody logged in with a password that was handed over."""
    user = make_user("clerk", is_staff=True, is_superuser=True)
    password = hand_password(user=user, by=None)
    answer = client.post("/login/", {"username": "clerk", "password": password, "next": "/admin/"})
    assert answer.status_code == 302
    return {"old_password": password, "new_password1": OWN, "new_password2": OWN}


@pytest.mark.parametrize(
    "path",
    ["/", "/admin/", "/admin/tracker/commitment/?q=1", "/imports/", "/imports/new/", "/commitments/x/"],
)
def test_every_page_leads_to_the_password_and_back(client, handed, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/password/?next=%2F")
    done = client.post(answer.headers["Location"], handed)
    assert done.headers["Location"] == path


def test_in_english_the_page_is_in_english(client, handed):
    page = client.get("/en/admin/", follow=True)
    assert page.redirect_chain[0][0].startswith("/en/password/")
    assert "Somebody else chose your present password" in page.content.decode()


@pytest.mark.parametrize("path", ["/imports/new/", "/admin/tracker/topic/add/"])
def test_nothing_is_carried_out_before(client, handed, path):
    page = client.post(path, {"code": "x", "name": "x"}, follow=True)
    assert page.redirect_chain == [("/password/", 302)]
    assert "未执行任何操作" in page.content.decode()


def test_the_api_says_so_with_a_code_of_its_own(client, handed):
    answer = client.get("/api/v1/imports/")
    assert (answer.status_code, answer.json()["code"]) == (403, "password_change_required")
    assert "/password/" in answer.json()["detail"]


def test_what_is_open_to_all_stays_open_in_the_api(client, handed):
    make_commitment()
    assert client.get("/api/v1/commitments/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_one_may_still_log_out(client, handed):
    client.post("/logout/")
    assert client.get("/").status_code == 200


def test_afterwards_everything_is_open(client, handed):
    client.post("/password/", handed)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"old_password": "wrong"}, "旧密码"),
        ({"new_password2": "something else 8"}, "不一致"),
        ({"new_password1": "short 1", "new_password2": "short 1"}, "10"),
        ({"new_password1": "password123", "new_password2": "password123"}, "常见"),
        ({"new_password1": "83746592837465", "new_password2": "83746592837465"}, "数字"),
    ],
)
def test_what_the_rules_refuse_changes_nothing(client, handed, changed, text):
    page = client.post("/password/", {**handed, **changed})
    assert page.status_code == 200
    assert text in "".join(str(field.errors) for field in page.context["form"])
    assert client.get("/admin/").status_code == 302


def test_the_old_password_is_no_new_one(client, handed):
    old = handed["old_password"]
    page = client.post("/password/", {**handed, "new_password1": old, "new_password2": old})
    assert "相同" in page.content.decode()


def test_the_rules_are_said_before(client, handed):
    assert "至少 10 个字符" in client.get("/password/").content.decode()


def test_other_sessions_end_with_the_password(client, handed, django_user_model):
    other = type(client)()
    other.force_login(django_user_model.objects.get())
    client.post("/password/", handed)
    assert other.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_who_is_not_logged_in_logs_in_first(client):
    assert client.get("/password/").headers["Location"] == "/login/?next=/password/"


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_one_is_led_nowhere_else(client, handed, wanted):
    done = client.post(f"/password/?next={wanted}", handed)
    assert done.headers["Location"] == "/admin/"


def test_who_has_no_desk_goes_on_to_the_imports(client):
    client.force_login(make_user("reader", password="reader words 1"))
    data = {"old_password": "reader words 1", "new_password1": OWN, "new_password2": OWN}
    assert client.post("/password/", data).headers["Location"] == "/imports/"


def test_a_visitor_without_a_session_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
        client.get("/login/")
