"""Sheets to fill in with the figures of a year."""

import io

import pytest
from django.utils import translation
from openpyxl import load_workbook

from tests import factories
from tracker.ingest import open_change_set, stage
from tracker.ingest.checking import choices
from tracker.reports import entry_sheets
from tracker.reports.entry_sheets import entry_sheet, expected_rows, header_of

pytestmark = pytest.mark.django_db


def promise(**fields):
    """A commitment of a five-year plan, due 2025; `fields` go to its target."""
    series = fields.pop("series", None) or factories.make_series(kind=fields.pop("kind", "flow"))
    commitment = fields.pop("commitment", {})
    plan = factories.make_plan("410100-2021-2025", period_end="2025-12-31", kind="five_year")
    return factories.make_commitment(
        series=series, plan=plan, target={"period": "2021..2025", **fields}, **commitment
    )


def asked(year, **scope):
    return [(row.series.indicator.code, row.period) for row in expected_rows(year, **scope)]


@pytest.mark.parametrize(("year", "count"), [(2020, 0), (2021, 1), (2023, 1), (2025, 1), (2026, 0)])
def test_a_commitment_asks_from_the_beginning_of_its_plan_to_its_due_date(year, count):
    promise(kind="stock", period="2025")

    assert len(expected_rows(year)) == count


@pytest.mark.parametrize(
    "fields",
    [
        {"commitment": {"state": "draft"}},
        {"commitment": {"withdrawn_on": "2022-01-01", "withdrawn_reason": "合并"}},
        {"commitment": {"checkable": False, "unrateable_reason": "no_measure"}},
        {"state": "draft"},
    ],
)
def test_what_is_not_public_or_cannot_be_checked_asks_for_nothing(fields):
    promise(**fields)

    assert asked(2023) == []


def test_two_commitments_about_one_figure_ask_for_it_once_with_both_targets():
    series = factories.make_series(kind="stock")
    promise(series=series, period="2025", value="200")
    promise(series=series, period="2025", value="300")

    (row,) = expected_rows(2023)

    assert sorted(target.value for target in row.targets) == [200, 300]


def test_the_current_target_decides_how_long_is_asked():
    commitment = promise(period="2021..2023")
    factories.make_target(commitment, period="2021..2025", announced="2022-03-01")

    assert [row.period for row in expected_rows(2024)] == ["2021..2024"]


def test_a_sheet_is_cut_to_a_jurisdiction_or_a_department():
    office = factories.make_department("science")
    mine, other = promise(), promise()
    mine.departments.add(office)
    elsewhere = factories.make_jurisdiction("410200", name="开封市")
    away = promise(series=factories.make_series(jurisdiction=elsewhere))

    assert asked(2023, department=office) == [(mine.series.indicator.code, "2021..2023")]
    assert asked(2023, jurisdiction=elsewhere) == [(away.series.indicator.code, "2021..2023")]
    assert len(asked(2023, jurisdiction=other.series.jurisdiction)) == 2


def test_the_last_figure_stands_beside_with_its_period():
    commitment = promise(kind="stock", period="2025")
    factories.make_observation(commitment.series, "3", "2020", published="2021-01-30")
    factories.make_observation(commitment.series, "4", "2022", published="2023-01-30")
    factories.make_observation(commitment.series, "5", "2022", published="2023-06-30")

    (row,) = expected_rows(2023)

    assert (row.last.written, row.last.period) == ("5", "2022")


def test_more_rows_than_anybody_fills_in_are_refused(monkeypatch):
    monkeypatch.setattr(entry_sheets, "MOST_ROWS", 1)
    promise()
    promise()

    with pytest.raises(entry_sheets.SheetTooLong, match="too_many_rows"):
        expected_rows(2023)


def test_a_long_sheet_costs_as_many_queries_as_a_short_one(django_assert_num_queries):
    for _ in range(6):
        factories.make_observation(promise().series)

    with django_assert_num_queries(3):
        assert len(expected_rows(2023)) == 6


def opened(rows):
    return load_workbook(io.BytesIO(entry_sheet(rows)))


def test_the_first_sheet_is_the_table_and_the_second_explains_it():
    promise()
    with translation.override("zh-hans"):
        book = opened(expected_rows(2023))

    table, notes = book.worksheets
    assert table["A1"].value == "指标 (indicator)"
    assert table.freeze_panes == "C2"
    assert len([cell.value for cell in notes["A"] if cell.value]) == 2 * 8


def test_the_value_is_left_empty_and_guarded_and_words_of_choice_are_offered():
    promise()
    table = opened(expected_rows(2023)).worksheets[0]
    headers = [cell.value for cell in table[1]]
    guards = {guard.type: guard for guard in table.data_validations.dataValidation if guard.type == "decimal"}

    assert table.cell(2, headers.index(header_of("value")) + 1).value is None
    assert guards["decimal"].errorStyle == "warning"
    assert len(table.data_validations.dataValidation) == 4


@pytest.mark.parametrize(
    ("column", "known"),
    [
        ("qualifier", choices.QUALIFIERS),
        ("obs_status", choices.STATUSES),
        ("reliability", choices.RELIABILITIES),
    ],
)
def test_every_word_offered_is_one_the_checker_knows(column, known):
    chinese, english = entry_sheets.CHOICES[column]

    assert [known[word] for word in chinese] == [known[word] for word in english]


def test_no_cell_can_be_taken_for_a_formula():
    promise(series=factories.make_series(name="=1+1"))
    with translation.override("zh-hans"):
        table = opened(expected_rows(2023)).worksheets[0]

    assert table["B2"].value == "'=1+1"
    assert table["B2"].data_type == "s"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_filled_in_sheet_comes_back_without_any_mapping(tmp_path, language):
    document = factories.make_document("gazette", "2024-04-18", title="统计公报")
    stock, flow = promise(kind="stock", period="2025"), promise()
    with translation.override(language):
        book = opened(expected_rows(2023))
    table = book.worksheets[0]
    place = {header: number for number, header in enumerate((cell.value for cell in table[1]), start=1)}
    with translation.override(language):
        value, title = place[header_of("value")], place[header_of("source_title")]
    for line in (2, 3):
        table.cell(line, value).value = 12.5 if line == 2 else "12,000"
        table.cell(line, title).value = document.title
    book.save(tmp_path / "filled.xlsx")

    found = open_change_set(file=tmp_path / "filled.xlsx", by=None, door="command")
    stage(found)

    assert found.counts["new"] == 2, [row.problems for row in found.staged_rows.all()]
    rows = {row.indicator_id: row for row in found.staged_rows.all()}
    assert (rows[stock.series.indicator_id].period, rows[flow.series.indicator_id].period) == (
        "2023",
        "2021..2023",
    )


def test_a_sheet_left_empty_stores_nothing(tmp_path):
    promise()
    path = tmp_path / "empty.xlsx"
    path.write_bytes(entry_sheet(expected_rows(2023)))

    found = open_change_set(file=path, by=None, door="command")
    stage(found)

    assert (found.counts["skipped"], sum(found.counts.values())) == (1, 1)
