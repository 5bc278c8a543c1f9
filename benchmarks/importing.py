"""Bringing a file in, against the least it could cost: the same rows, ready made, into the same table.

`BENCH_IMPORT_ROWS=10000,100000,1000000` says how many rows (default 20,000), `BENCH_ROUNDS` how often
(default 3, of more than 200,000 rows once), `BENCH_ENGINES=postgresql` on which engines (default both). Each
row has its source and its quote. The first way of each engine is a bare COPY (PostgreSQL) or executemany
(SQLite) into the table of observations with all its constraints and indexes, foreign keys checked, committed.
Verdicts are measured apart: on PostgreSQL a commitment hangs on every series, which has four figures. Memory
is the peak of a process of its own.
"""

import csv
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import tablib
from django.db import connection, transaction
from django.test import override_settings
from import_export.resources import modelresource_factory

from benchmarks.measure import Figure
from benchmarks.outcomes import BROUGHT_IN, REFERENCE, empty, populate, write_csv
from benchmarks.population import address
from tracker.ingest import apply_change_set, open_change_set, refresh_pending, stage
from tracker.models import Document, Observation, Series, Unit

SIZES = [int(size) for size in (os.environ.get("BENCH_IMPORT_ROWS") or "20000").split(",")]
ENGINES = (os.environ.get("BENCH_ENGINES") or "postgresql,sqlite").split(",")
#: Rows that django-import-export brings in its own way, which is slow.
FEW = 300
#: Megabytes a file may have here.
LARGEST = 4000
_CHUNK = 20_000
COLUMNS = (
    "series_id, period, period_start, period_end, document_id, published_on, published_precision, "
    "known_from, value, unit_id, written, qualifier, obs_status, missing_reason, section, quote, start, "
    "figure, figure_start, derivation, note, preferred, preferred_reason, withdrawn_reason, state, "
    "change_set_id, recorded_at"
)


def figures() -> list[Figure]:
    """Measure each engine at each size in a process of its own, so that its memory is known."""
    postgresql = address()
    found = []
    for rows in SIZES:
        if "postgresql" in ENGINES:
            found += _figures_of("PostgreSQL", "COPY", rows, _elsewhere(postgresql, rows))
        if "sqlite" in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                sqlite = f"sqlite:///{folder}/bench.sqlite3"
                found += _figures_of("SQLite", "executemany", rows, _elsewhere(sqlite, rows))
    return found


def _figures_of(engine: str, bare: str, rows: int, seconds: dict[str, float]) -> list[Figure]:
    first, peak = seconds["bare"], seconds["megabytes"]
    ways = {
        f"{bare} alone": ("bare", rows),
        "check and compare (preview)": ("stage", rows),
        "apply": ("apply", rows),
        f"both, verdicts later ({peak:.0f} MB)": ("import", rows),
        "verdicts, a commitment on every fourth row": ("verdicts", rows),
        "with verdicts": ("all", rows),
        "django-import-export, as it comes": ("usual", FEW),
    }
    return [
        Figure(f"import, {engine}", way, items, seconds[key], seconds[key] / items / (first / rows))
        for way, (key, items) in ways.items()
        if key in seconds
    ]


def _elsewhere(named: str, rows: int) -> dict[str, float]:
    """What `measure` answers in another process, on a database of its own."""
    environment = {**os.environ, "DATABASE_URL": named}
    command = [sys.executable, "-c", _CHILD.format(rows=rows)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


_CHILD = """
import django, json
django.setup()
from django.core.management import call_command
from benchmarks.importing import measure
call_command("migrate", verbosity=0)
print(json.dumps(measure({rows})))
"""


def measure(rows: int) -> dict[str, float]:
    """Seconds of each way, medians of the rounds, and the peak memory in megabytes; empties its tables."""
    many = int(os.environ.get("BENCH_ROUNDS") or (3 if rows <= 200_000 else 1))
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(IMPORT_ROOT=f"{folder}/imports", IMPORT_VERDICTS_WITH=0, IMPORT_MAX_MB=LARGEST),
    ):
        file = Path(folder) / "outcomes.csv"
        populate(rows)
        write_csv(file, rows)
        rounds = [_round(file, rows, Path(folder) / f"{number}") for number in range(many)]
        found = {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}
        found["megabytes"] = rounds[0]["megabytes"]  # before anything else was held in memory
        found["usual"] = _usual(file)
        if connection.vendor == "postgresql":
            found |= _judged(found, file)
        empty([*BROUGHT_IN, *REFERENCE])
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def _round(file: Path, rows: int, kept: Path) -> dict[str, float]:
    """Import once, and then store the very same rows bare; `kept` is where they are put in between."""
    empty(BROUGHT_IN)
    seconds = _import(file, rows)
    bare = _copied if connection.vendor == "postgresql" else _executed
    return seconds | {"bare": bare(kept)}


def _import(file: Path, rows: int) -> dict[str, float]:
    change_set = open_change_set(file=file, by=None, door="command")
    staging, _answer = _timed(lambda: stage(change_set))
    applying, _answer = _timed(lambda: apply_change_set(change_set, by=None))
    if change_set.counts["new"] != rows:
        raise RuntimeError(f"not all rows are new: {change_set.counts}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"stage": staging, "apply": applying, "import": staging + applying, "megabytes": peak}


def _copied(kept: Path) -> float:
    """Seconds of a COPY of the stored rows, in the text the database itself writes of them."""
    query = f"COPY (SELECT {COLUMNS} FROM tracker_observation ORDER BY id) TO STDOUT"
    with connection.cursor() as cursor, kept.open("wb") as out, cursor.copy(query) as copy:
        out.writelines(copy)
    empty(["tracker_observation"])
    start = time.perf_counter()
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        kept.open("rb") as ready,
        cursor.copy(f"COPY tracker_observation ({COLUMNS}) FROM STDIN") as copy,
    ):
        while chunk := ready.read(65536):
            copy.write(chunk)
    return time.perf_counter() - start


def _executed(kept: Path) -> float:
    """Seconds of executemany with the stored rows, a chunk at a time; reading them back does not count."""
    with connection.cursor() as cursor:
        cursor.execute(f"ATTACH '{kept}' AS kept")
        cursor.execute(f"CREATE TABLE kept.ready AS SELECT {COLUMNS} FROM tracker_observation ORDER BY id")
        cursor.execute("DETACH kept")
    empty(["tracker_observation"])
    ready = sqlite3.connect(kept)
    rows = ready.execute("SELECT * FROM ready ORDER BY rowid")
    places = ", ".join(["%s"] * len(COLUMNS.split(", ")))
    seconds, start = 0.0, time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        while True:
            seconds += time.perf_counter() - start
            chunk = rows.fetchmany(_CHUNK)
            start = time.perf_counter()
            if not chunk:
                break
            cursor.executemany(f"INSERT INTO tracker_observation ({COLUMNS}) VALUES ({places})", chunk)
    ready.close()
    return seconds + time.perf_counter() - start


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


_USUAL = (
    *("series", "period", "period_start", "period_end", "document", "published_on", "known_from"),
    *("value", "unit", "written", "state"),
)
_PLEDGES = """
INSERT INTO tracker_plan
    (code, name, name_en, kind, jurisdiction_id, period_start, period_end, document_id, state)
    SELECT 'bench', 'bench', '', 'annual', j.id, '2020-01-01', '2020-12-31', d.id, 'published'
    FROM tracker_jurisdiction j, tracker_document d WHERE j.code = '000001' AND d.code = 'bench-2017';
INSERT INTO tracker_commitment
    (code, plan_id, number, jurisdiction_id, statement, statement_en, series_id, topic_id, headline, modality,
     binding, checkable, unrateable_reason, entity, threshold_of, printed_as, reading_note, state,
     withdrawn_reason, status)
    SELECT 'bench-' || s.id, p.id, s.id, p.jurisdiction_id, 'bench', '', s.id, t.id, false, 'plain',
           '', true, '', '', '', '', '', 'published', '', ''
    FROM tracker_series s, tracker_plan p, tracker_topic t;
INSERT INTO tracker_target
    (commitment_id, document_id, published_on, published_precision, known_from, form, comparator, wording,
     value, unit_id, written, tolerance_kind, period, period_start, due, reference_note, reading_note, state)
    SELECT c.id, p.document_id, '2020-01-30', 'day', '2020-01-30', 'level', 'at_least', 'bare',
           1000, u.id, '1000', '', '2020', '2020-01-01', '2020-12-31', '', '', 'published'
    FROM tracker_commitment c, tracker_plan p, tracker_unit u;
ANALYZE;
"""
