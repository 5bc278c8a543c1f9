"""What remits cover: as a condition on each table, row by row, and for rows yet to come."""

from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import and_
from typing import Any, Final

from django.db import connection, models
from django.db.models import Q, QuerySet

from tracker.models import (
    Commitment,
    Evidence,
    Jurisdiction,
    Observation,
    PathPoint,
    Plan,
    Remark,
    Remit,
    ReviewState,
    Revision,
    Series,
    Target,
    Token,
    User,
)

#: How a table's rows come to their place and to what departments answer for.
_PLACE: Final[dict[type[models.Model], str]] = {
    Series: "jurisdiction",
    Observation: "series__jurisdiction",
    Plan: "jurisdiction",
    Commitment: "plan__jurisdiction",
    **dict.fromkeys((Target, Evidence, Remark), "commitment__plan__jurisdiction"),
    PathPoint: "target__commitment__plan__jurisdiction",
}
_PLEDGE: Final[dict[type[models.Model], str]] = {
    Commitment: "pk",
    **dict.fromkeys((Target, Evidence, Remark), "commitment"),
    PathPoint: "target__commitment",
}
_SERIES: Final[dict[type[models.Model], str]] = {Series: "pk", Observation: "series"}


#: A part of the data: the numbers of its jurisdictions (None: all), and those of the departments that have to
#: answer for a row (all of them; none: whoever does).
Part = tuple[frozenset[int] | None, frozenset[int]]


@dataclass(frozen=True)
class Scope:
    """What the remits of a user cover: everything, or parts."""

    everything: bool
    parts: tuple[Part, ...] = ()

    def condition(self, model: type[models.Model]) -> Q:
        """The rows of a table that are covered, as a condition on it."""
        if self.everything:
            return Q()
        found = Q(pk__in=())
        for places, departments in self.parts:
            place = Q() if places is None else Q(**{f"{_PLACE[model]}__in": sorted(places)})
            found |= reduce(and_, (_answered(model, each) for each in sorted(departments)), place)
        return found

    def within(self, other: "Scope") -> "Scope":
        """What both cover."""
        if self.everything or other.everything:
            return other if self.everything else self
        pairs = (
            (_both(ours, theirs), departments | others)
            for (ours, departments), (theirs, others) in product(self.parts, other.parts)
        )
        return Scope(
            everything=False, parts=tuple(dict.fromkeys(part for part in pairs if part[0] != frozenset()))
        )

    def split(self) -> "tuple[frozenset[int], Scope]":
        """The places covered as a whole, and the parts that departments answer for."""
        whole = [places for places, departments in self.parts if not departments and places is not None]
        single = tuple(part for part in self.parts if part[1])
        return frozenset().union(*whole), Scope(everything=False, parts=single)

    def covers_place(self, jurisdiction: int) -> bool:
        """Whether all there is of a jurisdiction is covered, rows to come included."""
        if self.everything:
            return True
        return any(
            not departments and (places is None or jurisdiction in places)
            for places, departments in self.parts
        )


def _answered(model: type[models.Model], department: int) -> Q:
    """The rows of a table that a department answers for."""
    answered = Commitment.departments.through.objects.filter(department=department)
    if model in _PLEDGE:
        return Q(**{f"{_PLEDGE[model]}__in": answered.values("commitment")})
    if model in _SERIES:
        series = answered.filter(commitment__series__isnull=False).values("commitment__series")
        return Q(**{f"{_SERIES[model]}__in": series})
    return Q(pk__in=())  # a plan belongs to no department alone


def _both(ours: frozenset[int] | None, theirs: frozenset[int] | None) -> frozenset[int] | None:
    """The places in both of two parts; None for everywhere."""
    if ours is None or theirs is None:
        return ours if theirs is None else theirs
    return ours & theirs


def scope_of(user: User | None) -> Scope:
    """What a user works on, and of that what the token is for through which they ask.

    Two queries at most, and two for a token; the answer is not kept, since remits change.
    """
    if user is None:
        return Scope(everything=True)
    if not (user.is_authenticated and user.is_active):
        return Scope(everything=False)
    remits = Remit.objects.filter(user=user)
    own = Scope(True) if user.is_superuser else _scope(remits, without=Scope(False))
    return own if user.token is None else own.within(_token_scope(user.token))


def _token_scope(token: Token) -> Scope:
    """What a token is for: without any part all its user works on."""
    return _scope(token.parts.all(), without=Scope(everything=True))


def _scope(rows: QuerySet, *, without: Scope) -> Scope:
    """What remits, or the parts of a token, cover; `without` any is told by the caller."""
    pairs = list(rows.values_list("jurisdiction", "department"))
    if not pairs:
        return without
    if (None, None) in pairs:
        return Scope(everything=True)
    below = _below({place for place, _department in pairs if place is not None})
    return Scope(
        everything=False,
        parts=tuple(
            (None if place is None else below[place], frozenset(() if department is None else (department,)))
            for place, department in pairs
        ),
    )


def _below(roots: set[int]) -> dict[int, frozenset[int]]:
    """Jurisdictions with all those below them, by their numbers."""
    if not roots:
        return {}
    table = Jurisdiction._meta.db_table
    places = ", ".join(["%s"] * len(roots))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE below (root, id) AS (SELECT id, id FROM {table} WHERE id IN ({places})"
            f" UNION SELECT below.root, j.id FROM {table} j JOIN below ON j.parent_id = below.id)"
            " SELECT root, id FROM below",
            sorted(roots),
        )
        rows = cursor.fetchall()
    return {root: frozenset(number for each, number in rows if each == root) for root in roots}


def within(rows: QuerySet, user: User | None) -> QuerySet:
    """Those of the rows that the remits of a user cover."""
    return covered_by(rows, scope_of(user))


def covered_by(rows: QuerySet, scope: Scope) -> QuerySet:
    """Those of the rows that a scope covers, which was read once for many questions."""
    return rows.filter(_covered(rows.model, scope))


def visible_to(rows: QuerySet, user: User | None) -> QuerySet:
    """Those a user of the desk may look at: what the public sees, and all within their remits."""
    scope = scope_of(user)
    return rows if scope.everything else rows.filter(_covered(rows.model, scope) | _public(rows.model))


def _covered(model: type[models.Model], scope: Scope) -> Q:
    if model is not Revision or scope.everything:
        return scope.condition(model)
    pledges = Commitment.objects.filter(scope.condition(Commitment)).values("pk")
    series = Series.objects.filter(scope.condition(Series)).values("pk")
    return Q(commitment__in=pledges) | Q(series__in=series)


def _public(model: type[models.Model]) -> Q:
    """What the public sees of a table; an empty condition would vanish beside another."""
    published = ReviewState.PUBLISHED
    conditions = {
        Commitment: Q(state=published, plan__state=published),
        Evidence: Q(commitment__state=published, commitment__plan__state=published),
        PathPoint: Q(target__state=published),
        Observation: Q(state=published, withdrawn_at__isnull=True),
        Revision: Q(pk__in=()),
        Series: ~Q(pk__in=()),
    }
    return conditions.get(model, Q(state=published))


def covers(scope: Scope, row: models.Model) -> bool:
    """Whether a scope covers a row; one not stored yet by what it will belong to."""
    if scope.everything:
        return True
    if row.pk is not None:
        return type(row)._default_manager.filter(_covered(type(row), scope), pk=row.pk).exists()
    owner = _owner(row)
    return scope.covers_place(owner.pk) if isinstance(owner, Jurisdiction) else covers(scope, owner)


def _owner(row: Any) -> Any:
    """What a row that is not stored yet will belong to."""
    if isinstance(row, Observation):
        return row.series
    if isinstance(row, Target | Evidence | Remark):
        return row.commitment
    if isinstance(row, Revision):
        return row.commitment or row.series
    if isinstance(row, PathPoint):
        return row.target
    if isinstance(row, Commitment):
        return row.plan.jurisdiction
    return row.jurisdiction


@dataclass(frozen=True)
class FigureScope:
    """What figures somebody may enter: everything, whole places, and single series.

    A series is named by its indicator and jurisdiction, since a file may speak of one that is not there yet.
    """

    everything: bool = True
    places: frozenset[int] = frozenset()
    series: frozenset[tuple[int, int]] = frozenset()

    def covers(self, indicator: int, jurisdiction: int) -> bool:
        """Whether figures of this indicator in this place are among them."""
        return self.everything or jurisdiction in self.places or (indicator, jurisdiction) in self.series


def figure_scope_of(user: User | None) -> FigureScope:
    """What figures a user may enter, read once for many."""
    scope = scope_of(user)
    if scope.everything:
        return FigureScope()
    places, single = scope.split()
    series = Series.objects.filter(single.condition(Series)).values_list("indicator", "jurisdiction")
    return FigureScope(False, places, frozenset(series))
