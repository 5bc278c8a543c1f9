import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment, Verdict
from tracker.progress import refresh, today
from tracker.web.lists import scopes

pytestmark = pytest.mark.django_db


def test_a_past_day_shows_no_later_figure_and_no_verdict_that_needs_one(client: Client, gdp: Commitment):
    page = client.get(f"/commitments/{gdp.code}/?as_of=2021-02-01").content.decode()

    assert "4.7" not in page
    assert "暂无数据" in page
    assert "未完成" not in page


def test_a_past_overview_counts_what_was_known_then(client: Client, gdp: Commitment, firms: Commitment):
    response = client.get("/?as_of=2022-02-01")

    assert response.context["total"].counts == {"missed": 1, "no_data": 1}
    assert "本页回到<strong>2022年2月1日</strong>" in response.content.decode()


def test_links_keep_the_day_and_one_leads_back(client: Client, gdp: Commitment):
    page = client.get("/?as_of=2022-02-01&status=missed").content.decode()

    assert f'href="/commitments/{gdp.code}/?as_of=2022-02-01"' in page
    assert 'href="/?status=missed"' in page


@pytest.mark.parametrize(("query", "found"), [("status=missed", 1), ("status=met", 0), ("due=2021", 2)])
def test_filters_hold_on_a_past_day(
    client: Client, gdp: Commitment, firms: Commitment, query: str, found: int
):
    assert len(client.get(f"/?as_of=2022-02-01&{query}").context["rows"]) == found


def test_nothing_stands_before_it_was_announced(client: Client, gdp: Commitment):
    assert client.get(f"/commitments/{gdp.code}/?as_of=2021-01-29").status_code == 404
    assert "截至当天，这个计划还没有公布任何承诺" in client.get("/?as_of=2021-01-29").content.decode()


def test_a_later_target_is_not_known_on_an_earlier_day(client: Client, gdp: Commitment):
    factories.make_target(gdp, value="6", announced="2021-08-01")
    refresh()

    assert "最初公布的目标" not in client.get(f"/commitments/{gdp.code}/?as_of=2021-07-01").content.decode()


def test_the_history_ends_at_the_day(client: Client, gdp: Commitment):
    assert client.get(f"/commitments/{gdp.code}/?as_of=2022-02-01").context["history"] == []
    assert Verdict.objects.count() == 1


def test_today_is_no_past_day(client: Client, gdp: Commitment):
    response = client.get(f"/?as_of={today().isoformat()}")

    assert response.context["as_of"] is None
    assert "回到今天" not in response.content.decode()


@pytest.mark.parametrize(
    "text", ["yesterday", "2021-2-1", "2021-02-30", "20210201", "２０２１-02-01", "2021-W05-1"]
)
@pytest.mark.parametrize("path", ["/", "/commitments/410100-2021-001/"])
def test_what_is_no_day_is_refused_with_an_example(client: Client, gdp: Commitment, path: str, text: str):
    response = client.get(path, {"as_of": text})

    assert response.status_code == 400
    assert f"“{text}”不是日期，请写作2021-02-01。" in response.content.decode()


def test_a_day_to_come_is_refused(client: Client, gdp: Commitment):
    response = client.get("/?as_of=2999-01-01")

    assert response.status_code == 400
    assert "2999年1月1日尚未到来" in response.content.decode()


def test_too_many_commitments_are_not_turned_back_at_once(client: Client, gdp: Commitment, monkeypatch):
    monkeypatch.setattr(scopes, "MOST_JUDGED", 0)

    response = client.get("/?as_of=2022-02-01")

    assert response.status_code == 400
    assert "请选择一个计划" in response.content.decode()


def test_a_plan_of_later_days_is_not_offered_but_has_its_page(client: Client, gdp: Commitment):
    later = factories.make_plan(
        "410100-2022", name="次年计划", document=factories.make_document(published="2022-01-20")
    )
    for _place in range(2):
        factories.make_commitment(plan=later)
    refresh()

    assert "次年计划" in client.get("/").content.decode()
    assert "次年计划" not in client.get("/?as_of=2021-06-30").content.decode()
    assert (
        "截至当天，这个计划还没有公布任何承诺"
        in client.get("/?as_of=2021-06-30&plan=410100-2022").content.decode()
    )
