"""The first page sorts the tables as an office does, and the masthead leads everywhere."""

import pytest
from django.contrib import admin

from tests.factories import make_user
from tracker.admin.shelves import SHELVES, shelved

ON_SHELVES = {name for shelf in SHELVES for name in shelf.tables}


def test_every_table_of_the_desk_stands_on_a_shelf():
    assert {model._meta.label for model in admin.site._registry} == ON_SHELVES


def test_a_table_nobody_sorted_is_shown_all_the_same():
    loose = [{"app_label": "other", "models": [{"object_name": "Thing", "name": "things"}]}]
    (shelf,) = shelved(loose)
    assert (shelf["app_label"], shelf["models"][0]["name"]) == ("others", "things")


def test_the_first_page_has_the_shelves_in_order(desk):
    shelves = desk.get("/admin/").context["app_list"]
    assert [shelf["app_label"] for shelf in shelves] == [shelf.name for shelf in SHELVES]
    assert all(str(table["about"]) for shelf in shelves for table in shelf["models"])


def test_a_clerk_sees_only_what_is_open_to_them(clerk):
    page = clerk("view_commitment", "view_topic").get("/admin/")
    names = [[table["object_name"] for table in shelf["models"]] for shelf in page.context["app_list"]]
    assert names == [["Commitment"], ["Topic"]]


def test_whoever_may_do_nothing_is_told_whom_to_ask(clerk):
    assert "请联系管理员" in clerk().get("/admin/").content.decode()


@pytest.mark.parametrize("label", ["tracker", "auth"])
def test_applications_are_no_pages_of_their_own(desk, label):
    assert desk.get(f"/admin/{label}/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/admin/tracker/topic/?q=x", "/en/admin/tracker/topic/?q=x"),
        ("/en/admin/", "/admin/"),
    ],
)
def test_the_masthead_leads_to_the_same_page_in_the_other_language(desk, path, other):
    assert f'href="{other}"' in desk.get(path).content.decode()


def test_a_reader_without_a_desk_is_told_so(client, db):
    client.force_login(make_user("reader"))
    assert "没有工作台权限" in client.get("/admin/", follow=True).content.decode()
