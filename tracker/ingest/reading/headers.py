"""Finding the header of a table: below titles, in one row or two."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ..layout.columns import MOST_COLUMNS, REQUIRED, Columns, missing, recognise, twice
from ..layout.layouts import Layout
from ..problems import Problem, shown
from .lines import Line
from .tables import Header
from .titles import period_above, unit_above

#: How many lines that are not empty may stand above a header and with it.
SEARCHED = 30
_NOTHING = (0, 0)


def find_header(lines: Iterable[Line], layout: Layout, supplied: frozenset[str]) -> Header | None:
    """The header among the first lines, as `layout` gives it or else by what its columns say.

    The best header lacks the fewest required columns, then knows the most; among equals the first. Where no
    line holds any known header it is the first line of at least two cells. None where there is no line.
    """
    head = _head(lines, layout)
    best: tuple[tuple[int, int], Header] | None = None
    for place, (number, _cells) in enumerate(head):
        if layout.header_row in (0, number):
            for found in _possible(head, place, layout, supplied):
                if best is None or found[0] > best[0]:
                    best = found
    if best is None:
        return None
    if best[0] > _NOTHING or layout.header_row:
        return best[1]
    first = next((place for place, line in enumerate(head) if _filled(line[1]) > 1), 0)
    return _header(head, first, 1, layout, supplied)[1]


def _head(lines: Iterable[Line], layout: Layout) -> list[Line]:
    """The lines a header is looked for in; where it is known, those up to it and the next."""
    if not layout.header_row:
        return list(islice(lines, SEARCHED))
    found: list[Line] = []
    wanted = layout.header_row
    for line in lines:
        if len(found) < SEARCHED or line[0] >= wanted:
            found.append(line)
        if line[0] > wanted:
            break
    return found


def _possible(
    head: list[Line], place: int, layout: Layout, supplied: frozenset[str]
) -> Iterator[tuple[tuple[int, int], Header]]:
    """The headers that can begin in this line: of one row, of two, or only the one that must be."""
    two = place + 1 < len(head) and head[place + 1][0] == head[place][0] + 1
    forced = layout.header_rows or (2 if two and _continued(head[place][1], head[place + 1][1]) else 0)
    if forced != 2 or not two:
        yield _header(head, place, 1, layout, supplied)
    if two and forced != 1:
        yield _header(head, place, 2, layout, supplied)


def _continued(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a header goes on in the row below: 目标, 完成 under 2021年, and nothing under 指标."""
    fields = recognise(list(upper[:MOST_COLUMNS])).fields
    return bool(fields) and _filled(lower) > 1 and not any(_text(lower, place) for place in fields)


def _header(
    head: list[Line], place: int, rows: int, layout: Layout, supplied: frozenset[str]
) -> tuple[tuple[int, int], Header]:
    """The header of so many rows that begins in this line, with how well it is understood."""
    number, printed = head[place]
    last = head[place + rows - 1][0]
    if rows == 2:
        printed = _combined(printed, head[place + 1][1])
    printed = [" ".join(text.split()) for text in printed]
    if len(printed) > MOST_COLUMNS:
        params = {"limit": str(MOST_COLUMNS), "found": str(len(printed))}
        problem = Problem("too_many_columns", row=number, params=params)
        return _NOTHING, Header(number, last, printed, Columns(problems=[problem]))
    above = head[:place]
    period = "" if "period" in supplied else period_above(above)
    filled = supplied | {"period"} if period else supplied
    found = recognise(printed, line=number, supplied=filled)
    score = _score(found, supplied)
    if layout.columns is not None:
        found = _chosen(printed, number, layout, filled)
    else:
        found.periods = layout.periods or found.periods
        found.units = layout.units or found.units
    known = found.fields.values()
    return score, Header(
        number,
        last,
        printed,
        found,
        unit="" if "unit" in {*supplied, *known} or found.units else unit_above(above),
        period="" if "period" in known or found.periods else period,
    )


def _combined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows as one: what stands over several columns is said of each of them that has a header below."""
    found, over = [], ""
    for place in range(max(len(upper), len(lower))):
        top, bottom = _text(upper, place), _text(lower, place)
        if top:
            over = top if bottom else ""
        found.append(f"{top or (over if bottom else '')} {bottom}".strip())
    return found


def _chosen(printed: list[str], line: int, layout: Layout, supplied: frozenset[str]) -> Columns:
    """What the columns hold where somebody has said so."""
    chosen = Columns(
        fields=dict(layout.columns or {}), periods=dict(layout.periods), units=dict(layout.units)
    )
    used = {*chosen.fields, *chosen.periods}
    chosen.ignored = [shown(text) for place, text in enumerate(printed) if text and place not in used]
    chosen.problems = _chosen_twice(chosen, printed, line) + missing(chosen, line, supplied)
    return chosen


def _chosen_twice(chosen: Columns, printed: list[str], line: int) -> list[Problem]:
    """Problems where a layout gives one field to two columns."""
    found = []
    seen: dict[str, str] = {}
    for place, name in sorted(chosen.fields.items()):
        header = _text(printed, place)
        if name in seen:
            found.append(twice(name, seen[name], header, line))
        seen.setdefault(name, header)
    return found


def _score(found: Columns, supplied: frozenset[str]) -> tuple[int, int]:
    """How many required columns are there, and how many are known at all; nothing without a named field."""
    if not found.fields:
        return _NOTHING
    return len(REQUIRED) - len(missing(found, 0, supplied)), found.recognised


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _text(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
