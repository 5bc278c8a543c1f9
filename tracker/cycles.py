"""When Python looks for objects that refer to each other in a circle.

Everything else is freed the moment nobody refers to it. A page of a list is some two thousand small objects
that live as long as the request: Python's own setting looks through them several times a page and finds
nothing, for a quarter of what the page costs.
"""

import gc
from typing import Final

#: So many more objects than there were, and the young ones are looked through: some ten pages at once.
_MORE: Final = 20_000


def look_seldom() -> None:
    """For a server, once it is loaded: what is there now stays, and is never looked through again."""
    gc.collect()
    gc.freeze()
    _young, middle, old = gc.get_threshold()
    gc.set_threshold(_MORE, middle, old)
