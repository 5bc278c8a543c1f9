"""What can be wrong with a table or a row: noticed inside the room, said in both languages at its doors."""

from .noting import noted, noted_text, notes_of, problems_of
from .problem import MESSAGES, WARNINGS, FileProblems, Problem, Report, shown

__all__ = [
    "MESSAGES",
    "WARNINGS",
    "FileProblems",
    "Problem",
    "Report",
    "noted",
    "noted_text",
    "notes_of",
    "problems_of",
    "shown",
]
