"""What would become of every row, held against what is stored and against the rest of the file."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_document, make_jurisdiction, make_observation, make_series
from tests.ingest.tables import staged, staged_rows
from tracker.exceptions import IngestError
from tracker.ingest import counts_of, problems_of, rows_left_out, rows_to_store
from tracker.models import (
    ChangeSet,
    Document,
    Indicator,
    Jurisdiction,
    Observation,
    Series,
    StagedDocument,
    StagedRow,
    Verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def outcomes(change_set: ChangeSet) -> list[str]:
    return [row.outcome for row in staged_rows(change_set)]


def codes(change_set: ChangeSet) -> list[str]:
    return [problem.code for row in staged_rows(change_set) for problem in problems_of(row)]


def counts(change_set: ChangeSet, **decision) -> dict[str, int]:
    return {name: number for name, number in counts_of(change_set, **decision).items() if number}


def stored(value: str | None = "1230", period: str = "2021", *, indicator: str = "new-firms", **fields):
    """A figure of the document the rows of these tables cite, unless told otherwise."""
    series = make_series(Indicator.objects.get(code=indicator), Jurisdiction.objects.get(code="410100"))
    document = fields.pop("document", None) or Document.objects.get(code="bulletin")
    return make_observation(series, value, period, document=document, **fields)


def test_a_first_figure_is_new(tmp_path):
    assert outcomes(staged(tmp_path, {})) == ["new"]


def test_a_figure_of_another_period_is_new(tmp_path):
    stored("800", "2020")

    assert outcomes(staged(tmp_path, {})) == ["new"]


def test_the_same_figure_is_unchanged_and_names_its_row(tmp_path):
    there = stored()

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.stored, row.problems) == ("unchanged", there, None)


@pytest.mark.parametrize("value", ["1230", "1,230", "１２３０", "1230.0", "1230家", "1230 "])
def test_the_same_value_in_other_digits_is_unchanged(tmp_path, value):
    stored()

    assert outcomes(staged(tmp_path, {"value": value})) == ["unchanged"]


@pytest.mark.parametrize("outcome", ["unchanged"])
@pytest.mark.parametrize(
    "fields",
    [
        {"obs_status": "provisional"},
        {"qualifier": "about"},
        {"quote": "新增企业1230家", "start": 5, "section": "一", "note": "x", "derivation": "1+1229"},
    ],
)
def test_an_empty_cell_contradicts_nothing(tmp_path, fields, outcome):
    stored(**fields)

    assert outcomes(staged(tmp_path, {})) == [outcome]


def test_another_value_published_later_is_revised_beside_the_old_one(tmp_path):
    stored("1200", document=make_document(published="2022-01-26"))

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.before_said) == ("revised", "1200家")


def test_another_value_published_earlier_is_a_new_vintage(tmp_path):
    stored("1200", document=make_document(published="2022-11-01"))

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.before_said) == ("new", "")


def test_the_same_value_of_another_document_is_a_new_vintage(tmp_path):
    stored("1230", document=make_document(published="2022-01-26"))

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.before_said) == ("new", "1230家")


def test_a_figure_is_held_against_the_last_one_before_it(tmp_path):
    for value, day in [("1100", "2022-01-26"), ("1230", "2022-03-01"), ("1500", "2022-11-01")]:
        stored(value, document=make_document(published=day))

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.before_said) == ("new", "1230家")


def test_a_missing_value_that_appears_is_revised(tmp_path):
    stored(None, missing_reason="—", written="", document=make_document(published="2022-01-26"))

    [row] = staged_rows(staged(tmp_path, {}))

    assert (row.outcome, row.before_said) == ("revised", "—")


def test_rows_of_one_file_are_vintages_of_each_other(tmp_path):
    make_document("early", "2022-01-26", title="快报", publisher="郑州市统计局")

    plan = staged(tmp_path, {"source_title": "快报", "value": "1200"}, {"value": "1230"})

    assert outcomes(plan) == ["new", "revised"]
    assert staged_rows(plan)[1].before_said == "1200家"


def test_a_document_that_goes_on_growing_publishes_vintages_by_date(tmp_path):
    make_document("page", "", title="数据页", publisher="郑州市统计局")
    rows = [
        {"source_title": "数据页", "published_on": day, "value": value}
        for day, value in [("2022-03", "1200"), ("2022-05", "1230"), ("2022-05-02", "1230")]
    ]

    assert outcomes(staged(tmp_path, *rows)) == ["new", "revised", "new"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"value": "1231"}, "value"),
        ({"value": "—", "note": "口径调整"}, "value, note"),
        ({"value": "0.123万家"}, "unit"),
        ({"qualifier": "about"}, "qualifier"),
        ({"value": "1230以上"}, "qualifier"),
        ({"obs_status": "provisional"}, "obs_status"),
        ({"quote": "企业新增1230家"}, "quote"),
        ({"quote_start": "7"}, "start"),
        ({"derivation": "4130-2900"}, "derivation"),
        ({"note": "全市"}, "note"),
    ],
)
def test_another_content_of_the_same_identity_needs_a_reason(tmp_path, cells, field):
    stored()

    [row] = staged_rows(staged(tmp_path, cells))

    assert (row.outcome, row.then, row.before_said) == ("undecided", "correction", "1230家")
    [problem] = problems_of(row)
    assert (problem.code, problem.params) == (
        "correction_needs_reason",
        {"fields": field, "old": "1230家"},
    )


def test_with_a_reason_it_is_a_correction(tmp_path):
    there = stored()

    [row] = staged_rows(staged(tmp_path, {"value": "1231"}, reason="录入错误"))

    assert (row.outcome, row.stored, row.before) == ("correction", there, there)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_blanks_are_no_reason(tmp_path, reason):
    stored()

    assert outcomes(staged(tmp_path, {"value": "1231"}, reason=reason)) == ["undecided"]


def test_a_reason_no_column_can_hold_is_refused(tmp_path):
    with pytest.raises(IngestError) as caught:
        staged(tmp_path, {}, reason="错" * 301)

    assert (caught.value.code, caught.value.detail) == ("reason_too_long", {"limit": "300"})


def test_a_correction_with_a_warning_still_waits_for_its_acceptance(tmp_path):
    stored()
    rows = {"value": "1231", "reliability": "press"}

    assert outcomes(staged(tmp_path, rows, reason="录入错误")) == ["undecided"]
    assert outcomes(staged(tmp_path, rows, reason="录入错误", accept_warnings=True)) == ["correction"]


def test_a_withdrawn_figure_stands_in_nobodys_way(tmp_path):
    stored(withdrawn_at=datetime.datetime(2022, 5, 1, tzinfo=datetime.UTC), withdrawn_reason="错行")

    assert outcomes(staged(tmp_path, {"value": "1231"})) == ["new"]


def test_a_row_without_a_value_is_skipped(tmp_path):
    assert outcomes(staged(tmp_path, {"value": ""})) == ["skipped"]


def test_a_row_that_cannot_be_read_is_invalid_and_blocks(tmp_path):
    plan = staged(tmp_path, {"value": "很多"}, {})

    assert outcomes(plan) == ["invalid", "new"]
    assert [row.number for row in rows_left_out(plan)] == [2]
    assert [row.number for row in rows_to_store(plan)] == [3]


def test_a_warning_is_undecided_until_it_is_accepted(tmp_path):
    row = {"source_title": "新公报"}

    assert outcomes(staged(tmp_path, row)) == ["undecided"]
    accepted = staged(tmp_path, row, accept_warnings=True)
    assert outcomes(accepted) == ["new"]
    assert codes(accepted) == ["new_document"]


@pytest.mark.parametrize(
    "cells", [{}, {"value": "1,230"}, {"jurisdiction": "郑州市"}, {"period": "2021-01..12"}, {"unit": "家"}]
)
def test_a_row_that_repeats_another_changes_nothing(tmp_path, cells):
    assert outcomes(staged(tmp_path, {}, cells)) == ["new", "unchanged"]


def test_a_repeated_row_waits_together_with_the_first(tmp_path):
    row = {"source_title": "新公报"}

    assert outcomes(staged(tmp_path, row, row)) == ["undecided", "undecided"]


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "1231"},
        {"value": "约1230"},
        {"obs_status": "provisional"},
        {"quote": "新增企业1230家"},
        {"value": "—"},
    ],
)
def test_rows_that_contradict_each_other_are_all_invalid(tmp_path, cells):
    plan = staged(tmp_path, {}, {"period": "2020"}, cells)

    assert outcomes(plan) == ["invalid", "new", "invalid"]
    problems = [problem for row in staged_rows(plan) for problem in problems_of(row)]
    assert [(p.code, p.row, p.params["other"]) for p in problems] == [
        ("duplicate_in_file", 2, "4"),
        ("duplicate_in_file", 4, "2"),
    ]


def test_figures_of_a_stock_at_one_instant_contradict_each_other(tmp_path):
    rows = [
        {"indicator": "firms", "period": period, "value": value}
        for period, value in [("2021", "4130"), ("2021-12-31", "4131")]
    ]

    assert outcomes(staged(tmp_path, *rows)) == ["invalid", "invalid"]


def test_counts_name_every_outcome(tmp_path):
    stored("800", "2020")
    plan = staged(tmp_path, {}, {"period": "2020", "value": "800"}, {"value": ""}, {"period": "x"})

    assert plan.counts == {
        "new": 1,
        "unchanged": 1,
        "revised": 0,
        "correction": 0,
        "skipped": 1,
        "invalid": 1,
        "undecided": 0,
    }


def test_counts_follow_what_is_decided(tmp_path):
    stored("800", "2020")
    plan = staged(tmp_path, {"source_title": "新公报"}, {"period": "2020", "value": "801"}, {"value": ""})

    assert counts(plan) == {"skipped": 1, "undecided": 2}
    assert counts(plan, accept_warnings=True) == {"new": 1, "skipped": 1, "undecided": 1}
    assert counts(plan, reason="录入错误") == {"correction": 1, "skipped": 1, "undecided": 1}
    assert counts(plan, accept_warnings=True, reason="录入错误") == {"new": 1, "correction": 1, "skipped": 1}


def test_a_row_that_cannot_be_read_has_problems_and_nothing_else(tmp_path):
    [row] = staged_rows(staged(tmp_path, {"value": "很多"}))

    assert (row.number, row.indicator_id, row.value, row.warned) == (2, None, None, False)
    assert [problem.row for problem in problems_of(row)] == [2]


def test_staging_writes_nothing_but_staged_rows(tmp_path):
    before = world()

    staged(tmp_path, {"source_title": "新公报"}, {}, {"value": "很多"}, accept_warnings=True)

    assert world() == before
    assert (StagedRow.objects.count(), StagedDocument.objects.count()) == (3, 1)


def world() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Observation, Series, Document, Verdict))


def test_queries_do_not_grow_with_the_rows(tmp_path):
    make_jurisdiction("410103", name="二七区")
    rows = [
        {"indicator": indicator, "jurisdiction": place, "period": str(year), "value": str(year)}
        for indicator in ("new-firms", "jobs", "firms")
        for place in ("410100", "410102", "410103")
        for year in range(2000, 2020)
    ]
    for row in rows[:20]:
        stored(row["value"], row["period"], indicator=row["indicator"])

    def queries(some: list[dict[str, str]]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert staged(tmp_path, *some).counts["invalid"] == 0
        return len(captured)

    assert queries(rows) <= queries(rows[:2])


def test_a_hundred_identical_rows_are_compared_once_each(tmp_path):
    plan = staged(tmp_path, *[{}] * 100)

    assert (plan.counts["new"], plan.counts["unchanged"]) == (1, 99)
