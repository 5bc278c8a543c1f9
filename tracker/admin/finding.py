"""What somebody looks for in a long list: codes by their beginning, names by the small tables they stand in.

Names are looked up first and their numbers handed on, so that each search of a long table begins at an index.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tracker.exceptions import QuantityError
from tracker.models import Commitment, Indicator, Jurisdiction, Series
from tracker.quantities import parse_period


def commitments_like(word: str) -> Q:
    """Commitments whose code begins so; where there is none, those that say it or are measured by it."""
    if Commitment.objects.filter(code__startswith=word).exists():
        return Q(code__startswith=word)
    said = Q(statement__icontains=word) | Q(statement_en__icontains=word)
    return said | Q(series__in=Series.objects.filter(indicator__in=indicators_like(word)))


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
        return queryset.filter(reduce(and_, map(type(self).like, words), Q())), False
