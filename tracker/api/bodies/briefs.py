"""What many answers share: values as text, and rows in short."""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from tracker.models import Evidence, Indicator, Observation, Target, Unit
from tracker.reports.figures import plain_decimal

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


def amount(value: Fraction | None, unit: Unit | None) -> str | None:
    """An amount in base units, as text in `unit`."""
    if value is None:
        return None
    return decimal(value / unit.factor if unit else value)


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
