"""Text tables: CSV, TSV and semicolons, read a line at a time."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from ..layout.layouts import DELIMITERS, Layout
from ..problems import FileProblems, Problem
from .encodings import Survey, survey
from .lines import Line
from .merges import Merges

_VISIBLE = re.compile(r"\S")
_LINE_END = re.compile(r"[\r\n]")
_BEGINNING = 1 << 16


class TextSource:
    """A text table with one separator, its encoding known for all of it."""

    strict_width = True
    sheet = ""
    merges = Merges()

    def __init__(self, path: Path, surveyed: Survey, delimiter: str) -> None:
        self.path = path
        self.sha256 = surveyed.sha256
        self.encoding = surveyed.encoding
        self.delimiter = delimiter
        self.notes: list[Problem] = []
        self._breaks = surveyed.breaks

    def total(self) -> int:
        """The lines by their breaks: those of a cell of several lines count too."""
        return self._breaks

    def lines(self) -> Iterator[Line]:
        """Non-empty rows with the line each begins on, counted from 1 as an editor counts.

        Raises FileProblems: `broken_table`.
        """
        before = 0
        with self.path.open(encoding=self.encoding, newline="") as file:
            if file.read(1) != "\ufeff":
                file.seek(0)
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            try:
                for cells in reader:
                    if cells and (cells[0].strip() or "".join(cells).strip()):
                        yield before + 1, cells
                    before = reader.line_num
            except (csv.Error, UnicodeDecodeError) as error:
                raise FileProblems([Problem("broken_table", row=before + 1)]) from error


def text_sources(path: Path, layout: Layout) -> list[TextSource]:
    """The text read with each separator that can be meant, the likeliest first.

    Raises FileProblems for whatever `survey` finds.
    """
    surveyed = survey(path, layout.encoding)
    if layout.delimiter:
        return [TextSource(path, surveyed, layout.delimiter)]
    with path.open(encoding=surveyed.encoding, newline="") as file:
        beginning = file.read(_BEGINNING)
    line = _first_line(beginning)
    possible = [mark for mark in DELIMITERS if mark in beginning] or [DELIMITERS[0]]
    likely = sorted(possible, key=lambda mark: -line.count(mark))
    return [TextSource(path, surveyed, mark) for mark in likely]


def _first_line(text: str) -> str:
    """The first line that is not empty, without what stands in quotation marks."""
    if not (first := _VISIBLE.search(text)):
        return ""
    end = _LINE_END.search(text, first.start())
    return "".join(text[first.start() : end.start() if end else None].split('"')[::2])
