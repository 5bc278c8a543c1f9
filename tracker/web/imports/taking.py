"""The rows that were left out, taken along as a file to mend and bring in again."""

import io
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.exceptions import IngestError
from tracker.ingest import leftovers, write_csv, write_xlsx
from tracker.models import ChangeSet
from tracker.reports.entry_sheets import XLSX
from tracker.reports.refusals import refusal_text

from .access import change_set_of, for_importers

#: Excel takes CSV for UTF-8 when this stands in front.
_MARK: Final = "\ufeff"


@require_safe
@for_importers
def rows_left_out(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out what was left out, or would be, with what is wrong: `format` is xlsx or csv."""
    found = change_set_of(request, number)
    form = "csv" if request.GET.get("format") == "csv" else "xlsx"
    try:
        content = _csv(found) if form == "csv" else _xlsx(found)
    except (IngestError, OSError, ValueError) as error:
        said = refusal_text(error) if isinstance(error, IngestError) else _("The file is no longer kept.")
        messages.error(request, said)
        return redirect("web:import", number)
    headers = {"Content-Disposition": f'attachment; filename="leftovers-{number}.{form}"'}
    kind = "text/csv; charset=utf-8" if form == "csv" else XLSX
    return HttpResponse(content, content_type=kind, headers=headers)


def _csv(found: ChangeSet) -> bytes:
    file = io.StringIO(newline="")
    write_csv(leftovers(found), file)
    return (_MARK + file.getvalue()).encode()


def _xlsx(found: ChangeSet) -> bytes:
    file = io.BytesIO()
    write_xlsx(leftovers(found), file)
    return file.getvalue()
