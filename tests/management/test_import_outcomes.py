"""The import as a statistician meets it: a file, a command, what it says, and how it ends."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import (
    make_commitment,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_series,
)
from tests.ingest.tables import ROW, store_reference, text_of
from tracker.ingest.problems import MESSAGES
from tracker.ingest.problems.row_messages import NOTHING_NEAR
from tracker.models import ChangeSet, Document, Indicator, Observation, Series, Verdict

pytestmark = pytest.mark.django_db

HEADER = "指标,地区,时期,完成值,来源,单位\n"
SOUND = f"{HEADER}新增企业,410100,2021,1230,统计公报,家\n"


@pytest.fixture(autouse=True)
def reference(db: None) -> None:
    store_reference()
    make_commitment(series=make_series(Indicator.objects.get(code="new-firms")))


def stored() -> tuple[int, ...]:
    applied = ChangeSet.objects.filter(state="applied").count()
    return applied, *(m.objects.count() for m in (Series, Document, Observation, Verdict))


def run(file: Path, *options: str, **named: object) -> tuple[str, str]:
    """What the command said and what it warned of."""
    said, warned = io.StringIO(), io.StringIO()
    call_command("import_outcomes", file, *options, stdout=said, stderr=warned, **named)
    return said.getvalue(), warned.getvalue()


def fails(file: Path, *options: str) -> tuple[str, str]:
    """How a run that stores nothing ended and what it warned of."""
    before, warned = stored(), io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_outcomes", file, *options, stdout=io.StringIO(), stderr=warned)
    assert caught.value.returncode != 0
    assert stored() == before
    return str(caught.value), warned.getvalue()


@pytest.fixture
def write(tmp_path):
    def to_file(content: str | bytes, name: str = "成果.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


#: What a message repeats of the file, which is Chinese in any language.
REPEATED = re.compile("“[^”]*”")


def english(code: str, part: int) -> re.Pattern[str]:
    """The English message of a code as a pattern, parameters open; a remedy of either kind."""
    texts = [MESSAGES[code][part], *([NOTHING_NEAR[code]] if part and code in NOTHING_NEAR else [])]
    with translation.override("en"):
        said = [re.escape(str(text) % AnyParameter()).replace("PARAMETER", ".+") for text in texts]
    return re.compile("|".join(said))


class AnyParameter(dict):
    def __missing__(self, name: str) -> str:
        return "PARAMETER"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sound_table_is_stored_and_judged(write, encoding):
    said, warned = run(write(SOUND.encode(encoding)))

    assert f"成果.csv [{encoding}]: new 1" in said
    assert f"Stored as change set {ChangeSet.objects.get().pk}." in said
    assert warned == ""
    assert (Observation.objects.get().written, Verdict.objects.get().status) == ("1230", "met")


def test_the_same_table_twice_changes_nothing(write):
    run(write(SOUND))
    before = stored()

    said, _warned = run(write(SOUND))

    assert "unchanged 1" in said
    assert "There was nothing new in the file; nothing changed." in said
    assert stored() == before


def test_a_preview_stores_nothing_and_says_so(write):
    before = stored()

    said, _warned = run(write(SOUND), "--dry-run")

    assert "new 1" in said
    assert "This was a preview; nothing is stored." in said
    assert stored() == before


def test_every_sentence_stands_in_both_languages(write):
    said, _warned = run(write(SOUND), "--dry-run")

    assert [
        bool(re.search("[\u4e00-\u9fff]", line.partition("]")[2] or line)) for line in said.splitlines()
    ] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("content", "code", "row", "column", "value"),
    [
        ("指标,时期,完成值,来源\n", "missing_column", 1, "", ""),
        (f"{HEADER}企业,410100,2021,1,统计公报,\n", "unknown_indicator", 2, "指标", "企业"),
        (f"{HEADER}新增企业,410100,2021,1,统计公报,什么\n", "unknown_unit", 2, "单位", "什么"),
        (f"{HEADER}新增企业,410100,2021,1个什么,统计公报,\n", "unknown_unit", 2, "完成值", "1个什么"),
        (f"{HEADER}新增企业,410100,2021,1,统计公报,亿元\n", "other_dimension", 2, "单位", "亿元"),
        (f"{HEADER}\n新增企业,410100,2021,1.2.3,统计公报,\n", "not_a_number", 3, "完成值", "1.2.3"),
        (f"{HEADER}新增企业,410100,去年,1,统计公报,\n", "not_a_period", 2, "时期", "去年"),
        (f"{HEADER}新增企业,火星,2021,1,统计公报,\n", "unknown_jurisdiction", 2, "地区", "火星"),
        (f"{HEADER}新增企业,410100,2021,1,,\n", "no_source", 2, "来源", ""),
        (f"{HEADER}新增企业,410100,2021,1,282,统计公报,家\n", "too_many_cells", 2, "", ""),
        ("", "empty_file", None, "", ""),
        (b"\x00\x01", "not_text", None, "", ""),
        (HEADER, "no_rows", None, "", ""),
        ("指标,地区,时期,完成值,数值\n", "column_twice", 1, "数值", ""),
        (f'{HEADER}"新增企业,410100\n', "broken_table", 2, "", ""),
        (HEADER.encode() + "新增企业,410100\n".encode("gb18030"), "mixed_encodings", 2, "", ""),
    ],
)
def test_bad_input_names_row_column_value_and_remedy_in_both_languages(
    write, content, code, row, column, value
):
    ending, warned = fails(write(content))

    chinese, said = warned.splitlines()[:2]
    assert re.search("[\u4e00-\u9fff]", REPEATED.sub("", chinese))
    assert english(code, 0).search(said)
    assert english(code, 1).search(said)
    for part in (f"row {row}" if row else "", f"“{column}”" if column else "", f"“{value}”" if value else ""):
        assert part in said
    for part in (str(row) if row else "", column, value):
        assert part in chinese
    assert "othing is stored" in ending


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_opened_ends_with_the_reason(tmp_path, name):
    ending, _warned = fails(tmp_path / name)

    assert "cannot read" in ending
    assert "directory" in ending


def test_a_file_over_the_limit_is_refused(write, settings):
    settings.IMPORT_MAX_MB = 1

    _ending, warned = fails(write(SOUND + "x" * 1024 * 1024))

    assert "the file is larger than 1 MB" in warned


MIXED = text_of({}, {"period": "2020", "value": "很多"}, {"source_title": "新公报", "period": "2019"})


def test_one_bad_row_stops_the_file_and_is_named(write):
    ending, _warned = fails(write(MIXED))

    assert "Invalid, or waiting for a decision: rows 3, 4." in ending


def test_valid_rows_alone_can_be_stored(write):
    said, _warned = run(write(MIXED), "--valid-only")

    assert "Left out: rows 3, 4." in said
    assert [row.period for row in Observation.objects.all()] == ["2021"]


def test_valid_only_without_a_valid_row_is_a_failure(write):
    ending, _warned = fails(write(text_of({"value": "很多"})), "--valid-only")

    assert "Nothing is stored: no row of the file could be." in ending


def test_warnings_can_be_accepted(write):
    table = write(text_of({"source_title": "新公报"}))
    fails(table)

    said, warned = run(table, "--accept-warnings")

    assert "this document is not known yet and would be added" in warned
    assert "new 1" in said
    assert Observation.objects.get().document.title == "新公报"


def test_a_correction_asks_for_a_reason_and_takes_it(write):
    run(write(SOUND))
    table = write(SOUND.replace("1230", "1231"))
    _ending, warned = fails(table)
    assert "another value (so far 1230家)" in warned

    said, _warned = run(table, "--reason", "录入时看错一行")

    assert "correction 1" in said
    assert Observation.objects.standing().get().written == "1231"
    assert Observation.objects.get(withdrawn_at__isnull=False).withdrawn_reason == "录入时看错一行"


def test_a_reason_that_is_too_long_is_refused(write):
    ending, _warned = fails(write(SOUND), "--reason", "错" * 301)

    assert "the reason is longer than 300 characters" in ending


def test_a_file_without_that_column_takes_the_jurisdiction_of_the_option(write):
    make_jurisdiction("410103", name="二七区")

    run(write("指标,时期,完成值,来源\n新增企业,2021,1,统计公报\n"), "--jurisdiction", "二七区")

    assert Observation.objects.get().series.jurisdiction.code == "410103"


def test_columns_passed_over_are_named(write):
    said, _warned = run(write(SOUND.replace("单位", "经办人")), "--dry-run")

    assert "passed over these columns: 经办人" in said


def test_hundreds_of_columns_passed_over_are_not_all_named(write):
    extra = ",".join(f"c{number}" for number in range(300))

    said, _warned = run(write(SOUND.replace("单位", extra)), "--dry-run")

    assert "c19…" in said
    assert "c20" not in said


def test_somebody_elses_change_meanwhile_is_said(write, monkeypatch):
    from tracker.management import importing

    real = importing.apply_change_set

    def after_somebody_else(change_set, **options):
        make_observation(
            Series.objects.get(), "1", document=Document.objects.get(code="bulletin"), state="published"
        )
        return real(change_set, **options)

    monkeypatch.setattr(importing, "apply_change_set", after_somebody_else)
    with pytest.raises(CommandError, match="somebody else changed one of these figures meanwhile"):
        run(write(SOUND))


def test_a_hostile_cell_cannot_steer_the_terminal(write):
    ending, warned = fails(write(f"{HEADER}\x1b[2J\x1b]0;x\x07,410100,2021,1,统计公报,\n"))

    assert "\x1b" not in warned + ending
    assert "\x07" not in warned


def test_a_table_of_two_hundred_rows_makes_no_more_queries_than_one_of_two(write):
    make_indicator("many", name="许多")

    def queries_for(*years: int) -> int:
        rows = [
            {"indicator": indicator, "period": str(year), "value": str(year)}
            for indicator in ("many", ROW["indicator"])
            for year in years
        ]
        with CaptureQueriesContext(connection) as made:
            run(write(text_of(*rows)))
        return len(made)

    queries_for(1901)  # makes the series
    few, many = queries_for(1902), queries_for(*range(1903, 2003))

    assert many <= few
    assert Observation.objects.count() == 204


def test_what_was_taken_from_the_title_is_told_in_both_languages(write):
    table = SOUND.replace("时期,", "").replace("2021,", "")

    _said, warned = run(write(f"2021年主要经济指标\n{table}"), dry_run=True)

    assert "各行均按表格上方标题中的“2021”计" in warned
    assert "no column tells the period: 2021, named above the table, is taken for all rows" in warned
