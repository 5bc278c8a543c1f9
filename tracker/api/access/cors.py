"""Which other web pages' scripts may ask (CORS): those of the setting CORS_ORIGINS, always without cookies.

Browsers do not let a script send a token or read an answer elsewhere unless the answer says so. No answer
ever allows cookies: a page of another origin asks as anybody, or with a token of its own.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_METHODS: Final = "GET, HEAD, POST, PATCH, DELETE"
_ASKS_WITH: Final = (
    "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
)
_TELLS: Final = "Content-Disposition, ETag, Idempotency-Replayed, Location, Retry-After"
#: How long a browser need not ask again what it may ask, in seconds.
_REMEMBERED: Final = "86400"


def cross_origin(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers of the API say which other origins may read them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (settings.CORS_ORIGINS and request.path_info.startswith("/api/")):
            return answer(request)
        origin = request.headers.get("Origin", "")
        allowed = "*" if "*" in settings.CORS_ORIGINS else origin if origin in settings.CORS_ORIGINS else ""
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = _preflight() if allowed and asks_first else answer(request)
        if allowed:
            response.headers["Access-Control-Allow-Origin"] = allowed
            response.headers["Access-Control-Expose-Headers"] = _TELLS
        if "*" not in settings.CORS_ORIGINS:
            patch_vary_headers(response, ["Origin"])
        return response

    return middleware


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _ASKS_WITH,
            "Access-Control-Max-Age": _REMEMBERED,
        },
    )
