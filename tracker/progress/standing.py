"""How commitments stand on a day: what was known, and the judgement of it, stored or made on the spot."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from tracker import assessment
from tracker.models import Commitment, Observation, Target, Verdict

from .clock import today
from .reading import Reading, read
from .rules import current_rules
from .terms import judge, shown_row


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A commitment on a day, with everything a door shows of it.

    `verdict` is the stored one, where the judgement comes from it (no past day, no other method asked for).
    """

    reading: Reading
    judgement: assessment.Judgement
    verdict: Verdict | None = None

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


def standings(
    commitments: Iterable[Commitment], *, as_of: datetime.date | None = None, method: str = "schedule"
) -> list[Standing]:
    """How `commitments` stand, in their order and in a constant number of queries.

    Without `as_of` the stored verdicts are shown; with a day everything is judged as it could have been
    known then, and commitments that had not been announced by then are left out. Another `method` than
    the default is judged on the spot. Raises AssessmentError for an unknown method.
    """
    readings = read(commitments, as_of=as_of or today())
    stored = as_of is None and method == assessment.DEFAULT_METHOD
    rules = current_rules()
    return [
        _stored(reading)
        if stored and reading.commitment.current_verdict_id
        else _judged(reading, rules, method)
        for reading in readings
    ]


def _stored(reading: Reading) -> Standing:
    verdict = reading.commitment.current_verdict
    return Standing(reading=reading, judgement=judgement_of(verdict), verdict=verdict)


def _judged(reading: Reading, rules: assessment.Rules, method: str) -> Standing:
    return Standing(reading=reading, judgement=judge(reading, rules=rules, method=method))


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
