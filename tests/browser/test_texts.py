"""A stored verdict, and a document's text with its verdicts beside it, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tracker.models import Commitment, DocumentText

pytestmark = pytest.mark.browser

WIDTHS = [390, 1280]


@pytest.fixture
def verdict(data: Commitment) -> str:
    data.refresh_from_db()
    return f"/commitments/{data.code}/verdicts/{data.current_verdict.sha256}/"


@pytest.fixture
def text(data: Commitment) -> str:
    """The text of the plan's document, in which the growth target stands."""
    document = data.plan.document
    words = f"一、目标\n今年的主要目标是{data.statement}，就业稳定。\n" + "其他工作。" * 200
    DocumentText.objects.create(document=document, text=words)
    data.evidence.update(start=words.index(data.statement))
    return f"/documents/{document.code}/text/"


@pytest.mark.parametrize("width", [320, *WIDTHS])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_stored_verdict_opens_without_complaint(watch, verdict: str, width: int, language: str):
    watched = watch(width)

    page = watched.open(language + verdict)

    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize("width", [320, *WIDTHS])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_text_opens_without_complaint(watch, text: str, width: int, language: str):
    watched = watch(width)

    page = watched.open(language + text)

    expect(page.locator("mark.clause")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_verdicts_stand_beside_the_text_where_there_is_room(watch, text: str, width: int, beside: bool):
    page = watch(width).open(text)

    clause, note = page.locator("mark.clause").bounding_box(), page.locator(".beside li").bounding_box()
    assert (note["x"] > clause["x"] + clause["width"]) == beside


def test_the_citation_can_be_opened_and_downloaded_without_scripts(watch, verdict: str):
    page = watch(1280, scripts=False).open(verdict)

    page.locator(".citation summary").click()
    expect(page.locator("pre.reference")).to_be_visible()
    with page.expect_download() as download:
        page.locator(".citation a[download]").click()
    assert download.value.suggested_filename.endswith(".bib")


@pytest.mark.parametrize("page", ["verdict", "text"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_rule_of_accessibility_is_broken(watch, request: pytest.FixtureRequest, page: str, width: int):
    opened = watch(width).open(request.getfixturevalue(page))

    found = Axe().run(opened)

    assert found.violations_count == 0, found.generate_report()
