"""Addresses of the imports, under /api/v1/imports/."""

from django.urls import path, re_path

from tracker.actions.review import STEPS

from . import decisions, rows, sets, sheets, steps

urlpatterns = [
    path("", sets.Imports.as_view(), name="imports"),
    path("template/", sheets.Template.as_view(), name="import_template"),
    path("<int:number>/", sets.ImportPage.as_view(), name="import"),
    path("<int:number>/rows/", rows.ImportRows.as_view(), name="import_rows"),
    path("<int:number>/leftovers/", rows.Leftovers.as_view(), name="import_leftovers"),
    path("<int:number>/apply/", decisions.Apply.as_view(), name="import_apply"),
    path("<int:number>/reverse/", decisions.Reverse.as_view(), name="import_reverse"),
    path("<int:number>/discard/", decisions.Discard.as_view(), name="import_discard"),
    re_path(
        rf"^(?P<number>[0-9]+)/(?P<step>{'|'.join(STEPS)})/$", steps.Advance.as_view(), name="import_step"
    ),
]
