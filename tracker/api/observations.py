"""Published figures with all their vintages."""

import datetime

from django.db.models import QuerySet

from tracker.models import Observation
from tracker.reports.keyset import SortKey

from . import bodies, shapes
from .base import PublicList
from .filters import ObservationFilters
from .parameters import AS_OF

_PERIOD = SortKey(path="period_end", kind=datetime.date, descending=True)
_SERIES = SortKey(path="series__code", kind=str)


class Observations(PublicList):
    """Published figures, every vintage; `counts` marks the one that counts for its series and period."""

    tag = "observations"
    summary = "Published figures and their vintages"
    shape = shapes.Observation
    parameters = (AS_OF,)
    filterset_class = ObservationFilters
    queryset = Observation.objects.none()
    file_name = "observations"
    orderings = {
        "series": (_SERIES, _PERIOD),
        "period": (_PERIOD.turned(), _SERIES),
        "published_on": (SortKey(path="published_on", kind=datetime.date),),
        "known_from": (SortKey(path="known_from", kind=datetime.date),),
    }

    def get_queryset(self) -> QuerySet:
        """What had been published by the day, with what its bodies show."""
        return Observation.objects.known(self.day).for_display()

    def bodies(self, rows: list[Observation]) -> list[bodies.Body]:
        """Each figure, and whether it counts."""
        # Whole series and periods, so that every vintage has its rivals beside it.
        rivals = Observation.objects.filter(
            series__in={row.series_id for row in rows}, period_end__in={row.period_end for row in rows}
        )
        counting = set(rivals.counting(self.day).values_list("pk", flat=True))
        return [bodies.observation(row, counts=row.pk in counting) for row in rows]
