"""Bringing a file in, against the least it could cost: the same rows, ready made, into the same table.

`BENCH_IMPORT_ROWS` says how many rows (default 20,000), `BENCH_ROUNDS` how often (default 3). Each row has
its source and its quote. The first way of each engine is a bare COPY (PostgreSQL) or executemany (SQLite)
into the table of observations with all its constraints and indexes, foreign keys checked, committed. Verdicts
are measured apart: on PostgreSQL a commitment hangs on every series, which has four figures. Memory is the
peak of a process of its own.
"""

import csv
import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import tablib
from django.db import connection, transaction
from django.test import override_settings
from import_export.resources import modelresource_factory

from benchmarks.measure import Figure
from tracker.ingest import apply_change_set, open_change_set, refresh_pending, stage
from tracker.models import Document, Indicator, Jurisdiction, Observation, Series, Topic, Unit

ROWS = int(os.environ.get("BENCH_IMPORT_ROWS") or 20_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or (3 if ROWS <= 200_000 else 1))
#: Rows that django-import-export brings in its own way, which is slow.
FEW = 300
YEARS = range(2017, 2021)
INDICATORS = 200
HEADER = (
    "indicator,jurisdiction,period,value,unit,obs_status,"
    "published_on,source_title,source_publisher,section,quote"
)
COLUMNS = (
    "series_id, period, period_start, period_end, document_id, published_on, published_precision, "
    "known_from, value, unit_id, written, qualifier, obs_status, missing_reason, section, quote, start, "
    "figure, figure_start, derivation, note, preferred, preferred_reason, withdrawn_reason, state, "
    "change_set_id, recorded_at"
)


def figures() -> list[Figure]:
    """Measure each engine in a process of its own, so that its memory is known."""
    given = urlsplit(os.environ["DATABASE_URL"])
    postgresql = urlunsplit(given._replace(path=f"/{connection.settings_dict['NAME']}"))
    found = _figures_of("PostgreSQL", "COPY", _elsewhere(postgresql))
    with tempfile.TemporaryDirectory() as folder:
        found += _figures_of("SQLite", "executemany", _elsewhere(f"sqlite:///{folder}/bench.sqlite3"))
    return found


def _figures_of(engine: str, bare: str, seconds: dict[str, float]) -> list[Figure]:
    first, peak = seconds["bare"], seconds["megabytes"]
    ways = {
        f"{bare} alone": ("bare", ROWS),
        "check and compare (preview)": ("stage", ROWS),
        "apply": ("apply", ROWS),
        f"both, verdicts later ({peak:.0f} MB)": ("import", ROWS),
        "verdicts, a commitment on every fourth row": ("verdicts", ROWS),
        "with verdicts": ("all", ROWS),
        "django-import-export, as it comes": ("usual", FEW),
    }
    return [
        Figure(f"import, {engine}", way, items, seconds[key], seconds[key] / items / (first / ROWS))
        for way, (key, items) in ways.items()
        if key in seconds
    ]


def _elsewhere(address: str) -> dict[str, float]:
    """What `measure` answers in another process, on a database of its own."""
    environment = {**os.environ, "DATABASE_URL": address}
    command = [sys.executable, "-c", _CHILD]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


_CHILD = """
import django, json
django.setup()
from django.core.management import call_command
from benchmarks.importing import measure
call_command("migrate", verbosity=0)
print(json.dumps(measure()))
"""


def measure() -> dict[str, float]:
    """Seconds of each way, medians of the rounds, and the peak memory in megabytes; empties its tables."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(IMPORT_ROOT=f"{folder}/imports", IMPORT_VERDICTS_WITH=0),
    ):
        file = Path(folder) / "outcomes.csv"
        _populate()
        with file.open("w", encoding="utf-8", newline="") as lines:
            lines.write(HEADER + "\n")
            csv.writer(lines).writerows(_rows())
        rounds = [_round(file, Path(folder)) for _number in range(ROUNDS)]
        found = {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}
        found["megabytes"] = rounds[0]["megabytes"]  # before anything else was held in memory
        found["usual"] = _usual(file)
        if connection.vendor == "postgresql":
            found |= _judged(found, file)
        _empty([*_BROUGHT_IN, *_REFERENCE])
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def _round(file: Path, folder: Path) -> dict[str, float]:
    """Import once, and then store the very same rows bare."""
    _empty(_BROUGHT_IN)
    seconds = _import(file)
    store = _ready_made(folder)
    _empty(["tracker_observation"])
    return seconds | {"bare": _timed(store)[0]}


def _import(file: Path) -> dict[str, float]:
    change_set = open_change_set(file=file, by=None, door="command")
    staging, _answer = _timed(lambda: stage(change_set))
    applying, _answer = _timed(lambda: apply_change_set(change_set, by=None))
    if change_set.counts["new"] != ROWS:
        raise RuntimeError(f"not all rows are new: {change_set.counts}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"stage": staging, "apply": applying, "import": staging + applying, "megabytes": peak}


def _ready_made(folder: Path) -> Callable[[], None]:
    """The stored rows in the form the database takes fastest, and what stores them."""
    query = f"SELECT {COLUMNS} FROM tracker_observation ORDER BY id"
    path = folder / "bare.txt"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with path.open("wb") as out, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
                out.writelines(copy)
            return lambda: _copy(path)
        rows = cursor.execute(query).fetchall()
    return lambda: _executemany(rows)


def _copy(path: Path) -> None:
    statement = f"COPY tracker_observation ({COLUMNS}) FROM STDIN"
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        path.open("rb") as ready,
        cursor.copy(statement) as copy,
    ):
        while chunk := ready.read(65536):
            copy.write(chunk)


def _executemany(rows: list[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(rows[0]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO tracker_observation ({COLUMNS}) VALUES ({places})", rows)


def _judged(seconds: dict[str, float], file: Path) -> dict[str, float]:
    """Import once more, now with a commitment on every series, and judge them right after."""
    with connection.cursor() as cursor:
        cursor.execute(_PLEDGES)
        cursor.execute("DELETE FROM tracker_observation")
    change_set = open_change_set(file=file, by=None, door="command")
    apply_change_set(stage(change_set), by=None)
    judging, _stored = _timed(lambda: refresh_pending(change_set))
    return {"verdicts": judging, "all": seconds["import"] + judging}


def _usual(file: Path) -> float:
    """A model resource of django-import-export with nothing set, on the first rows of the file."""
    resource_class = modelresource_factory(Observation)
    with file.open(encoding="utf-8") as lines:
        found = list(islice(csv.DictReader(lines), FEW))
    units, series = Unit.objects.get().pk, dict(Series.objects.values_list("code", "pk"))
    documents = dict(Document.objects.values_list("title", "pk"))
    table = tablib.Dataset(headers=["id", *_USUAL])
    for row in found:
        year = row["period"]
        table.append(
            (
                "",
                series[f"{row['jurisdiction']}.{row['indicator']}"],
                year,
                f"{year}-01-01",
                f"{year}-12-31",
                documents[row["source_title"]],
                "2030-01-01",
                "2030-01-01",
                row["value"],
                units,
                row["value"],
                "published",
            )
        )
    return _timed(lambda: resource_class().import_data(table, raise_errors=True))[0]


#: What an import writes to.
_BROUGHT_IN = [
    f"tracker_{name}" for name in ("observation", "stagedrow", "stageddocument", "replacement", "changeset")
]
_REFERENCE = [
    f"tracker_{name}" for name in ("series", "document", "indicator", "jurisdiction", "topic", "unit")
]
_USUAL = (
    *("series", "period", "period_start", "period_end", "document", "published_on", "known_from"),
    *("value", "unit", "written", "state"),
)


def _empty(tables: list[str]) -> None:
    """Empty tables; with nothing pledged yet, nothing else goes with them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
            return
        for name in tables:
            cursor.execute(f"DELETE FROM {name}")


def _rows() -> Iterator[tuple[str, ...]]:
    """A table as an office keeps it: indicator by indicator, place by place, growing by 6 % a year."""
    return islice(_all_rows(), ROWS)


def _all_rows() -> Iterator[tuple[str, ...]]:
    for indicator in range(1, INDICATORS + 1):
        for place in range(1, _places() + 1):
            for year in YEARS:
                wobble = 1 + (indicator * place * year % 97 - 48) / 2400
                value = f"{(1000 + 37 * indicator + 11 * place) * 1.06 ** (year - 2017) * wobble:.2f}"
                source = (f"{year + 1}-04-18", f"{year}年国民经济和社会发展统计公报", "统计局", "二、综合")
                quote = f"{year}年全市完成{value}家，比上年增长8.2%。"
                yield f"bench-{indicator}", f"{place:06}", str(year), value, "家", "final", *source, quote


def _places() -> int:
    return -(-ROWS // (INDICATORS * len(YEARS)))


def _populate() -> None:
    """Everything the rows of the file refer to."""
    unit = Unit.objects.create(symbol="家", dimension="家", factor=1)
    topic = Topic.objects.create(code="bench", name="bench")
    indicators = [
        Indicator(
            code=f"bench-{number}",
            name=f"bench {number}",
            kind="flow",
            direction="up",
            unit=unit,
            topic=topic,
        )
        for number in range(1, INDICATORS + 1)
    ]
    Indicator.objects.bulk_create(indicators)
    places = [
        Jurisdiction(code=f"{number:06}", name=f"bench {number}", level="prefecture")
        for number in range(1, _places() + 1)
    ]
    Jurisdiction.objects.bulk_create(places, batch_size=1000)
    series = (
        Series(code=Series.code_for(place.code, indicator.code), indicator=indicator, jurisdiction=place)
        for indicator in indicators
        for place in places
    )
    while batch := list(islice(series, 5000)):
        Series.objects.bulk_create(batch)
    documents = [
        Document(
            code=f"bench-{year}",
            title=f"{year}年国民经济和社会发展统计公报",
            publisher="统计局",
            published_on=datetime.date(year + 1, 4, 18),
            reliability="official",
        )
        for year in YEARS
    ]
    Document.objects.bulk_create(documents)


_PLEDGES = """
INSERT INTO tracker_plan
    (code, name, name_en, kind, jurisdiction_id, period_start, period_end, document_id, state)
    SELECT 'bench', 'bench', '', 'annual', j.id, '2020-01-01', '2020-12-31', d.id, 'published'
    FROM tracker_jurisdiction j, tracker_document d WHERE j.code = '000001' AND d.code = 'bench-2017';
INSERT INTO tracker_commitment
    (code, plan_id, number, statement, statement_en, series_id, topic_id, headline, modality, binding,
     checkable, unrateable_reason, entity, threshold_of, printed_as, reading_note, state,
     withdrawn_reason, status)
    SELECT 'bench-' || s.id, p.id, s.id, 'bench', '', s.id, t.id, false, 'plain', '', true, '', '', '', '',
    '',
           'published', '', ''
    FROM tracker_series s, tracker_plan p, tracker_topic t;
INSERT INTO tracker_target
    (commitment_id, document_id, published_on, published_precision, known_from, form, comparator, wording,
     value, unit_id, written, tolerance_kind, period, period_start, due, reference_note, reading_note, state)
    SELECT c.id, p.document_id, '2020-01-30', 'day', '2020-01-30', 'level', 'at_least', 'bare',
           1000, u.id, '1000', '', '2020', '2020-01-01', '2020-12-31', '', '', 'published'
    FROM tracker_commitment c, tracker_plan p, tracker_unit u;
ANALYZE;
"""
