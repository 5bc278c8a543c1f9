"""The rule of comparing a second time: every row held against every other, without any index or batch."""

from fractions import Fraction
from typing import Any

from tracker.ingest.checking.checker import CheckedRow, Entry
from tracker.ingest.checking.sources import NewDocument
from tracker.models import Observation

Ending = tuple[str, int | None, str]


def endings(rows: list[CheckedRow], standing: list[Observation]) -> list[Ending]:
    """Of each row: what becomes of it once accepted, the stored figure it meets, and the figure before."""
    return [ending(row, rows[:place], rows, standing) for place, row in enumerate(rows)]


def ending(row: CheckedRow, above: list[CheckedRow], rows: list[CheckedRow], standing: list[Observation]):
    if row.entry is None:
        return "skipped" if row.skipped else "invalid", None, ""
    if contradicted(row.entry, rows):
        return "invalid", None, ""
    if any(same(row.entry, other.entry) for other in above if other.entry):
        return "unchanged", None, ""
    stored = next((each for each in standing if identity(row.entry) == identity_of(each)), None)
    if stored:
        changed = differs(row.entry, stored)
        return "correction" if changed else "unchanged", stored.pk, said_of(stored) if changed else ""
    return added(row.entry, above, rows, standing)


def added(entry: Entry, above: list[CheckedRow], rows: list[CheckedRow], standing: list[Observation]):
    beside = [each for each in standing if place_of(each) == entry.place]
    earlier = [(each.published_on, base_of(each), said_of(each)) for each in beside]
    for number, other in enumerate(above):
        fresh = other.entry and ending(other, above[:number], rows, standing)[0] in ("new", "revised")
        if fresh and other.entry.place == entry.place:
            earlier.append((other.entry.source.published_on, base(other.entry), said(other.entry)))
    earlier = [seen for seen in earlier if seen[0] <= entry.source.published_on]
    if not earlier:
        return "new", None, ""
    newest = max(earlier, key=lambda seen: seen[0])
    return "new" if newest[1] == base(entry) else "revised", None, newest[2]


def identity(entry: Entry) -> Any:
    document = entry.source.document
    key = document.key if isinstance(document, NewDocument) else document.pk
    return entry.place, key, entry.source.published_on


def identity_of(row: Observation) -> Any:
    return place_of(row), row.document_id, row.published_on


def place_of(row: Observation) -> Any:
    return row.series.indicator_id, row.series.jurisdiction_id, row.period_start, row.period_end


def same(entry: Entry, other: Entry) -> bool:
    return identity(entry) == identity(other)


def contradicted(entry: Entry, rows: list[CheckedRow]) -> bool:
    return any(
        same(entry, other.entry) and content(entry) != content(other.entry) for other in rows if other.entry
    )


def content(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {"value": base(entry), "obs_status": entry.obs_status, **entry.words}
    if entry.figure:
        found |= {"unit": entry.figure.unit.pk, "qualifier": entry.figure.qualifier}
    return found


def differs(entry: Entry, stored: Observation) -> bool:
    so_far = {"value": base_of(stored), "unit": stored.unit_id}
    stated = {name: text for name, text in content(entry).items() if name not in entry.silent}
    return any(text != so_far.get(name, getattr(stored, name)) for name, text in stated.items())


def base(entry: Entry) -> Fraction | None:
    return entry.figure.base if entry.figure else None


def base_of(row: Observation) -> Fraction | None:
    return None if row.value is None else row.unit.to_base(row.value)


def said(entry: Entry) -> str:
    return f"{entry.figure.written}{entry.figure.unit.symbol}" if entry.figure else "—"


def said_of(row: Observation) -> str:
    return f"{row.written}{row.unit.symbol}" if row.value is not None else "—"
