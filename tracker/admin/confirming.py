"""Asking before something is done to one row or many: how many, which, and why."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import DuixianError
from tracker.reports.denials import refusal_text

#: So many rows are named; their number is always said.
NAMED: Final = 20
#: Rows are counted up to here; beyond, it is said that there are more.
COUNTED: Final = 100_000


class CommentForm(forms.Form):
    """A comment, which some steps ask for."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class ReasonForm(forms.Form):
    """A reason, which has to be given."""

    comment = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


def confirmed(
    page: Any,
    request: HttpRequest,
    rows: QuerySet,
    *,
    title: Any,
    form_class: type[forms.Form],
    act: Callable[[dict[str, Any]], None],
    action: str = "",
) -> HttpResponse | None:
    """Ask with a form, then do it; None once it is done.

    `action` names the bulk action of a list, so that the answer comes back to it. What is refused stands
    above the form, and nothing typed is lost.
    """
    answered = request.method == "POST" and "confirmed" in request.POST
    form = form_class(request.POST if answered else None)
    if answered and form.is_valid():
        try:
            act(form.cleaned_data)
        except DuixianError as error:
            form.add_error(None, refusal_text(error))
        else:
            return None
    count = rows[: COUNTED + 1].count()
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "form": form,
        "count": min(count, COUNTED),
        "has_more": count > COUNTED,
        "rows": list(rows[:NAMED]),
        "action": action,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME) if action else [],
        "select_across": request.POST.get("select_across", "0"),
        "media": page.media + form.media,
    }
    request.current_app = page.admin_site.name
    return TemplateResponse(request, "admin/tracker/confirm.html", context)
