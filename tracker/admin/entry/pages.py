"""What the pages of fast entry share: how they are answered, and what they say to whom the session left."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def page_of(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
    """A page of the desk."""
    request.current_app = admin.site.name
    whole = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, whole)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def typed_into(view: View) -> View:
    """A page of the desk that people type into: when their session has ended, nothing typed is lost.

    A script is told (401), and keeps its page; what a form posted the desk keeps until they have logged in.
    """
    inside = admin.site.admin_view(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if wants_json(request) and not admin.site.has_permission(request):
            return JsonResponse({"said": _("Your session has ended.")}, status=401)
        return inside(request, *args, **options)

    return answer


@never_cache
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """The token forms need, for a page whose user has logged in anew in another tab; 401 for nobody."""
    if not admin.site.has_permission(request):
        return JsonResponse({"said": _("Your session has ended.")}, status=401)
    return JsonResponse({"token": get_token(request)})
