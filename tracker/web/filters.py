"""The overview's filters: a GET form whose values stand in the address."""

import datetime
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Alias, Binding, Commitment, Plan, Status, Target, Topic
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing
from tracker.reports.statuses import SHOWN_ORDER

ALL_PLANS: Final = "all"
UNSTATED: Final = "none"
#: What a status may hang on, as the interface names it too.
FLAGS: Final = ("method_sensitive", "vintage_sensitive")
#: Filters that on a past day only a judgement can answer.
JUDGED: Final = ("status", "due", *FLAGS)


class Filters(forms.Form):
    """What the list is narrowed to; every field may stay empty. Choices are given by `filters_for`."""

    plan = forms.ChoiceField(label=gettext_lazy("plan"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("topic"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("status"), required=False)
    binding = forms.ChoiceField(label=gettext_lazy("expected or binding"), required=False)
    due = forms.ChoiceField(label=gettext_lazy("due in"), required=False)
    method_sensitive = forms.ChoiceField(label=gettext_lazy("hangs on the method"), required=False)
    vintage_sensitive = forms.ChoiceField(label=gettext_lazy("hangs on the vintage"), required=False)
    q = forms.CharField(label=gettext_lazy("words"), required=False, max_length=80, strip=True)

    @property
    def narrowing(self) -> dict[str, str]:
        """The filters in force beyond the plan, by field."""
        return {key: value for key, value in self.cleaned_data.items() if value and key != "plan"}


def filters_for(data: Any, plans: list[Plan], plan: Plan | None, as_of: datetime.date | None) -> Filters:
    """The form over `data`, offering what the data hold, or held by a day."""
    form = Filters({**{key: data.get(key, "") for key in Filters.base_fields}, "plan": _code(plan)})
    anything = ("", _("all"))
    topics = Topic.objects.filter(Exists(Commitment.objects.published().filter(topic=OuterRef("pk"))))
    offered = {
        "plan": [
            (ALL_PLANS, _("all plans")),
            *((place, [(row.code, row.label) for row in rows]) for place, rows in by_jurisdiction(plans)),
        ],
        "topic": [anything, *((row.code, row.label) for row in topics)],
        "status": [anything, *((code, Status(code).label) for code in SHOWN_ORDER)],
        "binding": [anything, *Binding.choices, (UNSTATED, _("not stated"))],
        **{flag: [anything, ("true", _("yes")), ("false", _("no"))] for flag in FLAGS},
        "due": [anything, *((str(year), str(year)) for year in due_years(plan, as_of))],
    }
    for name, choices in offered.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
    return form


def by_jurisdiction(plans: list[Plan]) -> list[tuple[str, list[Plan]]]:
    """Plans under their jurisdictions, the one with most commitments first; in each the latest first."""
    groups: dict[str, list[Plan]] = {}
    for plan in sorted(plans, key=lambda plan: (plan.period_end, plan.code), reverse=True):
        groups.setdefault(plan.jurisdiction.label, []).append(plan)
    return sorted(groups.items(), key=lambda group: -sum(plan.size for plan in group[1]))


def due_years(plan: Plan | None, as_of: datetime.date | None) -> list[int]:
    """The years in which published commitments fall due, by targets known by the day."""
    targets = Target.objects.published().filter(commitment__state="published")
    if as_of is not None:
        targets = targets.filter(known_from__lte=as_of)
    if plan is not None:
        targets = targets.filter(commitment__plan=plan)
    return sorted(targets.order_by().values_list("due__year", flat=True).distinct())


def narrowed(
    queryset: CommitmentQuerySet, values: dict[str, str], as_of: datetime.date | None
) -> CommitmentQuerySet:
    """`queryset` by the filters a table can answer; those of `JUDGED` on a past day are left to `stands`."""
    tests = {
        "topic": lambda value: Q(topic__code=value),
        "binding": lambda value: Q(binding="" if value == UNSTATED else value),
        "q": _words,
    }
    if as_of is None:
        tests["status"] = lambda value: Q(status=value)
        tests["due"] = lambda value: Q(current_verdict__target__due__year=value)
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


def _words(text: str) -> Q:
    aliases = Alias.objects.filter(indicator=OuterRef("series__indicator"), name__icontains=text)
    return (
        Q(statement__icontains=text)
        | Q(statement_en__icontains=text)
        | Q(code__icontains=text)
        | Q(series__indicator__name__icontains=text)
        | Q(series__indicator__name_en__icontains=text)
        | Exists(aliases)
    )


def _code(plan: Plan | None) -> str:
    return plan.code if plan else ALL_PLANS
