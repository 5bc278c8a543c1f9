"""What should be there by now, of commitments as a list shows them."""

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from tracker import assessment
from tracker.models import Unit

from ..known.rules import current_rules
from ..known.terms import figure_of, target_of
from .listed import Listed

#: All that an expectation depends on, but for the day and the rules.
_DEPENDS_ON = (
    *("checkable", "entity", "entity_count", "withdrawn_on", "kind", "direction", "counted_from"),
    *("indicator_dimension", "form", "comparator", "value", "value_to", "factor", "tolerance"),
    *("tolerance_kind", "period_start", "due", "baseline_value", "baseline_factor", "baseline_start"),
    *("baseline_end", "baseline_qualifier"),
)
_told = itemgetter(*map(Listed._fields.index, _DEPENDS_ON))


def expected_text(row: Listed, day: datetime.date) -> str | None:
    """What `Standing.expected_now` says, in base units, as text; worked out once for what rows have alike."""
    return _expected(_told(row), row.series == row.baseline_series, day)


@lru_cache(maxsize=32768)
def _expected(told: tuple[Any, ...], is_own: bool, day: datetime.date) -> str | None:
    row = SimpleNamespace(**dict(zip(_DEPENDS_ON, told, strict=True)))
    value = assessment.expected_by(
        target=_target(row, day),
        baseline=_baseline(row) if is_own and row.baseline_value is not None else None,
        day=day,
        rules=current_rules(),
    )
    return None if value is None else str(value)


def _target(row: SimpleNamespace, day: datetime.date) -> assessment.Target:
    unit = None if row.factor is None else Unit(factor=Fraction(row.factor))
    target: Any = SimpleNamespace(
        form=row.form,
        comparator=row.comparator,
        value=_decimal(row.value),
        value_to=_decimal(row.value_to),
        unit=unit,
        period_start=_day(row.period_start),
        due=_day(row.due),
        tolerance=_decimal(row.tolerance),
        tolerance_kind=row.tolerance_kind,
    )
    indicator = SimpleNamespace(
        kind=row.kind,
        direction=row.direction,
        counted_from=row.counted_from,
        unit=SimpleNamespace(dimension=row.indicator_dimension),
    )
    commitment: Any = SimpleNamespace(
        series=None if row.kind is None else SimpleNamespace(indicator=indicator),
        checkable=row.checkable,
        entity=row.entity,
        entity_count=row.entity_count,
        withdrawn_on=_day(row.withdrawn_on),
    )
    return target_of(commitment, target, day)


def _baseline(row: SimpleNamespace) -> assessment.Figure:
    figure: Any = SimpleNamespace(
        pk=None,
        value=_decimal(row.baseline_value),
        unit=Unit(factor=Fraction(row.baseline_factor)),
        period_start=_day(row.baseline_start),
        period_end=_day(row.baseline_end),
        qualifier=row.baseline_qualifier,
        obs_status="",
        derivation="",
    )
    return figure_of(figure)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
