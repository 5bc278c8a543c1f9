"""How many whole lists a process sends at the same time: who comes beyond that is told so at once.

A list keeps a thread of the server while it is sent, and a server has few. Short ones need no place.
"""

import weakref
from collections.abc import Generator, Iterator
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .parameters import MAX_PAGE_SIZE
from .problems import Problem
from .sentences import told

#: Rows up to which a list is short: no more work than the largest page, and handed over in one block.
SHORT: Final = MAX_PAGE_SIZE
#: Seconds after which to ask again.
WAIT: Final = 10
PLACES: Final = BoundedSemaphore(settings.API_LISTS_AT_ONCE)


class Held(Iterator[bytes]):
    """Blocks that hold a place until they end: all read, broken off, failed, never begun or forgotten."""

    def __init__(self, blocks: Generator[bytes, None, None], places: BoundedSemaphore) -> None:
        self._blocks = blocks
        # Done once, however often it is asked for.
        self._give_back = weakref.finalize(self, places.release)

    def __next__(self) -> bytes:
        try:
            return next(self._blocks)
        except BaseException:
            self._give_back()
            raise

    def close(self) -> None:
        """What the server does with an answer it is done with, read or not."""
        try:
            self._blocks.close()
        finally:
            self._give_back()


def held(blocks: Generator[bytes, None, None]) -> Held:
    """The blocks with a place of their own. Raises Problem where none is free."""
    places = PLACES
    if not places.acquire(blocking=False):
        detail = told(
            _(
                "As many whole lists are being sent as go at the same time. "
                "Ask again in %(seconds)s s, or narrow the list."
            ),
            seconds=WAIT,
        )
        raise Problem("busy", detail, headers={"Retry-After": str(WAIT)})
    return Held(blocks, places)
