"""The rule of contradicting figures a second time: plain Python, slow and obvious.

It shares nothing with the program: decimals instead of fractions, ends of intervals instead of ranges.
"""

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

FIRMNESS = ["estimated", "provisional", "final"]
INFINITY = Decimal("Infinity")
#: A bound that leaves its own number out does so by less than any figure of a test has digits.
A_HAIR = Decimal("1E-20")


def span(value: str, qualifier: str) -> tuple[Decimal, Decimal]:
    """The lowest and the highest that can have been meant."""
    number = Decimal(value)
    half = Decimal(1).scaleb(number.as_tuple().exponent) / 2
    if qualifier == "about":
        half = max(half, abs(number) * Decimal("0.05"))
    return {
        "at_least": (number, INFINITY),
        "more_than": (number + A_HAIR, INFINITY),
        "at_most": (-INFINITY, number),
        "less_than": (-INFINITY, number - A_HAIR),
    }.get(qualifier, (number - half, number + half))


def contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (digits, qualifier) of the same unit cannot both hold."""
    if one[1] == other[1] == "exact":
        digits = [Decimal(one[0]), Decimal(other[0])]
        coarse = max(digits, key=lambda number: number.as_tuple().exponent)
        rounded = {number.quantize(coarse, rounding=ROUND_HALF_UP) for number in digits}
        return len(rounded) > 1
    (low, high), (other_low, other_high) = span(*one), span(*other)
    return high < other_low or other_high < low


def pairs(rows: list) -> set[frozenset[int]]:
    """Every pair of stored rows in one unit that are about the same and contradict each other."""
    return {
        frozenset((one.pk, other.pk))
        for one, other in combinations(rows, 2)
        if (one.series_id, one.period_start, one.period_end)
        == (other.series_id, other.period_start, other.period_end)
        and contradict((one.written, one.qualifier), (other.written, other.qualifier))
    }


def kind(one, other) -> str:
    """What the later of two rows is to the earlier."""
    if one.published_on == other.published_on:
        return "dispute"
    earlier, later = sorted((one, other), key=lambda row: row.published_on)
    firmer = FIRMNESS.index(later.obs_status) - FIRMNESS.index(earlier.obs_status)
    if firmer == 0:
        firmer = (later.qualifier == "exact") - (earlier.qualifier == "exact")
    return "revision" if firmer > 0 else "dispute"
