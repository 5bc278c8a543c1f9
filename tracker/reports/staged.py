"""Rows of a staged file in words: what each says, what is stored so far, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from tracker.ingest import Problem, problems_of
from tracker.models import ChangeSet, Observation, Outcome, StagedDocument, StagedRow

from .periods import partial_day_text
from .quantities import MISSING, figure_text

#: Each code among the problems of rows with warnings: in how many rows it occurs, and in which first.
_KINDS: Final = {
    "postgresql": """
        SELECT p ->> 'code', COUNT(DISTINCT position), MIN(position)
        FROM tracker_stagedrow, jsonb_array_elements(problems) AS p
        WHERE change_set_id = %s AND warned GROUP BY 1 ORDER BY 2 DESC, 1
    """,
    "sqlite": """
        SELECT json_extract(p.value, '$.code'), COUNT(DISTINCT position), MIN(position)
        FROM tracker_stagedrow, json_each(problems) AS p
        WHERE change_set_id = %s AND warned GROUP BY 1 ORDER BY 2 DESC, 1
    """,
}


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A staged row for a reader.

    `old` is the figure it revises or corrects, empty for none; `problems` leave out the row they are about.
    """

    row: StagedRow
    outcome: str
    indicator: str
    jurisdiction: str
    figure: str
    old: str
    source: str
    published: str
    is_new_document: bool
    problems: list[Problem]


#: What `shown_rows` needs of each row, in one query.
RELATED = (
    "indicator",
    "jurisdiction",
    "document",
    "unit",
    "stored__unit",
    "stored__document",
    "before__unit",
    "before__document",
)


def shown_rows(change_set: ChangeSet, rows: Iterable[StagedRow]) -> list[ShownRow]:
    """Rows selected with `RELATED`, ready to be shown; their proposed documents take one query more."""
    rows = list(rows)
    numbers = {row.proposal for row in rows if row.proposal is not None}
    proposed = change_set.staged_documents.filter(number__in=numbers) if numbers else ()
    proposals = {document.number: document for document in proposed}
    return [_shown(row, proposals) for row in rows]


def warnings_by_kind(change_set: ChangeSet) -> list[tuple[int, str]]:
    """How many rows carry each kind of warning, the most frequent first, with one of them in words."""
    # Counted once for each time the file was checked: of a million rows that takes seconds.
    key = f"warnings-of-import-{change_set.pk}-{change_set.planned_at:%Y%m%d%H%M%S%f}"
    found = cache.get_or_set(key, lambda: _counted_warnings(change_set), timeout=3600)
    return [(number, problem.text()) for number, problem in found]


def _counted_warnings(change_set: ChangeSet) -> list[tuple[int, Problem]]:
    with connection.cursor() as cursor:
        cursor.execute(_KINDS[connection.vendor], [change_set.pk])
        kinds = cursor.fetchall()
    rows = StagedRow.objects.filter(change_set=change_set, position__in=[first for *_said, first in kinds])
    examples = {row.position: {problem.code: problem for problem in problems_of(row)} for row in rows}
    counted = [(number, examples[first][code]) for code, number, first in kinds]
    return [(number, problem) for number, problem in counted if problem.is_warning]


def _shown(row: StagedRow, proposals: Mapping[int, StagedDocument]) -> ShownRow:
    document = row.document or proposals.get(row.proposal or 0)
    return ShownRow(
        row=row,
        outcome=str(Outcome(row.outcome).label),
        indicator=row.indicator.label if row.indicator else "",
        jurisdiction=row.jurisdiction.label if row.jurisdiction else "",
        figure=_figure(row) if row.indicator_id else "",
        old=_old(row),
        source=document.title if document else "",
        published=partial_day_text(row.published_on, row.published_precision),
        is_new_document=row.document is None and document is not None,
        problems=[replace(problem, row=None) for problem in problems_of(row)],
    )


def _old(row: StagedRow) -> str:
    """The figure that another value would revise or replace; of the same file it is only known in words."""
    if row.then not in (Outcome.REVISED, Outcome.CORRECTION):
        return ""
    replaced = row.stored if row.then == Outcome.CORRECTION else row.before
    return figure_text(replaced, row.indicator) if replaced else row.before_said


def _figure(row: StagedRow) -> str:
    """The figure as it would be stored, or why there is none."""
    if row.value is None:
        return f"{MISSING} ({row.missing_reason})" if row.missing_reason else MISSING
    said: dict[str, Any] = {"value": row.value, "unit": row.unit, "qualifier": row.qualifier}
    return figure_text(Observation(**said), row.indicator)
