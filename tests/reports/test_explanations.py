import datetime

import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import rate, stand, stock
from tracker.reports.explanations import explain

pytestmark = pytest.mark.django_db


def said(standing, language: str = "zh-hans") -> str:
    with translation.override(language):
        return explain(standing)


def test_a_missed_rate_says_by_how_many_points():
    standing = stand(rate(actual="4.7"))

    assert said(standing) == "目标7.5%以上，实际4.7%，低2.8个百分点：未完成。"
    assert said(standing, "en") == "Target at least 7.5%, actual 4.7%, 2.8 percentage points below: missed."


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        ("7.5", "目标7.5%以上，实际7.5%，与目标持平：完成。"),
        ("8.10", "目标7.5%以上，实际8.10%，高0.6个百分点：完成。"),
        ("-0.9", "目标7.5%以上，实际\u22120.9%，低8.4个百分点：未完成。"),
    ],
)
def test_a_due_rate_tells_the_distance_either_way(actual: str, sentence: str):
    assert said(stand(rate(actual=actual))) == sentence


def test_an_amount_met_says_how_much_more():
    series = factories.make_series(kind="flow", unit="亿元")
    commitment = factories.make_commitment(series=series, target={"value": "240", "wording": "at_least"})
    factories.make_observation(series, "306.5")

    assert said(stand(commitment)) == "目标240亿元以上，实际306.5亿元，多66.5亿元，完成率127.7%：完成。"


def test_an_amount_met_early_in_the_period_says_when():
    series = factories.make_series(kind="flow", unit="亿元")
    commitment = factories.make_commitment(series=series, target={"value": "240"})
    factories.make_observation(series, "241", "2021-01..10", published="2021-11-20")

    assert said(stand(commitment)) == "目标240亿元，2021年1—10月已为241亿元，多1亿元，完成率100.4%：完成。"


def test_a_range_has_a_near_end():
    aim = {"value": "6", "value_to": "6.5", "comparator": "between", "wording": "between"}

    assert said(stand(rate(target=aim, actual="6.2"))) == "目标6%至6.5%，实际6.2%，在区间之内：完成。"


def test_a_small_distance_is_told_in_the_finer_unit_of_the_figure():
    series = factories.make_series(kind="flow", unit="万亿元")
    commitment = factories.make_commitment(series=series, target={"value": "1.8"})
    factories.make_observation(series, "18541", unit="亿元")

    assert said(stand(commitment)) == "目标1.8万亿元，实际18,541亿元，多541亿元，完成率103%：完成。"


def test_a_bound_tells_no_distance():
    commitment = rate()
    factories.make_observation(commitment.series, "8", qualifier="more_than")

    assert said(stand(commitment)) == "目标7.5%以上，实际超过8%：完成。"


def test_a_bound_that_decides_nothing_is_named_as_one():
    commitment = rate()
    factories.make_observation(commitment.series, "7", qualifier="more_than")

    assert said(stand(commitment)) == (
        "目标7.5%以上，2021年12月31日到期；截至2023年6月30日没有公布能据以判定的数字：未见公布。"
        "公布的“超过7%”只是上限或下限。"
    )


def test_a_target_unreported_names_the_newest_figure():
    series = factories.make_series(kind="flow", unit="亿元")
    commitment = factories.make_commitment(series=series, target={"value": "4650"})
    factories.make_observation(series, "1498.5", "2021-01..04", published="2021-05-20")

    assert said(stand(commitment)).endswith("未见公布。最新数字：2021年1—4月为1498.5亿元。")


def test_without_data_the_sentence_gives_the_reason():
    standing = stand(stock(actual=""), datetime.date(2021, 2, 1))

    assert said(standing) == "目标4万家以上，2025年12月31日到期：暂无数据。目标时期内没有公布过数字。"


def test_a_stock_underway_tells_progress_time_and_gap():
    standing = stand(stock())

    assert said(standing) == (
        "到2025年12月31日的目标为4万家以上，从3.1万家到3.5万家（2022年末），进展44.4%，时序进度40%，"
        "超4.4个百分点：达进度。"
    )


def test_a_flow_underway_tells_completion_time_and_gap():
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"period": "2023", "value": "1000"})
    factories.make_observation(series, "300", "2023-H1", published="2023-06-30")

    assert said(stand(commitment)) == (
        "目标1000家，2023年上半年为300家，完成率30%，时序进度50%，欠20个百分点：欠进度。"
    )


def test_a_rate_underway_is_held_against_its_target():
    commitment = rate(target={"period": "2023"})
    factories.make_observation(commitment.series, "6", "2023-H1", published="2023-06-30")

    assert said(stand(commitment)) == (
        "目标7.5%以上（2023年12月31日到期），2023年上半年为6%，低1.5个百分点：欠进度。"
    )


def test_a_target_in_step_names_the_other_series_and_its_figure():
    gdp = rate(actual="4.7")
    series = factories.make_series(kind="rate", unit="%")
    aim = {"form": "reference", "wording": "in_step", "reference": gdp.series}
    commitment = factories.make_commitment(series=series, target=aim)
    factories.make_observation(series, "6.2")

    assert said(stand(commitment)) == "目标与地区生产总值增速同步（4.7%），实际6.2%，高1.5个百分点：完成。"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("1", "应于2021年12月31日前办成，2021年公布的结果为“已办成”：完成。"),
        ("0", "应于2021年12月31日前办成，2021年公布的结果为“未办成”：未完成。"),
        (
            "",
            "应于2021年12月31日前办成；截至2023年6月30日，没有已公布的内容说明是否办成：未见公布。",
        ),
    ],
)
def test_a_milestone_is_done_or_not(value: str, sentence: str):
    series = factories.make_series(kind="milestone", unit="项")
    commitment = factories.make_commitment(series=series, target={"form": "milestone", "wording": "none"})
    if value:
        factories.make_observation(series, value)

    assert said(stand(commitment)) == sentence


@pytest.mark.parametrize(
    ("counted_from", "actual", "words"),
    [("top", "11", "靠前9位：完成"), ("top", "23", "靠后3位：未完成"), ("bottom", "25", "靠前5位：完成")],
)
def test_a_rank_is_so_many_places_better_or_worse(counted_from: str, actual: str, words: str):
    direction = "down" if counted_from == "top" else "up"
    series = factories.make_series(kind="rank", unit="位", counted_from=counted_from, direction=direction)
    comparator = "at_most" if counted_from == "top" else "at_least"
    commitment = factories.make_commitment(series=series, target={"value": "20", "comparator": comparator})
    factories.make_observation(series, actual)

    assert words in said(stand(commitment))


def test_wording_that_cannot_be_checked_says_why():
    commitment = rate(checkable=False, unrateable_reason="scope_not_outcome")

    assert said(stand(commitment)) == "无法判定：工作清单，不是产出。"


def test_a_withdrawal_gives_day_and_reason():
    commitment = rate(withdrawn_on=datetime.date(2022, 3, 1), withdrawn_reason="并入新规划")

    assert said(stand(commitment)) == "2022年3月1日撤销：并入新规划"


def test_a_stored_verdict_is_explained_like_the_judgement_it_records():
    commitment = rate(actual="4.7")

    assert said(stand(commitment, stored=True)) == said(stand(commitment))
