"""Commitments as a list answers them, from what was read of them as text.

The same body as `commitment_row` gives, which a test holds against it, at a fraction of its cost. A number is
put into digits once: a page says again what others said before.
"""

import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

import orjson

from tracker.progress.lists.expecting import expected_text
from tracker.progress.lists.listed import Listed
from tracker.reports.figures import plain_decimal
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS

from .briefs import Body

_LIMITS: dict[str, tuple[Any, ...]] = {"reached": REACHED_LIMITS, "behind": BEHIND_LIMITS, "none": ()}


def listed_row(row: Listed, *, day: datetime.date, english: bool) -> Body:
    """A commitment in a list."""
    unit, factor = _measure(row)
    expected = expected_text(row, day)
    return {
        "code": row.code,
        "statement": row.statement_en if english and row.statement_en else row.statement,
        "plan": row.plan,
        "jurisdiction": row.jurisdiction,
        "topic": row.topic,
        "departments": sorted(row.departments.split("\n")) if row.departments else [],
        "binding": row.binding or None,
        "indicator": _indicator(row, english) if row.indicator else None,
        "target": _target(row),
        "baseline": _figure(row.baseline_value, row.baseline_unit, row.baseline_period, row.baseline_status),
        "previous": _figure(row.previous_value, row.previous_unit, row.previous_period, row.previous_status),
        "latest": _latest(row) if row.latest_value is not None else None,
        "expected_now": {"value": _amount(expected, factor), "unit": unit, "by": _written(day)}
        if expected is not None
        else None,
        "verdict": _verdict(row, factor),
        "evidence": _evidence(row) if row.document is not None else None,
    }


def _indicator(row: Listed, english: bool) -> Body:
    name = row.indicator_name_en if english and row.indicator_name_en else row.indicator_name
    return {"code": row.indicator, "name": name, "kind": row.kind}


def _target(row: Listed) -> Body:
    return {
        "form": row.form,
        "comparator": row.comparator,
        "value": row.value,
        "value_to": row.value_to,
        "unit": row.unit,
        "period": row.period,
        "due": row.due,
    }


def _figure(value: str | None, unit: str, period: str, status: str) -> Body | None:
    if value is None:
        return None
    return {"value": value, "unit": unit, "period": period, "obs_status": status}


def _latest(row: Listed) -> Body:
    return {
        "value": row.latest_value,
        "unit": row.latest_unit,
        "period": row.latest_period,
        "obs_status": row.latest_status,
        "reliability": row.latest_reliability,
        "derivation": row.latest_derivation or None,
    }


def _verdict(row: Listed, factor: str | None) -> Body:
    return {
        "status": row.status,
        "method": row.method,
        "as_of": row.as_of,
        "judged_at": row.judged_at,
        "completion": _number(row.completion, "reached"),
        "progress": _number(row.progress, "reached"),
        "elapsed": _number(row.elapsed, "none"),
        "gap": _number(row.gap, "behind"),
        "projected": row.projected and _amount(row.projected, factor),
        "method_sensitive": bool(row.method_sensitive),
        "vintage_sensitive": bool(row.vintage_sensitive),
        "reasons": orjson.loads(row.reasons),
    }


def _evidence(row: Listed) -> Body:
    return {"document": row.document, "section": row.section or None, "quote": row.quote, "start": row.start}


def _measure(row: Listed) -> tuple[str | None, str | None]:
    """What amounts are told in, see `amount_unit`: symbol and factor."""
    if row.indicator is None or (row.unit is not None and row.dimension == row.indicator_dimension):
        return row.unit, row.factor
    return row.indicator_unit, row.indicator_factor


_written = lru_cache(maxsize=8)(datetime.date.isoformat)


@lru_cache(maxsize=65536)
def _number(text: str | None, limits: str) -> str | None:
    return None if text is None else plain_decimal(Fraction(text), limits=_LIMITS[limits])


@lru_cache(maxsize=65536)
def _amount(text: str, factor: str | None) -> str:
    return plain_decimal(Fraction(text) if factor is None else Fraction(text) / Fraction(factor))
