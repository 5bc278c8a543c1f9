"""Makes the rows of a batch, and what they refer to once for all of them.

The rows stand in for those of the tables (see `rows`), and are passed as such.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from tracker.models import Commitment, Observation, PathPoint, Series, Target, Unit

from ..prepared import Among, Given, Prepared
from .rows import (
    CommitmentRow,
    DocumentRow,
    FigureRow,
    IndicatorRow,
    PointRow,
    SeriesRow,
    TargetRow,
    columns,
)

Values = Sequence[Any]

#: What is asked for each row. Targets and figures end with their document's code.
COMMITMENT = columns(CommitmentRow, "series")
TARGET = (*columns(TargetRow, "document", "unit", "reference"), "document__code")
FIGURE = (*columns(FigureRow, "document", "unit", "series"), "document__code")
POINT = columns(PointRow)
_INDICATOR = columns(IndicatorRow, "unit")
_OWN = columns(SeriesRow, "indicator")
SERIES = (*_OWN, *(f"indicator__{name}" for name in _INDICATOR))

_UNIT = ("pk", "symbol", "dimension", "factor")

_UNITS = Prepared(lambda: Unit.objects.order_by().values_list(*_UNIT))
SERIES_BY_NUMBER = Prepared(
    lambda: Series.objects.filter(Among("pk", Given("numbers"))).order_by().values_list(*SERIES)
)


def all_units() -> dict[int | None, Unit]:
    """Every unit by its number."""
    rows = (dict(zip(_UNIT, values, strict=True)) for values in _UNITS.rows())
    return {values["pk"]: Unit(**values) for values in rows}


class Shelf:
    """The units, series and documents that rows of a batch refer to.

    Units are few and given (see `all_units`); series are put here before the rows that refer to them.
    """

    def __init__(self, units: Mapping[int | None, Unit]) -> None:
        self._units = units
        self._documents: dict[int, DocumentRow] = {}
        self.series: dict[int | None, Series] = {}

    def clear(self) -> None:
        """Forget what the batch before referred to."""
        self._documents, self.series = {}, {}

    def fetch_series(self, numbers: Iterable[int | None]) -> None:
        """Read those of the series that are not here yet, with their indicators."""
        missing = {number for number in numbers if number is not None} - self.series.keys()
        if missing:
            self.put_series(SERIES_BY_NUMBER.rows(numbers=missing))

    def put_series(self, rows: Iterable[Values]) -> list[Series]:
        """Make series of the columns `SERIES`, or find them here."""
        return [self.series.get(values[0]) or self._make_series(values) for values in rows]

    def commitment(self, values: Values) -> Commitment:
        """A commitment of the columns `COMMITMENT`, with its series."""
        row = CommitmentRow(*values)
        row.series = self.series.get(values[1])
        return cast(Commitment, row)

    def target(self, values: Values) -> Target:
        """A target of the columns `TARGET`, without its baseline."""
        row = TargetRow(*values[:-1])
        row.document = self._document(row.document_id, values[-1])
        row.unit = self._units.get(row.unit_id)
        row.reference = self.series.get(row.reference_id)
        return cast(Target, row)

    def figure(self, values: Values) -> Observation:
        """A figure of the columns `FIGURE`."""
        row = FigureRow(*values[:-1])
        row.document = self._document(row.document_id, values[-1])
        row.unit = self._units.get(row.unit_id)
        row.series = self.series[row.series_id]
        return cast(Observation, row)

    def point(self, values: Values) -> PathPoint:
        """A point of a planned path, of the columns `POINT`."""
        return cast(PathPoint, PointRow(*values))

    def _document(self, number: int, code: str) -> DocumentRow:
        known = self._documents.get(number)
        if known is None:
            known = self._documents[number] = DocumentRow(code)
        return known

    def _make_series(self, values: Values) -> Series:
        row = SeriesRow(*values[: len(_OWN)])
        row.indicator = IndicatorRow(*values[len(_OWN) :])
        row.indicator.unit = self._units.get(row.indicator.unit_id)
        self.series[row.pk] = made = cast(Series, row)
        return made
