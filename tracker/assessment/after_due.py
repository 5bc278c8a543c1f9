"""Due targets: judged by the figure of the due period alone, whatever the method and whatever came later."""

from tracker.assessment.answers import DEAD_ENDS, about_baseline, decided, undecided, why_open
from tracker.assessment.cases import Case
from tracker.assessment.facts import Figure
from tracker.assessment.judgement import Judgement
from tracker.assessment.measures import Numbers, measures
from tracker.assessment.reasons import Reason
from tracker.assessment.selection import of_due_period
from tracker.assessment.statuses import Status


def after_due(case: Case) -> Judgement:
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
    reasons = {case.obstacle} if case.obstacle else about_baseline(case) & DEAD_ENDS
    if figure is not None and not reasons:
        reasons.add(why_open(case, figure))
    if (case.as_of - case.target.due).days > case.rules.unreported_after:
        return undecided(case, Status.UNREPORTED, reasons, figure)
    return undecided(case, Status.NO_DATA, reasons | {Reason.AWAITING_REPORT}, figure)
