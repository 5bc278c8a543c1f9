"""Units, topics, indicators with their aliases, and series."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.exceptions import QuantityError
from tracker.models import Alias, Commitment, Indicator, Series, Topic, Unit
from tracker.progress import affected_by, refresh, refresh_shown
from tracker.quantities import parse_unit

from .base import CONTENT, IDENTITY, TIES, Desk, group
from .exports import IndicatorTable
from .filters import SeriesIndicatorTyped, SeriesPlaceTyped
from .finding import Findable, series_like
from .lists import BY_CODE, LongDesk

#: What of an indicator a judgement depends on.
_JUDGED_BY = frozenset({"kind", "direction", "form", "counted_from", "basis", "change_of", "growth_of"})
#: What its commitments are found by.
_FOUND_BY = frozenset({"name", "name_en"})


class UnitForm(forms.ModelForm):
    """A unit by its symbol: what it measures and how much follow from reading it, as everywhere else."""

    def clean_symbol(self) -> str:
        symbol = self.cleaned_data["symbol"]
        try:
            unit = parse_unit(symbol)
        except QuantityError as error:
            raise ValidationError(_("“%(text)s” is not a unit."), params={"text": symbol}) from error
        self.instance.dimension = unit.dimension
        self.instance.factor = unit.factor
        return symbol


@admin.register(Unit)
class UnitDesk(Desk):
    """Units as documents print them."""

    form = UnitForm
    identity = ("symbol",)
    list_display = ("symbol", "name_en", "dimension", "factor")
    list_filter = ("dimension",)
    search_fields = ("symbol", "name_en", "dimension")
    readonly_fields = ("dimension", "factor")
    fieldsets = (
        group(IDENTITY, "symbol"),
        group(CONTENT, "name_en", ("dimension", "factor")),
    )


@admin.register(Topic)
class TopicDesk(Desk):
    """Subjects a reader browses by."""

    identity = ("code",)
    list_display = ("position", "code", "name", "name_en", "parent")
    list_display_links = ("code",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "name_en")
    autocomplete_fields = ("parent",)
    fieldsets = (
        group(IDENTITY, "code"),
        group(CONTENT, "name", "name_en", "parent", "position"),
    )


class Aliases(admin.TabularInline):
    """Other names sources use."""

    model = Alias
    extra = 0


@admin.register(Indicator)
class IndicatorDesk(Desk):
    """What is measured."""

    resource_classes = (IndicatorTable,)
    identity = ("code",)
    list_display = ("code", "name", "name_en", "kind", "direction", "unit", "topic")
    list_filter = ("kind", "direction", "topic")
    list_select_related = ("unit", "topic")
    search_fields = ("code", "name", "name_en", "aliases__name")
    autocomplete_fields = ("unit", "topic", "change_of", "growth_of")
    inlines = (Aliases,)
    fieldsets = (
        group(IDENTITY, "code"),
        group(
            CONTENT,
            "name",
            "name_en",
            ("kind", "direction", "form"),
            "unit",
            "topic",
            "definition",
            ("basis", "counted_from"),
        ),
        group(TIES, "change_of", "growth_of"),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Judge anew what is measured by it, and let it be found by its names, in the same transaction."""
        super().save_related(request, form, formsets, change)
        if not change:
            return
        if _JUDGED_BY.intersection(form.changed_data):
            refresh_shown(affected_by(form.instance.series.values_list("pk", flat=True)))
        elif _FOUND_BY.intersection(form.changed_data) or any(each.has_changed() for each in formsets):
            refresh(Commitment.objects.filter(series__indicator=form.instance))


@admin.register(Series)
class SeriesDesk(Findable, LongDesk):
    """Indicators in jurisdictions: what figures belong to."""

    identity = ("indicator", "jurisdiction")
    list_display = ("code", "indicator", "jurisdiction")
    list_filter = (SeriesIndicatorTyped, SeriesPlaceTyped)
    list_select_related = ("indicator", "jurisdiction")
    order = BY_CODE
    like = staticmethod(series_like)
    autocomplete_fields = ("indicator", "jurisdiction")
    readonly_fields = ("code",)
    fieldsets = (group(IDENTITY, "code", "indicator", "jurisdiction"),)

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        """Join the code of the two."""
        if not change:
            obj.code = Series.code_for(obj.jurisdiction.code, obj.indicator.code)
        super().save_model(request, obj, form, change)
