"""Sheets to fill in: chosen by place or department and year, handed out as XLSX."""

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.models import Department, Jurisdiction
from tracker.reports.entry_sheets import (
    MOST_ROWS,
    XLSX,
    ExpectedRow,
    SheetTooLong,
    entry_sheet,
    expected_rows,
    file_name,
    last_year,
)

from .access import for_importers

_YEARS: Final = (1949, 2100)


class SheetForm(forms.Form):
    """Whose figures of which year."""

    year = forms.IntegerField(label=gettext_lazy("year"), min_value=_YEARS[0], max_value=_YEARS[1])
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.filter(series__commitments__state="published").distinct(),
        label=gettext_lazy("jurisdiction"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(commitments__state="published").distinct(),
        label=gettext_lazy("department"),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("all"),
    )

    def rows(self) -> list[ExpectedRow]:
        """What the sheet would hold; none where the form was refused."""
        data = self.cleaned_data
        return expected_rows(data["year"], jurisdiction=data["jurisdiction"], department=data["department"])


@require_safe
@for_importers
def template(request: HttpRequest) -> HttpResponse:
    """Ask which sheet, or hand it out."""
    if "year" not in request.GET:
        return render(request, "imports/template.html", {"form": SheetForm(initial={"year": last_year()})})
    form = SheetForm(request.GET)
    if form.is_valid():
        try:
            if rows := form.rows():
                return _handed_out(form, rows)
            form.add_error(None, _("No published commitment asks for figures of that year there."))
        except SheetTooLong:
            form.add_error(
                None,
                _("More than %(limit)s rows: choose a jurisdiction or a department.") % {"limit": MOST_ROWS},
            )
    return render(request, "imports/template.html", {"form": form}, status=400)


def _handed_out(form: SheetForm, rows: list[ExpectedRow]) -> HttpResponse:
    data = form.cleaned_data
    scope = [row.code for row in (data["jurisdiction"], data["department"]) if row]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(data["year"], scope)}"'}
    return HttpResponse(entry_sheet(rows), content_type=XLSX, headers=headers)
