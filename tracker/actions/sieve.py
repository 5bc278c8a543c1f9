"""Many rows asked for at once: which of them something can be done to, and why not to the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from tracker.progress.prepared import Among


@dataclass(frozen=True)
class Done:
    """What became of many rows: how many were done, of how many public ones a new version waits for somebody
    else, and how many were left alone, by the code of the reason.
    """

    rows: int
    proposed: int = 0
    refused: dict[str, int] = field(default_factory=dict)


class Sieve:
    """The rows of those asked for that are left, after one reason not to do it and another."""

    def __init__(self, asked: QuerySet[Any]) -> None:
        self._rows = asked.model._default_manager
        self._left = set(asked.order_by().values_list("pk", flat=True))
        self._refused: dict[str, int] = {}

    @property
    def left(self) -> QuerySet[Any]:
        """The rows that are left, by their numbers."""
        return self._rows.filter(Among("pk", sorted(self._left)))

    @property
    def refused(self) -> dict[str, int]:
        """How many fell out, by the first reason that held."""
        return {code: count for code, count in self._refused.items() if count}

    def keep(self, code: str, able: Iterable[int]) -> None:
        """Keep those with these numbers; the others fall out for a reason."""
        kept = self._left.intersection(able)
        self._refused[code] = self._refused.get(code, 0) + len(self._left) - len(kept)
        self._left = kept

    def keep_those(self, code: str, found: QuerySet[Any]) -> None:
        """Keep those that are among other rows."""
        self.keep(code, found.filter(Among("pk", sorted(self._left))).order_by().values_list("pk", flat=True))

    def lock(self, code: str, condition: Q) -> None:
        """Keep those that meet a condition, and let nobody else change them until the transaction ends."""
        locked = self.left.filter(condition).order_by("pk").select_for_update(no_key=True, of=("self",))
        self.keep(code, locked.values_list("pk", flat=True))
