"""The desk: Django's admin over every table, with writes that span tables going through `actions`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import (
    changesets,
    commitments,
    imports,
    indicators,
    observations,
    people,
    places,
    plans,
    sources,
    targets,
    verdicts,
)

admin.site.site_header = _("Duixian desk")
admin.site.site_title = _("Duixian desk")
admin.site.index_title = _("Tables")
admin.site.empty_value_display = "—"

__all__ = [
    "changesets",
    "commitments",
    "imports",
    "indicators",
    "observations",
    "people",
    "places",
    "plans",
    "sources",
    "targets",
    "verdicts",
]
