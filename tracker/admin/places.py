"""Jurisdictions and departments."""

from django.contrib import admin

from tracker.models import Department, Jurisdiction

from .base import CONTENT, IDENTITY, LIFECYCLE, Desk, group


@admin.register(Jurisdiction)
class JurisdictionDesk(Desk):
    """Areas with a government."""

    identity = ("code",)
    list_display = ("code", "name", "name_en", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "name_en")
    autocomplete_fields = ("parent",)
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "level", "parent"),
        group(LIFECYCLE, ("valid_from", "valid_to")),
    )


@admin.register(Department)
class DepartmentDesk(Desk):
    """Bodies that publish figures or answer for commitments."""

    identity = ("code",)
    list_display = ("code", "name", "name_en", "kind", "jurisdiction")
    list_filter = ("kind", "jurisdiction__level")
    list_select_related = ("jurisdiction",)
    search_fields = ("code", "name", "name_en")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "kind", "jurisdiction"),
    )
