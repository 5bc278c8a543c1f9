"""Statuses as marks: every one has a shape of its own, so that no colour is needed to tell them apart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tracker.reports.glyphs import GLYPHS
from tracker.reports.languages import kept
from tracker.reports.statuses import (
    counts_text,
    in_shown_order,
    status_meaning,
    status_name,
    tone,
)

register = template.Library()
register.filter(in_shown_order)

#: A group larger than this is drawn as a bar of proportions, not one cell a commitment.
MOST_CELLS: Final = 100
_CELL, _COLUMNS = 18, 20
#: Statuses with their counts, in the order they are shown.
Counted = tuple[tuple[str, int], ...]


@register.filter
@kept
def mark(status: str) -> SafeString:
    """The status as a small square with its shape; hidden from screen readers, which read its name."""
    return format_html(
        '<svg class="mark tone-{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>',
        tone(status),
        _cell(status, 0, 0),
    )


@register.filter
@kept
def badge(status: str) -> SafeString:
    """The status as mark and name, with its meaning on hover."""
    return format_html(
        '<span class="badge badge-{}" title="{}">{}<span>{}</span></span>',
        tone(status), status_meaning(status), mark(status), status_name(status),
    )  # fmt: skip


@register.filter
def cells(counts: Mapping[str, int]) -> SafeString:
    """Counts by status as one cell a commitment, or as a bar of proportions where there are many."""
    shown = tuple(in_shown_order(counts))
    return _bar(shown) if sum(counts.values()) > MOST_CELLS else _grid(shown)


@register.filter
def proportions(counts: Mapping[str, int]) -> SafeString:
    """Counts by status as one bar, its parts in proportion."""
    return _bar(tuple(in_shown_order(counts)))


@register.filter
def name_of_status(status: str) -> str:
    """The status in the language of the moment."""
    return status_name(status)


@kept
def _grid(shown: Counted) -> SafeString:
    """A cell for each; drawn once for the same counts."""
    statuses = [status for status, count in shown for _place in range(count)]
    rows = max(1, -(-len(statuses) // _COLUMNS))
    width, height = min(len(statuses), _COLUMNS) * _CELL, rows * _CELL
    return format_html(
        '<svg class="cells" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'role="img" aria-label="{2}">{3}</svg>',
        max(width, 1), height, counts_text(dict(shown)), mark_safe("".join(_cells(statuses))),
    )  # fmt: skip


@kept
def _bar(shown: Counted) -> SafeString:
    """A part for each status; drawn once for the same counts."""
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" '
        'role="img" aria-label="{}">{}</svg>',
        counts_text(dict(shown)),
        mark_safe("".join(_parts(shown))),
    )


def _cells(statuses: Sequence[str]) -> Iterator[str]:
    for place, status in enumerate(statuses):
        row, column = divmod(place, _COLUMNS)
        yield f'<g class="tone-{tone(status)}">{_cell(status, column * _CELL + 1, row * _CELL + 1)}</g>'


def _cell(status: str, x: int, y: int) -> SafeString:
    return format_html(
        '<rect x="{0}" y="{1}" width="16" height="16" rx="2"/>'
        '<path d="{2}" transform="translate({0} {1})" fill="none" stroke="#fff" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round"/>',
        x, y, GLYPHS.get(status, ""),
    )  # fmt: skip


def _parts(shown: Counted) -> Iterator[str]:
    total, left = sum(count for _status, count in shown), 0.0
    for status, count in shown:
        width = 1000 * count / total
        yield (
            f'<rect class="tone-{tone(status)}" x="{left:.2f}" y="0" '
            f'width="{max(width - 3, 1):.2f}" height="20">'
            f"<title>{status_name(status)} {count}</title></rect>"
        )
        left += width
