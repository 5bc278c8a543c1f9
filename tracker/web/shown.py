"""What templates show of figures, targets and commitments, already in words."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from tracker.models import Binding, Indicator, Observation, ObservationStatus, Qualifier, Reliability, Target
from tracker.progress import Standing
from tracker.reports.distances import distance_bar, distance_text
from tracker.reports.explanations import indicator_of, time_text
from tracker.reports.languages import kept
from tracker.reports.periods import day_text, partial_day_text, period_text
from tracker.reports.quantities import figure_text, judged_text, target_text
from tracker.reports.sensitivities import Note, sensitivity_notes

#: Set at words that are Chinese whatever the page is written in.
CHINESE: Final = SafeString(' lang="zh-Hans"')


@dataclass(frozen=True)
class ShownFigure:
    """An observation with everything that says how far to trust it."""

    row: Observation
    indicator: Indicator | None

    @cached_property
    def text(self) -> str:
        """The value with what qualifies it."""
        return figure_text(self.row, self.indicator)

    @cached_property
    def period(self) -> str:
        """The period it is about; of a stock, the day."""
        return time_text(self.row, self.indicator)

    @property
    def published(self) -> str:
        """When it came out, as far as that is known."""
        return partial_day_text(self.row.published_on, self.row.published_precision)

    @property
    def status(self) -> str:
        """Provisional or estimated; empty for a final one."""
        return "" if self.row.obs_status == ObservationStatus.FINAL else self.row.get_obs_status_display()

    @property
    def qualifier(self) -> str:
        """How it bounds the value; empty for an exact one."""
        return "" if self.row.qualifier == Qualifier.EXACT else self.row.get_qualifier_display()

    @property
    def reliability(self) -> str:
        """How far its document can be relied on, in a word."""
        return reliability_name(self.row.document.reliability)

    @property
    def reliability_code(self) -> str:
        """The same as a code."""
        return self.row.document.reliability

    @property
    def counts(self) -> bool:
        """Whether it is the vintage that counts; rows outside a series' list always do."""
        return getattr(self.row, "counts", True)


@dataclass(frozen=True)
class ShownTarget:
    """A target in words, with when it was announced."""

    row: Target
    indicator: Indicator | None

    @cached_property
    def text(self) -> str:
        """What its words ask for."""
        return target_text(self.row, self.indicator)

    @property
    def judged(self) -> str:
        """How it is judged, as a sign and a figure."""
        return judged_text(self.row, self.indicator)

    @cached_property
    def period(self) -> str:
        """The time it is about."""
        return period_text(self.row.period, instant=self.row.period_start == self.row.due)

    @property
    def due(self) -> str:
        """The day it falls due."""
        return day_text(self.row.due)

    @property
    def announced(self) -> str:
        """When it was announced, as far as that is known."""
        return partial_day_text(self.row.published_on, self.row.published_precision)


@dataclass(frozen=True)
class ShownCommitment:
    """A row of a list; its address keeps the day. `earlier` is the status before, where that is told."""

    standing: Standing
    as_of: datetime.date | None
    earlier: str = ""

    @cached_property
    def url(self) -> str:
        """The address of its page."""
        return commitment_url(self.standing.commitment.code, self.as_of)

    @property
    def status(self) -> str:
        """One of the thirteen."""
        return self.standing.status

    @cached_property
    def statement(self) -> str:
        """What was promised, in the language of the moment or as it was said."""
        return self.standing.commitment.label

    @property
    def language(self) -> str:
        """The attribute that says so where the words are Chinese, whatever the page is written in."""
        return CHINESE if self.statement == self.standing.commitment.statement else ""

    @property
    def plan(self) -> str:
        """The name of its plan."""
        return self.standing.commitment.plan.label

    @property
    def topic(self) -> str:
        """The name of its topic."""
        return self.standing.commitment.topic.label

    @property
    def is_main(self) -> bool:
        """Whether it is one of the plan's main targets."""
        return self.standing.commitment.headline

    @property
    def binding(self) -> str:
        """Expected or binding; empty where the plan does not say."""
        return binding_name(self.standing.commitment.binding)

    @cached_property
    def target(self) -> ShownTarget:
        """What is asked for."""
        return ShownTarget(self.standing.target, indicator_of(self.standing))

    @cached_property
    def latest(self) -> ShownFigure | None:
        """The figure that decides, else the newest."""
        return shown_figure(self.standing.latest, indicator_of(self.standing))

    @cached_property
    def notes(self) -> list[Note]:
        """What its status hangs on."""
        return sensitivity_notes(self.standing)

    @cached_property
    def distance(self) -> str:
        """How far it is from where it should be, in words."""
        return distance_text(self.standing)

    @property
    def bar(self) -> str:
        """The same, drawn."""
        return distance_bar(self.standing)


def shown_figure(row: Observation | None, indicator: Indicator | None) -> ShownFigure | None:
    """An observation for the page; None stays None."""
    return None if row is None else ShownFigure(row, indicator)


def shown_commitment(standing: Standing, as_of: datetime.date | None, earlier: str = "") -> ShownCommitment:
    """A row of a list; a status before that was the same is not told."""
    return ShownCommitment(standing, as_of, earlier if earlier != standing.status else "")


def commitment_url(code: str, as_of: datetime.date | None) -> str:
    """The address of a commitment's page on a day."""
    address = _addresses_of("web:commitment") % code
    return f"{address}?as_of={as_of.isoformat()}" if as_of else address


@kept
def _addresses_of(name: str) -> str:
    """The addresses of such pages, but for the code: codes stand in addresses as they are."""
    return reverse(name, args=["code"]).replace("/code/", "/%s/")


@kept
def binding_name(code: str) -> str:
    """Expected or binding, in the language of the moment; empty for neither."""
    return str(Binding(code).label) if code else ""


@kept
def reliability_name(code: str) -> str:
    """How far a document can be relied on, in a word of the language of the moment."""
    return str(Reliability(code).label)


def plan_url(code: str, as_of: datetime.date | None) -> str:
    """The address of a plan's overview on a day."""
    query = {"plan": code, **({"as_of": as_of.isoformat()} if as_of else {})}
    return f"{reverse('web:overview')}?{urlencode(query)}"
