"""Series: the list, and one with its vintages and the targets of every plan on it."""

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_path_point,
    make_plan,
    make_series,
    make_target,
    make_topic,
)
from tracker.progress import newest_figures, refresh, today

CODE = "410100.new-hightech-firms"


@pytest.fixture
def firms(db):
    """A series with two vintages of 2021 and a figure of 2020, pledged for by two plans."""
    indicator = make_indicator(
        "new-hightech-firms", name="新增高新技术企业", name_en="New high-tech firms",
        topic=make_topic("innovation"), aliases=("新认定高企",), definition="当年新认定的企业",
    )  # fmt: skip
    series = make_series(indicator)
    report = make_document("report", published="2021-01-30", reliability="press")
    make_observation(series, "800", "2020", document=report, obs_status="estimated")
    make_observation(series, "1186", document=make_document("early", published="2022-01-10"))
    make_observation(series, "1230", document=make_document("late", published="2022-09-08"))
    make_commitment(series=series, plan=make_plan(document=report), number=17, target={"value": "1000"})
    five_years = make_plan("410100-2021-2025", document=make_document("plan", published="2021-04-01"))
    make_commitment(series=series, plan=five_years, number=3, target={"period": "2025", "value": "2000"})
    refresh()
    return series


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"code": CODE}, 1),
        ({"indicator": "new-hightech-firms"}, 1),
        ({"indicator": "gdp"}, 0),
        ({"jurisdiction": "410000"}, 1),
        ({"jurisdiction": "410000,410100"}, 2),
        ({"topic": "innovation"}, 1),
        ({"kind": "flow"}, 1),
        ({"kind": "stock"}, 1),
        ({"q": "高企"}, 1),
        ({"q": "high-tech new"}, 1),
        ({"q": "高企 亏损"}, 0),
    ],
)
def test_the_list_shows_what_fits(api, firms, query, found):
    make_series(make_indicator("firms", kind="stock"), make_jurisdiction("410000", level="province"))
    assert len(api.codes("series/", **query)) == found


def test_a_row_holds_the_newest_figure_that_counts(api, firms):
    (row,) = api.rows("series/")
    assert (row["code"], row["jurisdiction"], row["unit"], row["topic"]) == (
        CODE,
        "410100",
        "家",
        "innovation",
    )
    assert (row["latest"]["value"], row["latest"]["period"]) == ("1230", "2021")


@pytest.mark.parametrize(
    ("day", "value"), [("2022-09-07", "1186"), ("2021-12-31", "800"), ("2021-01-29", None)]
)
def test_the_newest_figure_is_that_of_the_day_asked_for(api, firms, day, value):
    (row,) = api.rows("series/", as_of=day)
    assert (row["latest"] and row["latest"]["value"]) == value


def test_of_periods_that_end_together_the_longest_is_the_newest(firms):
    make_observation(firms, "400", "2021-Q4", published="2022-01-20")
    assert newest_figures([firms.pk], as_of=today())[firms.pk].period == "2021"
    make_observation(firms, "9000", "..2021", published="2022-01-20")
    assert newest_figures([firms.pk], as_of=today())[firms.pk].period == "..2021"


def test_a_newer_period_of_another_series_is_no_news(firms):
    other = make_series()
    make_observation(other, "5", "2022")
    make_observation(other, "4", "2021")
    newest = newest_figures([firms.pk, other.pk], as_of=today())
    assert {row.series_id: row.period for row in newest.values()} == {firms.pk: "2021", other.pk: "2022"}


def test_a_page_lists_every_vintage_and_marks_those_that_count(api, firms):
    page = api.get(f"series/{CODE}/").json()
    assert [(row["period"], row["value"], row["counts"]) for row in page["observations"]] == [
        ("2021", "1230", True), ("2021", "1186", False), ("2020", "800", True),
    ]  # fmt: skip
    assert page["indicator"]["definition"] == "当年新认定的企业"
    assert page["jurisdiction_name"] == "郑州市"


def test_a_page_holds_the_targets_of_every_plan(api, firms):
    rows = api.get(f"series/{CODE}/").json()["targets"]
    assert [(row["commitment"], row["plan"], row["value"], row["due"], row["status"]) for row in rows] == [
        ("410100-2021-017", "410100-2021", "1000", "2021-12-31", "met"),
        ("410100-2021-2025-003", "410100-2021-2025", "2000", "2025-12-31", rows[1]["status"]),
    ]


def test_an_earlier_target_stays_beside_the_current_one(api, firms):
    commitment = firms.commitments.get(number=17)
    make_target(
        commitment, value="900", announced="2021-08-01", document=make_document("amendment", "2021-08-01")
    )
    rows = [row for row in api.get(f"series/{CODE}/").json()["targets"] if row["due"] == "2021-12-31"]
    assert [(row["value"], row["current"], row["document"]) for row in rows] == [
        ("1000", False, "report"), ("900", True, "amendment"),
    ]  # fmt: skip


def test_a_page_of_a_past_day_knows_neither_later_figures_nor_later_targets(api, firms):
    page = api.get(f"series/{CODE}/", as_of="2021-03-31").json()
    assert [row["value"] for row in page["observations"]] == ["800"]
    assert [(row["plan"], row["status"]) for row in page["targets"]] == [("410100-2021", "no_data")]


def test_drafts_are_no_targets_on_a_series(api, firms):
    make_commitment(series=firms, state="draft", number=18)
    make_commitment(series=firms, target={"state": "draft"}, number=19)
    make_commitment(series=firms, plan=make_plan("410100-2022", state="approved"))
    assert len(api.get(f"series/{CODE}/").json()["targets"]) == 2


def test_a_target_holds_its_planned_path(api, firms):
    target = firms.commitments.get(number=17).targets.get()
    make_path_point(target, "2021-06-30", "500")
    (row, _other) = api.get(f"series/{CODE}/").json()["targets"]
    assert [(point["by"], point["value"]) for point in row["path"]] == [("2021-06-30", "500")]


@pytest.mark.parametrize("code", ["410100.gdp", "nothing", "410100..", "郑州"])
def test_there_is_no_page_of_an_unknown_series(api, firms, code):
    assert api.refusal(f"series/{code}/")["code"] == "not_found"


def test_names_follow_the_language(api, firms):
    page = api.get(f"series/{CODE}/", language="en").json()
    assert (page["indicator"]["name"], page["jurisdiction_name"]) == ("New high-tech firms", "Zhengzhou")


def test_the_list_costs_the_same_however_long_it_is(api, firms, django_assert_num_queries):
    for year in ("2018", "2019"):
        make_observation(make_series(), "5", year)
    with django_assert_num_queries(3):
        assert len(api.get("series/").json()["results"]) == 3
    with django_assert_num_queries(1):
        api.get("series/", fields="code")


def test_a_page_costs_the_same_however_many_targets_and_figures(api, firms, django_assert_num_queries):
    with django_assert_num_queries(5):
        api.get(f"series/{CODE}/")
    for year in range(2010, 2019):
        make_observation(firms, period=str(year))
        make_commitment(series=firms, plan=make_plan(f"410100-{year}"), target={"period": str(year)})
    refresh()
    with django_assert_num_queries(5):
        api.get(f"series/{CODE}/")
