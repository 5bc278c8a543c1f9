"""From where somebody asks."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


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
