"""What one method of an address asks and answers with: declared once, for checking and for documenting."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import Serializer

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The `ETag` of the row as you saw it. Had somebody changed it since, nothing is done (412).",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,100}$"},
    OpenApiParameter.HEADER,
    description="A word of your own for this very request. Sent again within a day, it is not done again: "
    "the first answer comes back, with `Idempotency-Replayed: true`. Another request under it is refused.",
)
_DONE: Final = ["200", "201", "202"]
ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=_DONE,
    description="A mark of the row as it is now: the next change takes it as `If-Match`.",
)
ETAG_MEANWHILE = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=["412"],
    description="A mark of the row as it is now. Read the row before it is sent as `If-Match`.",
)
LOCATION = OpenApiParameter(
    "Location",
    OpenApiTypes.URI_REF,
    OpenApiParameter.HEADER,
    response=_DONE[1:],
    description="The address of what was made, or of what waits for somebody else.",
)
REPLAYED = OpenApiParameter(
    "Idempotency-Replayed",
    {"type": "string", "enum": ["true"]},
    OpenApiParameter.HEADER,
    response=_DONE,
    description="This is the answer to an earlier request under the same `Idempotency-Key`.",
)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One method of a view; without a summary or description of its own the view's hold.

    `asks` is what is sent, None for nothing, `asks_any_of` where that depends on the row; `answers` are
    shapes by status. `matched` asks for `If-Match`, `keyed` takes an `Idempotency-Key`, `marked` answers with
    the row's tag and the address of a new one. `refuses` are codes of its own, beside those of all.
    """

    summary: str = ""
    says: str = ""
    asks: type[Serializer] | None = None
    asks_any_of: tuple[type[Serializer], ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    parameters: tuple[OpenApiParameter, ...] = ()
    matched: bool = False
    keyed: bool = False
    marked: bool = False
    refuses: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        """What may stand in the query."""
        return {each.name for each in self.parameters if each.location == OpenApiParameter.QUERY}

    @property
    def headers(self) -> list[OpenApiParameter]:
        """The headers it looks at, and those it answers with."""
        makes = self.marked and not {"201", "202"}.isdisjoint(self.answers)
        asked = (
            (self.matched, IF_MATCH),
            (self.matched, ETAG_MEANWHILE),
            (self.keyed, IDEMPOTENCY_KEY),
            (self.marked, ETAG),
            (makes, LOCATION),
            (self.keyed, REPLAYED),
        )
        return [_answered(header, self.answers) for wanted, header in asked if wanted]


def _answered(header: OpenApiParameter, answers: Mapping[str, Any]) -> OpenApiParameter:
    """A header with those of the answers that have it; refusals are told elsewhere, and may be had always."""
    if not isinstance(header.response, list):
        return header
    found = copy(header)
    found.response = [status for status in header.response if status in answers or status not in _DONE]
    return found
