"""Targets in work: looked at, changed, reviewed; further ones of a commitment."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.amending import announce_target
from tracker.actions.paths import plan_value
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.models import Commitment, PathPoint, Target

from .base import DeskList, DeskPage, DeskRow, deletes, numbered
from .changes import change_planned, change_target
from .filters import TargetFilters
from .kinds import COMMITMENTS, TARGETS
from .review import Review, takes
from .stated import ABOUT_PATHS, about_aims, aim_of, document_of, planned_fields


class Targets(DeskList):
    """Targets of the commitments within the remits of who asks, drafts included."""

    kind = TARGETS
    summary = "Targets in work"
    shape = shapes.DeskTarget
    queryset = Target.objects.none()
    filterset_class = TargetFilters


class TargetPage(DeskPage):
    """One target as it is stored, with what can be done to it and what was."""

    kind = TARGETS
    summary = "A target in work"
    shape = shapes.DeskTargetPage
    http_method_names = ["get", "head", "patch", "delete"]
    about = about_aims()
    writes = {
        "PATCH": Exchange(
            summary="Change a target",
            says="What we had wrong about it: of a draft at once (200), of a public one by a new version "
            "that waits for somebody else (202). A later change of the aim is a target of its own: add it "
            "to the commitment.",
            asks=pledges.TargetChange,
            answers={"200": shapes.DeskTargetPage, "202": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        ),
        "DELETE": deletes("a target"),
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.TargetChange)
        return self.changed(lambda row: self.amended(row, change_target(row, data, request.user, None)))

    def delete(self, _request: Request, **_key: Any) -> Response:
        """Delete it."""
        return self.gone()


class TargetReview(Review):
    """Lets a target take a step on its way to the public."""

    kind = TARGETS
    summary = "Review a target"
    shape = shapes.DeskTargetPage
    writes = takes(shapes.DeskTargetPage)


class CommitmentTargets(DeskRow):
    """Adds a target that was announced: to a draft as a draft, to a public commitment for somebody else to
    approve. The first announced stays; the last announced counts.
    """

    kind = COMMITMENTS
    summary = "Add a target"
    shape = shapes.DeskTargetPage
    about = about_aims()
    writes = {
        "POST": Exchange(
            asks=pledges.NewTarget, answers={"201": shapes.DeskTargetPage}, keyed=True, marked=True
        )
    }

    def post(self, request: Request, **_key: Any) -> Response:
        """Add it."""
        data = self.sent(pledges.NewTarget)
        aim = aim_of(data, request.user)

        def carry_out() -> Response:
            row: Commitment = self.locked()
            document = document_of(data, row)
            target = announce_target(commitment=row, document=document, aim=aim, by=request.user)
            return self.answer_now(TARGETS, target, status=201)

        return self.carried_out(request, carry_out)


class TargetPath(DeskRow):
    """Adds a value that was announced on the way to a target (季度序时); to a public target by a proposal
    (202).
    """

    kind = TARGETS
    summary = "Add a planned value"
    shape = shapes.DeskTargetPage
    about = ABOUT_PATHS
    writes = {
        "POST": Exchange(
            asks=pledges.NewPlanned,
            answers={"201": shapes.DeskTargetPage, "202": shapes.DeskRevisionPage},
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request, **_key: Any) -> Response:
        """Add it, or propose to."""
        data = planned_fields(self.sent(pledges.NewPlanned))

        def carry_out() -> Response:
            row: Target = self.locked()
            document = data.pop("document", row.document)
            added = plan_value(target=row, document=document, by=request.user, **data)
            return self.answer_added(self.kind, row, added)

        return self.carried_out(request, carry_out)


class PlannedPage(DeskRow):
    """Changes a planned value, if its target still is as its sender saw it.

    Of a draft at once (200), of a public target by a new version that waits for somebody else (202).
    """

    kind = TARGETS
    summary = "Change a planned value"
    shape = shapes.DeskTargetPage
    about = ABOUT_PATHS
    http_method_names = ["patch", "delete"]
    writes = {
        "PATCH": Exchange(
            asks=pledges.PlannedChange,
            answers={"200": shapes.DeskTargetPage, "202": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        ),
        "DELETE": deletes("a planned value", shapes.DeskTargetPage),
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.PlannedChange)
        return self.changed(
            lambda row: self.amended(row, change_planned(self.point(row), data, request.user, None)),
        )

    def delete(self, _request: Request, **_key: Any) -> Response:
        """Delete it."""
        return self.gone(self.point)

    def point(self, row: Target) -> PathPoint:
        """The planned value meant. Raises Http404."""
        point: PathPoint = numbered(row.path.select_related("document"), self.kwargs["place"])
        return point
