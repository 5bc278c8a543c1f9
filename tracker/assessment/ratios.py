"""What the methods share that class one ratio: whom they answer, which figure decides, and its class.

They travel a way between two points, so they need an exact baseline and a place to get to. After the due
date they answer as every method does: by the figure of the due period, whatever came later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.assessment.after_due import after_due
from tracker.assessment.answers import about_baseline, decided, undecided, why_nothing, without_figures
from tracker.assessment.cases import Case, lay_out
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.measures import Numbers, measures
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules
from tracker.assessment.statuses import Status
from tracker.quantities import complete_months

#: Classes in the order they are tried: a status and the lowest ratio that earns it, the bound included.
Classes = tuple[tuple[Status, Fraction | None], ...]

# A baseline that satisfies the target already leaves nothing to travel, but something to keep.
_KEPT: Final = frozenset({Reason.ALREADY_MET, Reason.BASELINE_EQUALS_TARGET})


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """The way a ratio is taken of: the values at its three points, and the time between them in years."""

    base: Fraction
    latest: Fraction
    aim: Fraction
    years: Fraction
    years_to_target: Fraction

    @property
    def years_left(self) -> Fraction:
        """From the latest figure to the target's."""
        return self.years_to_target - self.years


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """What a method measures of a way; `ratio` is None where the formula is not defined, for `reason`.

    `numbers` are others the method gives; `rows` figures it rests on beside the baseline and the latest.
    `status` is set where a rule of the method goes before its classes.
    """

    ratio: Fraction | None
    reason: Reason | None = None
    numbers: Numbers
    rows: tuple[Figure, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheme:
    """A method that classes a ratio: its name, what it must not be used for, its measure and classes."""

    name: str
    version: str
    never_for: tuple[str, ...]
    classes: Classes
    measure: Callable[[Case, Figure, Way], Ratio]


def judge_by_ratio(
    scheme: Scheme,
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Judgement:
    """Judge a target by the classes of a scheme. Arguments and answer: see `assess`."""
    settled = without_figures(target, as_of, method=scheme.name, version=scheme.version)
    if settled is not None:
        return settled
    case = lay_out(
        method=scheme.name,
        version=scheme.version,
        target=target,
        baseline=baseline,
        observations=observations,
        as_of=as_of,
        rules=rules,
        reference=reference,
    )
    if not _applies(scheme, case):
        return undecided(case, Status.NO_DATA, {Reason.NOT_APPLICABLE})
    return after_due(case) if case.is_due else _before_due(scheme, case)


def _applies(scheme: Scheme, case: Case) -> bool:
    """Whether the target is a place to travel to, of a kind the scheme is meant for."""
    target = case.target
    travels = case.moves and target.form != "reference" and not target.per_entity
    return travels and target.kind not in scheme.never_for


def _before_due(scheme: Scheme, case: Case) -> Judgement:
    if case.obstacle is not None or not case.figures:
        return undecided(case, Status.NO_DATA, why_nothing(case))
    passed: list[Figure] = []
    for figure in case.figures:
        reached = case.reached(figure)
        if reached or (reached is not None and not figure.is_bound):
            return _standing(scheme, case, figure, passed, reached)
        passed.append(figure)
    return undecided(case, Status.NO_DATA, {Reason.ONLY_BOUND}, case.figures[0])


def _standing(
    scheme: Scheme, case: Case, figure: Figure, passed: Sequence[Figure], reached: bool
) -> Judgement:
    """Where the newest deciding figure stands on the way, or why it cannot be told."""
    if case.off_course is not None and case.off_course not in _KEPT:
        return undecided(case, Status.NO_DATA, {case.off_course}, figure)
    kept = reached and not case.has_progress  # nothing was travelled, so nothing is measured
    way = None if figure.is_bound or kept else _way(case, figure)
    found = None if way is None else scheme.measure(case, figure, way)
    numbers = _numbers(case, figure, found)
    rows = found.rows if found else ()
    if reached:
        return decided(case, Status.ACHIEVED, figure, numbers, passed, rows=rows)
    if found is None:
        return undecided(case, Status.NO_DATA, {Reason.NO_PERIOD}, figure)
    status = found.status or class_of(found.ratio, scheme.classes)
    if status is None:
        reasons = {Reason.NOT_APPLICABLE} | about_baseline(case)
        return undecided(case, Status.NO_DATA, reasons | {found.reason or Reason.NO_MEASURE}, figure)
    return decided(case, status, figure, numbers, passed, rows=rows)


def _way(case: Case, figure: Figure) -> Way | None:
    """The way with an exact baseline, in years of complete months; None where no month has gone."""
    baseline, goal = case.baseline, case.goal
    if baseline is None or baseline.is_bound or goal is None or goal.aim is None:
        return None
    gone, total = complete_months(baseline.end, figure.end), complete_months(baseline.end, case.target.due)
    if not gone:
        return None
    return Way(
        base=baseline.value,
        latest=figure.value,
        aim=goal.aim,
        years=Fraction(gone, 12),
        years_to_target=Fraction(total, 12),
    )


def _numbers(case: Case, figure: Figure, found: Ratio | None) -> Numbers:
    """The way gone, as every method tells it, and what the method itself measured."""
    shared = measures(case, figure)
    numbers: Numbers = {name: shared.get(name) for name in ("completion", "progress", "elapsed")}
    return numbers | ({} if found is None else {"ratio": found.ratio} | found.numbers)


def class_of(ratio: Fraction | None, classes: Classes) -> Status | None:
    """The first class whose bound the ratio reaches; None where there is no ratio."""
    if ratio is None:
        return None
    return next(status for status, bound in classes if bound is None or ratio >= bound)
