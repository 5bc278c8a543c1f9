"""Files -> rows -> plan -> apply: how outcome tables become observations.

A file becomes a change set, and each step is one function: `open_change_set` keeps the file, `stage` reads
it, checks every row and says what would become of it, `apply_change_set` stores that and nothing else in one
transaction, `reverse_change_set` takes it back, `discard_change_set` gives it up. The preview shows staged
rows; one checker serves every door.
"""

from .applying import apply_change_set, refresh_pending
from .authority import may_publish
from .counting import counts_of, rows_left_out, rows_to_store
from .layouts import Layout
from .leftovers import leftovers, write_csv, write_xlsx
from .noting import problems_of
from .opening import brought_in_before, discard_change_set, is_stale, open_change_set
from .problems import FileProblems, Problem
from .reading import Table, read_table
from .reversing import Reversal, reverse_change_set
from .staging import stage

__all__ = [
    "FileProblems",
    "Layout",
    "Problem",
    "Reversal",
    "Table",
    "apply_change_set",
    "brought_in_before",
    "counts_of",
    "discard_change_set",
    "is_stale",
    "leftovers",
    "may_publish",
    "open_change_set",
    "problems_of",
    "read_table",
    "refresh_pending",
    "reverse_change_set",
    "rows_left_out",
    "rows_to_store",
    "stage",
    "write_csv",
    "write_xlsx",
]
