"""Our settings with the addresses of the peer, and no middleware but what every project has."""

# ruff: noqa: F403
from tracker.settings import *

ROOT_URLCONF = "benchmarks.served.stock"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
