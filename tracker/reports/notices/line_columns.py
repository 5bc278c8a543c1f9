"""The columns of the workbook's tables of lines: their heads, widths, and what stands in them.

The table that is printed holds what a reader asks for, the one for reckoning all there is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import cells
from .cells import Cell
from .lines import Line, Reported


@dataclass(frozen=True, kw_only=True)
class LineColumn:
    """A column `width` characters wide, under its group's head; `flush` where words begin at the left."""

    group: str
    name: str
    width: float
    value: Callable[[Line], Cell]
    flush: bool = False


def printed_columns(*, departments: bool) -> list[LineColumn]:
    """The columns of the table that is printed; that of departments only where any is named."""
    verdict = pgettext("column of a notice", "Verdict")
    target, actual = _("Target"), pgettext("column of a notice", "Figure judged by")
    worded = pgettext("column of a notice", "As worded")
    about = pgettext("column of a notice", "Period and source")
    return [
        *_promised(departments),
        _column(target, worded, 17, lambda line: cells.text(line.target)),
        _column(target, _("Period"), 11, lambda line: cells.text(line.target_period)),
        _column(actual, worded, 15, _of(lambda actual: actual.text)),
        _column(actual, about, 19, _of(lambda actual: actual.standing)),
        _column(verdict, pgettext("column of a notice", "Done"), 10, lambda line: cells.share(line.done)),
        *_timed(verdict),
    ]


def data_columns(*, departments: bool) -> list[LineColumn]:
    """All columns in order."""
    head = pgettext("column of a notice", "Commitment")
    named = [
        _column(head, _("Code"), 18, lambda line: cells.text(line.code)),
        _column(head, _("Plan"), 24, lambda line: cells.text(line.plan), flush=True),
        _column(head, _("Topic"), 12, lambda line: cells.text(line.topic)),
    ]
    return [*_promised(departments), *named, *_aimed(), *_reported(), *_judged(), *_sourced()]


def _promised(departments: bool) -> list[LineColumn]:
    head = pgettext("column of a notice", "Commitment")
    found = [
        _column(head, pgettext("column of a notice", "No."), 6, lambda line: cells.count(line.place)),
        _column(head, head, 42, lambda line: cells.text(line.commitment), flush=True),
    ]
    if departments:
        name = pgettext("column of a notice", "Responsible")
        found.append(_column(head, name, 20, lambda line: cells.text(line.departments), flush=True))
    return found


def _aimed() -> list[LineColumn]:
    head = _("Target")
    return [
        _column(head, pgettext("column of a notice", "As worded"), 18, lambda line: cells.text(line.target)),
        _column(head, _("Value"), 12, lambda line: cells.number(line.target_value)),
        _column(head, _("Unit"), 9, lambda line: cells.text(line.target_unit)),
        _column(head, _("Period"), 12, lambda line: cells.text(line.target_period)),
        _column(head, pgettext("column of a notice", "Due"), 13, lambda line: cells.day(line.due)),
    ]


def _reported() -> list[LineColumn]:
    head = pgettext("column of a notice", "Figure judged by")
    return [
        _column(head, pgettext("column of a notice", "As worded"), 16, _of(lambda actual: actual.text)),
        _column(head, _("Value"), 12, lambda line: cells.number(line.actual.value if line.actual else None)),
        _column(head, _("Unit"), 9, _of(lambda actual: actual.unit)),
        _column(head, _("Period"), 14, _of(lambda actual: actual.period)),
        _column(
            head, pgettext("column of a notice", "State of the figure"), 10, _of(lambda actual: actual.status)
        ),
    ]


def _judged() -> list[LineColumn]:
    head = pgettext("column of a notice", "Verdict")
    return [
        _column(head, _("Completion"), 10, lambda line: cells.share(line.completion)),
        _column(head, _("Progress"), 10, lambda line: cells.share(line.progress)),
        *_timed(head),
    ]


def _timed(head: str) -> list[LineColumn]:
    points = pgettext("column of a notice", "Ahead or behind (points)")
    return [
        _column(
            head, pgettext("column of a notice", "Time gone"), 10, lambda line: cells.share(line.elapsed)
        ),
        _column(head, points, 12, lambda line: cells.points(line.gap)),
        _column(head, _("Status"), 11, lambda line: cells.status(line.status_name, line.status)),
        _column(head, pgettext("column of a notice", "To note"), 13, lambda line: cells.text(line.notes)),
    ]


def _sourced() -> list[LineColumn]:
    head = _("Source")
    return [
        _column(head, pgettext("column of a notice", "Document"), 36, _of(lambda it: it.source), flush=True),
        _column(head, _("Publisher"), 18, _of(lambda actual: actual.publisher), flush=True),
        _column(head, _("Published"), 14, _of(lambda actual: actual.published)),
        _column(head, _("Reliability"), 9, _of(lambda actual: actual.reliability)),
        _column(head, _("Derivation"), 16, _of(lambda actual: actual.derivation)),
    ]


def _column(
    group: str, name: str, width: float, value: Callable[[Line], Cell], *, flush: bool = False
) -> LineColumn:
    return LineColumn(group=group, name=name, width=width, value=value, flush=flush)


def _of(words: Callable[[Reported], str]) -> Callable[[Line], Cell]:
    """Words of the figure; nothing where there is none."""
    return lambda line: cells.text(words(line.actual) if line.actual is not None else "")
