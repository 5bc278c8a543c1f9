"""What the marks of a chart mean: only those it draws."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.reports.charts import Chart


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A mark by its stable `code`, and what it stands for."""

    code: str
    text: str


def chart_keys(chart: Chart) -> list[Key]:
    """The keys of `chart`, targets first."""
    return [*_aims(chart), *_figures(chart)]


def _aims(chart: Chart) -> Iterator[Key]:
    if chart.target is not None:
        yield Key(code="target", text=_("target, and when it is due"))
    if chart.first_target is not None:
        yield Key(code="first", text=_("target as first announced"))
    if chart.stops:
        yield Key(code="plan", text=_("planned path, with the values announced"))
    elif chart.path:
        yield Key(code="path", text=_("expected path"))


def _figures(chart: Chart) -> Iterator[Key]:
    counting = [point for point in chart.points if point.counts]
    whole = [point for point in counting if point.whole and (chart.bars or not point.baseline)]
    kinds = ("column", "unfirm-column") if chart.bars else ("firm", "unfirm")
    if any(point.firm for point in whole):
        yield Key(code=kinds[0], text=_("published figure"))
    if any(not point.firm for point in whole):
        yield Key(code=kinds[1], text=_("provisional, estimated or a bound"))
    if not chart.bars and any(point.baseline for point in counting):
        yield Key(code="baseline", text=_("baseline"))
    if any(not point.whole for point in counting):
        yield Key(code="part", text=_("figure of a part of the period"))
    if any(not point.counts for point in chart.points):
        yield Key(code="other", text=_("another version of the same figure"))
