"""What rooms further down refuse, as problem documents: a stable code, a sentence in both languages."""

from tracker.api.problems import Fault, FileFault, Problem
from tracker.api.sentences import spoken
from tracker.exceptions import AuthorityError, DuixianError, IngestError
from tracker.ingest import FileProblems
from tracker.ingest import Problem as FileProblem
from tracker.reports import denials, refusals


def refused(error: DuixianError, *, about: str = "", value: str = "") -> Problem:
    """The refusal of a request that was understood: 403 where it is a matter of rights, else 422.

    `about` names what was sent that it is about, if anything in particular, with its `value`. A file's faults
    are told one by one.
    """
    text = spoken(lambda: _text(error))
    if isinstance(error, FileProblems):
        code = "payload_too_large" if error.code == "too_large" else "unreadable_file"
        return Problem(code, text, [file_fault(each) for each in error.problems])
    fault = Fault(parameter=about, value=value, remedy=text, code=error.code)
    return Problem("forbidden" if isinstance(error, AuthorityError) else "refused", text, [fault])


def _text(error: DuixianError) -> str:
    if isinstance(error, IngestError):
        return refusals.refusal_text(error)
    return denials.refusal_text(error)


def file_fault(problem: FileProblem, *, parameter: str = "file", row: int | None = None) -> FileFault:
    """A fault of a file or of a row sent."""
    return FileFault(
        parameter=parameter,
        value=problem.value,
        remedy=spoken(problem.text),
        code=problem.code,
        row=problem.row if row is None else row,
        column=problem.column,
    )
