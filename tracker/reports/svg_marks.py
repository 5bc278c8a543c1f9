"""What a chart draws on its axes: columns, lines, targets, and a mark for every figure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from tracker.reports.charts import Level, Line, Mark, Point, bends_of, runs_of
from tracker.reports.scales import day_number
from tracker.reports.shapes import shape
from tracker.reports.sheets import MARK, Sheet


def drawn(sheet: Sheet) -> Iterator[str]:
    """Everything between the axes, what lies below first."""
    yield from _columns(sheet)
    yield from _aims(sheet)
    yield from _path(sheet)
    for place, line in enumerate(sheet.chart.lines):
        yield from _line(sheet, line, place)
    yield from _route(sheet, sheet.chart.points, "chart-line")
    for point in sheet.chart.points:
        yield _spot(sheet, point, "")


def spots_of(sheet: Sheet, points: Sequence[Point]) -> list[tuple[float, float]]:
    """Where the line through whole periods bends; nowhere among columns."""
    bends = [] if sheet.chart.bars else bends_of(points)
    return [sheet.spot(point.at, point.value) for point in bends]


def rule(x1: float, y1: float, x2: float, y2: float, kind: str, *, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line class="{kind}" {ends} stroke="#999"{dashed}/>'


def _columns(sheet: Sheet) -> Iterator[str]:
    width = sheet.column
    for point in filter(sheet.is_column, sheet.chart.points):
        x, y = sheet.spot(point.at, point.value)
        kind = "chart-column" if point.mark == Mark.FINAL else "chart-column chart-unfirm"
        yield (
            f'<rect class="{kind}" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" '
            f'height="{max(sheet.value(0) - y, 0.0):.1f}" fill="#8a9a9e"/>'
        )


def _aims(sheet: Sheet) -> Iterator[str]:
    for level, kind in ((sheet.chart.first_target, "chart-first"), (sheet.chart.target, "chart-target")):
        if level is not None:
            yield from _aim(sheet, level, kind, across=True)
    for level in sheet.chart.aims:
        yield from _aim(sheet, level, "chart-target", across=False)


def _aim(sheet: Sheet, level: Level, kind: str, *, across: bool) -> Iterator[str]:
    """A target's own time as a line, its due day as a lozenge; `across` continues it over the whole chart."""
    x, y = sheet.spot(level.due, level.value)
    if level.value_to is not None:
        yield _band(sheet, level, y, across=across)
    if across:
        yield rule(sheet.left, y, sheet.right, y, f"{kind} chart-beyond", dash="2 5")
    reach = sheet.column if sheet.chart.bars else min(sheet.column, 16.0)
    start = max(sheet.time(day_number(level.start)), sheet.left)
    if sheet.chart.bars or level.start == level.due:
        yield rule(x - reach, y, x + (reach if sheet.chart.bars else 0), y, kind)
    else:
        yield rule(start, y, x, y, kind)
    size = 7 if across else 6
    flag = f"M{x:.1f} {y - size:.1f}l{size} {size}l-{size} {size}l-{size} -{size}z"
    yield _told(f'<path class="{kind}-mark" d="{flag}" fill="#fff" stroke="#333"/>', x, y, level.text)


def _band(sheet: Sheet, level: Level, y: float, *, across: bool) -> str:
    assert level.value_to is not None
    left, right = sheet.left, sheet.right
    if not across:
        left, right = (sheet.time(day_number(day)) for day in (level.start, level.due))
        left, right = min(left, right - sheet.column), right
    edges = sorted((y, sheet.value(level.value_to)))
    return (
        f'<rect class="chart-band" x="{max(left, sheet.left):.1f}" y="{edges[0]:.1f}" '
        f'width="{right - max(left, sheet.left):.1f}" height="{edges[1] - edges[0]:.1f}" fill="#e9dcc3"/>'
    )


def _path(sheet: Sheet) -> Iterator[str]:
    for (start, low), (end, high) in pairwise(sheet.chart.path):
        yield rule(*sheet.spot(start, low), *sheet.spot(end, high), "chart-path", dash="2 4")
    for stop in sheet.chart.stops:
        x, y = sheet.spot(stop.at, stop.value)
        yield _told(
            f'<rect class="chart-stop" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="#fff" '
            'stroke="#333"/>',
            x, y, stop.text,
        )  # fmt: skip


def _line(sheet: Sheet, line: Line, place: int) -> Iterator[str]:
    """One of several: its own colour and dashes; its name stands at its end."""
    for level in line.aims:
        yield from _aim(sheet, level, f"chart-target line-{place}", across=False)
    yield from _route(sheet, line.points, f"chart-line line-{place}")
    for point in line.points:
        yield _spot(sheet, point, f"line-{place}", line.name)


def _route(sheet: Sheet, points: Sequence[Point], kind: str) -> Iterator[str]:
    """A line from figure to figure, dotted where figures in between are missing; none among columns."""
    runs = [] if sheet.chart.bars else runs_of(points)
    for before, after in pairwise(runs):
        (x1, y1), (x2, y2) = spots_of(sheet, [before[-1], after[0]])
        yield rule(x1, y1, x2, y2, f"{kind} chart-gap", dash="1 6")
    for run in runs:
        if len(run) > 1:
            route = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots_of(sheet, run))
            yield f'<polyline class="{kind}" points="{route}" fill="none" stroke="#555"/>'


def _spot(sheet: Sheet, point: Point, kind: str, of: str = "") -> str:
    """A figure's mark, with what is told when it is pointed at; a final column is its own mark."""
    x, y = sheet.spot(point.at, point.value)
    is_plain = sheet.is_column(point) and point.mark == Mark.FINAL
    mark = _reach(sheet, x, y) if is_plain else _mark(point, x, y, kind)
    if point.baseline:
        ring = f'<circle class="chart-ring" cx="{x:.1f}" cy="{y:.1f}" r="{MARK + 3.5:g}" '
        mark = f'{ring}fill="none" stroke="#b8860b"/>{mark}'
    return _told(mark, x, y, f"{point.period}: {point.text}", note=point.note, of=of)


def _mark(point: Point, x: float, y: float, kind: str) -> str:
    classes = [kind, "" if point.counts else "is-other", "" if point.whole else "is-part"]
    return shape(point.mark, x, y, MARK if point.counts else 3.5, " ".join(filter(None, classes)))


def _reach(sheet: Sheet, x: float, y: float) -> str:
    """What a pointer has to meet: the whole column."""
    reach, height = sheet.column / 2, max(sheet.value(0) - y, 0.0)
    return (
        f'<rect class="chart-reach" x="{x - reach:.1f}" y="{y:.1f}" width="{2 * reach:.1f}" '
        f'height="{height:.1f}" fill="none"/>'
    )


def _told(mark: str, x: float, y: float, text: str, *, note: str = "", of: str = "") -> str:
    """A mark with its value: as a tip without a script, in its attributes for one."""
    said = f"{of} · {text}" if of else text
    more = f" data-note={quoteattr(note)}" if note else ""
    tip = f"{said}\n{note}" if note else said
    return (
        f'<g class="chart-spot" data-x="{x:.1f}" data-y="{y:.1f}" data-text={quoteattr(said)}{more}>'
        f"<title>{escape(tip)}</title>{mark}</g>"
    )
