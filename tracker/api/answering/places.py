"""How many whole lists a process sends at the same time: who comes beyond that is told so at once."""

from collections.abc import Generator
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracker.reports import places
from tracker.reports.places import WAIT, Held

from ..parameters import MAX_PAGE_SIZE
from ..problems import Problem
from ..sentences import told

#: Rows up to which a list is short: no more work than the largest page, and handed over in one block.
SHORT: Final = MAX_PAGE_SIZE
PLACES: Final = BoundedSemaphore(settings.API_LISTS_AT_ONCE)


def held(blocks: Generator[bytes, None, None]) -> Held:
    """The blocks with a place of their own. Raises Problem where none is free."""
    found = places.held(blocks, PLACES)
    if found is None:
        detail = told(
            _(
                "As many whole lists are being sent as go at the same time. "
                "Ask again in %(seconds)s s, or narrow the list."
            ),
            seconds=WAIT,
        )
        raise Problem("busy", detail, headers={"Retry-After": str(WAIT)})
    return found
