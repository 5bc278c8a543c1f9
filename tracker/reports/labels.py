"""Places labels on a chart so that they cover neither each other nor the marks."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_WIDE: Final = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on paper, in pixels, `y` downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area both cover; 0 when they do not touch."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0

    def outside(self, frame: "Box") -> float:
        """The area of this box that lies outside `frame`."""
        return (self.right - self.left) * (self.bottom - self.top) - self.overlap(frame)


def text_width(text: str, size: float) -> float:
    """About how wide `text` is at `size` pixels: a Chinese character is one em, a digit over half of one."""
    ems = sum(1.0 if unicodedata.east_asian_width(char) in _WIDE else 0.58 for char in text)
    return ems * size


def shortened(name: str, longest: float) -> str:
    """A name no wider than `longest` Chinese characters, cut with an ellipsis where it is."""
    if text_width(name, 1) <= longest:
        return name
    while text_width(name, 1) > longest - 1:
        name = name[:-1]
    return f"{name}…"


def place(
    x: float, y: float, text: str, size: float, taken: Iterable[Box], frame: Box, *, away: float
) -> Box:
    """The best place for a label of the mark at (x, y): above, below or beside it, `away` pixels off.

    The candidate that covers least of what is `taken`, or lies outside `frame`, wins; the first of equals.
    """
    width, height = text_width(text, size), size * 1.1
    half = width / 2
    candidates = (
        Box(x - half, y - away - height, x + half, y - away),
        Box(x - half, y + away, x + half, y + away + height),
        Box(x + away, y - height / 2, x + away + width, y + height / 2),
        Box(x - away - width, y - height / 2, x - away, y + height / 2),
        *(
            Box(left, top, left + width, top + height)
            for top in (y - away - height, y + away, y - 2.4 * away - height, y + 2.4 * away)
            for left in (x - half, x - away, x + away - width, x, x - width)
        ),
    )
    boxes = list(taken)
    return min(candidates, key=lambda box: sum(map(box.overlap, boxes)) + 4 * box.outside(frame))
