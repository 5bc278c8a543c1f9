"""Addresses of the public pages; Chinese at the root, English under /en/."""

from django.urls import include, path

from tracker.web import (
    about,
    commitments,
    conflicts,
    goalposts,
    methods,
    notices,
    overview,
    pictures,
    texts,
    unreported,
    verdicts,
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
    path("goalposts/", goalposts.goalposts, name="goalposts"),
    path("unreported/", unreported.unreported, name="unreported"),
    path("conflicts/", conflicts.contradictions, name="conflicts"),
    path("conflicts/prefer/", conflicts.prefer, name="prefer"),
    path("imports/", include("tracker.web.imports.urls")),
    path("methods/", methods.methods, name="methods"),
    path("about/", about.about, name="about"),
    path("", include("tracker.web.accounts.urls")),
]
