"""The conflicts of the demo: the contradictions its sources hold, and none of their agreements."""

import pytest

from tracker.models import Observation
from tracker.progress import today
from tracker.progress.conflicts import conflicts, rivals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: Series, period, and what the two sources of 2021 print of it: they cannot both be right.
CONTRADICTIONS = [
    ("410100.livelihood-spending", "2020", "1282.9", "1220", "revision"),
    ("410100.livelihood-spending-share", "2020", "74.5", "74", "revision"),
    ("410100.good-air-days-change", "2020", "53", "57", "dispute"),
    ("410100.new-urban-jobs", "2020", "14", "11.74", "dispute"),
    ("410100.new-public-kindergartens", "2020", "241", "141", "dispute"),
    ("410100.urban-schools-started", "2020", "34", "31", "dispute"),
    ("410100.rural-teacher-housing", "2020", "1276", "1115", "dispute"),
    ("410100.airport-cargo", "2020", "64", "63", "dispute"),
    ("410100.china-europe-trains", "2020", "1126", "1130", "revision"),  # 突破1130 gave way to a number
    ("410100.china-europe-trains-growth", "2020", "13", "11.3", "dispute"),
    ("410100.cross-border-ecommerce-growth", "2020", "23.5", "20", "revision"),
]
#: The same of documents of other years and other authors.
LATER_CONTRADICTIONS = [
    ("100000.urban-registered-unemployment", "2020", "3.62", "4.24", "dispute"),
    ("410100.fixed-investment-growth", "2022", "-8.5", "-4", "revision"),
    ("410100.gdp-growth", "2022", "2", "1.0", "dispute"),  # the page with 1.0 bears no date
    ("410100.hightech-firms", "2022", "5189", "5200", "revision"),
    ("410100.industrial-value-added-growth", "2022", "4.4", "3.5", "revision"),
    ("410100.rd-intensity", "2023", "2.72", "2.67", "revision"),
    ("410100.retail-sales-growth", "2022", "-3.3", "-4", "revision"),
    ("410100.trade-total-growth", "2022", "0.3", "3.1", "dispute"),
]
#: Printed twice, and both can hold: the same digits, a rounding of them, or a bound and what it leaves open.
AGREEMENTS = [
    ("410100.good-air-days", "2020", "230", "230"),
    ("410100.pm25-fall", "2020", "12.1", "12.1"),
    ("410100.pm10-fall", "2020", "14.3", "14.3"),
    ("410100.rural-labour-transfers", "2020", "4.6", "4.6"),
    ("410100.urban-schools-opened", "2020", "30", "30"),
    ("410100.community-health-centres", "2020", "62", "62"),
    ("410100.disease-payment-kinds", "2020", "104", "104"),
    ("410100.disease-cost-fall", "2020", "12", "12"),
    ("410100.approval-days-longest", "2020", "61", "61"),
    ("410100.approval-days-shortest", "2020", "30", "30"),
    ("410100.air-index-bottom-rank", "2020", "20", "20"),
    ("410100.core-districts", "2020", "32", "32"),
    ("410100.metro-length", "2020", "206", "206.3"),
    ("410100.gdp", "2020", "12003", "12,003.04"),
    ("410100.budget-revenue", "2018", "1,152.06", "1152.1"),
    ("410100.budget-revenue", "2024", "1155.0", "1155.04"),
    ("410100.airport-cargo", "2021", "70", "70.5"),
    ("410100.new-hightech-firms", "2022", "1100", "1059"),
    ("100000.corporate-burden-relief", "2020", "2.5", "2.6"),
    ("100000.tax-and-contribution-relief", "2019", "2.3", "2.36"),
]
#: Tempting, but of different periods, scopes or indicators: series and period of the one and of the other.
NOT_COMPARED = [
    ("resettlement-floor-area", "2020", "1425", "resettlement-floor-area", "2016..2020", "6759"),
    ("residents-rehoused", "2020", "10.2", "residents-rehoused", "2016..2020", "89"),
    ("good-air-days-change", "2020", "53", "good-air-days-five-year-change", "2016..2020", "90"),
    ("pm25-fall", "2020", "12.1", "pm25-fall", "2016..2020", "46.9"),
    ("pm10-fall", "2020", "14.3", "pm10-fall", "2016..2020", "49.7"),
    (
        "cross-border-ecommerce-growth",
        "2020",
        "23.5",
        "cross-border-ecommerce-mean-growth",
        "2016..2020",
        "25",
    ),
    ("trade-total", "2020", "4946.4", "trade-total", "2016..2020", "2"),
    ("proposals-handled", "2020", "1294", "proposals-handled", "2016..2020", "6580"),
    ("proposals-satisfaction", "2020", "100", "proposals-satisfaction", "2016..2020", "99.8"),
    ("new-public-kindergartens", "2020", "241", "new-kindergartens", "2016..2020", "397"),
    ("urban-schools-opened", "2020", "30", "schools-added", "2016..2020", "179"),
    ("new-provincial-platforms", "2020", "209", "new-national-rd-platforms", "2016..2020", "15"),
    ("new-air-routes", "2020", "17", "air-routes", "2020", "245"),
    ("new-air-cities", "2020", "21", "air-cities", "2020", "132"),
    ("metro-length", "2020", "206.3", "metro-length-building", "2020", "203.5"),
    ("shanty-housing-completed", "2020", "11.8", "resettlement-flats-signed", "2020", "13.2"),
    ("livelihood-spending", "2020", "1282.9", "livelihood-spending-mean-growth", "2016..2020", "5.6"),
]


def found():
    return conflicts(rivals(today()))


def pairs():
    return {
        (row.later.series.code, row.later.period[:4], row.later.written, row.earlier.written, row.kind.value)
        for row in found()
    }


@pytest.mark.parametrize("expected", [*CONTRADICTIONS, *LATER_CONTRADICTIONS], ids=lambda row: row[0])
def test_what_cannot_both_hold_is_listed(expected):
    assert expected in pairs()


def test_nothing_else_is_listed():
    assert pairs() == {*CONTRADICTIONS, *LATER_CONTRADICTIONS}


@pytest.mark.parametrize(("series", "period", "one", "other"), AGREEMENTS)
def test_what_can_both_hold_is_stored_twice_and_not_listed(series, period, one, other):
    stored = Observation.objects.published().filter(series__code=series, period=period)
    for written in (one, other):
        assert stored.filter(written=written).count() >= 1 + (one == other)
    assert {one, other} not in [
        {row.later.written, row.earlier.written} for row in found() if row.later.series.code == series
    ]


@pytest.mark.parametrize("facts", NOT_COMPARED, ids=lambda facts: f"{facts[0]}-{facts[3]}")
def test_figures_of_other_periods_or_measures_stay_apart(facts):
    one, other = (
        Observation.objects.published().filter(series__code=f"410100.{code}", period=period, written=written)[
            0
        ]
        for code, period, written in (facts[:3], facts[3:])
    )
    compared = [{row.later.pk, row.earlier.pk} for row in found()]
    assert {one.pk, other.pk} not in compared
