"""Why something about a change set was refused, in the language of the moment, whichever door asked."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tracker.exceptions import IngestError
from tracker.ingest import FileProblems, Problem
from tracker.models import ChangeSet

#: code: what is wrong and what to do. Parameters in %(…)s come from the error's `detail`.
SENTENCES: Final[dict[str, Any]] = {
    "blocked_rows": _(
        "Nothing is stored: %(rows)s rows are invalid or wait for a decision. Accept the warnings, give a "
        "reason for corrections, leave those rows out, or mend them in the file."
    ),
    "busy": _("Nothing is stored: another file with figures of the same series was being stored. Try again."),
    "changed_meanwhile": _(
        "Nothing is stored: somebody stored or withdrew one of these figures since the file was checked. It "
        "was checked again; look at it once more."
    ),
    "corrects_public": _(
        "Nothing is stored: %(rows)s rows would replace public figures. Leave the reason empty and those "
        "rows out, and propose new versions at the desk; or let somebody do it who may publish alone."
    ),
    "no_reason": _("Say why."),
    "not_discardable": _("This file can no longer be discarded: it was stored, or discarded already."),
    "not_plannable": _("This file cannot be checked now: somebody is at work on it, or it is done with."),
    "not_planned": _("This file cannot be stored now: it was stored already, or is not checked."),
    "not_reversible": _("This cannot be taken back: it is not stored, or was taken back already."),
    "nothing_to_store": _("There is nothing in this file that would be stored."),
    "outside_remit": _(
        "%(rows)s rows lie outside the places and departments you work for: somebody else has to decide."
    ),
    "reverses_public": _(
        "%(rows)s of its figures are public. To take them back takes the right to publish; ask a publisher."
    ),
    "reason_too_long": _("The reason is longer than %(limit)s characters."),
    "rows_lost": _(
        "Nothing is stored: the database was restarted since the file was checked. It was checked again; "
        "look at it once more."
    ),
    "stopped": _("The work on this file was stopped."),
    "SystemExit": _("The server was stopped while it was at work on this file; nothing of it is stored."),
    "unforeseen": _("The program failed while it was at work on this file. The failure has been recorded."),
}


def refusal_text(error: IngestError) -> str:
    """Why it was refused, and what to do; all that is wrong with a file in one text."""
    if isinstance(error, FileProblems):
        return "\n".join(problem.text() for problem in error.problems)
    return refusal_of(error.code, error.detail)


def refusal_of(code: str, detail: dict[str, str]) -> str:
    """The sentence of a code; one that was not foreseen says so."""
    known = "SystemExit" if code == "KeyboardInterrupt" else code
    return str(SENTENCES.get(known, SENTENCES["unforeseen"])) % detail


def failure_problems(change_set: ChangeSet) -> list[Problem]:
    """What was wrong with a file that could not be read."""
    return [Problem(**each) for each in change_set.failure.get("problems") or ()]


def failure_texts(change_set: ChangeSet) -> list[str]:
    """Why the last thing tried with a change set came to nothing; empty where nothing did."""
    failure = change_set.failure
    if not failure:
        return []
    if problems := failure_problems(change_set):
        return [problem.text() for problem in problems]
    return [refusal_of(failure.get("code", ""), failure.get("params") or {})]
