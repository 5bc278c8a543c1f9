import datetime

import pytest
from django.test import Client

from tests import factories
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


def listed(response) -> list[str]:
    return [row.standing.commitment.code for row in response.context["rows"]]


def many(count: int) -> None:
    for _place in range(count):
        factories.make_observation(factories.make_commitment().series)
    refresh()


def test_the_overview_counts_with_both_denominators(client: Client, gdp: Commitment, firms: Commitment):
    factories.make_commitment(checkable=False, unrateable_reason="no_measure")
    refresh()

    page = client.get("/").content.decode()

    assert "3项承诺，完成<strong>1</strong>项" in page
    assert "1 ÷ 3" in page
    assert "1 ÷ 2" in page


def test_each_topic_has_its_counts(client: Client, gdp: Commitment, firms: Commitment):
    topics = client.get("/").context["topics"]

    assert [(row.label, row.counts) for row in topics] == [
        ("综合经济", {"missed": 1}),
        ("科技创新", {"met": 1}),
    ]


def test_a_row_shows_statement_target_figure_reliability_and_status(client: Client, firms: Commitment):
    page = client.get("/").content.decode()

    assert '<a href="/commitments/410100-2021-017/"' in page
    for text in ("新增高新技术企业1000家", "1000家", "1230家", "2021年", "预计", "推算", "媒体", "完成"):
        assert text in page


def test_the_status_is_told_by_shape_and_name_not_by_colour_alone(client: Client, gdp: Commitment):
    page = client.get("/").content.decode()

    assert '<span class="badge badge-bad"' in page
    assert "<span>未完成</span>" in page
    assert 'd="M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6"' in page


@pytest.fixture
def disputed(gdp: Commitment) -> Commitment:
    """Growth missed by the figure that counts, met by one published before it."""
    factories.make_observation(gdp.series, "8", published="2022-01-05")
    refresh()
    return gdp


@pytest.mark.parametrize("day", ["", "&as_of=2022-12-31"])
def test_those_that_hang_on_the_vintage_are_found(
    client: Client, disputed: Commitment, firms: Commitment, day: str
):
    assert listed(client.get(f"/?vintage_sensitive=true{day}")) == [disputed.code]
    assert listed(client.get(f"/?vintage_sensitive=false{day}")) == [firms.code]
    assert listed(client.get(f"/?method_sensitive=true{day}")) == []


def test_a_day_before_the_rival_was_published_knows_it_not(client: Client, disputed: Commitment):
    assert listed(client.get("/?vintage_sensitive=true&as_of=2022-01-25")) == []


@pytest.mark.parametrize("day", ["", "?as_of=2022-12-31"])
def test_a_row_says_what_its_status_hangs_on(client: Client, disputed: Commitment, day: str):
    page = client.get(f"/{day}").content.decode()

    assert 'data-note="vintage_sensitive"' in page
    assert "因版本而异" in page.split('data-note="vintage_sensitive"')[1]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("status=missed", ["410100-2021-001"]),
        ("status=met", ["410100-2021-017"]),
        ("topic=innovation", ["410100-2021-017"]),
        ("binding=expected", ["410100-2021-001"]),
        ("binding=none", ["410100-2021-017"]),
        ("due=2021", ["410100-2021-001", "410100-2021-017"]),
        ("q=高新", ["410100-2021-017"]),
        ("q=高企", ["410100-2021-017"]),
        ("q=GDP", ["410100-2021-001"]),
        ("q=410100-2021-0", ["410100-2021-001", "410100-2021-017"]),
        ("q=100%", []),
        ("status=missed&topic=innovation", []),
        ("plan=410100-2021", ["410100-2021-001", "410100-2021-017"]),
        ("plan=all", ["410100-2021-001", "410100-2021-017"]),
        ("department=statistics", ["410100-2021-001"]),
        ("department=none", ["410100-2021-017"]),
        ("sort=distance", ["410100-2021-001", "410100-2021-017"]),
        ("sort=-distance", ["410100-2021-017", "410100-2021-001"]),
        ("sort=known", ["410100-2021-001", "410100-2021-017"]),
        ("sort=-known&q=GDP", ["410100-2021-001"]),
        ("sort=-due", ["410100-2021-017", "410100-2021-001"]),
    ],
)
def test_filters_stand_in_the_address(
    client: Client, gdp: Commitment, firms: Commitment, query: str, codes: list[str]
):
    gdp.departments.add(factories.make_department("statistics"))
    refresh()

    assert listed(client.get(f"/?{query}")) == codes


@pytest.mark.parametrize(
    "query", ["status=splendid", "plan=nowhere", "topic=nothing", "due=soon", "binding=maybe"]
)
def test_a_filter_value_that_does_not_exist_is_refused(client: Client, gdp: Commitment, query: str):
    response = client.get(f"/?{query}")

    assert response.status_code == 400
    assert "无法回应该请求" in response.content.decode()


def test_the_bare_page_shows_the_plan_with_most_commitments(
    client: Client, gdp: Commitment, firms: Commitment
):
    vision = factories.make_plan(
        "410100-2035",
        kind="vision",
        period_end=datetime.date(2035, 12, 31),
        document=gdp.plan.document,
    )
    elsewhere = factories.make_plan(
        "100000-2022",
        jurisdiction=factories.make_jurisdiction("100000", name="全国", level="state"),
        period_end=datetime.date(2022, 12, 31),
        document=gdp.plan.document,
    )
    factories.make_commitment(plan=vision)
    factories.make_commitment(plan=elsewhere)
    refresh()

    response = client.get("/")

    assert response.context["plan"].code == "410100-2021"
    assert len(listed(client.get("/?plan=all"))) == 4


def test_a_search_without_a_plan_goes_through_all_of_them(client: Client, gdp: Commitment):
    later = factories.make_plan(
        "410100-2022", period_end=datetime.date(2022, 12, 31), document=gdp.plan.document
    )
    factories.make_commitment(plan=later, statement="地区生产总值再增长")
    refresh()

    assert len(listed(client.get("/?q=生产总值"))) == 2


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_what_is_not_published_is_not_shown(client: Client, gdp: Commitment, state: str):
    Commitment.objects.update(state=state)

    response = client.get("/")

    assert listed(response) == []
    assert "尚无已发布的承诺" in response.content.decode()


def test_a_commitment_of_an_unpublished_plan_is_not_shown(client: Client, gdp: Commitment):
    gdp.plan.state = "draft"
    gdp.plan.save()

    assert listed(client.get("/?plan=all")) == []


@pytest.mark.parametrize("day", ["", "&as_of=2022-12-31"])
def test_long_lists_come_in_pages_that_keep_the_filters(client: Client, day: str):
    many(51)

    first = client.get(f"/?due=2021{day}")
    second = client.get(f"/?due=2021{day}&cursor={first.context['listing'].next}")
    again = client.get(f"/?due=2021{day}&cursor={second.context['listing'].previous}")

    assert len(listed(first)) == 50
    assert len(listed(second)) == 1
    assert listed(again) == listed(first)
    assert f"?due=2021{day.replace('&', '&amp;')}&amp;cursor=" in first.content.decode()
    assert second.context["listing"].next is None


@pytest.mark.parametrize("query", ["cursor=never", "cursor=bnVsbA", "sort=due&cursor={due}&sort=-due"])
def test_a_cursor_of_no_such_list_is_refused(client: Client, query: str):
    many(51)
    other = client.get("/?sort=due").context["listing"].next

    assert client.get(f"/?{query.format(due=other)}").status_code == 400


@pytest.mark.parametrize("query", ["cursor=never&as_of=2022-12-31", "sort=splendid", "sort=--due"])
def test_an_order_or_place_that_does_not_exist_is_refused(client: Client, gdp: Commitment, query: str):
    assert client.get(f"/?{query}").status_code == 400


def test_a_long_narrowed_list_is_not_counted_to_its_end(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.web.lists.scopes.MOST_COUNTED", 50)
    many(52)

    assert "超过50" in client.get("/?due=2021").content.decode()


def test_a_list_by_topic_and_status_is_counted_from_kept_counts(
    client: Client, firms: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.web.lists.scopes.MOST_COUNTED", 50)
    many(52)

    page = client.get(f"/?plan=all&status={Commitment.objects.exclude(pk=firms.pk)[0].status}")

    assert (page.context["listing"].count, page.context["listing"].more) == (52, False)


@pytest.mark.parametrize("query", ["topic=innovation", "department=elsewhere", "due=2035"])
def test_what_there_is_only_elsewhere_can_be_asked_for(client: Client, gdp: Commitment, query: str):
    factories.make_topic("innovation", name="科技创新")
    factories.make_department("elsewhere")

    page = client.get(f"/?plan=410100-2021&{query}")

    assert listed(page) == []
    assert f'<option value="{query.partition("=")[2]}" selected>' in page.content.decode()


@pytest.mark.parametrize("day", ["", "&as_of=2022-12-31"])
def test_only_what_there_is_is_offered(client: Client, gdp: Commitment, firms: Commitment, day: str):
    factories.make_topic("culture", name="文化")
    gdp.departments.add(factories.make_department("statistics"))
    factories.make_department("idle")
    refresh()

    fields = client.get(f"/?plan=410100-2021{day}").context["filters"].fields

    assert [code for code, _name in fields["topic"].choices] == ["", "economy", "innovation"]
    assert [code for code, _name in fields["department"].choices] == ["", "statistics", "none"]
    assert [code for code, _name in fields["due"].choices] == ["", "2021"]


def test_where_plans_are_too_many_those_of_the_place_are_offered(
    client: Client, gdp: Commitment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.web.plans.MOST_OFFERED", 1)
    state = factories.make_jurisdiction("100000", name="全国", level="state")
    other = factories.make_plan("100000-2021", jurisdiction=state, document=gdp.plan.document)
    factories.make_commitment(plan=other)
    refresh()

    plans = {query: client.get(f"/?plan={query}").context["plan_groups"] for query in ("410100-2021", "all")}

    assert [plan.code for _place, rows in plans["410100-2021"] for plan in rows] == ["410100-2021"]
    assert plans["all"] == []
    assert 'href="/jurisdictions/"' in client.get("/?plan=all").content.decode()


@pytest.mark.parametrize("as_of", ["", "?as_of=2022-12-31"])
def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, django_assert_max_num_queries, as_of: str
):
    many(3)
    with django_assert_max_num_queries(32) as few:
        client.get(f"/{as_of}")
    many(20)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(listed(client.get(f"/{as_of}"))) == 23


def test_an_empty_database_still_has_a_front_page(client: Client):
    response = client.get("/")

    assert response.status_code == 200
    assert "尚无已发布的承诺" in response.content.decode()


def test_a_large_topic_is_drawn_as_proportions():
    from tracker.templatetags.statuses import cells

    drawn = cells({"met": 30, "missed": 90})

    assert drawn.count("<rect") == 2
    assert 'width="247.00"' in drawn


def test_what_stood_before_a_new_figure_is_told(client: Client, gdp: Commitment):
    factories.make_observation(gdp.series, "8", published="2023-01-26")
    refresh()

    page = client.get("/")

    assert page.context["picks"].newest[0].earlier == "missed"
    assert '未完成 → </span><span class="badge badge-good"' in page.content.decode()


def test_only_the_plain_page_asks_to_be_indexed(client: Client, gdp: Commitment):
    assert 'content="index, follow"' in client.get("/").content.decode()
    assert 'content="noindex, follow"' in client.get("/?status=missed").content.decode()
    assert 'content="noindex, follow"' in client.get("/?as_of=2022-12-31").content.decode()


def test_only_reading_is_answered(client: Client, gdp: Commitment):
    assert client.post("/").status_code == 405
