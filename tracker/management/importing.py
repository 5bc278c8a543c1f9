"""What the import command says and does, in Chinese and English."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from tracker.exceptions import IngestError
from tracker.ingest import FileProblems, ImportPlan, Problem, apply_plan, plan_import, read_table
from tracker.progress import today

from .bilingual import both

Say = Callable[[str], object]


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
    try:
        table = read_table(file, supplied=frozenset(defaults))
    except OSError as error:
        raise CommandError(
            both("cannot read {file}: {error}", file=file, error=error.strerror or error)
        ) from error
    except FileProblems as error:
        _print_problems(error.problems, warn)
        raise CommandError(both("{file} was not brought in; nothing is stored.", file=file.name)) from error
    if table.ignored:
        say(both("passed over these columns: {columns}", columns=", ".join(table.ignored)))
    plan = plan_import(
        table, today=today(), defaults=defaults, accept_warnings=accept_warnings, reason=reason
    )
    _print_problems(plan.problems, warn)
    say(_summary(plan))
    if dry_run:
        say(both("This was a preview; nothing is stored."))
        return plan
    try:
        change_set = apply_plan(plan, valid_only=valid_only)
    except IngestError as error:
        raise CommandError(_refusal(error, plan)) from error
    if change_set is None:
        say(both("Everything in the file is stored already; nothing changed."))
    else:
        say(both("Stored as change set {number}.", number=change_set.pk))
    return plan


def _print_problems(problems: list[Problem], warn: Say) -> None:
    for problem in problems:
        said = problem.texts()
        warn(said["zh-hans"])
        warn(f"    {said['en']}")


def _summary(plan: ImportPlan) -> str:
    table = plan.table
    counts = ", ".join(f"{outcome} {number}" for outcome, number in plan.counts.items() if number)
    return f"{table.file_name} [{table.encoding}]: {counts}"


def _refusal(error: IngestError, plan: ImportPlan) -> str:
    if error.code == "blocked_rows":
        rows = ", ".join(str(row.number) for row in plan.blocked[:20])
        more = "…" if len(plan.blocked) > 20 else ""
        return both(
            "Nothing is stored. Rows {rows} are invalid or wait for a decision: mend them, accept the "
            "warnings (--accept-warnings), give a reason for corrections (--reason), or leave the rows out "
            "(--valid-only).",
            rows=rows + more,
        )
    return both("Nothing is stored: somebody else stored one of these figures meanwhile. Try again.")
