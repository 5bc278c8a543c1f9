"""The documented shape of every answer: never run, but a test holds each answer against them.

The answers themselves are built by `bodies`, which costs a fraction of what serializers would.
"""

from .catalogue import Department, Document, Indicator, Jurisdiction, Plan, Topic
from .commitments import CommitmentDetail, CommitmentRow, Summary
from .entries import EnteredObservations, NewObservations
from .figures import Observation
from .index import ADDRESSES, Index
from .problems import Problem
from .series import Series, SeriesDetail
from .verdicts import ChangedVerdict, VerdictRow

__all__ = [
    "ADDRESSES",
    "ChangedVerdict",
    "CommitmentDetail",
    "CommitmentRow",
    "Department",
    "Document",
    "EnteredObservations",
    "Index",
    "Indicator",
    "Jurisdiction",
    "NewObservations",
    "Observation",
    "Plan",
    "Problem",
    "Series",
    "SeriesDetail",
    "Summary",
    "Topic",
    "VerdictRow",
]
