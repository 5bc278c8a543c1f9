"""Single rows end as a file of one row would: the staged import is the oracle."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_document, make_observation, make_series
from tests.ingest.tables import ROW, TODAY, staged, staged_rows, store_reference
from tracker.actions.observations import correct_observation, record_observation
from tracker.ingest import problems_of, try_rows
from tracker.models import Document, Indicator, Jurisdiction, Observation

CITED = {**ROW, "source_title": "bulletin"}


def tried(**changed: str):
    [row] = try_rows([{**CITED, **changed}], today=TODAY)
    return row


def series_of(indicator: str = "new-firms"):
    return make_series(Indicator.objects.get(code=indicator), Jurisdiction.objects.get(code="410100"))


def stored(value: str = "1230", period: str = "2021", indicator: str = "new-firms", **fields):
    document = fields.pop("document", None) or Document.objects.get(code="bulletin")
    return make_observation(series_of(indicator), value, period, document=document, **fields)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestOutcomes:
    def test_a_first_figure_is_new(self):
        row = tried(value="1,230")
        assert (row.then, row.problems) == ("new", [])
        assert row.fields() == {
            "period": "2021",
            "value": "1,230",
            "missing_reason": "",
            "unit": row.entry.figure.unit,
            "qualifier": "exact",
            "obs_status": "final",
            "figure": "",
            "figure_start": None,
        }

    def test_the_same_again_is_unchanged(self):
        figure = stored()
        assert (tried().then, tried().stored) == ("unchanged", figure.pk)

    def test_a_draft_counts_as_stored(self):
        assert stored(state="draft").pk == tried().stored

    def test_another_document_revises(self):
        stored("1200", document=make_document("flash", "2022-01-20"))
        assert tried().then == "revised"

    def test_another_value_of_the_same_document_corrects_it_and_says_what_changes(self):
        figure = stored("1200", quote="新增1200家", note="快报")
        row = tried(value="约1230", quote="新增约1230家")
        assert (row.then, row.stored) == ("correction", figure.pk)
        assert [problem.code for problem in row.problems] == ["correction_needs_reason"]
        assert row.changes == {
            "value": "1230",
            "qualifier": "about",
            "quote": "新增约1230家",
            "figure": "1230",
            "figure_start": None,
        }

    def test_another_note_alone_changes_the_note_alone(self):
        stored(quote="新增1230家", figure="1230")
        assert tried(note="快报数").changes == {"note": "快报数"}

    def test_a_value_that_turns_out_missing(self):
        stored("1200")
        changes = tried(value="—", note="未公布").changes
        assert (changes["value"], changes["missing_reason"], changes["note"]) == ("", "未公布", "未公布")

    def test_an_empty_value_claims_nothing(self):
        assert tried(value=" ").then == "skipped"

    def test_what_cannot_be_read_is_invalid_and_says_why(self):
        row = tried(value="很多", published_on="昨天")
        assert row.then == "invalid"
        assert [problem.code for problem in row.problems] == ["not_a_number", "not_a_date"]

    def test_a_doubt_is_a_warning(self):
        stored("1120", "2020", document=make_document("old", "2021-04-01"))
        assert [problem.code for problem in tried(value="1230万").warnings] == ["unit_slip"]

    def test_a_corrected_figure_is_no_neighbour_of_its_own_correction(self):
        stored("12300000")
        assert tried().warnings == []

    def test_rows_are_tried_in_constant_queries(self, django_assert_num_queries):
        stored("1120", "2020", document=make_document("old", "2021-04-01"))
        rows = [{**CITED, "indicator": name} for name in ("new-firms", "firms", "jobs", "gdp")]
        with django_assert_num_queries(8):
            try_rows(rows, today=TODAY)
        with django_assert_num_queries(8):
            try_rows(rows[:1], today=TODAY)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestWhatActionsMakeOfIt:
    @pytest.mark.parametrize("value", ["1,230", "约4.65万", "-3.7", "２２０", "0", "超过12300家", "—"])
    def test_a_tried_row_is_recorded_as_it_was_read(self, value):
        row = tried(value=value, quote=f"新增{value}", published_on="2022-04")
        figure = record_observation(
            series=series_of(), document=Document.objects.get(), by=None, published="2022-04", **row.fields()
        )
        figure.refresh_from_db()
        read = row.entry.figure
        expected = (read.value, read.unit, read.qualifier) if read else (None, figure.unit, "exact")
        assert (figure.value, figure.unit, figure.qualifier) == expected
        assert figure.published == "2022-04"
        assert tried(value=value, quote=f"新增{value}", published_on="2022-04").then == "unchanged"

    def test_a_correction_makes_the_row_unchanged(self):
        figure = stored("1200", quote="新增1200家", obs_status="provisional")
        row = tried(value="12.3万", quote="新增12.3万家")
        right = correct_observation(observation=figure, by=None, reason="typed wrongly", **row.changes)
        assert (right.value, right.unit.symbol, right.figure) == (Decimal("12.3"), "万家", "12.3")
        assert right.obs_status == "provisional"
        assert tried(value="12.3万", quote="新增12.3万家").then == "unchanged"


VALUES = [
    "1230",
    "1,230",
    "1230万",
    "0.123",
    "约1230家",
    "超过1200",
    "-3.7",
    "下降3.7",
    "—",
    "",
    "很多",
    "0",
    "12%",
]
CELLS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(
            ["new-firms", "firms", "gdp", "gdp-growth", "firms-change", "dust-fall"]
        ),
        "period": st.sampled_from(["2020", "2021", "2021-H1", "..2021", "2030", "去年"]),
        "value": st.sampled_from(VALUES),
        "unit": st.sampled_from(["", "家", "万家", "亿元", "%"]),
        "qualifier": st.sampled_from(["", "about", "至少"]),
        "obs_status": st.sampled_from(["", "初步", "final", "maybe"]),
        "published_on": st.sampled_from(["", "2022-05", "2019", "2030-01-01", "x"]),
        "source_title": st.sampled_from(["bulletin", "later"]),
        "quote": st.sampled_from(["", "新增1230家", "新增若干"]),
        "note": st.sampled_from(["", "快报数", "x" * 2001]),
    }
)
STORED = st.lists(
    st.tuples(
        st.sampled_from(["new-firms", "firms", "gdp", "gdp-growth", "firms-change"]),
        st.sampled_from(["2019", "2020", "2021", "2021-H1"]),
        st.sampled_from(["1230", "1200", "12691", "3.7"]),
        st.sampled_from(["bulletin", "later"]),
        st.sampled_from(["published", "draft"]),
    ),
    max_size=6,
    unique_by=lambda row: (row[0], row[1], row[3]),
)


class TestAgainstAFile(TestCase):
    """`hypothesis` runs each example in a transaction of its own."""

    @settings(max_examples=60)
    @given(cells=CELLS, figures=STORED)
    def test_a_row_ends_as_the_only_row_of_a_file(self, cells, figures):
        store_reference()
        make_document("later", "2022-09-01", title="later")
        for indicator, period, value, document, state in figures:
            stored(value, period, indicator, document=Document.objects.get(code=document), state=state)

        row = tried(**cells)

        with TemporaryDirectory() as folder:
            [oracle] = staged_rows(staged(Path(folder), {**CITED, **cells}))
        noticed = [(problem.code, problem.params) for problem in problems_of(oracle)]
        assert [(problem.code, problem.params) for problem in row.problems] == noticed
        assert (row.then, row.stored) == (oracle.then, oracle.stored_id)
        assert bool(row.warnings) == oracle.warned
        assert Observation.objects.count() == len(figures)
