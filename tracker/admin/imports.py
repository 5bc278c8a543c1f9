"""Files brought in at the desk: import-export's pages, with change sets doing the work behind them.

The upload is kept as a change set and checked; the page then shows its preview, and confirming it names that
set. No data and no name of a file is ever sent a second time.
"""

from importlib import import_module
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult
from import_export.admin import ImportMixin

from tracker.authority import change_sets_of
from tracker.exceptions import IngestError
from tracker.ingest import HEADERS, LONGEST_REASON, Layout, notes_of, open_change_set, tasks
from tracker.models import ChangeSet, ChangeSetState, Door, Jurisdiction, SavedMapping, StagedRow
from tracker.reports.refusals import failure_texts, refusal_text
from tracker.reports.staged import RELATED, shown_rows, warnings_by_kind

from .base import CONTENT, IDENTITY, LIFECYCLE, ReadOnly, group

# What the worker did is told by the change set and the log; its queue is no table of the desk.
import_module("django_tasks_db.admin")
admin.site.unregister(DBTaskResult)

#: Rows of a preview at the desk; the set's own page shows all of them.
SHOWN: Final = 100


class ImportForm(forms.Form):
    """A file, and the place and document its rows are about where it does not say so itself."""

    import_file = forms.FileField(label=gettext_lazy("File to import"), max_length=200)
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.all(), label=gettext_lazy("jurisdiction"), to_field_name="code", required=False
    )
    source_title = forms.CharField(
        label=gettext_lazy("title of the document"), max_length=300, required=False
    )
    source_publisher = forms.CharField(label=gettext_lazy("publisher"), max_length=200, required=False)
    published_on = forms.CharField(
        label=gettext_lazy("published on"), max_length=20, required=False, help_text="2022-01-26, 2022-01"
    )

    def layout(self) -> Layout:
        """How to read the file, as far as the form says."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "import_file" and value}
        place = data.pop("jurisdiction", None)
        return Layout(defaults={**data, **({"jurisdiction": place.code} if place else {})})


class ConfirmForm(forms.Form):
    """Which set is confirmed, and what becomes of rows that need a decision."""

    change_set = forms.IntegerField(widget=forms.HiddenInput)
    accept_warnings = forms.BooleanField(label=gettext_lazy("Accept the warnings"), required=False)
    valid_only = forms.BooleanField(
        label=gettext_lazy("Leave out what is invalid or undecided"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for corrections"), max_length=LONGEST_REASON, required=False
    )


class Importing(ImportMixin):
    """Import at the desk: upload, preview, confirm."""

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    import_template_name = "admin/tracker/import.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Whoever may bring files in."""
        return request.user.has_perm("tracker.add_changeset")

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take a file, or show the preview of the set the address names."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        number = request.GET.get("set", "")
        if number.isascii() and number.isdigit():
            return self._preview(request, self._own(request, int(number[:18])))
        form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
        if form.is_bound and form.is_valid():
            try:
                return self._taken(request, form)
            except IngestError as error:
                form.add_error("import_file", refusal_text(error))
        return self._page(request, form=form, fields_list=[(_("outcome table"), list(HEADERS))])

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Store the set that was confirmed. Sent twice, it is stored once."""
        if request.method != "POST" or not self.has_import_permission(request):
            raise PermissionDenied
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._page(request, form=form, fields_list=[])
        found = self._own(request, form.cleaned_data.pop("change_set"))
        try:
            tasks.start_applying(found, by=request.user, **form.cleaned_data)
        except IngestError as error:
            messages.error(request, refusal_text(error))
            return redirect(self._preview_address(found))
        if found.state == ChangeSetState.APPLIED:
            messages.success(request, _("%(title)s: its figures are stored.") % {"title": found})
        return redirect("web:import", found.pk)

    # Their parts

    def _taken(self, request: HttpRequest, form: ImportForm) -> HttpResponse:
        """Keep and check the file, and go on to its preview."""
        file = form.cleaned_data["import_file"]
        found = open_change_set(file=file, by=request.user, door=Door.ADMIN, layout=form.layout())
        tasks.start_staging(found)
        return redirect(self._preview_address(found))

    def _preview_address(self, found: ChangeSet) -> str:
        opts = self.model._meta
        return f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_import')}?set={found.pk}"

    def _own(self, request: HttpRequest, number: int) -> ChangeSet:
        """A change set the user may decide over. Raises Http404, PermissionDenied."""
        found = get_object_or_404(change_sets_of(request.user), pk=number)
        others = request.user.has_perm("tracker.change_changeset")
        if found.created_by_id != request.user.pk and not others:
            raise PermissionDenied
        return found

    def _preview(self, request: HttpRequest, found: ChangeSet) -> HttpResponse:
        """The first rows of the set, and what is to be confirmed; of a set in another state, its own page."""
        if found.state == ChangeSetState.FAILED:
            for text in failure_texts(found):
                messages.error(request, text)
        if found.state != ChangeSetState.PLANNED:
            return redirect("web:import", found.pk)
        rows = StagedRow.objects.filter(change_set=found).select_related(*RELATED).order_by("position")
        return self._page(
            request,
            confirm_form=ConfirmForm(initial={"change_set": found.pk}),
            found=found,
            rows=shown_rows(found, rows[:SHOWN]),
            warnings=warnings_by_kind(found),
            notes=notes_of(found),
            result={"has_errors": False, "has_validation_errors": False},
        )

    def _page(self, request: HttpRequest, **context: Any) -> HttpResponse:
        opts = self.model._meta
        request.current_app = self.admin_site.name
        whole = {**self.admin_site.each_context(request), "title": _("Import"), "opts": opts, **context}
        return TemplateResponse(request, [self.import_template_name], whole)


@admin.register(SavedMapping)
class SavedMappingDesk(ReadOnly):
    """How the columns of yearly files are understood; saved on the page of a file, taken away here."""

    list_display = ("name", "saved_by", "saved_at")
    list_select_related = ("saved_by",)
    search_fields = ("name",)
    fieldsets = (
        group(IDENTITY, "name"),
        group(CONTENT, "headers", "mapping"),
        group(LIFECYCLE, "saved_by", "saved_at"),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A mapping that no longer fits may go: nothing hangs on it."""
        return request.user.has_perm("tracker.delete_savedmapping")
