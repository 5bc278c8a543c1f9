"""How commitments stand on a day: what was known, and the judgement of it, stored or made on the spot."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tracker import assessment
from tracker.models import Commitment, Observation, Target, Unit, Verdict

from .clock import today
from .known.reading import Reading, read
from .known.rules import current_rules
from .known.terms import (
    distance_of,
    figure_of,
    judge,
    rows_behind,
    sensitivities,
    shown_row,
    target_of,
    terms_of,
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A commitment on a day, with everything a door shows of it.

    `verdict` is the stored one, where the judgement comes from it (no past day, no other method asked for);
    `recorded` the one stored by the default method, whatever method is shown (no past day).
    """

    reading: Reading
    judgement: assessment.Judgement
    verdict: Verdict | None = None
    recorded: Verdict | None = None

    @property
    def commitment(self) -> Commitment:
        """The commitment itself."""
        return self.reading.commitment

    @property
    def as_of(self) -> datetime.date:
        """The day the judgement is of: the stored verdict's own, or the day asked for."""
        return self.verdict.as_of if self.verdict else self.reading.as_of

    @property
    def status(self) -> str:
        """One of the thirteen statuses."""
        return self.judgement.status

    @property
    def targets(self) -> list[Target]:
        """All targets known by then, the first announced first."""
        return self.reading.targets

    @property
    def target(self) -> Target:
        """The current target."""
        return self.reading.target

    @property
    def baseline(self) -> Observation | None:
        """The pinned observation a change is counted from, if it was known."""
        return self.reading.baseline

    @property
    def previous(self) -> Observation | None:
        """The same flow or rate one period earlier, if it was known."""
        return self.reading.previous

    @property
    def latest(self) -> Observation | None:
        """The figure the judgement rests on, else the newest one inside the target's period."""
        decided_by = shown_row(self.reading, self.judgement) if self.judgement.latest else None
        return decided_by or self.reading.latest

    @property
    def behind_latest(self) -> list[Observation]:
        """The published figures of other series it is worked out from; none where it is published itself."""
        return rows_behind(self.reading, self.judgement) if self.judgement.latest else []

    @property
    def unit(self) -> Unit | None:
        """What amounts of the judgement are told in."""
        return amount_unit(self.commitment, self.target)

    @property
    def expected_now(self) -> Fraction | None:
        """What should be there by the day asked for. The judgement's own `expected` is by `judged_at`."""
        return self.expected_by(self.reading.as_of)

    def expected_by(self, day: datetime.date) -> Fraction | None:
        """What should be there by the end of a day: see `expected_of`."""
        return expected_of(self.reading, day)

    def by(self, method: str) -> "Standing":
        """The same shown by another method than the default. Raises AssessmentError for an unknown one."""
        if method == self.judgement.method:
            return self
        judgement = judge(self.reading, rules=current_rules(), method=method)
        return Standing(reading=self.reading, judgement=judgement, recorded=self.recorded)

    @property
    def distance(self) -> float | None:
        """How far from where it should be, as a share above zero where ahead; rounded, to order by."""
        if self.verdict is not None:
            return self.verdict.distance
        return distance_of(terms_of(self.reading), self.judgement)

    @property
    def method_sensitive(self) -> bool:
        """Whether methods disagree on good or bad; told by the default method, whatever method is shown."""
        return self._sensitivities[0]

    @property
    def vintage_sensitive(self) -> bool:
        """Whether another published figure of the period would change the status the default method gives."""
        return self._sensitivities[1]

    @cached_property
    def _sensitivities(self) -> tuple[bool, bool]:
        if self.recorded is not None:
            return self.recorded.method_sensitive, self.recorded.vintage_sensitive
        rules, judgement = current_rules(), self.judgement
        if judgement.method != assessment.DEFAULT_METHOD:
            judgement = judge(self.reading, rules=rules, method=assessment.DEFAULT_METHOD)
        return sensitivities(self.reading, judgement, rules=rules)


def expected_of(reading: Reading, day: datetime.date) -> Fraction | None:
    """What should be there by the end of a day, in base units, whether or not a figure exists.

    On the announced path, else on the straight line; the target itself once it is due or where it is to be
    held. None where no such value can be told. Of the reading it takes target, path and baseline.
    """
    return assessment.expected_by(
        target=target_of(reading.commitment, reading.target, reading.as_of, reading.path),
        baseline=_counted_from(reading),
        day=day,
        rules=current_rules(),
    )


def _counted_from(reading: Reading) -> assessment.Figure | None:
    """The baseline as a figure, if it is one of the very series that is judged."""
    row = reading.baseline
    if row is None or row.value is None or row.series_id != reading.commitment.series_id:
        return None
    return figure_of(row)


def amount_unit(commitment: Commitment, target: Target) -> Unit | None:
    """What amounts of a judgement are told in: the target's unit, where that measures the series.

    A growth is promised in percent and reached in the indicator's own unit, as is what has no number.
    """
    series, own = commitment.series, target.unit
    if series is None:
        return own
    measured = series.indicator.unit
    return own if own is not None and own.dimension == measured.dimension else measured


def standings(
    commitments: Iterable[Commitment], *, as_of: datetime.date | None = None, method: str = "schedule"
) -> list[Standing]:
    """How `commitments` stand, in their order and in a constant number of queries.

    Without `as_of` the stored verdicts are shown; with a day everything is judged as it could have been
    known then, and commitments that had not been announced by then are left out. Another `method` than
    the default is judged on the spot. Raises AssessmentError for an unknown method.
    """
    readings = read(commitments, as_of=as_of or today())
    rules = current_rules()
    return [_standing(reading, rules, method, stored=as_of is None) for reading in readings]


def _standing(reading: Reading, rules: assessment.Rules, method: str, *, stored: bool) -> Standing:
    """By the stored verdict, where there is one and nothing else was asked for; else judged on the spot."""
    recorded = reading.commitment.current_verdict if stored else None
    if recorded is not None and method == assessment.DEFAULT_METHOD:
        judgement = judgement_of(recorded)
        return Standing(reading=reading, judgement=judgement, verdict=recorded, recorded=recorded)
    judgement = judge(reading, rules=rules, method=method)
    return Standing(reading=reading, judgement=judgement, recorded=recorded)


def judgement_of(verdict: Verdict) -> assessment.Judgement:
    """The judgement a stored verdict records, number for number."""
    return assessment.Judgement(
        status=verdict.status,
        method=verdict.method,
        version=verdict.method_version,
        judged_at=verdict.judged_at,
        reasons=tuple(verdict.reasons),
        latest=verdict.latest_id,
        used=tuple(verdict.inputs["observations"]),
        due=verdict.due,
        **assessment.numbers_from_text(verdict.numbers),
    )
