"""New versions of public rows, and remarks: what waits for a second person beside drafts."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.revisions import drop_revision, right_to_drop
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.models import Remark, Revision

from .base import DeskList, DeskPage, DeskRow
from .filters import RemarkFilters, RevisionFilters
from .kinds import REMARKS, REVISIONS
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


class Remarks(DeskList):
    """Remarks beside commitments within the remits of who asks, drafts included."""

    kind = REMARKS
    summary = "Remarks in work"
    shape = shapes.DeskRemark
    queryset = Remark.objects.none()
    filterset_class = RemarkFilters


class RemarkPage(DeskPage):
    """One remark as it is stored, with what can be done to it and what was."""

    kind = REMARKS
    summary = "A remark in work"
    shape = shapes.DeskRemarkPage


class RemarkReview(Review):
    """Lets a remark take a step on its way to the public."""

    kind = REMARKS
    summary = "Review a remark"
    shape = shapes.DeskRemarkPage
    writes = takes(shapes.DeskRemarkPage)
