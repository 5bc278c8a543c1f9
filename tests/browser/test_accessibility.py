"""Every kind of page held against WCAG 2.2 AA by axe-core, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.world import PAGES, widen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/en", 1280), ("", 390)])
def test_axe_finds_nothing(watch, data, language: str, width: int):
    widen(data)
    watched, found = watch(width), []

    for path in PAGES:
        page = watched.open(language + path)
        for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
            found += [(path, violation["id"], node["html"][:120]) for node in violation["nodes"]]

    assert found == []
    assert watched.complaints == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_sideways_and_no_page_complains(watch, data, width: int):
    widen(data)
    watched = watch(width)

    wide = {}
    for path in [each for page in PAGES for each in (page, f"/en{page}")]:
        page = watched.open(path)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = found

    assert wide == {}
    assert (watched.complaints, watched.elsewhere) == ([], [])
