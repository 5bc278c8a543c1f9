"""What is typed: figures, tried by `ingest` and stored by `actions`; clauses, read for proposals."""

from .clauses import ReadClause, ReadFigure, likely_period, read_clause
from .drafts import drafts_of
from .saving import Ended, Saved, Typed, save_row

__all__ = [
    "Ended",
    "ReadClause",
    "ReadFigure",
    "Saved",
    "Typed",
    "drafts_of",
    "likely_period",
    "read_clause",
    "save_row",
]
