"""The page on which last year's plan is copied."""

import datetime

import pytest

from tests import factories as make
from tracker.models import Commitment

pytestmark = pytest.mark.django_db

PAGE = "/en/admin/entry/plan/?source=410100-2021&plan=410100-2022"


@pytest.fixture
def page(client):
    client.force_login(make.make_worker("", "add_commitment", "view_commitment", is_staff=True))
    return client


@pytest.fixture
def plans(db):
    old = make.make_plan("410100-2021")
    make.make_plan(
        "410100-2022", period_start=datetime.date(2022, 1, 1), period_end=datetime.date(2022, 12, 31)
    )
    return [make.make_commitment(plan=old), make.make_commitment(plan=old)]


def test_the_preview_shows_what_would_become_of_each(page, plans):
    body = page.get(PAGE).content.decode()
    assert all(words in body for words in (plans[0].code, "100 家", "2022-12-31", "Copy 2 commitments"))
    assert not Commitment.objects.filter(plan__code="410100-2022").exists()


def test_what_is_not_left_out_is_copied_once(page, plans):
    response = page.post(PAGE, {"leave_out": [plans[0].pk, "x"]})
    assert response.status_code == 302
    page.post(PAGE, {"leave_out": [plans[0].pk]})

    [copy] = Commitment.objects.filter(plan__code="410100-2022")
    assert copy.continues == plans[1]
    assert "Copy 1 commitment" in page.get(PAGE).content.decode()


def test_a_plan_that_is_not_later_is_refused_in_words(page, plans):
    body = page.get("/en/admin/entry/plan/?source=410100-2022&plan=410100-2021").content.decode()
    assert "is no later plan of the place of" in body


def test_whoever_may_add_no_commitment_does_not_get_here(client, plans):
    client.force_login(make.make_worker("", "view_commitment", is_staff=True))
    assert client.get(PAGE).status_code == 403
