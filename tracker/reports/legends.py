"""What the marks of a chart mean: only those it draws, each with its own drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.reports.charts import Chart, Mark, Point, runs_of
from tracker.reports.shapes import shape

_MARKS: Final[dict[Any, Promise]] = {
    Mark.FINAL: gettext_lazy("published figure"),
    Mark.PROVISIONAL: gettext_lazy("provisional figure"),
    Mark.ESTIMATED: gettext_lazy("estimate"),
    Mark.ABOVE: gettext_lazy("known to be at least this"),
    Mark.BELOW: gettext_lazy("known to be at most this"),
    Mark.DOUBTFUL: gettext_lazy("contradicted by another published figure"),
}
_ACROSS = '<line class="{0}" x1="1" y1="7" x2="25" y2="7" stroke="#999"/>'
_LOZENGE = '<path class="{0}-mark" d="M13 2l5 5-5 5-5-5z" fill="#fff" stroke="#333"/>'
_SLOPE = '<line class="chart-path" x1="1" y1="12" x2="25" y2="2" stroke="#999" stroke-dasharray="2 4"/>'
_STOP = '<rect class="chart-stop" x="9.5" y="3.5" width="7" height="7" fill="#fff" stroke="#333"/>'
_COLUMN = '<rect class="{0}" x="8" y="1" width="10" height="12" fill="#8a9a9e"/>'
_DRAWN: Final[dict[str, str]] = {
    "target": (_ACROSS + _LOZENGE).format("chart-target"),
    "first": (_ACROSS + _LOZENGE).format("chart-first"),
    "path": _SLOPE,
    "plan": f"{_SLOPE}{_STOP}",
    "column": _COLUMN.format("chart-column"),
    "unfirm-column": _COLUMN.format("chart-column chart-unfirm"),
    "baseline": '<circle class="chart-ring" cx="13" cy="7" r="6" fill="none" stroke="#b8860b"/>',
    "gap": _ACROSS.format("chart-line chart-gap"),
    "part": shape(Mark.FINAL, 13, 7, 5, "is-part"),
    "other": shape(Mark.FINAL, 13, 7, 3.5, "is-other"),
    **{f"mark-{mark}": shape(mark, 13, 7, 5, "") for mark in Mark},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A mark by its stable `code`, and what it stands for."""

    code: str
    text: str

    @property
    def drawing(self) -> SafeString:
        """The mark itself, as it stands on the chart."""
        return format_html(
            '<svg class="key" viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">{}</svg>',
            mark_safe(_DRAWN[self.code]),
        )


def chart_keys(chart: Chart) -> list[Key]:
    """The keys of `chart`, targets first."""
    return [*_aims(chart), *_figures(chart)]


def _aims(chart: Chart) -> Iterator[Key]:
    if chart.target is not None:
        yield Key(code="target", text=_("target, and when it is due"))
    elif chart.every_level:
        yield Key(code="target", text=_("targets, and when each is due"))
    if chart.first_target is not None:
        yield Key(code="first", text=_("target as first announced"))
    if chart.stops:
        yield Key(code="plan", text=_("planned path, with the values announced"))
    elif chart.path:
        yield Key(code="path", text=_("expected path"))


def _lines(chart: Chart) -> list[tuple[Point, ...]]:
    return [chart.points, *(line.points for line in chart.lines)]


def _has_mark(chart: Chart, point: Point) -> bool:
    """Whether it is drawn as a mark: a final column is none."""
    return point.mark != Mark.FINAL or not (chart.bars and point.whole)


def _figures(chart: Chart) -> Iterator[Key]:
    counting = [point for point in chart.every_point if point.counts]
    columns = [point for point in counting if chart.bars and point.whole]
    if any(point.mark == Mark.FINAL for point in columns):
        yield Key(code="column", text=_("published figure"))
    if any(point.mark != Mark.FINAL for point in columns):
        yield Key(code="unfirm-column", text=_("not final, or doubtful"))
    marks = {point.mark for point in counting if point.whole and _has_mark(chart, point)}
    for mark in Mark:
        if mark in marks:
            yield Key(code=f"mark-{mark}", text=str(_MARKS[mark]))
    if not chart.bars and any(len(runs_of(points)) > 1 for points in _lines(chart)):
        yield Key(code="gap", text=_("nothing published in between"))
    if any(point.baseline for point in counting):
        yield Key(code="baseline", text=_("baseline"))
    if any(not point.whole for point in counting):
        yield Key(code="part", text=_("figure of a part of the period"))
    if any(not point.counts for point in chart.every_point):
        yield Key(code="other", text=_("another version of the same figure"))
