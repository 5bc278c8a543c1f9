"""Reads a file into rows of text cells, however it was saved: text in any usual encoding, or a workbook."""

from .inspecting import Column, Inspection, inspect
from .opening import read_table
from .tables import RawRow, Rows, Table

__all__ = ["Column", "Inspection", "RawRow", "Rows", "Table", "inspect", "read_table"]
