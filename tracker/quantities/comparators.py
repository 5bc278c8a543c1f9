"""What the words around a commitment's figure ask for (DESIGN §5)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from tracker.exceptions import QuantityError
from tracker.quantities.hedges import AFTER_PATTERN, BEFORE_PATTERN, MORE, Mark, Qualifier, peel, qualifier_of
from tracker.quantities.numbers import MULTIPLIER_PATTERN
from tracker.quantities.units import UNIT_PATTERN
from tracker.quantities.widths import plain


class Comparator(StrEnum):
    """How an actual value is held against a target."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"
    BETWEEN = "between"
    EXACTLY = "exactly"


_BARE: Final = {"up": Comparator.AT_LEAST, "down": Comparator.AT_MOST, "none": Comparator.EXACTLY}

_DIGITS: Final = r"[0-9]+(?:[.,][0-9]+)*"
_COUNTED: Final = rf"[{MORE}]?\s*(?:{MULTIPLIER_PATTERN})?\s*[{MORE}]?(?:{UNIT_PATTERN})?"
# Possessive (*+), because 约为 is also 约 and 为: giving words back one by one would take exponential time.
# A digit straight after a letter or an opening quote belongs to a name: PM2.5, “125”计划.
_FIGURE = re.compile(
    rf"(?P<before>(?:(?:{BEFORE_PATTERN})\s*)*+)(?<![A-Za-z0-9.,“\"第])[-+]?{_DIGITS}(?P<counted>{_COUNTED})(?![A-Za-z0-9])"
    rf"(?P<range>\s*(?:-|\u2013|\u2014|~|至|到)\s*[-+]?{_DIGITS}(?:{_COUNTED}))?"
    rf"(?P<after>(?:\s*(?:{AFTER_PATTERN}))*+)"
)
_DATES = re.compile(
    r"(?:19|20)[0-9]{2}(?:年?[-\u2013\u2014~至到](?:19|20)[0-9]{2})?年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末)"
)


def read_comparator(text: str, *, direction: str) -> Comparator:
    """What `text` (a figure with its words, or a clause around one) asks of the actual value.

    `direction` is the indicator's: "up", "down" or "none"; it settles a bare number and 达到, which where
    less is better means coming down to the number. The answer is about the number as printed: 下降3% is a
    bare 3. Dates in the text are not figures. Raises QuantityError: `empty`, `too_long`, `not_a_number`
    (no figure and no comparing word), `ambiguous_comparator` (figures that differ), `unknown_direction`,
    `contradictory_bounds`.
    """
    if direction not in _BARE:
        raise QuantityError("unknown_direction", direction)
    clause = _DATES.sub("，", plain(text))
    found = {_of_figure(match, direction, text) for match in _FIGURE.finditer(clause)}
    if len(found) > 1:
        raise QuantityError("ambiguous_comparator", text)
    return found.pop() if found else _of_words(clause, direction, text)


def clause_figures(text: str) -> list[tuple[str, str]]:
    """The figures of a clause, each with the words around it and without; dates are not among them.

    Raises QuantityError: `empty`, `too_long`.
    """
    found = _FIGURE.finditer(_DATES.sub("，", plain(text)))
    return [
        (match[0].strip(), match[0].removeprefix(match["before"]).removesuffix(match["after"]))
        for match in found
    ]


def _of_figure(match: re.Match[str], direction: str, text: str) -> Comparator:
    if match["range"]:
        return Comparator.BETWEEN
    marks = peel(match["before"]).marks | peel(match["after"]).marks
    if any(word in match["counted"] for word in MORE):
        marks |= {Qualifier.MORE_THAN}
    return _of_marks(marks, direction, text)


def _of_words(clause: str, direction: str, text: str) -> Comparator:
    core, marks = peel(clause)
    if core or not marks:
        raise QuantityError("not_a_number", text)
    return _of_marks(marks, direction, text)


def _of_marks(marks: frozenset[Qualifier | Mark], direction: str, text: str) -> Comparator:
    qualifier = qualifier_of(marks, text)
    if qualifier is not Qualifier.EXACT:
        return Comparator(qualifier.value)
    if Mark.REACHES in marks and direction == "none":
        return Comparator.AT_LEAST
    return _BARE[direction]
