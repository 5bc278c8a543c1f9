"""Which commitments hang on a series: those whose verdict can change when one of its figures does."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from tracker.models import Commitment, Series, Target

from ..prepared import Among, Given, Prepared

_SERIES = Given("series")


def affected_by(series_ids: Iterable[int], *, beside: Collection[int] = ()) -> QuerySet[Commitment]:
    """Published commitments whose verdict can change when figures of these series do, however many they are.

    Those about the series or one tied to it, in step with it, or counted from one of its figures; left out
    are those of the numbers `beside` which they are asked for. Asks for their numbers at once.
    """
    series = set(series_ids)
    hanging = _HANGING.rows(about=series | _tied_to(series), series=series)
    numbers = [number for (number,) in hanging if number not in beside]
    return Commitment.objects.published().filter(Among("pk", numbers))


def _tied_to(series: set[int]) -> set[int]:
    """Series a figure of which may be worked out from one of these: of a tied indicator, in the same places.

    Whether the tie allows it is left to reading: who is judged anew without need keeps the verdict.
    """
    own = _OWN.rows(series=series)
    tied = _TIED.rows(
        places={place for place, _indicator, _level in own},
        indicators={indicator for _place, indicator, _level in own},
        levels={level for _place, _indicator, level in own} - {None},
    )
    return {number for (number,) in tied}


def _in_places(tied: Among) -> QuerySet:
    rows = Series.objects.filter(tied, Among("jurisdiction_id", Given("places")))
    return rows.order_by().values_list("pk")


def _hanging() -> QuerySet:
    about = Commitment.objects.filter(Among("series_id", Given("about"))).order_by().values_list("pk")
    targets = Target.objects.published().order_by().values_list("commitment_id")
    in_step = targets.filter(Among("reference_id", _SERIES))
    counted = targets.filter(Among("baseline__series_id", _SERIES))
    return about.union(in_step, counted)


_OWN = Prepared(
    lambda: (
        Series.objects.filter(Among("pk", _SERIES))
        .order_by()
        .values_list("jurisdiction_id", "indicator_id", "indicator__change_of_id")
    )
)
# Questions apart, because no index answers an “or” between two tables.
_TIED = Prepared(
    lambda: _in_places(Among("indicator_id", Given("levels"))).union(
        _in_places(Among("indicator__change_of_id", Given("indicators"))),
        _in_places(Among("indicator__growth_of_id", Given("indicators"))),
    )
)
_HANGING = Prepared(_hanging)
