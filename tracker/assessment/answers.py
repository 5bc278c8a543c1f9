"""Puts a judgement together: status and figure in; numbers, reasons and the rows it rests on out."""

from collections.abc import Sequence, Set
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure, Target
from tracker.assessment.goals import flaw
from tracker.assessment.judgement import Judgement
from tracker.assessment.measures import Numbers
from tracker.assessment.reasons import Reason
from tracker.assessment.statuses import Status
from tracker.quantities import complete_months

_DAY: Final = timedelta(days=1)

#: With such a baseline no figure can ever decide.
DEAD_ENDS: Final = frozenset({Reason.BASELINE_NOT_COMPARABLE, Reason.BASELINE_NOT_BEFORE_DUE})


def without_figures(target: Target, as_of: date, *, method: str, version: str) -> Judgement | None:
    """The answer to a target no figure can decide: withdrawn, or not rateable; None for all others."""
    reason = None if target.withdrawn or not target.checkable else flaw(target)
    if not target.withdrawn and target.checkable and reason is None:
        return None
    return Judgement(
        status=str(Status.WITHDRAWN if target.withdrawn else Status.NOT_RATEABLE),
        method=method,
        version=version,
        reasons=() if reason is None else (str(reason),),
        due=as_of > target.due,
    )


def decided(
    case: Case,
    status: Status,
    figure: Figure,
    numbers: Numbers,
    passed: Sequence[Figure] = (),
    *,
    rows: Sequence[Figure] = (),
    reasons: Set[Reason] = frozenset(),
) -> Judgement:
    """A status that rests on `figure` and its numbers; `passed` are newer bounds that could not decide.

    `rows` are further figures some of the numbers, or `reasons`, rest on.
    """
    found = about_baseline(case) | reasons
    if passed:
        found |= {Reason.ONLY_BOUND}
    if figure.is_bound:
        found |= {Reason.FIGURE_IS_BOUND}
    return _judgement(case, status, figure, found, numbers, passed, rows)


def undecided(case: Case, status: Status, reasons: set[Reason], figure: Figure | None = None) -> Judgement:
    """A status given for want of a deciding figure; `figure` is the one that could not decide."""
    numbers: Numbers = {"elapsed": Fraction(1)} if case.is_due else {}
    return _judgement(case, status, figure, reasons, numbers, ())


def unmeasured(case: Case, reason: Reason, figure: Figure, numbers: Numbers) -> Judgement:
    """No data for want of a measure: the figure is shown with the numbers it does give."""
    reasons = {reason} | about_baseline(case)
    return _judgement(case, Status.NO_DATA, figure, reasons, numbers, ())


def _judgement(
    case: Case,
    status: Status,
    figure: Figure | None,
    reasons: set[Reason],
    numbers: Numbers,
    passed: Sequence[Figure],
    more: Sequence[Figure] = (),
) -> Judgement:
    rows = _rows(case, [figure, *passed] if figure else [])
    if figure is not None:
        reasons = reasons | _about_figures(case, figure, rows)
    if case.is_contrary:
        reasons = reasons | {Reason.TARGET_AGAINST_DIRECTION}
    return Judgement(
        status=str(status),
        method=case.method,
        version=case.version,
        judged_at=figure.end if figure else None,
        reasons=tuple(sorted(map(str, reasons))),
        latest=figure.row if figure else None,
        used=tuple(sorted({key for row in [*rows, *more] for key in row.rows})),
        due=case.is_due,
        **numbers,
    )


def _rows(case: Case, figures: Sequence[Figure]) -> list[Figure]:
    """The rows an answer rests on: its figures, what they were held against, and the baseline."""
    held_against = [case.baseline]
    if case.target.form == "reference":
        held_against += [case.counterpart(figure) for figure in figures]
    return [*figures, *(row for row in held_against if row is not None)]


def about_baseline(case: Case) -> set[Reason]:
    """Why progress is absent where the kind would have one; a ceiling misses nothing without a baseline."""
    reason = case.off_course
    if reason is None or (reason is Reason.NO_BASELINE and case.is_hold):
        return set()
    return {reason}


def _about_figures(case: Case, figure: Figure, rows: Sequence[Figure]) -> set[Reason]:
    reasons = set()
    if any(row.derived for row in rows):
        reasons.add(Reason.DERIVED)
    if any(row.qualifier == "about" for row in rows):
        reasons.add(Reason.HEDGED)
    # More than n months: n complete ones were over the day before. Due verdicts do not age.
    if not case.is_due and complete_months(figure.end, case.as_of - _DAY) >= case.rules.stale_after_months:
        reasons.add(Reason.STALE)
    return reasons


def why_open(case: Case, figure: Figure) -> Reason:
    """Why this figure does not decide: no counterpart to be held against, or it leaves both answers open."""
    if case.target.form == "reference" and case.counterpart(figure) is None:
        return Reason.NO_REFERENCE
    return Reason.ENTITIES_UNKNOWN if case.target.is_shared else Reason.ONLY_BOUND


def why_nothing(case: Case) -> set[Reason]:
    """Why there is nothing to judge by: no goal; or no figure, nor a baseline that would admit some."""
    if case.obstacle is not None:
        return {case.obstacle}
    return {Reason.NO_OBSERVATION} | about_baseline(case) & {Reason.NO_BASELINE, *DEAD_ENDS}
