"""The words on a chart: the numbers beside its marks, its target's, and the names of its lines."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from tracker.reports.charts import Chart, Level, Point
from tracker.reports.labels import Box, place, shortened, text_width
from tracker.reports.sheets import MARK, TEXT, Sheet, line_name
from tracker.reports.svg_marks import spots_of

_LONGEST_UNIT: Final = 14


def lettered(sheet: Sheet) -> Iterator[str]:
    """Every counting figure's number, the newest first to find its place, after the target's."""
    taken = list(_taken(sheet))
    if sheet.chart.target is not None:
        yield _target_label(sheet, sheet.chart.target, taken)
    yield from _names(sheet, taken)
    for group in (sheet.chart.points, *(line.points for line in sheet.chart.lines)):
        yield from _numbers(sheet, [point for point in group if point.counts], taken)


def text(x: float, y: float, words: str, kind: str, *, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def unit_text(chart: Chart) -> str:
    """What the numbers of the axis count; percentages carry their sign instead."""
    if chart.percent or not chart.unit:
        return ""
    return _("Unit: %(unit)s") % {"unit": shortened(chart.unit, _LONGEST_UNIT)}


def _numbers(sheet: Sheet, points: list[Point], taken: list[Box]) -> Iterator[str]:
    crowded = len(points) * max(1, len(sheet.chart.lines)) > (sheet.right - sheet.left) // 60
    for point in _chosen(sheet.chart, points) if crowded else points[::-1]:
        x, y = sheet.spot(point.at, point.value)
        label = point.label
        if not (point.whole or sheet.is_narrow):
            label = _("%(figure)s (%(period)s)") % {"figure": label, "period": point.period}
        box = place(x, y, label, TEXT, taken, sheet.frame, away=MARK + 3)
        taken.append(Box(box.left - 9, box.top, box.right + 9, box.bottom))
        yield text((box.left + box.right) / 2, box.bottom - 3, label, "chart-value", anchor="middle")


def _chosen(chart: Chart, points: list[Point]) -> list[Point]:
    """Where there is no room for all: the newest figure, the one of the due day, and the first."""
    due = [point for point in points if chart.target is not None and point.at == chart.target.due]
    return list(dict.fromkeys([points[-1], *due[-1:], points[0]])) if points else []


def _target_label(sheet: Sheet, level: Level, taken: list[Box]) -> str:
    """At an end of the target's line or beside its mark, above or below, wherever least is in the way."""
    label = _("Target %(target)s") % {"target": level.text}
    width, (x, y) = text_width(label, TEXT), sheet.spot(level.due, level.value)
    candidates = [
        Box(left, top, left + width, top + TEXT + 2)
        for top in (y - TEXT - 7, y + 5)
        for left in (sheet.right - width, sheet.left + 4, x + 10, x - 10 - width)
    ]
    best = min(candidates, key=lambda box: sum(map(box.overlap, taken)) + 4 * box.outside(sheet.frame))
    taken.append(best)
    return text(best.left, best.bottom - 3, label, "chart-target-label")


def _names(sheet: Sheet, taken: list[Box]) -> Iterator[str]:
    """The name of each line behind the last that is drawn of it, moved apart where two end together."""
    ends = []
    for number, line in enumerate(sheet.chart.lines):
        drawn = [(point.at, point.value) for point in line.points] + [
            (aim.due, aim.value) for aim in line.aims
        ]
        if line.points:
            x, y = sheet.spot(*max(drawn, key=lambda each: each[0]))
            ends.append((y, x, number, line_name(line)))
    below = -TEXT
    for y, x, number, name in sorted(ends):
        y = max(y, below + TEXT + 3)
        below = y
        taken.append(Box(x + 12, y - TEXT / 2, x + 12 + text_width(name, TEXT), y + TEXT / 2))
        yield text(x + 12, y + TEXT * 0.35, name, f"chart-name line-{number}")


def _taken(sheet: Sheet) -> Iterator[Box]:
    """Where marks and the unit's name already are."""
    yield Box(0, 0, text_width(unit_text(sheet.chart), TEXT), TEXT + 2)
    half = sheet.column / 2
    for point in sheet.chart.every_point:
        x, y = sheet.spot(point.at, point.value)
        if sheet.is_column(point):
            yield Box(x - half, y, x + half, sheet.value(0))
        else:
            yield Box(x - MARK, y - MARK, x + MARK, y + MARK)
    for points in (sheet.chart.points, *(line.points for line in sheet.chart.lines)):
        yield from _along(spots_of(sheet, points))
    yield from _along([sheet.spot(*stop) for stop in sheet.chart.path])
    for level in sheet.chart.every_level:
        x, y = sheet.spot(level.due, level.value)
        yield Box(x - 8, y - 8, x + 8, y + 8)
    if sheet.chart.target is not None:
        y = sheet.value(sheet.chart.target.value)
        yield Box(sheet.left, y - 1, sheet.right, y + 1)


def _along(spots: list[tuple[float, float]]) -> Iterator[Box]:
    """Small boxes strung along the line, for labels to keep off."""
    for (x1, y1), (x2, y2) in pairwise(spots):
        steps = max(1, int(abs(x2 - x1) // 8))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            yield Box(x - 4, y - 2, x + 4, y + 2)
