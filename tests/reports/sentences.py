"""A commitment of every status and form, to have its verdict told in words."""

import datetime

from tests import factories
from tests.reports.standing import rate
from tracker.models import Commitment

LATE = "2022-06-30"


def english() -> None:
    """Units whose English names the sentences use."""
    for symbol, name in (("家", "firms"), ("微克/立方米", "µg/m³")):
        unit = factories.make_unit(symbol)
        unit.name_en = name
        unit.save()


def firms(target="3000", *, actual="", year="2023", baseline="2000", due="2025", kind="stock", **fields):
    """Firms to become `target` by the end of `due` from a baseline at the end of 2020."""
    english()
    named = {"name": "企业", "name_en": "Firms", "direction": fields.pop("direction", "up")}
    series = factories.make_series(kind=kind, unit=fields.pop("unit", "家"), **named)
    start = None
    if baseline:
        start = factories.make_observation(series, baseline, "2020", published="2021-01-10")
    aim = {"period": due, "value": target, "baseline": start, **fields}
    commitment = factories.make_commitment(series=series, target=aim)
    if actual:
        published = f"{int(year) + 1}-01-20"
        factories.make_observation(series, actual, year, published=published)
    return commitment


def additions(target="1000", *, actual="", period="2021", **fields) -> Commitment:
    """Firms to be added within 2021."""
    english()
    series = factories.make_series(kind="flow", unit="家")
    commitment = factories.make_commitment(series=series, target={"value": target, **fields})
    if actual:
        published = "2022-01-20" if period == "2021" else "2021-11-20"
        factories.make_observation(series, actual, period, published=published)
    return commitment


def milestone(value="") -> Commitment:
    """Something to be done in 2021."""
    series = factories.make_series(kind="milestone", unit="项")
    commitment = factories.make_commitment(series=series, target={"form": "milestone", "wording": "none"})
    if value:
        factories.make_observation(series, value, published="2021-10-01")
    return commitment


def rank(actual, *, counted_from="top") -> Commitment:
    """The first twenty, or out of the last twenty."""
    top = counted_from == "top"
    series = factories.make_series(
        kind="rank", unit="位", counted_from=counted_from, direction="down" if top else "up"
    )
    aim = {"value": "20", "comparator": "at_most" if top else "more_than"}
    commitment = factories.make_commitment(series=series, target=aim)
    factories.make_observation(series, actual, "2021", published="2021-12-31")
    return commitment


def in_step(actual="6.2") -> Commitment:
    """Income in step with growth."""
    gdp = rate(actual="4.7")
    series = factories.make_series(kind="rate", unit="%")
    aim = {"form": "reference", "wording": "in_step", "reference": gdp.series}
    commitment = factories.make_commitment(series=series, target=aim)
    factories.make_observation(series, actual, published=LATE)
    return commitment


def withdrawn() -> Commitment:
    """Given up in 2022."""
    return rate(withdrawn_on=datetime.date(2022, 3, 1), withdrawn_reason="并入新规划")


def fine_dust(actual, **fields) -> Commitment:
    """A ratio to fall from 45 to 35."""
    return firms("35", actual=actual, baseline="45", kind="ratio", unit="微克/立方米", direction="down",
                 comparator="at_most", wording="at_most", **fields)  # fmt: skip


def ceiling(actual) -> Commitment:
    """At most 4.3 % out of work."""
    commitment = rate(target={"value": "4.3", "comparator": "at_most", "wording": "at_most"})
    factories.make_observation(commitment.series, actual, "2021", published="2021-12-31")
    return commitment
