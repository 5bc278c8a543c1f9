"""The API at BENCH_ITEMS commitments, behind the server it runs with.

Pages and details stand beside the same SQL asked by a bare WSGI view (psycopg, orjson), beside a view that
Django REST framework gives out of the box, and beside Datasette with the same rows in a file of SQLite; lists
as CSV beside COPY of the same columns as they are stored. The largest of the sizes counts; 20,000 where none
is named. `BENCH_KEEP=1` keeps the tables for the next run.
"""

import os
import pickle
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.db import connection
from django.test import Client, override_settings

from benchmarks.measure import Figure
from benchmarks.population import address, populate
from benchmarks.served import asking, copies
from benchmarks.served.asking import Load, load, median_load, stream, warm
from benchmarks.served.servers import Server, serving
from benchmarks.served.shelf import datasette, detail, fill, page
from tracker.models import Commitment
from tracker.progress import SummaryRow, refresh, summarise, tallied
from tracker.progress.counts.summary import GROUPS
from tracker.reports.keyset import encode_cursor

ITEMS: Final = max(map(int, (os.environ.get("BENCH_ITEMS") or "20000").split(",")))
ROUNDS: Final = 3
#: Turns of asking for pages.
TURNS: Final = 9
ROWS: Final = 50
#: The page that is to cost what the first does.
DEEP: Final = 10_000
HOME: Final = "/api/v1"
#: Two characters each, from what stands in every seventh statement to what stands in hardly any.
WORDS: Final = ("新增", "高新", "充电", "东新", "无此")
FILTERS: Final = (
    "jurisdiction=100000",
    "plan=100000-2021-1",
    "topic=topic-7",
    "department=department-7",
    "due_year=2021",
    "department=department-7&due_year=2021",
    "vintage_sensitive=true",
    "vintage_sensitive=false",
)
OURS: Final = "tracker.wsgi:application"
_ANEW: Final = {"DJANGO_SETTINGS_MODULE": "tracker.settings", "API_REMEMBERED_MB": "0"}
#: What is served: an application, and the environment it has. Answers are made anew, but where it says that
#: they are remembered.
SERVED: Final = {
    "bare view": ("benchmarks.served.bare:application", _ANEW),
    "this API": (OURS, _ANEW),
    "this API, remembering": (OURS, {**_ANEW, "API_REMEMBERED_MB": "32"}),
    "stock DRF view": (OURS, {**_ANEW, "DJANGO_SETTINGS_MODULE": "benchmarks.served.stock_settings"}),
}


def figures() -> list[Figure]:
    """Fill the tables, start the servers, ask them in turn."""
    if not asking.has_wrk():
        print("serving is left out: it asks with wrk (apt-get install wrk)", file=sys.stderr)
        return []
    _fill()
    pages, details = _pages(), _details()
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".pickle"))
        file.write(
            pickle.dumps({path: _statements(path) for path in (*pages["this API"], *details["this API"])})
        )
        file.flush()
        told = {"DATABASE_URL": address(), "SERVED": file.name}
        servers = {
            name: stack.enter_context(serving(application, **environment, **told))
            for name, (application, environment) in SERVED.items()
        }
        shelf = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "shelf.db"
        fill(shelf)
        servers["Datasette"] = stack.enter_context(datasette(shelf))
        own = servers["this API"]
        return [
            *_loads("page of 50", servers, pages),
            *_loads("detail", servers, details),
            *_depths(own),
            *_summaries(own),
            *_searches(own),
            *_streams(own),
        ]


def _fill() -> None:
    if Commitment.objects.exclude(status="").count() != ITEMS:
        populate(ITEMS)
        refresh()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    _check_counts()


def _check_counts() -> None:
    """Raises RuntimeError where the counts that are kept are not those of the rows."""
    rows = Commitment.objects.published()
    flagged = rows.filter(current_verdict__vintage_sensitive=True)
    for by in GROUPS:
        for narrowed, found in (({}, rows), ({"vintage_sensitive": ["true"]}, flagged)):
            kept, counted = tallied(by=by, narrowed=narrowed), summarise(found, by=by)
            if sorted(map(_counts, kept)) != sorted(map(_counts, counted)):
                raise RuntimeError(f"the counts by {by} are wrong")


def _counts(row: SummaryRow) -> tuple[str, Any]:
    return str(row.key), sorted(row.counts.items())


def _pages() -> dict[str, list[str]]:
    """Pages by jurisdiction and status, as each is asked for them."""
    found = Commitment.objects.order_by("jurisdiction__code", "status").values_list(
        "jurisdiction__code", "status"
    )
    pairs = list(found.distinct()[:60])
    own = [
        f"{HOME}/commitments/?jurisdiction={code}&status={status}&page_size={ROWS}" for code, status in pairs
    ]
    stock = [
        f"/commitments/?jurisdiction__code={code}&status={status}&page_size={ROWS}" for code, status in pairs
    ]
    shelf = [page(code, status, ROWS) for code, status in pairs]
    return {"bare view": own, **_ours(own), "stock DRF view": stock, "Datasette": shelf}


def _details() -> dict[str, list[str]]:
    found = Commitment.objects.filter(pk__in=range(1, ITEMS, max(ITEMS // 97, 1)))
    codes = list(found.values_list("code", flat=True))
    own = [f"{HOME}/commitments/{code}/" for code in codes]
    stock = [f"/commitments/{code}/" for code in codes]
    return {
        "bare view": own,
        **_ours(own),
        "stock DRF view": stock,
        "Datasette": [detail(code) for code in codes],
    }


def _ours(paths: list[str]) -> dict[str, list[str]]:
    return {"this API": paths, "this API, remembering": paths}


def _statements(path: str) -> list[tuple[str, Any]]:
    """What our view asks the database for an address."""
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # Words of ours as plain text: who reads them knows no models.
        found.append((sql, [str(each) if isinstance(each, str) else each for each in params]))
        return execute(sql, params, many, context)

    with override_settings(THROTTLE_ADDRESS=None), connection.execute_wrapper(note):
        answer = Client(HTTP_HOST="127.0.0.1").get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return found


def _loads(subject: str, servers: dict[str, Server], paths: dict[str, list[str]]) -> Iterator[Figure]:
    """Requests a second and how long 95 of 100 took at most, compared turn by turn."""
    taken: dict[str, list[Load]] = {name: [] for name in servers}
    for server, name in ((servers[name], name) for _turn in range(TURNS) for name in servers):
        taken[name].append(load(server, paths[name]))
    first = taken["bare view"]
    for name, found in taken.items():
        typical = median_load(found)
        slower = median_load(
            Load(of.rate / own.rate, own.p95 / of.p95) for own, of in zip(found, first, strict=True)
        )
        yield Figure(subject, f"{name}, requests", 1, 1 / typical.rate, slower.rate)
        yield Figure(subject, f"{name}, p95", 1, typical.p95, slower.p95)


def _depths(own: Server) -> Iterator[Figure]:
    """The first page of everything, and one far behind it, in two orders."""
    deep = min(DEEP, ITEMS // ROWS) - 1
    for order, keys in (("code", ("place",)), ("due", ("due", "place"))):
        row = Commitment.objects.order_by(*keys).values_list(*keys)[deep * ROWS - 1]
        cursor = encode_cursor(order, False, row)
        first = f"{HOME}/commitments/?page_size={ROWS}&ordering={order}"
        seconds = [warm(own, [path]) for path in (first, f"{first}&cursor={cursor}")]
        for name, taken in zip(("first page", f"page {deep + 1:,}"), seconds, strict=True):
            yield Figure(f"by {order}", name, ROWS, taken, taken / seconds[0])


def _summaries(own: Server) -> Iterator[Figure]:
    for by in GROUPS:
        yield Figure("summary", f"by {by}", ITEMS, warm(own, [f"{HOME}/progress/summary/?by={by}"]), 1)
    for by, asked in product(GROUPS, FILTERS):
        path = f"{HOME}/progress/summary/?by={by}&{asked}"
        yield Figure("summary", f"by {by}, {asked}", ITEMS, warm(own, [path]), 1)


def _searches(own: Server) -> Iterator[Figure]:
    for word in WORDS:
        path = f"{HOME}/commitments/?q={quote(word)}&page_size={ROWS}"
        yield Figure("q", word, ITEMS, warm(own, [path]), 1)


def _streams(own: Server) -> Iterator[Figure]:
    """Whole lists as CSV beside COPY; first the time to their first bytes, and what the server grew by."""
    for name, copy in copies.BARE.items():
        path = f"{HOME}/{name}/?format=csv"
        least, found = [], []
        for _round in range(ROUNDS):
            least.append(copies.seconds(copy))
            found.append(stream(own, path))
        first, most = statistics.median(least), max(each.megabytes for each in found)
        lines = found[0].lines
        yield Figure(f"{name}.csv", "COPY of the columns as stored", lines, first, 1)
        taken = statistics.median(each.seconds for each in found)
        yield Figure(f"{name}.csv", f"this API (grows by {most:.0f} MB)", lines, taken, taken / first)
        for what in ("first_byte", "first_row"):
            waited = statistics.median(getattr(each, what) for each in found)
            yield Figure(f"{name}.csv", what.replace("_", " "), 1, waited, waited / first)
