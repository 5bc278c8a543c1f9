"""The verdict in words: one plain sentence, rendered on reading from the judgement's own numbers."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from tracker.models import BOUNDS, Indicator, Observation, Status, Target, TargetForm
from tracker.progress import Standing
from tracker.reports.differences import difference_text
from tracker.reports.figures import percent, points
from tracker.reports.languages import kept
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS, ratio_text
from tracker.reports.periods import day_text, period_text
from tracker.reports.quantities import figure_text, target_text
from tracker.reports.reasons import main_reason, reason_text
from tracker.reports.statuses import status_name


def explain(standing: Standing) -> str:
    """Why `standing` has its status, in one or two sentences in the language of the moment."""
    return _WRITERS.get(standing.status, _underway)(standing)


def indicator_of(standing: Standing) -> Indicator | None:
    """What the commitment measures; None for one without a series."""
    series = standing.commitment.series
    return series.indicator if series else None


def time_text(row: Observation, indicator: Indicator | None) -> str:
    """The period a figure is about; of a stock, the day."""
    return period_text(row.period, instant=indicator is not None and indicator.kind == "stock")


def _withdrawn(standing: Standing) -> str:
    commitment = standing.commitment
    if commitment.withdrawn_on is None:
        return _("The commitment was withdrawn or superseded.")
    return _("Withdrawn on %(day)s: %(reason)s") % {
        "day": day_text(commitment.withdrawn_on),
        "reason": commitment.withdrawn_reason,
    }


def _not_rateable(standing: Standing) -> str:
    reason = standing.commitment.get_unrateable_reason_display() or _("the wording names nothing measurable")
    return _("Cannot be rated: %(reason)s.") % {"reason": reason}


def _decided(standing: Standing) -> str:
    """Due or achieved early, with a figure that decides."""
    row, target = standing.latest, standing.target
    if row is None:
        return _("Target %(target)s: %(status)s.") % _words(standing)
    if target.form == TargetForm.MILESTONE:
        return _("Due by %(due)s, reported as %(actual)s for %(period)s: %(status)s.") % _words(standing)
    actual = _("actual %(actual)s") if row.period_end == target.due else _("already %(actual)s (%(period)s)")
    return _concluded(
        standing,
        _("Target %(target)s"),
        _way(standing, whole=row.period_end == target.due) or actual,
        "%(difference)s",
        _share(standing),
    )


def _unreported(standing: Standing) -> str:
    words = _words(standing)
    if standing.target.form == TargetForm.MILESTONE:
        first = _("Due by %(due)s; nothing published by %(as_of)s says whether it was done: %(status)s.")
    else:
        first = _(
            "Target %(target)s, due %(due)s; no figure that decides it had been published by %(as_of)s: "
            "%(status)s."
        )
    return _joined(first % words, _newest(standing))


def _no_data(standing: Standing) -> str:
    words = {**_words(standing), "reason": main_reason(standing.judgement.reasons)}
    if standing.target.form == TargetForm.MILESTONE:
        first = _("Due by %(due)s: %(status)s. %(reason)s")
    else:
        first = _("Target %(target)s, due %(due)s: %(status)s. %(reason)s")
    return _joined(first % words, _newest(standing))


def _underway(standing: Standing) -> str:
    """Not due: how far, after how much of the time."""
    judgement, words = standing.judgement, _words(standing)
    if standing.latest is None or standing.target.form == TargetForm.MILESTONE:
        return _("Due by %(due)s: %(status)s.") % words
    if judgement.ratio is not None:
        measured = [_share(standing), "%(ratio)s"]
    elif judgement.elapsed is not None and judgement.gap is not None:
        measured = [_share(standing), _("schedule %(elapsed)s"), "%(gap)s"]
    else:
        return _hold(standing)
    if way := _way(standing):
        return _concluded(standing, _("Target %(target)s by %(due)s"), way, *measured)
    return _concluded(standing, _("Target %(target)s"), _("%(actual)s (%(period)s)"), *measured)


def _hold(standing: Standing) -> str:
    aim, actual = _("Target %(target)s until %(due)s"), _("%(actual)s (%(period)s)")
    return _concluded(standing, aim, actual, "%(difference)s")


def _way(standing: Standing, *, whole: bool = False) -> str:
    """From where to where, for what is measured from a baseline; `whole` where the period needs no saying."""
    if standing.judgement.progress is None or standing.baseline is None:
        return ""
    return (
        _("from %(baseline)s to %(actual)s") if whole else _("from %(baseline)s to %(actual)s (%(period)s)")
    )


def _share(standing: Standing) -> str:
    """The share done that the decision rests on; empty for what is compared and not measured."""
    if standing.judgement.progress is not None:
        return _("progress %(done)s")
    return _("completion %(done)s") if standing.judgement.completion is not None else ""


def _concluded(standing: Standing, *clauses: str) -> str:
    """The clauses that have something to say, one after another, and the status they lead to."""
    words = {**_words(standing), **_numbers(standing)}
    said = [told for clause in clauses if clause and (told := clause % words)]
    return _("%(facts)s: %(status)s.") % {"facts": _(", ").join(said), "status": words["status"]}


def _numbers(standing: Standing) -> dict[str, str]:
    """The judgement's own numbers, with digits enough to agree with what was decided by them."""
    judgement = standing.judgement
    done = judgement.completion if judgement.progress is None else judgement.progress
    return {
        "difference": difference_text(standing),
        "baseline": figure_text(standing.baseline, indicator_of(standing)) if standing.baseline else "",
        "done": "" if done is None else percent(done, limits=REACHED_LIMITS),
        "elapsed": "" if judgement.elapsed is None else percent(judgement.elapsed, limits=(0, 1)),
        "gap": "" if judgement.gap is None else gap_text(judgement.gap),
        "ratio": "" if judgement.ratio is None else ratio_text(judgement),
    }


@kept
def gap_text(gap: Fraction) -> str:
    """Percentage points ahead of or behind schedule, with digits enough to lie on the decided side."""
    if gap == 0:
        return _("exactly on schedule")
    size = {"points": points(abs(gap), limits=[abs(limit) for limit in BEHIND_LIMITS])}
    return (_("%(points)s ahead") if gap > 0 else _("%(points)s behind")) % size


def _newest(standing: Standing) -> str:
    """The newest figure, where one exists that does not decide."""
    row, indicator = standing.latest, indicator_of(standing)
    if row is None or row.value is None or standing.target.form == TargetForm.MILESTONE:
        return ""
    words = {"actual": figure_text(row, indicator), "period": time_text(row, indicator)}
    if row.qualifier in BOUNDS and row.period_end == standing.target.due:
        return _("What was published, %(actual)s, is only a bound.") % words
    return _("The newest figure is %(actual)s for %(period)s.") % words


def _joined(first: str, second: str) -> str:
    return _("%(first)s %(second)s") % {"first": first, "second": second} if second else first


def _words(standing: Standing) -> dict[str, str]:
    """What nearly every sentence names."""
    indicator, target, row = indicator_of(standing), standing.target, standing.latest
    return {
        "target": _target(standing, target, indicator),
        "due": day_text(target.due),
        "as_of": day_text(standing.as_of),
        "actual": figure_text(row, indicator) if row else "",
        "period": time_text(row, indicator) if row else "",
        "status": status_name(standing.status),
    }


def _target(standing: Standing, target: Target, indicator: Indicator | None) -> str:
    text = target_text(target, indicator)
    row = standing.latest
    beside = next((other for other in standing.reading.reference if row and _same_time(other, row)), None)
    if beside is None:
        return text
    return _("%(target)s (%(figure)s)") % {"target": text, "figure": figure_text(beside, None)}


def _same_time(one: Observation, other: Observation) -> bool:
    return (one.period_start, one.period_end) == (other.period_start, other.period_end)


_WRITERS: Final[dict[Any, Callable[[Standing], str]]] = {
    Status.WITHDRAWN: _withdrawn,
    Status.NOT_RATEABLE: _not_rateable,
    Status.MET: _decided,
    Status.NEARLY_MET: _decided,
    Status.MISSED: _decided,
    Status.ACHIEVED: _decided,
    Status.UNREPORTED: _unreported,
    Status.NO_DATA: _no_data,
}

__all__ = ["explain", "gap_text", "indicator_of", "reason_text", "time_text"]
