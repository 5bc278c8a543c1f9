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

from tracker.assessment.after_due import after_due
from tracker.assessment.answers import decided, undecided, unmeasured, why_nothing, why_open, without_figures
from tracker.assessment.cases import Case, lay_out
from tracker.assessment.facts import Figure, Target
from tracker.assessment.judgement import Judgement
from tracker.assessment.measures import Numbers, measures
from tracker.assessment.outlook import outlook
from tracker.assessment.reasons import Reason
from tracker.assessment.rules import Rules
from tracker.assessment.statuses import Status

NAME: Final = "schedule"
VERSION: Final = "2"


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
    return after_due(case) if case.is_due else _before_due(case)


def _before_due(case: Case) -> Judgement:
    if case.obstacle is not None or not case.figures:
        return undecided(case, Status.NO_DATA, why_nothing(case))
    passed: list[Figure] = []
    for figure in case.figures:
        reached = case.reached(figure)
        if reached is not None and (reached or case.is_hold or not figure.is_bound):
            return _standing(case, figure, passed)
        if case.target.is_shared:
            break  # an older total says less than the newest
        if why_open(case, figure) is Reason.ONLY_BOUND:
            passed.append(figure)
    newest = case.figures[0]
    return undecided(case, Status.NO_DATA, {why_open(case, newest)}, newest)


def _standing(case: Case, figure: Figure, passed: Sequence[Figure]) -> Judgement:
    """How an open target stands by its newest deciding figure."""
    numbers = measures(case, figure)
    status = _open_status(case, bool(case.reached(figure)), numbers)
    if status is None:
        return unmeasured(case, _why_unmeasured(case, numbers), figure, numbers)
    ahead = outlook(case, figure, numbers)
    return decided(
        case, status, figure, numbers | ahead.numbers, passed, rows=ahead.rows, reasons=ahead.reasons
    )


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
    if case.target.is_shared:
        return Reason.ENTITIES_UNKNOWN
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
