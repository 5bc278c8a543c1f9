"""Pure reading and writing of numbers, units, comparators and periods; standard library only."""

from tracker.quantities.comparators import Comparator, read_comparator
from tracker.quantities.dates import PartialDate, Precision, complete_months, parse_partial_date
from tracker.quantities.hedges import Qualifier
from tracker.quantities.numbers import Number, format_number, parse_number
from tracker.quantities.periods import Period, as_instant, format_period, parse_period
from tracker.quantities.phrases import Phrase, phrases_of
from tracker.quantities.quantities import Quantity, format_quantity, parse_quantity
from tracker.quantities.quoted import names_number
from tracker.quantities.units import Unit, convertible, parse_unit

__all__ = [
    "Comparator",
    "Number",
    "PartialDate",
    "Period",
    "Phrase",
    "Precision",
    "Qualifier",
    "Quantity",
    "Unit",
    "as_instant",
    "complete_months",
    "convertible",
    "format_number",
    "format_period",
    "format_quantity",
    "names_number",
    "parse_number",
    "parse_partial_date",
    "parse_period",
    "parse_quantity",
    "parse_unit",
    "phrases_of",
    "read_comparator",
]
