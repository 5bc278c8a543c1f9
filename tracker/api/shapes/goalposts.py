"""The shapes of moved targets."""

from rest_framework import serializers

from tracker.models import Reliability
from tracker.progress import Move
from tracker.reports.moves import MOVE_MEANINGS

from .fields import day, decimal, flag, maybe, status, text, word
from .figures import TargetBrief


def _moves(says: str) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField([(move.value, MOVE_MEANINGS[move]) for move in Move]), help_text=says
    )


class TargetStep(TargetBrief):
    """A target on one side of a change."""

    announced = text("When it was announced, as far as it is known.")
    document = text("Code of the document that announced it.")


class GoalpostChange(serializers.Serializer):
    """One step from a target to the next."""

    moves = _moves("What the later target does to the earlier one.")
    next_plan = flag("Whether the later one is the same pledge in a later plan.")
    before = TargetStep(help_text="The earlier target; of `continues` where `next_plan` is true.")
    after = TargetStep(allow_null=True, help_text="The later target; null where the pledge was dropped.")


class GoalpostVerdict(serializers.Serializer):
    """How a commitment stands against one of its targets."""

    status = status()
    judged_at = day("The end of the newest figure's period.")
    completion = decimal("Actual ÷ target.")
    progress = decimal("(Actual − baseline) ÷ (target − baseline).")
    gap = decimal("Progress (completion, of flows) less time gone, in percentage points.")
    reasons = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of what to know about it."
    )


class SilentSince(serializers.Serializer):
    """The first report after the due date that left a commitment unreported."""

    document = text("Code of the report.")
    published = text("When it came out, as far as it is known.")
    reliability = word(Reliability, "Whose publication it is.")


class GoalpostFacts(serializers.Serializer):
    """A commitment whose target moved, or of which nobody reported."""

    commitment = text("Code of the commitment.")
    statement = text("What is pledged, in the language of the request.")
    plan = text("Code of the plan.")
    jurisdiction = text("Code of the jurisdiction.")
    topic = text("Code of the topic.")
    continues = maybe("Code of the earlier commitment it goes on from.")
    moves = _moves("All moves of its target, each once.")
    verdict_first = GoalpostVerdict(help_text="Against the first target of its own plan.")
    verdict_current = GoalpostVerdict(help_text="Against the current target.")
    silent_since = SilentSince(allow_null=True)


class Goalpost(GoalpostFacts):
    """A commitment with every change of its target."""

    changes = GoalpostChange(many=True, help_text="The changes, the first first.")


class GoalpostLine(GoalpostFacts):
    """A line of the CSV: one change; a commitment without any has one line all the same."""

    change = GoalpostChange(allow_null=True)


class Goalposts(serializers.Serializer):
    """The moved targets of a day."""

    as_of = serializers.DateField(help_text="The day it speaks of.")
    results = Goalpost(many=True)
