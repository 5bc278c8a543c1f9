"""Progress notices (通报) of a plan or a department, one click from their pages."""

import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Department, Plan
from tracker.reports.notices import (
    DOCX,
    MOST_LINES,
    XLSX,
    Notice,
    department_notice,
    docx_file,
    file_stem,
    notice_scope,
    plan_notice,
    xlsx_file,
)
from tracker.web.days import Refused, answering

#: The kinds of file by their ending: what makes one, and what it is.
_KINDS: Final[dict[str, tuple[Any, str]]] = {"docx": (docx_file, DOCX), "xlsx": (xlsx_file, XLSX)}


@require_safe
@answering
def of_plan(request: HttpRequest, code: str, ending: str, *, as_of: datetime.date | None) -> HttpResponse:
    """The notice of a public plan as it stands, or stood on a day."""
    plan = get_object_or_404(Plan.objects.published().select_related("jurisdiction", "document"), code=code)
    _refuse_long(plan=plan)
    return _file(request, ending, plan_notice(plan, as_of=as_of), {"plan": plan.code}, as_of)


@require_safe
@answering
def of_department(
    request: HttpRequest, code: str, ending: str, *, as_of: datetime.date | None
) -> HttpResponse:
    """The notice of all a department answers for."""
    department = get_object_or_404(Department, code=code)
    _refuse_long(department=department)
    return _file(request, ending, department_notice(department, as_of=as_of), {"department": code}, as_of)


def _refuse_long(**scope: Any) -> None:
    """Raise Refused where nobody could read the notice."""
    if notice_scope(**scope).count() > MOST_LINES:
        raise Refused(
            _("A notice of more than %(most)s commitments is not made: take the data instead.")
            % {"most": MOST_LINES}
        )


def _file(
    request: HttpRequest, ending: str, notice: Notice, query: dict[str, str], as_of: datetime.date | None
) -> HttpResponse:
    """The file to be saved; 404 where no commitment had been announced by the day."""
    if ending not in _KINDS or not notice.standings:
        raise Http404(ending)
    make, content_type = _KINDS[ending]
    if as_of is not None:
        query = {**query, "as_of": as_of.isoformat()}
    address = request.build_absolute_uri(f"{reverse('web:overview')}?{urlencode(query)}")
    name = content_disposition_header(True, f"{file_stem(notice)}.{ending}")
    return HttpResponse(
        make(notice, address=address), content_type=content_type, headers={"Content-Disposition": str(name)}
    )
