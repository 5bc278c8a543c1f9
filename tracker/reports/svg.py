"""Draws a chart's declaration as SVG: classes and presentation attributes, no style attribute and no script.

Two widths serve phone and desk, since text in a scaled drawing would shrink with it. Colours come from the
page's stylesheet by class; the attributes given here are what shows without one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker.reports.charts import Chart, Level, Point
from tracker.reports.labels import Box, place, text_width
from tracker.reports.scales import Scale, day_number, tick_text, value_ticks, years_between, years_wide

TEXT: Final = 13.0
_TOP, _BOTTOM, _RIGHT = 34.0, 30.0, 18.0
_MARK = 5.0
_NARROW = 500.0  # below it there is no room for the period of a part


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """A chart with its axes laid out on paper."""

    chart: Chart
    width: float
    height: float
    left: float
    time: Scale
    value: Scale
    ticks: list[Fraction]

    @property
    def right(self) -> float:
        return self.width - _RIGHT

    @property
    def floor(self) -> float:
        return self.height - _BOTTOM

    @property
    def frame(self) -> Box:
        return Box(self.left, TEXT + 2, self.width, self.floor)

    def spot(self, at: date, value: Fraction) -> tuple[float, float]:
        return self.time(day_number(at)), self.value(value)


def chart_svg(chart: Chart, *, width: int = 720, identity: str = "chart") -> SafeString:
    """The chart as one `<svg>` element `width` units wide, with title and description for screen readers.

    `identity` makes the ids of those unique on the page. Every text is escaped.
    """
    sheet = _lay_out(chart, float(width))
    parts = [*_head(sheet, identity), *_axes(sheet), *_columns(sheet), *_aims(sheet), *_line(sheet)]
    parts += [*_marks(sheet), *_labels(sheet), "</svg>"]
    return mark_safe("\n".join(parts))


def _lay_out(chart: Chart, width: float) -> _Sheet:
    height = round(max(230.0, min(width * 0.5, 340.0)))
    ticks = _value_ticks(chart)
    gutter = max(text_width(tick_text(tick, percent=chart.percent), TEXT) for tick in ticks)
    left = gutter + 14
    first, last = _time_span(chart)
    return _Sheet(
        chart=chart,
        width=width,
        height=height,
        left=left,
        ticks=ticks,
        time=Scale(low=day_number(first), high=day_number(last), start=left, end=width - _RIGHT),
        value=Scale(low=float(ticks[0]), high=float(ticks[-1]), start=height - _BOTTOM, end=_TOP),
    )


def _value_ticks(chart: Chart) -> list[Fraction]:
    values = [point.value for point in chart.points]
    for level in (chart.target, chart.first_target):
        values += [level.value, level.value_to or level.value] if level else []
    values += [stop.value for stop in chart.stops]
    low, high = min(values), max(values)
    if chart.bars or 0 <= low <= high * Fraction(2, 5) or high <= 0:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    ticks = value_ticks(low, high)
    if ticks[-1] == high:  # room for the label of the highest
        ticks.append(ticks[-1] + ticks[1] - ticks[0])
    return ticks


def _time_span(chart: Chart) -> tuple[date, date]:
    """From half a year before the first thing drawn to half a year after the last."""
    days = [point.at for point in chart.points]
    days += [level.due for level in (chart.target, chart.first_target) if level]
    days += [end[0] for end in chart.path]
    margin = timedelta(days=max(200, (max(days) - min(days)).days // 12))
    return min(days) - margin, max(days) + margin


def _head(sheet: _Sheet, identity: str) -> Iterator[str]:
    title, description = quoteattr(f"{identity}-title"), quoteattr(f"{identity}-desc")
    labelled = quoteattr(f"{identity}-title {identity}-desc")
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" '
        f'viewBox="0 0 {sheet.width:g} {sheet.height:g}" '
        f'role="img" aria-labelledby={labelled} font-size="{TEXT:g}">'
    )
    yield f"<title id={title}>{escape(sheet.chart.title)}</title>"
    yield f"<desc id={description}>{escape(sheet.chart.description)}</desc>"


def _axes(sheet: _Sheet) -> Iterator[str]:
    if unit := _unit_text(sheet.chart):
        yield _text(0, TEXT, unit, "chart-unit")
    for tick in sheet.ticks:
        y = sheet.value(tick)
        kind = "chart-zero" if tick == 0 else "chart-grid"
        yield _rule(sheet.left, y, sheet.right, y, kind)
        label = tick_text(tick, percent=sheet.chart.percent)
        yield _text(sheet.left - 8, y + TEXT * 0.35, label, "chart-tick", anchor="end")
    first, last = date.fromordinal(int(sheet.time.low)), date.fromordinal(int(sheet.time.high))
    for year in years_between(first, last, most=int((sheet.right - sheet.left) // 48)):
        x = sheet.time(day_number(date(year, 12, 31)))
        if sheet.left <= x <= sheet.right:
            yield _rule(x, sheet.floor, x, sheet.floor + 5, "chart-axis")
            yield _text(x, sheet.floor + 8 + TEXT, str(year), "chart-tick", anchor="middle")
    yield _rule(sheet.left, sheet.floor, sheet.right, sheet.floor, "chart-axis")


def _unit_text(chart: Chart) -> str:
    """What the numbers of the axis count; percentages carry their sign instead."""
    return "" if chart.percent or not chart.unit else _("Unit: %(unit)s") % {"unit": chart.unit}


def _columns(sheet: _Sheet) -> Iterator[str]:
    if not sheet.chart.bars:
        return
    width = _column_width(sheet)
    for point in sheet.chart.points:
        if point.whole and point.counts:
            x, y = sheet.spot(point.at, point.value)
            kind = "chart-column" if point.firm else "chart-column chart-unfirm"
            yield (
                f'<rect class="{kind}" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" '
                f'height="{max(sheet.value(0) - y, 0.0):.1f}" fill="#8a9a9e">{_tip(point)}</rect>'
            )


def _column_width(sheet: _Sheet) -> float:
    return max(4.0, min(44.0, years_wide(sheet.time) * 0.5))


def _aims(sheet: _Sheet) -> Iterator[str]:
    for level, kind in ((sheet.chart.first_target, "chart-first"), (sheet.chart.target, "chart-target")):
        if level is not None:
            yield from _aim(sheet, level, kind)
    for (start, low), (end, high) in pairwise(sheet.chart.path):
        yield _rule(*sheet.spot(start, low), *sheet.spot(end, high), "chart-path", dash="2 4")
    for stop in sheet.chart.stops:
        x, y = sheet.spot(stop.at, stop.value)
        yield (
            f'<rect class="chart-stop" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="#fff" '
            f'stroke="#333"><title>{escape(stop.text)}</title></rect>'
        )


def _aim(sheet: _Sheet, level: Level, kind: str) -> Iterator[str]:
    x, y = sheet.spot(level.due, level.value)
    if level.value_to is not None:
        top = sheet.value(level.value_to)
        yield (
            f'<rect class="chart-band" x="{sheet.left:.1f}" y="{top:.1f}" '
            f'width="{sheet.right - sheet.left:.1f}" height="{y - top:.1f}" fill="#e9dcc3"/>'
        )
    yield _rule(sheet.left, y, sheet.right, y, f"{kind} chart-beyond", dash="2 5")
    reach = _column_width(sheet)
    if sheet.chart.bars:
        yield _rule(x - reach, y, x + reach, y, kind)
    elif level.start < level.due:
        yield _rule(max(sheet.time(day_number(level.start)), sheet.left), y, x, y, kind)
    flag = f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z"
    tip = f"<title>{escape(level.text)}</title>"
    yield f'<path class="{kind}-mark" d="{flag}" fill="#fff" stroke="#333">{tip}</path>'


def _line(sheet: _Sheet) -> Iterator[str]:
    """The line through whole periods, where columns do not show them."""
    spots = _spots(sheet)
    if len(spots) > 1:
        route = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        yield f'<polyline class="chart-line" points="{route}" fill="none" stroke="#555"/>'


def _spots(sheet: _Sheet) -> list[tuple[float, float]]:
    """Where the line bends; nowhere among columns."""
    if sheet.chart.bars:
        return []
    return [sheet.spot(point.at, point.value) for point in sheet.chart.points if point.counts and point.whole]


def _along(spots: list[tuple[float, float]]) -> Iterator[Box]:
    """Small boxes strung along the line, for labels to keep off."""
    for (x1, y1), (x2, y2) in pairwise(spots):
        steps = max(1, int(abs(x2 - x1) // 8))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            yield Box(x - 4, y - 2, x + 4, y + 2)


def _marks(sheet: _Sheet) -> Iterator[str]:
    for point in sheet.chart.points:
        if sheet.chart.bars and point.whole and point.counts:
            continue
        x, y = sheet.spot(point.at, point.value)
        yield (
            f'<circle class="chart-point {_kind(point)}" cx="{x:.1f}" cy="{y:.1f}" '
            f'r="{_MARK if point.counts else 3.5:g}" fill="#555">{_tip(point)}</circle>'
        )


def _kind(point: Point) -> str:
    if not point.counts:
        return "chart-other"
    if point.baseline:
        return "chart-baseline" if point.firm else "chart-baseline chart-unfirm"
    if not point.whole:
        return "chart-part"
    return "chart-firm" if point.firm else "chart-unfirm"


def _labels(sheet: _Sheet) -> Iterator[str]:
    """Every counting figure's number, the newest first to find its place; then the target's."""
    chart = sheet.chart
    taken = list(_taken(sheet))
    if chart.target is not None:
        yield _target_label(sheet, chart.target, taken)
    points = [point for point in chart.points if point.counts]
    crowded, narrow = len(points) > (sheet.right - sheet.left) // 60, sheet.width < _NARROW
    for point in _told(chart, points) if crowded else points[::-1]:
        x, y = sheet.spot(point.at, point.value)
        label = point.label if point.whole or narrow else f"{point.label} ({point.period})"
        box = place(x, y, label, TEXT, taken, sheet.frame, away=_MARK + 3)
        taken.append(box)
        yield _text((box.left + box.right) / 2, box.bottom - 3, label, "chart-value", anchor="middle")


def _told(chart: Chart, points: list[Point]) -> list[Point]:
    """Where there is no room for all: the newest figure, the one of the due day, and the first."""
    due = [point for point in points if chart.target is not None and point.at == chart.target.due]
    return list(dict.fromkeys([points[-1], *due[-1:], points[0]]))


def _target_label(sheet: _Sheet, level: Level, taken: list[Box]) -> str:
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
    return _text(best.left, best.bottom - 3, label, "chart-target-label")


def _taken(sheet: _Sheet) -> Iterator[Box]:
    """Where marks and the unit's name already are."""
    yield Box(0, 0, text_width(_unit_text(sheet.chart), TEXT), TEXT + 2)
    half = _column_width(sheet) / 2
    for point in sheet.chart.points:
        x, y = sheet.spot(point.at, point.value)
        if sheet.chart.bars and point.whole and point.counts:
            yield Box(x - half, y, x + half, sheet.value(0))
        else:
            yield Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)
    yield from _along(_spots(sheet))
    yield from _along([sheet.spot(*stop) for stop in sheet.chart.path])
    if sheet.chart.target is not None:
        x, y = sheet.spot(sheet.chart.target.due, sheet.chart.target.value)
        yield Box(x - 8, y - 8, x + 8, y + 8)
        yield Box(sheet.left, y - 1, sheet.right, y + 1)


def _tip(point: Point) -> str:
    """What a mouse sees over a mark."""
    return f"<title>{escape(point.period)}: {escape(point.text)}</title>"


def _text(x: float, y: float, text: str, kind: str, *, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float, kind: str, *, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line class="{kind}" {ends} stroke="#999"{dashed}/>'
