"""Tables handed out of the desk as CSV and XLSX. Nothing is brought in here: `ingest` does that."""

import json
from functools import cache
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import JSONField, Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.log import log_response
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.resources import ModelResource
from import_export.widgets import Widget

from tracker.models import Commitment, Indicator, Observation
from tracker.reports.places import WAIT

from . import streaming

#: Rows read at a stroke.
_AT_ONCE: Final = 2000


class Table(ModelResource):
    """Rows as they are handed out. `listed` are the relations to many rows its columns join."""

    listed: tuple[str, ...] = ()

    @classmethod
    def related(cls) -> set[str]:
        """The relations to one row that its columns follow."""
        paths = [field.attribute for field in cls.fields.values() if field.attribute]
        return {path.rpartition("__")[0] for path in paths if "__" in path}


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

    listed = ("departments",)
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

    listed = ("aliases",)
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


#: What is handed out of no table.
_KEPT = frozenset({"password", "session_hash", "get_data", "post_data"})


class JsonText(Widget):
    """What a column keeps as JSON, as JSON: readable, and to be read back by other programs."""

    def render(self, value: Any, obj: Any = None, **_options: Any) -> str:
        """The text; empty where there is nothing."""
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if value else ""


@cache
def table_of(model: type[Model]) -> type[Table]:
    """A table with a column for each field of a model; what a row refers to stands there by its own name."""
    fields = [field for field in model._meta.concrete_fields if field.name not in _KEPT]
    columns = {field.name: column(_named(field), field.name) for field in fields}
    for field in fields:
        if isinstance(field, JSONField):
            columns[field.name].widget = JsonText()
    meta = type("Meta", (), {"model": model, "fields": tuple(columns), "export_order": tuple(columns)})
    metaclass: Any = type(Table)
    return metaclass(f"{model.__name__}Table", (Table,), {**columns, "Meta": meta})


def _named(field: Any) -> str:
    """The path to what names the row a field refers to: its code, a user's name, else its number."""
    if not field.is_relation:
        return field.name
    names = {each.name for each in field.related_model._meta.concrete_fields}
    name = next((name for name in ("code", "username", "symbol", "model") if name in names), "")
    return f"{field.name}__{name}" if name else field.attname


class FormatForm(ExportForm):
    """Which file is wanted."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Without one that says nothing: whoever does not choose gets the first.
        offered = [(key, name.upper()) for key, name in self.fields["format"].choices if key != ""]
        self.fields["format"].choices = offered


class Exporting(ExportMixin):
    """Offers the list as it is filtered at the moment, to those who may see it, however long it is."""

    export_form_class = FormatForm
    export_template_name = "admin/tracker/export.html"

    def get_export_formats(self) -> list[type]:
        """CSV first."""
        return [CSV, XLSX]

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[Table]]:
        """The table's own columns, else one for each of its fields."""
        return list(self.resource_classes) or [table_of(self.model)]

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may see the list may take it along."""
        return self.has_view_permission(request)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        """The filtered list, with what its columns show."""
        table = self.get_export_resource_classes(request)[0]
        found = super().get_export_queryset(request).select_related(None)
        return found.select_related(*table.related()).prefetch_related(*table.listed)

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet, export_form: Any = None
    ) -> HttpResponseBase:
        """Stream the rows; import-export itself would hold all of them."""
        table = self.get_export_resource_classes(request)[0]()
        binary = isinstance(file_format, XLSX)
        rows = (
            table.export_resource(row, force_native_type=binary)
            for row in queryset.iterator(chunk_size=_AT_ONCE)
        )
        answer = streaming.sent(
            (streaming.as_xlsx if binary else streaming.as_csv)(table.get_export_headers(), rows),
            is_long=queryset[streaming.SHORT :].exists(),
            kind=file_format.get_content_type(),
            name=self.get_export_filename(request, queryset, file_format),
        )
        return answer or self._busy(request, export_form)

    def _busy(self, request: HttpRequest, form: Any) -> HttpResponseBase:
        """The form again, with what was chosen and the word that others are served."""
        form.add_error(
            None,
            _(
                "As many long lists are being exported as go at the same time. "
                "Try again in a moment, or filter the list first."
            ),
        )
        page = [self.export_template_name]
        context = self.init_request_context_data(request, form)
        answer = TemplateResponse(request, page, context, status=503, headers={"Retry-After": str(WAIT)})
        log_response("Busy: %s", request.path, response=answer, request=request, level="warning")
        return answer
