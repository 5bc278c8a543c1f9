"""Documents, plans, indicators, jurisdictions, topics and departments."""

import pytest
from django.utils import timezone

from tests.factories import (
    make_department,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_public_document,
    make_topic,
)


@pytest.fixture
def everything(db):
    place = make_jurisdiction(parent=make_jurisdiction("410000", name="河南省", level="province"))
    report = make_document("report", jurisdiction=place, kind="work_report", published="2021-01-30")
    make_public_document("undated", published="", reliability="other", kind="article")
    make_plan(document=report)
    make_plan("410100-2022", document=report, state="draft")
    make_department("science", name="郑州市科学技术局", name_en="Bureau of Science", jurisdiction=place)
    make_department("xinhua", name="新华社", kind="press")
    economy = make_topic("economy", position=2)
    make_topic("growth", name="经济增长", name_en="Growth", parent=economy, position=1)
    level = make_indicator("gdp", topic=economy, unit="亿元")
    make_indicator(
        "gdp-growth", name="地区生产总值增速", name_en="GDP growth", kind="rate", unit="%", growth_of=level,
        basis="real", topic=make_topic("macro", position=2), aliases=("GDP增速",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "query", "codes"),
    [
        ("documents/", {}, ["report", "undated"]),
        ("documents/", {"code": "report"}, ["report"]),
        ("documents/", {"jurisdiction": "410100"}, ["report"]),
        ("documents/", {"kind": "article,research"}, ["undated"]),
        ("documents/", {"reliability": "other"}, ["undated"]),
        ("documents/", {"year": "2021"}, ["report"]),
        ("documents/", {"published_min": "2021-01-30", "published_max": "2021-01-30"}, ["report"]),
        ("documents/", {"published_min": "2021-01-31"}, []),
        ("documents/", {"q": "文献 郑州"}, ["report", "undated"]),
        ("documents/", {"q": "undated"}, ["undated"]),
        ("documents/", {"ordering": "-published_on"}, ["report", "undated"]),
        ("plans/", {}, ["410100-2021"]),
        ("plans/", {"jurisdiction": "410100", "kind": "annual", "document": "report"}, ["410100-2021"]),
        ("plans/", {"kind": "vision"}, []),
        ("plans/", {"year": "2020,2021"}, ["410100-2021"]),
        ("plans/", {"year": "2020,2022"}, []),
        ("plans/", {"q": "工作报告"}, ["410100-2021"]),
        ("plans/", {"q": "report 2022"}, []),
        ("indicators/", {}, ["gdp", "gdp-growth"]),
        ("indicators/", {"kind": "rate"}, ["gdp-growth"]),
        ("indicators/", {"topic": "economy"}, ["gdp"]),
        ("indicators/", {"q": "GDP增"}, ["gdp-growth"]),
        ("indicators/", {"q": "growth"}, ["gdp-growth"]),
        ("jurisdictions/", {}, ["410000", "410100"]),
        ("jurisdictions/", {"parent": "410000"}, ["410100"]),
        ("jurisdictions/", {"level": "province"}, ["410000"]),
        ("jurisdictions/", {"q": "郑州"}, ["410100"]),
        ("jurisdictions/", {"q": "zheng", "level": "prefecture"}, ["410100"]),
        ("topics/", {}, ["economy", "growth", "macro"]),
        ("topics/", {"ordering": "position"}, ["growth", "economy", "macro"]),
        ("topics/", {"ordering": "-position,code"}, ["economy", "macro", "growth"]),
        ("topics/", {"code": "macro,economy"}, ["economy", "macro"]),
        ("topics/", {"parent": "economy"}, ["growth"]),
        ("topics/", {"q": "经济增长"}, ["growth"]),
        ("topics/", {"q": "growth"}, ["growth"]),
        ("departments/", {}, ["science", "xinhua"]),
        ("departments/", {"code": "xinhua"}, ["xinhua"]),
        ("departments/", {"jurisdiction": "410100"}, ["science"]),
        ("departments/", {"kind": "press,court"}, ["xinhua"]),
        ("departments/", {"q": "科学技术"}, ["science"]),
        ("departments/", {"q": "bureau"}, ["science"]),
    ],
)
def test_lists_show_what_fits(api, everything, path, query, codes):
    assert api.codes(path, **query) == codes


def test_what_came_with_a_figure_is_listed_once_that_is_public(api, db):
    typed = make_document("typed", title="内部材料")
    figure = make_observation(document=typed, state="submitted")
    before = api.codes("documents/", q="内部材料")
    type(figure).objects.update(state="published")

    assert (before, api.codes("documents/", q="内部材料")) == ([], ["typed"])


@pytest.mark.parametrize("state", ["submitted", "published"])
def test_what_is_taken_back_stays_only_where_it_had_been_public(api, db, state):
    figure = make_observation(document=make_document("typed"), state=state)
    type(figure).objects.update(withdrawn_at=timezone.now(), withdrawn_reason="来源有误")

    assert ("typed" in api.codes("documents/")) == (state == "published")


@pytest.mark.parametrize("documents", [1, 9])
def test_documents_take_one_query_however_many(api, db, django_assert_num_queries, documents):
    for _each in range(documents):
        make_observation(document=make_document())
    with django_assert_num_queries(1):
        assert len(api.rows("documents/")) == documents


def test_an_undated_document_says_when_it_was_seen(api, everything):
    (row,) = api.rows("documents/", code="undated")
    assert (row["published_on"], row["published_precision"]) == (None, "unknown")
    assert row["seen_on"] == "2026-11-22"


def test_an_indicator_names_its_ties_and_aliases(api, everything):
    (row,) = api.rows("indicators/", code="gdp-growth")
    assert (row["growth_of"], row["basis"], row["unit"]) == ("gdp", "real", "%")
    assert row["aliases"] == ["GDP增速"]


def test_a_topic_names_the_one_it_is_a_part_of_and_its_place(api, everything):
    (row,) = api.rows("topics/", code="growth")
    assert row == {"code": "growth", "name": "经济增长", "parent": "economy", "position": 1}


def test_a_department_says_where_it_belongs_if_anywhere(api, everything):
    assert api.rows("departments/") == [
        {"code": "science", "name": "郑州市科学技术局", "kind": "bureau", "jurisdiction": "410100"},
        {"code": "xinhua", "name": "新华社", "kind": "press", "jurisdiction": None},
    ]


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("topics/", ["code,name,parent,position", "economy,综合经济,,2"]),
        ("departments/", ["code,name,kind,jurisdiction", "science,郑州市科学技术局,bureau,410100"]),
    ],
)
def test_what_has_a_code_comes_as_a_table_too(api, everything, path, first):
    whole = b"".join(api.get(path, format="csv").streaming_content).decode("utf-8-sig")
    assert whole.splitlines()[:2] == first


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("documents/", 1),
        ("plans/", 1),
        ("indicators/", 2),
        ("jurisdictions/", 1),
        ("topics/", 1),
        ("departments/", 1),
    ],
)
def test_lists_cost_the_same_however_long_they_are(api, everything, path, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        api.get(path)
