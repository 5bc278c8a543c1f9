"""What would become of a few rows, were each of them a file of its own: told, and nothing written."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tracker.models import STORED, Outcome, Qualifier, Unit
from tracker.progress import today as this_day

from ..asking.families import Family
from ..asking.figures import Figure as Asked
from ..asking.figures import Known as Related
from ..asking.quoting import figure_in_quote
from ..checking.checker import CheckedRow, Checker, Entry
from ..checking.known import Known
from ..checking.sources import NewDocument
from ..checking.values import Figure
from ..comparing.endings import WORDS, Comparing, Ending, StagedFigure, StoredFigure
from ..problems import Problem, noted_text
from ..reading import RawRow, Table
from . import beside

#: What every row is called before anybody tells them apart.
_ONE: Final = 1


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A row with what would become of it.

    `then` is its outcome once its warnings are accepted and a correction has its reason; `entry` what it
    says, None where it says nothing or cannot be read. `stored` is the number of the figure of the same
    identity; `changes` what a correction would change of it, as `correct_observation` takes it.
    """

    then: Outcome
    entry: Entry | None = None
    problems: list[Problem] = field(default_factory=list)
    stored: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def warnings(self) -> list[Problem]:
        """What a person has to accept before it is stored."""
        return [problem for problem in self.problems if problem.is_warning] if self.then in STORED else []

    def fields(self) -> dict[str, Any]:
        """The figure as `record_observation` takes it, but for series, document and date."""
        assert self.entry is not None
        return {"period": self.entry.period.text, **_content(self.entry), **self.entry.words}


def try_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    today: datetime.date | None = None,
    called: Mapping[str, str] | None = None,
) -> list[Tried]:
    """Try rows of text, each by itself, in their order and in a constant number of queries.

    Indicator, jurisdiction and document (`source_title`) are given by their codes; everything else is as in
    the cells of an outcome table. `called` is what problems call the columns, where that is not their header.
    """
    known = Known.among(
        indicators={row["indicator"] for row in rows},
        jurisdictions={row["jurisdiction"] for row in rows},
        documents={row["source_title"] for row in rows if row.get("source_title")},
    )
    table = Table("", "", "", "", headers=dict(called or {}), ignored=[], rows=[])
    checker = Checker(known, table, today=today or this_day())
    checked = [checker.check(RawRow(_ONE, _trimmed(row))) for row in rows]
    entries = [row.entry for row in checked if row.entry]
    units = {unit.pk: unit for unit in known.units.values()}
    stored = beside.stored_at(entries) if entries else {}
    compared = [_compared(row, stored, units) for row in checked]
    return _doubted(compared, units)


def _trimmed(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in row.items() if text.strip()}


def _compared(
    row: CheckedRow, stored: Mapping[beside.Place, list[StoredFigure]], units: dict[int, Unit]
) -> Tried:
    """The row held against what is stored at its place."""
    if row.entry is None:
        return Tried(then=Outcome.SKIPPED if row.skipped else Outcome.INVALID, problems=row.problems)
    there = stored.get(beside.place_of(row.entry), [])
    [ending] = Comparing(units).endings([_figure(row, row.entry)], there)
    return Tried(
        then=ending.then,
        entry=row.entry,
        problems=[Problem(row=_ONE, **each) for each in json.loads(ending.problems or "[]")],
        stored=ending.stored,
        changes=_changes(row.entry, ending, there, units),
    )


def _figure(row: CheckedRow, entry: Entry) -> StagedFigure:
    """The row as `comparing` takes it."""
    figure, document = entry.figure, entry.source.document
    words: dict[str, Any] = {name: entry.words.get(name, None if name == "start" else "") for name in WORDS}
    return StagedFigure(
        place=beside.place_of(entry),
        position=_ONE,
        number=_ONE,
        warned=bool(row.warnings),
        problems=noted_text(row.problems),
        source=-_ONE if isinstance(document, NewDocument) else document.pk,
        published_on=entry.source.published_on.isoformat(),
        value=format(figure.value, "f") if figure else None,
        unit=figure.unit.pk if figure else entry.indicator.unit_id,
        written=figure.written if figure else "",
        qualifier=str(figure.qualifier if figure else Qualifier.EXACT),
        obs_status=str(entry.obs_status),
        qualifier_stated=figure is not None and "qualifier" not in entry.silent,
        obs_status_stated="obs_status" not in entry.silent,
        **words,
    )


def _content(entry: Entry) -> dict[str, Any]:
    """The figure itself, or why there is none, in the terms of the actions."""
    figure = entry.figure
    if figure is None:
        return {"value": "", "missing_reason": entry.missing_reason, "obs_status": str(entry.obs_status)}
    quote, start = entry.words.get("quote", ""), entry.words.get("start")
    printed, place = figure_in_quote(quote, figure.written, start)
    return {
        "value": figure.written,
        "missing_reason": "",
        "unit": figure.unit,
        "qualifier": str(figure.qualifier),
        "obs_status": str(entry.obs_status),
        "figure": printed,
        "figure_start": place,
    }


def _changes(
    entry: Entry, ending: Ending, there: list[StoredFigure], units: dict[int, Unit]
) -> dict[str, Any]:
    """What a correction makes of the stored figure: what the row says, and where it is silent what stands."""
    if ending.then != Outcome.CORRECTION or ending.kept is None:
        return {}
    [so_far] = [row for row in there if row.pk == ending.stored]
    *words, qualifier, obs_status, figure, figure_start = ending.kept
    kept = {**dict(zip(WORDS, words, strict=True)), "qualifier": qualifier, "obs_status": obs_status}
    before = {**so_far._asdict(), "value": so_far.written, "unit": units.get(so_far.unit)}
    said = {**_content(entry), **kept}
    changed = {name: text for name, text in said.items() if name in before and text != before[name]}
    if (so_far.value is None) != (entry.figure is None):
        changed["missing_reason"] = entry.missing_reason
    if changed.keys() & {"value", "quote", "start", "missing_reason"}:
        changed |= {"figure": figure, "figure_start": figure_start}
    return changed


def _doubted(rows: list[Tried], units: dict[int, Unit]) -> list[Tried]:
    """The rows with what other figures make doubtful about those that would be stored."""
    asked = [row.entry for row in rows if row.then in STORED and row.entry and row.entry.figure]
    if not asked:
        return rows
    known = beside.known_about(asked, units.values())
    figures = beside.figures_beside(asked, known)

    def doubts(row: Tried) -> list[Problem]:
        if row.then not in STORED or row.entry is None or row.entry.figure is None:
            return []
        own = _asked(row.entry, row.entry.figure, known)
        near = [each for each in figures[own.jurisdiction, own.family] if -each.number != row.stored]
        return [
            Problem(doubt.code, row=_ONE, value=own.written, params=doubt.params)
            for _figure, found in Family(known, [own], near).doubts()
            for doubt in found
        ]

    return [replace(row, problems=[*row.problems, *doubts(row)]) for row in rows]


def _asked(entry: Entry, figure: Figure, known: Related) -> Asked:
    """The row as `asking` takes it."""
    indicator, jurisdiction, begins, ends = entry.place
    return Asked(
        jurisdiction,
        known.family(known.indicators[indicator]),
        indicator,
        begins.isoformat() if begins else None,
        ends.isoformat(),
        entry.source.published_on.isoformat(),
        format(figure.value, "f"),
        figure.unit.pk,
        figure.written,
        str(figure.qualifier),
        _ONE,
    )
