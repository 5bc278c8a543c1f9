"""Text that means harm, or only goes on and on, in every place a page shows text."""

import pytest
from playwright.sync_api import expect

from tests.browser.world import widen
from tracker.models import Commitment, Department, Document, Indicator, Jurisdiction, Observation, Plan
from tracker.progress import refresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEBREW_FROM_THE_RIGHT = "\u202e\u05e9\u05dc\u05d5\u05dd"
SCRIPT = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
HOSTILE = f"{SCRIPT}{HEBREW_FROM_THE_RIGHT}{'长' * 150}{'w' * 60}"
WHERE = [
    "/",
    "/commitments/410100-2021-001/",
    "/series/410100.gdp-growth/",
    "/series/",
    "/documents/",
    "/documents/report/",
    "/departments/",
    "/jurisdictions/410100/",
    "/jurisdictions/410100/years/",
    "/goalposts/",
    "/unreported/",
    "/conflicts/",
]


@pytest.fixture
def hostile(data: Commitment) -> Commitment:
    """The world with every text of it turned hostile, and a note of ten thousand characters."""
    widen(data)
    short = HOSTILE[:200]
    for model in (Indicator, Jurisdiction, Plan, Department):
        model.objects.update(name=short, name_en=short)
    Document.objects.update(publisher=short)
    for number, row in enumerate(Document.objects.all()):
        Document.objects.filter(pk=row.pk).update(title=f"{number}{HOSTILE[:290]}")
    Commitment.objects.update(
        statement=HOSTILE,
        statement_en=HOSTILE,
        reading_note=HOSTILE * 40,
        printed_as=short,
        entity=HOSTILE[:60],
    )
    Observation.objects.update(quote=HOSTILE, note=HOSTILE * 40, derivation=short)
    data.evidence.update(quote=HOSTILE, figure="alert(1)")
    refresh()
    return data


@pytest.mark.parametrize("language", ["", "/en"])
def test_hostile_text_is_shown_as_text_and_breaks_nothing(watch, hostile, language: str):
    watched = watch()
    dialogs: list[str] = []
    watched.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    for path in WHERE:
        page = watched.open(language + path)
        expect(page.locator("h1")).to_be_visible()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0, path

    assert dialogs == []
    assert (watched.complaints, watched.elsewhere) == ([], [])


def test_words_from_the_right_do_not_turn_what_stands_beside_them(watch, hostile):
    page = watch().open("/")

    status = page.locator(".list tbody tr").first.locator(".list-status")
    statement = page.locator(".list tbody tr").first.locator(".list-statement")
    assert status.bounding_box()["x"] > statement.bounding_box()["x"]
