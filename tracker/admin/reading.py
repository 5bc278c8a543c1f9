"""Dates and periods as analysts type them, read for forms."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import QuantityError
from tracker.models import DatePrecision, Document
from tracker.progress import today
from tracker.quantities import PartialDate, Period, parse_partial_date, parse_period


class PeriodField(forms.CharField):
    """A period as documents write it; cleaned to its canonical text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("2021, 2021-H1, 2021-Q1, 2021-06, 2021-01..06, 2016..2020 …"))
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return period_of(text).text if text else ""


class PartialDateField(forms.CharField):
    """A day, month or year; cleaned to its text. Empty where the document's own date holds."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("2021-01-30, 2021-01 or 2021; empty: the date of the document."))
        super().__init__(max_length=30, required=False, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            date_of(text)
        return text


def period_of(text: str) -> Period:
    """Read a period. Raises ValidationError."""
    try:
        return parse_period(text)
    except QuantityError as error:
        raise ValidationError(_("“%(text)s” is not a period."), params={"text": text}) from error


def date_of(text: str) -> PartialDate:
    """Read a day, month or year. Raises ValidationError."""
    try:
        return parse_partial_date(text)
    except QuantityError as error:
        raise ValidationError(_("“%(text)s” is not a date."), params={"text": text}) from error


def dated(text: str, document: Document) -> tuple[datetime.date, str, datetime.date]:
    """When something was announced by `document`: the day named in `text`, else the document's own.

    The first day it can have been, how exactly that is known, and the day from which it counts as known: the
    last it can have been, but never one that is still to come.
    """
    text = text or document.published
    if not text:
        # An undated document bears the day it was seen: a constraint holds that.
        return document.seen_on, DatePrecision.UNKNOWN, document.seen_on
    day = date_of(text)
    return day.first, day.precision.value, min(day.last, max(today(), day.first))
