"""What templates show of figures, targets and commitments, already in words."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from tracker.models import Indicator, Observation, ObservationStatus, Qualifier, Target
from tracker.progress import Standing
from tracker.reports.distances import distance_bar, distance_text
from tracker.reports.explanations import indicator_of, time_text
from tracker.reports.periods import day_text, partial_day_text, period_text
from tracker.reports.quantities import figure_text, judged_text, target_text
from tracker.reports.sensitivities import Note, sensitivity_notes


@dataclass(frozen=True, kw_only=True)
class ShownFigure:
    """An observation with everything that says how far to trust it."""

    row: Observation
    text: str
    period: str
    published: str
    status: str
    qualifier: str
    reliability: str
    reliability_code: str

    @property
    def counts(self) -> bool:
        """Whether it is the vintage that counts; rows outside a series' list always do."""
        return getattr(self.row, "counts", True)


@dataclass(frozen=True, kw_only=True)
class ShownTarget:
    """A target in words, with when it was announced."""

    row: Target
    text: str
    judged: str
    period: str
    due: str
    announced: str


@dataclass(frozen=True, kw_only=True)
class ShownCommitment:
    """A row of a list; `distance` says how far it is from where it should be, `bar` draws it."""

    standing: Standing
    url: str
    target: ShownTarget
    latest: ShownFigure | None
    notes: list[Note]
    distance: str = ""
    bar: str = ""
    earlier: str = ""


def shown_figure(row: Observation | None, indicator: Indicator | None) -> ShownFigure | None:
    """An observation for the page; None stays None."""
    if row is None:
        return None
    return ShownFigure(
        row=row,
        text=figure_text(row, indicator),
        period=time_text(row, indicator),
        published=partial_day_text(row.published_on, row.published_precision),
        status="" if row.obs_status == ObservationStatus.FINAL else row.get_obs_status_display(),
        qualifier="" if row.qualifier == Qualifier.EXACT else row.get_qualifier_display(),
        reliability=row.document.get_reliability_display(),
        reliability_code=row.document.reliability,
    )


def shown_target(row: Target, indicator: Indicator | None) -> ShownTarget:
    """A target for the page."""
    instant = row.period_start == row.due
    return ShownTarget(
        row=row,
        text=target_text(row, indicator),
        judged=judged_text(row, indicator),
        period=period_text(row.period, instant=instant),
        due=day_text(row.due),
        announced=partial_day_text(row.published_on, row.published_precision),
    )


def shown_commitment(standing: Standing, as_of: datetime.date | None, earlier: str = "") -> ShownCommitment:
    """A row of a list; its address keeps the day. `earlier` is the status before, where that is told."""
    indicator = indicator_of(standing)
    return ShownCommitment(
        standing=standing,
        url=commitment_url(standing.commitment.code, as_of),
        target=shown_target(standing.target, indicator),
        latest=shown_figure(standing.latest, indicator),
        notes=sensitivity_notes(standing),
        distance=distance_text(standing),
        bar=distance_bar(standing),
        earlier=earlier if earlier != standing.status else "",
    )


def commitment_url(code: str, as_of: datetime.date | None) -> str:
    """The address of a commitment's page on a day."""
    address = reverse("web:commitment", args=[code])
    return f"{address}?as_of={as_of.isoformat()}" if as_of else address


def plan_url(code: str, as_of: datetime.date | None) -> str:
    """The address of a plan's overview on a day."""
    query = {"plan": code, **({"as_of": as_of.isoformat()} if as_of else {})}
    return f"{reverse('web:overview')}?{urlencode(query)}"
