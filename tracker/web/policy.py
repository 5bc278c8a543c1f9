"""The content security policy beside every answer: the one of the settings, written once."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: Django's own pages on what went wrong have styles inside them; they are shown while DEBUG is on.
_EXPLAINED: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR})


def content_policy(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: as django-csp's own, for a policy that is the same for all answers and has no nonce."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not (settings.DEBUG and response.status_code in _EXPLAINED):
            response.headers.setdefault(HEADER, policy)
        return response

    return middleware
