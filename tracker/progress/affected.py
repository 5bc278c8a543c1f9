"""Which commitments hang on a series: those whose verdict can change when one of its figures does."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from tracker.models import Commitment, Target

from .prepared import Among, Given, Prepared

_SERIES = Given("series")


def affected_by(series_ids: Iterable[int]) -> QuerySet[Commitment]:
    """Published commitments whose verdict can change when figures of these series do, however many they are.

    Those about the series or one tied to it, in step with it, or counted from one of its figures. Asks for
    their numbers at once.
    """
    numbers = [number for (number,) in _AFFECTED.rows(series=set(series_ids))]
    return Commitment.objects.published().filter(Among("pk", numbers))


def _affected() -> QuerySet:
    about = Commitment.objects.filter(Among("series_id", _SERIES)).order_by().values_list("pk")
    targets = Target.objects.published().order_by().values_list("commitment_id")
    in_step = targets.filter(Among("reference_id", _SERIES))
    counted = targets.filter(Among("baseline__series_id", _SERIES))
    return about.union(in_step, counted, *map(_about_tied, ("change_of", "growth_of", "changes")))


def _about_tied(tie: str) -> QuerySet:
    """Commitments about a series a figure of which may be worked out from one of these, of the same place.

    Whether the tie allows it is left to reading: who is judged anew without need keeps the verdict.
    """
    other = f"series__indicator__{tie}__series"
    same_place = {f"{other}__jurisdiction_id": F("series__jurisdiction_id")}
    return Commitment.objects.filter(Among(other, _SERIES), **same_place).order_by().values_list("pk")


_AFFECTED = Prepared(_affected)
