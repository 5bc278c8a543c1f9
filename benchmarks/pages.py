"""Pages of the site against the answers of the interface that tell the same, at BENCH_ITEMS commitments.

The largest of the sizes counts; 20,000 where none is named. Whole requests, warm and compressed, by a visitor
nobody knows; the page and the answers behind it take turns, and are made anew each time.
"""

import os
from collections.abc import Sequence
from typing import Final

from django.test import Client, override_settings

from benchmarks.measure import Figure, compare
from benchmarks.population import empty, populate
from benchmarks.refreshing import DAY
from tracker.progress import refresh

ITEMS: Final = max(map(int, (os.environ.get("BENCH_ITEMS") or "20000").split(",")))
ROUNDS: Final = 15
PLAN: Final = "100000-2021-3"
_LIST: Final = "/api/v1/commitments/"
_COUNTS: Final = "/api/v1/progress/summary/"
#: What a page shows, by the answers that tell it, and its address last.
PAGES: Final = {
    "overview of a plan": (f"{_LIST}?plan={PLAN}", f"{_COUNTS}?plan={PLAN}", f"/?plan={PLAN}"),
    "overview of all": (_LIST, _COUNTS, "/?plan=all"),
    "all that are met": (f"{_LIST}?status=met", _COUNTS, "/?plan=all&status=met"),
    "a department's": (f"{_LIST}?department=department-7", "/?plan=all&department=department-7"),
    "two words": (f"{_LIST}?q=郑东新区", _COUNTS, "/?plan=all&q=郑东新区"),
    "commitment": (f"{_LIST}{PLAN}-017/", f"{_LIST}{PLAN}-017/verdicts/", f"/commitments/{PLAN}-017/"),
    "document": (f"{_LIST}?document=d2020", "/api/v1/observations/?document=d2020", "/documents/d2020/"),
    "series": ("/api/v1/series/100000.i7/", "/api/v1/observations/?series=100000.i7", "/series/100000.i7/"),
    "jurisdiction": (f"{_COUNTS}?by=plan&jurisdiction=100000", "/jurisdictions/100000/"),
    "department": (
        f"{_LIST}?department=department-7",
        f"{_COUNTS}?department=department-7",
        "/departments/department-7/",
    ),
}


def figures() -> list[Figure]:
    """Judge everything, then open each page and ask for what it tells."""
    populate(ITEMS)
    refresh(as_of=DAY)
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    with override_settings(API_REMEMBERED_MB=0):
        found = [figure for page, addresses in PAGES.items() for figure in _of_page(client, page, addresses)]
    empty()
    return found


def _of_page(client: Client, page: str, addresses: Sequence[str]) -> list[Figure]:
    *answers, address = addresses
    ways = {"the answers": lambda: _asked(client, answers), "the page": lambda: _asked(client, [address])}
    return compare(f"page, {page}", ITEMS, ways, rounds=ROUNDS)


def _asked(client: Client, addresses: Sequence[str]) -> None:
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
