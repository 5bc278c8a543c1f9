"""Periods and days in words: 2021-01..04 is 2021年1—4月, or Jan–Apr 2021."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.exceptions import QuantityError
from tracker.models import DatePrecision
from tracker.quantities import Period, Precision, parse_period
from tracker.reports.languages import kept


@kept
def period_text(text: str, *, instant: bool = False) -> str:
    """The stored period `text` in words; an `instant` (a stock's) names its last day.

    A text that is no period comes back as it is: the page shows what is stored rather than failing.
    """
    try:
        period = parse_period(text)
    except QuantityError:
        return text
    if instant:
        return _instant(period)
    return _partial(period) or _span(period)


@kept
def day_text(day: date) -> str:
    """A whole date in the language of the moment."""
    return date_format(day, "DATE_FORMAT")


@kept
def partial_day_text(day: date | None, precision: str) -> str:
    """A date as far as it is known; empty for an unknown one."""
    if day is None or precision == DatePrecision.UNKNOWN:
        return ""
    if precision == DatePrecision.YEAR:
        return _year(day)
    return _month(day) if precision == DatePrecision.MONTH else day_text(day)


def _instant(period: Period) -> str:
    if (period.end.month, period.end.day) == (12, 31):
        return _("end of %(year)s") % {"year": period.end.year}
    if period.precision == Precision.DAY:
        return day_text(period.end)
    return _("end of %(month)s") % {"month": _month(period.end)}


def _partial(period: Period) -> str:
    """Periods that have a name of their own; empty for a span."""
    if period.start is None:
        return ""
    if period.precision == Precision.YEAR:
        return _year(period.end)
    if period.precision == Precision.HALF:
        first = _("first half of %(year)s") if period.end.month == 6 else _("second half of %(year)s")
        return first % {"year": period.end.year}
    if period.precision == Precision.QUARTER:
        return _("Q%(quarter)s %(year)s") % {"quarter": (period.end.month + 2) // 3, "year": period.end.year}
    if period.precision == Precision.MONTH:
        return _month(period.end)
    return day_text(period.end) if period.precision == Precision.DAY else ""


def _span(period: Period) -> str:
    whole_years = (period.end.month, period.end.day) == (12, 31)
    if period.start is None:
        end = _year(period.end) if whole_years else day_text(period.end)
        return _("up to %(end)s") % {"end": end}
    if whole_years and (period.start.month, period.start.day) == (1, 1):
        return _("%(start)s–%(end)s") % {"start": period.start.year, "end": _year(period.end)}
    if period.text[-3:-2] == "." or period.text.count("-") == 1:
        return _("%(start)s–%(end)s") % _months(period.start, period.end)
    return _("%(start)s–%(end)s") % {"start": day_text(period.start), "end": day_text(period.end)}


def _months(start: date, end: date) -> dict[str, str]:
    first = pgettext("first month of several in one year, as a date format", "M")
    last = pgettext("last month of several in one year, as a date format", "M Y")
    return {"start": date_format(start, first), "end": date_format(end, last)}


def _year(day: date) -> str:
    return date_format(day, pgettext("a year, as a date format", "Y"))


def _month(day: date) -> str:
    return date_format(day, pgettext("a month of a year, as a date format", "F Y"))
