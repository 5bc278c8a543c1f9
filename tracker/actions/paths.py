"""The planned path (季度序时) of a target: what is to be there by the end of a month or quarter."""

from decimal import Context, Decimal, Inexact
from typing import Any, Final

from django.db import transaction

from tracker.exceptions import ActionError, QuantityError
from tracker.models import Document, PathPoint, QuantityKind, Revision, Target, Unit, User
from tracker.quantities import Qualifier, Quantity, parse_quantity

from .amending import add_row, amend_row, as_proposed
from .invariants import lies_on_the_way
from .stated import announced, period_stated

#: Kinds held against their target directly: no value along the way is asked of them.
_PATHLESS: Final = frozenset({QuantityKind.RATE, QuantityKind.RANK, QuantityKind.MILESTONE})
#: More digits than a stored value can have; a value that would need rounding is refused.
_EXACTLY: Final = Context(prec=60, traps=[Inexact])


@transaction.atomic
def plan_value(
    *, target: Target, document: Document, by_end_of: str, planned: str, by: User | None, published: str = ""
) -> PathPoint | Revision:
    """Add a value a document announced on the way to a target; to a public target by a proposal, but for who
    needs no second person.

    `by_end_of` is a period or day, `planned` a number as written in the target's unit or with its own,
    `published` a day, month or year (default: the document's). Raises ActionError: `wrong_state`,
    `breaks_a_rule`, `no_right`, `outside_remit`; as `planned_amount`, `require_path` and `require_on_the_way`
    do; `not_readable`.
    """
    row = PathPoint(target=target, document=document, **announced(document, published))
    _place(row, by_end_of)
    _fill(row, planned)
    return add_row(row, by=by)


@transaction.atomic
def amend_planned(
    *,
    point: PathPoint,
    by: User | None,
    reason: str = "",
    document: Document | None = None,
    by_end_of: str | None = None,
    planned: str | None = None,
    published: str | None = None,
    mends: Revision | None = None,
) -> Revision | None:
    """Set right a planned value of ours that is not what was announced. `mends` as with `amend_commitment`;
    `point` is then a row not stored yet where one is to be added.

    Raises ActionError as `plan_value` and `amend_commitment` do.
    """
    now = as_proposed(point, mends)
    if document is not None or published is not None:
        now.document = document or now.document
        for name, value in announced(now.document, published or "").items():
            setattr(now, name, value)
    if by_end_of is not None:
        _place(now, by_end_of)
    if planned is not None:
        _fill(now, planned)
    return amend_row(point, now, by=by, reason=reason, mends=mends)


def _place(row: PathPoint, by_end_of: str) -> None:
    row.by = period_stated(by_end_of, None)["period_end"]
    require_on_the_way(row)


def _fill(row: Any, planned: str) -> None:
    require_path(row.target)
    row.value, row.written = planned_amount(planned, row.target.unit), planned.strip()


def require_on_the_way(row: PathPoint) -> None:
    """Raise ActionError `off_the_way` for a day that leads nowhere."""
    if not lies_on_the_way(row.target, row.by):
        raise ActionError("off_the_way")


def require_path(target: Target) -> None:
    """Raise ActionError for a target without a planned path: `path_without_number`, `pathless`."""
    if target.value is None or target.unit is None:
        raise ActionError("path_without_number")
    commitment = target.commitment if target.commitment_id else None
    series = commitment.series if commitment else None
    if series is not None and series.indicator.kind in _PATHLESS:
        raise ActionError("pathless")


def planned_amount(text: str, unit: Unit) -> Decimal:
    """The value of `text` in `unit`, exactly.

    Raises ActionError for all but one plain number: `not_readable`, `not_plain`, `other_count`, `endless`.
    """
    try:
        read = parse_quantity(text)
    except QuantityError as error:
        raise ActionError("not_readable", {"text": text}) from error
    if read.high is not None or read.qualifier != Qualifier.EXACT or read.falls or read.estimated:
        raise ActionError("not_plain")
    if read.unit is not None and read.unit.dimension != unit.dimension:
        raise ActionError("other_count", {"unit": str(unit)})
    return _in_unit(read, unit)


def _in_unit(read: Quantity, unit: Unit) -> Decimal:
    exact: Any = read.low.exact if read.unit is None else read.exact / unit.factor
    if read.unit is None or read.unit.factor == unit.factor:
        # With its digits as written: 450.0 stays 450.0.
        return _EXACTLY.multiply(read.low.value, Decimal(read.low.multiplier))
    try:
        return _EXACTLY.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    except Inexact as error:
        raise ActionError("endless", {"unit": str(unit)}) from error
