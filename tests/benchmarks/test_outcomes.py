"""The tables of the benchmarks are tables an office could send: every row is new, and none is doubtful."""

import csv

import pytest

from benchmarks.outcomes import HEADER, places, populate, write_csv
from tracker.ingest import open_change_set, stage
from tracker.models import Series

ROWS = 1000


def test_a_file_has_as_many_rows_as_it_says(tmp_path):
    write_csv(tmp_path / "table.csv", ROWS)

    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert header == list(HEADER)
    assert len({tuple(row[:3]) for row in rows}) == len(rows) == ROWS


@pytest.mark.django_db
def test_all_that_its_rows_refer_to_is_there(tmp_path):
    populate(ROWS)
    write_csv(tmp_path / "table.csv", ROWS)

    plan = stage(open_change_set(file=tmp_path / "table.csv", by=None, door="command"))

    assert plan.counts["new"] == ROWS
    assert Series.objects.count() == 200 * places(ROWS)
