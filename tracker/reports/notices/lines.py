"""The lines of the table: one a commitment, as values for a workbook and as words for a letter."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import pgettext

from tracker.models import Observation, ObservationStatus, QuantityKind
from tracker.progress import Standing
from tracker.reports.explanations import indicator_of, time_text
from tracker.reports.figures import MOST_DECIMALS, agreeing, number, percent
from tracker.reports.measures import BEHIND_LIMITS, REACHED_LIMITS
from tracker.reports.periods import partial_day_text, period_text
from tracker.reports.quantities import figure_text, target_text
from tracker.reports.sensitivities import sensitivity_notes
from tracker.reports.statuses import status_name
from tracker.reports.units import unit_name

from .facts import Notice
from .wording import departments_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """The figure a verdict rests on, or else the newest: in words, as a value, and who published it."""

    text: str
    value: Decimal | None
    unit: str
    period: str
    status: str
    published: str
    derivation: str
    source: str
    publisher: str
    reliability: str

    @property
    def standing(self) -> str:
        """What to know of it, in short: 2021年，预计，媒体."""
        words = (self.period, self.status, self.reliability)
        return pgettext("between items of a list", ", ").join(word for word in words if word)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A commitment. Shares are exact: 1 is all of it; `gap` is in percentage points."""

    place: int
    code: str
    commitment: str
    plan: str
    topic: str
    departments: str
    target: str
    target_value: Decimal | None
    target_unit: str
    target_period: str
    due: datetime.date
    actual: Reported | None
    completion: Fraction | None
    progress: Fraction | None
    elapsed: Fraction | None
    gap: Fraction | None
    status: str
    status_name: str
    notes: str

    @property
    def done(self) -> Fraction | None:
        """The share done that the verdict rests on; None for what is compared and not measured."""
        return self.completion if self.progress is None else self.progress

    @property
    def done_text(self) -> str:
        """The share done in words; empty for none."""
        return "" if self.done is None else percent(self.done, limits=REACHED_LIMITS)

    @property
    def elapsed_text(self) -> str:
        """How much of the time had gone."""
        return "" if self.elapsed is None else percent(self.elapsed, limits=(0, 1))

    @property
    def gap_text(self) -> str:
        """Ahead of or behind schedule in points, a number with its sign."""
        if self.gap is None:
            return ""
        shown = agreeing(self.gap, 1, BEHIND_LIMITS)
        return ("+" if shown > 0 else "") + number(Fraction(shown), places=MOST_DECIMALS)


def lines(notice: Notice) -> list[Line]:
    """The commitments of a notice in the order of their plans."""
    return [_line(notice, place, row) for place, row in enumerate(notice.standings, start=1)]


def _line(notice: Notice, place: int, row: Standing) -> Line:
    commitment, target, judgement = row.commitment, row.target, row.judgement
    instant = target.period_start == target.due
    return Line(
        place=place,
        code=commitment.code,
        commitment=commitment.label,
        plan=commitment.plan.label,
        topic=commitment.topic.label,
        departments=departments_of(notice, row),
        target=target_text(target, indicator_of(row)),
        target_value=target.value,
        target_unit=unit_name(target.unit),
        target_period=period_text(target.period, instant=instant),
        due=target.due,
        actual=_reported(row, row.latest) if row.latest is not None else None,
        completion=judgement.completion,
        progress=judgement.progress,
        elapsed=judgement.elapsed,
        gap=judgement.gap,
        status=row.status,
        status_name=status_name(row.status),
        notes=pgettext("between items of a list", ", ").join(note.name for note in sensitivity_notes(row)),
    )


def _reported(row: Standing, figure: Observation) -> Reported:
    indicator, document = indicator_of(row), figure.document
    final = figure.obs_status == ObservationStatus.FINAL
    return Reported(
        text=figure_text(figure, indicator),
        value=None if indicator is not None and indicator.kind == QuantityKind.MILESTONE else figure.value,
        unit=unit_name(figure.unit),
        period=time_text(figure, indicator),
        status="" if final else str(figure.get_obs_status_display()),
        published=partial_day_text(figure.published_on, figure.published_precision),
        derivation=figure.derivation,
        source=document.title,
        publisher=document.publisher,
        reliability=str(document.get_reliability_display()),
    )
