"""Pure judging: a target, its figures and a day in; a judgement out. Standard library only."""

from tracker.assessment.facts import Figure, Target, Tolerance
from tracker.assessment.judgement import NUMBERS, Judgement, numbers_from_text, numbers_to_text
from tracker.assessment.reasons import REASONS, Reason
from tracker.assessment.registry import DEFAULT_METHOD, METHODS, Assessor, Method, assess
from tracker.assessment.rules import DEFAULT_RULES, Rules
from tracker.assessment.statuses import Status

__all__ = [
    "DEFAULT_METHOD",
    "DEFAULT_RULES",
    "METHODS",
    "NUMBERS",
    "REASONS",
    "Assessor",
    "Figure",
    "Judgement",
    "Method",
    "Reason",
    "Rules",
    "Status",
    "Target",
    "Tolerance",
    "assess",
    "numbers_from_text",
    "numbers_to_text",
]
