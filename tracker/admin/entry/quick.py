"""A commitment with its clause, target and baseline in one form, made for typing many of them in a row."""

import hashlib
import json
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions.commitments import enter_commitment
from tracker.exceptions import ActionError, DoubtError
from tracker.models import Commitment
from tracker.reports.denials import refusal_text

from . import kept
from .commitment_form import QuickForm, baseline_text
from .pages import page_of
from .proposing import NAMED, Proposal, propose

#: What can be doubtful, and to which field it is said.
_DOUBTS: Final = {
    "words_not_in_text": "quote",
    "number_not_in_quote": "value",
    "entered_already": "quote",
}
#: To which field a refusal is said; the others are said of the form.
_FIELD_OF: Final = {
    "not_readable": "value",
    "no_series": "indicator",
    "no_topic": "topic",
    "other_dimension": "unit",
    "outside_remit": "plan",
    "baseline_of_other_series": "baseline",
    "baseline_not_before_due": "baseline",
    "baseline_without_value": "baseline",
}
#: What stands behind the disclosure.
_FOLDED: Final = frozenset({"headline", "announced", "printed_as", "statement_en", "reading_note"})
#: What the next one has in common with the last.
_CARRIED: Final = ("plan", "document", "section")


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """The form; POST stores what was typed, or with `read` fills in what the clause says."""
    if not request.user.has_perm("tracker.add_commitment"):
        raise PermissionDenied
    if request.method == "POST" and "read" not in request.POST:
        return _saved(request)
    typed = request.POST if request.method == "POST" else kept.take(request)
    if request.method != "POST" and typed is not None:
        said = _("Your session had ended. What you typed is still here, and not stored yet.")
        messages.warning(request, said)
    typed = typed or request.GET
    proposal = propose(typed, by=request.user)
    form = QuickForm(initial=_filled(typed, proposal), baselines=proposal.baselines)
    return _page(request, form, proposal)


@require_safe
def read(request: HttpRequest) -> JsonResponse:
    """What is proposed for what was typed so far, for the script of the form."""
    if not request.user.has_perm("tracker.add_commitment"):
        raise PermissionDenied
    proposal = propose(request.GET, by=request.user)
    baselines = [[str(row.pk), baseline_text(row)] for row in proposal.baselines]
    return JsonResponse(
        {"texts": proposal.texts, "figures": proposal.figures, "baselines": baselines},
    )


def _saved(request: HttpRequest) -> HttpResponse:
    proposal = propose(request.POST, by=request.user)
    form = QuickForm(request.POST, baselines=proposal.baselines)
    doubt = None
    if form.is_valid():
        try:
            return _on(request, _enter(request, form))
        except DoubtError as error:
            doubt = error
            form.add_error(_DOUBTS[error.code], refusal_text(error))
        except ActionError as error:
            form.add_error(_FIELD_OF.get(error.code), refusal_text(error))
    return _page(request, form, proposal, doubt=doubt)


def _enter(request: HttpRequest, form: QuickForm) -> Commitment:
    """Store it. Raises DoubtError for what is doubtful and has not been accepted, ActionError."""
    stamps = set(request.POST.getlist("accepted"))
    accepted = [code for code in _DOUBTS if _stamp(code, request.POST) in stamps]
    return enter_commitment(
        pledge=form.pledge(),
        clause=form.clause(accepted),
        aim=form.aim(),
        by=request.user,
        accepted=accepted,
    )


def _stamp(code: str, typed: QueryDict) -> str:
    """A name for what is doubtful about just these words and numbers: accepting it accepts no other."""
    about = [code, *(typed.get(name, "") for name in ("quote", "value", "value_to", "unit"))]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:16]


def _on(request: HttpRequest, row: Commitment) -> HttpResponse:
    """To the row's own page, or to the form for the next one of the plan."""
    page = reverse("admin:tracker_commitment_change", args=[row.pk])
    link = format_html('<a href="{}">{}</a>', page, row)
    messages.success(request, format_html(_("{} is stored as a draft."), link))
    if "look" in request.POST:
        return redirect(page)
    carried = {name: text for name in _CARRIED if (text := request.POST.get(name, ""))}
    return redirect(f"{reverse('admin:quick_commitment')}?{urlencode(carried)}")


def _filled(typed: QueryDict, proposal: Proposal) -> dict[str, Any]:
    """What was typed, and what is proposed where nothing was; rows that were named, in full."""
    texts = {name: text for name, text in typed.items() if text.strip()}
    named = {name: proposal.texts[name] for name in NAMED & proposal.texts.keys()}
    return {**proposal.texts, **texts, **named, "departments": typed.getlist("departments")}


def _page(
    request: HttpRequest, form: QuickForm, proposal: Proposal, doubt: DoubtError | None = None
) -> HttpResponse:
    accepted = [stamp for stamp in request.POST.getlist("accepted") if stamp]
    context = {
        "form": form,
        "figures": proposal.figures,
        "stamp": kept.stamp(request),
        "accepted": accepted,
        "doubt": _stamp(doubt.code, request.POST) if doubt else "",
        "doubt_text": refusal_text(doubt) if doubt else "",
        "more_open": not _FOLDED.isdisjoint(form.errors),
        "is_nav_sidebar_enabled": False,
    }
    return page_of(request, "admin/entry/commitment.html", _("Enter a commitment"), context)
