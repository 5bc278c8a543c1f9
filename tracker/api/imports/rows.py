"""The rows of a file brought in: as they would be stored, and those left out as a file to mend."""

import io
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tracker.api.answering.rendering import CSVRenderer
from tracker.api.base import PublicList
from tracker.api.filters import Choices, PublicFilters
from tracker.api.problems import Problem
from tracker.api.shapes import imports as shapes
from tracker.ingest import leftovers, write_csv
from tracker.models import Outcome, StagedRow
from tracker.reports.keyset import SortKey
from tracker.reports.staged import RELATED

from . import bodies
from .base import ImportView


class RowFilters(PublicFilters):
    """The filters of rows."""

    outcome = Choices("outcome", choices=Outcome.choices, says="How the row ends.")


class ImportRows(ImportView, PublicList):
    """The rows of a file brought in, each with what would become of it, in the order of the file."""

    summary = "Rows of a file brought in"
    shape = shapes.ImportRow
    http_method_names = ["get", "head"]
    filterset_class = RowFilters
    queryset = StagedRow.objects.none()
    file_name = "rows"
    orderings = {"position": (SortKey(path="position", kind=int, unique=True),)}

    def get_queryset(self) -> QuerySet:
        """Those of the change set in the address."""
        self.found = self.change_set()
        return StagedRow.objects.filter(change_set=self.found).select_related(*RELATED)

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each row."""
        return bodies.rows(self.found, rows)


class Leftovers(ImportView):
    """The rows that were left out, or would be, as CSV with a column that says what is wrong with each.

    Mended, the file can be brought in as it is: the columns it has more are passed over.
    """

    summary = "Rows left out, to mend"
    shape = shapes.ImportRow
    http_method_names = ["get", "head"]
    renderer_classes = (CSVRenderer,)
    can_refuse = True

    def get(self, request: Request, number: int) -> HttpResponse:
        """The file."""
        found = self.change_set()
        out = io.StringIO(newline="")
        try:
            write_csv(leftovers(found), out)
        except (OSError, ValueError) as error:
            raise Problem("refused", _("The file is no longer kept.")) from error
        headers = {"Content-Disposition": f'attachment; filename="leftovers-{number}.csv"'}
        return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
