"""How groups of commitments stand, as bars: a declaration, and its drawing as SVG.

A bar is as long as its group is large; its parts carry the shape and the number of their status, so that the
picture can be read without colour, and in black and white.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from tracker.progress import SummaryRow
from tracker.reports.glyphs import GLYPHS
from tracker.reports.labels import shortened, text_width
from tracker.reports.statuses import SHOWN_ORDER, counts_text, status_name

_TEXT: Final = 13.0
_ROW, _BAR, _MARK = 30.0, 20.0, 16.0
_LONGEST_NAME: Final = 16  # Chinese characters, or twice as many letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A group: its name, and how many of its commitments have each status."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All commitments of the group."""
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusBars:
    """Groups side by side; `description` says the same in words."""

    title: str
    description: str
    bars: tuple[Bar, ...]


def status_bars(title: str, rows: Sequence[SummaryRow], *, nameless: str = "") -> StatusBars | None:
    """The bars of `rows`, a group without a name as `nameless`; None where there is nothing to show."""
    bars = tuple(Bar(name=row.label or nameless, counts=row.counts) for row in rows if row.total)
    said = [f"{bar.name}: {counts_text(bar.counts)}" for bar in bars]
    return StatusBars(title=title, description="\n".join(said), bars=bars) if bars else None


def bars_svg(chart: StatusBars, *, width: int = 720, identity: str = "bars") -> SafeString:
    """The bars as one `<svg>` element `width` units wide, with title and description."""
    legend = _legend(chart, float(width))
    top = (legend[-1][1] + _ROW) if legend else 0.0
    height = top + len(chart.bars) * _ROW + 4
    left = max(text_width(shortened(bar.name, _LONGEST_NAME), _TEXT) for bar in chart.bars) + 12
    parts = [*_head(chart, identity, width, height), *_keys(legend)]
    right = width - text_width(str(max(bar.total for bar in chart.bars)), _TEXT) - 10
    scale = (right - left) / max(bar.total for bar in chart.bars)
    for place, bar in enumerate(chart.bars):
        parts += _bar(bar, left=left, top=top + place * _ROW, scale=scale)
    return mark_safe("\n".join([*parts, "</svg>"]))


def _head(chart: StatusBars, identity: str, width: float, height: float) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width:g} {height:g}" '
        'role="img" '
        f'aria-labelledby={quoteattr(f"{identity}-title {identity}-desc")} font-size="{_TEXT:g}">'
    )
    yield f"<title id={quoteattr(f'{identity}-title')}>{escape(chart.title)}</title>"
    yield f"<desc id={quoteattr(f'{identity}-desc')}>{escape(chart.description)}</desc>"


def _legend(chart: StatusBars, width: float) -> list[tuple[float, float, str]]:
    """Where each status that occurs is named: x, y and its code, in as many lines as it takes."""
    found, x, y = [], 0.0, 2.0
    for status in SHOWN_ORDER:
        if not any(bar.counts.get(status) for bar in chart.bars):
            continue
        long = _MARK + 6 + text_width(status_name(status), _TEXT) + 16
        if x and x + long > width:
            x, y = 0.0, y + 24
        found.append((x, y, status))
        x += long
    return found


def _keys(legend: list[tuple[float, float, str]]) -> Iterator[str]:
    for x, y, status in legend:
        yield _part(status, x, y, _MARK, _MARK)
        yield _glyph(status, x, y)
        yield f'<text x="{x + _MARK + 6:.1f}" y="{y + 13:.1f}">{escape(status_name(status))}</text>'


def _bar(bar: Bar, *, left: float, top: float, scale: float) -> Iterator[str]:
    base = top + _BAR * 0.72
    yield f'<text class="bar-name" x="{left - 12:.1f}" y="{base:.1f}" text-anchor="end">{_name(bar)}</text>'
    x = left
    for status in SHOWN_ORDER:
        if not (count := bar.counts.get(status, 0)):
            continue
        long = count * scale
        yield _part(status, x, top, max(long - 1.5, 1.0), _BAR)
        yield from _inside(status, count, x, top, long)
        x += long
    yield f'<text class="bar-total" x="{x + 6:.1f}" y="{base:.1f}">{bar.total}</text>'


def _inside(status: str, count: int, x: float, top: float, long: float) -> Iterator[str]:
    """Shape and number where both have room, else what has; a sliver stays empty."""
    number = text_width(str(count), _TEXT)
    whole = _MARK + 2 + number
    if long > whole + 8:
        start = x + (long - 1.5 - whole) / 2
        yield _glyph(status, start, top + 2)
        yield _number(status, count, start + _MARK + 2, top)
    elif long > _MARK + 2:
        yield _glyph(status, x + (long - 1.5 - _MARK) / 2, top + 2)
    elif long > number + 2:
        yield _number(status, count, x + (long - 1.5 - number) / 2, top)


def _part(status: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="bar-part bar-{status}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="#888"/>'
    )


def _glyph(status: str, x: float, y: float) -> str:
    return (
        f'<path class="bar-glyph bar-on-{status}" d="{GLYPHS[status]}" '
        f'transform="translate({x:.1f} {y:.1f})" fill="none" stroke="#fff" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _number(status: str, count: int, x: float, top: float) -> str:
    return (
        f'<text class="bar-number bar-in-{status}" x="{x:.1f}" y="{top + _BAR * 0.72:.1f}" fill="#fff">'
        f"{count}</text>"
    )


def _name(bar: Bar) -> str:
    return escape(shortened(bar.name, _LONGEST_NAME))
