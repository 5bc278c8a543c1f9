"""The numbers of a judgement, each with its name and enough digits to agree with the decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from tracker.assessment import METHODS, Judgement
from tracker.models import Unit
from tracker.progress import Standing
from tracker.reports.figures import MOST_DECIMALS, agreeing, number, percent, points
from tracker.reports.paths import follows_path
from tracker.reports.periods import day_text
from tracker.reports.quantities import amount_text

#: Shares at which a decision turns: reached, and nearly met.
REACHED_LIMITS: Final = (Fraction(0), Fraction(9, 10), Fraction(1))
#: Points of gap at which a decision turns.
BEHIND_LIMITS: Final = (-25, -10, 0, 10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One number of a judgement: its stable `code`, its name and value in words, and what it means."""

    code: str
    name: str
    text: str
    meaning: str


def measures(standing: Standing) -> list[Measure]:
    """Those numbers of the judgement that exist, in the order a reader asks for them."""
    return [*_shares(standing), *_expected(standing), *_paces(standing)]


def ratio_text(judgement: Judgement) -> str:
    """R, by which methods other than the default class, with digits enough to agree with the class."""
    assert judgement.ratio is not None
    shown = agreeing(judgement.ratio, 2, ratio_limits(judgement))
    return f"R = {number(Fraction(shown), places=MOST_DECIMALS)}"


def ratio_limits(judgement: Judgement) -> list[Fraction]:
    """The bounds of the classes of the method that judged."""
    return [Fraction(bound) for _status, bound in METHODS[judgement.method].classes if bound is not None]


def _shares(standing: Standing) -> Iterator[Measure]:
    judgement = standing.judgement
    if judgement.completion is not None:
        yield Measure(
            code="completion", name=_("Completion"), meaning=_("actual ÷ target"),
            text=percent(judgement.completion, limits=REACHED_LIMITS),
        )  # fmt: skip
    if judgement.progress is not None:
        yield Measure(
            code="progress", name=_("Progress"), meaning=_("(actual − baseline) ÷ (target − baseline)"),
            text=percent(judgement.progress, limits=REACHED_LIMITS),
        )  # fmt: skip
    # Of a due target all time is gone: worth saying only beside what was done in it.
    done = judgement.completion if judgement.progress is None else judgement.progress
    if judgement.elapsed is not None and not (judgement.due and done is None):
        planned = bool(standing.reading.path) and follows_path(standing) and not judgement.due
        yield Measure(
            code="elapsed", name=_("Time gone"), text=percent(judgement.elapsed, limits=(0, 1)),
            meaning=_("the share planned by then") if planned else _("complete months gone ÷ months in all"),
        )  # fmt: skip
    if judgement.gap is not None:
        yield Measure(
            code="gap", name=_("Ahead or behind"), meaning=_("what is done − time gone"),
            text=points(judgement.gap, limits=BEHIND_LIMITS, signed=True),
        )  # fmt: skip
    if judgement.ratio is not None:
        yield Measure(
            code="ratio", name=_("Ratio"), meaning=_("what the method classes by"), text=ratio_text(judgement)
        )


def _expected(standing: Standing) -> Iterator[Measure]:
    """What should be there by the day asked for; once due that is the target, which stands above."""
    value, day = standing.expected_now, standing.reading.as_of
    if value is None or day > standing.target.due:
        return
    if value == standing.expected_by(standing.target.due):
        words = _("by %(day)s: the target, to be held until due")
    elif standing.reading.path and follows_path(standing):
        words = _("by %(day)s, on the planned path")
    else:
        words = _("by %(day)s, on a straight line")
    yield Measure(
        code="expected_now", name=_("Expected by now"), meaning=words % {"day": day_text(day)},
        text=amount_text(value, standing.unit),
    )  # fmt: skip


def _paces(standing: Standing) -> Iterator[Measure]:
    judgement, unit = standing.judgement, standing.unit
    for code, name, meaning, value in (
        ("actual_pace", _("Pace so far"), _("a month, since the start"), judgement.actual_pace),
        ("required_pace", _("Pace needed"), _("a month, from now until due"), judgement.required_pace),
        ("projected", _("Projection"), _("the value when due, at the pace so far"), judgement.projected),
    ):
        if value is not None:
            yield Measure(code=code, name=name, meaning=meaning, text=amount_text(value, unit))
    yield from _range(judgement, unit)


def _range(judgement: Judgement, unit: Unit | None) -> Iterator[Measure]:
    """Where the paces there have been lead, when they lead to different values."""
    low, high = judgement.projected_low, judgement.projected_high
    if low is None or high is None or judgement.points is None:
        return
    ends = {"low": amount_text(low, unit), "high": amount_text(high, unit)}
    if ends["low"] != ends["high"]:
        meaning = _("by every pace so far, told from %(points)s figures; not a likelihood")
        yield Measure(
            code="projected_range", name=_("Range of projections"), text=_("%(low)s to %(high)s") % ends,
            meaning=meaning % {"points": int(judgement.points)},
        )  # fmt: skip
