"""Keeping how a yearly file was understood, and understanding next year's by it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.models import SavedMapping, User

from .columns import signature
from .layouts import Layout

#: What a form says about one year's file and not about the next one's.
_OF_THE_YEAR = frozenset({"period", "published_on", "source_title", "source_url", "section", "quote", "note"})
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def save_mapping(
    *, name: str, headers: Sequence[str], layout: Layout, by: User | None = None
) -> SavedMapping:
    """Keep `layout` for files of these headers under `name`, in place of what had that name.

    Encoding, separator, sheet and header row are found anew in every file, and what only this year's file
    has (its title and dates) is not kept.
    """
    defaults = {field: text for field, text in layout.defaults.items() if field not in _OF_THE_YEAR}
    kept = replace(
        layout, encoding="", delimiter="", sheet="", header_row=0, header_rows=0, defaults=defaults
    )
    mapping = {"layout": kept.to_json(), "headers": list(headers)}
    values = {"headers": signature(list(headers)), "mapping": mapping, "saved_by": by}
    return SavedMapping.objects.update_or_create(name=name.strip(), defaults=values)[0]


def fitting_mapping(headers: Sequence[str], saved: Iterable[SavedMapping]) -> SavedMapping | None:
    """The saved mapping for a file of these headers, whatever years they name; the latest where several fit.

    Headers may stand in another order, and there may be more or fewer columns of years.
    """
    wanted = _kinds(signature(list(headers)))
    fitting = [mapping for mapping in saved if wanted and _kinds(mapping.headers) == wanted]
    return max(fitting, key=lambda mapping: mapping.saved_at, default=None)


def layout_for(headers: Sequence[str], mapping: SavedMapping) -> Layout:
    """The layout of a file with these headers by what was saved: each column by its header, years moved on.

    Raises FileProblems where what was saved is no layout any more: `bad_layout`.
    """
    layout = Layout.from_json(mapping.mapping.get("layout", {}))
    places = _same_columns(headers, mapping.headers)
    before = [str(text) for text in mapping.mapping.get("headers", [])]
    columns, periods, units = {}, {}, {}
    for place, printed in enumerate(headers):
        old = places.get(place)
        if old is None:
            continue
        if old in (layout.columns or {}):
            columns[place] = (layout.columns or {})[old]
        if old in layout.periods:
            periods[place] = _moved(layout.periods[old], before[old] if old < len(before) else "", printed)
        if old in layout.units:
            units[place] = layout.units[old]
    return replace(layout, columns=columns, periods=periods, units=units)


def _kinds(headers: Sequence[str]) -> frozenset[str]:
    return frozenset(headers) - {""}


def _same_columns(headers: Sequence[str], known: Sequence[str]) -> dict[int, int]:
    """For each place its place in the saved file: of equal headers the first by the first, and so on.

    Where there are more of them than before, the last saved one stands for the rest.
    """
    by_header: dict[str, list[int]] = {}
    for place, header in enumerate(known):
        by_header.setdefault(header, []).append(place)
    found, taken = {}, dict.fromkeys(by_header, 0)
    for place, header in enumerate(signature(list(headers))):
        if header and (same := by_header.get(header)):
            found[place] = same[min(taken[header], len(same) - 1)]
            taken[header] += 1
    return found


def _moved(period: str, before: str, printed: str) -> str:
    """A period moved on by as many years as its header has: 2021-H1 under 2022年 is 2022-H1."""
    old, new = _YEAR.search(before), _YEAR.search(printed)
    if not old or not new:
        return period
    years = int(new[0]) - int(old[0])
    return _YEAR.sub(lambda match: str(int(match[0]) + years), period)
