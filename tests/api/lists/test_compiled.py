"""Questions compiled once for a shape give the very rows Django's own give."""

import datetime
import itertools

import pytest

from tests.factories import (
    make_commitment,
    make_document,
    make_jurisdiction,
    make_observation,
    make_plan,
    make_series,
    make_topic,
)
from tests.kept import kept
from tracker.api.commitments import PAGES, Commitments
from tracker.api.lists.pagination import numbered, read_ordering
from tracker.models import Commitment
from tracker.progress import refresh, today

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Sixty of three places and topics, due in three years, with and without a figure; and drafts."""
    with kept(django_db_blocker):
        make_many()
        yield


def make_many():
    report = make_document()
    places = [make_jurisdiction(code, level="province") for code in ("410000", "420000", "430000")]
    plans = [make_plan(f"{place.code}-2021", jurisdiction=place, document=report) for place in places]
    topics = [make_topic(code, position=number) for number, code in enumerate(("a", "b", "c"))]
    for number, plan in enumerate(plans * 20):
        series = make_series(jurisdiction=plan.jurisdiction)
        commitment = make_commitment(
            series=series, plan=plan, number=1 + number, topic=topics[number // 2 % 3],
            target={"period": ("2021", "2025", "2035")[number % 4 % 3]},
            state="draft" if number % 20 == 19 else "published", binding=("", "binding")[number % 2],
        )  # fmt: skip
        for year in range(2020, 2020 + number % 3):
            make_observation(commitment.series, 60 + number, str(year), published=f"{year + 1}-02-01")
    refresh()


QUESTIONS = [
    {},
    {"jurisdiction": "410000"},
    {"jurisdiction": "410000,430000,999999"},
    {"status": "met"},
    {"jurisdiction": "420000", "status": "met,unreported,no_data"},
    {"topic": "a,b", "binding": "binding"},
    {"plan": "430000-2021", "status": "nearly_met"},
    {"jurisdiction": "nowhere"},
    {"indicator": "x,y"},
]
ORDERS = ["code", "-code", "due", "-due", "status,-due", "topic", "-known_from,code", "-topic,-status"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("given", QUESTIONS)
def test_pages_are_those_of_the_queryset(many, given, order):
    filters, name = Commitments.filterset_class.base_filters, Commitments.last_key
    _text, keyset = read_ordering(_Query(order), Commitments.orderings, name)
    expected = Commitment.objects.published()
    for filtered, text in given.items():
        expected = filters[filtered].filter(expected, text.split(","))
    for each in (keyset, keyset.turned()):
        prepared = each.prepared(expected, today())
        whole = numbered(each, prepared, 1000, None)
        assert whole == sorted_by_hand(each, prepared)
        assert walked(given, each) == whole


def walked(given, keyset):
    question = PAGES.question(given, day=today())
    rows, position = [], None
    while page := question.rows(keyset, 7, position):
        rows += page
        position = keyset.position(page[-1])
    return rows


def sorted_by_hand(keyset, queryset):
    rows = list(queryset.order_by().values("pk", *(key.path for key in keyset.keys)))
    for key in reversed(keyset.keys):
        rows.sort(key=key.of, reverse=key.descending)
    return rows


class _Query(dict):
    def __init__(self, order):
        super().__init__(ordering=order)

    def getlist(self, name):
        return [self[name]] if name in self else []


@pytest.mark.parametrize(
    "given",
    [
        {"status": "met,colour"},
        {"status": ""},
        {"plan": "a\x00"},
        {"plan": "a" * 81},
        {"plan": ",".join("abcdefghijklmnopqrstuvwxyz")},
        {"q": "高新"},
        {"due_year": "2021"},
        {"department": "a"},
        {"method_sensitive": "true"},
        {"unheard": "of"},
    ],
)
def test_what_is_not_plain_or_not_sound_is_left_to_the_filters(given):
    assert PAGES.question(given, day=today()) is None


def test_a_shape_is_compiled_once_whatever_its_values(many):
    before = PAGES._compiled.cache_info().misses
    keyset = read_ordering(_Query("code"), Commitments.orderings, Commitments.last_key)[1]
    for place, status in itertools.product(("410000", "420000"), ("met", "missed")):
        PAGES.question({"jurisdiction": place, "status": status}, day=today()).rows(keyset, 5, None)
    assert PAGES._compiled.cache_info().misses <= before + 1


def test_another_day_is_another_question():
    keyset = read_ordering(_Query("due"), Commitments.orderings, Commitments.last_key)[1]
    tomorrow = today() + datetime.timedelta(days=1)
    before = PAGES._compiled.cache_info().misses
    for day in (today(), tomorrow):
        PAGES.question({}, day=day).rows(keyset, 3, None)
    assert PAGES._compiled.cache_info().misses >= before + 1
