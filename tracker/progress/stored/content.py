"""What a row says, as text that is the same on every machine, and its hash."""

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tracker.models import Commitment, Observation, PathPoint, Target


def observation_content(row: Observation) -> str:
    """Everything of an observation a judgement depends on, without any number of this database."""
    unit = row.unit
    return "\x1f".join(
        (
            "observation",
            row.series.code if row.series_id else "",
            row.period,
            _day(row.period_start),
            _day(row.period_end),
            row.document.code,
            _day(row.published_on),
            row.written,
            _digits(row.value),
            unit.symbol if unit else "",
            row.qualifier,
            row.obs_status,
            row.derivation,
        )
    )


def target_content(commitment: Commitment, target: Target, path: Iterable[PathPoint] = ()) -> str:
    """Everything of a target, its planned path and its commitment a judgement depends on."""
    indicator = commitment.series.indicator if commitment.series else None
    unit = target.unit
    return "\x1f".join(
        (
            "target",
            commitment.code,
            str(commitment.checkable),
            _day(commitment.withdrawn_on),
            target.document.code,
            _day(target.published_on),
            target.form,
            target.comparator,
            _digits(target.value),
            _digits(target.value_to),
            unit.symbol if unit else "",
            _digits(target.tolerance),
            target.tolerance_kind,
            commitment.entity,
            "" if commitment.entity_count is None else str(commitment.entity_count),
            _day(target.period_start),
            _day(target.due),
            target.reference.code if target.reference_id else "",
            *((indicator.kind, indicator.direction, indicator.counted_from) if indicator else ("", "", "")),
            *(f"{point.by} {_digits(point.value)}" for point in path),
        )
    )


def content_sha256(rows: Iterable[Observation], target: str) -> str:
    """One hash of the target's and all rows' content, whatever their order."""
    lines = sorted(observation_content(row) for row in rows)
    return hashlib.sha256("\n".join([target, *lines]).encode()).hexdigest()


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
