"""Who asks: the bearer of a token, or somebody logged in on the pages."""

import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from tracker.api.sentences import told
from tracker.models import Token, User

#: When a token was last used is noted once in so long: each note is a write.
_NOTED_EVERY: Final = datetime.timedelta(minutes=1)


class InvalidToken(AuthenticationFailed):
    """A token that opens nothing: unknown, expired, revoked, or of a closed account."""

    default_detail = _("This token is unknown, expired or revoked. Make another on the page Tokens.")


class PasswordChangeRequired(PermissionDenied):
    """Somebody else chose the password of who asks."""

    default_detail = told(
        _("Somebody else chose your password. Change it on %(page)s."), page=reverse_lazy("web:password")
    )


class NoMark(PermissionDenied):
    """A session without the mark against forged requests."""

    def __init__(self, reason: str) -> None:
        said = _(
            "The mark against forged requests is missing or wrong (%(reason)s). Send the cookie csrftoken, "
            "and what it holds in the header X-CSRFToken; or a token in place of the session."
        )
        self.default_detail = told(said, reason=reason)
        super().__init__()


def _require_own_password(user: User) -> None:
    if user.must_change_password:
        raise PasswordChangeRequired


class BearerToken(BaseAuthentication):
    """A token in the header `Authorization: Bearer …`. The user is then one cut down to it."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Who asks; None without a token. Raises InvalidToken, PasswordChangeRequired."""
        scheme, _blank, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = Token.objects.of_secret(secret.strip()).select_related("user").first()
        if token is None or not (token.is_usable and token.user.is_active):
            raise InvalidToken
        _require_own_password(token.user)
        _note_use(token)
        return token.user.through(token), token

    def authenticate_header(self, request: HttpRequest) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="duixian"'


def _note_use(token: Token) -> None:
    now = timezone.now()
    seldom = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _NOTED_EVERY)
    if token.last_used_at is None or now - token.last_used_at > _NOTED_EVERY:
        Token.objects.filter(seldom, pk=token.pk).update(last_used_at=now)


class Session(SessionAuthentication):
    """The session of the pages, with their mark against forged requests (header X-CSRFToken)."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """Who asks. Raises PasswordChangeRequired."""
        found = super().authenticate(request)
        if found:
            _require_own_password(found[0])
        return found

    def enforce_csrf(self, request: Request) -> None:
        """Look for the mark. Raises NoMark."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise NoMark(str(error.detail).removeprefix("CSRF Failed: ").rstrip(".")) from error

    def authenticate_header(self, request: HttpRequest) -> str:
        """What a 401 asks for, where nothing but a session will do."""
        return "Session"


class BearerInSchema(OpenApiAuthenticationExtension):
    """How the documentation names tokens."""

    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """RFC 6750."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made on the page `/tokens/`. It never allows more than its user may.",
        }


class SessionInSchema(OpenApiAuthenticationExtension):
    """How the documentation names the session."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A cookie, and for whatever changes something the mark against forged requests."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The session of the pages; with POST, PATCH and DELETE also the cookie "
            "`csrftoken` and its mark in the header `X-CSRFToken`.",
        }
