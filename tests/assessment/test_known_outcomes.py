"""Real targets and outcomes of Zhengzhou and the State Council, with the verdict plain arithmetic gives."""

import pytest

from tests.assessment.makers import figure, judge, target

LATER = "2026-11-22"


@pytest.mark.parametrize(
    ("what", "kind", "year", "comparator", "aim", "qualifier", "outcome", "status"),
    [
        ("GDP growth", "rate", 2020, "about", "6.5", "exact", "3.0", "missed"),
        ("revenue growth", "rate", 2020, "about", "7", "exact", "3", "missed"),
        ("R&D intensity", "ratio", 2020, "at_least", "2.1", "more_than", "2", "unreported"),
        ("new high-tech firms", "flow", 2020, "at_least", "1000", "exact", "800", "missed"),
        ("new technology firms", "flow", 2020, "at_least", "1200", "exact", "1861", "met"),
        ("innovation platforms", "flow", 2020, "at_least", "100", "exact", "209", "met"),
        ("key projects", "flow", 2020, "at_least", "4608", "exact", "4651.8", "met"),
        ("GDP growth", "rate", 2021, "at_least", "7.5", "exact", "4.7", "missed"),
        ("retail sales growth", "rate", 2021, "at_least", "9", "exact", "6.2", "missed"),
        ("technology contracts", "flow", 2021, "at_least", "240", "exact", "306.5", "met"),
        ("R&D intensity", "ratio", 2021, "at_least", "2.2", "exact", "2.45", "met"),
        ("days of clean air", "flow", 2021, "at_least", "230", "exact", "237", "met"),
        ("investment growth", "rate", 2022, "at_least", "10", "exact", "-8.5", "missed"),
        ("key projects", "flow", 2022, "at_least", "4670", "exact", "4670", "met"),
        ("high-tech firms", "stock", 2022, "more_than", "3000", "exact", "5189", "met"),
        ("GDP growth", "rate", 2023, "at_least", "7", "exact", "7.4", "met"),
        ("consumer prices", "rate", 2023, "at_most", "3", "exact", "-0.6", "met"),
        ("GDP growth", "rate", 2024, "about", "7", "exact", "5.7", "missed"),
        ("industrial growth", "rate", 2024, "at_least", "9", "exact", "10.5", "met"),
        ("freight", "flow", 2025, "at_least", "120", "more_than", "100", "unreported"),
        ("State: GDP growth", "rate", 2022, "about", "5.5", "exact", "3.0", "missed"),
        ("State: energy intensity", "rate", 2021, "about", "3", "exact", "2.7", "missed"),
    ],
)
def test_the_verdict_of_a_year_long_past(what, kind, year, comparator, aim, qualifier, outcome, status):
    direction = "down" if comparator == "at_most" else "up"
    pledged = target(kind, str(year), comparator, aim, direction)
    period = f"{year}!" if kind == "stock" else str(year)

    assert judge(pledged, figure(period, outcome, qualifier), as_of=LATER).status == status, what


@pytest.mark.parametrize(
    ("year", "income", "economy", "status"), [(2020, "3.7", "3.0", "met"), (2023, "6.7", "7.4", "missed")]
)
def test_income_in_step_with_the_economy(year, income, economy, status):
    pledged = target("rate", str(year), form="reference")
    judgement = judge(pledged, figure(str(year), income), reference=[figure(str(year), economy)], as_of=LATER)

    assert judgement.status == status


def test_a_mean_over_the_year_goes_before_the_level_at_its_end():
    ceiling = target("rate", "2022", "at_most", "5.5", "down")

    assert judge(ceiling, figure("2022", "5.6"), figure("2022!", "5.5"), as_of=LATER).status == "missed"
    assert judge(ceiling, figure("2022!", "5.5"), as_of=LATER).status == "met"


def test_the_first_months_of_a_year_never_settle_it():
    pledged = target("flow", "2021", "at_least", 4650)
    judgement = judge(pledged, figure("2021-01..04", "1498.5"), as_of=LATER)

    assert (judgement.status, judgement.reasons, judgement.used) == ("unreported", (), ())
