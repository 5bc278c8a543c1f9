"""Plans in work."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.plan_rows import amend_plan, enter_plan, right_to_amend
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.authority import ENTER, require_right
from tracker.models import Plan

from .base import DeskList, DeskPage
from .filters import PlanFilters
from .kinds import PLANS
from .review import Review, takes
from .stated import filled


class Plans(DeskList):
    """Plans within the remits of who asks, drafts included."""

    kind = PLANS
    summary = "Plans in work"
    shape = shapes.DeskPlan
    queryset = Plan.objects.none()
    filterset_class = PlanFilters
    http_method_names = ["get", "head", "post"]
    writes = {
        "POST": Exchange(
            summary="Enter a plan",
            says="As a draft (201). Commitments are entered into it at once, and show when both are public.",
            asks=pledges.NewPlan,
            answers={"201": shapes.DeskPlanPage},
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request) -> Response:
        """Enter a plan."""
        require_right(request.user, ENTER, Plan)
        columns = filled(Plan, self.sent(pledges.NewPlan))

        def carry_out() -> Response:
            return self.answer_now(self.kind, enter_plan(by=request.user, **columns), status=201)

        return self.carried_out(request, carry_out)


class PlanPage(DeskPage):
    """One plan as it is stored, with what can be done to it and what was."""

    kind = PLANS
    summary = "A plan in work"
    shape = shapes.DeskPlanPage
    http_method_names = ["get", "head", "patch"]
    about = {"plan_settled": "jurisdiction"}
    writes = {
        "PATCH": Exchange(
            summary="Change a plan",
            says="What is sent takes the place of what stands there, at once; of a public one this takes the "
            "right to publish.",
            asks=pledges.PlanChange,
            answers={"200": shapes.DeskPlanPage},
            matched=True,
            marked=True,
        )
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it."""
        columns = filled(Plan, self.sent(pledges.PlanChange))

        def change(row: Plan) -> Response:
            amend_plan(plan=row, by=request.user, **columns)
            return self.answer_now(self.kind, row)

        return self.changed(change)

    def needs(self, row: Plan) -> str:
        """The right that belongs to the state it is in."""
        return right_to_amend(row)


class PlanReview(Review):
    """Lets a plan take a step on its way to the public."""

    kind = PLANS
    summary = "Review a plan"
    shape = shapes.DeskPlanPage
    writes = takes(shapes.DeskPlanPage)
