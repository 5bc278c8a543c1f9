"""Cells no spreadsheet takes for a formula."""

import pytest

from tracker.reports.tables import spreadsheet_safe


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+"])
def test_what_a_spreadsheet_would_run_becomes_plain_text(text):
    assert spreadsheet_safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "1000", "-3.7", "+2", "4130-2900", "新增1000家", "a=b", "2021-12-31"])
def test_other_text_stays_as_it_is(text):
    assert spreadsheet_safe(text) == text
