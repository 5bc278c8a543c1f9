"""The tables whose rows go the way to the public, each with how its rows are found, loaded and answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from tracker.api.bodies import Body
from tracker.authority import has_part, within
from tracker.models import (
    Commitment,
    Evidence,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Revision,
    Target,
    User,
)

from . import bodies


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A table of rows in work. `key` names a row in addresses: `code` or `pk`. `told` is its body in a list,
    `page` on its own page, whose rows are loaded with what `whole` adds. Whoever changes a row waits at its
    `gate` first, as imports do.
    """

    model: type[Model]
    key: str
    ties: tuple[str, ...]
    many: tuple[str, ...] = ()
    told: Callable[[Any], Body]
    page: Callable[[Any], Body] | None = None
    whole: Callable[[QuerySet], QuerySet] = lambda rows: rows
    gate: str = ""

    def loaded(self) -> QuerySet:
        """All rows with what lists show of them."""
        return self.model._default_manager.select_related(*self.ties).prefetch_related(*self.many)

    def rows(self, by: User) -> QuerySet:
        """The rows somebody has a part in: within their remits, in whatever state."""
        rows = within(self.loaded(), by)
        if self.model is Revision:
            of_figures = Q(commitment__isnull=True)
            rows = rows if has_part(by, Observation) else rows.exclude(of_figures)
            rows = rows if has_part(by, Commitment) else rows.filter(of_figures)
        return rows

    def is_open_to(self, by: User) -> bool:
        """Whether somebody has a part in the work on this table."""
        tables = (Observation, Commitment) if self.model is Revision else (self.model,)
        return any(has_part(by, table) for table in tables)

    def held(self, row: Any) -> list[Any]:
        """What nobody else may change meanwhile, in the order in which it is held."""
        gate = getattr(row, self.gate) if self.gate else None
        return [row] if gate is None else [gate, row]

    def body(self, row: Any, by: User) -> Body:
        """A row in full, for somebody."""
        return {**(self.page or self.told)(row), **bodies.in_full(row, by)}


def _with_targets(rows: QuerySet) -> QuerySet:
    targets = Target.objects.select_related(*TARGETS.ties).order_by("published_on", "pk")
    evidence = Evidence.objects.select_related("document")
    return rows.prefetch_related(Prefetch("targets", targets), Prefetch("evidence", evidence))


def _with_path(rows: QuerySet) -> QuerySet:
    return rows.prefetch_related(Prefetch("path", PathPoint.objects.select_related("document")))


OBSERVATIONS = Kind(
    model=Observation,
    key="pk",
    ties=("series__indicator", "series__jurisdiction", "unit", "document"),
    told=bodies.observation,
    gate="series",
)
TARGETS = Kind(
    model=Target,
    key="pk",
    ties=("commitment", "document", "unit", "reference"),
    told=bodies.target,
    page=bodies.target_page,
    whole=_with_path,
    gate="commitment",
)
COMMITMENTS = Kind(
    model=Commitment,
    key="code",
    ties=("plan", "series", "topic", "threshold_unit", "part_of", "continues"),
    many=("departments",),
    told=bodies.commitment,
    page=bodies.commitment_page,
    whole=_with_targets,
)
PLANS = Kind(model=Plan, key="code", ties=("jurisdiction", "document"), told=bodies.plan)
REMARKS = Kind(model=Remark, key="pk", ties=("commitment", "department", "author"), told=bodies.remark)
REVISIONS = Kind(
    model=Revision,
    key="pk",
    ties=("content_type", "commitment", "series", "entered_by"),
    told=bodies.revision,
)
