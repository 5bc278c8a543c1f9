"""What somebody is told after too many failed logins."""

from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, original: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page of an account locked for an address, the same whether such an account exists or not."""
    seconds = int(get_cool_off(request).total_seconds())
    answer = render(request, "accounts/locked.html", {"minutes": seconds // 60}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
