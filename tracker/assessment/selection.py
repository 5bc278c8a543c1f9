"""Which figures a target may be judged by, and which of them is the figure of its due period."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from tracker.assessment.facts import Figure, Target

_DAY = timedelta(days=1)
Shape = tuple[int, int, int, int, int]


def runs_within_longer_plan(target: Target, baseline: Figure | None) -> bool:
    """Whether a flow is measured over one stretch of a longer plan, and so judged like a stock.

    Its baseline is then of as long a stretch, with others between: a period that follows its baseline at
    once is judged by what has come together in it.
    """
    if baseline is None or target.form != "level" or target.start is None:
        return False
    return baseline.end + _DAY < target.start and has_compared_shape(baseline, target, baseline)


def is_cumulative(target: Target, baseline: Figure | None) -> bool:
    """Whether figures add up from the start of the target's period, and the baseline plays no part."""
    if target.kind != "flow" or target.is_milestone:
        return False
    return target.form == "reference" or (
        target.form == "level" and not runs_within_longer_plan(target, baseline)
    )


@lru_cache(maxsize=8192)
def shape(start: date | None, end: date) -> Shape | None:
    """What periods of equal length and place in the year share: 2020 and 2025, or two first quarters."""
    if start is None:
        return None
    after = end + _DAY
    return start.month, start.day, after.month, after.day, after.year - start.year


def shape_of_flow(target: Target, baseline: Figure | None) -> Shape | None:
    """The shape of period a flow judged like a stock is compared over; for a change it is its baseline's."""
    if target.form == "level" or baseline is None:
        return shape(target.start, target.due)
    return shape(baseline.start, baseline.end)


def is_comparable(baseline: Figure, target: Target) -> bool:
    """Whether a period like that of a flow's baseline can end at the due date."""
    if baseline.start is None:
        return False
    last, due = baseline.end + _DAY, target.due + _DAY
    return (last.month, last.day) == (due.month, due.day)


def judgeable(target: Target, baseline: Figure | None, figures: Iterable[Figure]) -> list[Figure]:
    """The figures a target may be judged by, the newest first.

    They end by the due date. Cumulative flows start with the target's period. Others end after the baseline;
    without one they lie in the target's period, or for a level at a date end after the first day of the due
    date's year. A milestone may have been reached at any time before.
    """
    if is_cumulative(target, baseline):
        chosen = [figure for figure in figures if figure.end <= target.due and _adds_up(figure, target)]
    elif target.is_milestone:
        chosen = [figure for figure in figures if figure.end <= target.due]
    else:
        chosen = [figure for figure in figures if _lies_between(figure, target, baseline)]
    return sorted(chosen, key=lambda figure: _order(figure, target), reverse=True) if chosen[1:] else chosen


def of_due_period(target: Target, baseline: Figure | None, figures: Iterable[Figure]) -> Figure | None:
    """The figure of the due period among judgeable ones, the newest first; None where there is none.

    Flows need the very period; a stock a figure at the date; a ratio, rate or rank the period or a level at
    its end.
    """
    at_due = (figure for figure in figures if figure.end == target.due)
    return next((figure for figure in at_due if _covers(figure, target, baseline)), None)


def _adds_up(figure: Figure, target: Target) -> bool:
    return figure.start == target.start and (target.start is None or figure.end >= target.start)


def _lies_between(figure: Figure, target: Target, baseline: Figure | None) -> bool:
    if figure.end > target.due:
        return False
    if baseline is not None and target.form != "reference":
        return figure.end > baseline.end and (target.kind != "flow" or _compares(figure, target, baseline))
    return figure.end > _opening(target) and _inside(figure, target)


def has_compared_shape(figure: Figure, target: Target, baseline: Figure | None) -> bool:
    """Whether a flow's figure is over as long a stretch as those it is compared with."""
    compared = shape_of_flow(target, baseline)
    return compared is not None and shape(figure.start, figure.end) == compared


def _compares(figure: Figure, target: Target, baseline: Figure) -> bool:
    """Whether a flow's figure is of the compared shape, or adds up within the target's own period."""
    own = target.form == "level" and figure.start == target.start
    return own or has_compared_shape(figure, target, baseline)


def _opening(target: Target) -> date:
    """The day after which a figure must end when no baseline says so."""
    if target.start is None:
        return date.min
    return date(target.due.year, 1, 1) if target.start == target.due else target.start


def _inside(figure: Figure, target: Target) -> bool:
    """Whether a figure measures nothing before the target's period; a level at a date measures that date."""
    if target.kind == "stock" or figure.is_instant or target.start in (None, target.due):
        return True
    return figure.start is not None and target.start is not None and figure.start >= target.start


def _covers(figure: Figure, target: Target, baseline: Figure | None) -> bool:
    if target.kind == "stock":
        return True
    if figure.start == target.start:
        return True
    if target.kind == "flow":
        return not is_cumulative(target, baseline) and has_compared_shape(figure, target, baseline)
    return target.is_milestone or figure.is_instant or target.start == target.due


def _order(figure: Figure, target: Target) -> tuple[date, bool, bool, bool, bool, bool, date, int]:
    """By end; of several that end together the target's own period, one like it, a level, the firmer."""
    return (
        figure.end,
        figure.start == target.start,
        figure.start is not None and shape(figure.start, figure.end) == shape(target.start, target.due),
        figure.is_instant,
        not figure.is_bound,
        not figure.derived,
        figure.start or date.min,
        figure.key,
    )
