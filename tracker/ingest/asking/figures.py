"""Figures of a series as they come from the database, staged and stored, and what is known of their units."""

import datetime
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from tracker.models import Indicator, Unit

from .points import Point


@lru_cache(maxsize=4096)
def day_of(text: str) -> datetime.date:
    """A day as the database writes it."""
    return datetime.date.fromisoformat(text)


@lru_cache(maxsize=4096)
def ordinal_of(text: str) -> int:
    """The same as a number of days."""
    return day_of(text).toordinal()


class Figure(NamedTuple):
    """A figure of a series: a row of the file by its position, or a stored one by its number, negative."""

    jurisdiction: int
    family: int
    indicator: int
    begins: str | None
    ends: str
    published_on: str
    value: str
    unit: int
    written: str
    qualifier: str
    number: int


@dataclass(frozen=True)
class Known:
    """What is known of indicators and units, by number."""

    indicators: dict[int, Indicator]
    units: dict[int, Unit]

    @cached_property
    def scales(self) -> dict[int, float]:
        """About how many base units one of each unit is."""
        return {number: float(unit.factor) for number, unit in self.units.items()}

    @classmethod
    def load(cls) -> "Known":
        """Read both in two queries."""
        return cls(Indicator.objects.in_bulk(), Unit.objects.in_bulk())

    def family(self, indicator: Indicator) -> int:
        """The level an indicator states the growth or change of, else itself."""
        return indicator.growth_of_id or indicator.change_of_id or indicator.pk

    def point(self, figure: Figure) -> Point:
        """The figure in the terms of `sanity`."""
        unit = self.units[figure.unit]
        return Point(
            start=day_of(figure.begins) if figure.begins else None,
            end=day_of(figure.ends),
            base=unit.to_base(figure.value),
            written=figure.written,
            qualifier=figure.qualifier,
            unit=unit.symbol,
            factor=unit.factor,
        )
