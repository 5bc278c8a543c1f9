"""The planned path of a target on its commitment's page."""

import pytest
from django.test import Client

from tests import factories
from tests.web.test_pages import Parsed
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(db) -> Commitment:
    """A thousand firms promised for 2021, 450 of them by June; 400 came out."""
    series = factories.make_series(kind="flow", name="新增高新技术企业", name_en="New high-tech firms")
    commitment = factories.make_commitment(series=series, target={"value": "1000"})
    paper = factories.make_document("quarters", "2021-03-05", title="季度序时计划", reliability="press")
    factories.make_path_point(commitment.targets.get(), "2021-06-30", 450, document=paper)
    factories.make_observation(series, "400", "2021-H1", published="2021-07-20")
    refresh()
    return commitment


def page_of(client: Client, commitment: Commitment, query: str = "") -> str:
    return client.get(f"/commitments/{commitment.code}/{query}").content.decode()


def test_planned_and_actual_stand_side_by_side_with_the_source(client: Client, planned: Commitment):
    page = page_of(client, planned)

    for text in (
        "序时计划",
        "2021年6月30日",
        "450家",
        "400家",
        "少50家",
        "季度序时计划",
        "2021年3月5日",
        "媒体",
    ):
        assert text in page.split('id="path"')[1].split("</section>")[0]


def test_the_chart_draws_the_announced_values(client: Client, planned: Commitment):
    page = page_of(client, planned)

    assert page.count('<rect class="chart-stop"') == 3  # on both charts, and in their key
    assert "序时计划（方块为公布的计划值）" in page


def test_a_day_before_its_announcement_knows_no_path(client: Client, planned: Commitment):
    assert 'id="path"' not in page_of(client, planned, "?as_of=2021-03-04")
    assert 'id="path"' in page_of(client, planned, "?as_of=2021-03-05")


def test_what_should_be_there_by_the_day_follows_the_path(client: Client, planned: Commitment):
    page = page_of(client, planned, "?as_of=2021-09-30")

    assert "按序时应达" in page
    assert "<strong>725家</strong>" in page
    assert "截至2021年9月30日，按公布的序时计划" in page


def test_values_that_are_not_judged_by_say_so(client: Client, gdp: Commitment):
    factories.make_path_point(gdp.targets.get(), "2021-06-30", "7.2")

    assert "仅供参考，不参与判定" in page_of(client, gdp)


def test_without_a_path_there_is_no_such_section(client: Client, gdp: Commitment):
    assert 'id="path"' not in page_of(client, gdp)


def test_ids_stay_unique(client: Client, planned: Commitment):
    ids = Parsed(page_of(client, planned)).ids

    assert len(ids) == len(set(ids))


def test_a_path_costs_one_query_however_long_it_is(
    client: Client, planned: Commitment, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16) as few:
        page_of(client, planned)
    for month in (3, 4, 9):
        factories.make_path_point(planned.targets.get(), f"2021-{month:02}-30", month * 75)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(client, planned)
