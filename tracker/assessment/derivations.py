"""Figures worked out from published ones: a change from two levels, a growth, a level from a change.

A published figure always beats one worked out; which is for the caller to see to. Bounds carry over where
they still bound something, a hedge makes the result hedged, and what would mix the two, or compare unlike
periods, gives nothing rather than a guess.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from tracker.assessment.facts import Figure
from tracker.assessment.ranges import Range, possible
from tracker.assessment.selection import shape
from tracker.exceptions import AssessmentError

#: Ties between indicators: the target's is the change, or the growth, of the other's level.
TIES: Final = frozenset({"change_of", "growth_of"})
#: What an indicator's definition may say of its prices or its counting; empty where it says nothing.
BASES: Final = frozenset({"real", "nominal", "gross", "net", ""})

_DAY: Final = timedelta(days=1)
_FIRMNESS: Final = ("estimated", "provisional", "final")
# For each basis of the figure that is wanted: the bases of the level it may be worked out from.
_ALLOWED: Final = {
    "change_of": {
        "": {"", "gross", "net", "nominal"},
        "net": {"", "net"},
        "gross": {"gross"},
        "nominal": {"", "nominal"},
        "real": {"real"},
    },
    "growth_of": {
        "": {"", "gross", "net"},
        "net": {"net"},
        "gross": {"gross"},
        "nominal": {"", "nominal"},
        "real": {"real"},
    },
}


def may_derive(tie: str, basis_of_target: str, basis_of_level: str) -> bool:
    """Whether the tie allows a figure of one basis to be worked out from levels of another.

    A real rate is never worked out from levels at current prices, and a level that says nothing is taken to
    be at current prices. What a stock changes by is net: gross additions follow only from a count that never
    loses any. Raises AssessmentError (`unknown_word`) for a tie or basis that is none.
    """
    for field, word, known in (
        ("tie", tie, TIES),
        ("basis_of_target", basis_of_target, BASES),
        ("basis_of_level", basis_of_level, BASES),
    ):
        if word not in known:
            raise AssessmentError(
                "unknown_word", {"field": field, "word": word, "known": ", ".join(sorted(known))}
            )
    return basis_of_level in _ALLOWED[tie][basis_of_target]


def change_between(later: Figure, earlier: Figure) -> Figure | None:
    """Later less earlier, in base units: of two levels over the time between, of two periods in the later.

    None where the two cannot be compared or nothing is known of the difference.
    """
    if not _comparable(later, earlier):
        return None
    known, less = possible(later), possible(earlier)
    values = Range(
        low=_minus(known.low, less.high),
        high=_minus(known.high, less.low),
        low_open=known.low_open or less.high_open,
        high_open=known.high_open or less.low_open,
    )
    return _worked_out(values, later, earlier, start=_since(later, earlier))


def growth_between(later: Figure, earlier: Figure) -> Figure | None:
    """(later ÷ earlier − 1) × 100, in percent, over the time as in `change_between`.

    None where the two cannot be compared, where the earlier value is not known to be above zero or the later
    one known to be below it, or where nothing is known of the quotient.
    """
    known, over = possible(later), possible(earlier)
    if not _comparable(later, earlier) or over.low is None or over.low <= 0:
        return None
    if (known.low is None or known.low < 0) and (known.high is None or known.high < 0):
        return None
    low = None if known.low is None or over.high is None else known.low / over.high
    values = Range(
        low=_percent(low),
        high=_percent(None if known.high is None else known.high / over.low),
        low_open=known.low_open or over.high_open,
        high_open=known.high_open or over.low_open,
    )
    return _worked_out(values, later, earlier, start=_since(later, earlier))


def level_from_change(earlier: Figure, change: Figure) -> Figure | None:
    """The level a change leads to: earlier plus change, at the change's end.

    None where the change does not follow the earlier level at once, or nothing is known of the sum.
    """
    if change.start is None or not earlier.is_instant or change.start != earlier.end + _DAY:
        return None
    known, more = possible(earlier), possible(change)
    values = Range(
        low=_plus(known.low, more.low),
        high=_plus(known.high, more.high),
        low_open=known.low_open or more.low_open,
        high_open=known.high_open or more.high_open,
    )
    return _worked_out(values, change, earlier, start=change.end)


def _comparable(later: Figure, earlier: Figure) -> bool:
    """Two levels at different dates, or a period and the one like it before: of a year or a part of one in
    the year before, of five years the five before. One further back says nothing of the later one's growth.
    """
    if later.is_instant or earlier.is_instant:
        return later.is_instant and earlier.is_instant and earlier.end < later.end
    own = shape(later.start, later.end)
    if own is None or later.start is None or earlier.start is None:
        return False
    years = max(own[-1], 1)
    return own == shape(earlier.start, earlier.end) and later.start.year - earlier.start.year == years


def _since(later: Figure, earlier: Figure) -> date | None:
    return earlier.end + _DAY if later.is_instant else later.start


def _worked_out(values: Range, later: Figure, earlier: Figure, *, start: date | None) -> Figure | None:
    """The figure a range of possible values can be written as, resting on both rows."""
    found = _written(values)
    hedged = "about" in (later.qualifier, earlier.qualifier)
    # The hedge is as wide as nobody knows, so a bound that rests on it bounds nothing.
    if found is None or (hedged and found[1] != "exact"):
        return None
    return Figure(
        key=-abs(later.key),
        value=found[0],
        start=start,
        end=later.end,
        qualifier="about" if hedged else found[1],
        obs_status=min(later.obs_status, earlier.obs_status, key=_firmness),
        derived=True,
        rests_on=tuple(dict.fromkeys((*later.rows, *earlier.rows))),
    )


def _written(values: Range) -> tuple[Fraction, str] | None:
    """A range as a value and its qualifier; None for one that is open on both sides."""
    if values.low is not None and values.low == values.high:
        return values.low, "exact"
    if values.low is not None and values.high is None:
        return values.low, "more_than" if values.low_open else "at_least"
    if values.high is not None and values.low is None:
        return values.high, "less_than" if values.high_open else "at_most"
    return None


def _firmness(status: str) -> int:
    return _FIRMNESS.index(status) if status in _FIRMNESS else 0


def _minus(value: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if value is None or other is None else value - other


def _plus(value: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if value is None or other is None else value + other


def _percent(quotient: Fraction | None) -> Fraction | None:
    return None if quotient is None else (quotient - 1) * 100
