"""Commitments at a glance: standings that hold no more than a row of a page's list shows.

They are told from what the stored verdicts rest on and what was filed with them, in two prepared questions;
nothing is judged. Where that does not tell all such a row shows (no verdict yet, a figure worked out from
another series or out of force, a target that follows another series) a commitment is left out: `standings`
knows.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from django.db.models import DateField, F, Model

from tracker import assessment
from tracker.models import (
    Commitment,
    Document,
    Indicator,
    Observation,
    Plan,
    Series,
    Target,
    TargetForm,
    Topic,
    Unit,
    Verdict,
)

from ..known.reading import Reading
from ..prepared import Among, Given, Prepared, row_of
from ..standing import Standing
from .listed import played, share

Parts = Mapping[str, tuple[type[Model], tuple[str, ...]]]

_NUMBERS, _DAY = Given("numbers"), Given("day", DateField())
_VERDICT, _TARGET = "current_verdict", "current_verdict__target"
_NAMED: Final = ("id", "code", "name", "name_en")
_UNIT: Final = ("id", "symbol", "name_en", "dimension", "factor")
#: The rows a commitment is shown by: the path each is found under, and its columns that are shown.
_PARTS: Parts = {
    "": (Commitment, ("id", "code", "statement", "statement_en", "headline", "binding", "series_id")),
    "plan": (Plan, _NAMED),
    "topic": (Topic, _NAMED),
    "series": (Series, ("id", "indicator_id")),
    "series__indicator": (Indicator, ("id", "kind", "counted_from")),
    _VERDICT: (
        Verdict,
        (
            *("id", "as_of", "status", "method", "method_version", "judged_at", "latest_id", "distance"),
            *("method_sensitive", "vintage_sensitive"),
        ),
    ),
    _TARGET: (
        Target,
        (
            "id",
            "form",
            "comparator",
            "wording",
            "value",
            "value_to",
            "unit_id",
            "period",
            "period_start",
            "due",
        ),
    ),
    f"{_TARGET}__unit": (Unit, _UNIT),
}
#: The same of a figure.
_FIGURE_PARTS: Parts = {
    "": (
        Observation,
        (
            *("id", "value", "unit_id", "period", "period_start", "period_end", "obs_status"),
            *("qualifier", "derivation", "published_on", "published_precision"),
        ),
    ),
    "unit": (Unit, _UNIT),
    "document": (Document, ("id", "reliability")),
}
#: The shares a distance is told by.
_SHARES: Final = ("completion", "progress", "gap")


def _columns(parts: Parts) -> list[str]:
    return [f"{path}__{name}" if path else name for path, (_model, names) in parts.items() for name in names]


_ROWS = Prepared(
    lambda: (
        Commitment.objects.filter(Among("pk", _NUMBERS), current_verdict__target__isnull=False)
        .exclude(current_verdict__target__form=TargetForm.REFERENCE)
        .alias(tied=played("tied"))
        .filter(tied="[]", filed__departments__isnull=False)
        .order_by()
        .values_list(*_columns(_PARTS), *map(share, _SHARES), "filed__latest_id")
    ),
    kept=True,
)
_FIGURES = Prepared(
    lambda: (
        Observation.objects.known(_DAY)
        .filter(Among("pk", _NUMBERS))
        .order_by()
        .values_list(*_columns(_FIGURE_PARTS))
    ),
    kept=True,
)
_VERDICTS = Prepared(
    lambda: (
        Verdict.objects.filter(Among("commitment_id", _NUMBERS), pk__lt=F("commitment__current_verdict"))
        .order_by("pk")
        .values_list("commitment_id", "status")
    ),
    kept=True,
)


def glances(numbers: Collection[int], *, day: datetime.date) -> dict[int, Standing]:
    """Those of the commitments whose stored verdict tells a row of a list, by number; `day` is today."""
    if not numbers:
        return {}
    rows = {values[0]: _made(_PARTS, values) for values in _ROWS.rows(numbers=numbers)}
    shown = {number: parts[_VERDICT].latest_id or rest[-1] for number, (parts, rest) in rows.items()}
    figures = _figures({figure for figure in shown.values() if figure is not None}, day)
    return {
        number: _standing(parts, shares, figures.get(shown[number]), day)
        for number, (parts, (*shares, _filed)) in rows.items()
        if shown[number] is None or shown[number] in figures
    }


def statuses_before(numbers: Collection[int]) -> dict[int, str]:
    """The status each commitment had by the verdict before its current one; those that had one."""
    rows = _VERDICTS.rows(numbers=numbers) if numbers else []
    return {row[0]: row[1] for row in rows}


def _figures(numbers: Collection[int], day: datetime.date) -> dict[int | None, Observation]:
    """The figures in force among these, as rows to show."""
    rows = [_made(_FIGURE_PARTS, values)[0] for values in _FIGURES.rows(numbers=numbers, day=day)]
    return {
        parts[""].pk: _joined(parts[""], unit=parts["unit"], document=parts["document"]) for parts in rows
    }


def _made(parts: Parts, values: Sequence[Any]) -> tuple[dict[str, Any], Sequence[Any]]:
    """The rows an answer holds by their paths, None for one that is not there; and the values behind them."""
    made, start = {}, 0
    for path, (model, names) in parts.items():
        end = start + len(names)
        own = values[start:end]
        made[path] = None if own[0] is None else row_of(model, zip(names, own, strict=True))
        start = end
    return made, values[start:]


def _joined(row: Any, **related: Any) -> Any:
    """The row, which knows those it refers to."""
    row._state.fields_cache.update(related)
    return row


def _standing(
    parts: dict[str, Any], shares: Sequence[str | None], figure: Observation | None, day: datetime.date
) -> Standing:
    verdict, series = parts[_VERDICT], parts["series"]
    if series is not None:
        _joined(series, indicator=parts["series__indicator"])
    commitment = _joined(parts[""], plan=parts["plan"], topic=parts["topic"], series=series)
    target = _joined(parts[_TARGET], unit=parts[f"{_TARGET}__unit"])
    reading = Reading(
        commitment=commitment, as_of=day, targets=[target], observations=[figure] if figure else []
    )
    return Standing(reading=reading, judgement=_judgement(verdict, shares), verdict=verdict, recorded=verdict)


def _judgement(verdict: Verdict, shares: Sequence[str | None]) -> assessment.Judgement:
    """What a verdict says to a reader of lists: its status and how far from the target."""
    completion, progress, gap = (None if text is None else Fraction(text) for text in shares)
    return assessment.Judgement(
        status=verdict.status,
        method=verdict.method,
        version=verdict.method_version,
        judged_at=verdict.judged_at,
        latest=verdict.latest_id,
        completion=completion,
        progress=progress,
        gap=gap,
    )
