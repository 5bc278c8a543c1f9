"""A reader who follows every link there is: each leads somewhere, and no page complains."""

from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest

from tests.browser.world import widen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What is handed out to be saved, and pages of other doors: asked for, but not read for links.
NOT_READ = (".docx", ".xlsx", ".png", ".bib", "/api/", "/admin/")
MOST_PAGES = 250


def kind_of(address: str) -> tuple[str, tuple[str, ...]]:
    """A page by its path and the names of what it was asked: other values lead to links of the same kinds."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))


@pytest.mark.parametrize(("start", "scripts"), [("/", True), ("/en/", False)])
def test_every_link_leads_somewhere(watch, data, start: str, scripts: bool):
    widen(data)
    watched = watch(scripts=scripts)
    waiting, known, broken, asked = [start], {kind_of(start)}, [], set()

    while waiting and len(known) < MOST_PAGES:
        page = watched.open(waiting.pop())
        anchors = page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(link => [link.href, link.getAttribute('href')])"
        )
        ids = set(page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)"))
        for address, written in anchors:
            target, fragment = urldefrag(address)
            if not target.startswith(watched.home):
                continue
            if written.startswith("#") and fragment not in ids:
                broken.append((page.url, written))
            kind = kind_of(target.removeprefix(watched.home))
            if kind in known or kind in asked:
                continue
            if any(part in target for part in NOT_READ):
                asked.add(kind)
                if page.request.get(target).status != 200:
                    broken.append((page.url, target))
            else:
                known.add(kind)
                waiting.append(target.removeprefix(watched.home))

    assert broken == []
    assert len(known) > 60
    assert (watched.complaints, watched.elsewhere) == ([], [])
