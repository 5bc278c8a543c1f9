"""Column types and small abstract parts that several families of tables share."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExactDecimalField(models.Field):
    """A decimal of any length, kept digit for digit on both engines.

    Django's own DecimalField passes through binary floats on SQLite and rounds at 15 digits, and fixes the
    number of decimals; a published figure must come back as it went in (`3.10` stays `3.10`). PostgreSQL
    stores `numeric`, SQLite stores text: compare and sort in Python, or cast.
    """

    description = _("exact decimal")

    def db_type(self, connection: Any) -> str:
        """Name the column type of each engine."""
        return "numeric" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        """Give back what was stored."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Read a number from a form or fixture; NaN and infinity are refused."""
        if value is None:
            return None
        try:
            number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError(_("“%(value)s” is not a number."), code="invalid", params={"value": value})
        # PostgreSQL knows no minus zero; one that came back as another would be a change to every hash.
        return number if number else number.copy_abs()

    def get_prep_value(self, value: Any) -> Decimal | None:
        """Accept whatever `to_python` reads."""
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Hand PostgreSQL a decimal and SQLite its digits."""
        number = value if prepared else self.get_prep_value(value)
        if number is None or connection.vendor == "postgresql":
            return number
        return format(number, "f")

    def value_to_string(self, obj: models.Model) -> str | None:
        """Write the digits into a fixture."""
        number = self.value_from_object(obj)
        return None if number is None else format(number, "f")

    def formfield(self, **kwargs: Any) -> Any:
        """Ask for it with a plain number field."""
        from django import forms

        return super().formfield(**{"form_class": forms.DecimalField, "localize": False, **kwargs})


class FractionField(models.Field):
    """A rational number, kept exactly as text: one 亩 is 2000/3 square metres, which no decimal is."""

    description = _("fraction")

    def db_type(self, connection: Any) -> str:
        """Name the column type, the same on both engines."""
        return "varchar(60)"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Fraction | None:
        """Give back what was stored."""
        return None if value is None else Fraction(value)

    def to_python(self, value: Any) -> Fraction | None:
        """Read `10000`, `0.5` or `2000/3` from a form or fixture."""
        if value is None or isinstance(value, Fraction):
            return value
        try:
            return Fraction(str(value).strip())
        except (ValueError, ZeroDivisionError):
            message = _("“%(value)s” is not a number or fraction.")
            raise ValidationError(message, code="invalid", params={"value": value}) from None

    def get_prep_value(self, value: Any) -> str | None:
        """Store the fraction in lowest terms."""
        number = self.to_python(super().get_prep_value(value))
        return None if number is None else str(number)

    def value_to_string(self, obj: models.Model) -> str | None:
        """Write it into a fixture."""
        return self.get_prep_value(self.value_from_object(obj))


class OrLast(models.Func):
    """A day, or where there is none the last there can be: such rows come after all others.

    The last day is written out, so that an index on the expression is recognised whoever asks.
    """

    output_field = models.DateField()
    arity = 1
    template = "COALESCE(%(expressions)s, '9999-12-31')"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """With its type."""
        return self.as_sql(compiler, connection, template="COALESCE(%(expressions)s, DATE '9999-12-31')")


class PlaceOrLast(models.Func):
    """Where words stand in their document; of those whose place is not known, a place behind all others."""

    output_field = models.IntegerField()
    arity = 1
    template = "COALESCE(%(expressions)s, 2147483647)"


class PlaceInPlan(models.Func):
    """The code of a commitment's plan and its number in it, in ten digits: text that sorts as the two do.

    Told from the commitment's own code and number, which the code ends with: no other table is asked, so that
    the database can keep it. `410100-2021-017` has the place `410100-2021 0000000017`.
    """

    output_field = models.CharField()

    def __init__(self, code: str = "code", number: str = "number") -> None:
        super().__init__(code, number)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """As SQLite says it."""
        code, number = (compiler.compile(source)[0] for source in self.source_expressions)
        of_plan = f"substr({code}, 1, max(length({code}) - 1 - max(3, length({number})), 0))"
        return f"({of_plan} || ' ' || substr('0000000000' || {number}, -10))", []

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """As PostgreSQL says it."""
        code, number = (compiler.compile(source)[0] for source in self.source_expressions)
        of_plan = f"left({code}, greatest(length({code}) - 1 - greatest(3, length({number}::text)), 0))"
        return f"({of_plan} || ' ' || lpad({number}::text, 10, '0'))", []


def loose(model: type[models.Model], label: Any) -> models.ForeignKey:
    """A reference without constraint or index: it keeps no row from being deleted, and is quick to write.

    Who reads it finds nothing where the row has gone meanwhile.
    """
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=label,
    )


class DatePrecision(models.TextChoices):
    """How exactly a day of publication is known.

    An unknown one lies between the period's end and the day it was seen.
    """

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class PublicationDate(models.Model):
    """When something became public:

    it *orders* by the first day it can have been, and is *known* from the last.
    """

    published_on = models.DateField(
        _("published on"), help_text=_("The first day it can have been published.")
    )
    published_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision, default=DatePrecision.DAY
    )
    known_from = models.DateField(_("known from"), help_text=_("The last day it can have been published."))

    class Meta:
        abstract = True

    @property
    def published(self) -> str:
        """The date as far as it is known: `2021`, `2021-01`, `2021-01-30`, or empty."""
        return partial_date_text(self.published_on, self.published_precision)


def partial_date_text(day: Any, precision: str) -> str:
    """`day` cut to what its precision says is known of it; empty for an unknown one."""
    if day is None or precision == DatePrecision.UNKNOWN:
        return ""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


class ReviewState(models.TextChoices):
    """Where a row stands between entry and the public; only `published` rows reach a public door."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


def one_of(
    field: str, choices: type[models.TextChoices], name: str, message: Any, *, or_empty: bool = False
) -> models.CheckConstraint:
    """A named constraint: `field` holds one of `choices`, or with `or_empty` nothing."""
    values = ["", *choices.values] if or_empty else choices.values
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=name, violation_error_message=message
    )
