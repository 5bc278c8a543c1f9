"""The overview's filters: a GET form whose values stand in the address."""

import datetime
import re
from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any, Final, Protocol

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Binding, Department, Plan, Topic
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing, SummaryRow
from tracker.reports.statuses import SHOWN_ORDER, status_name
from tracker.web.lists.orders import ORDERS
from tracker.web.lists.selects import PlainSelect
from tracker.web.plans import ALL_PLANS, by_jurisdiction

UNSTATED: Final = "none"
#: What a status may hang on, as the interface names it too.
FLAGS: Final = ("method_sensitive", "vintage_sensitive")
_NO_FILTER: Final = ("plan", "sort")
A_CODE: Final = re.compile("[0-9A-Za-z_-]{1,80}")
_A_YEAR: Final = re.compile("^[0-9]{4}$")
#: A place, and a year of its plans.
_BEGINS_A_CODE: Final = re.compile("[0-9A-Za-z]{6,}-[0-9]{4}[0-9a-z-]*")
#: Filters that few readers ask for: folded away until one is set.
SELDOM: Final = ("department", "binding", "due", *FLAGS)


class Summed(Protocol):
    """What filters ask of a set of commitments."""

    def summary(self, by: str) -> list[SummaryRow]:
        """Its commitments counted within groups."""


class OneOf(forms.ChoiceField):
    """A choice, which may stay empty."""

    widget = PlainSelect

    def __init__(self, label: Promise) -> None:
        super().__init__(label=label, required=False)


class Filters(forms.Form):
    """What the list is narrowed to; every field may stay empty. Choices are given by `filters_for`."""

    q = forms.CharField(label=gettext_lazy("words"), required=False, max_length=80, strip=True)
    plan = OneOf(gettext_lazy("plan"))
    topic = OneOf(gettext_lazy("topic"))
    status = OneOf(gettext_lazy("status"))
    sort = OneOf(gettext_lazy("order"))
    department = OneOf(gettext_lazy("department"))
    binding = OneOf(gettext_lazy("expected or binding"))
    due = OneOf(gettext_lazy("due in"))
    method_sensitive = OneOf(gettext_lazy("hangs on the method"))
    vintage_sensitive = OneOf(gettext_lazy("hangs on the vintage"))

    @property
    def narrowing(self) -> dict[str, str]:
        """The filters in force beyond the plan, by field."""
        return {key: value for key, value in self.cleaned_data.items() if value and key not in _NO_FILTER}

    @property
    def often(self) -> list[forms.BoundField]:
        """The fields that stand open."""
        return [field for field in self if field.name not in SELDOM]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """The fields that are folded away."""
        return [field for field in self if field.name in SELDOM]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the folded fields is set."""
        return any(self.narrowing.get(name) for name in SELDOM)


def filters_for(data: Any, plans: list[Plan], plan: Plan | None, scope: Summed) -> Filters:
    """The form over `data`, offering what there is in the scope; and what was chosen, if only elsewhere."""
    given = {key: data.get(key, "") for key in Filters.base_fields}
    form = Filters({**given, "plan": _code(plan)}, label_suffix="")
    anything = ("", _("all"))
    offered: dict[str, list[Any]] = {
        "plan": [
            (ALL_PLANS, _("all plans")),
            *((place.label, _choices(rows)) for place, rows in by_jurisdiction(plans)),
        ],
        "topic": [anything, *_offered(scope, "topic", Topic, given["topic"])],
        "status": [anything, *((code, status_name(code)) for code in SHOWN_ORDER)],
        "sort": [("" if name == "plan" else name, order.label) for name, order in ORDERS.items()],
        "department": [
            anything,
            *_offered(scope, "department", Department, given["department"]),
            (UNSTATED, _("none named")),
        ],
        "binding": [anything, *Binding.choices, (UNSTATED, _("not stated"))],
        **{flag: [anything, ("true", _("yes")), ("false", _("no"))] for flag in FLAGS},
        "due": [anything, *_years(scope, given["due"])],
    }
    for name, choices in offered.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
    return form


def _choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in rows]


def _offered(scope: Summed, by: str, table: Any, chosen: str) -> list[tuple[str, str]]:
    """The groups there are; and the one chosen, where it only is elsewhere."""
    found = [(row.key, row.label) for row in scope.summary(by) if row.key]
    if A_CODE.fullmatch(chosen) and chosen not in dict(found):
        found += _choices(table.objects.filter(code=chosen))
    return found


def _years(scope: Summed, chosen: str) -> list[tuple[str, str]]:
    """The years something is due in, and the one chosen."""
    years = {row.key for row in scope.summary("due_year") if row.key}
    return [(year, year) for year in sorted(years | set(_A_YEAR.findall(chosen)))]


def narrowed(
    queryset: CommitmentQuerySet, values: dict[str, str], as_of: datetime.date | None
) -> CommitmentQuerySet:
    """`queryset` by the filters a table can answer; on a past day the others are left to `stands`."""
    tests = {
        "topic": lambda value: Q(topic__code=value),
        "binding": lambda value: Q(binding="" if value == UNSTATED else value),
        "department": _responsible,
        "q": _words,
    }
    if as_of is None:
        tests["status"] = lambda value: Q(status=value)
        tests["due"] = lambda value: Q(due__year=value)
        tests["method_sensitive"] = lambda value: Q(current_verdict__method_sensitive=value == "true")
        tests["vintage_sensitive"] = lambda value: Q(current_verdict__vintage_sensitive=value == "true")
    for name, value in values.items():
        if name in tests:
            queryset = queryset.filter(tests[name](value))
    return queryset


def stands(standing: Standing, values: dict[str, str]) -> bool:
    """Whether a standing of a past day answers the filters only a judgement can."""
    status, due = values.get("status"), values.get("due")
    plain = (not status or standing.status == status) and (not due or str(standing.target.due.year) == due)
    # The flags last: telling them means judging anew by every method.
    return plain and all(
        getattr(standing, flag) == (values[flag] == "true") for flag in FLAGS if values.get(flag)
    )


def _responsible(code: str) -> Q:
    return Q(departments__isnull=True) if code == UNSTATED else Q(departments__code=code)


def _words(text: str) -> Q:
    """All the words, in statement or names of the indicator; what looks like a code is one's beginning."""
    if _BEGINS_A_CODE.fullmatch(text):
        return Q(code__startswith=text)
    return reduce(and_, (Q(filed__words__holds=word) for word in text.split()))


def _code(plan: Plan | None) -> str:
    return plan.code if plan else ALL_PLANS
