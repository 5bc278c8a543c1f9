"""Whole lists as CSV made by PostgreSQL itself: COPY, what spreadsheets would run made harmless.

No row passes through Python but as bytes, and the memory it takes does not grow with the list.
"""

from .cells import SafeText, name_of, or_nothing, partial_date, truth
from .lists import copied
from .pieces import Span, spans
from .reading import APART

__all__ = [
    "APART",
    "SafeText",
    "Span",
    "copied",
    "name_of",
    "or_nothing",
    "partial_date",
    "spans",
    "truth",
]
