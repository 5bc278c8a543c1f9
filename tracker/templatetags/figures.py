"""Numbers and days in templates, in the language of the moment."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.models import Document, Unit
from tracker.reports.figures import percent, points, with_unit
from tracker.reports.languages import kept
from tracker.reports.periods import partial_day_text
from tracker.reports.statuses import tone

register = template.Library()

#: Brackets behind a `^`, with no more than one pair within.
_EXPONENT: Final = re.compile(r"\^\(((?:[^()]|\([^()]*\))*)\)")


@register.filter
@kept
def share(value: Fraction | None) -> str:
    """A share as percent; a dash for none."""
    return "—" if value is None else percent(value)


@register.filter
def share_of_points(value: Fraction) -> str:
    """Percent given as a number of them: 5 is `5%`."""
    return percent(Fraction(value) / 100)


@register.filter
def points_of(value: Fraction) -> str:
    """Percentage points with their sign."""
    return points(value, signed=True)


@register.filter
def raised(formula: str) -> SafeString:
    """A formula with its exponents raised: what stands in brackets behind a `^`."""
    return mark_safe(_EXPONENT.sub(r"<sup>\1</sup>", escape(formula)))


@register.filter
def in_unit(value: Decimal, unit: Unit | None) -> str:
    """A value with its unit."""
    return with_unit(value, unit)


@register.filter
def published_day(document: Document) -> str:
    """When a document was published, as far as that is known."""
    return partial_day_text(document.published_on, document.published_precision)


@register.filter
def tone_of_status(status: str) -> str:
    """How good or bad the news is: the class its colours hang on."""
    return str(tone(status))
