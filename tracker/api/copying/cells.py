"""The cells of a line PostgreSQL makes: text that is never null, and nothing a spreadsheet would run."""

from typing import Any

from django.db.models import Case, Func, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left

from tracker.models import DatePrecision
from tracker.reports.tables import FORMULA, NUMBER

_FORMULA = sorted(map(ord, FORMULA))


class SafeText(Func):
    """A text as a cell; see `spreadsheet_safe`.

    Most texts begin with what stands behind or before all that is dangerous: they are not looked at further.
    """

    output_field = TextField()
    arity = 1
    template = (
        f"(CASE WHEN ascii(%(expressions)s) BETWEEN {_FORMULA[0]} AND {_FORMULA[-1]} "
        f"AND ascii(%(expressions)s) IN ({', '.join(map(str, _FORMULA))}) "
        f"AND %(expressions)s !~ '^{NUMBER}$' "
        "THEN chr(39) || %(expressions)s ELSE %(expressions)s END)"
    )


def or_nothing(cell: Any) -> Coalesce:
    """What may be null: a path or an expression."""
    return Coalesce(Cast(cell, TextField()), Value(""), output_field=TextField())


def truth(path: str) -> Cast:
    """True or false."""
    return Cast(path, TextField())


def partial_date(day: str, precision: str) -> Case:
    """A date as far as it is known, see `partial_date_text`."""
    text = Cast(day, TextField())
    lengths = {DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
    known = [When(**{precision: each}, then=Left(text, length)) for each, length in lengths.items()]
    whole = When(**{precision: DatePrecision.DAY}, then=text)
    return Case(whole, *known, default=Value(""), output_field=TextField())


def name_of(path: str, *, english: bool) -> Case | SafeText:
    """A name in the language of the request: the Chinese one where there is no English."""
    if not english:
        return SafeText(path)
    return Case(When(**{f"{path}_en": ""}, then=SafeText(path)), default=SafeText(f"{path}_en"))
