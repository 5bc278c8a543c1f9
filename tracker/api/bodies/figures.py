"""Figures as answers."""

from tracker.models import Observation

from .briefs import Body, decimal, indicator_brief, iso, symbol


def observation(row: Observation, *, counts: bool) -> Body:
    """A figure with all that stands beside it."""
    return {
        "id": row.pk,
        "series": row.series.code,
        "indicator": indicator_brief(row.series.indicator),
        "jurisdiction": row.series.jurisdiction.code,
        "period": row.period,
        "period_start": iso(row.period_start),
        "period_end": iso(row.period_end),
        "value": decimal(row.value),
        "unit": symbol(row.unit),
        "written": row.written or None,
        "qualifier": row.qualifier,
        "obs_status": row.obs_status,
        "missing_reason": row.missing_reason or None,
        "counts": counts,
        "published_on": row.published or None,
        "known_from": iso(row.known_from),
        "document": row.document.code,
        "reliability": row.document.reliability,
        "section": row.section or None,
        "quote": row.quote or None,
        "start": row.start,
        "derivation": row.derivation or None,
        "note": row.note or None,
    }
