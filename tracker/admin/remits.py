"""For which places and departments somebody works: on the page of their account."""

from django.contrib import admin

from tracker.models import Remit


class RemitInline(admin.TabularInline):
    """A row for each part of the data; an empty one means everywhere and everything."""

    model = Remit
    extra = 0
    autocomplete_fields = ("jurisdiction", "department")
