"""What somebody is told after too many failed logins."""

from typing import Any, Final

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: So much of a name is kept of a login that failed: what a column of the record holds.
_LONGEST_NAME: Final = 255


def name_tried(request: HttpRequest, credentials: Any = None) -> str | None:
    """The name somebody tried to log in with, as far as the record can hold it."""
    name = (credentials or request.POST).get("username")
    return None if name is None else str(name)[:_LONGEST_NAME]


def locked(request: HttpRequest, original: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page of an account locked for an address, the same whether such an account exists or not."""
    seconds = int(get_cool_off(request).total_seconds())
    answer = render(request, "accounts/locked.html", {"minutes": seconds // 60}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
