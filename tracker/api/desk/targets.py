"""Targets in work: looked at, changed, reviewed; further ones of a commitment."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.amending import amend_target, announce_target
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.models import Commitment, Target

from .base import DeskList, DeskPage, DeskRow
from .filters import TargetFilters
from .kinds import COMMITMENTS, TARGETS
from .review import Review, takes
from .stated import about_aims, aim_fields, aim_of, document_of


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
    http_method_names = ["get", "head", "patch"]
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
        )
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.TargetChange)
        aim = aim_fields(data, request.user)

        def change(row: Target) -> Response:
            revision = amend_target(
                target=row,
                by=request.user,
                reason=data["reason"],
                document=data.get("document"),
                **aim,
            )
            return self.amended(row, revision)

        return self.changed(change)


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
