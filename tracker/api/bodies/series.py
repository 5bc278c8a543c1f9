"""Series as answers."""

from tracker.models import Observation, Series

from .briefs import Body, indicator_brief, latest_figure
from .catalogue import indicator


def _series(row: Series) -> Body:
    return {
        "code": row.code,
        "jurisdiction": row.jurisdiction.code,
        "unit": row.indicator.unit.symbol,
        "topic": row.indicator.topic.code,
    }


def series(row: Series, latest: Observation | None) -> Body:
    """A series in a list, with its newest figure."""
    return {**_series(row), "indicator": indicator_brief(row.indicator), "latest": latest_figure(latest)}


def series_facts(row: Series) -> Body:
    """A series with its indicator in full."""
    return {
        **_series(row),
        "indicator": indicator(row.indicator),
        "jurisdiction_name": row.jurisdiction.label,
    }
