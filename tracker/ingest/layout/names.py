"""Names and headers in the form they are compared in."""

import re
import unicodedata
from functools import lru_cache

# Invisible characters come along when a name is copied from a web page.
_DECORATION = re.compile("[\\s“”\"'‘’「」《》\u200b\u200c\u200d\u2060\ufeff]+")


@lru_cache(maxsize=8192)
def normalised(name: str) -> str:
    """A name as it is compared: full-width forms folded, quotation marks and blanks dropped, case ignored."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", name)).casefold()
