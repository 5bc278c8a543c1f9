"""Addresses of the public pages; Chinese at the root, English under /en/."""

from django.urls import path

from tracker.web import about, commitments, goalposts, methods, overview

app_name = "web"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("commitments/<slug:code>/", commitments.commitment, name="commitment"),
    path("goalposts/", goalposts.goalposts, name="goalposts"),
    path("methods/", methods.methods, name="methods"),
    path("about/", about.about, name="about"),
]
