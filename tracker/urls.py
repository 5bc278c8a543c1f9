"""Which address leads to which door."""

from django.urls import path

from tracker.web import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
