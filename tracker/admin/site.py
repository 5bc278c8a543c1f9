"""The desk as a whole: its names, its order, and what it leaves to the pages of the site."""

from functools import wraps
from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tracker.models import AuditEntry

from .entry import kept
from .shelves import shelved

#: So many of the last things somebody did are shown.
_RECENT: Final = 10


class DeskSite(admin.AdminSite):
    """Django's admin, named and arranged as a desk."""

    site_header = _("Duixian desk")
    site_title = _("Duixian desk")
    index_title = _("Tables")
    empty_value_display = "—"

    def get_urls(self) -> list[Any]:
        """The pages of fast entry beside those of the tables."""
        from .entry.urls import urlpatterns  # they stand on this very site

        return [*urlpatterns, *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page for those who are logged in; what was sent when the session had ended is kept for them."""
        inside = super().admin_view(view, cacheable)

        @wraps(inside)
        def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            if request.method == "POST" and not self.has_permission(request):
                kept.keep(request)
            return inside(request, *args, **options)

        return answer

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The tables the user may see, as an office sorts them: not by the application they come from."""
        return shelved(super().get_app_list(request, app_label))

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The desk: what there is to do, ways to enter, and the tables."""
        from .todo import open_conflicts, todo_of  # they count rows of models that load after the site

        entries = AuditEntry.objects.filter(by=request.user)[:_RECENT]
        context = {
            "title": _("Desk"),
            "todo": list(todo_of(request.user)),
            "conflicts": open_conflicts(request.user),
            "recent": entries,
        }
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:
        """All tables stand on the first page."""
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One's own password is changed where everybody changes it."""
        return redirect("web:password")
