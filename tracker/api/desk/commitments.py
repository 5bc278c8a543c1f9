"""Commitments in work: entered with their words and targets, looked at, changed, reviewed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.actions.amending import add_evidence, announce_target
from tracker.actions.commitments import enter_commitment
from tracker.api.parameters import DRY_RUN, read_flag
from tracker.api.problems import invalid
from tracker.api.sending import Exchange
from tracker.api.shapes import desk as shapes
from tracker.api.shapes import pledges
from tracker.authority import ENTER, require_right
from tracker.models import Commitment, Evidence

from .base import DeskList, DeskPage, DeskRow, deletes, numbered
from .changes import change_commitment, change_evidence
from .filters import CommitmentFilters
from .kinds import COMMITMENTS
from .review import Review, takes
from .stated import (
    ABOUT_COMMITMENTS,
    about_aims,
    about_words,
    aim_of,
    clause_of,
    document_of,
    pledge_of,
)


class Commitments(DeskList):
    """Commitments within the remits of who asks, drafts included."""

    kind = COMMITMENTS
    summary = "Commitments in work"
    shape = shapes.DeskCommitment
    queryset = Commitment.objects.none()
    filterset_class = CommitmentFilters
    http_method_names = ["get", "head", "post"]
    writes = {
        "POST": Exchange(
            summary="Enter a commitment",
            says="With the words it stands on, its targets and their baselines, all as drafts (201). What is "
            "doubtful (`number_not_in_quote`, `entered_already`, `words_not_in_text`) stops everything until "
            "its code stands in `accepted`. With `dry_run` the answer is what would be stored (200).",
            asks=pledges.NewCommitment,
            answers={"200": shapes.DeskCommitmentPage, "201": shapes.DeskCommitmentPage},
            parameters=(DRY_RUN,),
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request) -> Response:
        """Enter a commitment, or say what would be stored."""
        require_right(request.user, ENTER, Commitment)
        data = self.sent(pledges.NewCommitment)
        if read_flag(request.query_params, DRY_RUN):
            with transaction.atomic():
                answer = self.answer_now(self.kind, self.entered(data))
                transaction.set_rollback(True)
            return answer
        return self.carried_out(request, lambda: self.answer_now(self.kind, self.entered(data), status=201))

    def entered(self, data: dict[str, Any]) -> Commitment:
        """The commitment, stored with all that belongs to it."""
        user, (first, *others) = self.request.user, data["targets"]
        document = data["evidence"][0]["document"]
        if first.get("document", document) != document:
            remedy = _("The first target is announced by the document of the first words.")
            raise invalid("targets[1].document", first["document"].code, remedy)
        clauses = []
        for number, each in enumerate(data["evidence"], start=1):
            self.about = about_words(f"evidence[{number}].")
            clauses.append(clause_of(each, data["accepted"]))
        self.about = ABOUT_COMMITMENTS | about_aims("targets[1].")
        row = enter_commitment(
            pledge=pledge_of(data, user),
            clause=clauses[0],
            aim=aim_of(first, user, "targets[1]."),
            by=user,
            accepted=data["accepted"],
        )
        for clause in clauses[1:]:
            add_evidence(commitment=row, clause=clause, by=user)
        for number, each in enumerate(others, start=2):
            self.about = about_aims(place := f"targets[{number}].")
            aim = aim_of(each, user, place)
            announce_target(commitment=row, document=document_of(each, row), aim=aim, by=user)
        return row


class CommitmentPage(DeskPage):
    """One commitment as it is stored, with its targets and evidence, what can be done to it and what was."""

    kind = COMMITMENTS
    summary = "A commitment in work"
    shape = shapes.DeskCommitmentPage
    http_method_names = ["get", "head", "patch", "delete"]
    about = ABOUT_COMMITMENTS
    writes = {
        "PATCH": Exchange(
            summary="Change a commitment",
            says="What is sent takes the place of what stands there: of a draft at once (200), of a public "
            "one by a new version that waits for somebody else (202). Notes alone are mended at once.",
            asks=pledges.CommitmentChange,
            answers={"200": shapes.DeskCommitmentPage, "202": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        ),
        "DELETE": deletes("a commitment"),
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.CommitmentChange)
        return self.changed(
            lambda row: self.amended(row, change_commitment(row, data, request.user, None)),
        )

    def delete(self, _request: Request, **_key: Any) -> Response:
        """Delete it."""
        return self.gone()


class CommitmentReview(Review):
    """Lets a commitment take a step on its way to the public, with its targets."""

    kind = COMMITMENTS
    summary = "Review a commitment"
    shape = shapes.DeskCommitmentPage
    writes = takes(shapes.DeskCommitmentPage)


class CommitmentEvidence(DeskRow):
    """Adds words a commitment stands on (201); to a public one by a proposal (202)."""

    kind = COMMITMENTS
    summary = "Add evidence"
    shape = shapes.DeskCommitmentPage
    about = about_words()
    writes = {
        "POST": Exchange(
            asks=pledges.MoreEvidence,
            answers={"201": shapes.DeskCommitmentPage, "202": shapes.DeskRevisionPage},
            keyed=True,
            marked=True,
        )
    }

    def post(self, request: Request, **_key: Any) -> Response:
        """Add it, or propose to."""
        data = self.sent(pledges.MoreEvidence)
        clause = clause_of(data, data["accepted"])

        def carry_out() -> Response:
            row: Commitment = self.locked()
            added = add_evidence(commitment=row, clause=clause, by=request.user)
            return self.answer_added(self.kind, row, added)

        return self.carried_out(request, carry_out)


class EvidencePage(DeskRow):
    """Changes words a commitment stands on, if the commitment still is as its sender saw it.

    Of a draft at once (200), of a public one by a new version that waits for somebody else (202).
    """

    kind = COMMITMENTS
    summary = "Change evidence"
    shape = shapes.DeskCommitmentPage
    about = about_words()
    http_method_names = ["patch", "delete"]
    writes = {
        "PATCH": Exchange(
            asks=pledges.EvidenceChange,
            answers={"200": shapes.DeskCommitmentPage, "202": shapes.DeskRevisionPage},
            matched=True,
            marked=True,
        ),
        "DELETE": deletes("evidence", shapes.DeskCommitmentPage),
    }

    def patch(self, request: Request, **_key: Any) -> Response:
        """Change it, or propose to."""
        data = self.sent(pledges.EvidenceChange)
        return self.changed(
            lambda row: self.amended(row, change_evidence(self.words(row), data, request.user, None)),
        )

    def delete(self, _request: Request, **_key: Any) -> Response:
        """Delete it."""
        return self.gone(self.words)

    def words(self, row: Commitment) -> Evidence:
        """The words meant. Raises Http404."""
        words: Evidence = numbered(row.evidence.select_related("document"), self.kwargs["number"])
        return words
