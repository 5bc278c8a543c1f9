"""The way of single rows to the public: submitted, returned, approved, published."""

from typing import Any, Final

from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.review import STEPS, advance_one
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes

from .base import DeskRow

_SAYS: Final = (
    "Takes the step if the row still is as its sender saw it. Nobody approves what they had a hand in. A "
    "commitment takes its targets along; a published new version becomes the row. `may` on its page names "
    "the steps open to who asks."
)


class Review(DeskRow):
    """Lets a row take a step on its way to the public. POST only."""

    about = {"no_reason": "comment"}

    def post(self, request: Request, **_key: Any) -> Response:
        """Take the step."""
        sent = self.sent(shapes.ReviewStep)
        self.step = STEPS[sent["step"]]

        def take(row: Any) -> Response:
            advance_one(row, self.step, by=request.user, comment=sent["comment"])
            return self.answer_now(self.kind, row)

        return self.changed(take)

    def needs(self, row: Any) -> str:
        """The right that belongs to the step."""
        return self.step.action


def takes(shape: Any) -> dict[str, Exchange]:
    """What a step asks and answers with."""
    return {
        "POST": Exchange(
            says=_SAYS, asks=shapes.ReviewStep, answers={"200": shape}, matched=True, keyed=True, marked=True
        ),
    }
