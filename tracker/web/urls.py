"""Addresses of the public pages; Chinese at the root, English under /en/."""

from django.urls import include, path

from tracker.web import (
    about,
    commitments,
    conflicts,
    departments,
    documents,
    goalposts,
    measured,
    methods,
    notices,
    overview,
    pictures,
    places,
    series,
    texts,
    unreported,
    verdicts,
    years,
)

app_name = "web"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("commitments/<slug:code>/", commitments.commitment, name="commitment"),
    path("commitments/<slug:code>/chart.png", pictures.chart_png, name="chart-png"),
    path("commitments/<slug:code>/verdicts/<slug:sha256>/", verdicts.verdict, name="verdict"),
    path("commitments/<slug:code>/verdicts/<slug:sha256>.bib", verdicts.bib, name="verdict-bib"),
    path("plans/<slug:code>/notice.<slug:ending>", notices.of_plan, name="plan-notice"),
    path("departments/<slug:code>/notice.<slug:ending>", notices.of_department, name="department-notice"),
    path("documents/<slug:code>/text/", texts.text, name="text"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:code>/", documents.document, name="document"),
    path("series/", measured.measured, name="measured"),
    path("series/<str:code>/", series.series, name="series"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<slug:code>/", departments.department, name="department"),
    path("jurisdictions/", places.jurisdictions, name="jurisdictions"),
    path("jurisdictions/<slug:code>/", places.jurisdiction, name="jurisdiction"),
    path("jurisdictions/<slug:code>/years/", years.years, name="years"),
    path("goalposts/", goalposts.goalposts, name="goalposts"),
    path("unreported/", unreported.unreported, name="unreported"),
    path("conflicts/", conflicts.contradictions, name="conflicts"),
    path("conflicts/prefer/", conflicts.prefer, name="prefer"),
    path("imports/", include("tracker.web.imports.urls")),
    path("methods/", methods.methods, name="methods"),
    path("about/", about.about, name="about"),
    path("", include("tracker.web.accounts.urls")),
]
