"""Fields of the documented shapes: what one value of an answer can be."""

from typing import Any

from django.utils.functional import lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import Field

from tracker.api.numbers import Number
from tracker.api.parameters import one_of
from tracker.models import Status
from tracker.reports.statuses import status_meaning


class Shape(serializers.Serializer):
    """A shape of which a request may want a part (`fields`): nothing in it is required to be there."""


class Flag(serializers.BooleanField):
    """True or false as JSON has them, and no word for them."""

    def to_internal_value(self, data: Any) -> bool:
        """As it is. Raises ValidationError."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Words(serializers.CharField):
    """A text for people to read: a number is none."""

    def to_internal_value(self, data: Any) -> str:
        """As it is. Raises ValidationError."""
        if isinstance(data, Number):
            self.fail("invalid")
        found: str = super().to_internal_value(data)
        return found


class Choice(serializers.ChoiceField):
    """One of fixed words; any other is refused with those there are."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices, **options)
        self.error_messages["invalid_choice"] = one_of(self.choices)


def text(says: str, **options: Any) -> Field:
    """A text."""
    return serializers.CharField(help_text=says, **options)


def maybe(says: str) -> Field:
    """A text, or null."""
    return text(says, allow_null=True)


def flag(says: str) -> Field:
    """True or false."""
    return serializers.BooleanField(help_text=says)


def day(says: str) -> Field:
    """A date, or null."""
    return serializers.DateField(help_text=says, allow_null=True)


def count(says: str, **options: Any) -> Field:
    """A whole number."""
    return serializers.IntegerField(help_text=says, **options)


def word(choices: Any, says: str, **options: Any) -> Field:
    """One of fixed words."""
    pairs = [(value, label) for value, label in choices.choices if value]
    return Choice(pairs, help_text=says, **options)


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
class Decimal(serializers.CharField):
    """A number as text, so that nothing rounds it on the way; null where there is none."""


def decimal(says: str) -> Field:
    """A number as text, or null."""
    return Decimal(help_text=says, allow_null=True)


def status() -> Field:
    """One of the thirteen statuses, each with its rule."""
    meaning = lazy(status_meaning, str)
    return serializers.ChoiceField(
        [(value, meaning(value)) for value in Status.values],
        help_text="How the commitment stands; of the rules below the first that fits gives it.",
    )
