"""The Canadian Indicator Framework's progress values, scores and classes, reproduced."""

import pytest

from tests.conformance.published import cases, near, number, years
from tracker.assessment.open_sdg import (
    limit_coefficient,
    progress_to_target,
    progress_without_target,
)


def progress_of(row):
    base, latest = number(row, "base"), number(row, "latest")
    rising, gone = row["direction"] == "up", years(row, "latest_year")
    if row["target"]:
        return progress_to_target(
            base=base,
            latest=latest,
            target=number(row, "target"),
            years=gone,
            years_to_target=years(row, "target_year"),
            rising=rising,
        )
    return progress_without_target(
        base=base, latest=latest, years=gone, rising=rising, limit=number(row, "limit")
    )


@pytest.mark.parametrize("row", cases("open_sdg"))
def test_a_published_measure_and_its_class_are_reproduced(row):
    found = progress_of(row)

    assert found.status == row["class"]
    assert near(found.value, number(row, "value"))
    assert near(found.score, number(row, "score"))


@pytest.mark.parametrize("row", cases("open_sdg", needs="coefficient"))
def test_the_ease_near_a_limit_is_reproduced(row):
    assert near(limit_coefficient(number(row, "base"), number(row, "limit")), number(row, "coefficient"))
