"""What a notice reports: the commitments of a plan or department as they stand, counted."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from tracker.models import BOUNDS, Commitment, Department, Observation, Plan, Status
from tracker.models.commitments import CommitmentQuerySet
from tracker.progress import Standing, SummaryRow, standings, today

#: Nobody reads a notice with more lines; a plan or a department has a few hundred at most.
MOST_LINES: Final = 3000

GOOD: Final = (Status.MET, Status.ACHIEVED, Status.AHEAD)
SHORT: Final = (Status.MISSED, Status.REGRESSING, Status.FAR_BEHIND, Status.BEHIND, Status.NEARLY_MET)
SILENT: Final = (Status.UNREPORTED, Status.NO_DATA)


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """The commitments counted by what they have in common: `by` is topic, department or plan."""

    by: str
    rows: list[SummaryRow]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A plan (or, without one, all plans of a department) as it stands on a day.

    `standings` are in the order of plans and numbers; each commitment is counted once in `total`, and in
    a grouping once under each of its groups.
    """

    plan: Plan | None
    department: Department | None
    as_of: datetime.date
    standings: list[Standing]

    @cached_property
    def total(self) -> SummaryRow:
        """All commitments by status."""
        return _counted("", "", self.standings)

    @cached_property
    def groupings(self) -> list[Grouping]:
        """By topic and, where any department is named, by department; of a department by plan."""
        if self.plan is None:
            return [Grouping(by="plan", rows=_grouped(self.standings, _plan))]
        found = [Grouping(by="topic", rows=_grouped(self.standings, _topic))]
        if self.names_departments:
            found.append(Grouping(by="department", rows=_grouped(self.standings, _departments)))
        return found

    @property
    def names_departments(self) -> bool:
        """Whether any commitment says who answers for it, besides the department the notice is about."""
        return any(self.departments_of(row) for row in self.standings)

    def departments_of(self, row: Standing) -> list[str]:
        """Who answers for a commitment, besides the department the notice is about."""
        own = self.department.pk if self.department is not None else None
        return [one.label for one in row.commitment.departments.all() if one.pk != own]

    def having(self, statuses: Iterable[Any]) -> list[Standing]:
        """Those of some statuses, status by status; within one the furthest from its schedule first."""
        order = {str(status): place for place, status in enumerate(statuses)}
        found = [row for row in self.standings if row.status in order]
        return sorted(found, key=lambda row: (order[row.status], -abs(row.distance or 0)))

    def figures(self) -> list[Observation]:
        """The figures the verdicts rest on, one of each commitment that has one."""
        decided = (row.latest for row in self.standings if row.judgement.latest)
        return [row for row in decided if row is not None]


def notice_scope(*, plan: Plan | None = None, department: Department | None = None) -> CommitmentQuerySet:
    """The public commitments a notice is about."""
    scope = Commitment.objects.published()
    if plan is not None:
        scope = scope.filter(plan=plan)
    return scope if department is None else scope.filter(departments=department)


def plan_notice(plan: Plan, *, as_of: datetime.date | None = None) -> Notice:
    """The notice of a plan, as it stands or stood on a day; a constant number of queries."""
    return _notice(plan, None, as_of)


def department_notice(department: Department, *, as_of: datetime.date | None = None) -> Notice:
    """The notice of all a department answers for, in whatever plans."""
    return _notice(None, department, as_of)


def _notice(plan: Plan | None, department: Department | None, as_of: datetime.date | None) -> Notice:
    scope = notice_scope(plan=plan, department=department)
    if as_of is not None:
        scope = scope.announced(as_of)
    rows = scope.for_list().order_by("plan__code", "number")[:MOST_LINES]
    return Notice(
        plan=plan, department=department, as_of=as_of or today(), standings=standings(rows, as_of=as_of)
    )


def is_unsettled(row: Observation) -> bool:
    """Whether a figure is provisional, estimated or only a bound."""
    return row.obs_status != "final" or row.qualifier in BOUNDS


def _counted(key: str, label: str, rows: Iterable[Standing]) -> SummaryRow:
    counts = Counter(row.status for row in rows)
    return SummaryRow(
        key=key, label=label, counts={code: counts[code] for code in Status.values if counts[code]}
    )


def _grouped(
    rows: list[Standing], groups: Callable[[Standing], list[tuple[Any, str, str]]]
) -> list[SummaryRow]:
    """Count under each group a commitment is in: its place, key and name."""
    found: dict[tuple[Any, str, str], list[Standing]] = {}
    for row in rows:
        for group in groups(row):
            found.setdefault(group, []).append(row)
    return [_counted(key, label, found[place, key, label]) for place, key, label in sorted(found)]


def _topic(row: Standing) -> list[tuple[Any, str, str]]:
    topic = row.commitment.topic
    return [((topic.position, topic.code), topic.code, topic.label)]


def _plan(row: Standing) -> list[tuple[Any, str, str]]:
    plan = row.commitment.plan
    return [(plan.code, plan.code, plan.label)]


def _departments(row: Standing) -> list[tuple[Any, str, str]]:
    """Its departments by code; those without any come last."""
    named = [((0, one.code), one.code, one.label) for one in row.commitment.departments.all()]
    return named or [((1, ""), "", "")]
