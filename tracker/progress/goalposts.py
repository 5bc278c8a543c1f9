"""Targets that moved: what was announced first, what holds now, every change between, and who went silent."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.db.models import QuerySet

from tracker import assessment
from tracker.assessment.goals import side_of
from tracker.models import Commitment, Document, DocumentKind, Plan, PlanKind, Status, Target

from .clock import today
from .known.reading import Reading, read
from .known.rules import current_rules
from .known.terms import judge, target_of


class Move(StrEnum):
    """What a later target does to an earlier one. Lowered means asking for less, whichever way is better."""

    LOWERED = "lowered"
    RAISED = "raised"
    POSTPONED = "postponed"
    BROUGHT_FORWARD = "brought_forward"
    REBASED = "rebased"
    REWORDED = "reworded"
    DROPPED = "dropped"


#: Moves that make a pledge easier to keep; what a list of goalposts is about.
EASIER = frozenset({Move.LOWERED, Move.POSTPONED, Move.DROPPED})


@dataclass(frozen=True, kw_only=True)
class Change:
    """One step from a target to the next. `after` is None where the pledge was dropped.

    `next_plan` marks a step to the same pledge in a later plan, where another due date is no postponement.
    """

    moves: tuple[Move, ...]
    before: Target
    after: Target | None
    next_plan: bool = False

    @property
    def document(self) -> Document | None:
        """The source that made the change."""
        return self.after.document if self.after else None


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A commitment with the moves of its target."""

    reading: Reading
    changes: list[Change]

    @property
    def commitment(self) -> Commitment:
        """The commitment itself."""
        return self.reading.commitment

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every kind of move there was, in the order of `Move`."""
        found = {move for change in self.changes for move in change.moves}
        return tuple(move for move in Move if move in found)


@dataclass(frozen=True, kw_only=True)
class Goalpost(Moved):
    """The same, judged against the first target and against the current one.

    `silent_since` is the first report of the same government after the due date that left it unreported.
    """

    against_first: assessment.Judgement
    against_current: assessment.Judgement
    silent_since: Document | None = None

    @property
    def is_notable(self) -> bool:
        """Whether it belongs on the list: made easier, or unreported after the next report."""
        return bool(EASIER.intersection(self.moves)) or self.silent_since is not None


def goalposts(
    commitments: Iterable[Commitment] | QuerySet[Commitment], *, as_of: datetime.date | None = None
) -> list[Goalpost]:
    """The goalposts of `commitments` as of a day, in their order and in a constant number of queries."""
    day = as_of or today()
    readings = read(commitments, as_of=day)
    earlier = _earlier(readings, day)
    reports = _reports(readings, day)
    return [_goalpost(reading, earlier, reports) for reading in readings]


def moved_targets(
    commitments: Iterable[Commitment] | QuerySet[Commitment], *, as_of: datetime.date | None = None
) -> list[Moved]:
    """Those of `commitments` whose target moved, in their order; their figures are not looked at."""
    day = as_of or today()
    readings = read(commitments, as_of=day, figures=False)
    earlier = _earlier(readings, day)
    found = (Moved(reading=row, changes=_changes(row, earlier)) for row in readings)
    return [row for row in found if row.changes]


def changes_of(reading: Reading, before_plan: Target | None = None) -> list[Change]:
    """Every step between the targets of a commitment, beginning at the pledge it continues, if any."""
    steps = []
    if before_plan is not None:
        steps.append(_change(reading, before_plan, reading.targets[0], next_plan=True))
    pairs = zip(reading.targets, reading.targets[1:], strict=False)
    steps += [_change(reading, before, after) for before, after in pairs]
    withdrawn = reading.commitment.withdrawn_on
    if withdrawn is not None and withdrawn <= reading.as_of:
        steps.append(Change(moves=(Move.DROPPED,), before=reading.target, after=None))
    return [step for step in steps if step.moves]


def _changes(reading: Reading, earlier: dict[int, Target]) -> list[Change]:
    return changes_of(reading, earlier.get(reading.commitment.continues_id))


def _change(reading: Reading, before: Target, after: Target, *, next_plan: bool = False) -> Change:
    moves = _moves(reading, before, after, timed=not next_plan or before.due == after.due)
    return Change(moves=moves, before=before, after=after, next_plan=next_plan)


def _moves(reading: Reading, before: Target, after: Target, *, timed: bool) -> tuple[Move, ...]:
    first = target_of(reading.commitment, before, reading.as_of)
    second = target_of(reading.commitment, after, reading.as_of)
    moves = set()
    if timed and after.due != before.due:
        moves.add(Move.POSTPONED if after.due > before.due else Move.BROUGHT_FORWARD)
    if _is_rebased(before, after):
        moves.add(Move.REBASED)
    elif asked := _asked(first, second):
        moves.add(asked)
    elif _worded(before) != _worded(after):
        moves.add(Move.REWORDED)
    return tuple(move for move in Move if move in moves)


def _is_rebased(before: Target, after: Target) -> bool:
    """Whether the two numbers are not counted alike: another form, dimension or pinned baseline."""
    units = {target.unit.dimension for target in (before, after) if target.unit}
    pinned = {target.baseline_id for target in (before, after) if target.baseline_id}
    return before.form != after.form or len(units) > 1 or len(pinned) > 1


def _asked(before: assessment.Target, after: assessment.Target) -> Move | None:
    """Whether the later number asks for more or for less, where either can be said."""
    side = side_of(after)
    old, new = _end(before, side), _end(after, side)
    if not side or side_of(before) != side or old is None or new is None or old == new:
        return None
    return Move.RAISED if (new > old) == (side == "up") else Move.LOWERED


def _end(target: assessment.Target, side: str) -> Fraction | None:
    """The number that has to be reached: of a range its near end."""
    return target.value_to if side == "down" and target.value_to is not None else target.value


def _worded(target: Target) -> tuple[object, ...]:
    return target.comparator, target.wording, target.tolerance, target.tolerance_kind


def _goalpost(reading: Reading, earlier: dict[int, Target], reports: dict[int, list[Document]]) -> Goalpost:
    rules = current_rules()
    current = judge(reading, rules=rules, method=assessment.DEFAULT_METHOD)
    first = current
    if len(reading.targets) > 1:
        as_first = dataclasses.replace(reading, targets=reading.targets[:1])
        first = judge(as_first, rules=rules, method=assessment.DEFAULT_METHOD)
    return Goalpost(
        reading=reading,
        changes=_changes(reading, earlier),
        against_first=first,
        against_current=current,
        silent_since=_silent_since(reading, current, reports),
    )


def _earlier(readings: list[Reading], day: datetime.date) -> dict[int, Target]:
    """The last known target of every pledge that one of `readings` continues."""
    ids = {row.commitment.continues_id for row in readings} - {None}
    continued = Commitment.objects.published().filter(pk__in=ids)
    rows = Target.objects.published().known(day).filter(commitment__in=continued)
    return {row.commitment_id: row for row in rows.select_related("unit", "document")}


def _reports(readings: list[Reading], day: datetime.date) -> dict[int, list[Document]]:
    """What each government reported or announced yearly by `day`, the earliest first.

    A page that prints only the next year's targets counts too: a yearly plan's document stands for its
    report.
    """
    places = {row.commitment.plan.jurisdiction_id for row in readings}
    reports = Document.objects.public().filter(
        jurisdiction__in=places, kind=DocumentKind.WORK_REPORT, published_on__lte=day
    )
    found = {(row.jurisdiction_id, row) for row in reports}
    plans = Plan.objects.published().filter(jurisdiction__in=places, kind=PlanKind.ANNUAL)
    for plan in plans.filter(document__published_on__lte=day).select_related("document"):
        found.add((plan.jurisdiction_id, plan.document))
    grouped: dict[int, list[Document]] = defaultdict(list)
    for place, report in sorted(found, key=lambda pair: (pair[1].published_on, pair[1].code)):
        grouped[place].append(report)
    return grouped


def _silent_since(
    reading: Reading, judgement: assessment.Judgement, reports: dict[int, list[Document]]
) -> Document | None:
    if judgement.status != Status.UNREPORTED:
        return None
    own = reports.get(reading.commitment.plan.jurisdiction_id, [])
    return next((report for report in own if report.published_on > reading.target.due), None)
