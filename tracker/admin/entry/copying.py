"""Last year's plan copied into this year's, after a look at what would become of each commitment."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tracker.actions.plans import copy_plan, copyable, later_period, years_between
from tracker.exceptions import ActionError
from tracker.models import Commitment, Plan, Target
from tracker.reports.denials import refusal_text
from tracker.reports.quantities import target_text

from .names import NamedField
from .pages import page_of

#: Of so many the page shows each; the others are copied all the same.
_SHOWN = 1000


class CopyForm(forms.Form):
    """Which plan is copied into which."""

    source = NamedField("plan", label=gettext_lazy("plan to copy"))
    plan = NamedField("plan", label=gettext_lazy("into the plan"))


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Show what would be copied; POST copies it."""
    if not request.user.has_perm("tracker.add_commitment"):
        raise PermissionDenied
    form = CopyForm(request.GET if request.GET else None)
    preview = None
    if form.is_bound and form.is_valid():
        source, plan = form.cleaned_data["source"], form.cleaned_data["plan"]
        try:
            years = years_between(source, plan)
            if request.method == "POST":
                return _copied(request, source, plan)
            preview = _preview(request, source, plan, years)
        except ActionError as error:
            form.add_error(None, refusal_text(error))
    context = {"form": form, "preview": preview}
    return page_of(request, "admin/entry/copy.html", _("Copy a plan"), context)


def _copied(request: HttpRequest, source: Plan, plan: Plan) -> HttpResponse:
    numbers = {int(text) for text in request.POST.getlist("leave_out") if text.isascii() and text.isdigit()}
    done = copy_plan(source=source, plan=plan, by=request.user, left_out=numbers)
    said = ngettext(
        "%(count)d commitment is copied as a draft.",
        "%(count)d commitments are copied as drafts.",
        done.commitments,
    )
    messages.success(request, said % {"count": done.commitments})
    return redirect(f"{reverse('admin:tracker_commitment_changelist')}?plan={plan.code}")


def _preview(request: HttpRequest, source: Plan, plan: Plan, years: int) -> dict[str, Any]:
    """What would become of each commitment that is not there yet. A constant number of queries."""
    rows = copyable(source, by=request.user)
    there = Commitment.objects.filter(plan=plan, continues__plan=source).values("continues")
    left = rows.exclude(pk__in=there)
    shown = list(left[:_SHOWN])
    targets = Target.objects.filter(commitment__in=[row.pk for row in shown]).select_related(
        "commitment__series__indicator", "unit", "reference__indicator"
    )
    current = {row.commitment_id: row for row in targets.order_by("published_on", "pk")}
    return {
        "plan": plan,
        "source": source,
        "count": left.count(),
        "before": rows.count() - left.count(),
        "rows": [_row(row, current.get(row.pk), source, years) for row in shown],
    }


def _row(row: Commitment, target: Target | None, source: Plan, years: int) -> dict[str, Any]:
    if target is None:
        return {"row": row, "target": "", "period": "", "due": None}
    period = later_period(target, source, years)
    indicator = row.series.indicator if row.series else None
    return {
        "row": row,
        "target": target_text(target, indicator),
        "period": period.text,
        "due": period.end,
    }
