"""What was known of a commitment on a day."""

import datetime

import pytest

from tests.factories import make_commitment, make_document, make_observation, make_series, make_target
from tracker.models import Target
from tracker.progress import observations_of, read

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2022, 12, 31)


def reading_of(commitment, as_of=TODAY):
    return read([commitment], as_of=as_of)[0]


def test_a_commitment_is_unknown_before_its_target_was_announced():
    commitment = make_commitment()
    assert read([commitment], as_of=datetime.date(2021, 1, 29)) == []


def test_readings_keep_the_order_of_the_commitments():
    rows = [make_commitment() for _ in range(3)]
    assert [row.commitment for row in read(reversed(rows), as_of=TODAY)] == rows[::-1]


def test_the_last_announced_target_is_current_and_the_first_is_kept():
    commitment = make_commitment()
    make_target(commitment, document=make_document(published="2021-07-01"), value="80")
    reading = reading_of(commitment)
    assert [target.value for target in reading.targets] == [100, 80]
    assert reading.target.value == 80


def test_a_target_announced_later_is_unknown_before():
    commitment = make_commitment()
    make_target(commitment, document=make_document(published="2021-07-01"), value="80")
    assert reading_of(commitment, datetime.date(2021, 6, 30)).target.value == 100


def test_drafts_of_targets_are_not_read():
    commitment = make_commitment()
    make_target(commitment, document=make_document(published="2021-07-01"), value="80", state="draft")
    assert reading_of(commitment).target.value == 100


def test_figures_of_the_series_are_read_newest_first():
    commitment = make_commitment()
    for period in ("2019", "2021", "2020"):
        make_observation(commitment.series, period=period)
    assert [row.period for row in reading_of(commitment).observations] == ["2021", "2020", "2019"]


def test_only_the_vintage_that_counts_is_read():
    commitment = make_commitment()
    make_observation(commitment.series, "90", published="2022-01-20")
    make_observation(commitment.series, "95", published="2022-06-01")
    assert [row.written for row in reading_of(commitment).observations] == ["95"]
    earlier = reading_of(commitment, datetime.date(2022, 3, 1))
    assert [row.written for row in earlier.observations] == ["90"]


def test_the_previous_value_is_the_same_flow_a_year_earlier():
    commitment = make_commitment()
    before = make_observation(commitment.series, "80", "2020")
    assert reading_of(commitment).previous == before


@pytest.mark.parametrize("period", ["2020-H1", "2019", "2020-12", "2016..2020"])
def test_other_periods_are_no_previous_value(period):
    commitment = make_commitment()
    make_observation(commitment.series, "80", period)
    assert reading_of(commitment).previous is None


def test_a_stock_has_no_previous_value():
    commitment = make_commitment(series=make_series(kind="stock"))
    make_observation(commitment.series, "80", "2020")
    assert reading_of(commitment).previous is None


def test_a_five_year_flow_is_preceded_by_the_five_years_before():
    commitment = make_commitment(target={"period": "2021..2025"})
    before = make_observation(commitment.series, "80", "2016..2020")
    assert reading_of(commitment).previous == before


def test_a_baseline_is_unknown_until_it_was_published():
    commitment = make_commitment(series=make_series(kind="stock"))
    base = make_observation(commitment.series, "80", "2020", published="2021-03-01")
    Target.objects.filter(commitment=commitment).update(baseline=base)
    assert reading_of(commitment, datetime.date(2021, 2, 28)).baseline is None
    assert reading_of(commitment, datetime.date(2021, 3, 1)).baseline == base


@pytest.mark.parametrize(
    ("kind", "periods", "shown"),
    [
        ("flow", ["2020"], None),
        ("flow", ["2020", "2021-01..04"], "2021-01..04"),
        ("flow", ["2021", "2022"], "2021"),
        ("stock", ["2020"], None),
        ("stock", ["2020", "2021-06"], "2021-06"),
    ],
)
def test_the_figure_shown_lies_within_the_targets_time(kind, periods, shown):
    commitment = make_commitment(series=make_series(kind=kind))
    for period in periods:
        make_observation(commitment.series, period=period)
    latest = reading_of(commitment).latest
    assert (latest and latest.period) == shown


def test_reading_asks_the_same_number_of_queries_for_any_number(django_assert_num_queries):
    rows = [make_commitment() for _ in range(5)]
    for row in rows:
        make_observation(row.series)
    with django_assert_num_queries(2):
        read(rows, as_of=TODAY)


def test_all_vintages_are_listed_with_the_counting_one_marked():
    series = make_series()
    make_observation(series, "90", published="2022-01-20")
    make_observation(series, "95", published="2022-06-01")
    make_observation(series, "70", "2020")
    rows = observations_of(series, as_of=TODAY)
    assert [(row.written, row.counts) for row in rows] == [("95", True), ("90", False), ("70", True)]


def test_listing_a_series_shows_nothing_published_later():
    series = make_series()
    make_observation(series, "90", published="2022-01-20")
    make_observation(series, "95", published="2022-06-01")
    rows = observations_of(series, as_of=datetime.date(2022, 3, 1))
    assert [row.written for row in rows] == ["90"]
