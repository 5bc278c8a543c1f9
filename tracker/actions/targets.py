"""Pin the baseline of a target."""

from django.db import transaction
from django.utils.functional import lazystr

from tracker.authority import CHANGE, require
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, Observation, Target, User, Verb
from tracker.models.snapshots import differences, snapshot
from tracker.progress import refresh_shown


@transaction.atomic
def pin_baseline(*, target: Target, observation: Observation, by: User | None) -> None:
    """Make `observation` the one figure the target's change is counted from, and refresh its verdict.

    It may belong to another series only if that is the level the target's indicator is a growth or change
    of. Raises ActionError: `baseline_of_other_series`, `baseline_not_before_due`, `baseline_without_value`
    (missing or withdrawn), `no_right`, `outside_remit`.
    """
    require(by, CHANGE, target)
    check_baseline(target, observation)
    before = snapshot(target)
    target.baseline = observation
    target.save(update_fields=["baseline"])
    AuditEntry.objects.record(Verb.CHANGED, target, by=by, changes=differences(before, snapshot(target)))
    refresh_shown(Commitment.objects.filter(pk=target.commitment_id))


def check_baseline(target: Target, observation: Observation) -> None:
    """Raise what `pin_baseline` would for a figure the target's change cannot be counted from."""
    code = target.commitment.code
    if not baseline_belongs(target.commitment, observation):
        raise ActionError(
            "baseline_of_other_series", {"commitment": code, "observation": lazystr(observation)}
        )
    if observation.period_end >= target.due:
        raise ActionError("baseline_not_before_due", {"commitment": code})
    if observation.value is None or observation.withdrawn_at is not None:
        raise ActionError("baseline_without_value", {"observation": lazystr(observation)})


def baseline_belongs(commitment: Commitment, observation: Observation) -> bool:
    """Whether a change of the commitment's series can be counted from `observation`."""
    own = commitment.series
    if own is None:
        return False
    level = own.indicator.growth_of_id or own.indicator.change_of_id
    same_place = observation.series.jurisdiction_id == own.jurisdiction_id
    return observation.series_id == own.pk or (same_place and observation.series.indicator_id == level)
