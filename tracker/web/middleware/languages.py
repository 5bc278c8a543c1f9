"""The language of an answer: a page speaks that of its address, an answer of the API the one asked for.

An answer of the API must not hang on a cookie, nor on anything else but `Accept-Language`.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from .doors import is_of_the_api


class Languages(LocaleMiddleware):
    """Chooses the language first, so that even a refusal is in it."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak it."""
        if not is_of_the_api(request.path_info):
            return super().process_request(request)
        language = request.LANGUAGE_CODE = _asked_for(request)
        return translation.activate(language)

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Say which it is."""
        if not is_of_the_api(request.path_info):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language())
        if "Accept-Language" not in response.headers.get("Vary", ""):
            patch_vary_headers(response, ("Accept-Language",))
        return response


def _asked_for(request: HttpRequest) -> str:
    """The language somebody likes best. Those of no weight, the last in the list, they do not want at all."""
    unwanted = set()
    for code, weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()):
        try:
            language = translation.get_supported_language_variant(code)
        except LookupError:
            continue
        if weight:
            return language
        unwanted.add(language)
    return next((code for code, _name in settings.LANGUAGES if code not in unwanted), settings.LANGUAGE_CODE)
