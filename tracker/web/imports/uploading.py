"""A file comes in: it is kept, and either checked at once or shown by its columns first."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.exceptions import IngestError
from tracker.ingest import HEADERS, REQUIRED, Layout, open_change_set, tasks
from tracker.models import ChangeSet, ChangeSetState, Door, SavedMapping
from tracker.reports.refusals import refusal_text

from .access import for_importers
from .columns import by_mapping, fitting
from .columns import look as look_at
from .forms import UploadForm, too_large

#: What is wrong with a file when somebody only has to say what its columns hold.
COLUMN_CODES: Final = frozenset({"missing_column", "column_twice", "no_such_row"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a file; keep it and go on with it."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if getattr(request, "upload_too_large", False):
        form.add_error("file", too_large())
    elif form.is_bound and form.is_valid():
        try:
            change_set = open_change_set(
                file=form.cleaned_data["file"], by=request.user, door=Door.WEB, layout=form.layout()
            )
        except IngestError as error:
            form.add_error("file", refusal_text(error))
        else:
            return went_on(request, change_set, look=form.cleaned_data["look"])
    context = {"form": form, "headers": HEADERS.items(), "required": REQUIRED}
    return render(request, "imports/new.html", context, status=400 if form.errors else 200)


def went_on(request: HttpRequest, change_set: ChangeSet, *, look: bool = False) -> HttpResponse:
    """Check the file and show what came of it, or its columns where they are asked for or not understood."""
    if look:
        return redirect("web:import_columns", change_set.pk)
    _read_as_saved(request, change_set)
    try:
        tasks.start_staging(change_set)
    except IngestError as error:
        messages.error(request, refusal_text(error))
    if change_set.state == ChangeSetState.FAILED and change_set.failure.get("code") in COLUMN_CODES:
        messages.warning(request, _("Not every column was understood. Say what they hold."))
        return redirect("web:import_columns", change_set.pk)
    return redirect("web:import", change_set.pk)


def _read_as_saved(request: HttpRequest, change_set: ChangeSet) -> None:
    """Read the file as files of these headers were read before, where somebody saved how."""
    if not SavedMapping.objects.exists():
        return
    inspection = look_at(change_set, Layout.from_json(change_set.layout))
    if (mapping := fitting(inspection)) is None:
        return
    change_set.layout = by_mapping(mapping, inspection).to_json()
    change_set.save(update_fields=["layout"])
    messages.info(request, _("The columns were read as saved under “%(name)s”.") % {"name": mapping.name})
