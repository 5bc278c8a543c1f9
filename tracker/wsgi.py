"""What a WSGI server serves: `tracker.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.cycles import look_seldom
from tracker.web.middleware.encoding import Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# Threads of a server share connections; a command uses one and must not start a pool's threads for it.
os.environ.setdefault("DATABASE_POOL_SIZE", "8")

application = get_wsgi_application()
application.request_class = Request
look_seldom()
