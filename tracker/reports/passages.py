"""A text cut into passages and pieces, so that clauses can be marked in it where they stand. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: 一、总体要求, （一）扩大内需 and their like, on a line of their own.
_HEADING = re.compile(r"\s*(?:第?[一二三四五六七八九十百]+[、章节]|[（(][一二三四五六七八九十]+[）)])")
_LONGEST_HEADING: Final = 40
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A clause from `start` up to `end`, by its running `number`; `tone` says what it is marked as.

    Where clauses overlap, the tone of the first in the list is shown.
    """

    number: int
    start: int
    end: int
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same clauses: where they stand, their tone (empty for none), and which clauses end."""

    start: int
    text: str
    tone: str
    begins: bool
    ended: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the text in pieces, whether it is a heading, and the clauses that begin in it."""

    pieces: tuple[Piece, ...]
    is_heading: bool
    numbers: tuple[int, ...]


def passages(text: str, spans: Sequence[Span]) -> list[Passage]:
    """The lines of `text` that say anything, in order; the spans lie within the text and are not empty."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    lines = [found for found in _LINE.finditer(text) if found[0].strip()]
    return [_passage(text, found.start(), found.end(), spans, edges) for found in lines]


def _passage(text: str, start: int, end: int, spans: Sequence[Span], edges: Sequence[int]) -> Passage:
    inside = [span for span in spans if span.start < end and span.end > start]
    begun = sorted((span.start, span.number) for span in inside if span.start >= start)
    cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
    line = text[start:end]
    return Passage(
        pieces=tuple(_piece(text, low, high, inside) for low, high in pairwise(cuts)),
        is_heading=len(line) <= _LONGEST_HEADING and bool(_HEADING.match(line)),
        numbers=tuple(number for _start, number in begun),
    )


def _piece(text: str, low: int, high: int, inside: Sequence[Span]) -> Piece:
    over = [span for span in inside if span.start <= low and span.end >= high]
    return Piece(
        start=low,
        text=text[low:high],
        tone=over[0].tone if over else "",
        begins=any(span.start == low for span in over),
        ended=tuple(span.number for span in inside if span.end == high),
    )
