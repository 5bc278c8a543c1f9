"""What the import command says and does, in Chinese and English."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from tracker.exceptions import IngestError
from tracker.ingest import (
    FileProblems,
    ImportPlan,
    Outcome,
    Problem,
    Table,
    apply_plan,
    plan_import,
    read_table,
)
from tracker.models import ChangeSet
from tracker.progress import today

from .bilingual import both, in_both

Say = Callable[[str], object]

_SHOWN = 20


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
) -> ImportPlan:
    """Read, plan and apply `file`, saying what happens.

    Raises CommandError when something should have been stored and was not.
    """
    defaults = {"jurisdiction": jurisdiction} if jurisdiction else {}
    table = _read(file, frozenset(defaults), warn)
    if table.ignored:
        say(both("passed over these columns: {columns}", columns=_some(table.ignored)))
    try:
        plan = plan_import(
            table, today=today(), defaults=defaults, accept_warnings=accept_warnings, reason=reason
        )
        _print_problems(plan.problems, warn)
        say(_summary(plan))
        if dry_run:
            say(both("This was a preview; nothing is stored."))
            return plan
        if plan.blocked and not valid_only:
            raise CommandError(_blocked(plan))
        change_set = apply_plan(plan, valid_only=valid_only)
    except IngestError as error:
        raise CommandError(_refusal(error)) from error
    _conclude(plan, change_set, say)
    return plan


def _read(file: Path, supplied: frozenset[str], warn: Say) -> Table:
    try:
        return read_table(file, supplied=supplied)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(both("cannot read {file}: {error}", file=file, error=reason)) from error
    except FileProblems as error:
        _print_problems(error.problems, warn)
        raise CommandError(both("{file} was not brought in; nothing is stored.", file=file.name)) from error


def _print_problems(problems: list[Problem], warn: Say) -> None:
    for problem in problems:
        chinese, *english = in_both(problem.text).split("\n")
        warn(chinese)
        for line in english:
            warn(f"    {line}")


def _summary(plan: ImportPlan) -> str:
    table = plan.table
    counts = [(Outcome(outcome), number) for outcome, number in plan.counts.items() if number]
    return in_both(
        lambda: (
            f"{table.file_name} [{table.encoding}]: "
            + ", ".join(f"{outcome.label} {number}" for outcome, number in counts)
        )
    )


def _conclude(plan: ImportPlan, change_set: ChangeSet | None, say: Say) -> None:
    if plan.blocked:
        say(both("Left out: rows {rows}.", rows=_rows(plan)))
    if change_set is not None:
        say(both("Stored as change set {number}.", number=change_set.pk))
    elif plan.counts[Outcome.UNCHANGED] or not plan.blocked:
        say(both("There was nothing new in the file; nothing changed."))
    else:
        raise CommandError(both("Nothing is stored: no row of the file could be."))


def _blocked(plan: ImportPlan) -> str:
    return both(
        "Nothing is stored. Rows {rows} are invalid or wait for a decision: mend them, accept the "
        "warnings (--accept-warnings), give a reason for corrections (--reason), or leave the rows out "
        "(--valid-only).",
        rows=_rows(plan),
    )


def _refusal(error: IngestError) -> str:
    if error.code == "reason_too_long":
        return both("Nothing is stored: the reason is longer than {limit} characters.", **error.detail)
    return both("Nothing is stored: somebody else changed one of these figures meanwhile. Try again.")


def _rows(plan: ImportPlan) -> str:
    return _some([str(row.number) for row in plan.blocked])


def _some(words: list[str]) -> str:
    return ", ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")
