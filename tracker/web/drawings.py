"""A chart as a page shows it: drawn for desk and phone, with the keys to its marks."""

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from tracker.reports.charts import Chart
from tracker.reports.legends import Key, chart_keys
from tracker.reports.svg import chart_svg

_WIDE: Final = 1000
_NARROW: Final = 360


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What `partials/chart.html` shows."""

    chart: Chart
    wide: SafeString
    narrow: SafeString
    keys: list[Key]


def drawing(chart: Chart | None, name: str = "chart") -> Drawing | None:
    """The drawing of a chart, `name` of its own on the page; None stays None."""
    if chart is None:
        return None
    return Drawing(
        chart=chart,
        wide=chart_svg(chart, width=_WIDE, identity=f"{name}-wide"),
        narrow=chart_svg(chart, width=_NARROW, identity=f"{name}-narrow"),
        keys=chart_keys(chart),
    )
