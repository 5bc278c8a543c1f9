"""Today's answers come from indexes, a past day's from judging everything: asked alike, they must agree."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests import factories
from tests.kept import kept
from tracker.models import Commitment
from tracker.progress import refresh, today
from tracker.web.lists.orders import ORDERS, Order, order_named
from tracker.web.lists.scopes import PastDay, Today

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def mixed(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Two plans of commitments that stand differently, some without a figure or a distance."""
    with kept(django_db_blocker):
        make_mixed()
        yield


def make_mixed() -> None:
    factories.make_plan("410100-2022", period_end="2022-12-31")
    innovation = factories.make_topic("innovation", name="科技创新", position=2)
    for place in range(14):
        plan = factories.make_plan(["410100-2021", "410100-2022"][place % 2])
        kind = ["flow", "rate", "stock"][place % 3]
        topic = innovation if place % 4 == 0 else factories.make_topic()
        row = factories.make_commitment(
            plan=plan,
            series=factories.make_series(kind=kind, topic=topic),
            number=place + 1,
            binding="binding" if place % 5 == 0 else "",
            target={"value": "100", "period": ["2021", "2025"][place % 7 == 0]},
        )
        if place % 4 != 3:
            factories.make_observation(row.series, 60 + 7 * place, published=f"2022-0{place % 6 + 1}-10")
    refresh()


def codes(rows) -> list[str]:
    return [row.commitment.code for row in rows]


def both() -> tuple[Today, PastDay]:
    rows = Commitment.objects.published()
    return Today(rows), PastDay(rows, today())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "values", [{}, {"topic": "innovation"}, {"status": "met"}, {"binding": "binding", "due": "2021"}]
)
def test_lists_agree_in_every_order(mixed: None, order: str, values: dict[str, str]):
    stored, judged = (scope.listing(values, order_named(order)) for scope in both())

    assert stored.rows
    assert codes(stored.rows) == codes(judged.rows)
    assert stored.count == judged.count == len(stored.rows)


def test_picks_agree(mixed: None):
    stored, judged = (scope.listing({}, order_named(""), picks=True).picks for scope in both())

    for kind in ("behind", "ahead", "newest", "unreported"):
        assert codes(getattr(stored, kind)) == codes(getattr(judged, kind)) != []


@pytest.mark.parametrize("by", ["topic", "plan", "due_year"])
def test_summaries_agree(mixed: None, by: str):
    stored, judged = (scope.summary(by) for scope in both())

    assert stored == judged


def test_pages_of_an_order_hold_each_commitment_once(mixed: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tracker.web.lists.scopes.PER_PAGE", 4)
    for scope in both():
        whole, cursor = [], ""
        while cursor is not None:
            page = scope.listing({}, order_named("distance"), cursor)
            whole += codes(page.rows)
            cursor = page.next
        assert len(whole) == len(set(whole)) > 8


def test_too_many_to_be_judged_at_once_are_refused(
    client: Client, mixed: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tracker.web.lists.scopes.MOST_JUDGED", 10)

    assert client.get("/?plan=all&as_of=2022-12-31").status_code == 400
    assert client.get("/?plan=410100-2021&as_of=2022-12-31").status_code == 200


@pytest.mark.parametrize("order", [each for each in ORDERS.values() if each.partial])
def test_every_order_is_held_by_an_index_ties_included(order: Order):
    assert [order.keys[0].path, "id"] in [index.fields for index in Commitment._meta.indexes]
