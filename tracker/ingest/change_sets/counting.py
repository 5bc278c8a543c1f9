"""How many rows of a staged file end in each outcome, also with warnings accepted or a reason given."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from tracker.models import STORED, ChangeSet, Outcome, StagedRow

PLAIN, WARNED = "plain", "warned"


def tally_of(change_set: ChangeSet) -> dict[str, dict[str, int]]:
    """Staged rows by what becomes of them once accepted, those with warnings apart."""
    found: dict[str, dict[str, int]] = {}
    rows = StagedRow.objects.filter(change_set=change_set).order_by()
    for then, warned, number in rows.values_list("then", "warned").annotate(Count("position")):
        found.setdefault(then, {})[WARNED if warned else PLAIN] = number
    return found


def counts_of(change_set: ChangeSet, *, accept_warnings: bool = False, reason: str = "") -> dict[str, int]:
    """Rows by outcome, every outcome named, as they end with warnings accepted and a reason for
    corrections."""
    counts = {outcome.value: 0 for outcome in Outcome}
    for then, parts in change_set.tally.items():
        for part, number in parts.items():
            waits = (part == WARNED and not accept_warnings) or (then == Outcome.CORRECTION and not reason)
            counts[Outcome.UNDECIDED.value if waits else then] += number
    return counts


def with_counts(change_set: ChangeSet, options: Mapping[str, Any]) -> ChangeSet:
    """The change set with its `counts` as they are under `options`."""
    change_set.counts = counts_of(
        change_set,
        accept_warnings=bool(options.get("accept_warnings")),
        reason=str(options.get("reason") or ""),
    )
    return change_set


def rows_to_store(
    change_set: ChangeSet, *, accept_warnings: bool = False, reason: str = ""
) -> QuerySet[StagedRow]:
    """The staged rows that would be stored."""
    outcomes = STORED if reason else STORED - {Outcome.CORRECTION}
    rows = StagedRow.objects.filter(change_set=change_set, then__in=outcomes)
    return rows if accept_warnings else rows.filter(warned=False)


def rows_left_out(
    change_set: ChangeSet, *, accept_warnings: bool = False, reason: str = ""
) -> QuerySet[StagedRow]:
    """The staged rows that cannot be stored as they are: invalid, or waiting for somebody's decision."""
    waiting = Q(then=Outcome.INVALID)
    if not accept_warnings:
        waiting |= Q(warned=True)
    if not reason:
        waiting |= Q(then=Outcome.CORRECTION)
    return StagedRow.objects.filter(waiting, change_set=change_set).order_by("position")
