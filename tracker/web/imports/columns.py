"""What the columns of a file hold: suggested, corrected by whoever knows, and saved for next year's file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.exceptions import IngestError
from tracker.ingest import (
    ENCODINGS,
    FileProblems,
    Inspection,
    Layout,
    fitting_mapping,
    inspect,
    layout_for,
    save_mapping,
    tasks,
)
from tracker.models import ChangeSet, SavedMapping
from tracker.reports.refusals import refusal_text

from .access import RESTING, change_set_of, for_importers, require_decider
from .forms import DefaultsForm
from .mapping import OF_A_PERIOD, Unusable, asked_layout, sent_layout, shown_columns


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Show what the columns are taken for; take what somebody says they are, and check the file by it."""
    found = change_set_of(request, number)
    require_decider(request, found)
    if found.state not in RESTING or not found.file:
        messages.error(request, _("The columns of this file can no longer be changed."))
        return redirect("web:import", number)
    try:
        return _chosen(request, found) if request.method == "POST" else _asked(request, found)
    except OSError:
        messages.error(request, _("The file is no longer kept."))
        return redirect("web:import", number)


def _asked(request: HttpRequest, found: ChangeSet) -> HttpResponse:
    """The page as the file suggests it, or as a saved mapping or the address says."""
    stored = Layout.from_json(found.layout)
    try:
        layout = asked_layout(stored, request.GET.dict())
    except Unusable as error:
        messages.error(request, error.message)
        layout = stored
    inspection = look(found, layout)
    mapping = _mapping(request, inspection)
    if mapping is not None:
        inspection = look(found, by_mapping(mapping, inspection))
    return _page(request, found, inspection, mapping)


def _chosen(request: HttpRequest, found: ChangeSet) -> HttpResponse:
    """Check the file by what was said, or show again what cannot be used."""
    form = DefaultsForm(request.POST)
    try:
        layout = sent_layout(request.POST.dict(), form.filled() if form.is_valid() else {})
    except Unusable as error:
        messages.error(request, error.message)
        return _page(request, found, look(found, Layout.from_json(found.layout)), None, form)
    inspection = look(found, layout)
    if inspection.problems or not form.is_valid():
        return _page(request, found, inspection, None, form)
    if not ChangeSet.objects.filter(pk=found.pk, state__in=RESTING).update(layout=layout.to_json()):
        messages.error(request, _("The columns of this file can no longer be changed."))
        return redirect("web:import", found.pk)
    if name := request.POST.get("save_as", "").strip()[:120]:
        save_mapping(name=name, headers=inspection.headers, layout=layout, by=request.user)
        messages.success(
            request, _("The columns are saved as “%(name)s” for files like this.") % {"name": name}
        )
    found.refresh_from_db()
    try:
        tasks.start_staging(found)
    except IngestError as error:
        messages.error(request, refusal_text(error))
    return redirect("web:import", found.pk)


def look(found: ChangeSet, layout: Layout) -> Inspection:
    """What the stored file looks like, read by `layout` as far as that goes. Raises OSError."""
    return inspect(Path(found.file.path), layout=layout)


def by_mapping(mapping: SavedMapping, inspection: Inspection) -> Layout:
    """How a file is read by a saved mapping; what was said of this file goes before what was saved."""
    try:
        saved = layout_for(inspection.headers, mapping)
    except FileProblems:
        return inspection.layout
    defaults = {**saved.defaults, **inspection.layout.defaults}
    return replace(
        inspection.layout,
        columns=saved.columns,
        periods=saved.periods,
        units=saved.units,
        defaults=defaults,
    )


def fitting(inspection: Inspection) -> SavedMapping | None:
    """The mapping somebody saved for files of these headers."""
    return fitting_mapping(inspection.headers, SavedMapping.objects.all())


def _mapping(request: HttpRequest, inspection: Inspection) -> SavedMapping | None:
    """The mapping the address names; without one, one that fits a file whose columns are not understood."""
    asked = request.GET.get("mapping", "")
    if asked:
        return SavedMapping.objects.filter(name=asked).first()
    return fitting(inspection) if inspection.problems else None


def _page(
    request: HttpRequest,
    found: ChangeSet,
    inspection: Inspection,
    mapping: SavedMapping | None,
    form: DefaultsForm | None = None,
) -> HttpResponse:
    layout = inspection.layout
    context: dict[str, Any] = {
        "set": found,
        "inspection": inspection,
        "layout": layout,
        "columns": shown_columns(inspection),
        "of_a_period": OF_A_PERIOD,
        "encodings": inspection.encodings or ENCODINGS,
        "delimiters": [(",", _("comma")), ("\t", _("tab")), (";", _("semicolon"))],
        "form": form or DefaultsForm(initial=layout.defaults),
        "mapping": mapping,
        "mappings": SavedMapping.objects.values_list("name", flat=True),
        "sample": inspection.sample[:10],
        "problems": inspection.problems,
    }
    return render(request, "imports/columns.html", context, status=400 if form else 200)
