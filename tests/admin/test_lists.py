"""Long lists: every row on one page, however they are cut; counted no further than is worth it."""

import re

import pytest
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_commitment, make_observation, make_series
from tracker.admin import lists
from tracker.admin.commitments import CommitmentDesk
from tracker.admin.lists import PeekingPaginator
from tracker.models import Commitment, Observation

HOME = "/admin/tracker/commitment/"


@pytest.fixture
def seven(db):
    series = make_series()
    return [make_commitment(series=series, number=number).code for number in range(1, 8)]


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(CommitmentDesk, "list_per_page", 3)


def shown(page):
    return [row.code for row in page.context["cl"].result_list]


def link(page, rel):
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page.content.decode())
    return found[1].replace("&amp;", "&") if found else None


def test_forward_and_back_every_row_comes_once(desk, seven, small_pages):
    page, there = desk.get(HOME), []
    while True:
        there.append(shown(page))
        if not (following := link(page, "next")):
            break
        page = desk.get(HOME + following)
    assert there == [seven[:3], seven[3:6], seven[6:]]

    back = [shown(page)]
    while before := link(page, "prev"):
        page = desk.get(HOME + before)
        back.append(shown(page))
    assert back == there[::-1]


def test_rows_that_come_and_go_meanwhile_shift_no_page(desk, seven, small_pages):
    following = link(desk.get(HOME), "next")
    Commitment.objects.get(code=seven[0]).targets.all().delete()
    Commitment.objects.filter(code=seven[0]).update(code="000000-0000-001")
    make_commitment(number=8)
    assert shown(desk.get(HOME + following)) == seven[3:6]


def test_a_filter_stays_from_page_to_page_and_begins_at_the_first(desk, seven, small_pages):
    other = make_commitment(number=90, headline=True)
    assert other.code not in shown(desk.get(HOME + "?headline__exact=0"))
    following = link(desk.get(HOME + "?headline__exact=0"), "next")
    page = desk.get(HOME + following)
    assert shown(page) == seven[3:6]
    assert "headline__exact=0" in following
    filters = re.findall(r'href="(\?[^"]*headline__exact=1[^"]*)"', page.content.decode())
    assert filters
    assert all("p=" not in address for address in filters)


@pytest.mark.parametrize("cursor", ["2", "nonsense", "W10", "WyJkZXNrIixmYWxzZSwxXQ"])
def test_a_page_that_is_none_leads_to_the_list(desk, seven, cursor):
    assert desk.get(f"{HOME}?p={cursor}").headers["Location"].endswith("?e=1")


@pytest.mark.parametrize(("counted", "said"), [(7, "7 条"), (6, "超过 6 条")])
def test_the_count_says_where_it_stopped(desk, seven, monkeypatch, counted, said):
    monkeypatch.setattr(lists, "COUNTED", counted)
    page = desk.get(HOME + "?state__exact=published")
    assert page.context["cl"].count_text == said


def test_of_a_whole_long_table_the_database_says_about_how_long_it_is(desk, seven, monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 3)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE tracker_commitment")
    said = desk.get(HOME).context["cl"].count_text
    assert said == ("约 7 条" if connection.vendor == "postgresql" else "超过 3 条")


@pytest.mark.parametrize(("counted", "chosen"), [(7, 7), (6, 3)])
def test_all_rows_can_be_chosen_only_where_they_were_counted(
    desk, seven, small_pages, monkeypatch, counted, chosen
):
    monkeypatch.setattr(lists, "COUNTED", counted)
    assert desk.get(HOME).context["cl"].result_count == chosen


@pytest.mark.parametrize("model", ["commitment", "target", "observation", "series", "verdict", "auditentry"])
def test_no_list_counts_a_whole_table_or_sorts_by_what_has_no_index(desk, seven, model):
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(f"/admin/tracker/{model}/")
    counts = [each["sql"] for each in queries if "COUNT(" in each["sql"]]
    assert len(counts) == 1
    assert f"LIMIT {lists.COUNTED + 1}" in counts[0]
    assert not re.search(r'href="\?o=', page.content.decode())


# Choosing by typing


def pages(rows, size=2):
    return PeekingPaginator(rows, size)


def test_a_page_knows_whether_another_follows(seven):
    rows = Commitment.objects.order_by("code")
    found = [pages(rows, 3).page(number) for number in (1, 2, 3, 4)]
    assert [[row.code for row in page] for page in found] == [seven[:3], seven[3:6], seven[6:], []]
    assert [page.has_next() for page in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("number", "error"), [("x", PageNotAnInteger), (None, PageNotAnInteger), (0, EmptyPage)]
)
def test_a_page_has_a_number_from_one_on(number, error):
    with pytest.raises(error):
        pages([]).page(number)


@pytest.mark.parametrize(
    ("owner", "field", "term"),
    [
        ("commitment", "part_of", "410100"),
        ("commitment", "series", "指标"),
        ("target", "baseline", "指标"),
        ("target", "commitment", "410100"),
        ("observation", "series", ""),
        ("target", "baseline", ""),
    ],
)
def test_choices_cost_the_same_however_many_there_are(desk, owner, field, term):
    query = {"app_label": "tracker", "model_name": owner, "field_name": field, "term": term}

    def choose():
        with CaptureQueriesContext(connection) as queries:
            found = desk.get("/admin/autocomplete/", query).json()["results"]
        return len(found), len(queries)

    make_observation(make_commitment().series)
    one, cost = choose()
    for _ in range(6):
        make_observation(make_commitment().series)
    more, later = choose()
    assert (one, more) == (1, 7)
    assert later <= cost


def test_a_choice_is_named_by_all_that_is_loaded_with_it(desk):
    figure = make_observation(make_series())
    query = {"app_label": "tracker", "model_name": "target", "field_name": "baseline", "term": figure.period}
    (found,) = desk.get("/admin/autocomplete/", query).json()["results"]
    assert found == {"id": str(figure.pk), "text": str(Observation.objects.get())}
