"""Bounds of the published classes, hit exactly: each belongs to the better class."""

from fractions import Fraction

import pytest

from tests.assessment.makers import figure, judge, target
from tracker.assessment.open_sdg import progress_to_target, progress_without_target
from tracker.assessment.un_chart import score_to_target, score_without_target

F = Fraction
LESS = F(1, 10**15)


def half_way(method, aim, now, *, baseline=100):
    """Judged after one of two years."""
    pledged = target("stock", "2022", "at_least", aim)
    return judge(
        pledged,
        figure("2021!", now),
        baseline=figure("2020!", baseline),
        as_of="2022-02-01",
        method=method,
    )


@pytest.mark.parametrize(
    ("now", "ratio", "status"),
    [
        (F("109.5"), F("0.95"), "on_track"),
        (F("109.5") - LESS, None, "behind"),
        (F("106"), F("0.60"), "behind"),
        (F("106") - LESS, None, "far_behind"),
        (F("100"), F(0), "far_behind"),
        (F("100") - LESS, None, "regressing"),
        (F("121"), None, "achieved"),
        (F("121") - LESS, None, "on_track"),
    ],
)
def test_cagr(now, ratio, status):
    judgement = half_way("cagr", 121, now)

    assert judgement.status == status
    assert ratio is None or judgement.ratio == ratio


# From 100 to 120 in the first year leads to 144 in the second.
@pytest.mark.parametrize(
    ("aim", "ratio", "status"),
    [
        (100 + 44 / F("0.95"), F("0.95"), "on_track"),
        (100 + 44 / F("0.95") + LESS, None, "behind"),
        (100 + 44 / F("0.10"), F("0.10"), "behind"),
        (100 + 44 / F("0.10") + LESS, None, "far_behind"),
        (120, None, "achieved"),
    ],
)
def test_extrapolation(aim, ratio, status):
    judgement = half_way("extrapolation", aim, 120)

    assert (judgement.status, judgement.projected) == (status, 144)
    assert ratio is None or judgement.ratio == ratio


def test_extrapolation_knows_no_class_below_stagnation():
    assert half_way("extrapolation", 200, 90).status == "far_behind"


@pytest.mark.parametrize(
    ("now", "ratio", "status"),
    [
        (150, 1, "on_track"),
        (150 - LESS, None, "behind"),
        (125, F(1, 2), "behind"),
        (125 - LESS, None, "far_behind"),
        (100, 0, "far_behind"),
        (100 - LESS, None, "regressing"),
        (200, 2, "achieved"),
    ],
)
def test_trend(now, ratio, status):
    judgement = half_way("trend", 200, now)

    assert judgement.status == status
    assert ratio is None or judgement.ratio == ratio


@pytest.mark.parametrize(
    ("latest", "status"),
    [
        ("1015", "substantial_progress"),
        ("1014.99", "moderate_progress"),
        ("1005", "moderate_progress"),
        ("1004.99", "limited_progress"),
        ("1000", "limited_progress"),
        ("999.99", "deterioration"),
    ],
)
@pytest.mark.parametrize("rising", [True, False])
def test_open_sdg_without_a_target(latest, status, rising):
    latest = F(latest) if rising else 2000 - F(latest)
    found = progress_without_target(base=F(1000), latest=latest, years=F(1), rising=rising)

    assert found.status == status


@pytest.mark.parametrize(
    ("latest", "score"), [("1020", 3), ("1019.99", 2), ("1005", 2), ("1004.99", 1), ("900", 1)]
)
@pytest.mark.parametrize("rising", [True, False])
def test_the_progress_chart_without_a_target(latest, score, rising):
    latest = F(latest) if rising else 2000 - F(latest)

    assert score_without_target(base=F(1000), latest=latest, years=F(1), rising=rising) == score


@pytest.mark.parametrize(("base", "ease"), [(100, 1), (200, 1), (250, 1), (50, None), (150, None)])
def test_a_limit_makes_the_same_growth_count_for_more(base, ease):
    grown = {"base": F(base), "latest": F(base) * F("1.0049"), "years": F(1), "rising": True}
    free = progress_without_target(**grown)
    limited = progress_without_target(**grown, limit=F(100))

    assert limited.value == free.value
    assert limited.score > free.score or ease == 1


def test_at_the_limit_holding_is_enough():
    at_limit = {"base": F(100), "years": F(1), "rising": True, "limit": F(100)}

    assert progress_without_target(**at_limit, latest=F(100)).score == 5
    assert progress_without_target(**at_limit, latest=F(99)).status == "deterioration"


@pytest.mark.parametrize(
    ("ratio", "score"), [("0.6", "0.00004"), ("1.3", "5"), ("2", "5"), ("-0.6", "-5"), ("-2", "-5")]
)
def test_scores_run_from_minus_five_to_five(ratio, score):
    # One of two years gone towards 121; the ratio decides what has been reached by now.
    latest = 100 + 10 * F(ratio)
    found = progress_to_target(
        base=F(100), latest=latest, target=F(121), years=F(1), years_to_target=F(2), rising=True
    )

    assert (found.value, found.score) == (F(ratio), pytest.approx(float(F(score)), abs=2e-4))


def test_a_target_reached_has_the_full_score():
    reached = progress_to_target(
        base=F(130), latest=F(121), target=F(121), years=F(1), years_to_target=F(2), rising=True
    )

    assert (reached.status, reached.score) == ("target_achieved", 5)


@pytest.mark.parametrize(
    ("latest", "aim", "score"), [("99", 100, 3), ("98.9", 100, 2), ("1", 0, 3), ("1.1", 0, 2)]
)
def test_a_share_within_a_point_of_its_end_is_on_track(latest, aim, score):
    rising = aim == 100
    base = F(98) if rising else F("1.5")
    way = {"base": base, "latest": F(latest), "target": F(aim), "years": F(9), "years_left": F(1)}

    assert score_to_target(**way, rising=rising, percent=True) == score
