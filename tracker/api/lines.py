"""Commitments as lines of CSV that PostgreSQL makes of stored verdicts: what `bodies.listed` makes in Python.

Where more than stored rows has to be told (a planned path, a value on the way to a target, a figure worked
out from another series) the line names the commitment, and is made of its body.
"""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Left, Length, Replace, Right, Substr
from django.db.models.lookups import Exact

from tracker.models import Commitment, Evidence, Observation
from tracker.progress.listed import tells
from tracker.progress.newest import in_force, within
from tracker.progress.reading import WITH_PREVIOUS
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS

from .copying import APART, Part, SafeText, name_of, or_nothing, truth

_VERDICT, _INDICATOR = "current_verdict", "series__indicator"
_TARGET, _LATEST = f"{_VERDICT}__target", f"{_VERDICT}__latest"
_BASELINE = f"{_TARGET}__baseline"
#: Periods of whole years, told by how they are written: one (`2021`), or several (`2021..2025`).
_LENGTH: Final = Length(f"{_TARGET}__period")
_YEAR: Final = Q(Exact(_LENGTH, 4))
_YEARS: Final = Q(Exact(_LENGTH, 10)) & Q(Exact(Substr(f"{_TARGET}__period", 5, 2), Value("..")))
_LIMITS: Final[dict[str, Iterable[Any]]] = {
    "completion": REACHED_LIMITS,
    "progress": REACHED_LIMITS,
    "elapsed": (),
    "gap": BEHIND_LIMITS,
}


def with_parts(queryset: QuerySet[Commitment], day: datetime.date) -> QuerySet[Commitment]:
    """Commitments with what several cells are found in; `day` is today."""
    rows, inside = within(queryset, day)
    newest = When(
        **{f"{_LATEST}__isnull": True},
        then=Subquery(inside.values_list(_row(_latest("").values()))[:1]),
    )
    first, last = _span_before()
    before = Observation.objects.known(day).filter(
        series=OuterRef("series"),
        value__isnull=False,
        period_start=OuterRef("first"),
        period_end=OuterRef("last"),
    )
    previous = When(
        **{f"{_INDICATOR}__kind__in": WITH_PREVIOUS},
        then=Subquery(before.by_end().values_list(_row(_figure("").values()))[:1]),
    )
    words = Evidence.objects.filter(commitment=OuterRef("pk"), known_from__lte=day)
    found = words.order_by("known_from", "start", "id").values_list(_row(_words().values()))
    return rows.alias(first=first, last=last).annotate(
        newest=Case(newest, default=Value(None), output_field=TextField()),
        previous=Case(previous, default=Value(None), output_field=TextField()),
        words=Subquery(found[:1]),
    )


def cells(day: datetime.date, *, english: bool) -> dict[str, Any]:
    """The cells of a line by column, of commitments `with_parts`."""
    latest = {name: Cast(cell, TextField()) for name, cell in _latest(f"{_LATEST}__").items()}
    groups = {
        "target": _target(),
        "baseline": {name: _shown(cell, day) for name, cell in _figure(f"{_BASELINE}__").items()},
        "previous": {name: Part("previous", place) for place, name in enumerate(_figure(""), 1)},
        "latest": {name: Part("newest", at, own) for at, (name, own) in enumerate(latest.items(), 1)},
        "expected_now": _expected(day),
        "verdict": _verdict(),
        "evidence": {name: Part("words", place) for place, name in enumerate(_words(), 1)},
    }
    nested = {f"{group}.{name}": cell for group, found in groups.items() for name, cell in found.items()}
    return _own(day, english) | nested


class _Digits(Func):
    """An exact fraction as `plain_decimal` writes it."""

    output_field = TextField()
    template = (
        "(CASE WHEN strpos(%(expressions)s, '/') = 0 THEN %(expressions)s "
        "ELSE tracker_digits(%(expressions)s, '1', '{%(limits)s}') END)"
    )

    def __init__(self, fraction: Any, limits: Iterable[Any]) -> None:
        super().__init__(fraction, limits=",".join(str(float(Fraction(each))) for each in limits))


class _Amount(Func):
    """An exact amount in base units, told in a unit of some factor."""

    output_field = TextField()
    template = "tracker_digits(%(expressions)s, '{}')"


class _Plain(Func):
    """A number as `plain_decimal` writes it as a fraction: without trailing zeros."""

    output_field = TextField()
    template = (
        "(CASE WHEN scale(%(expressions)s) > 12 THEN tracker_digits(%(expressions)s::text, '1', '{}') "
        "ELSE trim_scale(%(expressions)s)::text END)"
    )


def _row(found: Iterable[Any]) -> Func:
    """Cells that are found together."""
    texts = (Cast(cell, TextField()) for cell in found)
    return Func(*texts, template="ARRAY[%(expressions)s]", output_field=TextField())


def _own(day: datetime.date, english: bool) -> dict[str, Any]:
    """What a commitment says itself; of one whose line is to be made, its number."""
    number = Concat(Value(APART), Cast("pk", TextField()), output_field=TextField())
    through = Commitment.departments.through.objects.filter(commitment=OuterRef("pk"))
    departments = ArraySubquery(through.order_by("department__code").values("department__code"))
    return {
        "code": Case(When(_is_told(day), then=Cast("code", TextField())), default=number),
        "statement": name_of("statement", english=english),
        "plan": "plan__code",
        "jurisdiction": "jurisdiction__code",
        "topic": "topic__code",
        "departments": Func(departments, Value(";"), function="array_to_string", output_field=TextField()),
        "binding": "binding",
        "indicator.code": or_nothing(f"{_INDICATOR}__code"),
        "indicator.name": or_nothing(name_of(f"{_INDICATOR}__name", english=english)),
        "indicator.kind": or_nothing(f"{_INDICATOR}__kind"),
    }


def _target() -> dict[str, Any]:
    return {
        "form": f"{_TARGET}__form",
        "comparator": f"{_TARGET}__comparator",
        "value": or_nothing(f"{_TARGET}__value"),
        "value_to": or_nothing(f"{_TARGET}__value_to"),
        "unit": or_nothing(SafeText(f"{_TARGET}__unit__symbol")),
        "period": f"{_TARGET}__period",
        "due": f"{_TARGET}__due",
    }


def _figure(path: str) -> dict[str, Any]:
    return {
        "value": f"{path}value",
        "unit": SafeText(f"{path}unit__symbol"),
        "period": f"{path}period",
        "obs_status": f"{path}obs_status",
    }


def _latest(path: str) -> dict[str, Any]:
    return _figure(path) | {
        "reliability": f"{path}document__reliability",
        "derivation": SafeText(f"{path}derivation"),
    }


def _words() -> dict[str, Any]:
    return {
        "document": "document__code",
        "section": SafeText("section"),
        "quote": SafeText("quote"),
        "start": "start",
    }


def _shown(cell: Any, day: datetime.date) -> Case:
    """A cell of the baseline, where the public may see it."""
    seen = in_force(_BASELINE, day) & Q(**{f"{_BASELINE}__value__isnull": False})
    return Case(When(seen, then=Cast(cell, TextField())), default=Value(""), output_field=TextField())


def _verdict() -> dict[str, Any]:
    numbers = {name: _Digits(_number(name), limits) for name, limits in _LIMITS.items()}
    reasons = Func(
        Cast(f"{_VERDICT}__reasons", TextField()), Value('[]" '), Value(""), function="translate",
        output_field=TextField(),
    )  # fmt: skip
    return {
        "status": f"{_VERDICT}__status",
        "method": f"{_VERDICT}__method",
        "as_of": f"{_VERDICT}__as_of",
        "judged_at": or_nothing(f"{_VERDICT}__judged_at"),
        **{name: or_nothing(digits) for name, digits in numbers.items()},
        "projected": or_nothing(_Amount(_number("projected"), _factor())),
        "method_sensitive": truth(f"{_VERDICT}__method_sensitive"),
        "vintage_sensitive": truth(f"{_VERDICT}__vintage_sensitive"),
        "reasons": Replace(reasons, Value(","), Value(";"), output_field=TextField()),
    }


def _number(name: str) -> Func:
    """A number of the verdict, as an exact fraction."""
    return Func(
        F(f"{_VERDICT}__numbers"),
        name=name,
        template="(%(expressions)s ->> '%(name)s')",
        output_field=TextField(),
    )


def _in_target_unit() -> Q:
    """Whether amounts are told in the target's unit, see `amount_unit`."""
    alike = Q(**{f"{_TARGET}__unit__dimension": F(f"{_INDICATOR}__unit__dimension")})
    return Q(series__isnull=True) | alike


def _factor() -> Coalesce:
    own = When(_in_target_unit(), then=Cast(f"{_TARGET}__unit__factor", TextField()))
    factor = Case(own, default=Cast(f"{_INDICATOR}__unit__factor", TextField()), output_field=TextField())
    return Coalesce(factor, Value("1"), output_field=TextField())


def _is_told(day: datetime.date) -> Q:
    """Whether stored rows tell the whole line."""
    return tells(day) & (_expects_nothing(day) | _expects_target(day)) & _knows_span_before()


def _expects_nothing(day: datetime.date) -> Q:
    """Whether there is nothing to expect: nothing to rate, or no number of its own."""
    numberless = {f"{_TARGET}__form__in": ("milestone", "reference")}
    return Q(checkable=False) | Q(withdrawn_on__lte=day) | Q(series__isnull=True) | Q(**numberless)


def _expects_target(day: datetime.date) -> Q:
    """Whether the target's own value is expected: of a level that is due, or is held on every day."""
    starts, due = f"{_TARGET}__period_start", f"{_TARGET}__due"
    level = Q(entity="", **{f"{_TARGET}__form": "level", f"{_TARGET}__value__isnull": False})
    single = Q(**{f"{_TARGET}__value_to__isnull": True}) & ~Q(**{f"{_TARGET}__comparator": "between"})
    ordered = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": F(due)})
    now = Q(**{f"{due}__lte": day}) | Q(**{f"{_INDICATOR}__kind__in": ("rate", "rank")})
    return level & single & ordered & now & _in_target_unit()


def _expected(day: datetime.date) -> dict[str, Any]:
    """What should be there by now, where it is told."""
    found = {
        "value": _Plain(f"{_TARGET}__value"),
        "unit": SafeText(f"{_TARGET}__unit__symbol"),
        "by": Value(day.isoformat()),
    }
    nothing = When(_expects_nothing(day), then=Value(""))
    return {
        name: Case(nothing, default=or_nothing(cell), output_field=TextField())
        for name, cell in found.items()
    }


def _span_before() -> tuple[Case, Case]:
    """First and last day of the years before a period of whole years, see `span_before`; else nothing."""
    year = Cast(Left(f"{_TARGET}__period", 4), IntegerField())
    until = Cast(Right(f"{_TARGET}__period", 4), IntegerField())
    begins = {"one": year - 1, "several": 2 * year - until - 1}
    firsts = [
        When(_YEAR, then=_date(begins["one"], 1, 1)),
        When(_YEARS, then=_date(begins["several"], 1, 1)),
    ]
    lasts = When(_YEAR | _YEARS, then=_date(year - 1, 12, 31))
    return Case(*firsts, output_field=DateField()), Case(lasts, output_field=DateField())


def _date(year: Any, month: int, day: int) -> Func:
    return Func(year, Value(month), Value(day), function="make_date", output_field=DateField())


def _knows_span_before() -> Q:
    """Whether `_span_before` tells the period before, or none is shown."""
    unknown_start = Q(**{f"{_TARGET}__period__startswith": ".."})
    without = Q(series__isnull=True) | ~Q(**{f"{_INDICATOR}__kind__in": WITH_PREVIOUS})
    return without | _YEAR | _YEARS | unknown_start
