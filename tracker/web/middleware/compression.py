"""Compresses what holds no secret: pages for visitors nobody knows, and the files that go with them.

Whoever can watch the size of compressed answers, and have words of theirs put into them, can guess what is
secret in them (BREACH). So nothing is compressed for anybody who carries a session or the mark of a form, nor
what gives out either; the rest is public. Answers of the interface are left to its own rules.
"""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PAGES: Final = frozenset({"text/html"})
_FILES: Final = frozenset({"text/css", "text/javascript", "image/svg+xml"})


class Compression(GZipMiddleware):
    """Django's own, for answers that may be compressed; it adds bytes at random to their length as well."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """The answer, compressed where the visitor takes that and nothing in it is secret."""
        if not may_be_compressed(request, response):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


def may_be_compressed(request: HttpRequest, response: Any) -> bool:
    """Whether an answer is a public file, or a page for a visitor without a cookie of ours."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind in _FILES:
        return request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}")
    known = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}.intersection(request.COOKIES)
    return kind in _PAGES and not known and not response.cookies
