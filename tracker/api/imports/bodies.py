"""How change sets and their rows are answered with."""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.api.bodies import Body, decimal, iso
from tracker.api.sentences import in_both
from tracker.ingest import Problem, brought_in_before, notes_of, pace_of, problems_of, tasks
from tracker.models import ChangeSet, ChangeSetState, Observation, Outcome, StagedDocument, StagedRow
from tracker.reports.refusals import failure_problems, refusal_of


def problem(found: Problem) -> Body:
    """A problem of a file or a row."""
    return {
        "code": found.code,
        "warning": found.is_warning,
        "row": found.row,
        "column": found.column or None,
        "value": found.value or None,
        "message": in_both(found.text),
    }


def brief(row: ChangeSet) -> Body:
    """A change set in a list."""
    return {
        "id": row.pk,
        "title": row.title,
        "file_name": row.file_name,
        "file_sha256": row.file_sha256,
        "state": row.state,
        "door": row.door or None,
        "counts": _counts(row),
        "created_by": _name(row.created_by),
        "created_at": iso(row.created_at),
        "applied_at": iso(row.applied_at),
        "reversed_at": iso(row.reversed_at),
    }


def change_set(row: ChangeSet) -> Body:
    """A change set with all there is to know of it."""
    pace = pace_of(row) if row.state == ChangeSetState.APPLYING else None
    waiting = tasks.waiting_for(row)
    same = brought_in_before(row)
    return {
        **brief(row),
        "encoding": row.encoding or None,
        "sheet": row.found.get("sheet") or None,
        "ignored": row.found.get("ignored", []),
        "notes": [problem(each) for each in notes_of(row)],
        "done": pace.done if pace else row.done,
        "total": pace.total if pace else row.total,
        "waiting": None if waiting is tasks.Waiting.NOT_QUEUED else waiting.value,
        "verdicts_pending": row.verdicts_pending,
        "problems": [problem(each) for each in failure_problems(row)],
        "refused": _refused(row),
        "reason": row.reason or None,
        "same_file": same.pk if same else None,
        "applied_by": _name(row.applied_by),
        "reversed_by": _name(row.reversed_by),
        "reversed_reason": row.reversed_reason or None,
    }


def rows(found: ChangeSet, staged: Iterable[StagedRow]) -> list[Body]:
    """Staged rows of a change set; their proposed documents take one query."""
    staged = list(staged)
    numbers = {row.proposal for row in staged if row.proposal is not None}
    proposed = found.staged_documents.filter(number__in=numbers) if numbers else ()
    proposals = {document.number: document for document in proposed}
    return [_row(row, proposals) for row in staged]


def _row(row: StagedRow, proposals: Mapping[int, StagedDocument]) -> Body:
    new = proposals.get(row.proposal or 0)
    read = row.indicator is not None
    return {
        "position": row.position,
        "row": row.number,
        "outcome": row.outcome,
        "then": row.then,
        "indicator": row.indicator.code if row.indicator else None,
        "jurisdiction": row.jurisdiction.code if row.jurisdiction else None,
        "period": row.period or None,
        "value": decimal(row.value),
        "unit": row.unit.symbol if row.unit else None,
        "qualifier": (row.qualifier or None) if read else None,
        "obs_status": (row.obs_status or None) if read else None,
        "published_on": iso(row.published_on),
        "document": row.document.code if row.document else None,
        "new_document": new.title if new and row.document is None else None,
        "before": _figure(row.stored if row.stored and row.outcome != Outcome.NEW else row.before),
        "problems": [problem(each) for each in problems_of(row)],
    }


def _figure(row: Observation | None) -> Body | None:
    if row is None:
        return None
    return {
        "id": row.pk,
        "value": decimal(row.value),
        "unit": row.unit.symbol if row.unit else None,
        "published_on": row.published or None,
        "document": row.document.code,
    }


def _counts(row: ChangeSet) -> Body | None:
    return {each.value: row.counts.get(each.value, 0) for each in Outcome} if row.counts else None


def _name(user: Any) -> str | None:
    return user.get_username() if user else None


def _refused(row: ChangeSet) -> Body | None:
    failure = row.failure
    if not failure or failure.get("problems"):
        return None
    code, params = failure.get("code", ""), failure.get("params") or {}
    return {"code": code, "message": in_both(lambda: refusal_of(code, params))}
