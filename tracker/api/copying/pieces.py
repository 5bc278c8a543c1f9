"""Where a long list is cut, so that its pieces can be copied side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tracker.progress.prepared import Given

from .statements import Statement


@dataclass(frozen=True)
class Span:
    """What comes after a key and not after another; None is the beginning, or the end."""

    after: Any
    until: Any

    def of(self, queryset: QuerySet, path: str) -> QuerySet:
        """The rows within, by the key at `path`."""
        ends = {f"{path}__gt": self.after, f"{path}__lte": self.until}
        return queryset.filter(**{name: end for name, end in ends.items() if end is not None})


def spans(queryset: QuerySet, path: str, *, first: int, others: int) -> Iterator[Span]:
    """Cut rows along a unique key with an index: `first` of them, then `others` each."""
    after, size = None, first
    while True:
        rest = Span(after, None).of(queryset, path).order_by(path)
        until = rest.values_list(path, flat=True)[size - 1 : size].first()
        yield Span(after, until)
        if until is None:
            return
        after, size = until, others


def statements(
    queryset: QuerySet, columns: Mapping[str, Any], cuts: Iterable[Span], path: str
) -> Iterator[str]:
    """What copies each piece of an ordered queryset, which is cut by the key at `path`."""
    compiled: dict[Span, Statement] = {}
    for cut in cuts:
        # Written with both ends, or with one of them: as many ways as there are.
        ends = Span(*(None if end is None else Given(name) for name, end in vars(cut).items()))
        if ends not in compiled:
            compiled[ends] = Statement(ends.of(queryset, path), columns)
        yield compiled[ends].text(**vars(cut))
