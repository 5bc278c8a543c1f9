"""Every kind of page in a real browser: usable by everybody, at home in any width, and asking nobody else."""

import pytest
from playwright.sync_api import Page

from tests.browser.rules import broken_rules
from tests.browser.world import widen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [1280, 390, 320]
#: Pages that are something else with scripts than without.
SCRIPTED = ["/commitments/410100-2021-900/", "/series/410100.gdp-growth/"]


def fits(page: Page, width: int) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_can_be_used_by_everybody_at_any_width(watch, data, language: str):
    watched, broken, wide = watch(), [], []

    for path in widen(data):
        page = watched.open(language + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide += [] if fits(page, width) else [(path, width)]
            broken += [(path, width, rule) for rule in (broken_rules(page) if width > 320 else [])]

    assert broken == []
    assert wide == []
    assert (watched.complaints, watched.elsewhere) == ([], [])


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_page_whose_scripts_never_came_can_be_used_as_well(watch, data, language: str):
    watched, broken = watch(390), []
    # A browser without scripts runs no rules either; all our scripts are files.
    watched.page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    widen(data)

    for path in SCRIPTED:
        page = watched.open(language + path)
        assert page.locator(".chart-tip").count() == 0
        broken += [(path, rule) for rule in broken_rules(page)]

    assert broken == []
