"""What others refer to cannot be deleted, and the page says what refers to it without reading it all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_observation,
    make_series,
)
from tracker.actions import deleting
from tracker.actions.deleting import referring
from tracker.models import Document, Indicator


def test_the_page_names_what_refers(desk):
    series = make_series()
    commitment = make_commitment(series=series, number=5)
    page = desk.get(f"/admin/tracker/series/{series.pk}/delete/").content.decode()
    assert f"承诺：1 条，如 {commitment}" in page
    assert 'name="post"' not in page


@pytest.mark.parametrize("path", ["{pk}/delete/", ""])
def test_sent_all_the_same_nothing_is_deleted(desk, path):
    document = make_observation(make_series()).document
    data = {"post": "yes", "action": "delete_selected", "_selected_action": [document.pk]}
    desk.post(f"/admin/tracker/document/{path.format(pk=document.pk)}", data)
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_department_that_answers_for_commitments_stays(desk):
    department = make_department("science")
    commitment = make_commitment(number=5)
    commitment.departments.add(department)
    page = desk.get(f"/admin/tracker/department/{department.pk}/delete/").content.decode()
    assert f"承诺：1 条，如 {commitment}" in page
    desk.post(f"/admin/tracker/department/{department.pk}/delete/", {"post": "yes"})
    assert set(commitment.departments.all()) == {department}


def test_what_nothing_refers_to_can_be_deleted(desk):
    document = make_document()
    desk.post(f"/admin/tracker/document/{document.pk}/delete/", {"post": "yes"})
    assert not Document.objects.filter(pk=document.pk).exists()


def test_few_are_named_and_many_counted_up_to_a_limit(db, monkeypatch):
    monkeypatch.setattr(deleting, "_COUNTED", 4)
    series = make_series()
    for number in range(1, 6):
        make_commitment(series=series, number=number)
    (said,) = referring([series])
    assert "超过4 条" in said
    assert said.count("410100-2021-") == 3


def test_it_costs_the_same_however_much_refers(desk):
    series = make_series()
    indicator = Indicator.objects.get()

    def cost():
        with CaptureQueriesContext(connection) as queries:
            referring([indicator, series.indicator])
        return len(queries)

    make_commitment(series=series)
    few = cost()
    for _ in range(5):
        make_observation(make_series(indicator))
        make_commitment(series=series)
    assert cost() <= few


def test_nothing_chosen_nothing_refers():
    assert referring([]) == []
