"""What is known already: indicators, jurisdictions, units and documents by every name they go by."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from django.db.models import QuerySet

from tracker.authority import FigureScope, figure_scope_of
from tracker.exceptions import QuantityError
from tracker.models import Alias, Document, Indicator, Jurisdiction, Unit, User
from tracker.quantities import parse_unit

from ..layout.names import normalised
from .spellings import Spellings


@dataclass
class Known:
    """Reference data by name, and what figures who brings them in may enter.

    One `Known` serves one import; it never asks the database again.
    """

    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    jurisdictions: dict[str, list[Jurisdiction]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    scope: FigureScope = field(default_factory=FigureScope)

    @classmethod
    def load(cls, by: User | None = None) -> Self:
        """Read everything in four queries, one for the aliases, and a few for the remits of `by`."""
        return cls(
            scope=figure_scope_of(by),
            indicators=_indicators(Indicator.objects.all()),
            jurisdictions=_jurisdictions(Jurisdiction.objects.all()),
            units={normalised(unit.symbol): unit for unit in Unit.objects.all()},
            documents=_documents(Document.objects.all()),
        )

    @classmethod
    def among(
        cls, *, indicators: Collection[str], jurisdictions: Collection[str], documents: Collection[str]
    ) -> Self:
        """Read those of these codes, and all units, in five queries whatever there is beside them."""
        return cls(
            indicators=_indicators(Indicator.objects.filter(code__in=indicators)),
            jurisdictions=_jurisdictions(Jurisdiction.objects.filter(code__in=jurisdictions)),
            units={normalised(unit.symbol): unit for unit in Unit.objects.all()},
            documents=_documents(Document.objects.filter(code__in=documents)),
        )

    def indicators_named(self, name: str) -> list[Indicator]:
        """Every indicator of this code, name or alias."""
        return self.indicators.get(normalised(name), [])

    def jurisdictions_named(self, name: str) -> list[Jurisdiction]:
        """Every jurisdiction of this code or name; 鼓楼区 is the name of four."""
        return self.jurisdictions.get(normalised(name), [])

    def unit(self, symbol: str) -> Unit | None:
        """The unit of this symbol, in whichever spelling (km² is 平方公里); None where it is not known."""
        found = self.units.get(normalised(symbol))
        if found is None and symbol:
            try:
                found = self.units.get(normalised(parse_unit(symbol).symbol))
            except QuantityError:
                return None
        return found

    def documents_titled(self, title: str, publisher: str) -> list[Document]:
        """Every document of this title (or code) and, where one is given, this publisher."""
        found = self.documents.get(normalised(title), [])
        wanted = normalised(publisher)
        return [row for row in found if not wanted or normalised(row.publisher) == wanted]

    def nearest(self, kind: str, text: str) -> str:
        """Up to three known names like `text`, for a message; empty where nothing is near."""
        return "、".join(self._spellings[kind].nearest(normalised(text)))

    @cached_property
    def _spellings(self) -> dict[str, Spellings]:
        """Names to suggest from, by all they are found by; made when the first unknown name turns up."""
        names = {
            "indicator": ((row.name, form) for form, rows in self.indicators.items() for row in rows),
            "jurisdiction": ((row.name, form) for form, rows in self.jurisdictions.items() for row in rows),
            "unit": ((row.symbol, form) for form, row in self.units.items()),
            "document": ((row.title, form) for form, rows in self.documents.items() for row in rows),
        }
        return {kind: Spellings(found) for kind, found in names.items()}


def _indicators(among: QuerySet[Indicator]) -> dict[str, list[Indicator]]:
    rows = {row.pk: row for row in among.select_related("unit")}
    found: dict[str, dict[int, Indicator]] = defaultdict(dict)
    for row in rows.values():
        for name in (row.code, row.name, row.name_en):
            found[normalised(name)][row.pk] = row
    for number, name in Alias.objects.filter(indicator__in=among).values_list("indicator_id", "name"):
        found[normalised(name)][number] = rows[number]
    found.pop("", None)
    return {name: list(matches.values()) for name, matches in found.items()}


def _jurisdictions(among: QuerySet[Jurisdiction]) -> dict[str, list[Jurisdiction]]:
    found: dict[str, list[Jurisdiction]] = defaultdict(list)
    for row in among.order_by("code"):
        for name in {normalised(name) for name in (row.code, row.name, row.name_en)} - {""}:
            found[name].append(row)
    return dict(found)


def _documents(among: QuerySet[Document]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for row in among.order_by("code"):
        for name in {normalised(row.code), normalised(row.title)}:
            found[name].append(row)
    return dict(found)
