"""Pages of a list by questions compiled once for each shape they come in.

Most requests differ from others only in their values: which jurisdiction, which status, behind which row.
Django compiles a query anew each time, and PostgreSQL plans it anew. Here the filters write it once, with the
values left open; filters that look at their values first are asked in the usual way.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, QuerySet
from django_filters import filters as kinds

from tracker.progress.prepared import Given, Prepared
from tracker.reports.keyset import Keyset

from ..filters.kinds import Choices, Codes

#: The most values of one filter, and characters of one value, worth a shape of its own.
MOST_VALUES, LONGEST = 20, 80


@dataclass(frozen=True)
class Shape:
    """What distinguishes questions but for their values: filters with the number of values, and the page."""

    filters: tuple[tuple[str, int], ...]
    keyset: Keyset
    size: int
    behind: bool
    day: datetime.date


class CompiledPages:
    """Pages of `everything` (a queryset of today), narrowed by the plain ones among `filters`."""

    def __init__(
        self, everything: Callable[[], QuerySet], filters: Mapping[str, kinds.Filter], *, kept: int = 256
    ) -> None:
        self._everything = everything
        self._plain = {
            name: each
            for name, each in filters.items()
            if isinstance(each, Codes | Choices) and each.method is None
        }
        self._compiled = lru_cache(maxsize=kept)(self._compile)

    def question(self, given: Mapping[str, str], *, day: datetime.date) -> "PlainQuestion | None":
        """The question with these filters as they stand in a query; None unless all are plain and sound."""
        values = {name: text.split(",") for name, text in given.items()}
        if not all(self._is_plain(name, words) for name, words in values.items()):
            return None
        return PlainQuestion(self._compiled, values, day)

    def _is_plain(self, name: str, words: list[str]) -> bool:
        each = self._plain.get(name)
        if each is None or len(words) > MOST_VALUES:
            return False
        if isinstance(each, Choices):
            known = {value for value, _label in each.extra["choices"]}
            return known.issuperset(words)
        return all(0 < len(word) <= LONGEST and "\x00" not in word for word in words)

    def _compile(self, shape: Shape) -> Prepared:
        def question() -> QuerySet:
            queryset = self._everything()
            for name, number in shape.filters:
                words = [Given(f"{name}.{place}", CharField()) for place in range(number)]
                queryset = self._plain[name].filter(queryset, words)
            keyset = shape.keyset
            queryset = keyset.prepared(queryset, shape.day)
            position = [Given(f"after.{place}", key.column()) for place, key in enumerate(keyset.keys)]
            paths = [key.path for key in keyset.keys]
            return keyset.cut(queryset, shape.size, position if shape.behind else None).values_list(
                "pk", *paths
            )

        return Prepared(question, kept=True)


@dataclass(frozen=True)
class PlainQuestion:
    """Rows of a list by filters whose values alone distinguish it from others of its shape."""

    compiled: Callable[[Shape], Prepared]
    values: dict[str, list[str]]
    day: datetime.date

    def rows(self, keyset: Keyset, size: int, position: Sequence[Any] | None) -> list[dict[str, Any]]:
        """At most `size` rows behind a position, as numbers (`pk`) with their sort keys by path."""
        asked = tuple((name, len(words)) for name, words in sorted(self.values.items()))
        question = self.compiled(Shape(asked, keyset, size, position is not None, self.day))
        told: dict[str, Any] = {f"after.{place}": value for place, value in enumerate(position or ())}
        for name, words in self.values.items():
            told |= {f"{name}.{place}": word for place, word in enumerate(words)}
        names = ("pk", *(key.path for key in keyset.keys))
        return [dict(zip(names, row, strict=True)) for row in question.rows(**told)]
