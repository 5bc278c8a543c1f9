"""Progress notices (通报) of a plan or a department: facts counted once, said in official wording, as files.

Start at `plan_notice` and `department_notice`; `docx_file` writes the notice as a letter with its table
attached, `xlsx_file` the same as a workbook.
"""

from .facts import MOST_LINES, Grouping, Notice, department_notice, notice_scope, plan_notice
from .letter import DOCX, docx_file
from .wording import file_stem
from .workbook import XLSX, xlsx_file

__all__ = [
    "DOCX",
    "MOST_LINES",
    "XLSX",
    "Grouping",
    "Notice",
    "department_notice",
    "docx_file",
    "file_stem",
    "notice_scope",
    "plan_notice",
    "xlsx_file",
]
