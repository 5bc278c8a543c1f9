"""Tables handed out of the desk as CSV and XLSX. Nothing is brought in here: `ingest` does that."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.resources import ModelResource

from tracker.models import Commitment, Indicator, Observation
from tracker.reports.tables import spreadsheet_safe


class ExcelCSV(CSV):
    """CSV that Excel reads as UTF-8: the mark in front tells it so."""

    def export_data(self, dataset: Any, **options: Any) -> str:
        """The table as text."""
        return "\ufeff" + super().export_data(dataset, **options)


class Table(ModelResource):
    """Rows as they are handed out. No cell can be taken for a formula."""

    def export_field(self, field: Field, instance: Any, **options: Any) -> Any:
        """The cell, as plain text where it is text."""
        value = super().export_field(field, instance, **options)
        return spreadsheet_safe(value) if isinstance(value, str) else value


def column(path: str, name: str = "") -> Field:
    """A column that follows relations; empty where one of them is."""
    return Field(attribute=path, column_name=name or path)


class ObservationTable(Table):
    """Figures under the headers of an outcome table, so that what goes out can come in again."""

    indicator = column("series__indicator__code", "indicator")
    jurisdiction = column("series__jurisdiction__code", "jurisdiction")
    unit = column("unit__symbol", "unit")
    published_on = column("published", "published_on")
    source_title = column("document__title", "source_title")
    source_publisher = column("document__publisher", "source_publisher")
    source_url = column("document__url", "source_url")
    reliability = column("document__reliability", "reliability")

    class Meta:
        model = Observation
        fields = (
            "indicator",
            "jurisdiction",
            "period",
            "value",
            "unit",
            "qualifier",
            "obs_status",
            "published_on",
            "source_title",
            "source_publisher",
            "source_url",
            "reliability",
            "section",
            "quote",
            "derivation",
            "note",
            "missing_reason",
            "state",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        )
        export_order = fields


class CommitmentTable(Table):
    """Commitments and how they stand."""

    plan = column("plan__code", "plan")
    jurisdiction = column("plan__jurisdiction__code", "jurisdiction")
    topic = column("topic__code", "topic")
    indicator = column("series__indicator__code", "indicator")
    departments = column("departments")

    class Meta:
        model = Commitment
        fields = (
            "code",
            "plan",
            "jurisdiction",
            "number",
            "statement",
            "statement_en",
            "topic",
            "indicator",
            "departments",
            "headline",
            "binding",
            "modality",
            "checkable",
            "unrateable_reason",
            "printed_as",
            "reading_note",
            "state",
            "status",
            "figure_known_from",
        )
        export_order = fields

    def dehydrate_departments(self, row: Commitment) -> str:
        """Their codes, joined."""
        return ";".join(department.code for department in row.departments.all())


class IndicatorTable(Table):
    """Indicators with their other names."""

    unit = column("unit__symbol", "unit")
    topic = column("topic__code", "topic")
    change_of = column("change_of__code", "change_of")
    growth_of = column("growth_of__code", "growth_of")
    aliases = column("aliases")

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "name_en",
            "kind",
            "direction",
            "form",
            "unit",
            "topic",
            "definition",
            "basis",
            "counted_from",
            "change_of",
            "growth_of",
            "aliases",
        )
        export_order = fields

    def dehydrate_aliases(self, row: Indicator) -> str:
        """Joined."""
        return ";".join(alias.name for alias in row.aliases.all())


#: What loads each table in a constant number of queries.
_LOADED: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Observation: (("series__indicator", "series__jurisdiction", "unit", "document"), ()),
    Commitment: (("plan__jurisdiction", "topic", "series__indicator"), ("departments",)),
    Indicator: (("unit", "topic", "change_of", "growth_of"), ("aliases",)),
}


class FormatForm(ExportForm):
    """Which file is wanted."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["format"].choices = [(key, name.upper()) for key, name in self.fields["format"].choices]


class Exporting(ExportMixin):
    """Offers the list as it is filtered at the moment, to those who may see it."""

    export_form_class = FormatForm
    export_template_name = "admin/tracker/export.html"

    def get_export_formats(self) -> list[type]:
        """Those this installation can write."""
        return [form for form in (ExcelCSV, XLSX) if form.is_available()]

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may see the list may take it along."""
        return self.has_view_permission(request)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        """The filtered list, with what its columns show."""
        related, listed = _LOADED[self.model]
        found = super().get_export_queryset(request)
        return found.select_related(*related).prefetch_related(*listed)
