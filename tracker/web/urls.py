"""Addresses of the public pages; Chinese at the root, English under /en/."""

from django.urls import path

from tracker.web import about, commitments, overview

app_name = "web"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("commitments/<slug:code>/", commitments.commitment, name="commitment"),
    path("about/", about.about, name="about"),
]
