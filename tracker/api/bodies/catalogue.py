"""What commitments and figures refer to, as answers."""

from tracker.models import Department, Document, Indicator, Jurisdiction, Plan, Topic

from .briefs import Body, code_of, indicator_brief, iso


def document(row: Document) -> Body:
    """A published source."""
    return {
        "code": row.code,
        "title": row.title,
        "publisher": row.publisher,
        "published_on": row.published or None,
        "published_precision": row.published_precision,
        "seen_on": iso(row.seen_on),
        "kind": row.kind,
        "reliability": row.reliability,
        "jurisdiction": code_of(row.jurisdiction),
        "url": row.url or None,
        "file_sha256": row.file_sha256 or None,
        "note": row.note or None,
    }


def plan(row: Plan) -> Body:
    """Commitments made together."""
    return {
        "code": row.code,
        "name": row.label,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction.code,
        "period_start": iso(row.period_start),
        "period_end": iso(row.period_end),
        "document": row.document.code,
    }


def indicator(row: Indicator) -> Body:
    """What is measured, with its definition and other names."""
    return {
        **indicator_brief(row),
        "direction": row.direction,
        "form": row.form,
        "unit": row.unit.symbol,
        "topic": row.topic.code,
        "basis": row.basis or None,
        "counted_from": row.counted_from or None,
        "definition": row.definition or None,
        "change_of": code_of(row.change_of),
        "growth_of": code_of(row.growth_of),
        "aliases": [alias.name for alias in row.aliases.all()],
    }


def jurisdiction(row: Jurisdiction) -> Body:
    """An area with a government."""
    return {
        "code": row.code,
        "name": row.label,
        "level": row.level,
        "parent": code_of(row.parent),
        "valid_from": iso(row.valid_from),
        "valid_to": iso(row.valid_to),
    }


def topic(row: Topic) -> Body:
    """A subject."""
    return {
        "code": row.code,
        "name": row.label,
        "parent": code_of(row.parent),
        "position": row.position,
    }


def department(row: Department) -> Body:
    """A body that answers for something, or publishes."""
    return {
        "code": row.code,
        "name": row.label,
        "kind": row.kind,
        "jurisdiction": code_of(row.jurisdiction),
    }
