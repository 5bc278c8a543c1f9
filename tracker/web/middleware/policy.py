"""The content security policy beside every answer. It is the same for all, and so is put together once."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: What Django shows a developer instead of such an answer carries its style within.
_EXPLAINED: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR})


def under_one_policy(answer_to: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Middleware: give every answer the policy of the settings."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponseBase:
        answer = answer_to(request)
        if not (settings.DEBUG and answer.status_code in _EXPLAINED):
            answer.headers.setdefault(HEADER, policy)
        return answer

    return middleware
