"""Parts and whole on the page of a commitment."""

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(db) -> Commitment:
    """Five hundred projects promised in all, and three times two hundred of it."""
    found = factories.make_commitment(statement="实施技改项目500个", target={"value": "500"})
    for number in range(3):
        factories.make_commitment(part_of=found, statement=f"其中第{number}类200个", target={"value": "200"})
    refresh()
    return found


def page_of(client: Client, commitment: Commitment, query: str = "") -> str:
    return client.get(f"/commitments/{commitment.code}/{query}").content.decode()


def report(whole: Commitment, *values: str) -> None:
    for row, value in zip([whole, *whole.parts.all()], values, strict=False):
        factories.make_observation(row.series, value, published="2022-02-01")
    refresh()


def test_the_page_of_a_total_says_by_how_much_its_parts_promise_more(client: Client, whole: Commitment):
    page = page_of(client, whole)

    assert "各分项合计600家，比总项500家多100家。" in page
    assert '<td class="number">+100家</td>' in page
    assert all(f'href="/commitments/{part.code}/"' in page for part in whole.parts.all())


def test_reported_figures_of_one_period_are_added_up_beside(client: Client, whole: Commitment):
    report(whole, "560", "190", "180", "185")
    page = page_of(client, whole)

    assert "2021年公布： 各分项合计555家，比总项560家少5家。" in page
    assert '<td class="number">\u22125家</td>' in page


def test_a_part_nobody_reported_on_leaves_the_gap_open(client: Client, whole: Commitment):
    report(whole, "560", "190")
    family = client.get(f"/commitments/{whole.code}/").context["family"]

    assert [part.figure for part in family.parts] == ["190家", "", ""]
    assert (family.figures.gap, family.figures.parts) == ("", "190家")
    assert "3个分项中有2个没有同类数字" in family.figures.text


def test_a_part_that_cannot_be_added_says_so(client: Client, whole: Commitment):
    part = whole.parts.first()
    part.targets.update(period="2022", due="2022-12-31")
    refresh()

    assert "未计入合计" in page_of(client, whole)


def test_the_page_of_a_part_leads_to_its_total(client: Client, whole: Commitment):
    page = page_of(client, whole.parts.first(), "?as_of=2022-01-01")

    assert f'所属总项 <a href="/commitments/{whole.code}/?as_of=2022-01-01"' in page
    assert "sums" not in page


def test_a_commitment_alone_has_no_such_section(client: Client, gdp: Commitment):
    assert 'id="family"' not in page_of(client, gdp)


def test_a_large_family_costs_no_more_queries(
    client: Client, whole: Commitment, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18) as few:
        page_of(client, whole)
    for _number in range(5):
        factories.make_commitment(part_of=whole)
    refresh()
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(client, whole)
