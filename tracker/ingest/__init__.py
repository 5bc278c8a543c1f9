"""Files -> rows -> plan -> apply: how outcome tables become observations.

A file becomes a change set, and each step is one function: `open_change_set` keeps the file, `stage` reads
it, checks every row and says what would become of it, `apply_change_set` stores that and nothing else in one
transaction, `reverse_change_set` takes it back, `discard_change_set` gives it up. `tasks` does the same for
somebody who waits, or leaves it to the worker. The preview shows staged rows. `try_rows` says of a few rows
what would become of them, without a file. One checker serves every door.

Doors import from here and from nowhere further inside.
"""

from . import tasks
from .applying.judging import refresh_pending
from .applying.leftovers import leftovers, write_csv, write_xlsx
from .applying.reversing import Reversal, reverse_change_set
from .applying.storing import apply_change_set
from .authority import may_publish
from .change_sets.counting import WARNED, counts_of, rows_left_out, rows_to_store
from .change_sets.opening import (
    LONGEST_REASON,
    brought_in_before,
    discard_change_set,
    is_stale,
    open_change_set,
)
from .change_sets.pace import Pace, pace_of
from .layout.columns import HEADERS, REQUIRED
from .layout.layouts import ENCODINGS, Layout
from .layout.mappings import fitting_mapping, layout_for, save_mapping
from .problems import MESSAGES, FileProblems, Problem, notes_of, problems_of
from .reading import Column, Inspection, Table, inspect, read_table
from .staging.plan import stage
from .tasks import Waiting
from .trying.rows import Tried, try_rows

__all__ = [
    "ENCODINGS",
    "HEADERS",
    "LONGEST_REASON",
    "MESSAGES",
    "REQUIRED",
    "WARNED",
    "Column",
    "FileProblems",
    "Inspection",
    "Layout",
    "Pace",
    "Problem",
    "Reversal",
    "Table",
    "Tried",
    "Waiting",
    "apply_change_set",
    "brought_in_before",
    "counts_of",
    "discard_change_set",
    "fitting_mapping",
    "inspect",
    "is_stale",
    "layout_for",
    "leftovers",
    "may_publish",
    "notes_of",
    "open_change_set",
    "pace_of",
    "problems_of",
    "read_table",
    "refresh_pending",
    "reverse_change_set",
    "rows_left_out",
    "rows_to_store",
    "save_mapping",
    "stage",
    "tasks",
    "try_rows",
    "write_csv",
    "write_xlsx",
]
