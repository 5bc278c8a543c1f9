"""Where in its quote a figure stands, for a page to mark."""

import re

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
    place = next((found.start() for found in _NUMERALS.finditer(quote) if found.group() == digits), None)
    if place is None:
        return "", None
    if start is not None:
        return digits, start + place
    return (digits, None) if first == place else ("", None)
