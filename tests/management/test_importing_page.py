"""The tables and figures printed in docs/importing.md are those the import gives."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import BaseCommand

from tracker.ingest.change_sets.opening import LONGEST_REASON
from tracker.ingest.layout.columns import HEADERS, REQUIRED
from tracker.management.commands.import_outcomes import Command
from tracker.management.importing import run_import
from tracker.models import Observation, Outcome

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
FIXTURES = ("units", "topics", "jurisdictions", "departments", "documents", "indicators")


@pytest.fixture
def tables(db: None, tmp_path) -> list[Path]:
    """The printed tables as files, and the reference data of the demo."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    paths = []
    for number, block in enumerate(re.findall(r"```csv\n(.*?)```", PAGE, flags=re.DOTALL)):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text(block, encoding="utf-8")
    return paths


def summary(table: Path, **options: bool) -> str:
    """The counts of a run in the words of the page."""
    plan = run_import(table, accept_warnings=True, say=lambda line: None, warn=lambda line: None, **options)
    return ", ".join(f"{outcome} {plan.counts[outcome]}" for outcome in Outcome if plan.counts[outcome])


def test_the_printed_tables_end_as_the_page_says(tables):
    said = [summary(table) for table in (tables[0], tables[0], tables[1])]

    assert said == ["new 6, skipped 1", "unchanged 6, skipped 1", "unchanged 1, revised 1"]
    assert all(f"`{each}`" in PAGE for each in said)


def test_the_printed_figures_are_stored_as_the_page_says(tables):
    summary(tables[0])

    rows = Observation.objects.all()
    found = {row.series.indicator.code: f"{row.written}{row.unit}" for row in rows.for_display()}
    assert found == {
        "gdp": "12,691.0亿元",
        "gdp-growth": "4.7%",
        "hightech-firms": "4130家",
        "new-urban-jobs": "14.5万人",
        "pm25-fall": "17.6%",
        "new-hightech-firms": "家",
    }
    assert rows.get(value=None).missing_reason == "公报未列"


def test_every_column_and_outcome_is_on_the_page():
    columns = {header for names in HEADERS.values() for header in names[:2] if "source_" not in header}

    assert not {name for name in columns if name not in PAGE}
    assert not {outcome.value for outcome in Outcome if f"`{outcome.value}`" not in PAGE}


def test_every_option_of_the_command_is_on_the_page():
    def options(command: BaseCommand) -> set[str]:
        parser = command.create_parser("manage.py", "import_outcomes")
        return {option for action in parser._actions for option in action.option_strings}

    own = options(Command()) - options(BaseCommand())

    assert own == {"--dry-run", "--valid-only", "--accept-warnings", "--jurisdiction", "--reason"}
    assert not {option for option in own if f"`{option}" not in PAGE}


def test_required_columns_and_limits_are_those_of_the_program(settings):
    assert all(f"**{HEADERS[field][1]}**" in PAGE for field in REQUIRED)
    assert f"{LONGEST_REASON} 字以内" in PAGE
    assert f"`IMPORT_MAX_MB` ({settings.IMPORT_MAX_MB})" in PAGE
