"""What the command for full texts says and does, in Chinese and English."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from tracker.ingest import FileProblems
from tracker.ingest.texts import Loaded, OtherFile, load_text, mismatch_text
from tracker.models import Document

from .bilingual import both, in_both

Say = Callable[[str], object]


def run_load(
    code: str,
    file: Path,
    *,
    encoding: str = "",
    replace: bool = False,
    dry_run: bool = False,
    say: Say,
    warn: Say,
) -> Loaded:
    """Load `file` as the text of the document `code`, say what became of its quotes, and list the mismatches.

    Raises CommandError where nothing was loaded.
    """
    document = Document.objects.filter(code=code).first()
    if document is None:
        raise CommandError(both("There is no document “{code}”.", code=code))
    try:
        loaded = load_text(
            document=document, path=file, by=None, encoding=encoding, replace=replace, dry_run=dry_run
        )
    except OSError as error:
        raise CommandError(
            both("cannot read {file}: {error}", file=file, error=error.strerror or error)
        ) from error
    except FileProblems as error:
        problems = "\n".join(in_both(problem.text) for problem in error.problems)
        raise CommandError(problems) from error
    except OtherFile as error:
        raise CommandError(_other_file(error)) from error
    _say(loaded, say, warn, dry_run=dry_run)
    return loaded


def _say(loaded: Loaded, say: Say, warn: Say, *, dry_run: bool) -> None:
    for each in loaded.mismatches:
        warn(in_both(partial(mismatch_text, each)))
    say(
        both(
            "{document}: {length} characters [{encoding}], SHA-256 {sha256}.",
            document=loaded.document.code,
            length=loaded.length,
            encoding=loaded.encoding,
            sha256=loaded.sha256,
        )
    )
    counts = loaded.counts
    say(
        both(
            "Quotes: {all}; where recorded {as_recorded}, elsewhere {moved}, for the first time {new}, to be "
            "looked at {mismatches}.",
            all=len(loaded.found),
            as_recorded=counts["as_recorded"],
            moved=counts["moved"],
            new=counts["new"],
            mismatches=len(loaded.mismatches),
        )
    )
    if dry_run:
        say(both("This was a preview; nothing is stored."))


def _other_file(error: OtherFile) -> str:
    return both(
        "Nothing is loaded: the document's recorded hash is {recorded}, this file's is {given}. If this file "
        "is to take its place, say --replace: its hash and the offsets of the quotes are then those of this "
        "file.",
        **error.detail,
    )
