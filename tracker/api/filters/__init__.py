"""What lists can be filtered by. Several values are separated by commas, and any of them may match."""

from .base import Filters, PublicFilters
from .catalogue import DocumentFilters, IndicatorFilters, JurisdictionFilters, PlanFilters
from .commitments import CommitmentFilters, SensitivityFilters, due_on
from .figures import ObservationFilters
from .kinds import Choices, Codes, Words

__all__ = [
    "Choices",
    "Codes",
    "CommitmentFilters",
    "DocumentFilters",
    "Filters",
    "IndicatorFilters",
    "JurisdictionFilters",
    "ObservationFilters",
    "PlanFilters",
    "PublicFilters",
    "SensitivityFilters",
    "Words",
    "due_on",
]
