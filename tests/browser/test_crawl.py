"""A reader who follows every link there is: each leads somewhere, and no page complains."""

from collections import Counter
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest

from tests.browser.world import widen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What is handed out to be saved, and pages of other doors: asked for, but not read for links.
NOT_READ = (".docx", ".xlsx", ".png", ".bib", "/api/", "/admin/")
#: Pages of one kind that are opened and read; of the others it is enough that they answer.
READ = 2
LINKS = "[...document.querySelectorAll('a[href]')].map(link => [link.href, link.getAttribute('href')])"
IDS = "[...document.querySelectorAll('[id]')].map(each => each.id)"


def place_of(address: str) -> tuple[str, tuple[str, ...]]:
    """A page by its path and the names of what it was asked: other values lead to links of the same kinds."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))


def kind_of(address: str) -> tuple[str, ...]:
    """A page by its path without the codes in it."""
    path, names = place_of(address)
    parts = path.removeprefix("/en").strip("/").split("/")
    return (parts[0], *parts[2::2], str(len(parts)), *names)


@pytest.mark.parametrize(("start", "scripts"), [("/", True), ("/en/", False)])
def test_every_link_leads_somewhere(watch, data, start: str, scripts: bool):
    widen(data)
    watched = watch(scripts=scripts)
    waiting, known, broken, read = [start], {place_of(start)}, [], Counter()

    while waiting:
        page = watched.open(waiting.pop())
        ids = set(page.evaluate(IDS))
        for address, written in page.evaluate(LINKS):
            target, fragment = urldefrag(address)
            inside = target.removeprefix(watched.home)
            if written.startswith("#") and fragment not in ids:
                broken.append((page.url, written))
            if not target.startswith(watched.home) or place_of(inside) in known:
                continue
            known.add(place_of(inside))
            read[kind_of(inside)] += 1
            if read[kind_of(inside)] > READ or any(part in target for part in NOT_READ):
                if page.request.get(target).status != 200:
                    broken.append((page.url, target))
            else:
                waiting.append(inside)

    assert broken == []
    assert len(read) > 30
    assert (watched.complaints, watched.elsewhere) == ([], [])
