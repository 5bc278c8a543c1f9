"""Commitments, targets and plans in work."""

from tracker.api.shapes import desk as shapes
from tracker.models import Commitment, Plan, Target

from .base import DeskList, DeskPage
from .filters import CommitmentFilters, PlanFilters, TargetFilters
from .kinds import COMMITMENTS, PLANS, TARGETS
from .review import Review, takes


class Commitments(DeskList):
    """Commitments within the remits of who asks, drafts included."""

    kind = COMMITMENTS
    summary = "Commitments in work"
    shape = shapes.DeskCommitment
    queryset = Commitment.objects.none()
    filterset_class = CommitmentFilters


class CommitmentPage(DeskPage):
    """One commitment as it is stored, with its targets and evidence, what can be done to it and what was."""

    kind = COMMITMENTS
    summary = "A commitment in work"
    shape = shapes.DeskCommitmentPage


class CommitmentReview(Review):
    """Lets a commitment take a step on its way to the public."""

    kind = COMMITMENTS
    summary = "Review a commitment"
    shape = shapes.DeskCommitmentPage
    writes = takes(shapes.DeskCommitmentPage)


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


class TargetReview(Review):
    """Lets a target take a step on its way to the public."""

    kind = TARGETS
    summary = "Review a target"
    shape = shapes.DeskTargetPage
    writes = takes(shapes.DeskTargetPage)


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
