"""The shapes of marks, so that no colour is needed to tell them apart: on charts and in their keys."""

from collections.abc import Callable
from typing import Final

from tracker.reports.charts import Mark


def shape(mark: Mark, x: float, y: float, size: float, kind: str) -> str:
    """The mark as an SVG element around (x, y), `size` units to each side, with the classes of `kind`."""
    classes = f"chart-point mark-{mark} {kind}".strip()
    return _SHAPES[mark](x, y, size, classes)


def _circle(x: float, y: float, size: float, classes: str) -> str:
    return f'<circle class="{classes}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="#555" stroke="#555"/>'


def _square(x: float, y: float, size: float, classes: str) -> str:
    side = size * 1.8
    return (
        f'<rect class="{classes}" x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:g}" '
        f'height="{side:g}" fill="#fff" stroke="#555"/>'
    )


def _up(x: float, y: float, size: float, classes: str) -> str:
    return _path(f"M{x:.1f} {y - size * 1.2:.1f}l{size * 1.2:g} {size * 2:g}h{-size * 2.4:g}z", classes)


def _down(x: float, y: float, size: float, classes: str) -> str:
    return _path(f"M{x:.1f} {y + size * 1.2:.1f}l{size * 1.2:g} {-size * 2:g}h{-size * 2.4:g}z", classes)


def _cross(x: float, y: float, size: float, classes: str) -> str:
    arm = size * 0.9
    fall = f"M{x - arm:.1f} {y - arm:.1f}l{2 * arm:g} {2 * arm:g}"
    rise = f"M{x - arm:.1f} {y + arm:.1f}l{2 * arm:g} {-2 * arm:g}"
    return _path(fall + rise, classes)


def _path(route: str, classes: str) -> str:
    return f'<path class="{classes}" d="{route}" fill="#fff" stroke="#555"/>'


_SHAPES: Final[dict[Mark, Callable[[float, float, float, str], str]]] = {
    Mark.FINAL: _circle,
    Mark.PROVISIONAL: _circle,
    Mark.ESTIMATED: _square,
    Mark.ABOVE: _up,
    Mark.BELOW: _down,
    Mark.DOUBTFUL: _cross,
}
