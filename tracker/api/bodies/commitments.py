"""Commitments, their targets and evidence as answers."""

import datetime

from tracker.models import Commitment, Evidence, Observation, Target
from tracker.progress import Standing
from tracker.reports.remarks import ShownRemark

from .briefs import (
    Body,
    code_of,
    decimal,
    evidence_brief,
    figure,
    indicator_brief,
    iso,
    latest_figure,
    symbol,
    target_brief,
)
from .verdicts import expected_now, standing_brief


def commitment_row(
    row: Commitment, standing: Standing | None, evidence: list[Evidence], departments: list[str]
) -> Body:
    """A commitment in a list. `standing` is None when no target of it was known."""
    return {
        "code": row.code,
        "statement": row.label,
        "plan": row.plan.code,
        "jurisdiction": row.plan.jurisdiction.code,
        "topic": row.topic.code,
        "departments": departments,
        "binding": row.binding or None,
        "indicator": indicator_brief(row.series.indicator) if row.series else None,
        "target": target_brief(standing.target) if standing else None,
        "baseline": figure(standing.baseline) if standing else None,
        "previous": figure(standing.previous) if standing else None,
        "latest": latest_figure(standing.latest) if standing else None,
        "expected_now": expected_now(standing) if standing else None,
        "verdict": standing_brief(standing) if standing else None,
        "evidence": evidence_brief(evidence[0]) if evidence else None,
    }


def commitment_facts(row: Commitment, as_of: datetime.date) -> Body:
    """What only the page of one commitment says of it. A withdrawal shows from its day on."""
    withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= as_of
    return {
        "headline": row.headline,
        "modality": row.modality,
        "checkable": row.checkable,
        "unrateable_reason": row.unrateable_reason or None,
        "entity": row.entity or None,
        "entity_count": row.entity_count,
        "threshold": threshold(row),
        "part_of": code_of(row.part_of),
        "continues": code_of(row.continues),
        "printed_as": row.printed_as or None,
        "reading_note": row.reading_note or None,
        "withdrawn_on": iso(row.withdrawn_on) if withdrawn else None,
        "withdrawn_reason": row.withdrawn_reason if withdrawn else None,
    }


def threshold(row: Commitment) -> Body | None:
    """From which size on something counts."""
    if row.threshold is None:
        return None
    return {
        "of": row.threshold_of,
        "value": decimal(row.threshold),
        "unit": symbol(row.threshold_unit),
    }


def target(row: Target, baseline: Observation | None) -> Body:
    """A target with where it comes from; `baseline` only when the public may see it."""
    return {
        **target_brief(row),
        "wording": row.wording,
        "written": row.written or None,
        "published_on": row.published,
        "document": row.document.code,
        "baseline": figure(baseline),
        "reference": code_of(row.reference),
        "reference_note": row.reference_note or None,
        "reading_note": row.reading_note or None,
    }


def evidence(row: Evidence) -> Body:
    """The words a commitment stands on, and the document they stand in."""
    return {
        **evidence_brief(row),
        "figure": row.figure or None,
        "figure_start": row.figure_start,
        "title": row.document.title,
        "publisher": row.document.publisher,
        "published_on": row.document.published or None,
        "reliability": row.document.reliability,
        "url": row.document.url or None,
    }


def remark(shown: ShownRemark) -> Body:
    """What was added in public."""
    return {
        "dated": iso(shown.dated),
        "signed": shown.signed or None,
        "department": shown.department,
        "text": shown.text,
    }
