"""The main targets of a notice as charts: target against actual."""

from itertools import islice
from typing import Final

from tracker.progress import Standing, observations_of
from tracker.reports.charts import Chart
from tracker.reports.target_charts import target_chart

from .facts import Notice

#: So many are drawn, two beside each other.
MOST_CHARTS: Final = 4


def charted(notice: Notice) -> list[tuple[Standing, Chart]]:
    """The first few main targets of which there is something to draw; a query or two for each looked at."""
    headlines = (row for row in notice.standings if row.commitment.headline)
    drawn = ((row, chart) for row in headlines if (chart := _chart(row)) is not None)
    return list(islice(drawn, MOST_CHARTS))


def _chart(row: Standing) -> Chart | None:
    series = row.commitment.series
    if series is None:
        return None
    return target_chart(row, observations_of(series, as_of=row.reading.as_of))
