"""What is known already: indicators, jurisdictions, units and documents by every name they go by."""

import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

from tracker.models import Alias, Document, Indicator, Jurisdiction, Unit

_DECORATION = re.compile("[\\s“”\"'‘’「」《》]+")


def normalised(name: str) -> str:
    """A name as it is compared: full-width forms folded, quotation marks and blanks dropped, case ignored."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass
class Known:
    """Reference data by name. One `Known` serves one import; it never asks the database again."""

    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    jurisdictions: dict[str, Jurisdiction] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read everything in four queries and one for the aliases."""
        known = cls()
        known.indicators = _indicators()
        for jurisdiction in Jurisdiction.objects.all():
            for name in (jurisdiction.code, jurisdiction.name, jurisdiction.name_en):
                known.jurisdictions.setdefault(normalised(name), jurisdiction)
        known.jurisdictions.pop("", None)
        known.units = {normalised(unit.symbol): unit for unit in Unit.objects.all()}
        known.documents = _documents()
        return known

    def indicators_named(self, name: str) -> list[Indicator]:
        """Every indicator of this code, name or alias."""
        return self.indicators.get(normalised(name), [])

    def documents_titled(self, title: str, publisher: str) -> list[Document]:
        """Every document of this title (or code) and, where one is given, this publisher."""
        found = self.documents.get(normalised(title), [])
        wanted = normalised(publisher)
        return [row for row in found if not wanted or normalised(row.publisher) == wanted]

    def nearest(self, kind: str, text: str) -> str:
        """Up to three known names like `text`, for a message; `—` where nothing is near."""
        names = {
            "indicator": [row.name for rows in self.indicators.values() for row in rows],
            "jurisdiction": [row.name for row in self.jurisdictions.values()],
            "unit": [row.symbol for row in self.units.values()],
            "document": [row.title for rows in self.documents.values() for row in rows],
        }[kind]
        return "、".join(difflib.get_close_matches(text, sorted(set(names)), n=3, cutoff=0.4)) or "—"


def _indicators() -> dict[str, list[Indicator]]:
    rows = {row.pk: row for row in Indicator.objects.select_related("unit")}
    found: dict[str, dict[int, Indicator]] = defaultdict(dict)
    for row in rows.values():
        for name in (row.code, row.name, row.name_en):
            found[normalised(name)][row.pk] = row
    for number, name in Alias.objects.values_list("indicator_id", "name"):
        found[normalised(name)][number] = rows[number]
    found.pop("", None)
    return {name: list(matches.values()) for name, matches in found.items()}


def _documents() -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for row in Document.objects.all():
        for name in {normalised(row.code), normalised(row.title)}:
            found[name].append(row)
    return dict(found)
