"""What a refresh costs without judging: its rows read, and as many verdicts written that say nothing.

`with_records`: by the very code a refresh reads, records and writes with; only judging is left out.
`with_rows`: the same without making records of it, a blank one written for each commitment.
`with_tuples`: what the driver gives and takes; no row is made, nothing encoded: what no program undercuts.
"""

import datetime
import json
from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.utils import timezone

from tracker.assessment import NUMBERS, Judgement, numbers_from_text
from tracker.models import Commitment, Verdict
from tracker.progress import refresh
from tracker.progress.known import lean, shelf, ties
from tracker.progress.known.reading import Reading
from tracker.progress.known.rules import current_rule_set
from tracker.progress.known.terms import Sensitivity
from tracker.progress.prepared import row_of
from tracker.progress.stored import recording, storing, verdicts

Values = Sequence[Any]

_NUMBERS = dict.fromkeys(NUMBERS) | {"completion": "123/100", "elapsed": "1", "gap": "23"}
_BLANK = {
    "id": None,
    "status": "no_data",
    "reasons": [],
    "numbers": _NUMBERS,
    "due": False,
    "method_sensitive": False,
    "vintage_sensitive": False,
    "distance": 0.23,
    "method": "schedule",
    "method_version": "0",
    "inputs": {
        "target": 1_000_000,
        "path": [],
        "baseline": None,
        "previous": None,
        "reference": [],
        "tied": [],
        "observations": [4_000_000, 4_000_001],
        "others": [],
        "vintages": [],
    },
    "inputs_sha256": "0" * 64,
    "sha256": "0" * 64,
    "changes": ["first"],
    "change_set_id": None,
}


def with_records(day: datetime.date) -> int:
    """Refresh all, but give every reading the same answer without asking for it; how many."""
    numbers: dict[str, Any] = {**numbers_from_text(_NUMBERS)}

    def answer(reading: Reading, **_asked: Any) -> Judgement:
        newest = [row.pk for row in reading.observations[:2]]
        return Judgement(
            status="no_data",
            method="schedule",
            version="0",
            judged_at=day,
            latest=newest[0],
            used=tuple(sorted(newest)),
            **numbers,
        )

    with (
        patch.object(recording, "terms_of", lambda _reading: None),
        patch.object(recording, "judge", answer),
        patch.object(recording, "sensitivity_of", lambda *_reading, **_asked: Sensitivity()),
        patch.object(recording, "distance_of", lambda *_terms: _BLANK["distance"]),
    ):
        return refresh(as_of=day)


def with_rows(day: datetime.date) -> int:
    """Read the rows as a refresh does and write a blank verdict for each commitment; how many."""
    reader = lean.LeanReader(day)
    said = _BLANK | {"as_of": day, "judged_at": day, "rule_set_id": current_rule_set().pk}

    def blank(reading: Reading) -> Verdict:
        own = {"commitment_id": reading.commitment.pk, "target_id": reading.target.pk}
        return row_of(Verdict, said | own | {"latest_id": reading.observations[0].pk})

    def batch(numbers: list[int]) -> None:
        readings = reader.read(verdicts.LOCKED.rows(numbers=numbers))
        recording.current_verdicts(reading.commitment.current_verdict_id for reading in readings)
        storing.store(map(blank, readings))

    return _in_batches(batch)


def with_tuples(day: datetime.date) -> int:
    """Read the same columns and copy the same bytes in, as the driver has them; how many."""
    said = _BLANK | {"as_of": day, "judged_at": day, "rule_set_id": current_rule_set().pk}
    said["recorded_at"] = timezone.now()
    row = [json.dumps(each) if isinstance(each := said.get(name), list | dict) else each for name in _COLUMNS]
    shelf.all_units()
    return _in_batches(lambda numbers: _write(_read(numbers, day), row))


_COLUMNS = storing.COLUMNS
_CHANGING = [_COLUMNS.index(name) for name in ("commitment_id", "target_id", "latest_id")]


def _in_batches(batch: Callable[[list[int]], None]) -> int:
    numbers = list(Commitment.objects.published().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), verdicts.BATCH):
        with transaction.atomic(savepoint=False):
            batch(numbers[start : start + verdicts.BATCH])
    return len(numbers)


def _read(numbers: list[int], day: datetime.date) -> list[tuple[int, int, int]]:
    """The numbers of each commitment, its target and one of its figures, out of all rows of a batch."""
    commitments = verdicts.LOCKED.rows(numbers=numbers)
    targets = {row[1]: row for row in lean.TARGETS.rows(numbers=numbers, day=day)}
    series = shelf.SERIES_BY_NUMBER.rows(numbers={row[1] for row in commitments})
    stocks = [row for row in series if "stock" in row]
    ties.TIED.rows(levels=[], changed={row[3] for row in stocks}, places={row[2] for row in stocks})
    figures = {row[1]: row for row in lean.FIGURES.rows(numbers=[row[0] for row in series], day=day)}
    if current := [row[7] for row in commitments if row[7]]:
        recording.BY_NUMBER.rows(numbers=current)
    return [(row[0], targets[row[0]][0], figures[row[1]][0]) for row in commitments]


def _write(rows: list[tuple[int, int, int]], blank: list[Any]) -> None:
    last = storing.last_number()
    with connection.cursor() as cursor, cursor.copy(storing.COPY) as copy:
        for row in rows:
            for place, value in zip(_CHANGING, row, strict=True):
                blank[place] = value
            copy.write_row(blank)
    storing.point_at_later(last, [row[0] for row in rows])
