"""Staged rows in words."""

import pytest
from django.utils import translation

from tests.factories import make_observation
from tests.importing import csv_bytes, row, store_known
from tracker.ingest import open_change_set, stage
from tracker.models import Series
from tracker.reports.staged import RELATED, shown_rows, warnings_by_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def staged(tmp_path):
    """Stages a table of these rows."""
    store_known()

    def made(*rows):
        path = tmp_path / "2021.csv"
        path.write_bytes(csv_bytes(*rows))
        return stage(open_change_set(file=path, by=None, door="command"))

    return made


def shown(found):
    rows = found.staged_rows.select_related(*RELATED).order_by("position")
    with translation.override("en"):
        return shown_rows(found, rows)


def paper(year):
    return row("5", year, source_title="晚报", source_publisher="晚报社", quote="达到5家")


def test_a_row_says_what_it_would_store(staged):
    (found,) = shown(staged(row()))

    assert (found.outcome, found.indicator, found.figure, found.old) == ("new", "New firms", "1230 家", "")
    assert (found.source, found.published, found.is_new_document) == ("统计公报", "April 18, 2022", False)


def test_a_revised_row_tells_the_figure_before(staged):
    make_observation(Series.objects.get(), "1000", published="2022-01-01")

    (found,) = shown(staged(row()))

    assert (found.outcome, found.old, found.figure) == ("revised", "1000 家", "1230 家")


def test_a_row_that_cannot_be_read_has_its_problems_alone(staged):
    (found,) = shown(staged(row("1.2.3")))

    assert (found.indicator, found.figure) == ("", "")
    assert [problem.code for problem in found.problems] == ["not_a_number"]
    assert found.problems[0].row is None


def test_a_proposed_document_is_marked(staged):
    (found,) = shown(staged(paper("2018")))

    assert (found.source, found.is_new_document) == ("晚报", True)


def test_warnings_are_counted_by_kind_with_an_example(staged):
    found = staged(paper("2017"), paper("2019"), row("7", "2016", quote="有所增加"))

    with translation.override("en"):
        counted = {text.split(": ", 1)[1].split(".")[0]: number for number, text in warnings_by_kind(found)}

    assert counted["this document is not known yet and would be added"] == 2
    assert sorted(counted.values()) == [1, 2]


def test_warnings_are_counted_once_for_each_checking(staged, django_assert_num_queries):
    found = staged(paper("2017"))
    warnings_by_kind(found)

    with django_assert_num_queries(0):
        warnings_by_kind(found)


def test_a_long_list_costs_as_many_queries_as_a_short_one(staged, django_assert_num_queries):
    found = staged(*(paper(str(year)) for year in range(1990, 2010)))

    with django_assert_num_queries(2):
        assert len(shown(found)) == 20
