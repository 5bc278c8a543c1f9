"""docs/methods.md says what the program does: its tables are the program's own."""

from pathlib import Path

import pytest

from tests.assessment.makers import figure
from tests.assessment.worked_examples import TABLES, shown
from tracker.assessment import METHODS, change_between, decomposition

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
PROSE = " ".join(PAGE.split())


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_of_the_page_is_the_one_the_program_works_out(table):
    assert "\n".join(table()) in PAGE, "Run: python -m tests.assessment.worked_examples"


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_described(name):
    assert f"**`{name}`" in PAGE


def test_the_worked_out_change_is_the_programs():
    later, earlier = figure("2021!", 4130), figure("2020!", 2900)

    assert f"4130 − 2900 = {shown(change_between(later, earlier).value, 0)}" in PROSE


def test_the_gap_of_the_total_is_the_programs():
    gap = decomposition(500, [200, 200, 200]).gap

    assert f"500 printed beside three parts of 200 leaves a recorded gap of +{gap}" in PROSE


def test_the_numbers_of_published_cases_are_counted():
    conformance = Path(__file__).resolve().parents[1] / "conformance"
    rows = {
        path.stem: len(path.read_text(encoding="utf-8").splitlines()) - 1
        for path in conformance.glob("*.csv")
    }

    assert f"{rows['open_sdg']} series of Statistics Canada" in PROSE
    assert f"{rows['progress_chart']} of Eustat" in PROSE
