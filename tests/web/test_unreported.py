import pytest
from django.test import Client

from tests import factories
from tests.web.test_overview import listed
from tracker.models import Commitment
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(gdp: Commitment) -> list[Commitment]:
    """Two of which nothing was published: the one of the later plan is due first."""
    elsewhere = factories.make_jurisdiction("100000", name="全国", level="state")
    state = factories.make_plan("100000-2020", jurisdiction=elsewhere, document=gdp.plan.document)
    rows = [
        factories.make_commitment(number=9, statement="建成平台1个"),
        factories.make_commitment(plan=state, statement="新增就业", target={"period": "2020"}),
    ]
    refresh()
    return rows


def test_only_the_unreported_are_listed_the_longest_due_first(client: Client, silent: list[Commitment]):
    page = client.get("/unreported/")

    assert listed(page) == [silent[1].code, silent[0].code]
    assert "180" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("jurisdiction=410100", [0]),
        ("plan=100000-2020", [1]),
        ("topic=economy", [1, 0]),
        ("sort=-due", [0, 1]),
        ("as_of=2022-06-30", [1, 0]),
        ("as_of=2022-06-29", [1]),
    ],
)
def test_it_is_narrowed_ordered_and_turned_back(
    client: Client, silent: list[Commitment], query: str, places: list[int]
):
    assert listed(client.get(f"/unreported/?{query}")) == [silent[place].code for place in places]


@pytest.mark.parametrize(("query", "places"), [("jurisdiction=410100", [0]), ("plan=100000-2020", [1])])
def test_where_plans_are_too_many_to_be_offered_it_is_narrowed_as_well(
    client: Client, silent: list[Commitment], query: str, places: list[int], monkeypatch: pytest.MonkeyPatch
):
    for module in ("plans", "lists.narrowing"):
        monkeypatch.setattr(f"tracker.web.{module}.MOST_OFFERED", 1)

    page = client.get(f"/unreported/?{query}")

    assert listed(page) == [silent[place].code for place in places]
    assert f'<option value="{query.partition("=")[2]}" selected>' in page.content.decode()


@pytest.mark.parametrize("query", ["plan=nowhere", "jurisdiction=1", "sort=best", "cursor=x"])
def test_what_does_not_exist_is_refused(client: Client, silent: list[Commitment], query: str):
    assert client.get(f"/unreported/?{query}").status_code == 400


def test_an_empty_list_says_so(client: Client, gdp: Commitment):
    assert "没有" in client.get("/unreported/").content.decode()


@pytest.mark.parametrize("day", ["", "?as_of=2022-12-31"])
def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, django_assert_max_num_queries, day: str
):
    factories.make_commitment()
    refresh()
    with django_assert_max_num_queries(20) as few:
        client.get(f"/unreported/{day}")
    for _place in range(12):
        factories.make_commitment()
    refresh()
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(listed(client.get(f"/unreported/{day}"))) == 13
