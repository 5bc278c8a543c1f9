"""Places for long answers: how many a process sends at the same time, so that not all its threads do that.

A long answer keeps a thread of the server while it is sent, and a server has few. Each door has places of its
own, and says in its own words that none is free. Short answers need none.
"""

import weakref
from collections.abc import Generator, Iterator
from itertools import chain
from threading import BoundedSemaphore
from typing import Final

#: Seconds after which to ask again.
WAIT: Final = 10


class Held(Iterator[bytes]):
    """Blocks that hold a place until they end: all read, broken off, failed, never begun or forgotten."""

    def __init__(self, blocks: Generator[bytes, None, None], places: BoundedSemaphore) -> None:
        self._blocks = blocks
        self._next: Iterator[bytes] = blocks
        # Done once, however often it is asked for.
        self._give_back = weakref.finalize(self, places.release)

    def __next__(self) -> bytes:
        try:
            return next(self._next)
        except BaseException:
            self._give_back()
            raise

    def begin(self) -> None:
        """Make the first block now: what fails then, fails before anything is sent."""
        self._next = chain([next(self)], self._blocks)

    def close(self) -> None:
        """What the server does with an answer it is done with, read or not."""
        try:
            self._blocks.close()
        finally:
            self._give_back()


def held(blocks: Generator[bytes, None, None], places: BoundedSemaphore) -> Held | None:
    """The blocks with a place of their own; None where none is free."""
    return Held(blocks, places) if places.acquire(blocking=False) else None
