"""Keeps stored verdicts up to date: reads, judges, and stores a new record where something changed."""

import datetime
from array import array
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker import assessment
from tracker.models import ChangeSet, Commitment, ReviewState, RuleSet, Verdict

from ..clock import today
from ..counts.filing import file_anew, put_together
from ..known.lean import LeanReader, public_commitments
from ..known.rules import current_rule_set
from ..prepared import Prepared
from .changes import Span, Step, changes, recalled
from .recording import current_verdicts, differs, sha256_of, verdicts_of
from .storing import store

BATCH = 500
#: Rows of differences in counts after which they are put together.
MOST_DIFFERENCES = 50_000

LOCKED = Prepared(lambda: public_commitments().select_for_update(no_key=True, of=("self",)))


def refresh(
    commitments: QuerySet[Commitment] | None = None,
    *,
    as_of: datetime.date | None = None,
    change_set: ChangeSet | None = None,
) -> int:
    """Judge published `commitments` (default: all) as of a day (default: today) and store what changed.

    Returns how many new verdicts were stored. Runs in the transaction of its caller, so that figures and the
    verdicts that rest on them appear together; without one, batch by batch, each whole. What searches and
    counts look at follows, also of those that are public no more.
    """
    queryset = Commitment.objects.all() if commitments is None else commitments
    public = Q(state=ReviewState.PUBLISHED, plan__state=ReviewState.PUBLISHED)
    asked = queryset.filter(public | Q(filed__counted__gt=""))
    # Numbers alone, eight bytes each: a million commitments may be gone through while others change them.
    numbers = array("q", asked.order_by("pk").values_list("pk", flat=True))
    refresher = _Refresher(as_of or today(), change_set)
    stored = sum(refresher.refresh(batch) for batch in _batches(numbers))
    if len(numbers) > BATCH:
        put_together()
    return stored


def _batches(numbers: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield list(numbers[start : start + BATCH])


class _Refresher:
    """Takes batches of commitments from reading to storing."""

    def __init__(self, day: datetime.date, change_set: ChangeSet | None) -> None:
        self._reader = LeanReader(day)
        self._rule_set: RuleSet = current_rule_set()
        self._rules = assessment.Rules.from_json(self._rule_set.rules)
        self._change_set = change_set
        self._differences = 0

    def refresh(self, numbers: list[int]) -> int:
        """Judge these commitments and store what changed; how many did.

        They are locked before they are read: of two who bring in figures for one commitment at once, the
        second judges it with the figures of both.
        """
        with transaction.atomic(savepoint=False):
            readings = self._reader.read(LOCKED.rows(numbers=numbers))
            current = current_verdicts(reading.commitment.current_verdict_id for reading in readings)
            steps = [Step(current.get(each.commitment.current_verdict_id), each) for each in readings]
            stored = store(self._changed(steps, recalled(steps)))
            self._differences += file_anew(numbers, readings)
        if self._differences > MOST_DIFFERENCES:
            put_together()
            self._differences = 0
        return stored

    def _changed(self, steps: list[Step], withdrawn: dict[int, Span]) -> Iterator[Verdict]:
        """The verdicts that say something else than the current ones, each as soon as it is made."""
        readings = [step.reading for step in steps]
        verdicts = verdicts_of(readings, self._rules, self._rule_set, self._change_set)
        for step, new in zip(steps, verdicts, strict=True):
            if differs(new, step.old):
                new.changes = changes(step, new, withdrawn)
                new.sha256 = sha256_of(new, commitment=step.reading.commitment, rule_set=self._rule_set)
                yield new
