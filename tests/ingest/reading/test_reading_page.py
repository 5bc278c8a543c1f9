"""What docs/reading.md says of files is what the reader does."""

import re
from pathlib import Path

from django.conf import settings

from tracker.ingest import read_table
from tracker.ingest.layout.columns import MOST_COLUMNS
from tracker.ingest.problems.file_messages import FILE_MESSAGES
from tracker.ingest.reading.encodings import LONGEST_LINE
from tracker.ingest.reading.headers import SEARCHED

PAGE = (Path(__file__).parents[3] / "docs" / "reading.md").read_text(encoding="utf-8")


def test_every_refusal_is_on_the_page():
    assert not {code for code in FILE_MESSAGES if f"`{code}`" not in PAGE}


def test_the_printed_table_is_read_as_the_page_says(tmp_path):
    [block] = re.findall(r"```csv\n(.*?)```", PAGE, flags=re.DOTALL)
    path = tmp_path / "table.csv"
    path.write_text(block, encoding="utf-8")

    found = [(row.cells["period"], row.cells["value"], row.cells["unit"]) for row in read_table(path).rows]

    assert found == [("2020", "12003", "亿元"), ("2021", "12691", "亿元")]


def test_the_limits_are_those_of_the_program():
    assert f"头 {SEARCHED} 个非空行" in PAGE
    assert f"最多 {MOST_COLUMNS:,} 列" in PAGE
    assert f"{LONGEST_LINE // 1024 // 1024} MB" in PAGE
    assert f"`IMPORT_MAX_MB` ({settings.IMPORT_MAX_MB}," in PAGE
    assert f"`IMPORT_MAX_UNPACKED_MB` ({settings.IMPORT_MAX_UNPACKED_MB}," in PAGE
