"""Numbers, periods and days as people state them, read into the columns that hold them.

Each raises ActionError `not_readable` for what could not be read without guessing.
"""

from decimal import Context, Decimal, Inexact
from typing import Any, Final

from tracker.exceptions import ActionError, QuantityError
from tracker.models import DatePrecision, Document, QuantityKind, Series
from tracker.progress import today
from tracker.quantities import as_instant, parse_number, parse_partial_date, parse_period

#: Ordinary decimal arithmetic rounds to 28 digits; a figure may have 30, and a multiplier adds up to 12.
_EXACTLY: Final = Context(prec=60, traps=[Inexact])


def number_stated(text: str) -> Decimal:
    """A number as written: `1,282.9`, `4.65万`."""
    try:
        number = parse_number(text)
    except QuantityError as error:
        raise ActionError("not_readable", {"text": text}) from error
    return _EXACTLY.multiply(number.value, Decimal(number.multiplier))


def period_stated(text: str, series: Series | None) -> dict[str, Any]:
    """A period's text, first and last day; of the series of a stock it is its last day alone."""
    try:
        period = parse_period(text)
    except QuantityError as error:
        raise ActionError("not_readable", {"text": text}) from error
    if series is not None and series.indicator.kind == QuantityKind.STOCK:
        period = as_instant(period)
    return {"period": period.text, "period_start": period.start, "period_end": period.end}


def day_stated(text: str) -> dict[str, Any]:
    """A day, month or year in which something came out: known from its last day, but from none to come."""
    try:
        day = parse_partial_date(text)
    except QuantityError as error:
        raise ActionError("not_readable", {"text": text}) from error
    return {
        "published_on": day.first,
        "published_precision": day.precision.value,
        "known_from": min(day.last, max(today(), day.first)),
    }


def announced(document: Document, text: str = "") -> dict[str, Any]:
    """When a document announced something: the day that is stated, else its own, else that it was seen."""
    if text or document.published:
        return day_stated(text or document.published)
    unknown = {"published_precision": DatePrecision.UNKNOWN}
    return {"published_on": document.seen_on, "known_from": document.seen_on, **unknown}
