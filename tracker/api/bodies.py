"""Rows as answers: one function a shape, each a plain dictionary. `shapes` documents them.

Nothing is fetched here: the views load what the bodies show.
"""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from tracker import assessment
from tracker.models import (
    Commitment,
    Document,
    Evidence,
    Indicator,
    Jurisdiction,
    Observation,
    Plan,
    Status,
    Target,
    Unit,
    Verdict,
)
from tracker.progress import Standing, SummaryRow
from tracker.reports.figures import plain_decimal
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS, ratio_limits

Body = dict[str, Any]


def decimal(value: Any, limits: Iterable[Any] = ()) -> str | None:
    """A number as text, on the same side of all `limits` as the exact one; None stays None."""
    return None if value is None else plain_decimal(value, limits=limits)


def iso(day: datetime.date | None) -> str | None:
    """A date as text; None stays None."""
    return None if day is None else day.isoformat()


def symbol(unit: Unit | None) -> str | None:
    """A unit as documents print it."""
    return unit and unit.symbol


def code_of(row: Any) -> str | None:
    """The code of a row that may be none."""
    return row and row.code


def indicator_brief(row: Indicator) -> Body:
    """What is measured, in short."""
    return {"code": row.code, "name": row.label, "kind": row.kind}


def target_brief(row: Target) -> Body:
    """A target, in short."""
    return {
        "form": row.form,
        "comparator": row.comparator,
        "value": decimal(row.value),
        "value_to": decimal(row.value_to),
        "unit": symbol(row.unit),
        "period": row.period,
        "due": iso(row.due),
    }


def figure(row: Observation | None) -> Body | None:
    """A figure, in short."""
    if row is None:
        return None
    return {
        "value": decimal(row.value),
        "unit": symbol(row.unit),
        "period": row.period,
        "obs_status": row.obs_status,
    }


def latest_figure(row: Observation | None) -> Body | None:
    """A figure, with what to think of it."""
    if row is None:
        return None
    return {
        **(figure(row) or {}),
        "reliability": row.document.reliability,
        "derivation": row.derivation or None,
    }


def evidence_brief(row: Evidence) -> Body:
    """Where words stand."""
    return {
        "document": row.document.code,
        "section": row.section or None,
        "quote": row.quote,
        "start": row.start,
    }


def amount(value: Fraction | None, unit: Unit | None) -> str | None:
    """An amount in base units, as text in `unit`."""
    if value is None:
        return None
    return decimal(value / unit.factor if unit else value)


def verdict_brief(
    judgement: assessment.Judgement, unit: Unit | None, as_of: datetime.date, sensitive: tuple[bool, bool]
) -> Body:
    """How a commitment stands; amounts are given in `unit`. `sensitive`: to the method, to the vintage."""
    by_method, by_vintage = sensitive
    return {
        "status": judgement.status,
        "method": judgement.method,
        "as_of": iso(as_of),
        "judged_at": iso(judgement.judged_at),
        "completion": decimal(judgement.completion, REACHED_LIMITS),
        "progress": decimal(judgement.progress, REACHED_LIMITS),
        "elapsed": decimal(judgement.elapsed),
        "gap": decimal(judgement.gap, BEHIND_LIMITS),
        "projected": amount(judgement.projected, unit),
        "method_sensitive": by_method,
        "vintage_sensitive": by_vintage,
        "reasons": list(judgement.reasons),
    }


def standing_brief(standing: Standing) -> Body:
    """The verdict of a standing."""
    sensitive = standing.method_sensitive, standing.vintage_sensitive
    return verdict_brief(standing.judgement, standing.unit, standing.as_of, sensitive)


def expected_now(standing: Standing) -> Body | None:
    """What should be there by the day asked for; None where that cannot be told."""
    value = standing.expected_now
    if value is None:
        return None
    return {
        "value": amount(value, standing.unit),
        "unit": symbol(standing.unit),
        "by": iso(standing.reading.as_of),
    }


def commitment_row(row: Commitment, standing: Standing | None, evidence: list[Evidence]) -> Body:
    """A commitment in a list. `standing` is None when no target of it was known."""
    return {
        "code": row.code,
        "statement": row.label,
        "plan": row.plan.code,
        "jurisdiction": row.plan.jurisdiction.code,
        "topic": row.topic.code,
        "departments": [department.code for department in row.departments.all()],
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


def judgement_rest(judgement: assessment.Judgement, unit: Unit | None, stored: Verdict | None) -> Body:
    """What a verdict says beyond the brief, and what it can be cited by when it is stored."""
    return {
        "version": judgement.version,
        "due": judgement.due,
        "ratio": decimal(judgement.ratio, ratio_limits(judgement)),
        "expected": amount(judgement.expected, unit),
        "required_pace": amount(judgement.required_pace, unit),
        "actual_pace": amount(judgement.actual_pace, unit),
        "projected_low": amount(judgement.projected_low, unit),
        "projected_high": amount(judgement.projected_high, unit),
        "points": None if judgement.points is None else int(judgement.points),
        "id": stored and stored.pk,
        "rule_set": stored and stored.rule_set.code,
        "sha256": stored and stored.sha256,
        "changes": stored.changes if stored else [],
    }


def summary_row(row: SummaryRow) -> Body:
    """A group's counts with both denominators."""
    return {
        "key": row.key,
        "label": row.label,
        "counts": {status: row.counts.get(status, 0) for status in Status.values},
        "total": row.total,
        "rateable": row.rateable,
        "met": row.met,
        "met_of_all": decimal(row.met_of_all),
        "met_of_rateable": decimal(row.met_of_rateable),
    }


def document(row: Document) -> Body:
    """A published source."""
    return {
        "code": row.code,
        "title": row.title,
        "publisher": row.publisher,
        "published_on": row.published or None,
        "published_precision": row.published_precision,
        "seen_on": iso(row.seen_on),
        "kind": row.kind,
        "reliability": row.reliability,
        "jurisdiction": code_of(row.jurisdiction),
        "url": row.url or None,
        "file_sha256": row.file_sha256 or None,
        "note": row.note or None,
    }


def plan(row: Plan) -> Body:
    """Commitments made together."""
    return {
        "code": row.code,
        "name": row.label,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction.code,
        "period_start": iso(row.period_start),
        "period_end": iso(row.period_end),
        "document": row.document.code,
    }


def indicator(row: Indicator) -> Body:
    """What is measured, with its definition and other names."""
    return {
        **indicator_brief(row),
        "direction": row.direction,
        "form": row.form,
        "unit": row.unit.symbol,
        "topic": row.topic.code,
        "basis": row.basis or None,
        "counted_from": row.counted_from or None,
        "definition": row.definition or None,
        "change_of": code_of(row.change_of),
        "growth_of": code_of(row.growth_of),
        "aliases": [alias.name for alias in row.aliases.all()],
    }


def jurisdiction(row: Jurisdiction) -> Body:
    """An area with a government."""
    return {
        "code": row.code,
        "name": row.label,
        "level": row.level,
        "parent": code_of(row.parent),
        "valid_from": iso(row.valid_from),
        "valid_to": iso(row.valid_to),
    }
