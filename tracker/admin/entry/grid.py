"""The grid: a year's figures of a place or a department, typed row by row."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.authority import ENTER, right
from tracker.entry import drafts_of
from tracker.models import Document, Observation
from tracker.progress import AskedRows, asked_rows, today

from . import kept
from .names import offered, option
from .pages import page_of, wants_json
from .scope import Scope, ScopeForm, last_year, own_scopes
from .shown import ShownRow, shown_rows
from .typed import TypedRow, read_rows, save_rows

#: Rows of a page: what fits a morning, and opens at once.
SIZE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """The grid the address names; POST saves its rows, one (`only`) or all in which something was typed."""
    if not request.user.has_perm("tracker.view_observation"):
        raise PermissionDenied
    asked = request.GET.copy()
    asked.setdefault("period", last_year())
    form = ScopeForm(asked if request.GET else None, initial={"period": last_year()})
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    scope = Scope.of(form)
    if request.method != "POST":
        restored = kept.take(request)
        return _grid(request, scope, _restored(request, restored), restored)
    rows = read_rows(request.POST)
    only, source = request.POST.get("only", ""), request.POST.get("source", "")
    save_rows({key: row for key, row in rows.items() if only in ("", key)}, source, by=request.user)
    if wants_json(request):
        return _answer(request, scope, rows, only)
    return _saved(request, form, scope, rows)


def _saved(request: HttpRequest, form: ScopeForm, scope: Scope, rows: Mapping[str, TypedRow]) -> HttpResponse:
    """The page again: afresh where nothing is left to do, else with what was typed and why it is not
    stored.
    """
    left = [row for row in rows.values() if not row.is_empty and not row.done]
    if done := sum(row.done and not row.is_empty for row in rows.values()):
        said = ngettext("%(count)d row is done.", "%(count)d rows are done.", done)
        messages.success(request, said % {"count": done})
    if not left:
        again = replace(scope, source=request.POST.get("source", "").strip())
        return redirect(f"{reverse('admin:entry_grid')}?{again.query()}")
    if refused := sum(row.tried for row in left):
        said = ngettext(
            "%(count)d row is not stored: see below it.",
            "%(count)d rows are not stored: see below them.",
            refused,
        )
        messages.warning(request, said % {"count": refused})
    return _grid(request, scope, rows, request.POST)


def _answer(request: HttpRequest, scope: Scope, rows: Mapping[str, TypedRow], only: str) -> JsonResponse:
    """One row as it stands now, for the script that saved it."""
    number = only.partition(":")[0]
    known = number.isascii() and number.isdigit() and len(number) < 19
    page = _asked(request, replace(scope, page=1), series=int(number)) if known else AskedRows()
    found = [row for row in page.rows if row.key == only]
    if not found or only not in rows:
        return JsonResponse({"done": False, "said": _("This row is no longer asked for.")}, status=404)
    [shown] = shown_rows(found, rows, year=scope.period.text)
    return JsonResponse(
        {
            "done": rows[only].done,
            "said": f"{shown.name}: {shown.said}",
            "html": render_to_string(
                "admin/entry/row.html", {"row": shown, **_cells(request, scope)}, request
            ),
            "drafts": _drafts_text(request, scope),
        }
    )


def _asked(request: HttpRequest, scope: Scope, series: int | None = None) -> AskedRows:
    return asked_rows(
        scope.period,
        by=request.user,
        jurisdiction=scope.jurisdiction,
        department=scope.department,
        named=scope.named,
        series=series,
        page=scope.page,
        size=SIZE,
    )


def _restored(request: HttpRequest, said: Any) -> dict[str, TypedRow]:
    if said is None:
        return {}
    messages.warning(request, _("Your session had ended. What you typed is still here, and not stored yet."))
    return read_rows(said)


def _grid(request: HttpRequest, scope: Scope, typed: Mapping[str, TypedRow], said: Any) -> HttpResponse:
    page = _asked(request, scope)
    rows = shown_rows(page.rows, typed, year=scope.period.text)
    _tell_lost(request, rows, typed)
    context = {
        "rows": rows,
        "expected_on": min(today(), scope.period.end),
        "source": said.get("source", "") if said else scope.source,
        "offered": _offered(scope, page),
        "stamp": kept.stamp(request),
        "before": replace(scope, page=scope.page - 1).query() if scope.page > 1 else "",
        "after": replace(scope, page=scope.page + 1).query() if page.more else "",
        "drafts": _drafts_text(request, scope),
        "submit_address": f"{reverse('admin:entry_submit')}?{replace(scope, page=1).query()}",
        **_cells(request, scope),
    }
    return _page(request, scope.form(), **context)


def _tell_lost(request: HttpRequest, rows: list[ShownRow], typed: Mapping[str, TypedRow]) -> None:
    """Say what was typed in rows the page no longer has: a commitment may have been withdrawn meanwhile."""
    shown = {row.key for row in rows}
    for row in typed.values():
        if row.key not in shown and not row.is_empty and not row.done:
            said = _("“%(value)s” was typed into a row that is no longer asked for.")
            messages.error(request, said % {"value": row.texts["value"]})


def _cells(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """What a row needs to be shown: of which grid it is, and what its cells offer if the user may type."""
    return {
        "scope": scope,
        "may_type": request.user.has_perm(right(ENTER, Observation)),
        "statuses": Observation._meta.get_field("obs_status").choices,
    }


def _offered(scope: Scope, page: AskedRows) -> list[str]:
    """Documents somebody may mean: those of the figures that are there, then the newest of the place."""
    there = {figure.document_id: figure.document for row in page.rows for figure in row.there}
    newest = Document.objects.filter(jurisdiction=scope.jurisdiction) if scope.jurisdiction else None
    found = [option(row) for row in there.values()]
    found += [option(row) for row in newest[:20]] if newest is not None else []
    return list(dict.fromkeys(found)) or offered("document")


def _drafts_text(request: HttpRequest, scope: Scope) -> str:
    """What the button says that submits them; empty where there are none."""
    count = drafts_of(
        request.user, scope.period, jurisdiction=scope.jurisdiction, department=scope.department
    ).count()
    if not count:
        return ""
    return ngettext("Submit %(count)d draft of mine", "Submit %(count)d drafts of mine", count) % {
        "count": count
    }


def _page(request: HttpRequest, form: ScopeForm, **context: Any) -> TemplateResponse:
    # The list of tables would take the room of three columns.
    whole = {"form": form, "own": own_scopes(request), "is_nav_sidebar_enabled": False, **context}
    return page_of(request, "admin/entry/grid.html", _("Enter figures"), whole)
