"""Plans in work."""

from tracker.api.shapes import desk as shapes
from tracker.models import Plan

from .base import DeskList, DeskPage
from .filters import PlanFilters
from .kinds import PLANS
from .review import Review, takes


class Plans(DeskList):
    """Plans within the remits of who asks, drafts included."""

    kind = PLANS
    summary = "Plans in work"
    shape = shapes.DeskPlan
    queryset = Plan.objects.none()
    filterset_class = PlanFilters


class PlanPage(DeskPage):
    """One plan as it is stored, with what can be done to it and what was."""

    kind = PLANS
    summary = "A plan in work"
    shape = shapes.DeskPlanPage


class PlanReview(Review):
    """Lets a plan take a step on its way to the public."""

    kind = PLANS
    summary = "Review a plan"
    shape = shapes.DeskPlanPage
    writes = takes(shapes.DeskPlanPage)
