"""What becomes of the rows of one place: each held against what is stored there and against the others."""

import json
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from tracker.models import Outcome, Unit

from ..asking.quoting import figure_in_quote
from ..problems import Problem, noted

#: The columns that are stored as they stand; an empty cell says nothing.
WORDS = ("section", "quote", "start", "derivation", "note")
#: Of the rows that contradict a row, so many are named.
_NAMED = 5


class StagedFigure(NamedTuple):
    """A staged row as far as it is compared. Its source is a document's number, negative for a proposal."""

    place: tuple[int, int, str, str]
    position: int
    number: int
    warned: bool
    problems: str | None
    source: int
    published_on: str
    value: str | None
    unit: int
    written: str
    qualifier: str
    obs_status: str
    section: str
    quote: str
    start: int | None
    derivation: str
    note: str
    qualifier_stated: bool
    obs_status_stated: bool

    @property
    def identity(self) -> tuple[int, str]:
        """What makes it one figure with another of its place."""
        return self.source, self.published_on


class StoredFigure(NamedTuple):
    """An observation as far as it is compared."""

    place: tuple[int, int, str, str]
    pk: int
    source: int
    published_on: str
    value: str | None
    unit: int
    written: str
    qualifier: str
    obs_status: str
    section: str
    quote: str
    start: int | None
    derivation: str
    note: str


class Ending(NamedTuple):
    """What becomes of a row that has company; `kept` are the columns a correction keeps of the row it
    replaces."""

    position: int
    then: Outcome
    warned: bool = False
    problems: str | None = None
    stored: int | None = None
    before: int | None = None
    before_said: str = ""
    kept: tuple[Any, ...] | None = None


class Seen(NamedTuple):
    """A figure of the place in hand, stored or standing higher up in the file."""

    base: Fraction | None
    said: str
    pk: int | None = None


@dataclass
class History:
    """The figures seen of a place by the day each was published: of one day, the first counts."""

    figures: dict[str, Seen] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)

    def add(self, day: str, seen: Seen) -> None:
        """Remember a figure."""
        if day not in self.figures:
            self.figures[day] = seen
            insort(self.days, day)

    def newest(self, day: str) -> Seen | None:
        """The figure published last, on that day or before it."""
        place = bisect_right(self.days, day)
        return self.figures[self.days[place - 1]] if place else None


@dataclass
class Comparing:
    """Compares the rows of a place with what is stored there and with each other, place after place.

    The work grows with the rows of a place, not with their pairs: a period may have thousands of vintages.
    """

    units: dict[int, Unit]
    history: History = field(default_factory=History)

    def endings(self, rows: list[StagedFigure], beside: list[StoredFigure]) -> Iterator[Ending]:
        """What becomes of the staged `rows` of a place, in the order of the file."""
        stored = {(row.source, row.published_on): row for row in beside}
        self.history = History()
        for known in beside:
            self.history.add(known.published_on, Seen(self._base(known), self._said(known), known.pk))
        contradicted = self._contradicted(rows)
        ended: set[Hashable] = set()
        for row in rows:
            if row.identity in contradicted:
                yield self._contradiction(row, contradicted[row.identity])
            elif row.identity in ended:
                yield Ending(row.position, Outcome.UNCHANGED, row.warned, row.problems)
            else:
                ended.add(row.identity)
                there = stored.get(row.identity)
                yield self._known(row, there) if there else self._added(row)

    def _contradicted(self, rows: list[StagedFigure]) -> dict[Hashable, list[int]]:
        """Identities whose rows say different things, with the lines: which is right only a person knows."""
        if len(rows) < 2:
            return {}
        same: dict[Hashable, list[StagedFigure]] = defaultdict(list)
        for row in rows:
            same[row.identity].append(row)
        return {
            identity: list(dict.fromkeys(row.number for row in found))[: _NAMED + 1]
            for identity, found in same.items()
            if len(found) > 1 and len({frozenset(self._content(row).items()) for row in found}) > 1
        }

    def _contradiction(self, row: StagedFigure, lines: list[int]) -> Ending:
        others = [str(number) for number in lines if number != row.number] or [str(row.number)]
        problem = Problem("duplicate_in_file", params={"other": ", ".join(others[:_NAMED])})
        return Ending(row.position, Outcome.INVALID, problems=_with(row.problems, problem))

    def _known(self, row: StagedFigure, stored: StoredFigure) -> Ending:
        """A row whose identity is stored: it changes nothing, or corrects it."""
        changed = [] if _agrees(row, stored) else self._changed(row, stored)
        if not changed:
            return Ending(row.position, Outcome.UNCHANGED, stored=stored.pk)
        said = self._said(stored)
        problem = Problem("correction_needs_reason", params={"fields": ", ".join(changed), "old": said})
        return Ending(
            row.position,
            Outcome.CORRECTION,
            row.warned,
            _with(row.problems, problem),
            stored.pk,
            stored.pk,
            said,
            _kept(row, stored),
        )

    def _added(self, row: StagedFigure) -> Ending:
        """A row whose identity is not stored: held against the figure published last before it."""
        newest = self.history.newest(row.published_on)
        base = self._base(row)
        self.history.add(row.published_on, Seen(base, self._said(row)))
        outcome = Outcome.REVISED if newest and newest.base != base else Outcome.NEW
        before, said = (newest.pk, newest.said) if newest else (None, "")
        return Ending(row.position, outcome, row.warned, row.problems, None, before, said)

    def _changed(self, row: StagedFigure, stored: StoredFigure) -> list[str]:
        """Which columns of the row say something else than the stored observation."""
        so_far = {**stored._asdict(), "value": self._base(stored)}
        return [name for name, said in self._stated(row).items() if said != so_far[name]]

    def _stated(self, row: StagedFigure) -> dict[str, Any]:
        """What the row says of its figure, but for the columns it leaves to their defaults."""
        silent = {"qualifier": not row.qualifier_stated, "obs_status": not row.obs_status_stated}
        return {name: said for name, said in self._content(row).items() if not silent.get(name)}

    def _content(self, row: StagedFigure) -> dict[str, Any]:
        """Everything that would be stored of the row apart from its identity, by column."""
        content: dict[str, Any] = {"value": self._base(row)}
        if row.value is not None:
            content |= {"unit": row.unit, "qualifier": row.qualifier}
        content["obs_status"] = row.obs_status
        return content | {name: said for name in WORDS if (said := getattr(row, name)) not in ("", None)}

    def _base(self, row: StagedFigure | StoredFigure) -> Fraction | None:
        return None if row.value is None else self.units[row.unit].to_base(row.value)

    def _said(self, row: StagedFigure | StoredFigure) -> str:
        return "—" if row.value is None else f"{row.written}{self.units[row.unit].symbol}"


def _agrees(row: StagedFigure, stored: StoredFigure) -> bool:
    """Whether the row says to the letter what is stored, where it says anything."""
    return (
        row.value == stored.value
        and row.unit == stored.unit
        and (row.qualifier == stored.qualifier or not row.qualifier_stated)
        and (row.obs_status == stored.obs_status or not row.obs_status_stated)
        and (row.section == stored.section or not row.section)
        and (row.quote == stored.quote or not row.quote)
        and (row.start == stored.start or row.start is None)
        and (row.derivation == stored.derivation or not row.derivation)
        and (row.note == stored.note or not row.note)
    )


def _with(problems: str | None, problem: Problem) -> str:
    """The row's problems and one more."""
    return json.dumps([*json.loads(problems or "[]"), *noted([problem])], ensure_ascii=False)


def _kept(row: StagedFigure, stored: StoredFigure) -> tuple[Any, ...]:
    """The words of a correction: its own, and where it says nothing those of the row it replaces."""
    words = {name: getattr(row, name) for name in WORDS}
    for name, said in words.items():
        # An offset belongs to its quote.
        if said in ("", None) and not (name == "start" and row.quote):
            words[name] = getattr(stored, name)
    qualifier = row.qualifier if row.qualifier_stated else stored.qualifier
    if row.value is None:
        qualifier = row.qualifier
    obs_status = row.obs_status if row.obs_status_stated else stored.obs_status
    figure = figure_in_quote(words["quote"], row.written, words["start"])
    return *words.values(), qualifier, obs_status, *figure
