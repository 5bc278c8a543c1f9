"""The shapes of stored verdicts."""

from rest_framework import serializers

from tracker.models import VerdictChange

from .fields import Shape, count, flag, status, text, word
from .figures import LatestFigure, Verdict, VerdictBrief


class VerdictRow(Verdict):
    """A stored verdict. Stored ones are added and never changed."""

    latest = LatestFigure(allow_null=True, help_text="Its newest figure, unless that was withdrawn since.")
    inputs_sha256 = text("Hash of the rows it rests on.")
    recorded_at = serializers.DateTimeField(help_text="When it was stored.")


class VerdictBefore(Shape):
    """The verdict another one took the place of."""

    id = count("Number of the stored verdict.")
    status = status()
    as_of = serializers.DateField(help_text="The day it was judged for.")


class ReasonOfChange(Shape):
    """What led to a verdict."""

    code = word(VerdictChange, "The code.")
    text = text("What it means, in the language of the request.")


class ChangedVerdict(Shape):
    """A stored verdict beside the one before it, and what led from one to the other."""

    id = count("Number of the stored verdict.")
    commitment = text("Code of the commitment.")
    statement = text("What is pledged, in the language of the request.")
    plan = text("Code of the plan.")
    jurisdiction = text("Code of the jurisdiction.")
    topic = text("Code of the topic.")
    recorded_at = serializers.DateTimeField(help_text="When it was stored.")
    before = VerdictBefore(allow_null=True, help_text="The verdict before; null where it is the first.")
    verdict = VerdictBrief()
    status_changed = flag("Whether its status is another than before; true of the first.")
    changes = ReasonOfChange(
        many=True, help_text="What led to it, in CSV the codes; empty where that was not yet recorded."
    )
    latest = LatestFigure(allow_null=True, help_text="Its newest figure, unless that was withdrawn since.")
    change_set = count("Number of the change set it came with.", allow_null=True)
    sha256 = text("Hash of everything it says and rests on: cite this.")
