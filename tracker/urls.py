"""Which address leads to which door."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tracker.web import health

handler400 = "tracker.api.problems.bad_request"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("tracker.api.urls")),
    # Chinese stands at the root, English under /en/.
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("tracker.web.urls")),
        prefix_default_language=False,
    ),
]
