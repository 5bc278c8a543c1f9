"""The planned path beside what was reported, and on the chart."""

import datetime
from fractions import Fraction

import pytest
from django.utils import translation

from tests import factories
from tests.reports.standing import AS_OF, rate, stand, stock
from tracker.progress import observations_of
from tracker.reports.legends import chart_keys
from tracker.reports.paths import follows_path, path_rows
from tracker.reports.target_charts import target_chart

pytestmark = pytest.mark.django_db


def rows_of(commitment, as_of=AS_OF, language="zh-hans"):
    with translation.override(language):
        return [
            (row.day, row.planned, row.actual, row.difference, row.counts)
            for row in path_rows(stand(commitment, as_of))
        ]


def chart_of(commitment):
    with translation.override("zh-hans"):
        return target_chart(stand(commitment), observations_of(commitment.series, as_of=AS_OF))


def flow(*points, actual="", period="2021-H1"):
    """A thousand firms promised for 2021, with a path and a figure of a part of the year."""
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"value": "1000"})
    for by, value in points:
        factories.make_path_point(commitment.targets.get(), by, value)
    if actual:
        factories.make_observation(series, actual, period, published="2021-07-20")
    return commitment


def test_planned_and_actual_stand_side_by_side_where_a_figure_ends_that_day():
    commitment = flow(("2021-03-31", 200), ("2021-06-30", 450), actual="400")

    assert rows_of(commitment) == [
        ("2021年3月31日", "200家", "", "", True),
        ("2021年6月30日", "450家", "400家", "少50家", True),
    ]


@pytest.mark.parametrize(
    ("actual", "words", "english"),
    [
        ("500", "多50家", "50 firms above"),
        ("450", "与计划持平", "exactly as planned"),
        ("449.5", "少0.5家", "0.5 firms below"),
    ],
)
def test_the_distance_from_the_plan_is_told_either_way(actual: str, words: str, english: str):
    commitment = flow(("2021-06-30", 450), actual=actual)
    commitment.series.indicator.unit.name_en = "firms"
    commitment.series.indicator.unit.save()

    assert rows_of(commitment)[0][3] == words
    assert rows_of(commitment, language="en")[0][3] == english


def test_a_figure_of_another_span_that_ends_that_day_is_no_actual():
    commitment = flow(("2021-06-30", 450), actual="200", period="2021-04..06")

    assert rows_of(commitment)[0][2] == ""


def test_a_bound_tells_no_distance_from_the_plan():
    commitment = flow(("2021-06-30", 450))
    factories.make_observation(commitment.series, "400", "2021-H1", qualifier="more_than")

    assert rows_of(commitment)[0][2:4] == ("超过400家", "")


def test_a_value_announced_anew_replaces_the_earlier_one():
    commitment = flow(("2021-06-30", 450), actual="400")
    paper = factories.make_document(published="2021-05-20")
    factories.make_path_point(commitment.targets.get(), "2021-06-30", 300, document=paper)

    assert rows_of(commitment) == [
        ("2021年6月30日", "450家", "400家", "", False),
        ("2021年6月30日", "300家", "400家", "多100家", True),
    ]
    assert [row[1] for row in rows_of(commitment, datetime.date(2021, 5, 19))] == ["450家"]


@pytest.mark.parametrize(
    ("commitment", "follows"),
    [
        (stock, True),
        (rate, False),
        (flow, True),
        (lambda: stock(comparator="at_most", value="2"), True),
        (lambda: factories.make_commitment(target={"comparator": "at_most"}), False),
        (lambda: factories.make_commitment(measured=False), False),
    ],
)
def test_what_is_held_follows_no_path(commitment, follows: bool):
    assert follows_path(stand(commitment())) is follows


# On the chart


def test_the_announced_path_is_drawn_instead_of_the_straight_line():
    chart = chart_of(flow(("2021-03-31", 200), ("2021-06-30", 450), actual="400"))

    assert chart.path == (
        (datetime.date(2021, 1, 1), 0),
        (datetime.date(2021, 3, 31), 200),
        (datetime.date(2021, 6, 30), 450),
        (datetime.date(2021, 12, 31), 1000),
    )
    assert [stop.text for stop in chart.stops] == ["2021年3月31日：200家", "2021年6月30日：450家"]
    assert [key.code for key in chart_keys(chart)] == ["target", "plan", "part"]


def test_a_path_of_a_stock_begins_at_its_baseline_also_before_any_figure():
    commitment = stock(actual="")
    factories.make_path_point(commitment.targets.get(), "2022-12-31", "3.3")

    assert chart_of(commitment).path == (
        (datetime.date(2020, 12, 31), Fraction(31, 10)),
        (datetime.date(2022, 12, 31), Fraction(33, 10)),
        (datetime.date(2025, 12, 31), Fraction(4)),
    )


def test_a_path_without_a_known_beginning_begins_at_its_first_value():
    commitment = stock()
    commitment.targets.update(baseline=None)
    factories.make_path_point(commitment.targets.get(), "2022-12-31", "3.3")

    assert chart_of(commitment).path == (
        (datetime.date(2022, 12, 31), Fraction(33, 10)),
        (datetime.date(2025, 12, 31), Fraction(4)),
    )


def test_english_draws_the_path_in_the_units_of_the_axis():
    commitment = stock()
    unit = commitment.series.indicator.unit
    unit.name_en = "10 thousand firms"
    unit.save()
    factories.make_path_point(commitment.targets.get(), "2022-12-31", "3.3")
    with translation.override("en"):
        chart = target_chart(stand(commitment), observations_of(commitment.series, as_of=AS_OF))

    assert [value for _day, value in chart.path] == [31000, 33000, 40000]


def test_no_path_is_drawn_where_none_is_followed():
    commitment = rate(actual="4.7")
    factories.make_path_point(commitment.targets.get(), "2021-06-30", 7)

    assert (chart_of(commitment).path, chart_of(commitment).stops) == ((), ())
