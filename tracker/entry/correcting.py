"""A stored figure set right, by its number: checked as a row of a file is, changed through the actions."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.functional import lazystr

from tracker.actions.revisions import NOTES, amend_observation, amendments, mend_notes
from tracker.authority import CHANGE, require
from tracker.exceptions import ActionError, QuantityError
from tracker.ingest import Tried, try_rows
from tracker.models import Document, Observation, Revision, User
from tracker.models.snapshots import read_back
from tracker.quantities import parse_quantity

from .saving import Ended, Saved

#: What can be set right, by the column of an outcome table that holds it.
CORRECTED: Final = {
    "value": "value",
    "unit": "unit",
    "qualifier": "qualifier",
    "obs_status": "obs_status",
    "period": "period",
    "published_on": "published_on",
    "section": "section",
    "quote": "quote",
    "start": "quote_start",
    "derivation": "derivation",
    "note": "note",
}
_CALLED: Final = {column: name for name, column in CORRECTED.items()} | {"source_title": "document"}
#: What an import asks of a correction; here the reason has been asked for by then.
_ASKED: Final = "correction_needs_reason"
#: What stands in the cell of a value that is missing.
_MISSING: Final = "—"
#: What hangs on the digits: read out of them unless it is said.
_OF_VALUE: Final = ("unit", "qualifier", "obs_status", "missing_reason")


@transaction.atomic
def correct_figure(
    figure: Observation,
    said: Mapping[str, str],
    *,
    by: User | None,
    document: Document | None = None,
    reason: str = "",
    accept_warnings: bool = False,
    mends: Revision | None = None,
) -> Saved:
    """Set right what we had wrong about a figure, or say what stands in the way.

    `said` holds what is right, by the names of `CORRECTED` and `missing_reason`; an empty text takes away
    what stands there. `document` is the right one, where another was named. With `mends` it is that
    correction that is changed, a draft or returned: what it says stays but for what is said here. It ends as
    `save_row` does. Raises ActionError as `amend_observation` does.
    """
    require(by, CHANGE, figure)
    if mends is not None:
        document = document or _document_in(mends)
        said = {**_said_in(mends, but=said), **said}
        reason = reason or mends.reason
    [tried] = try_rows([_cells(figure, said, document or figure.document)], called=_CALLED)
    if tried.entry is None:
        return Saved(ended=Ended.INVALID, problems=tried.problems)
    changed = _changed(figure, said, document, tried)
    if not changed:
        raise ActionError("no_changes", {"row": lazystr(figure)})
    if NOTES.issuperset(changed) and mends is None:
        mend_notes(row=figure, by=by, reason=reason, **changed)
        return Saved(ended=Ended.CORRECTED, figure=figure)
    if not reason.strip():
        raise ActionError("no_reason")
    doubts = [problem for problem in tried.problems if problem.is_warning and problem.code != _ASKED]
    if doubts and not accept_warnings:
        return Saved(ended=Ended.WAITS, problems=doubts)
    right = amend_observation(observation=figure, by=by, reason=reason, mends=mends, **changed)
    if isinstance(right, Revision):
        return Saved(ended=Ended.PROPOSED, figure=figure)
    return Saved(ended=Ended.CORRECTED, figure=right)


def _said_in(revision: Revision, *, but: Mapping[str, str]) -> dict[str, str]:
    """What a correction says is right, as it is sent, without what hangs on digits that are others now."""
    stale = {*_read_from(but.get("value", "")), *(["missing_reason"] if but.get("value") else [])}
    found = {}
    for name, (_before, after) in revision.changes.items():
        called = "published_on" if name == "published" else name
        if called not in (*CORRECTED, "missing_reason") or called in stale:
            continue
        right = read_back(Observation, name, after) if name == "unit" else after
        found[called] = "" if right is None else str(getattr(right, "symbol", right))
    return found


def _document_in(revision: Revision) -> Document | None:
    after = revision.changes.get("document", (None, None))[1]
    return None if after is None else Document.objects.get(pk=after)


def _cells(figure: Observation, said: Mapping[str, str], document: Document) -> dict[str, str]:
    """The figure as an outcome table has it, with what is right in the place of what was wrong."""
    stands = {
        "value": figure.written or _MISSING,
        "unit": figure.unit.symbol if figure.unit else "",
        "qualifier": figure.qualifier,
        "obs_status": figure.obs_status,
        "period": figure.period,
        "section": figure.section,
        "quote": figure.quote,
        "start": "" if figure.start is None else str(figure.start),
        "derivation": figure.derivation,
        "note": figure.note,
    }
    for name in _read_from(said.get("value", "")):
        del stands[name]
    cells = {CORRECTED[name]: text for name, text in {**stands, **said}.items() if name in CORRECTED}
    if said.get("value") == "":
        cells["value"] = _MISSING
    return {
        **cells,
        "indicator": figure.series.indicator.code,
        "jurisdiction": figure.series.jurisdiction.code,
        "source_title": document.code,
        "source_publisher": document.publisher,
    }


def _read_from(digits: str) -> list[str]:
    """What the digits that are right say themselves of unit and qualifier, instead of what stands there."""
    if not digits:
        return []
    try:
        has_unit = parse_quantity(digits).unit is not None
    except QuantityError:
        has_unit = False
    return ["qualifier", *(["unit"] if has_unit else [])]


def _changed(
    figure: Observation, said: Mapping[str, str], document: Document | None, tried: Tried
) -> dict[str, Any]:
    """What differs from the stored figure, in the terms of the actions."""
    assert tried.entry is not None
    dated = document is not None or "published_on" in said
    if dated and not isinstance(tried.entry.source.document, Document):
        # An import would add another document; whoever corrects has one before them.
        raise ActionError("document_of_another_day", {"document": lazystr(document or figure.document)})
    read = {"section": "", "quote": "", "start": None, "derivation": "", "note": "", **tried.fields()}
    read |= {"document": document or figure.document, "published": said.get("published_on", "")}
    if said.get("missing_reason") and not read["value"]:
        read["missing_reason"] = said["missing_reason"]
    names = {"document", *("published" if name == "published_on" else name for name in said)}
    if "value" in said:
        names |= {name for name in _OF_VALUE if name not in tried.entry.silent}
    right = {name: read[name] for name in names if name in read}
    changed = {name: right[name] for name in amendments(figure, **right)}
    if changed.keys() & {"value", "quote", "start"}:
        changed |= {"figure": read.get("figure", ""), "figure_start": read.get("figure_start")}
    return changed
