"""What a row says, as text that is the same on every machine, and its hash."""

import hashlib
from collections.abc import Iterable

from tracker.models import Commitment, Observation, PathPoint, Target


def observation_content(row: Observation) -> str:
    """Everything of an observation a judgement depends on, without any number of this database."""
    parts = [
        "observation", row.series_id and row.series.code, row.period, row.period_start, row.period_end,
        row.document.code, row.published_on, row.written, _digits(row.value), row.unit and row.unit.symbol,
        row.qualifier, row.obs_status, row.derivation,
    ]  # fmt: skip
    return _line(parts)


def target_content(commitment: Commitment, target: Target, path: Iterable[PathPoint] = ()) -> str:
    """Everything of a target, its planned path and its commitment a judgement depends on."""
    parts = [
        "target", commitment.code, commitment.checkable, commitment.withdrawn_on, target.document.code,
        target.published_on, target.form, target.comparator, _digits(target.value), _digits(target.value_to),
        target.unit and target.unit.symbol, _digits(target.tolerance), target.tolerance_kind,
        commitment.entity, commitment.entity_count,
        target.period_start, target.due, target.reference and target.reference.code,
        commitment.series and commitment.series.indicator.kind,
        commitment.series and commitment.series.indicator.direction,
        commitment.series and commitment.series.indicator.counted_from,
        *(f"{point.by} {_digits(point.value)}" for point in path),
    ]  # fmt: skip
    return _line(parts)


def content_sha256(rows: Iterable[Observation], target: str) -> str:
    """One hash of the target's and all rows' content, whatever their order."""
    lines = sorted(observation_content(row) for row in rows)
    return hashlib.sha256("\n".join([target, *lines]).encode()).hexdigest()


def _digits(value: object) -> str:
    return "" if value is None else format(value, "f")


def _line(parts: list[object]) -> str:
    return "\x1f".join("" if part is None else str(part) for part in parts)
