"""The documented shape of every answer: never run, but a test holds each answer against them.

The answers themselves are built by `bodies`, which costs a fraction of what serializers would.
"""

from .catalogue import Document, Indicator, Jurisdiction, Plan
from .commitments import CommitmentDetail, CommitmentRow, Summary
from .entries import EnteredObservations, NewObservations
from .figures import Observation
from .problems import Problem
from .series import Series, SeriesDetail
from .verdicts import ChangedVerdict, VerdictRow

__all__ = [
    "ChangedVerdict",
    "CommitmentDetail",
    "CommitmentRow",
    "Document",
    "EnteredObservations",
    "Indicator",
    "Jurisdiction",
    "NewObservations",
    "Observation",
    "Plan",
    "Problem",
    "Series",
    "SeriesDetail",
    "Summary",
    "VerdictRow",
]
