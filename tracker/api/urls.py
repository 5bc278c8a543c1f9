"""Addresses of the API, under /api/. Version 1 never changes meaning."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import (
    catalogue,
    commitment_page,
    commitments,
    conflicts,
    goalposts,
    index,
    observations,
    series,
    summary,
    verdicts,
)
from .base import Nothing, Slashless
from .contract.schema import DocsView, SchemaView

app_name = "api"

VERSION_1 = [
    path("", index.Index.as_view(), name="index"),
    path("commitments/", commitments.Commitments.as_view(), name="commitments"),
    path("commitments/<slug:code>/", commitment_page.CommitmentPage.as_view(), name="commitment"),
    path("commitments/<slug:code>/verdicts/", verdicts.Verdicts.as_view(), name="verdicts"),
    path("progress/summary/", summary.Summary.as_view(), name="summary"),
    path("changes/", verdicts.Changes.as_view(), name="changes"),
    path("goalposts/", goalposts.Goalposts.as_view(), name="goalposts"),
    path("observations/", observations.Observations.as_view(), name="observations"),
    path("series/", series.SeriesList.as_view(), name="series_list"),
    path("series/<str:code>/", series.SeriesPage.as_view(), name="series"),
    path("conflicts/", conflicts.Conflicts.as_view(), name="conflicts"),
    path("desk/", include("tracker.api.desk.urls")),
    path("imports/", include("tracker.api.imports.urls")),
    path("documents/", catalogue.Documents.as_view(), name="documents"),
    path("plans/", catalogue.Plans.as_view(), name="plans"),
    path("indicators/", catalogue.Indicators.as_view(), name="indicators"),
    path("jurisdictions/", catalogue.Jurisdictions.as_view(), name="jurisdictions"),
    path("topics/", catalogue.Topics.as_view(), name="topics"),
    path("departments/", catalogue.Departments.as_view(), name="departments"),
]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs")),
    path("v1/", include(VERSION_1)),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path(r"^[\s\S]*/\Z", Nothing.as_view(), name="nothing"),
    re_path(r"^[\s\S]*[^/]\Z", Slashless.as_view(), name="slashless"),
]
