"""What the import command says and does, in Chinese and English."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from django.core.management.base import CommandError

from tracker.exceptions import IngestError
from tracker.ingest import (
    FileProblems,
    Layout,
    Problem,
    apply_change_set,
    brought_in_before,
    discard_change_set,
    notes_of,
    open_change_set,
    problems_of,
    refresh_pending,
    rows_left_out,
    stage,
)
from tracker.models import ChangeSet, Door, Outcome

from .bilingual import both, in_both

Say = Callable[[str], object]
Progress = Callable[[str, int, int], None]

#: So many rows or columns are named, and so many problems written out.
_SHOWN = 20
_WRITTEN_OUT = 500


def run_import(
    file: Path,
    *,
    dry_run: bool = False,
    valid_only: bool = False,
    accept_warnings: bool = False,
    jurisdiction: str = "",
    reason: str = "",
    say: Say,
    warn: Say,
    progress: Progress | None = None,
) -> ChangeSet:
    """Stage `file`, say what would become of its rows, and store them; what is not stored is discarded.

    `progress` is told which step is at which row of how many. Raises CommandError when something should have
    been stored and was not.
    """
    options = {"accept_warnings": accept_warnings, "valid_only": valid_only, "reason": reason}
    layout = Layout(defaults={"jurisdiction": jurisdiction} if jurisdiction else {})
    change_set = _open(file, layout, options, warn)
    try:
        _stage(change_set, file, say, warn, progress)
        if dry_run:
            say(both("This was a preview; nothing is stored."))
        else:
            _store(change_set, say, progress)
    finally:
        change_set.refresh_from_db()
        if not change_set.applied_at:
            discard_change_set(change_set, by=None)
    return change_set


def _open(file: Path, layout: Layout, options: dict[str, object], warn: Say) -> ChangeSet:
    try:
        return open_change_set(file=file, by=None, door=Door.COMMAND, layout=layout, options=options)
    except OSError as error:
        raise CommandError(
            both("cannot read {file}: {error}", file=file, error=error.strerror or error)
        ) from error
    except FileProblems as error:
        raise _unreadable(file, error, warn) from error
    except IngestError as error:
        raise CommandError(_refusal(error)) from error


def _unreadable(file: Path, error: FileProblems, warn: Say) -> CommandError:
    _print_problems(error.problems, warn)
    return CommandError(both("{file} was not brought in; nothing is stored.", file=file.name))


def _stage(change_set: ChangeSet, file: Path, say: Say, warn: Say, progress: Progress | None) -> None:
    """Read and check, and say what was noticed and what would become of the rows."""
    if earlier := brought_in_before(change_set):
        say(both("This file was brought in before, as change set {number}.", number=earlier.pk))
    try:
        stage(change_set, progress=_step("read", progress))
    except FileProblems as error:
        raise _unreadable(file, error, warn) from error
    if ignored := change_set.found.get("ignored"):
        say(both("passed over these columns: {columns}", columns=_some(ignored)))
    _print_problems(notes_of(change_set), warn)
    _print_problems(_problems(change_set), warn)
    say(_summary(change_set))


def _problems(change_set: ChangeSet) -> Iterable[Problem]:
    """What was noticed of its rows, in the order of the file; with a reason, corrections need none."""
    answered = {"correction_needs_reason"} if change_set.reason else set()
    rows = change_set.staged_rows.exclude(problems=None).order_by("position")
    for row in rows.iterator(chunk_size=_WRITTEN_OUT):
        yield from (problem for problem in problems_of(row) if problem.code not in answered)


def _step(name: str, progress: Progress | None) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(name, done, total)


def _store(change_set: ChangeSet, say: Say, progress: Progress | None) -> None:
    """Apply, judge, and say what came of it."""
    try:
        apply_change_set(change_set, by=None, progress=_step("store", progress))
    except IngestError as error:
        if error.code == "blocked_rows":
            raise CommandError(_blocked(change_set)) from error
        if error.code != "nothing_to_store":
            raise CommandError(_refusal(error)) from error
        _nothing(change_set, say)
        return
    if change_set.verdicts_pending:
        refresh_pending(change_set)
    if rows := _left_out(change_set):
        say(both("Left out: rows {rows}.", rows=rows))
    say(both("Stored as change set {number}.", number=change_set.pk))


def _nothing(change_set: ChangeSet, say: Say) -> None:
    """Say that nothing was new; raise CommandError where nothing could be stored although something is."""
    rows = _left_out(change_set)
    if rows:
        say(both("Left out: rows {rows}.", rows=rows))
    if rows and not change_set.counts[Outcome.UNCHANGED]:
        raise CommandError(both("Nothing is stored: no row of the file could be."))
    say(both("There was nothing new in the file; nothing changed."))


def _print_problems(problems: Iterable[Problem], warn: Say) -> None:
    found = iter(problems)
    for problem in islice(found, _WRITTEN_OUT):
        chinese, *english = in_both(problem.text).split("\n")
        warn(chinese)
        for line in english:
            warn(f"    {line}")
    if more := sum(1 for _problem in found):
        warn(both("… and {number} more.", number=more))


def _summary(change_set: ChangeSet) -> str:
    # In the order of outcomes: PostgreSQL keeps another one in its JSON.
    counts = [(outcome, change_set.counts[outcome]) for outcome in Outcome if change_set.counts.get(outcome)]
    return in_both(
        lambda: (
            f"{change_set.file_name} [{change_set.encoding}]: "
            + ", ".join(f"{outcome.label} {number}" for outcome, number in counts)
        )
    )


def _blocked(change_set: ChangeSet) -> str:
    return both(
        "Nothing is stored. Invalid, or waiting for a decision: rows {rows}. Mend them, accept the "
        "warnings (--accept-warnings), give a reason for corrections (--reason), or leave the rows out "
        "(--valid-only).",
        rows=_left_out(change_set),
    )


def _refusal(error: IngestError) -> str:
    if error.code == "reason_too_long":
        return both("Nothing is stored: the reason is longer than {limit} characters.", **error.detail)
    return both("Nothing is stored: somebody else changed one of these figures meanwhile. Try again.")


def _left_out(change_set: ChangeSet) -> str:
    """The lines of the rows that are left out, or would be."""
    options = change_set.options
    rows = rows_left_out(
        change_set, accept_warnings=bool(options.get("accept_warnings")), reason=change_set.reason
    )
    return _some([str(number) for number in rows.values_list("number", flat=True)[: _SHOWN + 1]])


def _some(words: list[str]) -> str:
    return ", ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")
