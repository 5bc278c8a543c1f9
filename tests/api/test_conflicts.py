"""Contradicting figures, as JSON and CSV."""

import csv
import io

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_series,
)
from tracker.actions.observations import prefer_observation
from tracker.models import Observation


def contradict(series, one, other, **later):
    """Two figures of 2021: `one` of a paper of June 2022, `other` an estimate of January."""
    paper = make_document(f"paper-{one}", published="2022-06-30", reliability="press")
    return (
        make_observation(series, one, document=paper, **later),
        make_observation(series, other, published="2022-01-30", obs_status="estimated"),
    )


@pytest.fixture
def three(db):
    """A small revision a verdict hangs on, a larger dispute, and the largest: a settled one elsewhere."""
    firms = make_commitment(series=make_series(make_indicator("firms", name="企业", name_en="Firms")))
    small = contradict(firms.series, "99", "101", derivation="4099-4000", quote="新增99家", section="二")
    dispute = contradict(make_series(make_indicator("jobs")), "14", "11.74", obs_status="estimated")
    abroad = make_series(make_indicator("rail"), make_jurisdiction("410200", name="开封市"))
    settled = contradict(abroad, "10", "90")
    prefer_observation(observation=settled[1], by=None, reason="=后者为笔误")
    return {"firms": small, "jobs": dispute, "rail": settled, "commitment": firms}


def series_of(api, **query):
    return [row["series"].partition(".")[2] for row in api.rows("conflicts/", **query)]


def test_the_largest_difference_comes_first(api, three):
    rows = api.rows("conflicts/")
    assert [(row["indicator"]["code"], row["size"], row["kind"]) for row in rows] == [
        ("rail", "0.888889", "revision"),
        ("jobs", "0.161429", "dispute"),
        ("firms", "0.019802", "revision"),
    ]


def test_both_figures_stand_with_all_that_says_how_far_to_trust_them(api, three):
    [row] = api.rows("conflicts/", indicator="firms")
    later, earlier = row["later"], row["earlier"]
    assert (row["series"], row["jurisdiction"], row["period"]) == ("410100.firms", "410100", "2021")
    assert (later["id"], later["value"], later["unit"], later["written"]) == (
        three["firms"][0].pk, "99", "家", "99",
    )  # fmt: skip
    assert (later["document"], later["reliability"], later["published_on"]) == (
        "paper-99", "press", "2022-06-30",
    )  # fmt: skip
    assert (later["derivation"], later["quote"], later["section"]) == ("4099-4000", "新增99家", "二")
    assert (earlier["value"], earlier["obs_status"], earlier["derivation"]) == ("101", "estimated", None)
    assert (later["counts"], earlier["counts"]) == (True, False)


def test_what_hangs_names_the_commitment_and_both_statuses(api, three):
    [row] = api.rows("conflicts/", indicator="firms")
    assert row["hangs"] is True
    assert row["hanging"] == [
        {"commitment": three["commitment"].code, "if_later": "nearly_met", "if_earlier": "met"}
    ]


def test_a_settled_one_stays_with_the_figure_chosen_and_why(api, three):
    [row] = api.rows("conflicts/", indicator="rail")
    assert (row["settled"], row["preferred"], row["preferred_reason"]) == (
        True, three["rail"][1].pk, "=后者为笔误",
    )  # fmt: skip
    assert (row["later"]["preferred"], row["earlier"]["preferred"]) == (False, True)
    assert (row["later"]["counts"], row["earlier"]["counts"]) == (False, True)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ({"series": "410100.firms"}, ["firms"]),
        ({"indicator": "firms,jobs"}, ["jobs", "firms"]),
        ({"jurisdiction": "410200"}, ["rail"]),
        ({"kind": "dispute"}, ["jobs"]),
        ({"kind": "dispute,revision"}, ["rail", "jobs", "firms"]),
        ({"settled": "true"}, ["rail"]),
        ({"settled": "false"}, ["jobs", "firms"]),
        ({"hangs": "true"}, ["firms"]),
        ({"hangs": "false", "kind": "revision"}, ["rail"]),
        ({"as_of": "2022-06-29"}, []),
        ({"as_of": "2022-06-30"}, ["rail", "jobs", "firms"]),
        ({"ordering": "-size"}, ["firms", "jobs", "rail"]),
        ({"ordering": "series"}, ["firms", "jobs", "rail"]),
        ({"ordering": "-series"}, ["rail", "jobs", "firms"]),
    ],
)
def test_filters_and_order_shape_the_list(api, three, query, listed):
    assert series_of(api, **query) == listed


def test_a_draft_contradicts_nothing(api, three):
    Observation.objects.filter(pk=three["firms"][0].pk).update(state="draft")
    assert series_of(api) == ["rail", "jobs"]


@pytest.fixture
def crowd(db):
    """One period with five figures, so that sizes tie: nine conflicts."""
    series = make_series()
    for number, value in enumerate(("100", "200", "100", "200", "400")):
        make_observation(series, value, published=f"2022-0{number + 1}-01")


@pytest.mark.parametrize("ordering", ["size", "-size", "series", "-series,size"])
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_walking_shows_every_conflict_once(api, crowd, ordering, size):
    rows = api.rows("conflicts/", ordering=ordering, page_size=size)
    pairs = [(row["later"]["id"], row["earlier"]["id"]) for row in rows]
    assert len(set(pairs)) == len(pairs) == 8
    whole = api.rows("conflicts/", ordering=ordering)
    assert pairs == [(row["later"]["id"], row["earlier"]["id"]) for row in whole]


def test_walking_back_shows_the_same_pages(api, crowd):
    answer = api.get("conflicts/", page_size=3).json()
    forth = [answer["results"]]
    while answer["next"]:
        answer = api.client.get(answer["next"]).json()
        forth.append(answer["results"])
    back = [answer["results"]]
    while answer["previous"]:
        answer = api.client.get(answer["previous"]).json()
        back.append(answer["results"])
    assert back[::-1] == forth
    assert len(forth) == 3


def test_the_total_is_given_when_asked_for(api, crowd):
    assert api.get("conflicts/", page_size=1, count="true").json()["count"] == 8


def test_csv_is_the_whole_list_with_both_figures_on_a_line(api, three):
    response = api.get("conflicts/", format="csv", language="en")
    lines = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert response.headers["Content-Disposition"] == 'attachment; filename="conflicts.csv"'
    assert [(line["indicator.code"], line["later.value"], line["earlier.value"]) for line in lines] == [
        ("rail", "10", "90"),
        ("jobs", "14", "11.74"),
        ("firms", "99", "101"),
    ]
    assert (lines[2]["indicator.name"], lines[2]["hanging"]) == ("Firms", three["commitment"].code)
    assert lines[0]["preferred_reason"] == "'=后者为笔误"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"kind": "quarrel"}, "kind"),
        ({"settled": "yes"}, "settled"),
        ({"hangs": "1"}, "hangs"),
        ({"ordering": "value"}, "ordering"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"method": "cagr"}, "method"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(api, three, query, parameter):
    problem = api.refusal("conflicts/", **query)
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]


def test_too_many_figures_must_be_narrowed(api, three, monkeypatch):
    monkeypatch.setattr("tracker.progress.conflicts.MOST_COMPARED", 4)
    problem = api.refusal("conflicts/")
    assert (problem["code"], problem["errors"][0]["parameter"]) == ("unsupported_combination", "jurisdiction")
    assert series_of(api, jurisdiction="410200") == ["rail"]


def test_nobody_can_settle_anything_here(api, three):
    assert api.client.post("/api/v1/conflicts/").status_code == 405


def test_the_number_of_queries_does_not_grow(
    api, three, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(14) as few:
        api.get("conflicts/", hangs="true")
    for _number in range(5):
        contradict(make_commitment(series=make_series()).series, f"9{_number}", "150")
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(api.get("conflicts/", hangs="true").json()["results"]) == 6
