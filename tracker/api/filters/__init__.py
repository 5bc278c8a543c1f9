"""What lists can be filtered by. Several values are separated by commas, and any of them may match."""

from .base import Filters, PublicFilters
from .catalogue import (
    DepartmentFilters,
    DocumentFilters,
    IndicatorFilters,
    JurisdictionFilters,
    PlanFilters,
    SeriesFilters,
    TopicFilters,
)
from .commitments import CommitmentFilters, SensitivityFilters, due_on, unscoped
from .figures import ObservationFilters
from .kinds import Choices, Codes, Flag, Words
from .verdicts import ChangeFilters

__all__ = [
    "ChangeFilters",
    "Choices",
    "Codes",
    "CommitmentFilters",
    "DepartmentFilters",
    "DocumentFilters",
    "Filters",
    "Flag",
    "IndicatorFilters",
    "JurisdictionFilters",
    "ObservationFilters",
    "PlanFilters",
    "PublicFilters",
    "SensitivityFilters",
    "SeriesFilters",
    "TopicFilters",
    "Words",
    "due_on",
    "unscoped",
]
