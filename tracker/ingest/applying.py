"""Carries out a plan: all it says or nothing, with the verdicts that hang on it, in one transaction."""

import datetime
import re
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker.exceptions import IngestError
from tracker.models import (
    ChangeSet,
    ChangeSetState,
    DatePrecision,
    Document,
    Indicator,
    Jurisdiction,
    Observation,
    ReviewState,
    Series,
    User,
)
from tracker.progress import affected_by, refresh
from tracker.quantities import parse_partial_date

from .planning import ImportPlan, Outcome, PlannedRow
from .sources import NewDocument, same_document

BATCH = 2000


def apply_plan(
    plan: ImportPlan, *, by: User | None = None, valid_only: bool = False, title: str = ""
) -> ChangeSet | None:
    """Store what `plan` says and refresh the verdicts that hang on it; None if there is nothing to store.

    Rows that are invalid or undecided stop everything unless `valid_only` leaves them out. Raises
    IngestError: `blocked_rows`, or `changed_meanwhile` when somebody stored one of the figures since the
    plan was made.
    """
    if plan.blocked and not valid_only:
        raise IngestError("blocked_rows", {"rows": str(len(plan.blocked))})
    if not plan.to_store:
        return None
    try:
        with transaction.atomic():
            return _apply(plan, by, title or plan.table.file_name)
    except IntegrityError as error:
        raise IngestError("changed_meanwhile", {"error": str(error)}) from error


def _apply(plan: ImportPlan, by: User | None, title: str) -> ChangeSet:
    now = timezone.now()
    change_set = ChangeSet.objects.create(
        title=title[:200],
        file_name=plan.table.file_name[:255],
        file_sha256=plan.table.sha256,
        encoding=plan.table.encoding,
        counts=plan.counts,
        reason=plan.reason,
        state=ChangeSetState.APPLIED,
        created_by=by,
        applied_at=now,
    )
    series = _series(plan.to_store)
    documents = _documents(plan.to_store)
    _withdraw(plan, by, now)
    rows = (_observation(row, series, documents, change_set) for row in plan.to_store)
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    refresh(affected_by(row.pk for row in series.values()), change_set=change_set)
    return change_set


def _series(rows: Iterable[PlannedRow]) -> dict[tuple[int, int], Series]:
    """The series of every row; missing ones are made, of known indicators and jurisdictions only."""
    pairs: dict[tuple[int, int], tuple[Indicator, Jurisdiction]] = {}
    for row in rows:
        indicator, jurisdiction = row.checked.indicator, row.checked.jurisdiction
        pairs[indicator.pk, jurisdiction.pk] = indicator, jurisdiction
    indicators = {indicator for indicator, _place in pairs}
    found = {
        (row.indicator_id, row.jurisdiction_id): row
        for row in Series.objects.filter(indicator__in=indicators)
    }
    missing = [
        Series(code=Series.code_for(place.code, indicator.code), indicator=indicator, jurisdiction=place)
        for key, (indicator, place) in pairs.items()
        if key not in found
    ]
    for row in Series.objects.bulk_create(missing, batch_size=BATCH):
        found[row.indicator_id, row.jurisdiction_id] = row
    return {key: found[key] for key in pairs}


def _documents(rows: Iterable[PlannedRow]) -> dict[tuple[str, str, str], Document]:
    """The documents that were accepted as new, made now."""
    made: dict[tuple[str, str, str], Document] = {}
    for row in rows:
        proposed = row.checked.source.document
        if isinstance(proposed, NewDocument) and same_document(proposed) not in made:
            made[same_document(proposed)] = _new_document(proposed)
    return made


def _new_document(proposed: NewDocument) -> Document:
    dated = {"published_precision": DatePrecision.UNKNOWN, "seen_on": timezone.localdate()}
    if proposed.published:
        day = parse_partial_date(proposed.published)
        dated = {"published_on": day.first, "published_precision": day.precision.value}
    return Document.objects.create(
        code=_free_code(proposed),
        title=proposed.title,
        publisher=proposed.publisher,
        reliability=proposed.reliability,
        url=proposed.url,
        **dated,
    )


def _free_code(proposed: NewDocument) -> str:
    """A code nobody has: the date and a number, since Chinese titles make no readable one."""
    stem = re.sub(r"[^0-9-]", "", proposed.published) or "undated"
    taken = set(Document.objects.filter(code__startswith=f"doc-{stem}-").values_list("code", flat=True))
    number = 1
    while f"doc-{stem}-{number}" in taken:
        number += 1
    return f"doc-{stem}-{number}"


def _withdraw(plan: ImportPlan, by: User | None, now: datetime.datetime) -> None:
    """Take back the rows that corrections replace; they stay for auditors, with the reason."""
    wrong = [row.stored.pk for row in plan.to_store if row.outcome == Outcome.CORRECTION and row.stored]
    Observation.objects.filter(pk__in=wrong).update(
        withdrawn_at=now, withdrawn_by=by, withdrawn_reason=plan.reason, preferred=False
    )


def _observation(
    row: PlannedRow,
    series: dict[tuple[int, int], Series],
    documents: dict[tuple[str, str, str], Document],
    change_set: ChangeSet,
) -> Observation:
    checked = row.checked
    source, period, figure = checked.source, checked.period, checked.figure
    document = source.document
    if isinstance(document, NewDocument):
        document = documents[same_document(document)]
    stated = {"missing_reason": checked.missing_reason, "unit": checked.indicator.unit}
    if figure is not None:
        stated = {
            "value": figure.value,
            "written": figure.written,
            "unit": figure.unit,
            "qualifier": figure.qualifier,
        }
    words = {name: text for name, text in checked.words.items() if text not in ("", None)}
    return Observation(
        series=series[checked.indicator.pk, checked.jurisdiction.pk],
        period=period.text,
        period_start=period.start,
        period_end=period.end,
        document=document,
        published_on=source.published_on,
        published_precision=source.precision,
        known_from=source.known_from,
        obs_status=checked.obs_status,
        state=ReviewState.PUBLISHED,
        change_set=change_set,
        figure=_figure_in_quote(checked.words.get("quote", ""), stated.get("written", "")),
        **stated,
        **words,
    )


def _figure_in_quote(quote: str, written: str) -> str:
    """The digits as the quote prints them, for a page to mark; empty where the quote has them not."""
    return written if written and written in quote else ""
