"""Commitments with how they stand: the list."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import Expression, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import translation

from tracker import assessment
from tracker.models import Commitment
from tracker.models.fields import OrLast
from tracker.progress import today
from tracker.reports.keyset import Keyset, SortKey
from tracker.reports.languages import in_english

from . import bodies, shapes
from .answering.rendering import csv_lines
from .base import CSV_BATCH, PublicList
from .copying import copied, spans
from .filters import CommitmentFilters, due_on
from .lists import lines
from .lists.compiled import CompiledPages, PlainQuestion
from .lists.listing import rows_of
from .lists.pagination import NumberPages, numbered
from .parameters import AS_OF, COUNT, METHOD, chosen, listed, read_flag
from .visible import in_public

_DATE = datetime.date
#: Rows in the first piece of the whole list, which is to be there at once, and in the others.
FIRST, OTHERS = 500, 20_000


def _due_or_last(day: _DATE) -> Expression:
    """Those without a known target come after all others. Today's due date is kept beside the status."""
    return OrLast("due") if day == today() else Coalesce(due_on(day), Value(_DATE.max))


def _known_or_first(_day: _DATE) -> Coalesce:
    return Coalesce(F("figure_known_from"), Value(_DATE.min))


PAGES = CompiledPages(Commitment.objects.published, CommitmentFilters.base_filters)


class Commitments(PublicList):
    """Published commitments, each with its target, its newest figure and how it stands.

    A past `as_of` together with `status` needs a plan, jurisdiction or document: all candidates are judged.
    """

    tag = "commitments"
    summary = "Commitments and how they stand"
    shape = shapes.CommitmentRow
    parameters = (AS_OF, METHOD)
    filterset_class = CommitmentFilters
    pagination_class = NumberPages
    queryset = Commitment.objects.none()
    file_name = "commitments"
    last_key = SortKey(path="place", kind=str, unique=True)
    orderings = {
        "code": (last_key,),
        "due": (SortKey(path="order_due", kind=_DATE, expression=_due_or_last),),
        "status": (SortKey(path="status", kind=str),),
        "topic": (SortKey(path="topic__position", kind=int), SortKey(path="topic__code", kind=str)),
        "known_from": (SortKey(path="order_known_from", kind=_DATE, expression=_known_or_first),),
    }

    def source(self) -> QuerySet | PlainQuestion:
        """What the filters leave; of today and by plain filters alone, as a question compiled before."""
        query = self.request.query_params
        filters = self.filterset_class.base_filters.keys() & query.keys()
        asked = {name: text for name in filters if (text := listed(query, name))}
        plain = None if self.as_of or read_flag(query, COUNT) else PAGES.question(asked, day=self.day)
        return super().source() if plain is None else plain

    def get_queryset(self) -> QuerySet:
        """Public ones."""
        return in_public(Commitment.objects.all(), self.as_of)

    def bodies(self, rows: list[dict[str, Any]]) -> list[bodies.Body]:
        """Each commitment with how it stands."""
        return rows_of(
            [row["pk"] for row in rows],
            as_of=self.as_of,
            day=self.day,
            method=chosen(self.request.query_params, METHOD),
        )

    def batch(self, keyset: Keyset, queryset: QuerySet, position: Sequence[Any] | None) -> list[Any]:
        """The next numbers behind a position."""
        return numbered(keyset, queryset, CSV_BATCH, position)

    def copied_lines(self, queryset: QuerySet, keyset: Keyset) -> Iterator[bytes] | None:
        """Made by the database as far as stored verdicts tell, of today and in the order of their codes."""
        method = chosen(self.request.query_params, METHOD)
        columns = self.columns()
        plain = self.as_of is None and method == assessment.DEFAULT_METHOD
        if not plain or keyset.keys != (self.last_key,) or columns[0] != "code":
            return None
        made = lines.cells(self.day, english=in_english())
        wanted = {name: made[name] for name in columns}
        path = self.last_key.path
        return copied(
            queryset.order_by(path),
            wanted,
            cuts=spans(queryset, path, first=FIRST, others=OTHERS),
            path=path,
            make=partial(self._lines, columns, translation.get_language()),
        )

    def _lines(self, columns: list[str], language: str | None, numbers: list[int]) -> Iterator[bytes]:
        """Lines of commitments made of their bodies."""
        for start in range(0, len(numbers), CSV_BATCH):
            with translation.override(language):
                found = self.bodies([{"pk": number} for number in numbers[start : start + CSV_BATCH]])
            yield from islice(csv_lines(columns, found), 1, None)
