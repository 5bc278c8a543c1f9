"""The lines of a file as its kind of reader gives them, and what merged cells say of the rows they take."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .merges import Merges

#: A line of the file with the number it begins on (of a sheet: its row), and its cells, none of it trimmed.
Line = tuple[int, Sequence[str]]


def filled_down(
    lines: Iterator[Line], load: Callable[[], Merges], places: Sequence[int], after: int
) -> Iterator[Line]:
    """The lines, empty cells of these columns filled with what the cell they are merged with holds.

    Only cells merged below row `after` are filled. `load` is called when the first empty cell turns up: many
    sheets have none, and what is merged stands at the very end of a sheet.
    """
    width = max(places, default=-1) + 1
    merges: Merges | None = None
    before: Line = (0, ())
    for number, cells in lines:
        line = number, cells
        if "" in cells[:width] or len(cells) < width:
            merges = merges or load()
            if merges.places.isdisjoint(places):
                yield line
                break
            line = number, _filled(line, before, merges, places, after)
        yield line
        before = line
    yield from lines


def _filled(line: Line, before: Line, merges: Merges, places: Iterable[int], after: int) -> Sequence[str]:
    """The cells of a line; what is merged stands in the line before it too, unless that lies further up."""
    number, cells = line
    above, texts = before
    found = list(cells)
    for place in merges.places.intersection(places):
        if (found[place] if place < len(found) else "") == "" and place < len(texts):
            first = merges.above(place, number)
            if first is not None and after < first <= above:
                found.extend([""] * (place + 1 - len(found)))
                found[place] = texts[place]
    return found
