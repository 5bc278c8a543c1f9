"""Files -> rows -> plan -> apply: how outcome tables become observations.

`read_table` reads a file into rows, `plan_import` checks every row and says what would become of it,
`apply_plan` writes that and nothing else in one transaction. The preview shows the plan; one checker
serves every door.
"""

from .applying import apply_plan
from .planning import ImportPlan, Outcome, PlannedRow, plan_import
from .problems import Problem
from .reading import FileProblems, Table, read_table

__all__ = [
    "FileProblems",
    "ImportPlan",
    "Outcome",
    "PlannedRow",
    "Problem",
    "Table",
    "apply_plan",
    "plan_import",
    "read_table",
]
