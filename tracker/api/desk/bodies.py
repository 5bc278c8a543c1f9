"""How rows in work are answered with: codes and numbers as stored, in no language."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from tracker.actions.amending import CHANGEABLE
from tracker.actions.deleting import FRESH, can_go
from tracker.actions.observations import right_to_withdraw
from tracker.actions.plan_rows import right_to_amend
from tracker.actions.review import has_left, steps_for
from tracker.actions.revisions import right_to_drop
from tracker.api.bodies import Body, code_of, decimal, evidence_brief, iso, symbol
from tracker.authority import CHANGE, DELETE, PUBLISH, may
from tracker.models import (
    OPEN_REVISION,
    AuditEntry,
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    ReviewState,
    Revision,
    Target,
    User,
)

#: How much of its history a row tells.
_TOLD = 50


def observation(row: Observation) -> Body:
    """A figure."""
    return {
        "id": row.pk,
        "state": row.state,
        "series": row.series.code,
        "period": row.period,
        "value": decimal(row.value),
        "unit": symbol(row.unit),
        "written": row.written or None,
        "qualifier": row.qualifier,
        "obs_status": row.obs_status,
        "missing_reason": row.missing_reason or None,
        "published_on": row.published or None,
        "document": row.document.code,
        "section": row.section or None,
        "quote": row.quote or None,
        "start": row.start,
        "derivation": row.derivation or None,
        "note": row.note or None,
        "preferred": row.preferred,
        "preferred_reason": row.preferred_reason or None,
        "change_set": row.change_set_id,
        "withdrawn_at": iso(row.withdrawn_at),
        "withdrawn_reason": row.withdrawn_reason or None,
    }


def target(row: Target) -> Body:
    """A target."""
    return {
        "id": row.pk,
        "state": row.state,
        "commitment": row.commitment.code,
        "document": row.document.code,
        "published_on": row.published,
        "form": row.form,
        "comparator": row.comparator,
        "wording": row.wording,
        "value": decimal(row.value),
        "value_to": decimal(row.value_to),
        "unit": symbol(row.unit),
        "written": row.written or None,
        "tolerance": decimal(row.tolerance),
        "tolerance_kind": row.tolerance_kind or None,
        "period": row.period,
        "due": iso(row.due),
        "baseline": row.baseline_id,
        "reference": code_of(row.reference),
        "reference_note": row.reference_note or None,
        "reading_note": row.reading_note or None,
    }


def planned(row: PathPoint) -> Body:
    """A value of a planned path."""
    return {
        "id": row.pk,
        "by": iso(row.by),
        "value": decimal(row.value),
        "written": row.written or None,
        "document": row.document.code,
        "published_on": row.published,
    }


def target_page(row: Target) -> Body:
    """A target with its planned path."""
    return {**target(row), "path": [planned(each) for each in row.path.all()]}


def evidence(row: Evidence) -> Body:
    """Words a commitment stands on."""
    return {
        "id": row.pk,
        **evidence_brief(row),
        "figure": row.figure or None,
        "figure_start": row.figure_start,
    }


def commitment(row: Commitment) -> Body:
    """A commitment."""
    return {
        "code": row.code,
        "state": row.state,
        "plan": row.plan.code,
        "number": row.number,
        "statement": row.statement,
        "statement_en": row.statement_en or None,
        "series": code_of(row.series),
        "topic": row.topic.code,
        "departments": sorted(each.code for each in row.departments.all()),
        "headline": row.headline,
        "modality": row.modality,
        "binding": row.binding or None,
        "checkable": row.checkable,
        "unrateable_reason": row.unrateable_reason or None,
        "entity": row.entity or None,
        "entity_count": row.entity_count,
        "threshold_of": row.threshold_of or None,
        "threshold": decimal(row.threshold),
        "threshold_unit": symbol(row.threshold_unit),
        "part_of": code_of(row.part_of),
        "continues": code_of(row.continues),
        "printed_as": row.printed_as or None,
        "reading_note": row.reading_note or None,
        "withdrawn_on": iso(row.withdrawn_on),
        "withdrawn_reason": row.withdrawn_reason or None,
    }


def commitment_page(row: Commitment) -> Body:
    """A commitment with its targets and evidence."""
    return {
        **commitment(row),
        "targets": [target(each) for each in row.targets.all()],
        "evidence": [evidence(each) for each in row.evidence.all()],
    }


def plan(row: Plan) -> Body:
    """A plan."""
    return {
        "code": row.code,
        "state": row.state,
        "name": row.name,
        "name_en": row.name_en or None,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction.code,
        "period_start": iso(row.period_start),
        "period_end": iso(row.period_end),
        "document": row.document.code,
    }


def remark(row: Remark) -> Body:
    """A remark."""
    return {
        "id": row.pk,
        "state": row.state,
        "commitment": row.commitment.code,
        "text": row.text,
        "text_en": row.text_en or None,
        "department": code_of(row.department),
        "dated": iso(row.dated),
        "author": _name(row.author),
    }


def revision(row: Revision) -> Body:
    """A new version."""
    return {
        "id": row.pk,
        "state": row.state,
        "of": row.content_type.model,
        "row": row.object_id,
        "label": row.label,
        "commitment": code_of(row.commitment),
        "series": code_of(row.series),
        "changes": [
            {"field": name, "before": _text(before), "after": _text(after)}
            for name, (before, after) in row.changes.items()
        ],
        "reason": row.reason or None,
        "entered_by": _name(row.entered_by),
        "entered_at": iso(row.entered_at),
        "dropped_at": iso(row.dropped_at),
    }


def in_full(row: Any, by: User) -> Body:
    """What the page of a row tells beside the row: what can be done to it, and what was."""
    waiting = None if isinstance(row, Revision) else Revision.objects.open().of(row).first()
    return {
        "new_version": waiting and waiting.pk,
        "may": _acts(row, by, waiting),
        "history": list(_history(row)),
    }


def _acts(row: Any, by: User, waiting: Revision | None) -> list[str]:
    """What somebody can do to a row now."""
    if has_left(row):
        return []
    acts = steps_for(row, by)
    if isinstance(row, Observation):
        acts += ["correct"] if waiting is None and may(by, CHANGE, row) else []
        acts += ["withdraw"] if may(by, right_to_withdraw(row), row) else []
        if row.state == ReviewState.PUBLISHED and row.value is not None and may(by, PUBLISH, row):
            acts.append("unprefer" if row.preferred else "prefer")
    elif isinstance(row, Revision):
        acts += ["change"] if row.state in FRESH and may(by, CHANGE, row) else []
        drops = row.state in OPEN_REVISION and may(by, right_to_drop(row, by), row)
        acts += ["drop"] if drops else []
    else:
        right = right_to_amend(row) if isinstance(row, Plan) else CHANGE
        acts += ["change"] if waiting is None and row.state in CHANGEABLE and may(by, right, row) else []
        goes = not isinstance(row, Plan) and can_go(row, by) and may(by, DELETE, row)
        acts += ["delete"] if goes else []
    return acts


def _history(row: models.Model) -> Iterable[Body]:
    for entry in AuditEntry.objects.about(row).select_related("by")[:_TOLD]:
        yield {
            "at": iso(entry.at),
            "by": _name(entry.by),
            "verb": entry.verb,
            "comment": entry.reason or None,
        }


def _name(user: Any) -> str | None:
    return user.get_username() if user else None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return None if value is None else str(value)
