"""The way of a change set's figures to the public: submitted, returned, approved, published."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.review import STEPS, advance, waiting_in
from tracker.api.parameters import explained
from tracker.api.sending import Exchange, WriteView
from tracker.api.sending.schema import WriteSchema
from tracker.api.shapes import imports as shapes
from tracker.api.shapes.desk import STEPS_SAY
from tracker.authority import change_sets_of, within
from tracker.models import ChangeSet

_STEP: Final = OpenApiParameter(
    "step",
    str,
    OpenApiParameter.PATH,
    enum=list(STEPS),
    description=explained("What is done to them.", STEPS_SAY),
)


class StepSchema(WriteSchema):
    """Names the operation: the address ends in a blank."""

    def get_operation_id(self) -> str:
        """A name of its own."""
        return "imports_step"


class Advance(WriteView):
    """Lets those figures of a stored set take a step that can, and says how many could not, and why.

    `return` takes a comment. Nobody approves what they brought in themselves. Who may not look at the set
    moves those of its figures that their remits cover, and is told of no others.
    """

    permission_classes: Any = (IsAuthenticated,)
    schema: Any = StepSchema()
    http_method_names = ["post"]
    tag = "imports"
    summary = "Review a file's figures"
    shape = shapes.Moved
    writes = {"POST": Exchange(asks=shapes.ReviewComment, answers={"200": shapes.Moved}, parameters=(_STEP,))}

    def post(self, request: Request, number: int, step: str) -> Response:
        """Take the step."""
        found = ChangeSet.objects.filter(pk=number).first()
        if found is None:
            raise NotFound
        rows = waiting_in(found)
        if not change_sets_of(request.user).filter(pk=number).exists():
            rows = within(rows, request.user)
            if not rows.exists():
                raise NotFound
        comment = self.sent(shapes.ReviewComment)["comment"]
        moved = advance(rows, STEPS[step], by=request.user, comment=comment)
        return Response({"rows": moved.rows, "refused": moved.refused})
