import datetime
from fractions import Fraction

import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import AS_OF, rate, stand, stock
from tracker.progress import observations_of
from tracker.reports.charts import Chart, Mark
from tracker.reports.legends import chart_keys
from tracker.reports.target_charts import target_chart

pytestmark = pytest.mark.django_db


def chart_of(commitment, *, language: str = "zh-hans") -> Chart | None:
    with translation.override(language):
        return target_chart(stand(commitment), observations_of(commitment.series, as_of=AS_OF))


def test_a_chart_holds_every_known_figure_and_the_target():
    commitment = rate(actual="4.7")
    factories.make_observation(commitment.series, "3.0", "2020")

    chart = chart_of(commitment)

    assert [(point.at.year, point.value, point.label) for point in chart.points] == [
        (2020, Fraction(3), "3.0%"),
        (2021, Fraction(47, 10), "4.7%"),
    ]
    assert (chart.target.value, chart.target.due) == (Fraction(15, 2), datetime.date(2021, 12, 31))
    assert chart.percent
    assert not chart.bars


def test_a_figure_published_later_is_not_on_an_earlier_day_s_chart():
    commitment = rate(actual="4.7")
    factories.make_observation(commitment.series, "5", "2022", published="2023-07-01")

    assert [point.at.year for point in chart_of(commitment).points] == [2021]


def test_values_are_converted_into_the_target_s_unit():
    series = factories.make_series(kind="flow", unit="亿元")
    commitment = factories.make_commitment(series=series, target={"value": "240"})
    factories.make_observation(series, "3065000", unit="万元")

    assert [point.value for point in chart_of(commitment).points] == [Fraction(613, 2)]


def test_english_counts_in_billions():
    series = factories.make_series(kind="flow", unit="亿元")
    series.indicator.unit.name_en = "100 million yuan"
    series.indicator.unit.save()
    commitment = factories.make_commitment(series=series, target={"value": "240"})
    factories.make_observation(series, "306.5")

    chart = chart_of(commitment, language="en")

    assert chart.unit == "billion yuan"
    assert chart.points[0].value == Fraction(3065, 100)
    assert chart.target.value == 24


def test_flows_stand_as_columns_and_their_parts_as_points_on_the_expected_path():
    series = factories.make_series(kind="flow")
    commitment = factories.make_commitment(series=series, target={"value": "4650"})
    factories.make_observation(series, "1498.5", "2021-01..04")

    chart = chart_of(commitment)

    assert chart.bars
    assert [point.whole for point in chart.points] == [False]
    assert chart.path == ((datetime.date(2021, 1, 1), 0), (datetime.date(2021, 12, 31), 4650))


def test_a_total_of_several_years_is_named_and_not_drawn_beside_single_years():
    series = factories.make_series(kind="flow")
    commitment = factories.make_commitment(series=series)
    factories.make_observation(series, "500", "2016..2020")
    factories.make_observation(series, "90", "2021")

    chart = chart_of(commitment)

    assert len(chart.points) == 1
    assert chart.left_out == ("2016—2020年",)


def test_a_stock_goes_from_its_baseline_to_the_target():
    chart = chart_of(stock())

    assert chart.path == (
        (datetime.date(2020, 12, 31), Fraction(31, 10)),
        (datetime.date(2025, 12, 31), Fraction(4)),
    )
    assert [point.baseline for point in chart.points] == [True, False]


def test_the_first_announced_target_stays_beside_the_current_one():
    commitment = stock()
    factories.make_target(
        commitment, period="2025", value="3.8", announced="2022-03-01", baseline=stand(commitment).baseline
    )

    chart = chart_of(commitment)

    assert (chart.first_target.value, chart.target.value) == (Fraction(4), Fraction(38, 10))


@pytest.mark.parametrize(
    ("qualifier", "label"),
    [("exact", "2.0%"), ("more_than", ">2.0%"), ("about", "≈2.0%"), ("less_than", "<2.0%")],
)
def test_a_label_says_when_a_figure_is_no_exact_one(qualifier: str, label: str):
    commitment = rate()
    factories.make_observation(commitment.series, "2.0", qualifier=qualifier)

    assert chart_of(commitment).points[0].label == label


def test_vintages_that_do_not_count_are_drawn_apart():
    commitment = rate(actual="4.7")
    factories.make_observation(commitment.series, "4.9", published="2023-01-01")

    assert [(point.label, point.counts) for point in chart_of(commitment).points] == [
        ("4.7%", False),
        ("4.9%", True),
    ]


@pytest.mark.parametrize("kind", ["milestone", "rate"])
def test_nothing_is_drawn_for_milestones_or_without_figures(kind: str):
    series = factories.make_series(kind=kind, unit="项")
    commitment = factories.make_commitment(series=series, target={"form": "milestone", "wording": "none"})
    if kind == "milestone":
        factories.make_observation(series, "1")

    assert chart_of(commitment) is None


def test_a_missing_value_is_no_point():
    commitment = rate()
    factories.make_observation(commitment.series, None, missing_reason="未公布", unit=None)

    assert chart_of(commitment) is None


def test_the_description_tells_target_and_figures():
    assert chart_of(rate(actual="4.7")).description == "目标7.5%以上。已公布的数字：2021年：4.7%。"


def test_the_keys_explain_only_what_is_drawn():
    assert [key.code for key in chart_keys(chart_of(rate(actual="4.7")))] == ["target", "mark-final"]


def test_the_keys_tell_every_kind_of_mark_apart():
    commitment = stock()
    factories.make_observation(commitment.series, "3.6", "2022", published="2023-03-01")
    factories.make_observation(commitment.series, "3.2", "2021", obs_status="estimated")

    codes = [key.code for key in chart_keys(chart_of(commitment))]

    assert codes == ["target", "path", "mark-final", "mark-estimated", "mark-doubtful", "baseline", "other"]


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({}, Mark.FINAL),
        ({"obs_status": "provisional"}, Mark.PROVISIONAL),
        ({"obs_status": "estimated"}, Mark.ESTIMATED),
        ({"qualifier": "about"}, Mark.FINAL),
        ({"qualifier": "more_than", "obs_status": "estimated"}, Mark.ABOVE),
        ({"qualifier": "at_most"}, Mark.BELOW),
    ],
)
def test_a_mark_says_how_settled_a_figure_is(fields: dict, mark: Mark):
    commitment = rate()
    factories.make_observation(commitment.series, "4.7", **fields)

    assert [point.mark for point in chart_of(commitment).points] == [mark]


@pytest.mark.parametrize(
    ("status", "other", "preferred", "mark"),
    [
        ("final", "8", False, Mark.DOUBTFUL),
        ("final", "8", True, Mark.FINAL),
        ("final", "4.70", False, Mark.FINAL),
        ("provisional", "8", False, Mark.FINAL),
    ],
)
def test_a_disputed_figure_is_doubtful_until_somebody_settles_it_and_a_revised_one_is_not(
    status: str, other: str, preferred: bool, mark: Mark
):
    commitment = rate()
    factories.make_observation(commitment.series, "4.7", published="2022-01-26", obs_status=status)
    reason = "年鉴" if preferred else ""
    factories.make_observation(
        commitment.series, other, published="2023-01-01", preferred=preferred, preferred_reason=reason
    )

    assert [point.mark for point in chart_of(commitment).points if point.counts] == [mark]


def test_a_mark_pointed_at_names_its_source_and_day():
    commitment = rate()
    paper = factories.make_document(published="2022-01-26", title="统计公报")
    factories.make_observation(commitment.series, "4.7", document=paper, obs_status="provisional")

    assert chart_of(commitment).points[0].note == "初步 · 统计公报 · 2022年1月26日"


def test_small_ranks_stand_on_top():
    series = factories.make_series(kind="rank", unit="位", direction="none", counted_from="top")
    commitment = factories.make_commitment(series=series, target={"value": "10", "comparator": "at_most"})
    factories.make_observation(series, "12")

    assert chart_of(commitment).upside_down
