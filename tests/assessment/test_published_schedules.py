"""Completion rates and schedule gaps that Chinese offices printed, reproduced to the printed decimals.

Facts from notices and press: what was done of a plan by the end of a month, and the figure printed for it.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target

HUNDRED = 100


def printed(number: Fraction, decimals: int) -> Decimal:
    """Rounded half up, as newspapers do."""
    shown = Decimal(number.numerator) / Decimal(number.denominator)
    return shown.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def by_month(done: str, plan: str | int, months: int):
    aim = target("flow", "2021", "at_least", plan)
    return judge(aim, figure(f"2021-01..{months:02}", done), as_of="2021-12-31")


@pytest.mark.parametrize(
    ("place", "done", "plan", "months", "gap"),
    [
        ("Sichuan, 700 key projects", "56.5", HUNDRED, 5, "14.8"),
        ("Zigong, printed rate", "19", HUNDRED, 2, "2.3"),
        ("Zigong, sums", "22.37", "118", 2, "2.3"),
        ("Jiangmen, sums", "629.0", "647.4", 10, "13.8"),
        ("Ningde", "77.2", HUNDRED, 8, "10.5"),
        ("Sanming", "74", HUNDRED, 8, "7.33"),
        ("a city's investment", "37.8", HUNDRED, 4, "4.5"),
    ],
)
def test_a_printed_gap_is_reproduced(place, done, plan, months, gap):
    judgement = by_month(done, plan, months)

    assert printed(judgement.gap, len(gap.partition(".")[2])) == Decimal(gap), place


@pytest.mark.parametrize("done", ["81.6", "76.4", "74.8", "73.1", "68.4", "78.2", "77", "73.8"])
def test_districts_reported_ahead_in_august_are_ahead_of_the_time_gone(done):
    judgement = by_month(done, HUNDRED, 8)

    assert judgement.gap > 0
    assert judgement.status in ("on_track", "ahead")


@pytest.mark.parametrize(
    ("done", "plan", "rate", "off_by"),
    [
        ("22.37", "118", "19", "0"),
        ("206", "255", "80.8", "0"),
        ("7.9", "9", "87.78", "0"),
        ("54.21", "85.5", "63.41", "0.01"),  # printed from sums that were rounded before
        ("430.9", "473.2", "91.1", "0"),
        ("27", "28", "96.4", "0"),
        ("3", "28", "10.7", "0"),
        ("25", "28", "89.3", "0"),
    ],
)
def test_a_printed_completion_rate_is_reproduced(done, plan, rate, off_by):
    judgement = judge(target("flow", "2021", "at_least", plan), figure("2021", done), as_of="2022-02-01")

    shown = printed(judgement.completion * 100, len(rate.partition(".")[2]))
    assert abs(shown - Decimal(rate)) <= Decimal(off_by)


@pytest.mark.parametrize(("months", "percent"), [(5, "41.67"), (8, "66.67"), (10, "83.33"), (12, "100.00")])
def test_time_gone_is_counted_in_complete_months(months, percent):
    assert printed(by_month("1", HUNDRED, months).elapsed * 100, 2) == Decimal(percent)
