"""The desk as a whole: its names, and what it leaves to the pages of the site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    """Django's admin, named and arranged as a desk."""

    site_header = _("Duixian desk")
    site_title = _("Duixian desk")
    index_title = _("Tables")
    empty_value_display = "—"

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One's own password is changed where everybody changes it."""
        return redirect("web:password")
