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
    F,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Collate, Concat, Replace

from tracker.models import Commitment
from tracker.progress.known.newest import in_force
from tracker.progress.lists.listed import tells
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS

from ..copying import APART, SafeText, name_of, or_nothing, truth

_VERDICT, _INDICATOR = "current_verdict", "series__indicator"
_TARGET, _BASELINE = f"{_VERDICT}__target", f"{_VERDICT}__target__baseline"
_LATEST, _PREVIOUS, _WORDS = (f"filed__{name}" for name in ("latest", "previous", "evidence"))
_LIMITS: Final[dict[str, Iterable[Any]]] = {
    "completion": REACHED_LIMITS,
    "progress": REACHED_LIMITS,
    "elapsed": (),
    "gap": BEHIND_LIMITS,
}


def cells(day: datetime.date, *, english: bool) -> dict[str, Any]:
    """The cells of a line by column; `day` is today."""
    groups = {
        "target": _target(),
        "baseline": {name: _shown(cell, day) for name, cell in _figure(_BASELINE).items()},
        "previous": _found(_figure(_PREVIOUS)),
        "latest": _found(_latest()),
        "expected_now": _expected(day),
        "verdict": _verdict(),
        "evidence": _found(_words()),
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


def _found(group: dict[str, Any]) -> dict[str, Any]:
    """Cells of a row that may not be there."""
    return {name: or_nothing(cell) for name, cell in group.items()}


def _own(day: datetime.date, english: bool) -> dict[str, Any]:
    """What a commitment says itself; of one whose line is to be made, its number."""
    number = Concat(Value(APART), Cast("pk", TextField()), output_field=TextField())
    return {
        "code": Case(When(_is_told(day), then=Cast("code", TextField())), default=number),
        "statement": name_of("statement", english=english),
        "plan": "plan__code",
        "jurisdiction": "jurisdiction__code",
        "topic": "topic__code",
        "departments": _departments(),
        "binding": "binding",
        "indicator.code": or_nothing(f"{_INDICATOR}__code"),
        "indicator.name": or_nothing(name_of(f"{_INDICATOR}__name", english=english)),
        "indicator.kind": or_nothing(f"{_INDICATOR}__kind"),
    }


def _departments() -> Case:
    """Their codes: of one it is at hand, several are looked up."""
    through = Commitment.departments.through.objects.filter(commitment=OuterRef("pk"))
    by_bytes = Collate("department__code", "C")
    codes = ArraySubquery(through.order_by(by_bytes).values("department__code"))
    joined = Func(codes, Value(";"), function="array_to_string", output_field=TextField())
    return Case(When(filed__departments__gt=1, then=joined), default=or_nothing("filed__department__code"))


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
        "value": f"{path}__value",
        "unit": SafeText(f"{path}__unit__symbol"),
        "period": f"{path}__period",
        "obs_status": f"{path}__obs_status",
    }


def _latest() -> dict[str, Any]:
    return _figure(_LATEST) | {
        "reliability": f"{_LATEST}__document__reliability",
        "derivation": SafeText(f"{_LATEST}__derivation"),
    }


def _words() -> dict[str, Any]:
    return {
        "document": f"{_WORDS}__document__code",
        "section": SafeText(f"{_WORDS}__section"),
        "quote": SafeText(f"{_WORDS}__quote"),
        "start": f"{_WORDS}__start",
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
    return tells(day) & (_expects_nothing(day) | _expects_target(day))


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
