"""What is typed: figures, tried by `ingest` and stored by `actions`; clauses, read for proposals."""

from .clauses import ReadClause, ReadFigure, likely_period, read_clause
from .correcting import CORRECTED, correct_figure
from .drafts import drafts_of
from .saving import Ended, Saved, Typed, save_row

__all__ = [
    "CORRECTED",
    "Ended",
    "ReadClause",
    "ReadFigure",
    "Saved",
    "Typed",
    "correct_figure",
    "drafts_of",
    "likely_period",
    "read_clause",
    "save_row",
]
