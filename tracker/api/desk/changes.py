"""What was sent about a row that is there, carried out: at once, as a new version, or in one that waits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import Serializer

from tracker.actions.amending import amend_commitment, amend_evidence, amend_target, as_proposed
from tracker.actions.paths import amend_planned
from tracker.actions.remarks import amend_remark
from tracker.api.problems import Problem
from tracker.api.sending.refusals import file_fault
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.entry import Ended, Saved, correct_figure
from tracker.ingest.texts import place_of
from tracker.models import (
    Commitment,
    Document,
    Evidence,
    Observation,
    PathPoint,
    Remark,
    Revision,
    Target,
    User,
)

from .base import one_row
from .stated import (
    ABOUT_COMMITMENTS,
    ABOUT_PATHS,
    about_aims,
    about_words,
    aim_fields,
    filled,
    planned_fields,
    require_visible,
)

Sent = Mapping[str, Any]
Act = Callable[[Any, Sent, User, Revision | None], Any]


def change_commitment(row: Commitment, data: Sent, by: User, mends: Revision | None) -> Revision | None:
    """What a commitment says."""
    require_visible(data, by)
    return amend_commitment(commitment=row, by=by, mends=mends, **filled(Commitment, data))


def change_target(row: Target, data: Sent, by: User, mends: Revision | None) -> Revision | None:
    """What a target says."""
    own = {"reason": data["reason"], "document": data.get("document")}
    return amend_target(target=row, by=by, mends=mends, **own, **aim_fields(data, by))


def change_evidence(row: Evidence, data: Sent, by: User, mends: Revision | None) -> Revision | None:
    """The words a commitment stands on."""
    words = filled(Evidence, data)
    accepted = words.pop("accepted")
    if "quote" in words:
        document = words.get("document") or as_proposed(row, mends).document
        place_of(document, words["quote"], accepted=accepted)
    return amend_evidence(evidence=row, by=by, mends=mends, **words)


def change_planned(row: PathPoint, data: Sent, by: User, mends: Revision | None) -> Revision | None:
    """A value of a planned path."""
    return amend_planned(point=row, by=by, mends=mends, reason=data["reason"], **planned_fields(data))


def change_remark(row: Remark, data: Sent, by: User, mends: Revision | None) -> Revision | None:
    """What a remark says."""
    return amend_remark(remark=row, by=by, mends=mends, **filled(Remark, data))


#: What of a correction a refusal is about, by its code.
ABOUT_CORRECTIONS: Final = {
    "document_of_another_day": "published_on",
    "no_reason": "reason",
    "other_dimension": "unit",
}


def correct(row: Observation, data: Sent, by: User, mends: Revision | None) -> Saved:
    """What we had wrong about a figure. Raises Problem."""
    said = dict(data)
    decision = {name: said.pop(name) for name in ("reason", "accept_warnings")}
    code = said.pop("document", None)
    document = code and one_row(Document.objects, "code", code, "document")
    saved = correct_figure(row, said, by=by, document=document, mends=mends, **decision)
    if saved.ended not in (Ended.PROPOSED, Ended.CORRECTED):
        faults = [file_fault(each, parameter=each.column) for each in saved.problems]
        raise Problem("invalid_rows", _("Mend it, or accept the warnings."), faults)
    return saved


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is sent about rows of a table, how it is carried out, and what of it refusals are about."""

    shape: type[Serializer]
    act: Act
    about: Mapping[str, str] = field(default_factory=dict)


CHANGES: Final[dict[Any, Change]] = {
    Commitment: Change(shape=pledges.CommitmentChange, act=change_commitment, about=ABOUT_COMMITMENTS),
    Target: Change(shape=pledges.TargetChange, act=change_target, about=about_aims()),
    Evidence: Change(shape=pledges.EvidenceChange, act=change_evidence, about=about_words()),
    PathPoint: Change(shape=pledges.PlannedChange, act=change_planned, about=ABOUT_PATHS),
    Remark: Change(shape=pledges.RemarkChange, act=change_remark),
    Observation: Change(shape=shapes.Correction, act=correct, about=ABOUT_CORRECTIONS),
}
