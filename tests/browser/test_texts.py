"""A stored verdict, and a document's text with its verdicts beside it, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.world import text_page, verdict_page
from tracker.models import Commitment

pytestmark = pytest.mark.browser


def test_verdicts_stand_beside_the_text_where_there_is_room(watch, data: Commitment):
    page = watch().open(text_page(data))
    clause, note = page.locator("mark.clause"), page.locator(".beside li")

    assert note.bounding_box()["x"] > clause.bounding_box()["x"] + clause.bounding_box()["width"]
    page.set_viewport_size({"width": 390, "height": 900})
    assert note.bounding_box()["y"] > clause.bounding_box()["y"]


def test_the_citation_can_be_opened_and_downloaded_without_scripts(watch, data: Commitment):
    page = watch(scripts=False).open(verdict_page(data))

    page.locator(".citation summary").click()
    expect(page.locator("pre.reference")).to_be_visible()
    with page.expect_download() as download:
        page.locator(".citation a[download]").click()
    assert download.value.suggested_filename.endswith(".bib")
