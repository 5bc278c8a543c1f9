"""Documents."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.models import Document

from .base import CONTENT, IDENTITY, LIFECYCLE, Desk, group


@admin.register(Document)
class DocumentDesk(Desk):
    """Published sources. Their date is fixed once anything was known by it."""

    wide = ("title", "publisher", "file_sha256")
    list_display = ("title", "publisher", "published", "kind", "reliability", "jurisdiction")
    list_filter = ("reliability", "kind", "published_precision")
    list_select_related = ("jurisdiction",)
    search_fields = ("code", "title", "publisher", "url")
    autocomplete_fields = ("jurisdiction",)
    date_hierarchy = "published_on"
    fieldsets = (
        group(IDENTITY, "code", "title", "publisher", ("published_on", "published_precision")),
        group(CONTENT, ("kind", "reliability"), "jurisdiction", "url", "file_sha256", "note"),
        group(LIFECYCLE, "seen_on"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        if obj is None:
            return fixed
        cited = obj.evidence.exists() or obj.observations.exists() or obj.targets.exists()
        dates = ("published_on", "published_precision", "seen_on") if cited else ()
        return (*fixed, "code", *dates)

    @admin.display(description=Document._meta.get_field("published_on").verbose_name, ordering="published_on")
    def published(self, obj: Document) -> Any:
        """The date as far as it is known."""
        return obj.published or None
