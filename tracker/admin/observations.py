"""Figures: looked at as they are; recorded, corrected, withdrawn and preferred through `actions`."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.models import Observation, Qualifier

from .base import CONTENT, IDENTITY, LIFECYCLE, PROVENANCE, ReadOnly, group
from .bulk import withdraw_figures
from .exports import ObservationTable
from .filters import DocumentTyped, IndicatorTyped, PlaceTyped
from .finding import Findable, figures_like
from .imports import Importing
from .lists import LongDesk
from .observation_pages import FigurePages
from .steps import Reviewed
from .todo import TaskFilter


@admin.register(Observation)
class ObservationDesk(Importing, FigurePages, Reviewed, Findable, LongDesk, ReadOnly):
    """Published figures. None is ever changed: our mistake is set right by another row, with a reason."""

    resource_classes = (ObservationTable,)
    actions = (withdraw_figures,)
    wide = ("section", "quote", "derivation")
    list_display = ("series", "period", "as_written", "obs_status", "published", "source", "standing")
    list_filter = (
        TaskFilter,
        IndicatorTyped,
        PlaceTyped,
        DocumentTyped,
        "state",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        "obs_status",
        "qualifier",
        "preferred",
    )
    list_select_related = ("series__indicator", "series__jurisdiction", "unit", "document")
    like = staticmethod(figures_like)
    # The form of a new one chooses among these.
    autocomplete_fields = ("series", "document", "unit")
    fieldsets = (
        group(IDENTITY, "series", ("period", "period_start", "period_end"), "document"),
        group(
            CONTENT,
            ("value", "unit", "written"),
            ("qualifier", "obs_status"),
            "missing_reason",
            "preferred",
            "preferred_reason",
        ),
        group(PROVENANCE, "section", "quote", "start", "derivation", "note"),
        group(
            LIFECYCLE,
            ("published_on", "published_precision", "known_from"),
            "state",
            "recorded_at",
            "change_set",
            ("withdrawn_at", "withdrawn_by"),
            "withdrawn_reason",
        ),
    )

    @admin.display(description=_("figure"))
    def as_written(self, obj: Observation) -> str:
        """The digits as written with their unit and how they bound the value, or why there are none."""
        if obj.value is None:
            return f"— ({obj.missing_reason})"
        hedge = "" if obj.qualifier == Qualifier.EXACT else f"{obj.get_qualifier_display()} "
        return f"{hedge}{obj.written} {obj.unit}"

    @admin.display(description=_("published on"), ordering="published_on")
    def published(self, obj: Observation) -> str | None:
        """The date as far as it is known."""
        return obj.published or None

    @admin.display(description=_("document"), ordering="document__title")
    def source(self, obj: Observation) -> str:
        """The beginning of the document's title."""
        return Truncator(obj.document.title).chars(20)

    @admin.display(description=_("in force"), boolean=True)
    def standing(self, obj: Observation) -> bool:
        """Whether it was not withdrawn."""
        return obj.withdrawn_at is None
