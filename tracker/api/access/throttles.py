"""How often somebody may ask: so often for each token, else for each address."""

import math
import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.authority import client_address
from tracker.models import Token


class Throttle(BaseThrottle):
    """Lets so many requests through at once, and then one as each becomes due (the settings THROTTLE_TOKEN
    and THROTTLE_ADDRESS).

    Of each bearer one number is kept: the moment up to which what they asked for is paid off, at one step a
    request. It may lie a whole span ahead, and no further. Each process counts for itself, unless the cache
    `throttles` is shared.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether this request may pass; if so, it is counted."""
        by_token = isinstance(request.auth, Token)
        rate = settings.THROTTLE_TOKEN if by_token else settings.THROTTLE_ADDRESS
        if rate is None:
            return True
        count, span = rate
        key = f"token-{request.auth.pk}" if by_token else f"address-{client_address(request)}"
        now = time.time()
        paid = max(caches["throttles"].get(key, now), now) + span / count
        self._wait = paid - now - span
        # A rounding error of binary fractions is nobody's fault.
        if self._wait > 1e-6:
            return False
        caches["throttles"].set(key, paid, timeout=span)
        return True

    def wait(self) -> float:
        """In how many seconds the next one will pass."""
        return math.ceil(self._wait)
