"""Statuses as marks: every one has a shape of its own, so that no colour is needed to tell them apart."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models import Status
from tracker.reports.statuses import SHOWN_ORDER, status_meaning, status_name, tone

register = template.Library()

#: Strokes on a field of 16 by 16.
GLYPHS: Final[dict[Any, str]] = {
    Status.MET: "M4 8.6l2.7 2.7L12 5.3",
    Status.ACHIEVED: "M5.5 13V3.5h6L10 6l1.5 2.5h-6",
    Status.AHEAD: "M4 10.3l4-4.6 4 4.6",
    Status.ON_TRACK: "M3.5 8h8.5M8.7 4.7L12 8l-3.3 3.3",
    Status.NEARLY_MET: "M3.5 9.6c1.4-3 3-3 4.5-1.4s3.1 1.6 4.5-1.4",
    Status.BEHIND: "M4 5.7l4 4.6 4-4.6",
    Status.FAR_BEHIND: "M4 3.6l4 4 4-4M4 8.4l4 4 4-4",
    Status.REGRESSING: "M12.5 8H4M7.3 4.7L4 8l3.3 3.3",
    Status.MISSED: "M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6",
    Status.UNREPORTED: "M5.7 6.1a2.3 2.3 0 1 1 3.5 1.9c-.9.6-1.2 1-1.2 1.8M8 12.3v.1",
    Status.NO_DATA: "M4 8h.1M8 8h.1M12 8h.1",
    Status.NOT_RATEABLE: "M4.5 8h7",
    Status.WITHDRAWN: "M4.7 11.3l6.6-6.6",
}
#: A group larger than this is drawn as a bar of proportions, not one cell a commitment.
MOST_CELLS: Final = 60
_CELL, _COLUMNS = 18, 20


@register.simple_tag
def status_mark(status: str) -> SafeString:
    """The status as a small square with its shape; hidden from screen readers, which read its name."""
    return format_html(
        '<svg class="mark tone-{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>',
        tone(status),
        _cell(status, 0, 0),
    )


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """The status as mark and name, with its meaning on hover."""
    return format_html(
        '<span class="badge badge-{}" title="{}">{}<span>{}</span></span>',
        tone(status), status_meaning(status), status_mark(status), status_name(status),
    )  # fmt: skip


@register.simple_tag
def status_cells(counts: Mapping[str, int], *, label: str = "") -> SafeString:
    """Counts by status as one cell a commitment, or as a bar of proportions where there are many."""
    total = sum(counts.values())
    if total > MOST_CELLS:
        return status_bar(counts, label=label)
    rows = max(1, -(-total // _COLUMNS))
    width, height = min(total, _COLUMNS) * _CELL, rows * _CELL
    return format_html(
        '<svg class="cells" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'role="img" aria-label="{2}">{3}</svg>',
        max(width, 1), height, label or counts_text(counts), mark_safe("".join(_cells(counts))),
    )  # fmt: skip


@register.simple_tag
def status_bar(counts: Mapping[str, int], *, label: str = "") -> SafeString:
    """Counts by status as one bar, its parts in proportion."""
    total = sum(counts.values())
    parts = "".join(_parts(counts, total)) if total else ""
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" '
        'role="img" aria-label="{}">{}</svg>',
        label or counts_text(counts),
        mark_safe(parts),
    )


@register.filter
def in_shown_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Statuses that occur with their counts, good news first."""
    return [(status, counts[status]) for status in SHOWN_ORDER if counts.get(status)]


@register.filter
def name_of_status(status: str) -> str:
    """The status in the language of the moment."""
    return status_name(status)


def counts_text(counts: Mapping[str, int]) -> str:
    """Counts by status as words: 完成 3、未完成 1."""
    said = [
        _("%(status)s %(count)s") % {"status": status_name(status), "count": count}
        for status, count in in_shown_order(counts)
    ]
    return pgettext("between items of a list", ", ").join(said) if said else _("none")


def _cells(counts: Mapping[str, int]) -> Iterator[str]:
    statuses = [status for status, count in in_shown_order(counts) for _place in range(count)]
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


def _parts(counts: Mapping[str, int], total: int) -> Iterator[str]:
    left = 0.0
    for status, count in in_shown_order(counts):
        width = 1000 * count / total
        yield (
            f'<rect class="tone-{tone(status)}" x="{left:.2f}" y="0" '
            f'width="{max(width - 3, 1):.2f}" height="20">'
            f"<title>{status_name(status)} {count}</title></rect>"
        )
        left += width
