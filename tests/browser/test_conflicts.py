"""Contradicting figures in a real browser: found by a reader, settled by an analyst."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_user
from tracker.models import Observation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_analyst_settles_one_and_sees_it_settled(watch, data, scripts: bool):
    make_user("boss", password="desk-pass-1", is_staff=True, is_superuser=True)
    watched = watch(390, scripts=scripts)
    page = watched.open("/en/admin/login/?next=/en/conflicts/")
    page.fill("#id_username", "boss")
    page.fill("#id_password", "desk-pass-1")
    page.click("[type=submit]")

    page.locator(".conflicts details summary").click()
    page.get_by_label("4.7%").check()
    page.get_by_label("Reason").fill("the later one is worked out")
    page.get_by_role("button", name="Settle").click()

    row = page.locator(".conflicts tr.settled")
    expect(row).to_contain_text("the later one is worked out")
    assert Observation.objects.get(preferred=True).written == "4.7"
    assert watched.complaints == []


def test_a_reader_comes_from_a_commitment_to_its_conflicts(watch):
    page = watch().open("/en/commitments/410100-2021-001/")
    page.get_by_role("link", name="Some of these figures contradict each other").click()
    expect(page.locator("h1")).to_have_text("Conflicting figures")
    expect(page.locator(".conflicts tbody tr")).to_have_count(1)
