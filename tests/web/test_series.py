import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(gdp: Commitment) -> Commitment:
    """The State's own growth target for 2021, above 6 %, and 8.4 % reported."""
    place = factories.make_jurisdiction("100000", name="国家", name_en="State", level="state")
    gdp.series.jurisdiction.parent = place
    gdp.series.jurisdiction.save()
    series = factories.make_series(gdp.series.indicator, place)
    plan = factories.make_plan(
        "100000-2021", jurisdiction=place, document=gdp.plan.document, name="国务院报告"
    )
    row = factories.make_commitment(
        series=series,
        plan=plan,
        number=1,
        statement="经济增长6%以上",
        target={"value": "6", "wording": "at_least"},
    )
    factories.make_observation(series, "8.4", published="2022-01-17")
    refresh()
    return row


def page_of(client: Client, row: Commitment, query: str = "", language: str = "") -> str:
    response = client.get(f"{language}/series/{row.series.code}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_every_value_stands_with_its_versions_and_every_plan_s_target(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "4.8", published="2023-01-05")
    later = factories.make_plan("410100-2022", name="次年报告", document=gdp.plan.document)
    factories.make_commitment(
        series=gdp.series, plan=later, number=1, target={"value": "6", "period": "2022"}
    )
    refresh()

    page = page_of(client, gdp)

    for text in ("4.7%", "4.8%", "另一版本", "7.5%以上", "次年报告", "未完成", 'class="chart"'):
        assert text in page
    assert page.count("chart-target-mark") >= 2 * 2  # both targets, on the wide and on the narrow drawing


def test_a_place_is_held_against_the_one_it_lies_in(client: Client, gdp: Commitment, state: Commitment):
    page = page_of(client, gdp)

    assert "与其他地区比较" in page
    assert 'class="chart-name line-1"' in page
    row = page.split('<th scope="row">2021</th>')[1].split("</tr>")[0]
    for text in ("7.5%以上", "4.7%", "未完成", "6%以上", "8.4%", "完成"):
        assert text in row


def test_a_measure_of_one_place_is_compared_with_nothing(client: Client, gdp: Commitment):
    assert "与其他地区比较" not in page_of(client, gdp)


def test_a_past_day_knows_no_later_figure_or_target(client: Client, gdp: Commitment, state: Commitment):
    page = page_of(client, gdp, "?as_of=2021-12-31")

    assert "4.7%" not in page
    assert "8.4%" not in page
    assert "7.5%以上" in page
    assert "?as_of=2021-12-31" in page


def test_a_target_that_moved_shows_the_first_beside_the_current(client: Client, gdp: Commitment):
    factories.make_target(gdp, value="4", wording="at_least", announced="2021-07-01")
    refresh()

    assert "<s>7.5%以上</s>" in page_of(client, gdp)


def test_the_same_in_another_form_is_named(client: Client, gdp: Commitment):
    level = factories.make_indicator("gdp", kind="stock", unit="亿元", name="地区生产总值")
    gdp.series.indicator.growth_of = level
    gdp.series.indicator.save()
    series = factories.make_series(level)

    assert f'href="/series/{series.code}/">地区生产总值</a>' in page_of(client, gdp)
    assert "地区生产总值增速" in client.get(f"/series/{series.code}/").content.decode()


def test_drafts_stay_off_the_page(client: Client, gdp: Commitment):
    Commitment.objects.update(state="draft")
    factories.make_observation(gdp.series, "9.9", "2019", state="draft")

    page = page_of(client, gdp)

    assert "没有已发布的承诺涉及该指标" in page
    assert "9.9" not in page


def test_a_milestone_has_a_page_without_a_chart(client: Client, db):
    series = factories.make_series(kind="milestone", unit="项")
    row = factories.make_commitment(series=series, target={"form": "milestone", "wording": "none"})
    factories.make_observation(series, "1")
    refresh()

    assert "<svg" not in page_of(client, row).split("<main")[1].split("状态")[0].split("承诺与公布")[1][:200]


def test_an_unknown_series_is_not_found(client: Client, db):
    assert client.get("/series/410100.nothing/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_figures_and_plans(
    client: Client, gdp: Commitment, state: Commitment, django_assert_max_num_queries
):
    address = f"/series/{gdp.series.code}/"
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for year in range(2005, 2015):
        factories.make_observation(gdp.series, "9", str(year), published=f"{year + 1}-02-01")
        plan = factories.make_plan(f"410100-{year}", document=gdp.plan.document)
        factories.make_commitment(series=gdp.series, plan=plan, number=1, target={"period": str(year)})
    refresh()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(client.get(address).context["aims"]) == 11


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["地区生产总值增速", "新增高新技术企业"]),
        ("topic=innovation", ["新增高新技术企业"]),
        ("jurisdiction=410100", ["地区生产总值增速", "新增高新技术企业"]),
        ("q=高企", ["新增高新技术企业"]),
        ("q=GDP", ["地区生产总值增速"]),
        ("q=不存在", []),
    ],
)
def test_indicators_are_listed_topic_by_topic(
    client: Client, gdp: Commitment, firms: Commitment, query: str, names: list[str]
):
    rows = client.get(f"/series/?{query}").context["rows"]

    assert [row.series.indicator.name for row in rows] == names


def test_a_listed_indicator_shows_the_newest_figure_known_by_the_day(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "5.0", "2022", published="2023-02-01")

    assert client.get("/series/").context["rows"][0].latest.text == "5.0%"
    assert client.get("/series/?as_of=2022-12-31").context["rows"][0].latest.text == "4.7%"
    assert client.get("/series/?as_of=2021-12-31").context["rows"][0].latest is None


@pytest.mark.parametrize("query", ["topic=nothing", "jurisdiction=1", "cursor=x"])
def test_what_no_indicator_answers_to_is_refused(client: Client, gdp: Commitment, query: str):
    assert client.get(f"/series/?{query}").status_code == 400
