"""Verdicts and their counts as answers."""

import datetime
from fractions import Fraction
from functools import lru_cache

from tracker import assessment
from tracker.models import Observation, Status, Unit, Verdict, VerdictChange
from tracker.progress import Standing, SummaryRow
from tracker.progress.standing import amount_unit, judgement_of
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS, ratio_limits

from .briefs import Body, amount, decimal, iso, latest_figure, symbol

#: Every status, that nobody has.
_NONE: dict[str, int] = dict.fromkeys(Status.values, 0)


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


def stored_brief(row: Verdict) -> Body:
    """What a stored verdict says, in short."""
    return verdict_brief(
        judgement_of(row), _unit_of(row), row.as_of, (row.method_sensitive, row.vintage_sensitive)
    )


def stored_verdict(row: Verdict, latest: Observation | None) -> Body:
    """All a stored verdict says; `latest` only when the public may still see it."""
    return {
        **stored_brief(row),
        **judgement_rest(judgement_of(row), _unit_of(row), row),
        "latest": latest_figure(latest),
        "inputs_sha256": row.inputs_sha256,
        "recorded_at": row.recorded_at.isoformat(),
    }


def _unit_of(row: Verdict) -> Unit | None:
    return amount_unit(row.commitment, row.target) if row.target else None


def changed_verdict(row: Verdict, before: Verdict | None, latest: Observation | None) -> Body:
    """A stored verdict beside the one before it; `latest` only when the public may still see it."""
    commitment = row.commitment
    return {
        "id": row.pk,
        "commitment": commitment.code,
        "statement": commitment.label,
        "plan": commitment.plan.code,
        "jurisdiction": commitment.plan.jurisdiction.code,
        "topic": commitment.topic.code,
        "recorded_at": row.recorded_at.isoformat(),
        "before": before and {"id": before.pk, "status": before.status, "as_of": iso(before.as_of)},
        "verdict": stored_brief(row),
        "status_changed": before is None or before.status != row.status,
        "changes": [{"code": code, "text": str(VerdictChange(code).label)} for code in row.changes],
        "latest": latest_figure(latest),
        "change_set": row.change_set_id,
        "sha256": row.sha256,
    }


def summary_row(row: SummaryRow) -> Body:
    """A group's counts with both denominators."""
    total, rateable, met = row.total, row.rateable, row.met
    return {
        "key": row.key,
        "label": row.label,
        "counts": _NONE | row.counts,
        "total": total,
        "rateable": rateable,
        "met": met,
        "met_of_all": _share(met, total),
        "met_of_rateable": _share(met, rateable),
    }


@lru_cache(maxsize=65536)
def _share(part: int, whole: int) -> str | None:
    """A part of a whole; None of nothing. Small numbers, of which thousands of groups have the same."""
    return decimal(Fraction(part, whole)) if whole else None
