"""Who may do what with which rows: the one place that every door asks.

Two things are needed: a *right*, which groups give, and a *remit*, which says for which places and
departments it holds. A superuser has both; work without a user comes from the command line, whose operator
could change the database anyway.

Rows outside the remits of a user are to them what they are to the public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.exceptions import AuthorityError
from tracker.models import (
    AUTHORING,
    AuditEntry,
    Commitment,
    Department,
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
    User,
)

#: What can be done to reviewed rows; each is a right of a group, named after what is done to what.
ENTER: Final = "add"
CHANGE: Final = "change"
REVIEW: Final = "review"
PUBLISH: Final = "publish"
#: Publishing what one has entered, without a second person. No group gives it.
ALONE: Final = "tracker.publish_unreviewed"

#: Whose rights decide about the rows of a table.
_RIGHTS_OF: Final[dict[type[models.Model], str]] = {
    Observation: "observation",
    Series: "observation",
    **dict.fromkeys((Commitment, Target, Evidence, PathPoint, Plan, Remark), "commitment"),
}
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


@dataclass(frozen=True)
class Scope:
    """What the remits of a user cover: everything, or parts.

    A part holds the numbers of its jurisdictions (None: all) and that of its department (None: all).
    """

    everything: bool
    parts: tuple[tuple[frozenset[int] | None, int | None], ...] = ()

    def condition(self, model: type[models.Model]) -> Q:
        """The rows of a table that are covered, as a condition on it."""
        if self.everything:
            return Q()
        found = Q(pk__in=())
        for places, department in self.parts:
            found |= self._part(model, places, department)
        return found

    @staticmethod
    def _part(model: type[models.Model], places: frozenset[int] | None, department: int | None) -> Q:
        condition = Q() if places is None else Q(**{f"{_PLACE[model]}__in": sorted(places)})
        if department is None:
            return condition
        answered = Commitment.departments.through.objects.filter(department=department)
        if model in _PLEDGE:
            return condition & Q(**{f"{_PLEDGE[model]}__in": answered.values("commitment")})
        if model in _SERIES:
            series = answered.filter(commitment__series__isnull=False).values("commitment__series")
            return condition & Q(**{f"{_SERIES[model]}__in": series})
        return Q(pk__in=())  # a plan belongs to no department alone

    def covers_place(self, jurisdiction: int) -> bool:
        """Whether all there is of a jurisdiction is covered, rows to come included."""
        if self.everything:
            return True
        return any(
            department is None and (places is None or jurisdiction in places)
            for places, department in self.parts
        )


def scope_of(user: User | None) -> Scope:
    """What a user works on. Two queries at most; the answer is not kept, since remits change."""
    if user is None or (user.is_active and user.is_superuser):
        return Scope(everything=True)
    if not (user.is_authenticated and user.is_active):
        return Scope(everything=False)
    remits = list(Remit.objects.filter(user=user).values_list("jurisdiction", "department"))
    if (None, None) in remits:
        return Scope(everything=True)
    below = _below({place for place, _department in remits if place is not None})
    return Scope(
        everything=False,
        parts=tuple((None if place is None else below[place], department) for place, department in remits),
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
    return rows.filter(_covered(rows.model, scope_of(user)))


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


def right(action: str, row: models.Model | type[models.Model]) -> str:
    """The permission that an action on a row (or table) takes: `tracker.review_observation`."""
    if isinstance(row, Revision):
        kind = "observation" if row.commitment_id is None else "commitment"
    else:
        kind = _RIGHTS_OF[row if isinstance(row, type) else type(row)]
    return f"tracker.{action}_{kind}"


def may(user: User | None, action: str, row: models.Model) -> bool:
    """Whether a user may do something to a row, by right and by remit."""
    return refusal(user, action, row) is None


def require(user: User | None, action: str, row: models.Model) -> None:
    """Raise AuthorityError (`no_right`, `outside_remit`) unless a user may do something to a row."""
    if found := refusal(user, action, row):
        raise found


def refusal(user: User | None, action: str, row: models.Model) -> AuthorityError | None:
    """Why a user may not do something to a row; None where they may."""
    if user is None:
        return None
    if not user.has_perm(right(action, row)):
        return AuthorityError("no_right", {"right": right(action, row)})
    if not covers(scope_of(user), row):
        return AuthorityError("outside_remit", {"row": str(row)})
    return None


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


def may_publish_alone(user: User | None) -> bool:
    """Whether what a user enters or brings in is published at once, without a second person."""
    return user is None or (user.is_active and user.has_perm(ALONE))


def others_entries(rows: QuerySet, user: User | None) -> QuerySet:
    """Those of the rows in which a user had no hand: the ones they may approve."""
    if user is None:
        return rows
    entries = AuditEntry.objects.filter(by=user, verb__in=AUTHORING)
    kind = ContentType.objects.get_for_model(rows.model)
    found = rows.exclude(Exists(entries.filter(content_type=kind, object_id=OuterRef("pk"))))
    if rows.model is Commitment:
        return found.exclude(Exists(entries.filter(commitment=OuterRef("pk"))))
    if rows.model is Observation:
        own = Q(change_set__created_by=user) | Q(change_set__applied_by=user)
        return found.exclude(own & Q(change_set__isnull=False))
    if rows.model is Revision:
        return found.exclude(entered_by=user)
    return found


def departments_of(user: User) -> Iterable[Department]:
    """The departments a user works for."""
    return Department.objects.filter(pk__in=Remit.objects.filter(user=user).values("department"))
