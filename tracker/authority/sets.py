"""Which change sets somebody may look at: those they opened, and those whose rows their remits cover."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.models import ChangeSet, ChangeSetState, Series, StagedRow, TokenPart, User

from .scopes import Scope, scope_of

#: Sets of no more rows than this are looked through for one that lies outside somebody's remits.
LOOKED_THROUGH: Final = 10_000
#: States in which all rows of a file are there to be looked through.
_WHOLE: Final = (
    ChangeSetState.PLANNED,
    ChangeSetState.APPLYING,
    ChangeSetState.APPLIED,
    ChangeSetState.REVERSED,
)


def change_sets_of(user: User | None) -> QuerySet[ChangeSet]:
    """The change sets somebody may look at; all others are to them as if they were not there.

    Whose remit is not narrowed sees all. A large set, and one with a row that nobody can place, is shown to
    whoever opened it and to those; so is one that was given up, whose rows have gone.
    """
    scope, rows = scope_of(user), ChangeSet.objects.all()
    if user is None or scope.everything:
        return rows
    if not (user.is_authenticated and user.is_active):
        return rows.none()
    return rows.filter(_opened_by(user) | _within(scope))


def _opened_by(user: User) -> Q:
    """That somebody opened it: through a token cut to a part of the data, only what came through that."""
    if user.token is None:
        return Q(created_by=user)
    parts = TokenPart.objects.filter(token=user.token)
    return Q(created_by=user) & (Q(token=user.token) | ~Exists(parts))


def _within(scope: Scope) -> Q:
    """That its rows are there, not too many to look through, and none lies outside a scope."""
    staged = StagedRow.objects.filter(change_set=OuterRef("pk"))
    places, single = scope.split()
    series = Series.objects.filter(
        single.condition(Series), indicator=OuterRef("indicator"), jurisdiction=OuterRef("jurisdiction")
    )
    elsewhere = Q(jurisdiction__isnull=True) | ~Q(jurisdiction__in=sorted(places))
    return (
        Q(state__in=_WHOLE)
        & Exists(staged)
        & ~Exists(staged.filter(position__gt=LOOKED_THROUGH))
        & ~Exists(staged.filter(elsewhere, ~Exists(series)))
    )
