"""Addresses in templates: the same page in another language, and the API's answer behind a page."""

from typing import Any

from django import template
from django.urls import translate_url
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag(takes_context=True)
def this_page_in(context: dict[str, Any], language: str) -> str:
    """The address of the page being shown in `language`, its filters kept; "/" where there is no request."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else "/"


@register.simple_tag
def api_commitment(code: str, *, part: str = "", as_of: str = "") -> str:
    """Where the REST interface gives a commitment (DESIGN §6), or its `part` such as `verdicts/`."""
    return f"/api/v1/commitments/{code}/{part}" + (f"?{urlencode({'as_of': as_of})}" if as_of else "")
