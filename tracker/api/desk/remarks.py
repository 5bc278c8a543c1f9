"""Remarks in work: entered, looked at, changed, reviewed."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.remarks import enter_remark
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.authority import ENTER, require_right
from tracker.models import Remark

from .base import DeskList, DeskPage, deletes
from .changes import change_remark
from .filters import RemarkFilters
from .kinds import REMARKS
from .review import Review, takes
from .stated import filled, require_visible


class Remarks(DeskList):
    """Remarks beside commitments within the remits of who asks, drafts included."""

    kind = REMARKS
    summary = "Remarks in work"
    shape = shapes.DeskRemark
    queryset = Remark.objects.none()
    filterset_class = RemarkFilters
    http_method_names = ["get", "head", "post"]
    writes = {
        "POST": Exchange(
            summary="Enter a remark",
            says="As a draft (201), in the name of who sends it.",
            asks=pledges.NewRemark,
            answers={"201": shapes.DeskRemarkPage},
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request) -> Response:
        """Enter a remark."""
        require_right(request.user, ENTER, Remark)
        data = self.sent(pledges.NewRemark)
        require_visible(data, request.user)
        columns = filled(Remark, data)

        def carry_out() -> Response:
            return self.answer_now(self.kind, enter_remark(by=request.user, **columns), status=201)

        return self.carried_out(request, carry_out)


class RemarkPage(DeskPage):
    """One remark as it is stored, with what can be done to it and what was."""

    kind = REMARKS
    summary = "A remark in work"
    shape = shapes.DeskRemarkPage
    http_method_names = ["get", "head", "patch", "delete"]
    writes = {
        "PATCH": Exchange(
            summary="Change a remark",
            says="What is sent takes the place of what stands there: of a draft at once (200), of a public "
            "one by a new version that waits for somebody else (202).",
            asks=pledges.RemarkChange,
            answers={"200": shapes.DeskRemarkPage, "202": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        ),
        "DELETE": deletes("a remark"),
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.RemarkChange)
        return self.changed(lambda row: self.amended(row, change_remark(row, data, request.user, None)))

    def delete(self, _request: Request, **_key: Any) -> Response:
        """Delete it."""
        return self.gone()


class RemarkReview(Review):
    """Lets a remark take a step on its way to the public."""

    kind = REMARKS
    summary = "Review a remark"
    shape = shapes.DeskRemarkPage
    writes = takes(shapes.DeskRemarkPage)
