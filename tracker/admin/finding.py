"""What somebody looks for in a long list: codes by their beginning, names by the small tables they stand in.

Names are looked up first and their numbers handed on, so that each search of a long table begins at an index.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tracker.exceptions import QuantityError
from tracker.models import (
    AuditEntry,
    Commitment,
    Filed,
    Indicator,
    Jurisdiction,
    Plan,
    ReviewState,
    Series,
    User,
)
from tracker.progress.prepared import Among
from tracker.quantities import Precision, parse_partial_date, parse_period

from .lists import COUNTED

#: A word that more commitments say than this tells little: a page of them is soon met with in their order.
#: More than a list is counted to, so that those known by number tell that it goes on.
_MANY: Final = 2 * COUNTED
#: Entries of the audit log that are read for words no index knows.
RECENT: Final = 100_000


class Often(Q):
    """A condition that very many rows meet; `some` are those whose numbers are known."""

    def __init__(self, condition: Q, numbers: Sequence[int]) -> None:
        super().__init__(condition)
        self.some = Q(Among("pk", numbers))


def commitments_like(word: str) -> Q:
    """Commitments whose code begins so; where there is none, those that say it or are measured by it."""
    if Commitment.objects.filter(code__startswith=word).exists():
        return Q(code__startswith=word)
    said = Q(statement__icontains=word) | Q(statement_en__icontains=word)
    said |= Q(series__indicator__in=indicators_like(word))
    numbers = list(_holding(word, said)[: _MANY + 1])
    return Often(said, numbers) if len(numbers) > _MANY else Q(Among("pk", numbers))


def _holding(word: str, said: Q) -> QuerySet:
    """The numbers of commitments that hold a word: of public ones by the index of what they are filed under,
    of the few in work by reading them. Some may come twice.
    """
    filed = Filed.objects.filter(words__holds=word).values_list("pk", flat=True)
    drafts = Commitment.objects.exclude(state=ReviewState.PUBLISHED)
    of_drafts = Commitment.objects.filter(plan__in=Plan.objects.exclude(state=ReviewState.PUBLISHED))
    in_work = (rows.filter(said).order_by().values_list("pk", flat=True) for rows in (drafts, of_drafts))
    return filed.union(*in_work, all=True)


def series_like(word: str) -> Q:
    """Series whose code begins so; where there is none, those of an indicator or a place called so."""
    if Series.objects.filter(code__startswith=word).exists():
        return Q(code__startswith=word)
    return Q(indicator__in=indicators_like(word)) | Q(jurisdiction__in=places_like(word))


def figures_like(word: str) -> Q:
    """Figures of a period, or of series like the word."""
    try:
        return Q(period=parse_period(word).text)
    except QuantityError:
        return Q(series__in=Series.objects.filter(series_like(word)))


def of_commitments_like(word: str) -> Q:
    """Rows that belong to commitments like the word."""
    return Q(commitment__in=Commitment.objects.filter(commitments_like(word)))


def entries_like(entries: QuerySet, words: list[str]) -> QuerySet:
    """Entries of the audit log by person, day and commitment; other words are looked for among those, where
    neither a day nor a commitment bounds them in the newest ones alone.
    """
    is_bounded, texts = False, []
    for word in words:
        if bound := _day(word) or _about(word):
            entries, is_bounded = entries.filter(bound), True
        elif people := list(User.objects.filter(username__iexact=word).values_list("pk", flat=True)):
            entries = entries.filter(by__in=people)
        else:
            texts.append(Q(label__icontains=word) | Q(reason__icontains=word))
    if texts and not is_bounded:
        newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        entries = entries.filter(pk__gt=newest - RECENT)
    return entries.filter(reduce(and_, texts, Q()))


def _day(word: str) -> Q | None:
    """What was done on a day or in a month."""
    try:
        day = parse_partial_date(word)
    except QuantityError:
        return None
    if day.precision == Precision.YEAR:  # likelier a part of a name
        return None
    first, last = (datetime.datetime.combine(each, datetime.time()) for each in (day.first, day.last))
    zone = timezone.get_current_timezone()
    until = last + datetime.timedelta(days=1)
    return Q(at__gte=first.replace(tzinfo=zone), at__lt=until.replace(tzinfo=zone))


def _about(word: str) -> Q | None:
    """What was done to the commitments whose code begins so."""
    found = Commitment.objects.filter(code__startswith=word)
    return Q(commitment__in=found.order_by().values("pk")) if found.exists() else None


def indicators_like(word: str) -> list[int]:
    """Indicators by the beginning of their code, or by any part of a name or alias."""
    called = Q(name__icontains=word) | Q(name_en__icontains=word) | Q(aliases__name__icontains=word)
    found = Indicator.objects.filter(called | Q(code__startswith=word)).order_by()
    return list(found.values_list("pk", flat=True).distinct())


def places_like(word: str) -> list[int]:
    """Jurisdictions by their code, or by any part of a name."""
    found = Jurisdiction.objects.filter(Q(code=word) | Q(name__icontains=word) | Q(name_en__icontains=word))
    return list(found.order_by().values_list("pk", flat=True))


class Findable:
    """Searches a list by `like`, which turns a word into a condition; every word has to be met."""

    like: Callable[[str], Q]
    #: Django shows a field to search in where there is something here.
    search_fields = ("pk",)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[Any, bool]:
        """The rows found; none of them comes twice."""
        words = term.replace("\x00", " ").split()
        meant = [type(self).like(word) for word in words]
        if len(meant) == 1 and isinstance(meant[0], Often):
            request.found_surely = queryset.filter(meant[0].some)
        return queryset.filter(reduce(and_, meant, Q())), False
