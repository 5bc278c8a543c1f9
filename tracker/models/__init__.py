"""Tables, named constraints and querysets; one family a file."""

from .audit import AUTHORING, AuditEntry, Verb, current_door, through
from .changesets import ChangeSet, ChangeSetState, Door
from .commitments import Binding, Commitment, Evidence, Modality, UnrateableReason
from .fields import DatePrecision, ReviewState, partial_date_text
from .filing import Filed, Grouping, Tally, Trait
from .indicators import (
    Alias,
    Basis,
    CountedFrom,
    Direction,
    Indicator,
    IndicatorForm,
    QuantityKind,
    Series,
    Topic,
    Unit,
)
from .mappings import SavedMapping
from .observations import ALREADY_PUBLISHED, Observation
from .paths import PathPoint
from .people import FailedLogin, Login, User
from .places import Department, DepartmentKind, Jurisdiction, Level
from .plans import Plan, PlanKind
from .remarks import Remark
from .remits import Remit
from .replays import KeptAnswer
from .revisions import ALREADY_PROPOSED, OPEN_REVISION, Revision
from .sources import Document, DocumentKind, Reliability
from .staging import STORED, Outcome, Replacement, StagedDocument, StagedRow
from .status import MET_STATUSES, UNRATEABLE_STATUSES, Status
from .targets import Comparator, Target, TargetForm, ToleranceKind, Wording
from .texts import DocumentText
from .tokens import Token, TokenPart, TokenScope, digest_of
from .verdicts import RuleSet, Verdict, VerdictChange
from .vintages import BOUNDS, ObservationStatus, Qualifier

__all__ = [
    "ALREADY_PROPOSED",
    "ALREADY_PUBLISHED",
    "AUTHORING",
    "BOUNDS",
    "MET_STATUSES",
    "OPEN_REVISION",
    "STORED",
    "UNRATEABLE_STATUSES",
    "Alias",
    "AuditEntry",
    "Basis",
    "Binding",
    "ChangeSet",
    "ChangeSetState",
    "Commitment",
    "Comparator",
    "CountedFrom",
    "DatePrecision",
    "Department",
    "DepartmentKind",
    "Direction",
    "Document",
    "DocumentKind",
    "DocumentText",
    "Door",
    "Evidence",
    "FailedLogin",
    "Filed",
    "Grouping",
    "Indicator",
    "IndicatorForm",
    "Jurisdiction",
    "KeptAnswer",
    "Level",
    "Login",
    "Modality",
    "Observation",
    "ObservationStatus",
    "Outcome",
    "PathPoint",
    "Plan",
    "PlanKind",
    "Qualifier",
    "QuantityKind",
    "Reliability",
    "Remark",
    "Remit",
    "Replacement",
    "ReviewState",
    "Revision",
    "RuleSet",
    "SavedMapping",
    "Series",
    "StagedDocument",
    "StagedRow",
    "Status",
    "Tally",
    "Target",
    "TargetForm",
    "Token",
    "TokenPart",
    "TokenScope",
    "ToleranceKind",
    "Topic",
    "Trait",
    "Unit",
    "UnrateableReason",
    "User",
    "Verb",
    "Verdict",
    "VerdictChange",
    "Wording",
    "current_door",
    "digest_of",
    "partial_date_text",
    "through",
]
