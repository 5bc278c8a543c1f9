"""Where in its quote a figure stands, for a page to mark."""

import re

_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SEPARATORS = frozenset(".,．，")
_NUMERIC = _DIGITS | _SEPARATORS
#: The numbers of a quote, each whole: 5 is no part of 2025, and the comma of “5,6” no part of 5.
_NUMERALS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")


def figure_in_quote(quote: str, written: str, start: int | None) -> tuple[str, int | None]:
    """The digits as the quote prints them and their offset in the document; empty where it has them not.

    `written` are the digits of the figure, `start` the offset of the quote in code points if known. Without
    an offset only a first occurrence is marked: 5 in 2025年达到5家 would be the wrong one.
    """
    digits = written.removeprefix("-")
    if not digits or (first := quote.find(digits)) < 0:
        return "", None
    place = first if _whole(quote, first, first + len(digits)) else _later(quote, digits)
    if place is None:
        return "", None
    if start is not None:
        return digits, start + place
    return (digits, None) if first == place else ("", None)


def stands_first(quote: str, digits: str) -> bool:
    """Whether the first occurrence of `digits`, a plain number, is a number of its own."""
    first = quote.find(digits)
    if first < 0:
        return False
    end = first + len(digits)
    # Next to most numbers stands neither a digit nor a separator.
    if quote[first - 1 : first] in _NUMERIC or quote[end : end + 1] in _NUMERIC:
        return _whole(quote, first, end)
    return True


def _whole(quote: str, first: int, end: int) -> bool:
    """Whether the digits between the two places are no part of a longer number."""
    if not (quote[first] in _DIGITS and quote[end - 1] in _DIGITS):
        return False
    before, after = quote[max(0, first - 2) : first], quote[end : end + 2]
    if before and (before[-1] in _DIGITS or (before[-1] in _SEPARATORS and before[0] in _DIGITS)):
        return False
    return not (after and (after[0] in _DIGITS or (after[0] in _SEPARATORS and after[-1] in _DIGITS)))


def _later(quote: str, digits: str) -> int | None:
    return next((found.start() for found in _NUMERALS.finditer(quote) if found.group() == digits), None)
