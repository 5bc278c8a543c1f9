"""Rows with only the columns a judgement asks for, for judging many.

They stand in for rows of the tables: what a judgement asks of those, they answer by the same names. A row of
a table takes ten times as long to make, and a million commitments have eight million.
"""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from tracker.models import Unit


@dataclass(slots=True, eq=False)
class IndicatorRow:
    """Of an indicator: how its values behave, and what it is tied to."""

    pk: int
    kind: str
    direction: str
    counted_from: str
    basis: str
    change_of_id: int | None
    growth_of_id: int | None
    unit_id: int
    unit: Unit | None = None


@dataclass(slots=True, eq=False)
class SeriesRow:
    """Of a series: its code, place and indicator."""

    pk: int
    code: str
    jurisdiction_id: int
    indicator_id: int
    indicator: IndicatorRow | None = None


@dataclass(slots=True, eq=False)
class DocumentRow:
    """Of a document: its code."""

    code: str


@dataclass(slots=True, eq=False)
class CommitmentRow:
    """Of a commitment: what its judgement depends on, and the verdict it shows."""

    pk: int
    series_id: int | None
    code: str
    checkable: bool
    withdrawn_on: datetime.date | None
    entity: str
    entity_count: int | None
    current_verdict_id: int | None
    series: Any = None


@dataclass(slots=True, eq=False)
class TargetRow:
    """Of a target: all but how it is worded."""

    pk: int
    commitment_id: int
    baseline_id: int | None
    reference_id: int | None
    unit_id: int | None
    document_id: int
    published_on: datetime.date
    form: str
    comparator: str
    value: Decimal | None
    value_to: Decimal | None
    tolerance: Decimal | None
    tolerance_kind: str
    period: str
    period_start: datetime.date | None
    due: datetime.date
    has_path: bool
    document: DocumentRow | None = None
    unit: Unit | None = None
    reference: Any = None


@dataclass(slots=True, eq=False)
class FigureRow:
    """Of an observation: all but its words; `vintage_place` 1 counts for its period."""

    pk: int
    series_id: int
    unit_id: int | None
    document_id: int
    period: str
    period_start: datetime.date | None
    period_end: datetime.date
    published_on: datetime.date
    known_from: datetime.date
    value: Decimal
    written: str
    qualifier: str
    obs_status: str
    derivation: str
    vintage_place: int
    document: DocumentRow | None = None
    unit: Unit | None = None
    series: Any = None


@dataclass(slots=True, eq=False)
class PointRow:
    """Of a point of a planned path: its day and value."""

    pk: int
    target_id: int
    by: datetime.date
    value: Decimal


def columns(row: type, *related: str) -> tuple[str, ...]:
    """The columns such a row is made of, in their order: all but the `related` rows."""
    return tuple(field.name for field in fields(row) if field.name not in related)
