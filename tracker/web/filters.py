"""The overview's filters: a GET form whose values stand in the address."""

import datetime
import re
from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Binding, Commitment, Plan, ReviewState, Status, Target
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing, tallied
from tracker.reports.statuses import SHOWN_ORDER
from tracker.web.orders import ORDERS
from tracker.web.plans import ALL_PLANS, by_jurisdiction

UNSTATED: Final = "none"
#: What a status may hang on, as the interface names it too.
FLAGS: Final = ("method_sensitive", "vintage_sensitive")
_NO_FILTER: Final = ("plan", "sort")
#: A place, and a year of its plans.
_BEGINS_A_CODE: Final = re.compile("[0-9A-Za-z]{6,}-[0-9]{4}[0-9a-z-]*")
#: Filters that few readers ask for: folded away until one is set.
SELDOM: Final = ("department", "binding", "due", *FLAGS)


class Filters(forms.Form):
    """What the list is narrowed to; every field may stay empty. Choices are given by `filters_for`."""

    q = forms.CharField(label=gettext_lazy("words"), required=False, max_length=80, strip=True)
    plan = forms.ChoiceField(label=gettext_lazy("plan"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("topic"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("status"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("order"), required=False)
    department = forms.ChoiceField(label=gettext_lazy("department"), required=False)
    binding = forms.ChoiceField(label=gettext_lazy("expected or binding"), required=False)
    due = forms.ChoiceField(label=gettext_lazy("due in"), required=False)
    method_sensitive = forms.ChoiceField(label=gettext_lazy("hangs on the method"), required=False)
    vintage_sensitive = forms.ChoiceField(label=gettext_lazy("hangs on the vintage"), required=False)

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


def filters_for(data: Any, plans: list[Plan], plan: Plan | None, as_of: datetime.date | None) -> Filters:
    """The form over `data`, offering what the data hold, or held by a day.

    Topics and departments are those that are counted today: looking for a commitment of each takes long.
    """
    given = {key: data.get(key, "") for key in Filters.base_fields}
    form = Filters({**given, "plan": _code(plan)}, label_suffix="")
    anything = ("", _("all"))
    offered = {
        "plan": [
            (ALL_PLANS, _("all plans")),
            *((place.label, _choices(rows)) for place, rows in by_jurisdiction(plans)),
        ],
        "topic": [anything, *_counted("topic")],
        "status": [anything, *((code, Status(code).label) for code in SHOWN_ORDER)],
        "sort": [("" if name == "plan" else name, order.label) for name, order in ORDERS.items()],
        "department": [anything, *_counted("department"), (UNSTATED, _("none named"))],
        "binding": [anything, *Binding.choices, (UNSTATED, _("not stated"))],
        **{flag: [anything, ("true", _("yes")), ("false", _("no"))] for flag in FLAGS},
        "due": [anything, *((str(year), str(year)) for year in due_years(plan, as_of))],
    }
    for name, choices in offered.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
    return form


def _choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in rows]


def _counted(grouping: str) -> list[tuple[str, str]]:
    return [(row.key, row.label) for row in tallied(by=grouping) if row.key]


def due_years(plan: Plan | None, as_of: datetime.date | None) -> list[int]:
    """The years from the first to the last due date of published commitments, by targets known by the day.

    Today's due dates are kept beside the status.
    """
    rows: QuerySet
    if as_of is None:
        rows = Commitment.objects.filter(state=ReviewState.PUBLISHED, due__isnull=False)
        rows = rows if plan is None else rows.filter(plan=plan)
    else:
        rows = Target.objects.published().filter(commitment__state=ReviewState.PUBLISHED)
        rows = rows.filter(known_from__lte=as_of)
        rows = rows if plan is None else rows.filter(commitment__plan=plan)
    ends = [rows.order_by(way).values_list("due", flat=True).first() for way in ("due", "-due")]
    return list(range(ends[0].year, ends[1].year + 1)) if all(ends) else []


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
