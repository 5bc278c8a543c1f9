"""The doubts the rules of sanity have about the demo's own figures: few, and each of them just."""

from collections import defaultdict

import pytest

from tracker.assessment.derivations import may_derive
from tracker.ingest.asking.points import Point
from tracker.ingest.asking.relations import growths_about, wholes_about
from tracker.ingest.asking.sanity import doubts, is_unremarkable
from tracker.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: Series, period and digits; why the doubt is just.
JUST = {
    # 2 900 after 2 048 is 41.6 %: the two come from different documents, of which one says 40 %.
    ("410100.hightech-firms-growth", "2020", "40", "growth_contradicted"),
    # The level a year before was revised: the published rates are on the revised one.
    ("410100.retail-sales-growth", "2023", "7.7", "growth_contradicted"),
    ("410100.retail-sales-growth", "2022", "-3.3", "growth_contradicted"),
}


def point_of(row: Observation) -> Point:
    unit = row.unit
    base = unit.to_base(row.value)
    return Point(row.period_start, row.period_end, base, row.written, row.qualifier, unit.symbol, unit.factor)


def figures():
    rows = Observation.objects.published().filter(value__isnull=False)
    grouped = defaultdict(list)
    for row in rows.select_related("series__indicator__growth_of", "series__indicator__change_of", "unit"):
        grouped[row.series.indicator_id, row.series.jurisdiction_id].append(row)
    return grouped


def doubted():
    """Series, period, digits and code of every doubt about a published figure, held against all others."""
    known = figures()
    for rows in known.values():
        for row in rows:
            own = point_of(row)
            history = [point_of(other) for other in rows if other is not row]
            found = doubts(
                kind=row.series.indicator.kind,
                form=row.series.indicator.form,
                point=own,
                history=history,
                quote=row.quote,
                derivation=row.derivation,
                **related(row, own, rows, known),
            )
            yield row, history, {doubt.code for doubt in found}


def related(row, own, rows, known):
    indicator, place = row.series.indicator, row.series.jurisdiction_id
    level, growths, wholes = indicator.growth_of, [], []
    if level and may_derive("growth_of", indicator.basis, level.basis):
        levels = [point_of(other) for other in known[level.pk, place]] if (level.pk, place) in known else []
        growths = growths_about(own, rates=[own], levels=levels)
    if (indicator.change_of_id, place) in known:
        levels = [point_of(other) for other in known[indicator.change_of_id, place]]
        wholes = wholes_about(own, changes=[own], levels=levels)
    return {"growths": growths, "wholes": wholes}


def test_nothing_is_doubted_but_what_deserves_it():
    found = {
        (row.series.code, row.period, row.written, code)
        for row, _history, codes in doubted()
        for code in codes
    }
    assert found == JUST


def test_most_figures_can_be_passed_over_unread():
    unremarkable = [
        is_unremarkable(row.series.indicator.kind, point_of(row).base, [other.base for other in history])
        for row, history, _codes in doubted()
    ]
    assert sum(unremarkable) > len(unremarkable) / 2
