"""Drafts of a grid submitted together, after a look at which they are."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.actions.review import SUBMIT, advance
from tracker.entry import drafts_of
from tracker.exceptions import ActionError
from tracker.reports.denials import count_text, refusal_text
from tracker.reports.quantities import figure_text

from .pages import page_of
from .scope import Scope, ScopeForm

#: Of so many the page shows each; the others go with them.
_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Ask whether these drafts are to be submitted; POST with their number does it."""
    form = ScopeForm(request.GET)
    if not form.is_valid():
        return redirect("admin:entry_grid")
    scope = Scope.of(form)
    drafts = drafts_of(
        request.user, scope.period, jurisdiction=scope.jurisdiction, department=scope.department
    )
    count = drafts.count()
    back = f"{reverse('admin:entry_grid')}?{replace(scope, page=1).query()}"
    if request.method == "POST":
        if request.POST.get("count") == str(count):
            _submit(request, drafts)
            return redirect(back)
        messages.warning(request, _("Their number has changed meanwhile: look again."))
    rows = drafts.for_display().order_by("series__code", "period_end", "pk")[:_SHOWN]
    shown = [(row, figure_text(row, row.series.indicator)) for row in rows]
    context = {"scope": scope, "count": count, "drafts": shown, "back": back}
    return page_of(request, "admin/entry/submit.html", _("Submit drafts"), context)


def _submit(request: HttpRequest, drafts: Any) -> None:
    try:
        moved = advance(drafts, SUBMIT, by=request.user)
    except ActionError as error:
        messages.error(request, refusal_text(error))
        return
    said = ngettext("%(count)d draft is submitted.", "%(count)d drafts are submitted.", moved.rows)
    messages.success(request, said % {"count": moved.rows})
    for code, count in moved.refused.items():
        messages.warning(request, count_text(code, count))
