"""Change sets: the list, a new one, and one with all there is to know of it."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.base import PublicList
from tracker.api.filters import Choices, PublicFilters, Words
from tracker.api.problems import Problem
from tracker.api.sending import Exchange, refused
from tracker.api.shapes import imports as shapes
from tracker.authority import change_sets_of
from tracker.ingest import FileProblems, Layout, discard_change_set, open_change_set, tasks
from tracker.ingest import Problem as FileProblem
from tracker.models import ChangeSet, ChangeSetState, Door
from tracker.reports.keyset import NUMBER
from tracker.reports.refusals import failure_problems

from . import bodies
from .base import ImportView


class ImportFilters(PublicFilters):
    """The filters of change sets."""

    state = Choices("state", choices=ChangeSetState.choices, says="Where it stands.")
    by = Words(field_name="created_by__username", says="User name of whoever brought it in.")


class Imports(ImportView, PublicList):
    """Files brought in, the latest first: one's own, and those whose rows one's remits cover."""

    summary = "Files brought in"
    shape = shapes.ImportBrief
    writes = {
        "POST": Exchange(
            summary="Bring a file in",
            says="The file is kept, checked, and answered with what would become of its rows (201). A large "
            "one is left to the worker (202): ask for it again until it is `planned`. Nothing is stored "
            "before `apply/`. One that cannot be read (422) or is over the limit (413) is not kept. "
            "An `Idempotency-Key` is refused: `same_file` tells of a file brought in before.",
            asks=shapes.NewImport,
            answers={"201": shapes.Import, "202": shapes.Import},
            refuses=("unreadable_file",),
        )
    }
    parser_classes = (MultiPartParser,)
    filterset_class = ImportFilters
    queryset = ChangeSet.objects.none()
    file_name = "imports"
    orderings = {"newest": (NUMBER.turned(),)}

    def get_queryset(self) -> QuerySet:
        """Those the user may look at."""
        return (
            change_sets_of(self.request.user).select_related("created_by").defer("layout", "found", "world")
        )

    def bodies(self, rows: list[Any]) -> list[bodies.Body]:
        """Each in brief."""
        return [bodies.brief(row) for row in rows]

    def post(self, request: Request) -> Response:
        """Bring a file in."""
        data = self._file()
        layout = Layout.from_json(data.get("layout", {}))
        found = open_change_set(file=data["file"], by=request.user, door=Door.API, layout=layout)
        tasks.start_staging(found)
        if found.state == ChangeSetState.FAILED:
            raise self._unreadable(found)
        waits = found.state != ChangeSetState.PLANNED
        headers = {"Location": f"{request.path}{found.pk}/"}
        return Response(bodies.change_set(found), status=202 if waits else 201, headers=headers)

    def _file(self) -> dict[str, Any]:
        """The file and what was sent with it. Raises Problem, also for one that was too large to be kept."""
        try:
            return self.sent(shapes.NewImport)
        except Problem as problem:
            if not getattr(self.request, "upload_too_large", False):
                raise
            limit = {"limit": str(settings.IMPORT_MAX_MB)}
            raise refused(FileProblems([FileProblem("too_large", params=limit)])) from problem

    def _unreadable(self, found: ChangeSet) -> Problem:
        """The refusal of a file nobody can read; it is given up, for nobody can do anything with it."""
        problems = failure_problems(found)
        discard_change_set(found, by=self.request.user)
        return (
            refused(FileProblems(problems)) if problems else Problem("refused", _("It could not be checked."))
        )


class ImportPage(ImportView):
    """A file brought in: where it stands, and how many of its rows end how."""

    summary = "A file brought in"
    shape = shapes.Import
    http_method_names = ["get", "head"]

    def get(self, request: Request, number: int) -> Response:
        """The change set."""
        return Response(bodies.change_set(self.change_set()))
