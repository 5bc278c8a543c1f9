"""Messages from one page to the next; programs, which ask the API, see no pages."""

from typing import Any

from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest

from .doors import is_of_the_api


class Messages(MessageMiddleware):
    """Django's own, for pages."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass requests of the API on as they are."""
        return self.get_response(request) if is_of_the_api(request.path_info) else super().__call__(request)
