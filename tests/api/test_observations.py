"""The list of figures."""

import pytest

from tests.factories import (
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_series,
)


@pytest.fixture
def series(db):
    return make_series(make_indicator("new-hightech-firms", kind="flow"))


@pytest.fixture
def figure(series):
    document = make_document("evening-paper", published="2022-09-08", reliability="press")
    return make_observation(
        series, "1230", document=document, derivation="4130-2900", obs_status="estimated", note="净增"
    )


def values(api, **query):
    return [row["value"] for row in api.rows("observations/", **query)]


def test_a_figure_is_shown_with_all_that_stands_beside_it(api, figure):
    (row,) = api.get("observations/").json()["results"]
    assert row["id"] == figure.pk
    assert (row["series"], row["indicator"]["code"]) == ("410100.new-hightech-firms", "new-hightech-firms")
    assert (row["period"], row["period_start"], row["period_end"]) == ("2021", "2021-01-01", "2021-12-31")
    assert (row["value"], row["unit"], row["written"]) == ("1230", "家", "1230")
    assert (row["obs_status"], row["reliability"], row["derivation"]) == ("estimated", "press", "4130-2900")
    assert (row["document"], row["published_on"], row["known_from"]) == (
        "evening-paper", "2022-09-08", "2022-09-08",
    )  # fmt: skip
    assert (row["quote"], row["section"], row["note"]) == (None, None, "净增")


def test_a_partial_date_stays_partial(api, series):
    make_observation(series, published="2022-03")
    (row,) = api.get("observations/").json()["results"]
    assert (row["published_on"], row["known_from"]) == ("2022-03", "2022-03-31")


@pytest.mark.parametrize("written", ["3.10", "0", "-3.7", "120000000000.5"])
def test_digits_come_back_as_they_were_entered(api, series, written):
    make_observation(series, written)
    assert values(api) == [written]


def test_a_missing_figure_is_a_row_with_its_reason(api, series):
    make_observation(series, None, unit=None, missing_reason="not published", written="")
    (row,) = api.get("observations/").json()["results"]
    assert (row["value"], row["missing_reason"], row["counts"]) == (None, "not published", False)


@pytest.mark.parametrize(
    "query",
    [
        {"series": "410100.new-hightech-firms"},
        {"indicator": "new-hightech-firms"},
        {"jurisdiction": "410100"},
        {"period": "2021"},
        {"period": "2021年"},
        {"period": "2020,2021"},
        {"year": "2021"},
        {"year": "2019,2021"},
        {"document": "evening-paper"},
        {"topic": "economy"},
        {"unit": "家"},
        {"unit": "万家,家"},
        {"obs_status": "final,estimated"},
        {"qualifier": "exact"},
        {"reliability": "press"},
        {"value_min": "1230"},
        {"value_min": "1229.99", "value_max": "1230.0"},
        {"value_min": "-1e3"},
        {"period_min": "2021-12-31"},
        {"period_max": "2021-12-31"},
        {"published_min": "2022-09-08", "published_max": "2022-09-08"},
        {"known_min": "2022-09-01", "known_max": "2022-12-31"},
    ],
)
def test_a_filter_keeps_what_fits(api, figure, query):
    assert values(api, **query) == ["1230"]


@pytest.mark.parametrize(
    "query",
    [
        {"series": "410100.gdp"},
        {"indicator": "gdp"},
        {"jurisdiction": "410000"},
        {"period": "2021-H1"},
        {"year": "2020"},
        {"document": "morning-paper"},
        {"as_of": "2022-09-07"},
        {"topic": "innovation"},
        {"unit": "万家"},
        {"obs_status": "final,provisional"},
        {"qualifier": "at_least"},
        {"reliability": "official,other"},
        {"value_min": "1230.01"},
        {"value_max": "1229"},
        {"period_min": "2022-01-01"},
        {"period_max": "2021-12-30"},
        {"published_min": "2022-09-09"},
        {"published_max": "2022-09-07"},
        {"known_min": "2022-09-09"},
        {"known_max": "2022-09-07"},
    ],
)
def test_a_filter_leaves_out_what_does_not_fit(api, figure, query):
    assert values(api, **query) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"value_min": "9"}, ["12", "100"]),
        ({"value_max": "12"}, ["-3.5", "12"]),
        ({"value_min": "-3.5", "value_max": "99.9"}, ["-3.5", "12"]),
    ],
)
def test_values_are_compared_as_numbers_and_a_missing_one_is_in_no_range(api, series, query, found):
    for year, value in enumerate(("100", "12", "-3.5"), start=2017):
        make_observation(series, value, str(year))
    make_observation(series, None, "2020", unit=None, missing_reason="not published", written="")
    assert values(api, ordering="-period", **query) == found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value_min", "many"), ("value_max", "NaN"), ("value_max", "Infinity"), ("value_min", "1" * 31),
        ("value_min", "1e999"), ("period_min", "2021"), ("published_max", "2021-02-30"),
        ("known_min", "yesterday"), ("obs_status", "rumoured"), ("qualifier", "roughly"),
    ],
)  # fmt: skip
def test_a_bound_that_cannot_be_read_is_refused_with_the_remedy(api, name, value):
    (fault,) = api.refusal("observations/", **{name: value})["errors"]
    assert (fault["parameter"], fault["value"]) == (name, value)
    assert fault["remedy"]


@pytest.mark.parametrize("period", ["2021", "2021-12", "2021-12-31"])
def test_a_level_is_found_by_any_name_of_its_instant(api, db, period):
    make_observation(make_series(kind="stock"), "4130", "2021")
    assert values(api, period=period) == ["4130"]


def test_drafts_and_withdrawn_figures_are_not_shown(api, series):
    make_observation(series, "1", state="draft")
    make_observation(
        series, "2", withdrawn_at="2022-10-01T00:00:00Z", withdrawn_reason="mistyped", published="2022-07-01"
    )
    assert values(api) == []


def test_the_vintage_that_counts_is_marked_for_the_day_asked_for(api, series):
    make_observation(series, "1186", published="2022-01-10")
    make_observation(series, "1230", published="2022-09-08")
    marks = {row["value"]: row["counts"] for row in api.rows("observations/")}
    assert marks == {"1186": False, "1230": True}
    before = {row["value"]: row["counts"] for row in api.rows("observations/", as_of="2022-02-01")}
    assert before == {"1186": True}


def test_a_filter_does_not_make_another_vintage_count(api, series):
    make_observation(series, "1186", document=make_document("early", published="2022-01-10"))
    make_observation(series, "1230", published="2022-09-08")
    (row,) = api.rows("observations/", document="early")
    assert row["counts"] is False


def test_series_stand_together_newest_period_first(api, series):
    other = make_series(series.indicator, make_jurisdiction("410000", level="province"))
    for row in (series, other):
        for period in ("2019", "2021", "2020"):
            make_observation(row, period=period)
    found = [(row["series"], row["period"]) for row in api.rows("observations/", page_size=2)]
    assert found == [(s.code, p) for s in (other, series) for p in ("2021", "2020", "2019")]


def test_the_list_costs_the_same_however_long_it_is(api, series, django_assert_num_queries):
    for year in range(2000, 2020):
        make_observation(series, period=str(year))
    with django_assert_num_queries(1):
        api.get("observations/")
