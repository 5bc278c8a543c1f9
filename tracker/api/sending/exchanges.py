"""What one method of an address asks and answers with: declared once, for checking and for documenting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One method of a view; without a summary or description of its own the view's hold.

    `asks` is what is sent, None for nothing; `answers` are shapes by status. `matched` asks for `If-Match`,
    `keyed` takes an `Idempotency-Key`.
    """

    summary: str = ""
    says: str = ""
    asks: type[Serializer] | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    parameters: tuple[OpenApiParameter, ...] = ()
    matched: bool = False
    keyed: bool = False

    @property
    def headers(self) -> list[OpenApiParameter]:
        """The headers it looks at."""
        asked = ((self.matched, IF_MATCH), (self.keyed, IDEMPOTENCY_KEY))
        return [header for wanted, header in asked if wanted]
