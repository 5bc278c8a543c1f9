"""Eustat's scores by the rule of the UN Progress Chart of 2023, reproduced."""

import pytest

from tests.conformance.published import cases, near, number, years
from tracker.assessment.compound import annual_growth
from tracker.assessment.un_chart import expected_share, score_to_target, score_without_target


@pytest.mark.parametrize("row", cases("progress_chart", needs="target"))
def test_a_published_score_to_a_target_is_reproduced(row):
    gone = years(row, "latest_year")
    way = {
        "base": number(row, "base"),
        "latest": number(row, "latest"),
        "target": number(row, "target"),
        "years": gone,
        "years_left": years(row, "target_year") - gone,
    }

    assert score_to_target(**way, rising=row["direction"] == "up") == int(row["score"])
    assert not row["share"] or near(expected_share(**way), number(row, "share"))


@pytest.mark.parametrize("row", cases("progress_chart", needs="growth"))
def test_a_published_score_without_a_target_is_reproduced(row):
    base, latest, gone = number(row, "base"), number(row, "latest"), years(row, "latest_year")
    score = score_without_target(base=base, latest=latest, years=gone, rising=row["direction"] == "up")

    assert score == int(row["score"])
    assert near(annual_growth(base, latest, gone), number(row, "growth"))
