"""Rows in work are read by those whose remits cover them."""

import pytest

from tests import factories as make
from tests.api.desk.people import clerk, publisher
from tests.api.sender import Sender
from tests.authority.places import make_world
from tests.kept import kept
from tracker.models import Observation, Series

pytestmark = pytest.mark.django_db

TABLES = ("observations", "commitments", "targets", "plans", "revisions", "remarks")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield make_world()


def seen(send, table, **query):
    return send.get(f"desk/{table}/", **query).json()["results"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_listed_and_each_row_has_a_page(world, table):
    send = clerk()
    rows = seen(send, table)
    assert len(rows) == 4
    for row in rows:
        page = send.get(f"desk/{table}/{row.get('code') or row['id']}/").json()
        assert row.items() <= page.items()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("place", "department", "found"),
    [("zhengzhou", None, 1), ("henan", None, 3), (None, "finance", 2), ("hubei", "science", 0)],
)
def test_outside_the_remit_there_is_nothing(world, table, place, department, found):
    user = make.make_worker("", "view_observation", "view_commitment", everywhere=False)
    make.make_remit(user, getattr(world, place or "", None), getattr(world, department or "", None))
    everything = seen(clerk(), table)
    send = Sender(user)

    rows = seen(send, table)

    # A plan belongs to no department alone.
    assert len(rows) == (0 if table == "plans" and department else found)
    for row in everything:
        answer = send.get(f"desk/{table}/{row.get('code') or row['id']}/")
        assert answer.status_code == (200 if row in rows else 404)


def test_a_token_narrows_what_is_read(world):
    send = clerk(parts=[(world.hubei, None)])
    assert [row["code"] for row in seen(send, "plans")] == ["420000-2021"]


@pytest.mark.parametrize("table", TABLES)
def test_nobody_in_particular_reads_nothing(table):
    assert Sender().get(f"desk/{table}/").status_code == 401


@pytest.mark.parametrize("table", TABLES)
def test_an_account_without_any_part_in_the_work_reads_nothing(table):
    answer = Sender(make.make_worker()).get(f"desk/{table}/")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "no_right")


def test_new_versions_are_shown_of_what_one_works_on(world):
    send = Sender(make.make_worker("", "view_observation"))
    assert seen(send, "revisions") == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"state": "draft"}, 1),
        ({"state": "draft,published"}, 5),
        ({"withdrawn": "true"}, 1),
        ({"withdrawn": "false"}, 4),
        ({"jurisdiction": "410100"}, 2),
        ({"document": "nowhere"}, 0),
    ],
)
def test_figures_are_narrowed(world, query, count):
    series = Series.objects.get(jurisdiction=world.zhengzhou)
    make.make_observation(series, "81", state="draft")
    withdrawn = Observation.objects.get(series__jurisdiction=world.hubei)
    Observation.objects.filter(pk=withdrawn.pk).update(
        withdrawn_at=withdrawn.recorded_at, withdrawn_reason="重复"
    )
    assert len(seen(clerk(), "observations", **query)) == count


def test_what_somebody_had_a_hand_in_is_told_apart(world):
    send = clerk()
    entered = send.post("observations/", {"rows": [figure(world)]}).json()["rows"][0]["id"]

    assert [row["id"] for row in seen(send, "observations", mine="true")] == [entered]
    assert entered not in [row["id"] for row in seen(send, "observations", mine="false")]


def figure(world):
    series = Series.objects.get(jurisdiction=world.zhengzhou)
    document = make.make_document("gazette", "2022-04-18")
    return {
        "indicator": series.indicator.code, "jurisdiction": "410100", "period": "2020", "value": "12",
        "source_title": document.code, "source_publisher": document.publisher,
    }  # fmt: skip


def test_who_entered_a_figure_reads_the_comment_it_was_returned_with(world):
    send = clerk()
    number = send.post("observations/", {"rows": [figure(world)]}).json()["rows"][0]["id"]
    home = f"desk/observations/{number}/"
    boss = Sender(make.make_user("boss", is_superuser=True))
    boss.matched("post", f"{home}review/", {"step": "return", "comment": "请核对单位"})

    page = send.get(home).json()

    assert (page["state"], page["may"]) == ("returned", ["submit", "correct", "withdraw"])
    assert (page["history"][0]["by"], page["history"][0]["comment"]) == ("boss", "请核对单位")


#: Token and user, two of rights, remits, parts of the token, rows; of commitments their departments, too.
OF_A_LIST = dict.fromkeys(TABLES, 6) | {"commitments": 7}


@pytest.mark.parametrize("table", TABLES)
def test_a_list_costs_the_same_however_long(world, django_assert_num_queries, table):
    send = publisher()
    send.get("desk/plans/")  # notes when the token was last used
    with django_assert_num_queries(OF_A_LIST[table]):
        assert len(seen(send, table)) == 4


def test_a_page_that_is_known_is_not_sent_again_and_kept_by_its_reader_alone(world):
    send, home = clerk(), "desk/plans/420000-2021/"
    known = send.get(home)
    assert known.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(known.headers["Vary"].split(", "))
    assert send("get", home, if_none_match=known.headers["ETag"]).status_code == 304
