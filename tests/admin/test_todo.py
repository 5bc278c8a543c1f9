"""The start page: what is somebody's to do, each a link to a list whose length agrees."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_change_set,
    make_commitment,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_remark,
    make_remit,
    make_revision,
    make_series,
    make_worker,
)
from tracker.admin import todo
from tracker.authority import scope_of
from tracker.models import Commitment

ROLES = {
    "entry": ("add_observation", "change_observation", "change_commitment", "add_changeset"),
    "reviewer": ("review_observation", "review_commitment"),
    "publisher": ("publish_observation", "publish_commitment"),
}
VIEWS = ("observation", "commitment", "target", "revision", "remark", "changeset")


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    monkeypatch.setattr(todo, "today", lambda: datetime.date(2022, 7, 1))


@pytest.fixture
def rows(db):
    """Something of everything, within the remit and outside."""
    here, elsewhere = make_jurisdiction(), make_jurisdiction("420100", name="武汉市")
    for place in (here, elsewhere):
        plan = make_plan(f"{place.code}-2021", jurisdiction=place)
        for number, state in enumerate(("draft", "submitted", "returned", "approved", "published"), 1):
            series = make_series(jurisdiction=place)
            pledge = make_commitment(
                series=series, plan=plan, number=number, state=state, target={"state": state}
            )
            make_observation(series, period="2020", state=state)
            make_remark(pledge, state=state)
        make_revision(pledge)
        Commitment.objects.filter(pk=pledge.pk).update(due=datetime.date(2022, 8, 1))
        make_observation(pledge.series, "90", published="2022-03-01")
        make_observation(pledge.series, "91", published="2022-03-02", document=None)
    return here


@pytest.fixture
def enter(client, rows):
    def somebody(role):
        views = tuple(f"view_{name}" for name in VIEWS)
        user = make_worker(role, *views, *ROLES[role], is_staff=True, everywhere=False)
        make_remit(user, rows)
        client.force_login(user)
        return client, user

    return somebody


@pytest.mark.parametrize("role", ROLES)
def test_each_count_agrees_with_its_list(enter, role):
    client, user = enter(role)
    make_change_set(created_by=user, state="planned", door="web", applied_at=None)
    found = client.get("/en/admin/").context["todo"]

    assert found
    for each in found:
        changelist = client.get(each.task.address).context["cl"]
        assert len(changelist.result_list) == each.count, each.task


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("entry", {"without_figure", "returned", "drafts", "due_ahead"}),
        ("reviewer", {"review", "due_ahead"}),
        ("publisher", {"publish", "due_ahead"}),
    ],
)
def test_each_role_has_its_own_tasks(enter, role, codes):
    client, _user = enter(role)
    assert {each.task.code for each in client.get("/en/admin/").context["todo"]} == codes


def test_what_one_entered_is_not_waiting_for_oneself(enter):
    _client, user = enter("reviewer")
    before = {(each.task.code, each.task.model): each.count for each in todo.todo_of(user)}
    make_observation(state="submitted", change_set=make_change_set(created_by=user))

    assert {(each.task.code, each.task.model): each.count for each in todo.todo_of(user)} == before


def test_a_commitment_with_a_figure_of_the_year_is_done(enter):
    _client, user = enter("entry")
    [waiting] = [each for each in todo.todo_of(user) if each.task.code == "without_figure"]
    series = Commitment.objects.filter(plan__jurisdiction__code="410100").first().series
    make_observation(series, "100", period="2021", published="2022-02-01")

    [after] = [each for each in todo.todo_of(user) if each.task.code == "without_figure"]
    assert after.count == waiting.count - 1


def test_the_start_page_costs_the_same_however_much_there_is(enter):
    client, _user = enter("entry")
    client.get("/en/admin/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/admin/")
    for _number in range(10):
        make_observation(make_series(), state="draft")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/admin/")
    assert len(many) <= len(few)


def test_more_than_a_thousand_are_told_as_such(enter, monkeypatch):
    monkeypatch.setattr(todo, "COUNTED", 1)
    client, _user = enter("entry")
    assert re.search(r'class="number">1\+<', client.get("/en/admin/").content.decode())


def test_of_very_many_to_look_through_the_first_are_counted(enter, monkeypatch):
    monkeypatch.setattr(todo, "LOOKED_AT", 2)
    _client, user = enter("entry")
    [found] = [each for each in todo.todo_of(user) if each.task.code == "without_figure"]
    assert (found.count, found.has_more) == (2, True)


def test_where_none_of_the_first_is_to_be_done_nothing_is_claimed(enter, monkeypatch):
    monkeypatch.setattr(todo, "LOOKED_AT", 1)
    client, user = enter("entry")
    first = todo._asking(scope_of(user)).order_by().first()
    make_observation(first.series, "100", period="2021", published="2022-02-01")

    assert re.search(
        r'task=without_figure".*class="number">too many to count<', client.get("/en/admin/").content.decode()
    )


def test_open_conflicts_agree_with_the_list_behind_them(enter):
    client, _user = enter("publisher")
    page = client.get("/en/admin/")
    [link] = re.findall(r'href="([^"]*conflicts[^"]*)"', page.content.decode())

    assert page.context["conflicts"] == 1
    assert len(client.get(link.replace("&amp;", "&")).context["rows"]) == 1


def test_a_reader_has_nothing_to_do_but_watch(client, rows):
    client.force_login(make_worker("reader", "view_observation", is_staff=True))
    assert "Nothing is waiting for you" in client.get("/en/admin/").content.decode()
