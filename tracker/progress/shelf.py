"""Rows with only the columns a judgement asks for; what they refer to is made once and shared."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.models import Commitment, Document, Indicator, Observation, Series, Target, Unit

from .prepared import Among, Given, Prepared, row_of

Values = Sequence[Any]

COMMITMENT = (
    "id", "series_id", "code", "checkable", "withdrawn_on", "entity", "entity_count", "current_verdict_id",
)  # fmt: skip
TARGET = (
    "id", "commitment_id", "baseline_id", "reference_id", "unit_id", "document_id", "published_on", "form",
    "comparator", "value", "value_to", "tolerance", "tolerance_kind", "period", "period_start", "due",
)  # fmt: skip
FIGURE = (
    "id", "series_id", "unit_id", "document_id", "period", "period_start", "period_end", "published_on",
    "known_from", "value", "written", "qualifier", "obs_status", "derivation", "vintage_place",
)  # fmt: skip
SERIES = ("id", "code", "jurisdiction_id", "indicator_id")
INDICATOR = ("id", "kind", "direction", "counted_from", "basis", "change_of_id", "growth_of_id", "unit_id")

#: What is asked for a series, its indicator included; targets and figures end with their document's code.
SERIES_COLUMNS = (*SERIES, *(f"indicator__{name}" for name in INDICATOR))
DOCUMENT_CODE = "document__code"

_UNIT = ("id", "symbol", "dimension", "factor")
_UNITS = Prepared(lambda: Unit.objects.order_by().values_list(*_UNIT))
_SERIES = Prepared(
    lambda: Series.objects.filter(Among("pk", Given("numbers"))).order_by().values_list(*SERIES_COLUMNS)
)


def all_units() -> dict[int | None, Unit]:
    """Every unit by its number."""
    return {values[0]: row_of(Unit, _UNIT, values) for values in _UNITS.rows()}


class Shelf:
    """The units, series and documents that rows of a batch refer to.

    Units are few and given (see `all_units`); series are put here before the rows that refer to them.
    """

    def __init__(self, units: Mapping[int | None, Unit]) -> None:
        self._units = units
        self._documents: dict[int, Document] = {}
        self.series: dict[int | None, Series] = {}

    def clear(self) -> None:
        """Forget what the batch before referred to."""
        self._documents, self.series = {}, {}

    def fetch_series(self, numbers: Iterable[int | None]) -> None:
        """Read those of the series that are not here yet, with their indicators."""
        missing = {number for number in numbers if number is not None} - self.series.keys()
        if missing:
            self.put_series(_SERIES.rows(numbers=missing))

    def put_series(self, rows: Iterable[Values]) -> list[Series]:
        """Make series of `SERIES_COLUMNS`, or find them here."""
        return [self.series.get(values[0]) or self._make_series(values) for values in rows]

    def commitment(self, values: Values) -> Commitment:
        """A commitment of the columns `COMMITMENT`, with its series."""
        return row_of(Commitment, COMMITMENT, values, series=self.series.get(values[1]))

    def target(self, values: Values) -> Target:
        """A target of the columns `TARGET` and its document's code; without its baseline."""
        return row_of(
            Target,
            TARGET,
            values,
            reference=self.series.get(values[3]),
            unit=self._units.get(values[4]),
            document=self._document(values[5], values[-1]),
        )

    def figure(self, values: Values) -> Observation:
        """A figure of the columns `FIGURE` and its document's code."""
        return row_of(
            Observation,
            FIGURE,
            values,
            series=self.series[values[1]],
            unit=self._units.get(values[2]),
            document=self._document(values[3], values[-1]),
        )

    def _document(self, number: int, code: str) -> Document:
        known = self._documents.get(number)
        if known is None:
            known = self._documents[number] = row_of(Document, ("id", "code"), (number, code))
        return known

    def _make_series(self, values: Values) -> Series:
        about = values[len(SERIES) :]
        unit = {"unit": self._units[about[-1]]} if self._units else {}
        indicator = row_of(Indicator, INDICATOR, about, **unit)
        made = self.series[values[0]] = row_of(Series, SERIES, values, indicator=indicator)
        return made
