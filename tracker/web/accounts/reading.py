"""Pages for those with an account only, where the setting PUBLIC_READING is off."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: What stays open: how to get in, and how the server is. The desk has a login of its own.
_OPEN: Final = frozenset({"web:login", "web:logout", "healthz", "readyz"})
#: The API refuses in its own words; but its page to read is a page.
_ITS_OWN: Final = frozenset({"admin", "api"})
_PAGE_OF_THE_API: Final = "api:docs"


class ReadersOnly:
    """Leads whoever is not logged in to the login, and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let through what is open, and those with an account."""
        if settings.PUBLIC_READING:
            return None
        match = request.resolver_match
        elsewhere = _ITS_OWN.intersection(match.namespaces) and match.view_name != _PAGE_OF_THE_API
        if elsewhere or match.view_name in _OPEN or request.user.is_authenticated:
            return None
        wanted = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("web:overview")
        return redirect_to_login(wanted)
