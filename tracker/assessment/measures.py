"""The numbers of a judgement by the straight line or an announced path: done, time gone, gap, pace."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.exact import exact
from tracker.assessment.facts import Figure, Target
from tracker.assessment.paths import planned
from tracker.quantities import complete_months

Numbers = dict[str, Fraction | None]  # by name, as `Judgement` has them; a missing one is absent

_DAY: Final = timedelta(days=1)
_COMPLETABLE: Final = frozenset({"flow", "stock", "ratio"})


@dataclass(frozen=True, slots=True)
class Course:
    """The way from `origin` (base units), with `gone` of `total` complete months behind it.

    `elapsed` is the share of the way that was to be gone by then: of the months, or of the announced path.
    """

    origin: Fraction
    gone: int
    total: int
    elapsed: Fraction


def completion(case: Case, figure: Figure) -> Fraction | None:
    """完成率 = actual ÷ target, for a positive number to be reached from below.

    Not for rates and ranks, which are compared and not completed, nor for changes, whose share done is
    `progress`.
    """
    target = case.target
    upward = target.comparator in ("at_least", "more_than") or (
        target.comparator == "about" and case.side == "up"
    )
    counted = target.form == "level" and target.kind in _COMPLETABLE and upward and not target.is_shared
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
    """All numbers at this figure. When due all time is gone and there is neither gap nor pace.

    A target set for each of several bodies cannot be measured on all of them together.
    """
    if case.target.is_shared:
        return {"completion": None, "progress": None, "elapsed": Fraction(1) if case.is_due else None}
    share = progress(case, figure)
    numbers: Numbers = {"completion": completion(case, figure), "progress": share}
    if case.is_due:
        return numbers | {"elapsed": Fraction(1), "expected": _held_value(case, figure)}
    course = course_of(case, figure.end)
    if course is None:
        return numbers | {
            "expected": _held_value(case, figure) if case.is_hold else announced(case, figure.end)
        }
    elapsed = course.elapsed
    done = share if case.has_progress else numbers["completion"] if case.is_cumulative else None
    gap = None if done is None or case.is_hold else (done - elapsed) * 100
    return numbers | {"elapsed": elapsed, "gap": gap} | _paces(case, figure, course)


def _aim(case: Case) -> Fraction | None:
    return case.goal.aim if case.goal else None


def announced(case: Case, at: date) -> Fraction | None:
    """What an announced path says by `at` where no way is measured; None before its first point."""
    aim = _aim(case)
    if not case.path or aim is None or not case.moves or at < case.path[0][0]:
        return None
    return planned(case.path, case.path[0], (case.target.due, aim), at)


def _held_value(case: Case, figure: Figure) -> Fraction | None:
    """The value asked for itself: the target's, or its counterpart's."""
    if case.target.form != "reference":
        return _aim(case)
    other = case.counterpart(figure)
    return None if other is None or other.is_bound else other.value


def course_of(case: Case, at: date) -> Course | None:
    """How far to be by `at`: from the baseline's end where progress is measured, else over the period.

    None where that is unknown, a moment, or less than a complete month.
    """
    start = _start(case)
    if start is None:
        return None
    since, origin = start
    due, aim = case.target.due, _aim(case)
    total = complete_months(since, due)
    if not total:
        return None
    gone = complete_months(since, at)
    elapsed: Fraction = exact(gone, total)
    path = case.path
    if path and not case.is_hold and aim is not None and aim != origin:
        elapsed = (planned(path, start, (due, aim), at) - origin) / (aim - origin)
    return Course(origin, gone, total, elapsed)


def months_left(case: Case, at: date) -> int:
    """Complete months of the course that are not gone by `at`; zero where there is no course."""
    start = _start(case)
    return complete_months(start[0], case.target.due) - complete_months(start[0], at) if start else 0


def _start(case: Case) -> tuple[date, Fraction] | None:
    """The moment and value the way is measured from; a period's is the day before it, with nothing done."""
    if case.has_progress and case.baseline is not None:
        return case.baseline.end, case.baseline.value
    eve = _eve(case.target)
    return None if eve is None else (eve, Fraction(0))


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
        return {"expected": announced(case, figure.end)}
    else:
        expected = course.origin + (aim - course.origin) * course.elapsed
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
