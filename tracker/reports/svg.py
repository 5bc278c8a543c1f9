"""Draws a chart's declaration as SVG: classes and presentation attributes, no style attribute and no script.

Two widths serve phone and desk, since text in a scaled drawing would shrink with it. Colours come from the
page's stylesheet by class; the attributes given here are what shows without one. Every mark carries its
value, for a pointer without a script, and for `charts.js` with one.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tracker.reports.charts import Chart
from tracker.reports.scales import day_number, tick_text, years_between
from tracker.reports.sheets import TEXT, Sheet, laid_out
from tracker.reports.svg_labels import lettered, text, unit_text
from tracker.reports.svg_marks import drawn, rule

#: How many drawings a process keeps: the same declaration is drawn once.
_KEPT: Final = 512


def chart_svg(chart: Chart, *, width: int = 720, identity: str = "chart") -> SafeString:
    """The chart as one `<svg>` element `width` units wide, with title and description for screen readers.

    `identity` makes the ids of those unique on the page. Every text is escaped. Kept by content.
    """
    return _svg(chart, width, identity, get_language())


@lru_cache(maxsize=_KEPT)
def _svg(chart: Chart, width: int, identity: str, _language: str | None) -> SafeString:
    sheet = laid_out(chart, float(width))
    return mark_safe(
        "\n".join([*_head(sheet, identity), *_axes(sheet), *drawn(sheet), *lettered(sheet), "</svg>"])
    )


def _head(sheet: Sheet, identity: str) -> Iterator[str]:
    title, description = quoteattr(f"{identity}-title"), quoteattr(f"{identity}-desc")
    labelled = quoteattr(f"{identity}-title {identity}-desc")
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" '
        f'viewBox="0 0 {sheet.width:g} {sheet.height:g}" '
        f'role="img" aria-labelledby={labelled} font-size="{TEXT:g}">'
    )
    yield f"<title id={title}>{escape(sheet.chart.title)}</title>"
    yield f"<desc id={description}>{escape(sheet.chart.description)}</desc>"


def _axes(sheet: Sheet) -> Iterator[str]:
    if unit := unit_text(sheet.chart):
        yield text(0, TEXT, unit, "chart-unit")
    for tick in sheet.ticks:
        y = sheet.value(tick)
        kind = "chart-zero" if tick == 0 else "chart-grid"
        yield rule(sheet.left, y, sheet.right, y, kind)
        label = tick_text(tick, percent=sheet.chart.percent)
        yield text(sheet.left - 8, y + TEXT * 0.35, label, "chart-tick", anchor="end")
    first, last = date.fromordinal(int(sheet.time.low)), date.fromordinal(int(sheet.time.high))
    for year in years_between(first, last, most=int((sheet.right - sheet.left) // 48)):
        x = sheet.time(day_number(date(year, 12, 31)))
        if sheet.left <= x <= sheet.right:
            yield rule(x, sheet.floor, x, sheet.floor + 5, "chart-axis")
            yield text(x, sheet.floor + 8 + TEXT, str(year), "chart-tick", anchor="middle")
    yield rule(sheet.left, sheet.floor, sheet.right, sheet.floor, "chart-axis")
