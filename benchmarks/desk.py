"""The desk at BENCH_ITEMS commitments: lists, grids and choices by typing, warm, whole requests.

The largest of the sizes counts; 20,000 where none is named. Every commitment has been judged and stands in
the audit log.
"""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Final
from unittest import mock

from django.db import connection
from django.test import Client

from benchmarks.measure import Figure
from benchmarks.population import populate
from tracker.admin import todo
from tracker.models import User
from tracker.progress import refresh

ITEMS: Final = max(map(int, (os.environ.get("BENCH_ITEMS") or "20000").split(",")))
ROUNDS: Final = 7
#: Lists: a name, and the address under the desk.
LISTS: Final = {
    "commitments": "commitment/",
    "commitments of a status": "commitment/?status__exact=missed",
    "commitments, drafts": "commitment/?state__exact=draft",
    "commitments of a plan": "commitment/?plan=100000-2021-1",
    "commitments, by the beginning of a code": "commitment/?q=100000-2021-1-01",
    "commitments, a rare word": "commitment/?q=郑东新区",
    "commitments, a frequent word": "commitment/?q=企业",
    "commitments, a word nobody says": "commitment/?q=没有这个词",
    "commitments without a figure": "commitment/?task=without_figure",
    "figures": "observation/",
    "figures, withdrawn": "observation/?withdrawn_at__isempty=0",
    "figures of an indicator": "observation/?indicator=i7",
    "figures of a series and year": "observation/?q=100000.i7+2021",
    "targets": "target/",
    "series": "series/",
    "verdicts": "verdict/",
    "audit log": "auditentry/",
    "audit log, a commitment": "auditentry/?q=100000-2021-1-017",
    "audit log, a word": "auditentry/?q=没有这个词",
}
#: Choices by typing: whose field, which, and what was typed.
CHOICES: Final = {
    "choose a series": ("observation", "series", "100000.i7"),
    "choose a series by its indicator": ("observation", "series", "i77"),
    "choose a baseline": ("target", "baseline", "100000.i7 2020"),
    "choose a commitment": ("target", "commitment", "100000-2021-1-01"),
    "choose a commitment by a word": ("target", "commitment", "郑东新区"),
    "choose without a word": ("target", "baseline", ""),
}
#: Grids of figures to type: a place with four thousand series, of which a page is shown.
GRIDS: Final = {
    "grid of a place and year": "jurisdiction=100000&period=2021",
    "grid, the last page": "jurisdiction=100000&period=2021&page=134",
    "grid, a part of a year": "jurisdiction=100000&period=2021-H1",
}
#: Pages that are no list.
PAGES: Final = {
    "start page": "",
    "form of a commitment": "entry/commitment/?plan=100000-2021-1",
    "a clause read": "entry/commitment/read/?plan=100000-2021-1&quote=力争新增高新技术企业4000家以上",
}
_LOGGED: Final = """
INSERT INTO tracker_auditentry
    (content_type_id, object_id, verb, label, changes, reason, commitment_id, at, door)
    SELECT t.id, c.id, 'entered', left(c.code || ' ' || c.statement, 200), '{}', '', c.id, now(), 'command'
    FROM tracker_commitment c, django_content_type t
    WHERE t.app_label = 'tracker' AND t.model = 'commitment';
ANALYZE;
"""


def figures() -> list[Figure]:
    """Open each list, grid and choice, the second time on."""
    populate(ITEMS)
    refresh()
    with connection.cursor() as cursor:
        cursor.execute(_LOGGED)
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.create_superuser("bench"))
    asked: dict[str, Callable[[], object]] = {
        name: partial(_answered, client, f"/admin/tracker/{path}") for name, path in LISTS.items()
    }
    for name, query in GRIDS.items():
        asked[name] = partial(_answered, client, f"/admin/entry/?{query}")
    for name, path in PAGES.items():
        asked[name] = partial(_answered, client, f"/admin/{path}")
    asked["start page while the plans run"] = partial(_in_year, 2021, client, "/admin/")
    for name, (model, field, term) in CHOICES.items():
        typed = {"app_label": "tracker", "model_name": model, "field_name": field, "term": term}
        asked[name] = partial(_answered, client, "/admin/autocomplete/", typed)
    return [Figure("desk", name, ITEMS, _median(ask), 1.0) for name, ask in asked.items()]


def _answered(client: Client, path: str, query: dict[str, str] | None = None) -> None:
    answer = client.get(path, query)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _in_year(year: int, client: Client, path: str) -> None:
    """The same where figures of that year are asked for."""
    with mock.patch.object(todo, "year_of_entry", return_value=year):
        _answered(client, path)


def _median(ask: Callable[[], object]) -> float:
    ask()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
