"""Completion rates, gaps and average growth as Chinese offices printed them, reproduced.

Printed numbers are rounded half up. The gap in points was taken from the unrounded rate.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tests.conformance.published import cases
from tracker.assessment.compound import annual_growth

#: Printed from a sum and a plan that had been rounded before; the last digit may differ by one.
FROM_ROUNDED = {"hw": Decimal("0.01")}


def printed(value: Fraction, like: str) -> Decimal:
    """Rounded half up to as many decimals as `like` has."""
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return shown.quantize(Decimal(like), rounding=ROUND_HALF_UP)


def judged(row, as_of):
    aim = target("flow", "2021", "at_least", row["plan"])
    return judge(aim, figure(f"2021-01..{int(row['months']):02}", row["done"]), as_of=as_of)


@pytest.mark.parametrize("row", cases("cn_completion", needs="gap"))
def test_a_printed_gap_is_reproduced(row):
    assert printed(judged(row, "2021-12-31").gap, row["gap"]) == Decimal(row["gap"])


@pytest.mark.parametrize("row", cases("cn_completion", needs="rate"))
def test_a_printed_completion_rate_is_reproduced(row):
    judgement = judged(row, "2021-12-31")

    off = abs(printed(judgement.completion * 100, row["rate"]) - Decimal(row["rate"]))
    assert off <= FROM_ROUNDED.get(row["case"], 0)


@pytest.mark.parametrize("row", cases("cn_completion", needs="ahead"))
def test_what_was_reported_ahead_of_the_time_gone_is_ahead_of_it(row):
    judgement = judged(row, "2021-12-31")

    assert judgement.gap > 0
    assert judgement.status in ("on_track", "ahead")


@pytest.mark.parametrize(("months", "percent"), [(5, "41.67"), (8, "66.67"), (10, "83.33"), (12, "100.00")])
def test_time_gone_is_counted_in_complete_months(months, percent):
    row = {"plan": "100", "done": "1", "months": str(months)}

    assert printed(judged(row, "2021-12-31").elapsed * 100, percent) == Decimal(percent)


@pytest.mark.parametrize(
    ("earlier", "later", "years", "percent"),
    [
        ("32.2", "43.8", 4, "8.0"),  # foreign trade, trillion yuan, 2020 to 2024
        ("1", "1.169", 2, "8.1"),  # industry, January and February 2021 over 2019
        ("1", "1.064", 2, "3.2"),  # retail sales, likewise
        ("1", "1.035", 2, "1.7"),  # investment, likewise
    ],
)
def test_a_printed_average_growth_is_reproduced(earlier, later, years, percent):
    growth = annual_growth(Fraction(earlier), Fraction(later), Fraction(years))

    assert printed(growth * 100, percent) == Decimal(percent)
