"""Pure judging: a target, its figures and a day in; a judgement out. Standard library only."""

from tracker.assessment.compound import annual_growth
from tracker.assessment.derivations import change_between, growth_between, level_from_change, may_derive
from tracker.assessment.distances import distance
from tracker.assessment.expectation import expected_by
from tracker.assessment.facts import Figure, Target, Tolerance
from tracker.assessment.judgement import NUMBERS, Judgement, numbers_from_text, numbers_to_text
from tracker.assessment.open_sdg import Progress, progress_to_target, progress_without_target
from tracker.assessment.reasons import REASONS, Reason
from tracker.assessment.registry import DEFAULT_METHOD, METHODS, Assessor, Method, assess
from tracker.assessment.rules import DEFAULT_RULES, Rules
from tracker.assessment.sensitivity import in_place, method_sensitive, vintage_sensitive
from tracker.assessment.statuses import Status
from tracker.assessment.totals import Decomposition, decomposition

__all__ = [
    "DEFAULT_METHOD",
    "DEFAULT_RULES",
    "METHODS",
    "NUMBERS",
    "REASONS",
    "Assessor",
    "Decomposition",
    "Figure",
    "Judgement",
    "Method",
    "Progress",
    "Reason",
    "Rules",
    "Status",
    "Target",
    "Tolerance",
    "annual_growth",
    "assess",
    "change_between",
    "decomposition",
    "distance",
    "expected_by",
    "growth_between",
    "in_place",
    "level_from_change",
    "may_derive",
    "method_sensitive",
    "numbers_from_text",
    "numbers_to_text",
    "progress_to_target",
    "progress_without_target",
    "vintage_sensitive",
]
