"""Figures typed row by row: tried by `ingest` as a file's rows are, stored by `actions` as single figures."""

from .drafts import drafts_of
from .saving import Ended, Saved, Typed, save_row

__all__ = ["Ended", "Saved", "Typed", "drafts_of", "save_row"]
