"""The figures of a file are held against those beside them, in the file and in the database."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_document, make_observation, make_series
from tests.ingest.tables import TODAY, staged, staged_rows, store_reference, unit_in_memory
from tracker.ingest import apply_change_set, problems_of, stage
from tracker.ingest.asking import sql
from tracker.ingest.asking.families import Family
from tracker.ingest.asking.figures import Figure, Known
from tracker.models import Indicator

YEARLY = {"2015": "800", "2016": "850", "2017": "910", "2018": "980", "2019": "1050", "2020": "1120"}


def codes(change_set) -> dict[str, list[str]]:
    """What was noticed, by period."""
    return {
        row.period: [problem.code for problem in problems_of(row)]
        for row in staged_rows(change_set)
        if row.problems
    }


def series_of(indicator: str):
    return make_series(Indicator.objects.get(code=indicator))


def rows(**changed: str) -> list[dict[str, str]]:
    return [{"period": period, "value": value} for period, value in (YEARLY | changed).items()]


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestWarnings:
    def test_figures_that_grow_as_ever_raise_no_doubt(self, tmp_path):
        assert codes(staged(tmp_path, *rows())) == {}

    def test_a_slip_within_the_file_is_noticed(self, tmp_path):
        plan = staged(tmp_path, *rows(**{"2021": "1230万"}))

        assert codes(plan) == {"2021": ["unit_slip"]}
        assert (plan.counts["new"], plan.counts["undecided"]) == (6, 1)

    def test_a_slip_against_what_is_stored_is_noticed(self, tmp_path):
        make_observation(series_of("new-firms"), "1120", "2020")

        [row] = staged_rows(staged(tmp_path, {"value": "1230万"}))

        [problem] = problems_of(row)
        assert (problem.code, problem.column, problem.value, problem.row) == (
            "unit_slip",
            "value",
            "1230",
            2,
        )
        assert (row.outcome, row.then, row.warned) == ("undecided", "new", True)

    def test_a_doubt_can_be_accepted(self, tmp_path):
        plan = staged(tmp_path, *rows(**{"2021": "1230万"}), accept_warnings=True)

        assert {row.outcome for row in staged_rows(plan)} == {"new"}
        assert apply_change_set(plan, by=None).counts["new"] == 7

    def test_last_years_row_left_standing_is_noticed(self, tmp_path):
        assert codes(staged(tmp_path, *rows(**{"2021": "1120"}))) == {"2021": ["same_as_before"]}

    def test_an_outlier_is_noticed(self, tmp_path):
        assert codes(staged(tmp_path, *rows(**{"2021": "9990"}))) == {"2021": ["outlier"]}

    def test_a_doubt_stands_beside_what_was_noticed_before(self, tmp_path):
        row = {"period": "2021", "value": "1230万", "source_title": "新公报"}

        assert codes(staged(tmp_path, *rows(), row)) == {"2021": ["new_document", "unit_slip"]}

    def test_what_a_correction_replaces_is_no_neighbour(self, tmp_path):
        apply_change_set(staged(tmp_path, {"value": "1230万"}), by=None)

        plan = staged(tmp_path, {"value": "1230"}, reason="录入错误")

        assert codes(plan) == {"2021": ["correction_needs_reason"]}

    @pytest.mark.parametrize(("state", "found"), [("published", {"2021": ["unit_slip"]}), ("draft", {})])
    def test_only_published_figures_are_neighbours(self, tmp_path, state, found):
        make_observation(series_of("new-firms"), "1120", "2020", state=state)

        assert codes(staged(tmp_path, {"value": "1230万"})) == found

    def test_the_vintage_that_counts_is_the_neighbour(self, tmp_path):
        for value, day in [("1230万", "2022-01-26"), ("1120", "2022-03-01")]:
            document = make_document(published=day)
            make_observation(series_of("new-firms"), value.rstrip("万"), "2020", document=document)

        assert codes(staged(tmp_path, {"value": "1230"})) == {}

    @pytest.mark.parametrize(("growth", "found"), [("5.0", {}), ("40", {"2021": ["growth_contradicted"]})])
    def test_a_growth_is_held_against_its_levels(self, tmp_path, growth, found):
        gdp = Indicator.objects.get(code="gdp")
        Indicator.objects.filter(code="gdp-growth").update(growth_of=gdp, basis="nominal")
        make_observation(series_of("gdp"), "12000", "2020", unit="亿元")
        make_observation(series_of("gdp"), "12600", "2021", unit="亿元")

        assert codes(staged(tmp_path, {"indicator": "gdp-growth", "value": growth})) == found

    @pytest.mark.parametrize(("growth", "found"), [("5.0", {}), ("40", {"2021": ["growth_contradicted"]})])
    def test_a_level_is_held_against_its_growth_wherever_it_stands(self, tmp_path, growth, found):
        gdp = Indicator.objects.get(code="gdp")
        Indicator.objects.filter(code="gdp-growth").update(growth_of=gdp, basis="nominal")
        make_observation(series_of("gdp-growth"), growth, "2021")
        levels = [
            {"indicator": "gdp", "period": period, "value": value}
            for period, value in [("2020", "12000"), ("2021", "12600")]
        ]

        noticed = codes(staged(tmp_path, *levels))

        assert noticed.get("2021", []) == found.get("2021", [])

    def test_no_more_is_added_than_there_is(self, tmp_path):
        Indicator.objects.filter(code="new-firms").update(change_of=Indicator.objects.get(code="firms"))
        make_observation(series_of("firms"), "1000", "2021")

        assert codes(staged(tmp_path, {"value": "1230"})) == {"2021": ["above_total"]}

    def test_a_quote_without_the_number_is_noticed(self, tmp_path):
        plan = staged(
            tmp_path, {"quote": "新增企业1203家"}, {"period": "2019", "value": "980", "quote": "新增980家"}
        )

        assert codes(plan) == {"2021": ["quote_without_number"]}


class TestChoosing(TestCase):
    """The series that the database passes over hold nothing doubtful."""

    @classmethod
    def setUpTestData(cls) -> None:
        store_reference()

    @settings(max_examples=25)
    @given(
        indicator=st.sampled_from(["new-firms", "firms", "gdp-growth"]),
        figures=st.lists(
            st.tuples(
                st.sampled_from(["2017", "2018", "2019", "2020", "2020-H1", "2019-H1"]),
                st.sampled_from(["100", "101", "101.5", "150", "199", "201", "0", "-3", "1000000", "2"]),
            ),
            min_size=1,
            max_size=6,
            unique_by=lambda figure: figure[0],
        ),
        stored=st.integers(0, 3),
    )
    def test_choosing_loses_no_doubt(self, indicator, figures, stored):
        for period, value in figures[:stored]:
            make_observation(series_of(indicator), value, period)
        rows = [
            {"indicator": indicator, "period": period, "value": value} for period, value in figures[stored:]
        ] or [{"indicator": indicator, "period": "2016", "value": "100"}]
        with TemporaryDirectory() as folder:
            plan = staged(Path(folder), *rows)
            chosen = codes(plan)
            with patch.object(sql, "make_suspects", everything):
                assert codes(stage(plan, today=TODAY)) == chosen


def everything(vendor: str) -> str:
    """Choose every place and family."""
    return """
    CREATE TEMPORARY TABLE staged_suspect AS
    SELECT DISTINCT r.jurisdiction_id, f.family
    FROM tracker_stagedrow r JOIN staged_family f ON f.indicator_id = r.indicator_id
    WHERE r.change_set_id = %(set)s
    """


UNIT = unit_in_memory(1, "家")
PERCENT = unit_in_memory(2, "%")
VALUES = [
    "1",
    "2",
    "3",
    "5",
    "8",
    "10",
    "100",
    "0.1",
    "0",
    "-5",
    "10000",
    "300000000",
    "12.5",
    "1250",
    "7.4",
    "0.074",
]
FIGURES = st.lists(
    st.tuples(st.integers(1980, 2021), st.sampled_from(VALUES), st.booleans()), min_size=1, max_size=14
)


@pytest.mark.parametrize("kind", ["flow", "stock", "ratio", "rate", "rank"])
@given(found=FIGURES)
def test_whoever_is_passed_over_raises_no_doubt(kind, found):
    """Asked exactly, the figures that the quick comparison passes over are not doubtful either."""
    unit = PERCENT if kind == "rate" else UNIT
    indicator = Indicator(pk=1, code="x", kind=kind, form="level", unit=unit)
    known = Known({1: indicator}, {1: UNIT, 2: PERCENT})
    figures = [
        Figure(
            1,
            1,
            1,
            f"{year}-12-31" if kind == "stock" else f"{year}-01-01",
            f"{year}-12-31",
            "2022-01-01",
            value,
            unit.pk,
            value,
            "exact",
            place if ours else -place,
        )
        for place, (year, value, ours) in enumerate(found, start=1)
    ]
    ours = [figure for figure in figures if figure.number > 0]
    family = Family(known, ours, [figure for figure in figures if figure.number < 0])

    quick = [(row.number, found) for row, found in family.doubts()]
    family._ordinary = set

    assert quick == [(row.number, found) for row, found in family.doubts()]
