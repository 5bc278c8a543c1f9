"""The rows of a grid as the page shows them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.entry import Ended, Saved
from tracker.models import Observation, ReviewState
from tracker.progress import AskedRow, amount_unit
from tracker.reports.denials import refusal_text
from tracker.reports.quantities import amount_text, figure_text, target_text

from .typed import BESIDE, CELLS, TypedRow

_NOT_IN_NAMES = re.compile("[^0-9A-Za-z]+")
#: What a row is told when it ended; the others have problems or a refusal of their own.
_ENDINGS: Final = {
    Ended.STORED: gettext_lazy("Stored."),
    Ended.CORRECTED: gettext_lazy("Corrected."),
    Ended.PROPOSED: gettext_lazy("Proposed as a new version; the public figure stays until it is approved."),
    Ended.UNCHANGED: gettext_lazy("This figure is there already."),
    Ended.EMPTY: gettext_lazy("Nothing was typed."),
    Ended.OVERTAKEN: gettext_lazy(
        "Nothing is stored: somebody else has changed this row since you opened it. Look at what is there "
        "now, and save again if yours is right."
    ),
    Ended.WAITS: gettext_lazy("Nothing is stored yet."),
    Ended.INVALID: gettext_lazy("Nothing is stored."),
}
_BLANK: Final = dict.fromkeys((*CELLS, *BESIDE), "")


@dataclass(frozen=True, kw_only=True)
class ShownFigure:
    """A figure that is there: in words, how far it has come, where it was published, and its page."""

    text: str
    state: str
    is_public: bool
    document: str
    by: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ShownAsk:
    """What a commitment asks for."""

    target: str
    expected: str
    code: str
    statement: str
    url: str
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row: what is known, what stands in its cells, and what is to be said of it."""

    key: str
    identity: str
    topic: str
    name: str
    place: str
    period: str
    unit: str
    last: str
    last_period: str
    asks: list[ShownAsk]
    there: list[ShownFigure]
    proposals: list[str]
    seen: str
    texts: Mapping[str, str]
    messages: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    stamp: str = ""
    needs_reason: bool = False
    ended: str = ""

    @property
    def said(self) -> str:
        """All there is to say, in one text: to be read out."""
        return " ".join((*self.messages, *self.problems))

    @property
    def is_open(self) -> bool:
        """Whether something beyond the value is typed or asked for."""
        return self.needs_reason or any(self.texts[name] for name in _FOLDED)


#: The cells behind the disclosure.
_FOLDED: Final = ("source", "published_on", "section", "quote", "derivation", "note", "reason")


def shown_rows(rows: Iterable[AskedRow], typed: Mapping[str, TypedRow], *, year: str) -> list[ShownRow]:
    """Rows with what was typed in them; `year` is the grid's period, which need not be repeated."""
    return [_shown(row, typed.get(row.key), year) for row in rows]


def _shown(row: AskedRow, typed: TypedRow | None, year: str) -> ShownRow:
    indicator = row.series.indicator
    plain = ShownRow(
        key=row.key,
        identity=f"row-{_NOT_IN_NAMES.sub('-', row.key)}",
        topic=indicator.topic.label,
        name=indicator.label,
        place=row.series.jurisdiction.label,
        period="" if row.period.text == year else row.period.text,
        unit=indicator.unit.symbol,
        last=figure_text(row.last, indicator) if row.last else "",
        last_period=row.last.period if row.last else "",
        asks=_asks(row),
        there=[_figure(each, row) for each in row.there],
        proposals=[_proposal(each) for each in row.waiting],
        seen=row.seen,
        texts=_BLANK,
    )
    return plain if typed is None else _with_typed(plain, typed)


def _asks(row: AskedRow) -> list[ShownAsk]:
    indicator = row.series.indicator
    return [
        ShownAsk(
            target=target_text(ask.target, indicator),
            expected=""
            if ask.expected is None
            else amount_text(ask.expected, amount_unit(ask.commitment, ask.target)),
            code=ask.commitment.code,
            statement=ask.commitment.label,
            url=reverse("admin:tracker_commitment_change", args=[ask.commitment.pk]),
            is_public=ask.commitment.state == ReviewState.PUBLISHED,
        )
        for ask in row.asks
    ]


def _figure(figure: Observation, row: AskedRow) -> ShownFigure:
    entered_by = figure.change_set.created_by if figure.change_set else None
    return ShownFigure(
        text=figure_text(figure, row.series.indicator),
        state=figure.get_state_display(),
        is_public=figure.state == ReviewState.PUBLISHED,
        document=figure.document.title,
        by=str(entered_by.get_full_name() or entered_by) if entered_by else "",
        url=reverse("admin:tracker_observation_change", args=[figure.pk]),
    )


def _proposal(revision: Any) -> str:
    """A new version that waits: its value where that differs, and who proposed it."""
    value = revision.changes.get("value")
    said = value[1] if value else _("other details")
    return _("new version waiting: %(value)s (%(who)s)") % {"value": said, "who": revision.entered_by or "—"}


def _with_typed(row: ShownRow, typed: TypedRow) -> ShownRow:
    """The row after it was sent: what is done with is gone from its cells."""
    saved = typed.saved
    if saved is None:
        # Not tried: what was seen when it was typed still holds, so that a later change is told.
        seen, messages = typed.texts["seen"], [typed.fault] if typed.fault else []
        return replace(
            row, texts=typed.texts, seen=seen, messages=messages, ended="fault" if messages else ""
        )
    ended = str(saved.ended)
    said = replace(row, messages=_messages(saved), ended=ended)
    if saved.done:
        return said
    return replace(
        said,
        texts=typed.texts,
        problems=[_problem(problem) for problem in saved.problems],
        stamp=saved.stamp,
        needs_reason=saved.needs_reason,
    )


def _messages(saved: Saved) -> list[str]:
    if saved.refusal is not None:
        return [refusal_text(saved.refusal)]
    return [str(_ENDINGS[saved.ended])]


def _problem(problem: Any) -> str:
    """A problem in words; which row it is of and where it stands the page shows."""
    return replace(problem, row=None, column="").text()
