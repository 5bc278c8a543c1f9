"""Whether it was said how long a body is: one without goes by unread, as if nothing had been sent.

Django reads as many bytes as `Content-Length` names, and parsers of forms ask for it as well. To read what
comes in pieces it would have to be put aside first, up to the limit of a file, for whoever sends it slowly.
"""

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tracker.api.problems import Fault, Problem
from tracker.api.sentences import Said


def require_length(request: Request) -> None:
    """Raise Problem `length_required` for a body whose length is not said. One without a body needs none."""
    if _comes_in_pieces(request):
        said: Said = _(
            "Send Content-Length: what comes in pieces (chunked) is not read. Most programs send it by "
            "themselves for a body given as a whole, and not as a stream."
        )
        fault = Fault(parameter="Content-Length", value="", code="length_required", remedy=said)
        raise Problem("length_required", said, [fault])


def _comes_in_pieces(request: Request) -> bool:
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return True
    # HTTP/1.1 says by its headers that there is no body; HTTP/2 by how the request ends.
    protocol = request.META.get("SERVER_PROTOCOL", "")
    if request.META.get("CONTENT_LENGTH") or protocol.startswith("HTTP/1"):
        return False
    # Servers that mark the end of what they give (`wsgi.input_terminated`) never wait for more behind it.
    return bool(request.META.get("wsgi.input_terminated")) and bool(request.META["wsgi.input"].read(1))
