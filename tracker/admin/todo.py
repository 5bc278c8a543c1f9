"""What is somebody's to do: each task is a filter of a list, so that its count and the list agree."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.authority import (
    CHANGE,
    ENTER,
    PUBLISH,
    REVIEW,
    Scope,
    change_sets_of,
    covered_by,
    others_entries,
    right,
    scope_of,
    within,
)
from tracker.models import (
    ChangeSet,
    ChangeSetState,
    Commitment,
    Observation,
    Remark,
    ReviewState,
    Revision,
    Series,
    Target,
    User,
)
from tracker.progress import today
from tracker.progress.conflicts import conflicts, rivals
from tracker.progress.prepared import Among

#: Due dates ahead are those of so many days.
AHEAD: Final = datetime.timedelta(days=90)
#: Rows of a task are counted up to here.
COUNTED: Final = 1000
#: So many rows are looked through one by one for those of a task.
LOOKED_AT: Final = 10_000
#: Sets nobody has stored, given up or taken back.
IN_PROGRESS: Final = (
    ChangeSetState.DRAFT,
    ChangeSetState.PLANNING,
    ChangeSetState.PLANNED,
    ChangeSetState.APPLYING,
    ChangeSetState.FAILED,
)
_WITHDRAWN: Final = {Observation: {"withdrawn_at__isnull": True}, Revision: {"dropped_at__isnull": True}}
_KINDS: Final[tuple[type[Any], ...]] = (Observation, Commitment, Target, Revision, Remark)


@dataclass(frozen=True)
class Task:
    """Something to do with rows of a table: `rows` finds them for a user in their scope, None where it is not
    theirs.

    Where no index leads to them, `among` says which rows have to be looked through.
    """

    code: str
    title: Promise
    model: type[Any]
    rows: Callable[[User, Scope], QuerySet | None]
    among: Callable[[Scope], QuerySet] | None = None

    @property
    def kind(self) -> str:
        """What its rows are called."""
        return capfirst(self.model._meta.verbose_name_plural)

    @property
    def address(self) -> str:
        """The list of its rows."""
        return reverse(f"admin:tracker_{self.model._meta.model_name}_changelist") + f"?task={self.code}"


@dataclass(frozen=True)
class Todo:
    """A task with how many rows it has for somebody: up to `COUNTED`, and of those that have to be looked
    through among the first `LOOKED_AT`; `has_more` where there may be others.
    """

    task: Task
    count: int
    has_more: bool


def year_of_entry() -> int:
    """The year whose figures are brought in at present: the one that has ended last."""
    return today().year - 1


def _asking(scope: Scope) -> QuerySet:
    """Checkable commitments of plans that run through the year."""
    end = datetime.date(year_of_entry(), 12, 31)
    running = Commitment.objects.filter(
        checkable=True,
        series__isnull=False,
        withdrawn_on__isnull=True,
        plan__period_start__lte=end,
        plan__period_end__gte=end,
    )
    return covered_by(running, scope)


def _without_figure(user: User, scope: Scope) -> QuerySet | None:
    """Those whose series has no figure of the year."""
    if not user.has_perm(right(ENTER, Observation)):
        return None
    year = year_of_entry()
    figures = Observation.objects.standing().filter(
        series=OuterRef("series"),
        period_end__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),
    )
    return _asking(scope).filter(~Exists(figures))


def _due_ahead(_user: User, scope: Scope) -> QuerySet | None:
    """Published commitments that fall due soon."""
    day = today()
    return covered_by(Commitment.objects.published().filter(due__gte=day, due__lte=day + AHEAD), scope)


def _in_state(model: type[Any], state: str, action: str, user: User, scope: Scope) -> QuerySet | None:
    """Rows within the remits that are in a state, for those who have the right to take them on."""
    kinds = (Commitment, Observation) if model is Revision else (model,)
    if not any(user.has_perm(right(action, kind)) for kind in kinds):
        return None
    rows = covered_by(model._default_manager.filter(state=state, **_WITHDRAWN.get(model, {})), scope)
    return others_entries(rows, user) if action == REVIEW else rows


def _in_progress(user: User, _scope: Scope) -> QuerySet | None:
    if not user.has_perm("tracker.add_changeset"):
        return None
    own = Q() if user.has_perm("tracker.change_changeset") else Q(created_by=user)
    return change_sets_of(user).filter(own, state__in=IN_PROGRESS).exclude(door="")


_STATES: Final = (
    ("returned", ReviewState.RETURNED, CHANGE),
    ("drafts", ReviewState.DRAFT, CHANGE),
    ("review", ReviewState.SUBMITTED, REVIEW),
    ("publish", ReviewState.APPROVED, PUBLISH),
)
_TITLES: Final = {
    "returned": _("Returned, to be mended"),
    "drafts": _("Drafts, to be submitted"),
    "review": _("Waiting for review by you"),
    "publish": _("Approved, to be published"),
}

TASKS: Final = (
    Task("without_figure", _("Without a figure for the last year"), Commitment, _without_figure, _asking),
    *(
        Task(code, _TITLES[code], model, partial(_in_state, model, state, action))
        for code, state, action in _STATES
        for model in _KINDS
    ),
    Task("in_progress", _("Files in progress"), ChangeSet, _in_progress),
    Task("due_ahead", _("Due within 90 days"), Commitment, _due_ahead),
)


def open_conflicts(user: User) -> int:
    """Open conflicts of figures within the remits of somebody who may settle them, where that can be told."""
    if not user.has_perm(right(PUBLISH, Observation)):
        return 0
    figures = rivals(today(), within(Series.objects.all(), user))
    return sum(not row.is_settled for row in conflicts(figures)) if figures is not None else 0


def todo_of(user: User) -> Iterator[Todo]:
    """What there is to do for somebody, in the order of `TASKS`; nothing of what is done."""
    scope = scope_of(user)
    for task in TASKS:
        if not user.has_perm(f"tracker.view_{task.model._meta.model_name}"):
            continue
        rows = task.rows(user, scope)
        if rows is None:
            continue
        found = _counted(task, rows, scope)
        if found.count or found.has_more:
            yield found


def _counted(task: Task, rows: QuerySet, scope: Scope) -> Todo:
    """How many rows of a task there are, as far as it is worth it."""
    are_others = False
    if task.among is not None:
        looked_at = list(task.among(scope).order_by().values_list("pk", flat=True)[: LOOKED_AT + 1])
        if are_others := len(looked_at) > LOOKED_AT:
            rows = rows.filter(Among("pk", looked_at[:LOOKED_AT]))
    count = rows.order_by()[: COUNTED + 1].count()
    return Todo(task, min(count, COUNTED), are_others or count > COUNTED)


class TaskFilter(admin.SimpleListFilter):
    """Narrows a list to the rows of a task of its user."""

    title = _("to do")
    parameter_name = "task"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [(task.code, task.title) for task in _tasks_of(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for task in _tasks_of(queryset.model):
            if task.code == self.value():
                rows = task.rows(request.user, scope_of(request.user))
                return (
                    queryset.none() if rows is None else queryset.filter(pk__in=rows.order_by().values("pk"))
                )
        return queryset


def _tasks_of(model: type[Any]) -> list[Task]:
    return [task for task in TASKS if task.model is model]
