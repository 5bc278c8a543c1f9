"""What somebody is told after too many failed logins, and whom a failure is counted against."""

import ipaddress
from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, original: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page of an account locked for an address, the same whether such an account exists or not."""
    seconds = int(get_cool_off(request).total_seconds())
    answer = render(request, "accounts/locked.html", {"minutes": seconds // 60}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def client_address(request: HttpRequest) -> str | None:
    """The address a request comes from; None where none can be told.

    Of X-Forwarded-For only the entries our own proxies appended count: whatever stands before them was
    written by the client.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        passed = [each for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        said = passed[-settings.PROXIES] if len(passed) >= settings.PROXIES else said
    try:
        return str(ipaddress.ip_address(said.strip()))
    except ValueError:
        return None
