"""In which encoding a request is read: address and forms are UTF-8, whatever `Content-Type` says of a body.

Django takes the charset of a body for that of the address too, and reads it when the request is made, before
any middleware: with one that is no encoding of texts (`hex`) nothing would answer. Browsers send UTF-8, JSON
is UTF-8, and neither kind of form has a charset to name (RFC 7578, the URL Standard).
"""

from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest


class _InUTF8:
    """A request whose charset is not asked for."""

    @property
    def encoding(self) -> None:
        """None: Django's own, which is UTF-8."""

    @encoding.setter
    def encoding(self, value: Any) -> None:
        """Passed over."""


class Request(_InUTF8, WSGIRequest):
    """What `tracker.wsgi` answers."""


class AsyncRequest(_InUTF8, ASGIRequest):
    """What `tracker.asgi` answers."""
