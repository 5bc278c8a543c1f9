"""Commitments as tests of the reports need them, judged and standing."""

import datetime
from typing import Any

from tests import factories
from tracker.models import Commitment
from tracker.progress import Standing, refresh, standings

AS_OF = datetime.date(2023, 6, 30)


def stand(commitment: Commitment, as_of: datetime.date | None = AS_OF, *, stored: bool = False) -> Standing:
    """How `commitment` stands on a day, judged on the spot, or by its stored verdict."""
    if stored:
        refresh()
        as_of = None
    return standings(Commitment.objects.for_list().filter(pk=commitment.pk), as_of=as_of)[0]


def rate(*, target: dict[str, Any] | None = None, actual: str = "", **fields: Any) -> Commitment:
    """A growth rate promised for 2021 (7.5 % or more), with its result where `actual` is given."""
    series = factories.make_series(kind="rate", unit="%", name="地区生产总值增速", name_en="GDP growth")
    aim = {"value": "7.5", "wording": "at_least", **(target or {})}
    commitment = factories.make_commitment(series=series, target=aim, **fields)
    if actual:
        factories.make_observation(series, actual)
    return commitment


def stock(*, baseline: str = "3.1", actual: str = "3.5", due: str = "2025", **fields: Any) -> Commitment:
    """Firms to reach 4万 by the end of `due` from a pinned baseline of 2020, with a figure of end 2022."""
    series = factories.make_series(kind="stock", unit="万家", name="上云企业", name_en="Firms in the cloud")
    start = factories.make_observation(series, baseline, "2020", published="2021-01-01")
    aim = {"period": due, "value": "4", "wording": "at_least", "baseline": start, **fields}
    commitment = factories.make_commitment(series=series, target=aim)
    if actual:
        factories.make_observation(series, actual, "2022", published="2023-01-20")
    return commitment
