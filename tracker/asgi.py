"""What an ASGI server serves: `tracker.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

from tracker.cycles import look_seldom
from tracker.web.middleware.encoding import AsyncRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_asgi_application()
application.request_class = AsyncRequest
look_seldom()
