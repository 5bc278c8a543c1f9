"""What is decided over a file brought in: that it is stored, taken back or given up."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from tracker.api.sending import Exchange
from tracker.api.shapes import imports as shapes
from tracker.ingest import discard_change_set, tasks
from tracker.models import ChangeSet, ChangeSetState

from . import bodies
from .base import ImportView


class Decision(ImportView):
    """Something done to a change set. POST only."""

    shape = shapes.Import
    http_method_names = ["post"]
    writes = {"POST": Exchange(answers={"200": shapes.Import})}

    def post(self, request: Request, number: int) -> Response:
        """Do it, and answer with where the set stands then."""
        found = self.change_set(to_decide=True)
        return self.decide(found, self.sent(self.writes["POST"].asks or Serializer))

    def decide(self, found: ChangeSet, data: dict[str, Any]) -> Response:
        """What a subclass does. Raises IngestError."""
        raise NotImplementedError


class Apply(Decision):
    """Stores what `rows/` shows, all of it or nothing. Asked twice, it is stored once.

    A large set is left to the worker (202). Where somebody stored or withdrew one of the figures since it
    was checked, nothing is stored (`refused`, `changed_meanwhile`): it has been checked again, look at it
    once more. Figures of somebody who does not publish wait for somebody who does.
    """

    summary = "Store a file's figures"
    writes = {
        "POST": Exchange(asks=shapes.ImportDecision, answers={"200": shapes.Import, "202": shapes.Import})
    }

    def decide(self, found: ChangeSet, data: dict[str, Any]) -> Response:
        """Store it, now or by the worker."""
        tasks.start_applying(found, by=self.request.user, **data)
        done = found.state == ChangeSetState.APPLIED
        return Response(bodies.change_set(found), status=200 if done else 202)


class Reverse(Decision):
    """Takes back what a stored set brought in: its figures are withdrawn, those it replaced stand again.

    Nothing is deleted, and later figures on top stay: `kept` names them. A large set is left to the worker
    (202).
    """

    summary = "Take a file's figures back"
    writes = {
        "POST": Exchange(asks=shapes.ImportReason, answers={"200": shapes.Reversal, "202": shapes.Import})
    }

    def decide(self, found: ChangeSet, data: dict[str, Any]) -> Response:
        """Take it back."""
        done = tasks.start_reversing(found, by=self.request.user, reason=data["reason"])
        if done is None:
            return Response(bodies.change_set(found), status=202)
        return Response(
            {
                "change_set": bodies.change_set(done.change_set),
                "withdrawn": done.withdrawn,
                "restored": done.restored,
                "gone": done.gone,
                "kept": [row.pk for row in done.kept],
            }
        )


class Discard(Decision):
    """Gives a set up that was not stored; one that is being checked stops at its next batch."""

    summary = "Give a file up"

    def decide(self, found: ChangeSet, data: dict[str, Any]) -> Response:
        """Give it up."""
        return Response(bodies.change_set(discard_change_set(found, by=self.request.user)))
