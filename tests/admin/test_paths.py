"""The planned path of a target, entered on the target's page and judged by at once."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.admin.test_commitments import errors_of, formset, target_row
from tests.factories import (
    make_commitment,
    make_document,
    make_observation,
    make_path_point,
    make_series,
    make_unit,
)
from tracker.models import Commitment, PathPoint, Target
from tracker.progress import refresh

YEAR = localdate().year + 1


@pytest.fixture
def firms(db) -> Commitment:
    """Firms to become 3000 by the end of next year from 2000 three years ago; half way a year ago."""
    series = make_series(kind="stock")
    start = make_observation(series, "2000", str(YEAR - 4), published=f"{YEAR - 3}-01-10")
    aim = {"period": str(YEAR), "value": "3000", "baseline": start}
    commitment = make_commitment(series=series, target=aim)
    make_observation(series, "2500", str(YEAR - 2), published=f"{YEAR - 1}-01-01")
    refresh()
    return commitment


def expected(commitment: Commitment) -> str:
    """What the stored verdict expected by the newest figure's day."""
    commitment.refresh_from_db()
    return commitment.current_verdict.numbers["expected"]


def page_of(target: Target) -> str:
    return reverse("admin:tracker_target_change", args=[target.pk])


def posted(target: Target, *points, stored=0, **changes):
    row = target_row(
        target.document, value=target.value, unit=target.unit_id or "", period=target.period,
        baseline=target.baseline_id or "", form=target.form, wording=target.wording, written="",
    )  # fmt: skip
    return row | formset("path", *points, stored=stored) | changes


def point(document, by, planned, **changes):
    return {"by_end_of": by, "planned": planned, "document": document.pk, "announced": "", **changes}


def plan(desk, target: Target, *points, stored=0, **changes):
    """Post the page; the errors it answers with, if any."""
    answer = desk.post(page_of(target), posted(target, *points, stored=stored, **changes))
    return {} if answer.status_code == 302 else errors_of(answer) | every_error(answer)


def every_error(answer):
    (path,) = answer.context["inline_admin_formsets"]
    return {"path": path.formset.non_form_errors()} if path.formset.non_form_errors() else {}


def test_a_path_is_entered_as_documents_give_it_and_judged_by_at_once(desk, firms):
    target = firms.targets.get()
    assert expected(firms) == "2500"
    plan_of_half = point(target.document, f"{YEAR - 2}", "0.26万家", announced=f"{YEAR - 3}-03")

    assert plan(desk, target, plan_of_half) == {}

    row = PathPoint.objects.get()
    assert (row.by, row.value, row.written) == (datetime.date(YEAR - 2, 12, 31), Decimal(2600), "0.26万家")
    assert (row.published_precision, row.known_from) == ("month", datetime.date(YEAR - 3, 3, 31))
    assert expected(firms) == "2600"


def test_a_value_keeps_its_digits_and_its_document_s_date(desk, firms):
    target = firms.targets.get()

    assert plan(desk, target, point(target.document, f"{YEAR - 1}-Q2", "2,750.0")) == {}

    row = PathPoint.objects.get()
    assert (row.by, format(row.value, "f")) == (datetime.date(YEAR - 1, 6, 30), "2750.0")
    assert (row.published_on, row.known_from) == (target.document.published_on,) * 2


@pytest.mark.parametrize(
    ("by", "planned", "field"),
    [
        (f"{YEAR + 1}-03", "2900", "by_end_of"),
        (f"{YEAR - 4}", "2100", "by_end_of"),
        ("sometime", "2100", "by_end_of"),
        (f"{YEAR - 1}", "many", "planned"),
        (f"{YEAR - 1}", "约2600", "planned"),
        (f"{YEAR - 1}", "2600以上", "planned"),
        (f"{YEAR - 1}", "2500-2600", "planned"),
        (f"{YEAR - 1}", "26亿元", "planned"),
        (f"{YEAR - 1}", "", "planned"),
        ("", "2600", "by_end_of"),
        (f"{YEAR - 1}", "1e4", "planned"),
    ],
)
def test_a_planned_value_that_says_nothing_clear_is_refused(desk, firms, by, planned, field):
    target = firms.targets.get()

    assert field in plan(desk, target, point(target.document, by, planned))
    assert not PathPoint.objects.exists()


def test_one_document_announces_one_value_for_a_day(desk, firms):
    target = firms.targets.get()
    twice = [point(target.document, f"{YEAR - 1}", value) for value in ("2600", "2700")]
    other = point(make_document(published=f"{YEAR - 3}-02-01"), f"{YEAR - 1}", "2700")

    assert "path" in plan(desk, target, *twice)
    assert plan(desk, target, twice[0], other) == {}
    assert PathPoint.objects.count() == 2


@pytest.mark.parametrize(("kind", "unit", "end"), [("rate", "%", ""), ("rank", "位", "top")])
def test_what_is_held_against_its_target_knows_no_path(desk, db, kind, unit, end):
    commitment = make_commitment(series=make_series(kind=kind, unit=unit, counted_from=end))
    target = commitment.targets.get()

    assert "path" in plan(desk, target, point(target.document, "2021-06", "5"))


def test_a_target_without_a_number_has_no_path(desk, db):
    series = make_series(kind="milestone", unit="项")
    commitment = make_commitment(series=series, target={"form": "milestone", "wording": "none"})
    target = commitment.targets.get()

    assert "path" in plan(desk, target, point(target.document, "2021-06", "1"), value="")


def test_a_value_that_has_no_end_in_the_target_s_unit_is_refused(desk, db):
    series = make_series(kind="stock", unit="平方米")
    commitment = make_commitment(series=series, target={"unit": make_unit("公顷"), "period": "2099"})
    target = commitment.targets.get()

    assert "planned" in plan(desk, target, point(target.document, "2098", "1亩"))
    assert plan(desk, target, point(target.document, "2098", "3亩")) == {}
    assert PathPoint.objects.get().value == Decimal("0.2")


@pytest.fixture
def planned(firms) -> PathPoint:
    row = make_path_point(firms.targets.get(), f"{YEAR - 2}-12-31", "2600")
    refresh()
    return row


def test_a_stored_value_is_shown_as_it_was_written_and_can_be_mended(desk, firms, planned):
    shown = desk.get(page_of(planned.target)).content.decode()
    mended = point(planned.document, f"{YEAR - 2}-12-31", "2700", id=planned.pk)

    assert 'value="2600"' in shown
    assert plan(desk, planned.target, mended, stored=1) == {}
    assert expected(firms) == "2700"


def test_a_value_taken_off_the_path_counts_no_more(desk, firms, planned):
    gone = point(planned.document, f"{YEAR - 2}-12-31", "2600", id=planned.pk, DELETE="on")
    assert expected(firms) == "2600"

    assert plan(desk, planned.target, gone, stored=1) == {}

    assert not PathPoint.objects.exists()
    assert expected(firms) == "2500"


def test_a_period_that_leaves_a_stored_value_outside_is_refused(desk, firms, planned):
    kept = point(planned.document, f"{YEAR - 2}-12-31", "2600", id=planned.pk)

    assert "by_end_of" in plan(desk, planned.target, kept, stored=1, period=f"{YEAR - 3}")


def test_saving_without_a_change_stores_no_verdict(desk, firms, planned):
    kept = point(planned.document, f"{YEAR - 2}-12-31", "2600", id=planned.pk)
    before = firms.verdicts.count()

    assert plan(desk, planned.target, kept, stored=1) == {}
    assert firms.verdicts.count() == before
