"""The numbers of a judgement by the straight line: completion, progress, time gone, gap, pace."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure, Target
from tracker.quantities import complete_months

Numbers = dict[str, Fraction | None]  # by name, as `Judgement` has them; a missing one is absent

_DAY: Final = timedelta(days=1)
_COMPLETABLE: Final = frozenset({"flow", "stock", "ratio"})


@dataclass(frozen=True, slots=True)
class Course:
    """The straight line from `origin` (base units), with `gone` of `total` complete months behind it."""

    origin: Fraction
    gone: int
    total: int


def completion(case: Case, figure: Figure) -> Fraction | None:
    """完成率 = actual ÷ target, for a positive number to be reached from below.

    Not for rates and ranks, which are compared and not completed, nor for changes, whose share done is
    `progress`.
    """
    target = case.target
    upward = target.comparator in ("at_least", "more_than") or (
        target.comparator == "about" and case.side == "up"
    )
    counted = target.form == "level" and target.kind in _COMPLETABLE and upward
    if not counted or figure.is_bound or target.value is None or target.value <= 0:
        return None
    return figure.value / target.value


def progress(case: Case, figure: Figure) -> Fraction | None:
    """(actual − baseline) ÷ (target − baseline), where the case allows it."""
    if not case.has_progress or case.baseline is None or figure.is_bound:
        return None
    aim = _aim(case)
    return None if aim is None else (figure.value - case.baseline.value) / (aim - case.baseline.value)


def measures(case: Case, figure: Figure) -> Numbers:
    """All numbers at this figure. When due all time is gone and there is neither gap nor pace."""
    share = progress(case, figure)
    numbers: Numbers = {"completion": completion(case, figure), "progress": share}
    if case.is_due:
        return numbers | {"elapsed": Fraction(1), "expected": _held_value(case, figure)}
    course = _course(case, figure.end)
    if course is None:
        return numbers | {"expected": _held_value(case, figure) if case.is_hold else None}
    elapsed = Fraction(course.gone, course.total)
    done = share if case.has_progress else numbers["completion"] if case.is_cumulative else None
    gap = None if done is None or case.is_hold else (done - elapsed) * 100
    return numbers | {"elapsed": elapsed, "gap": gap} | _paces(case, figure, course)


def _aim(case: Case) -> Fraction | None:
    return case.goal.aim if case.goal else None


def _held_value(case: Case, figure: Figure) -> Fraction | None:
    """The value asked for itself: the target's, or its counterpart's."""
    if case.target.form != "reference":
        return _aim(case)
    other = case.counterpart(figure)
    return None if other is None or other.is_bound else other.value


def _course(case: Case, at: date) -> Course | None:
    """Time gone by `at`: from the baseline's end where progress is measured, else over the target's period.

    None where that is unknown, a moment, or less than a complete month.
    """
    if case.has_progress and case.baseline is not None:
        origin, since = case.baseline.value, case.baseline.end
        return _line(origin, since, at, case.target.due)
    eve = _eve(case.target)
    return None if eve is None else _line(Fraction(0), eve, at, case.target.due)


def _line(origin: Fraction, since: date, at: date, due: date) -> Course | None:
    total = complete_months(since, due)
    return Course(origin, complete_months(since, at), total) if total else None


def _eve(target: Target) -> date | None:
    """The day before the target's period; None where it has no beginning or is a moment."""
    if target.start is None or target.start == target.due:
        return None
    return target.start - _DAY


def _paces(case: Case, figure: Figure, course: Course) -> Numbers:
    """Paces per month and the values they lead to, for flows that add up and for measured ways."""
    aim = _aim(case)
    if case.is_hold:
        # A ceiling is the same all year; what it is heading for still shows.
        numbers: Numbers = {"expected": _held_value(case, figure)}
    elif aim is None or not (case.has_progress or case.is_cumulative):
        return {}
    else:
        expected = course.origin + (aim - course.origin) * Fraction(course.gone, course.total)
        numbers = {"expected": expected, "required_pace": _required(case, figure, course, aim)}
    if not (case.has_progress or case.is_cumulative) or figure.is_bound or not course.gone:
        return numbers
    pace = (figure.value - course.origin) / course.gone
    return numbers | {"actual_pace": pace, "projected": course.origin + pace * course.total}


def _required(case: Case, figure: Figure, course: Course, aim: Fraction) -> Fraction | None:
    """What each month left must bring; zero once the aim is reached, None where no month is left."""
    left = course.total - course.gone
    if figure.is_bound or not left or not case.side:
        return None
    needed = (aim - figure.value) / left
    return max(needed, Fraction(0)) if case.side == "up" else min(needed, Fraction(0))
