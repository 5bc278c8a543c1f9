"""The language an answer of the API is in: the one its request asks for, and nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


class Spoken:
    """A view that answers in the language of the request, also where it refuses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Choose the language first, so that even a refusal is in it."""
        translation.activate(_language_of(request))
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


def _language_of(request: HttpRequest) -> str:
    """The language of `Accept-Language` alone: an answer of the API must not hang on a cookie."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
