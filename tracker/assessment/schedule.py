"""Method `schedule`: what has been done, held against the time gone.

For flows that add up within a year it is the published practice of 时序进度: completion less the share of
complete months, in percentage points. For stocks and ratios it is a linear extension of our own: the way from
the baseline, held against the months since the baseline. Classes of the gap follow PEPFAR's (±10, −25 points,
the better class including its bound). Rates, ranks, ceilings and references are not measured but held.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.assessment.answers import about_baseline, decided, undecided, unmeasured, without_figures
from tracker.assessment.cases import Case, lay_out
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.measures import Numbers, measures
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules
from tracker.assessment.selection import of_due_period
from tracker.assessment.statuses import Status

NAME: Final = "schedule"
VERSION: Final = "1"

# With such a baseline no figure can ever decide.
_DEAD_ENDS: Final = frozenset({Reason.BASELINE_NOT_COMPARABLE, Reason.BASELINE_NOT_BEFORE_DUE})


def schedule(
    *,
    target: Target,
    baseline: Figure | None,
    observations: Sequence[Figure],
    as_of: date,
    rules: Rules,
    reference: Sequence[Figure] = (),
) -> Judgement:
    """Judge a target by the straight line. Arguments and answer: see `assess`."""
    settled = without_figures(target, as_of, method=NAME, version=VERSION)
    if settled is not None:
        return settled
    case = lay_out(
        method=NAME,
        version=VERSION,
        target=target,
        baseline=baseline,
        observations=observations,
        as_of=as_of,
        rules=rules,
        reference=reference,
    )
    return _after_due(case) if case.is_due else _before_due(case)


def _after_due(case: Case) -> Judgement:
    """Met, nearly met or missed by a figure of the due period; else how long it has been awaited."""
    figure = _final_figure(case)
    reached = None if figure is None else case.reached(figure)
    if reached is None:
        early = _reached_early(case)
        return decided(case, Status.MET, early, measures(case, early)) if early else _awaited(case, figure)
    assert figure is not None
    numbers = measures(case, figure)
    if reached:
        return decided(case, Status.MET, figure, numbers)
    return decided(case, Status.NEARLY_MET if _is_near(case, numbers) else Status.MISSED, figure, numbers)


def _final_figure(case: Case) -> Figure | None:
    newest = case.figures[0] if case.figures else None
    if case.target.is_milestone:
        # Once reached it stays so until a later figure says otherwise; until then only the end can tell.
        final = newest is not None and (newest.end == case.target.due or case.reached(newest))
        return newest if final else None
    return of_due_period(case.target, case.baseline, case.figures)


def _reached_early(case: Case) -> Figure | None:
    """The newest figure inside the period that reaches an at-least flow before the period is over."""
    if case.target.kind != "flow" or case.target.form != "level" or case.side != "up":
        return None
    inside = (figure for figure in case.figures if figure.start == case.target.start)
    return next((figure for figure in inside if case.reached(figure)), None)


def _is_near(case: Case, numbers: Numbers) -> bool:
    """Whether nearly all of the way was gone (or of the target completed); more than all of it is a miss."""
    share = numbers["progress" if case.has_progress else "completion"]
    return share is not None and case.rules.nearly_met <= share <= 1


def _awaited(case: Case, figure: Figure | None) -> Judgement:
    """`figure` is the one of the due period, if there is one, that leaves the question open."""
    reasons = {case.obstacle} if case.obstacle else about_baseline(case) & _DEAD_ENDS
    if figure is not None and not reasons:
        reasons.add(_why_open(case, figure))
    if (case.as_of - case.target.due).days > case.rules.unreported_after:
        return undecided(case, Status.UNREPORTED, reasons, figure)
    return undecided(case, Status.NO_DATA, reasons | {Reason.AWAITING_REPORT}, figure)


def _before_due(case: Case) -> Judgement:
    if case.obstacle is not None or not case.figures:
        return undecided(case, Status.NO_DATA, _why_nothing(case))
    passed: list[Figure] = []
    for figure in case.figures:
        reached = case.reached(figure)
        if reached is not None and (reached or case.is_hold or not figure.is_bound):
            return _standing(case, figure, passed)
        if _why_open(case, figure) is Reason.ONLY_BOUND:
            passed.append(figure)
    newest = case.figures[0]
    return undecided(case, Status.NO_DATA, {_why_open(case, newest)}, newest)


def _why_open(case: Case, figure: Figure) -> Reason:
    """Why this figure does not decide: it has no counterpart to be held against, or is only a bound."""
    alone = case.target.form == "reference" and case.counterpart(figure) is None
    return Reason.NO_REFERENCE if alone else Reason.ONLY_BOUND


def _why_nothing(case: Case) -> set[Reason]:
    """Why there is nothing to judge by: no goal; or no figure, nor a baseline that would admit some."""
    if case.obstacle is not None:
        return {case.obstacle}
    return {Reason.NO_OBSERVATION} | about_baseline(case) & {Reason.NO_BASELINE, *_DEAD_ENDS}


def _standing(case: Case, figure: Figure, passed: Sequence[Figure]) -> Judgement:
    """How an open target stands by its newest deciding figure."""
    numbers = measures(case, figure)
    status = _open_status(case, bool(case.reached(figure)), numbers)
    if status is None:
        return unmeasured(case, _why_unmeasured(case, numbers), figure, numbers)
    return decided(case, status, figure, numbers, passed)


def _open_status(case: Case, reached: bool, numbers: Numbers) -> Status | None:
    """The status of an open target; None where neither holding nor the way to it can be told."""
    if case.is_hold:
        return Status.ON_TRACK if reached else Status.BEHIND
    if reached and _can_be_achieved(case):
        return Status.ACHIEVED
    way, gap = numbers["progress"], numbers.get("gap")
    if way is not None and way < 0:
        return Status.REGRESSING
    return None if gap is None else _pace(gap, case.rules)


def _can_be_achieved(case: Case) -> bool:
    additive = case.is_cumulative and case.side == "up"
    return additive or case.target.is_milestone or case.has_progress


def _why_unmeasured(case: Case, numbers: Numbers) -> Reason:
    if case.off_course is not None:
        return case.off_course
    if case.side == "":
        return Reason.NO_DIRECTION
    measured = numbers.get("completion") is not None or case.has_progress
    return Reason.NO_PERIOD if measured else Reason.NO_MEASURE


def _pace(gap: Fraction, rules: Rules) -> Status:
    """The class of a gap in percentage points."""
    if gap < rules.far_behind:
        return Status.FAR_BEHIND
    if gap < rules.behind:
        return Status.BEHIND
    return Status.AHEAD if gap > rules.ahead else Status.ON_TRACK
