"""What may keep an answer, and when it need not be sent again: `Cache-Control`, `Vary`, `ETag` and 304.

Whatever is kept has to be asked for again before it is used: a figure withdrawn a moment ago shows nowhere.
"""

import base64
import hashlib
from typing import Any, Final

from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request

from ..access import Session

_READING: Final = ("GET", "HEAD")
#: What decides, besides the address, how an answer looks; a token decides whether there is one.
_VARY: Final = ("Accept", "Accept-Language", "Authorization")
#: What a 304 repeats of the answer it stands for.
_REPEATED: Final = ("ETag", "Cache-Control", "Vary")


class Conditional:
    """A view whose answers carry a mark of what they say. A view may set an `ETag` of its own."""

    request: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, or that it is still the one that is known."""
        response: Any = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return told_once(self.request, response)


def told_once(request: Request, response: Any) -> HttpResponseBase:
    """The answer with what caches need to know; 304 where `If-None-Match` names it."""
    by_session = any(isinstance(each, Session) for each in request.authenticators)
    patch_vary_headers(response, [*_VARY, *(["Cookie"] if by_session else [])])
    if request.method not in _READING or response.status_code != 200:
        response.headers["Cache-Control"] = "no-store"
        return response
    if response.streaming:
        return _streamed(request, response)
    response.headers["Cache-Control"] = (
        f"{'private' if request.user.is_authenticated else 'public'}, no-cache"
    )
    if hasattr(response, "render"):
        response.render()
    if "ETag" not in response.headers:
        kind = response.headers["Content-Type"]
        response.headers["ETag"] = entity_tag(response.content, kind, translation.get_language() or "")
    return _not_modified(response) if _is_known(request, response.headers["ETag"]) else response


def entity_tag(content: bytes, *rest: str) -> str:
    """A strong mark of bytes, and of what distinguishes them from the same bytes elsewhere."""
    digest = hashlib.blake2b(content, digest_size=18)
    for each in rest:
        digest.update(b"\0" + each.encode())
    return f'"{base64.urlsafe_b64encode(digest.digest()).decode()}"'


def _streamed(request: Request, response: Any) -> HttpResponseBase:
    """What is made while it is sent has no mark; of HEAD it is not made at all."""
    response.headers["Cache-Control"] = "no-store"
    if request.method == "HEAD":
        response.streaming_content = ()
    return response


def _is_known(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names the answer, be it by the weak mark of a proxy that compresses."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return known == ["*"] or tag.removeprefix("W/") in {each.removeprefix("W/") for each in known}


def _not_modified(response: Any) -> HttpResponseNotModified:
    return HttpResponseNotModified(headers={name: response.headers[name] for name in _REPEATED})
