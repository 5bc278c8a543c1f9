"""Figures in work: looked at, reviewed, corrected, withdrawn, preferred."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.observations import (
    prefer_observation,
    right_to_withdraw,
    unprefer_observation,
    withdraw_observation,
)
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.entry import Ended
from tracker.models import Observation, Revision

from .base import DeskList, DeskPage, DeskRow
from .changes import ABOUT_CORRECTIONS, correct
from .filters import FigureFilters
from .kinds import OBSERVATIONS, REVISIONS
from .review import Review, takes


class Observations(DeskList):
    """Figures within the remits of who asks, drafts and withdrawn ones included."""

    kind = OBSERVATIONS
    summary = "Figures in work"
    shape = shapes.DeskObservation
    queryset = Observation.objects.none()
    filterset_class = FigureFilters


class ObservationPage(DeskPage):
    """One figure as it is stored, with what can be done to it and what was.

    A draft can be read back here, and the comment it was returned with.
    """

    kind = OBSERVATIONS
    summary = "A figure in work"
    shape = shapes.DeskObservationPage


class ObservationReview(Review):
    """Lets a figure take a step on its way to the public."""

    kind = OBSERVATIONS
    summary = "Review a figure"
    shape = shapes.DeskObservationPage
    writes = takes(shapes.DeskObservationPage)


class Correct(DeskRow):
    """Sets right what we had wrong about a figure: the wrong row is withdrawn with the reason, and a right
    one stored, under a number of its own (201).

    A public figure is corrected by a new version that waits for somebody else (202), but for those who need
    no second person. Checked as a row of a file is: warnings stop it (422 `invalid_rows`) until they are
    accepted. A note alone is mended at once (200). A later or firmer figure of the source's own is no
    correction: enter it.
    """

    kind = OBSERVATIONS
    summary = "Correct a figure"
    shape = shapes.DeskObservationPage
    about = ABOUT_CORRECTIONS
    writes = {
        "POST": Exchange(
            asks=shapes.Correction,
            answers={
                "200": shapes.DeskObservationPage,
                "201": shapes.DeskObservationPage,
                "202": shapes.DeskRevisionPage,
            },
            matched=True,
            keyed=True,
            marked=True,
            refuses=("invalid_rows",),
        )
    }

    def post(self, request: Request, **_key: Any) -> Response:
        """Correct it, or propose to."""
        said = self.sent(shapes.Correction)

        def carry_out(row: Observation) -> Response:
            saved = correct(row, said, request.user, None)
            if saved.ended == Ended.PROPOSED:
                return self.answer_now(REVISIONS, Revision.objects.open().of(row).get(), status=202)
            return self.answer_now(self.kind, saved.figure, status=200 if saved.figure == row else 201)

        return self.changed(carry_out)


class Reasoned(DeskRow):
    """Something done to a figure for which a reason is asked. POST only."""

    kind = OBSERVATIONS
    shape = shapes.DeskObservationPage
    writes = {
        "POST": Exchange(
            asks=shapes.DeskReason,
            answers={"200": shapes.DeskObservationPage},
            matched=True,
            keyed=True,
            marked=True,
        )
    }
    act: Any

    def post(self, request: Request, **_key: Any) -> Response:
        """Do it."""
        reason = self.sent(shapes.DeskReason)["reason"]

        def carry_out(row: Observation) -> Response:
            type(self).act(observation=row, by=request.user, reason=reason)
            return self.answer_now(self.kind, row)

        return self.changed(carry_out)

    def needs(self, row: Observation) -> str:
        """What withdrawing takes: preferring is for public ones alone."""
        return right_to_withdraw(row)


class Withdraw(Reasoned):
    """Takes back a figure of ours that should not be there. A public one takes the right to publish.

    It stays on record with the reason, seen by auditors alone. What was only mistyped is corrected instead.
    """

    summary = "Withdraw a figure"
    act = staticmethod(withdraw_observation)


class Prefer(Reasoned):
    """Lets a public figure count for its series and period, whatever was published later."""

    summary = "Let a figure count"
    act = staticmethod(prefer_observation)


class Unprefer(Reasoned):
    """Takes a preference back: the rule alone decides again which figure counts."""

    summary = "No longer let a figure count"
    act = staticmethod(unprefer_observation)
