"""Sheets to fill in, as XLSX."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from tracker.api.parameters import single
from tracker.api.problems import Problem, invalid, shown, unsupported
from tracker.api.sending.schema import WriteSchema
from tracker.api.sentences import told
from tracker.api.shapes import imports as shapes
from tracker.models import Department, Jurisdiction
from tracker.reports.entry_sheets import (
    MOST_ROWS,
    XLSX,
    SheetTooLong,
    entry_sheet,
    expected_rows,
    file_name,
)

from .base import ImportView

YEARS = (1900, 2200)
YEAR = OpenApiParameter(
    "year",
    {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[1]},
    required=True,
    description="The year whose figures are wanted.",
)
JURISDICTION = OpenApiParameter(
    "jurisdiction", OpenApiTypes.STR, description="Code of the jurisdiction the figures are of."
)
DEPARTMENT = OpenApiParameter(
    "department", OpenApiTypes.STR, description="Code of a department that answers for the commitments."
)


class XLSXRenderer(BaseRenderer):
    """A workbook; the view writes it itself."""

    media_type = XLSX
    format = "xlsx"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, context: Any = None) -> bytes:
        """Never asked: refusals are problem documents."""
        return b""


class SheetSchema(WriteSchema):
    """Describes a workbook."""

    def get_response_serializers(self) -> dict[Any, Any]:
        """Bytes, or a refusal."""
        found = super().get_response_serializers()
        return found | {("200", XLSX): OpenApiTypes.BINARY}


class Template(ImportView):
    """A workbook with a row for every figure that published commitments ask for in a year.

    Indicator, unit, last figure and target stand there. With the values filled in, bring it in as it is.
    """

    summary = "A sheet to fill in"
    shape = shapes.ImportRow
    schema = SheetSchema()
    http_method_names = ["get", "head"]
    parameters = (YEAR, JURISDICTION, DEPARTMENT)
    renderer_classes = (XLSXRenderer,)

    @classmethod
    def combined(cls) -> Problem:
        """Everything at once."""
        return _too_long("")

    def get(self, request: Request) -> HttpResponse:
        """The workbook."""
        year = self._year()
        jurisdiction = self._named("jurisdiction", Jurisdiction)
        department = self._named("department", Department)
        try:
            rows = expected_rows(year, jurisdiction=jurisdiction, department=department)
        except SheetTooLong as error:
            raise _too_long(single(request.query_params, "jurisdiction")) from error
        scope = [row.code for row in (jurisdiction, department) if row]
        headers = {"Content-Disposition": f'attachment; filename="{file_name(year, scope)}"'}
        return HttpResponse(entry_sheet(rows), content_type=XLSX, headers=headers)

    def _year(self) -> int:
        text = single(self.request.query_params, YEAR.name)
        if not (text.isascii() and text.isdigit() and YEARS[0] <= int(text[:5]) <= YEARS[1]):
            raise invalid(YEAR.name, text, _("Give a year such as 2021."))
        return int(text)

    def _named(self, name: str, model: Any) -> Any:
        """The row a parameter names; None where it is not given. Raises Problem."""
        code = single(self.request.query_params, name)
        if not code:
            return None
        found = model.objects.filter(code=code).first()
        if found is None:
            raise invalid(name, code, told(_("Nothing here has the code “%(code)s”."), code=shown(code)))
        return found


def _too_long(jurisdiction: str) -> Problem:
    remedy = told(_("More than %(limit)s rows: choose a jurisdiction or a department."), limit=MOST_ROWS)
    return unsupported({"jurisdiction": jurisdiction}, remedy)
