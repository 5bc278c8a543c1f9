"""Groups of commitments as tables show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.progress import SummaryRow


@dataclass(frozen=True, kw_only=True)
class ShownGroup(SummaryRow):
    """A group with the address of its page; empty where it has none."""

    url: str = ""


def shown_groups(rows: Iterable[SummaryRow], url_of: Callable[[str], str]) -> list[ShownGroup]:
    """The groups, each but the nameless one with its address."""
    return [
        ShownGroup(key=row.key, label=row.label, counts=row.counts, url=url_of(row.key) if row.key else "")
        for row in rows
    ]
