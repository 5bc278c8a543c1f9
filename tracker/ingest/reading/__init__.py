"""Reads a file into rows of text cells, however it was saved: text in any usual encoding, or a workbook."""

from ..problems import FileProblems
from .opening import read_table
from .tables import RawRow, Rows, Table

__all__ = ["FileProblems", "RawRow", "Rows", "Table", "read_table"]
