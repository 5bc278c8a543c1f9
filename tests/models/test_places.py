"""The place of a commitment among all: text that sorts as plans and numbers do."""

import random

import pytest

from tests.factories import make_commitment, make_document, make_plan
from tracker.models import Commitment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "number", "place"),
    [
        ("410100-2021-017", 17, "410100-2021 0000000017"),
        ("410100-2021-2025-003", 3, "410100-2021-2025 0000000003"),
        ("410100-2021-1234", 1234, "410100-2021 0000001234"),
        ("100000-2021-2147483647", 2147483647, "100000-2021 2147483647"),
        ("c1", 1, " 0000000001"),
    ],
)
def test_a_place_is_the_plan_s_code_and_the_number(code, number, place):
    row = make_commitment(code=code, number=number)
    assert Commitment.objects.get(pk=row.pk).place == place


def test_places_sort_as_plans_and_numbers_do():
    report = make_document()
    plans = [make_plan(code, document=report) for code in ("410100-2021", "410100-2021-2025", "100000-2021")]
    rows = [(plan, number) for plan in plans for number in (1, 9, 21, 203, 999, 1000, 20211)]
    for plan, number in random.Random(1).sample(rows, len(rows)):
        make_commitment(plan=plan, number=number, measured=False)

    by_place = list(Commitment.objects.order_by("place").values_list("plan__code", "number"))
    assert by_place == sorted((plan.code, number) for plan, number in rows)


def test_a_place_follows_the_code():
    row = make_commitment(number=17)
    Commitment.objects.filter(pk=row.pk).update(code="410100-2021-018", number=18)
    assert Commitment.objects.get(pk=row.pk).place == "410100-2021 0000000018"
