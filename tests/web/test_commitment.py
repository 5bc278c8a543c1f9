import datetime

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


def page_of(client: Client, commitment: Commitment, query: str = "") -> str:
    response = client.get(f"/commitments/{commitment.code}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_the_verdict_in_words(client: Client, gdp: Commitment):
    assert "目标7.5%以上，实际4.7%，低2.8个百分点：未完成。" in page_of(client, gdp)


def test_the_quote_stands_with_its_figure_marked_and_where_it_is(client: Client, gdp: Commitment):
    page = page_of(client, gdp)

    assert "地区生产总值增长<mark>7.5%</mark>以上" in page
    assert "第7000字" in page
    assert "郑州市人民政府" in page
    assert "官方" in page


def test_the_target_tells_how_it_is_judged_over_what_and_since_when(client: Client, gdp: Commitment):
    page = page_of(client, gdp)

    assert "按≥7.5%判定" in page
    assert "时期2021年，2021年12月31日到期" in page
    assert "2021年1月30日公布" in page


def test_first_and_current_target_are_both_shown_when_they_differ(client: Client, gdp: Commitment):
    factories.make_target(gdp, value="6", wording="at_least", announced="2021-08-01")
    refresh()

    page = page_of(client, gdp)

    assert "现行目标" in page
    assert "最初公布的目标" in page
    assert page.index("6%以上") < page.index("7.5%以上</span>")


def test_all_vintages_are_listed_and_the_counting_one_is_named(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "4.9", published="2022-11-01", qualifier="about")
    refresh()

    response = client.get(f"/commitments/{gdp.code}/")

    assert [(figure.text, figure.counts) for figure in response.context["figures"]] == [
        ("约4.9%", True),
        ("4.7%", False),
    ]
    assert "另一版本" in response.content.decode()


def test_a_figure_shows_status_derivation_and_reliability(client: Client, firms: Commitment):
    page = page_of(client, firms)

    for text in ("预计", "推算：4130-2900", "晚报报道", "2022年9月8日", "媒体"):
        assert text in page


def test_a_missing_value_gives_its_reason(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, None, "2022", missing_reason="原文缺页", unit=None)

    page = page_of(client, gdp)

    assert "原文缺页" in page
    assert "缺失" in page


def test_the_chart_comes_in_two_widths_with_a_table_below(client: Client, gdp: Commitment):
    page = page_of(client, gdp)

    assert 'viewBox="0 0 1000' in page
    assert 'viewBox="0 0 360' in page
    assert '<table class="figures"' in page


def test_reasons_and_numbers_of_the_verdict_are_told(client: Client, firms: Commitment):
    page = page_of(client, firms)

    assert 'data-reason="derived"' in page
    assert "<strong>123%</strong>" in page


@pytest.mark.parametrize("day", ["", "?as_of=2022-12-31"])
def test_what_the_status_hangs_on_is_told_and_leads_to_the_figures(client: Client, gdp: Commitment, day: str):
    factories.make_observation(gdp.series, "8", published="2022-01-05")
    refresh()

    page = page_of(client, gdp, day)

    assert "同一时期另有公布的数字，换用后判定会改变。" in page
    assert '<a href="#figures">查看</a>' in page
    assert 'data-note="method_sensitive"' not in page


def test_what_should_be_there_by_now_is_shown_before_any_figure(client: Client, db):
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"period": "2022", "value": "1200"})
    refresh()

    page = page_of(client, commitment, "?as_of=2022-06-30")

    assert "按序时应达" in page
    assert "<strong>600家</strong>" in page
    assert "截至2022年6月30日，按时间匀速推算" in page


def test_the_record_names_method_rules_day_and_hash(client: Client, gdp: Commitment):
    gdp.refresh_from_db()
    page = page_of(client, gdp)

    assert gdp.current_verdict.sha256 in page
    assert "standard-1" in page
    assert "<code>schedule</code>" in page


def test_earlier_verdicts_stay_in_the_history(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "8", published="2022-11-01")
    refresh()

    history = client.get(f"/commitments/{gdp.code}/").context["history"]

    assert [verdict.status for verdict in history] == ["met", "missed"]


def test_the_history_says_why_each_verdict_was_recorded(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "8", published="2022-11-01")
    refresh()

    page = client.get(f"/en/commitments/{gdp.code}/").content.decode()
    newest, first = page.split('class="history"')[1].split("<tr>")[2:]

    assert "another figure of the same period counts now" in newest
    assert "judged for the first time" in first


def test_parts_and_whole_point_at_each_other(client: Client, gdp: Commitment):
    part = factories.make_commitment(part_of=gdp, statement="其中：市区")
    refresh()

    assert f'href="/commitments/{part.code}/"' in page_of(client, gdp)
    assert f'href="/commitments/{gdp.code}/"' in page_of(client, part)


def test_the_neighbours_in_the_plan_are_one_step_away(client: Client, gdp: Commitment, firms: Commitment):
    assert f'<a rel="next" href="/commitments/{firms.code}/"' in page_of(client, gdp)
    assert f'<a rel="prev" href="/commitments/{gdp.code}/"' in page_of(client, firms)


def test_notes_tell_how_the_words_were_read(client: Client, gdp: Commitment):
    Commitment.objects.update(printed_as="地方一般公共预算支出", reading_note="报纸误印，按收入读")

    page = page_of(client, gdp)

    assert "地方一般公共预算支出" in page
    assert "报纸误印，按收入读" in page


def test_entity_and_threshold_are_shown(client: Client, gdp: Commitment):
    Commitment.objects.update(
        entity="各开发区",
        threshold_of="单个项目投资额",
        threshold=100,
        threshold_unit=factories.make_unit("亿元"),
    )

    page = page_of(client, gdp)

    assert "各开发区" in page
    assert "数目未说明" in page
    assert "100亿元" in page


def test_the_same_is_there_as_data(client: Client, gdp: Commitment):
    assert f'href="/api/v1/commitments/{gdp.code}/"' in page_of(client, gdp)


def test_a_vision_without_a_series_has_a_page(client: Client, gdp: Commitment):
    Commitment.objects.update(
        series=None, checkable=False, unrateable_reason="no_measure", headline=False, binding=""
    )
    refresh()

    page = page_of(client, gdp)

    assert "无法判定：措辞没有给出可以衡量的内容。" in page
    assert "公布的数字" not in page


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_an_unpublished_commitment_is_not_there(client: Client, gdp: Commitment, state: str):
    Commitment.objects.update(state=state)

    assert client.get(f"/commitments/{gdp.code}/").status_code == 404


@pytest.mark.parametrize("change", [{"state": "draft"}, {"withdrawn_reason": "误录"}])
def test_unpublished_and_withdrawn_figures_are_not_shown(client: Client, gdp: Commitment, change: dict):
    if "withdrawn_reason" in change:
        change["withdrawn_at"] = datetime.datetime(2022, 6, 1, tzinfo=datetime.UTC)
    gdp.series.observations.update(**change)
    refresh()

    assert "4.7%" not in page_of(client, gdp)


def test_the_number_of_queries_does_not_grow_with_the_figures(
    client: Client, gdp: Commitment, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14) as few:
        page_of(client, gdp)
    for year in range(2001, 2020):
        factories.make_observation(gdp.series, "5", str(year), published="2021-01-01")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(client, gdp)


def test_a_figure_worked_out_stands_with_those_it_follows_from(client: Client):
    level = factories.make_series(kind="flow", unit="亿元", name="进出口总额")
    rate = factories.make_series(
        kind="rate", unit="%", name="进出口总额增速", form="growth", growth_of=level.indicator
    )
    commitment = factories.make_commitment(series=rate, target={"value": "7.5"})
    factories.make_observation(level, "200", "2020", published="2021-03-01", quote="达到200亿元")
    factories.make_observation(level, "300", "2021", published="2022-03-01", quote="达到300亿元")
    behind = page_of(client, commitment).partition("推算依据")[2].partition("</section>")[0]
    assert "50%由300/200-1推算" in behind
    assert ["达到300亿元" in behind, "达到200亿元" in behind, level.code in behind] == [True] * 3


def test_a_published_figure_has_nothing_behind_it(client: Client, gdp: Commitment):
    assert "推算依据" not in page_of(client, gdp)
