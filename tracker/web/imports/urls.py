"""Addresses of the pages on which files are brought in."""

from django.urls import path

from . import columns, deciding, lists, preview, sheets, taking, uploading

urlpatterns = [
    path("", lists.imports, name="imports"),
    path("new/", uploading.new, name="import_new"),
    path("template/", sheets.template, name="import_template"),
    path("<int:number>/", preview.change_set, name="import"),
    path("<int:number>/progress/", preview.progress, name="import_progress"),
    path("<int:number>/columns/", columns.columns, name="import_columns"),
    path("<int:number>/leftovers/", taking.rows_left_out, name="import_leftovers"),
    path("<int:number>/check/", deciding.check, name="import_check"),
    path("<int:number>/apply/", deciding.apply, name="import_apply"),
    path("<int:number>/discard/", deciding.discard, name="import_discard"),
    path("<int:number>/reverse/", deciding.reverse, name="import_reverse"),
]
