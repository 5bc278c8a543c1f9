"""Comparing by sets says of every row what comparing it with each other row would say."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_document, make_observation, make_series
from tests.ingest.comparing.oracle import endings
from tests.ingest.tables import TODAY, staged, staged_rows, store_reference, table_of
from tracker.ingest import stage
from tracker.ingest.checking.checker import Checker
from tracker.ingest.checking.known import Known
from tracker.ingest.comparing.places import world_now
from tracker.models import Document, Indicator, Observation
from tracker.quantities import parse_period

PERIODS = ["2020", "2021", "..2020", "2020-01..12", "2020-12-31"]
ROWS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["new-firms", "firms"]),
        "period": st.sampled_from(PERIODS),
        "value": st.sampled_from(["1", "1.0", "2", "约1", "—", "", "0.0001万", "很多"]),
        "source_title": st.sampled_from(["统计公报", "年鉴", "新公报"]),
        "published_on": st.sampled_from(["", "", "2022-04-18", "2022-11", "2022-11-01"]),
        "obs_status": st.sampled_from(["", "", "final", "预计"]),
        "quote": st.sampled_from(["", "", "新增1家"]),
    }
)
STORED = st.tuples(
    st.sampled_from(["new-firms", "firms"]),
    st.sampled_from(PERIODS),
    st.sampled_from(["1", "2", None]),
    st.sampled_from(["bulletin", "yearbook"]),
    st.sampled_from(["", "新增1家"]),
)


class TestAgainstTheObviousWay(TestCase):
    """Whatever is stored and whatever stands in the file."""

    @classmethod
    def setUpTestData(cls) -> None:
        store_reference()
        make_document("yearbook", "2022-11-01", title="年鉴", publisher="郑州市统计局")

    @settings(max_examples=40)
    @given(stored=st.lists(STORED, max_size=4), rows=st.lists(ROWS, min_size=1, max_size=8))
    def test_every_row_ends_alike(self, stored, rows):
        for indicator, period, value, document, quote in stored:
            self.store(indicator, period, value, document, quote)
        with TemporaryDirectory() as folder:
            table = table_of(Path(folder), *rows)
            checker = Checker(Known.load(), table, today=TODAY)
            expected = endings([checker.check(raw) for raw in table.rows], self.standing())

            found = staged_rows(staged(Path(folder), *rows))

        assert [(row.then, row.stored_id, row.before_said) for row in found] == expected

    @staticmethod
    def standing() -> list[Observation]:
        return list(Observation.objects.standing().select_related("series", "unit").order_by("pk"))

    @staticmethod
    def store(indicator: str, period: str, value: str | None, document: str, quote: str) -> None:
        series = make_series(Indicator.objects.get(code=indicator))
        span = parse_period(period)
        there = Observation.objects.filter(series=series, document__code=document, period_end=span.end)
        if indicator == "firms" and there.exists():
            return  # of a stock, several of the periods are one instant
        if there.filter(period_start=span.start).exists():
            return
        missing = {"missing_reason": "—", "written": ""} if value is None else {}
        cited = Document.objects.get(code=document)
        make_observation(series, value, period, document=cited, quote=quote, **missing)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
class TestWorld:
    def test_what_was_compared_is_what_is_stored_as_long_as_nothing_changes(self, tmp_path):
        self.store("2021")
        plan = staged(tmp_path, {"value": "1"}, {"period": "2020"})

        assert plan.world["figures"] == 1
        assert world_now(plan) == plan.world

    @pytest.mark.parametrize(("period", "same"), [("2021", False), ("2020", True)])
    def test_a_figure_of_its_places_stored_meanwhile_is_noticed(self, tmp_path, period, same):
        plan = staged(tmp_path, {})

        self.store(period)

        assert (world_now(plan) == plan.world) is same

    def test_a_figure_withdrawn_meanwhile_is_noticed(self, tmp_path):
        row = self.store("2021")
        plan = staged(tmp_path, {})

        Observation.objects.update(withdrawn_at=row.recorded_at, withdrawn_reason="错行")

        assert world_now(plan) != plan.world

    def test_checking_again_compares_with_what_is_stored_then(self, tmp_path):
        plan = staged(tmp_path, {"value": "5"})
        self.store("2021")

        stage(plan, today=TODAY)

        assert [row.then for row in staged_rows(plan)] == ["correction"]

    @staticmethod
    def store(period: str) -> Observation:
        series = make_series(Indicator.objects.get(code="new-firms"))
        return make_observation(series, "1230", period, document=Document.objects.get(code="bulletin"))
