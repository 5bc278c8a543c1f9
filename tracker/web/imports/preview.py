"""The page of one change set: what became of the file, or would become of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.ingest import WARNED, Pace, brought_in_before, is_stale, may_publish, notes_of, pace_of, tasks
from tracker.models import STORED, ChangeSet, ChangeSetState, Outcome, StagedRow
from tracker.reports.refusals import failure_texts
from tracker.reports.staged import RELATED, shown_rows, warnings_by_kind

from .access import RESTING, change_set_of, for_importers, may_decide
from .effects import effects_of
from .forms import DecisionForm, ReasonForm

PER_PAGE: Final = 50
#: What a reader should see first, in this order.
SHOWN_FIRST: Final = ("invalid", "undecided", "correction", "revised", "new", "unchanged", "skipped")
AT_WORK: Final = (ChangeSetState.PLANNING, ChangeSetState.APPLYING)
DONE: Final = (ChangeSetState.APPLIED, ChangeSetState.REVERSED)


@never_cache
@require_safe
@for_importers
def change_set(request: HttpRequest, number: int) -> HttpResponse:
    """Show a change set as it stands."""
    return page_of(request, change_set_of(request, number))


def page_of(
    request: HttpRequest, found: ChangeSet, forms: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a change set; `forms` replace empty ones where something sent was refused."""
    work = _work(found)
    # Whoever was storing it died and stored nothing: it can be decided over again.
    decidable = found.state == ChangeSetState.PLANNED or (
        found.state == ChangeSetState.APPLYING and work["stale"]
    )
    context = {
        "set": found,
        "decidable": decidable,
        "title": found.title or found.file_name,
        "may_decide": may_decide(request.user, found),
        "columns_open": found.state in RESTING,
        "failures": failure_texts(found),
        "notes": notes_of(found) if decidable else [],
        "before": brought_in_before(found) if found.state not in DONE else None,
        "has_leftovers": found.file and _left_out(found),
        "publishes": may_publish(request.user),
        "tallies": _tallies(found),
        "decision": DecisionForm(initial=_options(found)),
        "reversal": ReasonForm(),
        **work,
        **(_rows(request, found) if decidable else {}),
        **(effects_of(found) if found.state in DONE else {}),
        **(forms or {}),
    }
    return render(request, "imports/set.html", context, status=status)


@never_cache
@require_safe
@for_importers
def progress(request: HttpRequest, number: int) -> JsonResponse:
    """How far the work on a change set has come, for the page that follows it."""
    found = change_set_of(request, number)
    work = _work(found)
    return JsonResponse({"state": work["phase"], **{name: work[name] for name in ("done", "total", "words")}})


def _work(found: ChangeSet) -> dict[str, Any]:
    """What is being done: `phase` changes whenever there is something else to show."""
    pace = pace_of(found) if found.state == ChangeSetState.APPLYING else None
    waiting = tasks.Waiting.NOT_QUEUED if found.state in AT_WORK else tasks.waiting_for(found)
    queued = waiting is not tasks.Waiting.NOT_QUEUED
    pending = found.state in DONE and found.verdicts_pending
    stale = is_stale(found) and not (pace and pace.is_alive)
    working = (found.state in AT_WORK and not stale) or (queued and not pending)
    return {
        "working": working,
        "done": pace.done if pace else found.done,
        "total": pace.total if pace else found.total,
        "stale": stale,
        "pending": pending,
        "phase": f"{found.state} {waiting.value}{' pending' if pending else ''}",
        "no_worker": waiting is tasks.Waiting.NO_WORKER,
        "words": _words(found, waiting, pace),
        "progress_url": reverse("web:import_progress", args=[found.pk]),
    }


def _words(found: ChangeSet, waiting: tasks.Waiting, pace: Pace | None) -> str:
    if found.state in AT_WORK:
        now = pace or found
        if found.state == ChangeSetState.PLANNING and now.total and now.done >= now.total:
            return _("All %(total)s rows are read; they are held against what is on record …") % {
                "total": f"{now.total:,}"
            }
        share = {"done": f"{now.done:,}", "total": f"{now.total:,}"}
        return _("%(done)s of %(total)s rows") % share if now.total else ""
    return {
        tasks.Waiting.A_MOMENT: _("Waiting to be taken up …"),
        tasks.Waiting.BUSY: _("Waiting until another file is done …"),
        tasks.Waiting.NO_WORKER: _("Nobody has taken it up: the worker does not seem to be running."),
    }.get(waiting, "")


def _tallies(found: ChangeSet) -> list[tuple[str, str, int]]:
    """Outcomes that occur, as code, name and number of rows, what needs attention first."""
    names = dict(Outcome.choices)
    return [(code, names[code], found.counts[code]) for code in SHOWN_FIRST if found.counts.get(code)]


def _options(found: ChangeSet) -> dict[str, Any]:
    return {name: found.options.get(name) for name in DecisionForm.base_fields}


def _choices(found: ChangeSet) -> dict[str, Any]:
    """What there is to decide over: rows that could be stored, with warnings, corrections, the blocked."""
    sizes = {then: sum(parts.values()) for then, parts in found.tally.items()}
    warned = sum(parts.get(WARNED, 0) for parts in found.tally.values())
    return {
        "in_all": sum(found.counts.values()),
        "to_store": sum(sizes.get(outcome, 0) for outcome in STORED),
        "warned": warned,
        "warnings": warnings_by_kind(found) if warned else [],
        "corrections": sizes.get(Outcome.CORRECTION, 0),
        "left_out": _left_out(found),
    }


def _left_out(found: ChangeSet) -> int:
    """How many rows cannot be stored as they are, or were left out."""
    return sum(found.counts.get(outcome.value, 0) for outcome in (Outcome.INVALID, Outcome.UNDECIDED))


def _rows(request: HttpRequest, found: ChangeSet) -> dict[str, Any]:
    """A page of staged rows of one outcome, or of all: those after a position, in the order of the file."""
    outcome, after = request.GET.get("outcome", ""), request.GET.get("after", "")
    rows = StagedRow.objects.filter(change_set=found)
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    if after.isascii() and after.isdigit():
        rows = rows.filter(position__gt=int(after[:9]))
    page = list(rows.select_related(*RELATED).order_by("position")[: PER_PAGE + 1])
    return {
        **_choices(found),
        "rows": shown_rows(found, page[:PER_PAGE]),
        "outcome": outcome if outcome in Outcome.values else "",
        "following": page[PER_PAGE - 1].position if len(page) > PER_PAGE else None,
        "further": bool(after),
    }
