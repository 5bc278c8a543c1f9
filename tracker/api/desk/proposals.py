"""New versions of public rows, which wait for a second person: looked at, mended, reviewed, given up."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.revisions import drop_revision, right_to_drop, row_of
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.models import Revision

from .base import DeskList, DeskPage, DeskRow
from .changes import CHANGES
from .filters import RevisionFilters
from .kinds import REVISIONS
from .review import Review, takes


class Revisions(DeskList):
    """New versions of public rows within the remits of who asks: what each would make of what."""

    kind = REVISIONS
    summary = "New versions"
    shape = shapes.DeskRevision
    queryset = Revision.objects.none()
    filterset_class = RevisionFilters


class RevisionPage(DeskPage):
    """One new version, with what can be done to it and what was. Published, it becomes the row."""

    kind = REVISIONS
    summary = "A new version"
    shape = shapes.DeskRevisionPage
    http_method_names = ["get", "head", "patch"]
    writes = {
        "PATCH": Exchange(
            summary="Mend a new version",
            says="One that was returned, or a draft. What is sent is what a change of the row itself takes "
            "(`of` on the page says which row: `correct/` of a figure, else PATCH); it takes the place of "
            "what the new version says there, and the rest of it stays.",
            asks_any_of=tuple(change.shape for change in CHANGES.values()),
            refuses=("invalid_rows",),
            answers={"200": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        )
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Mend it."""
        self.body()

        def mend(row: Revision) -> Response:
            stored = row_of(row)
            change = CHANGES[type(stored)]
            self.about = change.about
            change.act(stored, self.sent(change.shape), request.user, row)
            return self.answer_now(self.kind, row)

        return self.changed(mend)


class RevisionReview(Review):
    """Lets a new version take a step on its way to the public."""

    kind = REVISIONS
    summary = "Review a new version"
    shape = shapes.DeskRevisionPage
    writes = takes(shapes.DeskRevisionPage)


class Drop(DeskRow):
    """Gives a new version up, so that another can be proposed: by who proposed it, or who could return it."""

    kind = REVISIONS
    summary = "Give a new version up"
    shape = shapes.DeskRevisionPage
    writes = {
        "POST": Exchange(
            asks=shapes.DeskReason,
            answers={"200": shapes.DeskRevisionPage},
            matched=True,
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request, **_key: Any) -> Response:
        """Give it up."""
        reason = self.sent(shapes.DeskReason)["reason"]

        def drop(row: Revision) -> Response:
            drop_revision(revision=row, by=request.user, reason=reason)
            return self.answer_now(self.kind, row)

        return self.changed(drop)

    def needs(self, row: Revision) -> str:
        """Less of one's own."""
        return right_to_drop(row, self.request.user)
