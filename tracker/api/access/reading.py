"""Who may read what is published: everybody, or those with an account where PUBLIC_READING is off."""

from typing import Any

from django.conf import settings
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .authentication import BearerToken, Session


class MayRead(BasePermission):
    """Everybody; where reading is closed, whoever has an account."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the request may read."""
        return settings.PUBLIC_READING or request.user.is_authenticated


class Readable:
    """A view of published data.

    While anybody may read, no session is looked at: the answer is the same for everybody, and may be kept by
    whoever stands between. A token is, since it is counted apart.
    """

    permission_classes: Any = (MayRead,)

    def get_authenticators(self) -> list[Any]:
        """The ways to say who asks."""
        return [BearerToken()] if settings.PUBLIC_READING else [BearerToken(), Session()]
