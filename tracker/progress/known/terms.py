"""Rows of the database in the terms of the pure assessment room."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tracker import assessment
from tracker.assessment.exact import exact
from tracker.assessment.sensitivity import BAD, GOOD, method_sensitive
from tracker.models import Commitment, Observation, PathPoint, Target, Unit

from .reading import Reading
from .ties import Tied, as_row, worked_out

_FARTHEST = Fraction(1000)


def figure_of(row: Observation) -> assessment.Figure:
    """An observation with a value, in base units."""
    return assessment.Figure(
        key=row.pk,
        value=_in_base_units(row.value, row.unit),
        start=row.period_start,
        end=row.period_end,
        qualifier=row.qualifier,
        obs_status=row.obs_status,
        derived=bool(row.derivation),
    )


def _in_base_units(value: Decimal, unit: Unit) -> Fraction:
    """What `Unit.to_base` says, without a multiplication of fractions for each figure."""
    factor = unit.factor
    numerator, denominator = value.as_integer_ratio()
    return exact(numerator * factor.numerator, denominator * factor.denominator)


def target_of(
    commitment: Commitment, target: Target, as_of: datetime.date, path: Iterable[PathPoint] = ()
) -> assessment.Target:
    """A target with what its commitment and indicator say of it by `as_of`, in base units.

    `path` holds the points of its planned path, in order of time.
    """
    series, unit = commitment.series, target.unit
    indicator = series.indicator if series else None
    return assessment.Target(
        form=target.form,
        comparator=target.comparator,
        kind=indicator.kind if indicator else "milestone",
        direction=indicator.direction if indicator else "none",
        counted_from=indicator.counted_from if indicator else "",
        value=_base(target.value, unit),
        value_to=_base(target.value_to, unit),
        start=target.period_start,
        due=target.due,
        rounding=_rounding(target.value, unit),
        tolerance=_tolerance(target, unit),
        checkable=commitment.checkable,
        percent=bool(indicator and indicator.kind == "ratio" and indicator.unit.dimension == "percent"),
        path=tuple((point.by, _in_base_units(point.value, unit)) for point in path) if unit else (),
        per_entity=bool(commitment.entity),
        entity_count=commitment.entity_count,
        withdrawn=commitment.withdrawn_on is not None and commitment.withdrawn_on <= as_of,
    )


def _base(value: Decimal | None, unit: Unit | None) -> Fraction | None:
    return None if value is None or unit is None else _in_base_units(value, unit)


def _rounding(value: Decimal | None, unit: Unit | None) -> Fraction:
    """Half a unit of the last digit the document printed, in base units."""
    if value is None or unit is None:
        return Fraction(0)
    return unit.factor * _half_a_digit(min(0, int(value.as_tuple().exponent)))


@lru_cache(maxsize=64)
def _half_a_digit(exponent: int) -> Fraction:
    return exact(1, 2 * 10**-exponent)


def _tolerance(target: Target, unit: Unit | None) -> assessment.Tolerance | None:
    if target.tolerance is None:
        return None
    value = Fraction(target.tolerance)
    if target.tolerance_kind == "points" and unit is not None:
        value = unit.to_base(target.tolerance)
    return assessment.Tolerance(kind=target.tolerance_kind, value=value)


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """A reading as any method is asked about it: put into the terms of `assessment` once."""

    target: assessment.Target
    baseline: assessment.Figure | None
    observations: list[assessment.Figure]
    reference: list[assessment.Figure]


def terms_of(reading: Reading) -> Terms:
    """The reading in base units, with the figures that follow from tied series."""
    target = target_of(reading.commitment, reading.target, reading.as_of, reading.path)
    return Terms(
        target=target,
        baseline=_baseline(reading),
        observations=figures_of(reading, target),
        reference=[figure_of(row) for row in reading.reference],
    )


def judge(
    reading: Reading, *, rules: assessment.Rules, method: str, terms: Terms | None = None
) -> assessment.Judgement:
    """Have the reading judged by `method` under `rules`, as of the reading's own day.

    Adds the reason `target_below_previous`, which needs the period before and is no part of any method.
    `terms` are the reading's own, where it has been put into them before.
    """
    terms = terms or terms_of(reading)
    judgement = assessment.assess(
        target=terms.target,
        baseline=terms.baseline,
        observations=terms.observations,
        reference=terms.reference,
        as_of=reading.as_of,
        rules=rules,
        method=method,
    )
    previous = previous_of(reading)
    if previous is None or not _below_previous(terms.target, previous):
        return judgement
    reasons = tuple(sorted({*judgement.reasons, "target_below_previous"}))
    return dataclasses.replace(judgement, reasons=reasons, used=tuple(sorted({*judgement.used, previous.pk})))


def distance_of(terms: Terms, judgement: assessment.Judgement) -> float | None:
    """How far from where it should be, as a share, to order by: rounded, and never beyond a thousandfold."""
    share = assessment.distance(terms.target, judgement, terms.observations)
    return None if share is None else float(max(-_FARTHEST, min(_FARTHEST, share)))


def previous_of(reading: Reading) -> Observation | None:
    """The figure of the period before that the target is held against: as published by the due date.

    What is published later about another period changes nothing in what is said of a due one.
    """
    previous = reading.previous
    if previous is None or previous.published_on <= reading.target.due:
        return previous
    period = (previous.period_start, previous.period_end)
    earlier = [
        row
        for row in reading.vintages
        if (row.period_start, row.period_end) == period and row.published_on <= reading.target.due
    ]
    return min(earlier, key=lambda row: row.vintage_place, default=None)


def figures_of(reading: Reading, terms: assessment.Target) -> list[assessment.Figure]:
    """The published figures of a reading, and those that follow from tied series where none is published."""
    published = [figure_of(row) for row in reading.observations]
    if not reading.tied:
        return published
    return published + [figure for figure, _tied in _derived(reading, published, terms)]


def shown_row(reading: Reading, judgement: assessment.Judgement) -> Observation | None:
    """The figure a judgement rests on as a row to show; one worked out says how. None where there is none."""
    for row in reading.observations:
        if row.pk == judgement.latest:
            return row
    found = _worked_out(reading, judgement)
    return as_row(*found, own=reading.commitment.series) if found else None


def rows_behind(reading: Reading, judgement: assessment.Judgement) -> list[Observation]:
    """The published figures that the one a judgement rests on is worked out from, the later first; none
    where it is published itself.
    """
    if any(row.pk == judgement.latest for row in reading.observations):
        return []
    found = _worked_out(reading, judgement)
    rows = found[2] if found else []
    for row in rows:
        # Tied series are of one place, which was read with the own one.
        row.series.jurisdiction = reading.commitment.series.jurisdiction
    return rows


def _worked_out(
    reading: Reading, judgement: assessment.Judgement
) -> tuple[assessment.Figure, Tied, list[Observation]] | None:
    """The figure worked out that a judgement rests on, how, and the rows it is worked out from."""
    terms = target_of(reading.commitment, reading.target, reading.as_of, reading.path)
    published = [figure_of(row) for row in reading.observations]
    for figure, tied in _derived(reading, published, terms):
        if figure.row == judgement.latest and figure.end == judgement.judged_at:
            rows = {row.pk: row for row in [*tied.observations, *reading.observations]}
            return figure, tied, [rows[number] for number in figure.rows]
    return None


def _derived(
    reading: Reading, published: list[assessment.Figure], terms: assessment.Target
) -> Iterator[tuple[assessment.Figure, Tied]]:
    """The figures that follow from tied series, each with the series it follows from, a period once.

    Each is worked out from two published figures, never from one worked out before it.
    """
    covered = list(published)
    for tied in reading.tied:
        figures = [figure_of(row) for row in tied.observations]
        for figure in list(worked_out(published, tied, figures, terms)):
            if all((figure.start, figure.end) != (known.start, known.end) for known in covered):
                covered.append(figure)
                yield figure, tied


def _baseline(reading: Reading) -> assessment.Figure | None:
    """The baseline as a figure, if it is one of the very series that is judged.

    A growth rate may be pinned to the level it grows from; that is worth showing, and no point on its path.
    """
    row = reading.baseline
    if row is None or row.value is None or row.series_id != reading.commitment.series_id:
        return None
    return figure_of(row)


def _below_previous(terms: assessment.Target, previous: Observation) -> bool:
    """Whether the target asks for less than the period before had reached already."""
    if terms.form != "level" or terms.value is None or not terms.checkable:
        return False
    reached = _in_base_units(previous.value, previous.unit)
    if terms.direction == "up" and previous.qualifier not in ("at_most", "less_than"):
        return terms.value < reached
    if terms.direction == "down" and previous.qualifier not in ("at_least", "more_than"):
        return terms.value > reached
    return False


@dataclasses.dataclass(frozen=True, slots=True)
class Sensitivity:
    """Whether a status hangs on the choice of method, and on which published figure counts.

    `others` are the rows only other methods asked for, `rivals` those figures of the period judged by that
    would change the status: from these rows and the judgement's own both can be told again.
    """

    by_method: bool = False
    by_vintage: bool = False
    others: frozenset[int] = frozenset()
    rivals: frozenset[int] = frozenset()


def sensitivity_of(
    reading: Reading, judgement: assessment.Judgement, *, rules: assessment.Rules, terms: Terms | None = None
) -> Sensitivity:
    """How sensitive the judgement of a reading is, by all other methods and all other vintages."""
    judgements = _by_other_methods(reading, judgement, rules, terms)
    rivals = _rivals(reading, judgement, rules)
    return Sensitivity(
        by_method=method_sensitive([judgement, *judgements]),
        by_vintage=bool(rivals),
        others=frozenset(number for other in judgements for number in other.used) - {*judgement.used},
        rivals=rivals,
    )


def sensitivities(
    reading: Reading, judgement: assessment.Judgement, *, rules: assessment.Rules
) -> tuple[bool, bool]:
    """Whether the status hangs on the choice of method, and on which published figure counts."""
    found = sensitivity_of(reading, judgement, rules=rules)
    return found.by_method, found.by_vintage


def _by_other_methods(
    reading: Reading, judgement: assessment.Judgement, rules: assessment.Rules, terms: Terms | None
) -> list[assessment.Judgement]:
    """What the other methods answer, where that could make a difference: before the due date."""
    if judgement.due or judgement.status not in GOOD | BAD:
        return []
    terms = terms or terms_of(reading)
    others = (name for name in assessment.METHODS if name != judgement.method)
    return [judge(reading, rules=rules, method=name, terms=terms) for name in others]


def _rivals(reading: Reading, judgement: assessment.Judgement, rules: assessment.Rules) -> frozenset[int]:
    """The other published figures of the period judged by that would, if they counted, change the status."""
    decided_by = next((row for row in reading.observations if row.pk == judgement.latest), None)
    if decided_by is None or not reading.vintages:
        return frozenset()
    period = (decided_by.period_start, decided_by.period_end)
    kept = [row for row in reading.observations if row is not decided_by]

    def judge_with(row: Observation) -> assessment.Judgement:
        instead = dataclasses.replace(reading, observations=[row, *kept])
        return judge(instead, rules=rules, method=judgement.method)

    others = [row for row in reading.vintages if (row.period_start, row.period_end) == period]
    return frozenset(row.pk for row in others if judge_with(row).status != judgement.status)
