"""Sessions end when they were not used for a while."""

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_RENEWED: Final = "renewed"
#: A session is stored again once a tenth of its time has passed: not with every page, since each is a write.
_SHARE: Final = 10


class RenewedWhileUsed:
    """Gives a session that is used its whole time again; one that is not ends after SESSION_IDLE_MINUTES."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and renew the session of somebody who is logged in where it is time to."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(time.time())
            if now - _stored_at(request) >= settings.SESSION_COOKIE_AGE // _SHARE:
                request.session[_RENEWED] = now
        return response


def _stored_at(request: HttpRequest) -> float:
    """When the session got its time: at its last renewal, else at the login."""
    login = request.user.last_login
    return request.session.get(_RENEWED) or (login.timestamp() if login else 0)
