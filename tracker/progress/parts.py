"""A total and its parts: what they promise and what was reported, held against each other, never repaired."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Q

from tracker.assessment import Decomposition, decomposition
from tracker.models import BOUNDS, Commitment, Observation, QuantityKind, Status, Target, TargetForm, Unit

from .prepared import Given, PreparedRows
from .standing import Standing, standings

#: Kinds whose values can be added up; rates, ratios and ranks of parts make no total.
_ADDITIVE = frozenset({QuantityKind.FLOW, QuantityKind.STOCK})
#: Forms of a target whose numbers can be.
_SUMMABLE = frozenset({TargetForm.LEVEL, TargetForm.CHANGE})

#: From when (None where nobody said) until when.
_Span = tuple[datetime.date | None, datetime.date]
_Values = Mapping[_Span, Fraction]

_RELATED = PreparedRows(
    lambda: (
        Commitment.objects.published()
        .for_list()
        .filter(Q(pk=Given("whole")) | Q(part_of=Given("own")))
        .order_by("plan__code", "number")
    ),
    kept=True,
)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A total beside its parts over one period.

    `period` is the text it is stored by, `unit` what a reader is told amounts in; `each` holds what every
    part adds, by the commitment's number: None where it has no such number. All values in base units.
    """

    period: str
    unit: Unit | None
    decomposition: Decomposition
    each: Mapping[int, Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Family:
    """A commitment with the whole it is part of and the parts it has, as they stand on a day.

    `targets` adds up what the parts promise, `figures` what was reported of one period; each None where there
    is nothing to add.
    """

    total: Standing
    whole: Standing | None = None
    parts: list[Standing] = field(default_factory=list)
    targets: Sum | None = None
    figures: Sum | None = None


def family_of(standing: Standing, *, as_of: datetime.date | None) -> Family:
    """The family of a commitment whose standing has been read; a constant number of queries.

    Published members announced by the day, parts in the order of their plan. A part withdrawn by then stays
    in the list and adds nothing.
    """
    row = standing.commitment
    related = _RELATED.rows(whole=row.part_of_id, own=row.pk)
    return family_among(standing, standings(related, as_of=as_of))


def family_among(standing: Standing, found: list[Standing]) -> Family:
    """The same where all members have been read."""
    row = standing.commitment
    parts = [member for member in found if member.commitment.part_of_id == row.pk]
    adding = [part for part in parts if part.status != Status.WITHDRAWN]
    return Family(
        total=standing,
        whole=next((member for member in found if member.commitment.pk == row.part_of_id), None),
        parts=parts,
        targets=_targets(standing, adding) if adding else None,
        figures=_figures(standing, adding) if adding else None,
    )


def _targets(total: Standing, parts: list[Standing]) -> Sum | None:
    """What the parts promise for the total's own period, in its form."""
    if not _adds_up(total) or total.target.form not in _SUMMABLE:
        return None
    each = {part.commitment.pk: _promised(part, total.target) for part in parts}
    return Sum(
        period=total.target.period,
        unit=total.unit,
        decomposition=decomposition(_promised(total, total.target), list(each.values())),
        each=each,
    )


def _adds_up(standing: Standing) -> bool:
    series = standing.commitment.series
    return series is not None and series.indicator.kind in _ADDITIVE


def _promised(standing: Standing, like: Target) -> Fraction | None:
    """The one number of a target like the total's; None for a range, or for each of several bodies."""
    target, unit = standing.target, standing.target.unit
    if target.value is None or unit is None or like.unit is None or target.value_to is not None:
        return None
    alike = (target.form, target.period_start, target.due) == (like.form, like.period_start, like.due)
    fits = alike and unit.dimension == like.unit.dimension and not standing.commitment.entity
    return unit.to_base(target.value) if fits and _adds_up(standing) else None


def _figures(total: Standing, parts: list[Standing]) -> Sum | None:
    """What was reported of the newest period that the total and every part have a figure of.

    Where there is none, of the newest period the total and some part have one of. Parts about one and the
    same series, or the total's own, have no figures of their own.
    """
    own = _reported(total, total) if _adds_up(total) else {}
    shared = Counter(member.commitment.series_id for member in [total, *parts])
    values = {
        part.commitment.pk: _reported(part, total) if shared[part.commitment.series_id] == 1 else {}
        for part in parts
    }
    span = _newest_span(own, list(values.values()))
    if span is None:
        return None
    each = {number: found.get(span) for number, found in values.items()}
    return Sum(
        period=next(row.period for row in total.reading.observations if _span(row) == span),
        unit=total.unit,
        decomposition=decomposition(own[span], list(each.values())),
        each=each,
    )


def _reported(standing: Standing, total: Standing) -> _Values:
    """The exact figures that counted, up to the due date and in the total's dimension, by their period."""
    dimension = total.unit.dimension if total.unit else None
    return {
        _span(row): row.unit.to_base(row.value)
        for row in standing.reading.observations
        if row.value is not None
        and row.unit.dimension == dimension
        and row.qualifier not in BOUNDS
        and row.period_end <= standing.target.due
    }


def _newest_span(own: _Values, parts: list[_Values]) -> _Span | None:
    """The newest period of the total's that all parts know, else that one of them knows."""

    def rank(span: _Span) -> tuple[bool, datetime.date, datetime.date]:
        return all(span in part for part in parts), span[1], span[0] or datetime.date.min

    return max((span for span in own if any(span in part for part in parts)), key=rank, default=None)


def _span(row: Observation) -> _Span:
    return row.period_start, row.period_end
