"""Doubts about figures that can be read and may still be wrong."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.asking.points import Point
from tracker.ingest.asking.relations import Growth, Whole, growths_about, wholes_about
from tracker.ingest.asking.sanity import doubts, is_unremarkable, neighbours
from tracker.ingest.problems.sanity_messages import SANITY_MESSAGES
from tracker.quantities import parse_number, parse_period, parse_unit

HISTORY_CODES = {"unit_slip", "percent_slip", "outlier", "same_as_before"}


def point(written, period="2021", unit="家", qualifier="exact", *, instant=False):
    span, factor = parse_period(period), parse_unit(unit).factor
    start = span.end if instant else span.start
    return Point(start, span.end, parse_number(written).exact * factor, written, qualifier, unit, factor)


def years(*values, unit="家", last=2020, instant=False):
    """Figures of consecutive years, the last of 2020."""
    return [
        point(value, str(last - back), unit, instant=instant) for back, value in enumerate(reversed(values))
    ]


def codes(kind, figure, history=(), **more):
    return [doubt.code for doubt in doubts(kind=kind, point=figure, history=list(history), **more)]


# 万 and 亿


@pytest.mark.parametrize(
    ("value", "unit", "history", "slips"),
    [
        ("1230", "万家", ["800", "900"], True),
        ("0.123", "家", ["800", "900"], True),
        ("12691", "万元", ["1200300000000"], True),
        ("12691", "亿元", ["1200300000000"], False),
        ("1230", "家", ["800", "900"], False),
        ("25000000", "家", ["800", "900"], True),  # 29 412 times: 10^4, and a growth within three
        ("27000000", "家", ["800", "900"], False),
        ("123000000000", "家", ["800", "900"], True),  # 亿
    ],
)
def test_a_slip_of_wan_or_yi_is_seen_by_a_single_neighbour(value, unit, history, slips):
    plain = "元" if unit.endswith("元") else "家"
    found = codes("flow", point(value, unit=unit), years(*history, unit=plain))
    assert ("unit_slip" in found) is slips


def test_a_slip_says_how_many_times_and_beside_what():
    [doubt] = doubts(
        kind="stock", point=point("4130", unit="万家", instant=True), history=years("2900", instant=True)
    )
    assert doubt == ("unit_slip", {"times": "10,000", "near": "2900家"})


def test_a_slip_is_no_outlier_besides():
    assert codes("flow", point("1230", unit="万家"), years("800", "810", "790", "805", "815")) == [
        "unit_slip"
    ]


@pytest.mark.parametrize("kind", ["rate", "rank", "milestone"])
def test_rates_ranks_and_milestones_have_no_wan(kind):
    assert "unit_slip" not in codes(kind, point("30000", unit="位"), years("3", "2", unit="位"))


def test_nothing_is_compared_with_nothing():
    assert codes("flow", point("0"), years("800")) == []
    assert codes("flow", point("800"), years("0")) == []
    assert codes("flow", point("800")) == []


# Percent and fraction


@pytest.mark.parametrize(
    ("kind", "value", "history", "slips"),
    [
        ("ratio", "0.745", ["74.0", "73.1"], True),
        ("ratio", "0.8", ["80", "79"], True),
        ("ratio", "7450", ["74.0", "73.1"], True),
        ("ratio", "60.1", ["74.0", "73.1"], False),
        ("rate", "0.074", ["7.4", "6.5"], True),
        ("rate", "0.1", ["7.4", "8.0"], False),  # a bad year, with as many digits as the others
        ("rate", "740", ["7.4", "6.5"], True),
        ("rate", "8", ["0.1", "0.1"], False),
        ("flow", "0.074", ["7.4", "6.5"], False),
    ],
)
def test_a_fraction_for_a_percentage_is_seen_and_a_bad_year_is_not(kind, value, history, slips):
    found = codes(kind, point(value, unit="%"), years(*history, unit="%"))
    assert ("percent_slip" in found) is slips


# Outliers


@pytest.mark.parametrize(
    ("kind", "value", "history", "unit", "far"),
    [
        ("flow", "1230", ["700", "720", "760", "790", "800"], "家", False),
        ("flow", "2500", ["700", "720", "760", "790", "800"], "家", True),
        ("flow", "250", ["700", "720", "760", "790", "800"], "家", True),
        ("flow", "2500", ["700", "720", "760", "790"], "家", False),  # too few to know what is usual
        ("flow", "0", ["700", "720", "760", "790", "800"], "家", True),
        ("flow", "-5", ["700", "720", "760", "790", "800"], "家", True),
        ("flow", "6400", ["100", "200", "400", "800", "1600", "3200"], "家", False),  # doubling every year
        ("flow", "50", ["0", "5", "90", "-3", "20"], "家", False),  # not all above zero: no ratios
        ("ratio", "17.4", ["74.0", "73.1", "73.9", "74.2", "72.8"], "%", True),
        ("ratio", "70.1", ["74.0", "73.1", "73.9", "74.2", "72.8"], "%", False),
        ("rate", "3.0", ["8.1", "6.5", "7.4", "8.0", "8.2"], "%", False),  # 2020
        ("rate", "-3.7", ["3.1", "3.0", "3.2", "2.9", "3.3"], "%", False),
        ("rate", "30", ["8.1", "6.5", "7.4", "8.0", "8.2"], "%", True),
        ("rate", "45", ["8.1", "30", "-12", "19", "60"], "%", False),  # unsteady anyway
        ("rank", "90", ["3", "3", "3", "3", "3"], "位", False),
        ("milestone", "0", ["1", "1", "1", "1", "1"], "项", False),
    ],
)
def test_a_figure_far_from_its_neighbours_is_an_outlier(kind, value, history, unit, far):
    found = codes(kind, point(value, unit=unit), years(*history, unit=unit))
    assert ("outlier" in found) is far


def test_a_change_is_not_held_against_other_changes():
    steady = years("53", "54", "55", "52", "51")
    assert codes("flow", point("900"), steady, form="change") == []


def test_a_bound_is_no_outlier_and_no_neighbour():
    steady = years("700", "720", "760", "790", "800")
    assert codes("flow", point("2500", qualifier="more_than"), steady) == []
    assert neighbours(point("2500"), [point("700", "2020", qualifier="at_least")]) == []


# Neighbours


@pytest.mark.parametrize(
    ("own", "other", "compares"),
    [
        ("2021", "2020", True),
        ("2021", "2021", True),
        ("2021-H1", "2020-H1", True),
        ("2021-H1", "2020", False),
        ("2021-Q1", "2021-Q2", False),
        ("2016..2020", "2020", False),
        ("..2021", "..2020", False),
        ("2021", "..2020", False),
    ],
)
def test_periods_compare_where_they_are_as_long_and_of_one_part_of_a_year(own, other, compares):
    assert bool(neighbours(point("1", own), [point("2", other)])) is compares


def test_levels_at_a_date_compare_with_all_levels_at_a_date():
    own = point("1", "2021-06", instant=True)
    assert len(neighbours(own, [point("2", "2020", instant=True), point("3", "2020")])) == 1


def test_the_nearest_nine_are_looked_at():
    near = neighbours(point("1", "2021"), years(*map(str, range(1, 21))))
    assert sorted(other.end.year for other in near) == list(range(2012, 2021))


# The same again


@pytest.mark.parametrize(
    ("kind", "value", "before", "doubted"),
    [
        ("flow", "1230", "1230", True),
        ("stock", "1230", "1230", True),
        ("flow", "1,230", "1230", False),  # typed anew
        ("flow", "12000", "12000", False),  # two digits that say something
        ("flow", "61", "61", False),
        ("rate", "7.53", "7.53", False),
        ("ratio", "74.5", "74.5", False),
        ("flow", "1230", "1231", False),
    ],
)
def test_last_year_s_digits_again_are_doubted_where_they_tell_something(kind, value, before, doubted):
    instant = kind == "stock"
    found = codes(kind, point(value, instant=instant), years(before, instant=instant))
    assert ("same_as_before" in found) is doubted


@pytest.mark.parametrize("period", ["2019", "2021", "2020-H1", "2022"])
def test_the_same_digits_of_another_period_are_no_repetition(period):
    assert "same_as_before" not in codes("flow", point("1230"), [point("1230", period)])


def test_a_repetition_names_the_period_it_repeats():
    [doubt] = doubts(kind="flow", point=point("1230", "2021-06"), history=[point("1230", "2020-06")])
    assert doubt.params == {"period": "2020-06"}


# A growth and its levels


def growth(level, before, rate, qualifiers=None):
    qualifiers = qualifiers or {}
    return Growth(
        point(level, "2021", "亿元", qualifiers.get("level", "exact")),
        point(before, "2020", "亿元"),
        point(rate, "2021", "%", qualifiers.get("rate", "exact")),
    )


@pytest.mark.parametrize(
    ("level", "before", "rate", "contradicts"),
    [
        ("12691", "12003", "5.7", False),
        ("12691", "12003", "5.732", False),
        ("12691", "12003", "5.8", True),
        ("64", "52.2", "22.5", False),
        ("63", "52.2", "22.5", True),
        ("10", "9", "20", False),  # 9.5 to 10.5 after 8.5 to 9.5: anything from 0 to 23.5 %
        ("10", "9", "25", True),
        ("90", "100", "-10", False),
        ("90", "100", "10", True),
        ("90", "0", "10", False),  # nothing grows from nothing
        ("90", "-5", "10", False),
        ("3", "0.4", "650", False),
    ],
)
def test_a_growth_its_levels_rule_out_is_doubted(level, before, rate, contradicts):
    triple = growth(level, before, rate)
    assert codes("flow", triple.level, growths=[triple]) == ["growth_contradicted"] * contradicts


@pytest.mark.parametrize("hedged", [{"level": "about"}, {"rate": "more_than"}])
def test_what_is_hedged_or_bounded_contradicts_no_growth(hedged):
    triple = growth("12691", "12003", "9.9", hedged)
    assert codes("rate", triple.rate, growths=[triple]) == []


def test_a_contradicted_growth_says_what_the_levels_make():
    triple = growth("5623", "5185.7", "7.7")
    [doubt] = doubts(kind="rate", point=triple.rate, growths=[triple])
    assert doubt.params == {
        "level": "5623亿元", "before": "5185.7亿元", "growth": "7.7%", "implied": "8.43%",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "level", "before", "pairs"),
    [
        ("2021", "2021", "2020", True),
        ("2021-H1", "2021-H1", "2020-H1", True),
        ("2021-06", "2021-06", "2020-06", True),
        ("2016..2020", "2020", "2015", True),
        ("2016..2020", "2020", "2019", False),
        ("2021", "2020", "2019", False),
        ("2021", "2021", "2019", False),
        ("2021-H1", "2021-H1", "2020", False),
        ("..2021", "2021", "2020", False),
    ],
)
def test_a_rate_counts_from_the_level_before_its_period(rate, level, before, pairs):
    instant = rate == "2016..2020"
    rates, levels = (
        [point("5", rate, "%")],
        [point("10", level, instant=instant), point("9", before, instant=instant)],
    )
    assert bool(growths_about(rates[0], rates=rates, levels=levels)) is pairs


def test_only_the_growths_a_figure_has_part_in_are_looked_at():
    rates = [point("5", "2021", "%"), point("6", "2020", "%")]
    levels = years("7", "8", "9", last=2021)
    found = growths_about(levels[0], rates=rates, levels=levels)
    assert [(each.rate.written, each.level.written, each.before.written) for each in found] == [
        ("5", "9", "8")
    ]


# Parts and totals


@pytest.mark.parametrize(
    ("total", "parts", "above"),
    [
        (("500", "exact"), [("600", "exact")], True),
        (("500", "exact"), [("200", "exact")] * 3, True),
        (("600", "exact"), [("200", "exact")] * 3, False),
        (("599", "exact"), [("200", "exact")] * 3, False),  # 199.5 three times is 598.5
        (("500", "at_least"), [("600", "exact")], False),
        (("500", "at_most"), [("600", "exact")], True),
        (("500", "about"), [("600", "exact")], False),
        (("500", "exact"), [("600", "at_most")], False),
        (("500", "exact"), [("600", "more_than")], True),
        (("500", "exact"), [], False),
    ],
)
def test_parts_above_their_total_are_doubted(total, parts, above):
    whole = Whole(
        point(total[0], qualifier=total[1]), [point(value, qualifier=word) for value, word in parts]
    )
    assert codes("flow", whole.total, wholes=[whole]) == ["above_total"] * above


def test_no_more_is_added_than_there_is_at_the_end():
    added, level = point("4230", "2021"), point("4130", "2021", instant=True)
    [whole] = wholes_about(added, changes=[added], levels=[level, point("2900", "2020", instant=True)])
    [doubt] = doubts(kind="flow", form="change", point=added, wholes=[whole])
    assert doubt == ("above_total", {"parts": "4230家", "total": "4130家"})


# The quote


@pytest.mark.parametrize(
    ("value", "unit", "kind", "quote", "found"),
    [
        ("1230", "家", "flow", "新增高新技术企业1230家", True),
        ("1230", "家", "flow", "新增高新技术企业1,230家", True),
        ("1230", "家", "flow", "新增高新技术企业１２３０家", True),
        ("1230", "家", "flow", "新增高新技术企业1 230家", True),
        ("1230", "家", "flow", "新增高新技术企业1000家", False),
        ("1230", "家", "flow", "新增高新技术企业12300家", False),
        ("5", "家", "flow", "2025年引进机构4家", False),  # 5 is only a digit of 2025
        ("46500", "家", "stock", "上云企业4.65万家", True),
        ("4.65", "万家", "stock", "上云企业46500家", True),
        ("12003", "亿元", "flow", "完成120030000万元", True),
        ("1.2", "万亿元", "flow", "完成12000亿元", True),
        ("-3.7", "%", "rate", "下降3.7%", True),
        ("0", "台", "stock", "燃煤锅炉清零", True),
        ("0", "%", "rate", "与上年持平", True),
        ("0", "台", "stock", "燃煤锅炉拆改", False),
        ("100", "%", "ratio", "实现全覆盖", True),
        ("100", "%", "ratio", "覆盖", False),
        ("100", "家", "flow", "实现全覆盖", False),
        ("1", "位", "rank", "居全国首位", True),
        ("3", "位", "rank", "居全国第三", True),
        ("3", "位", "rank", "居全国第五", False),
        ("12", "大类", "flow", "实施十二大类项目", True),
        ("100", "万户", "stock", "市场主体超百万", True),
        ("530", "%", "rate", "增长5.3倍", True),
        ("14.2857", "%", "ratio", "占全省1/7", True),
        ("14.2857", "%", "ratio", "占全省不小", False),
        ("2021", "家", "flow", "二〇二一家", True),
    ],
)
def test_a_quote_is_doubted_where_it_does_not_hold_the_number(value, unit, kind, quote, found):
    unit = "个" if unit == "大类" else unit
    assert ("quote_without_number" not in codes(kind, point(value, unit=unit), quote=quote)) is found


@pytest.mark.parametrize("more", [{"quote": ""}, {"quote": "无数字", "derivation": "4130-2900"}])
def test_without_a_quote_or_with_the_arithmetic_nothing_is_missed(more):
    assert codes("flow", point("1230"), **more) == []


def test_a_milestone_needs_no_number_in_its_words():
    assert codes("milestone", point("1", unit="项"), quote="规划获批") == []


# All together


def test_every_doubt_has_a_sentence_that_takes_its_parameters():
    triple = growth("90", "100", "10")
    steady = years("700", "720", "760", "790", "800")
    found = [
        *doubts(kind="flow", point=point("1230", unit="万家"), history=steady, quote="无"),
        *doubts(kind="flow", point=point("2500"), history=steady),
        *doubts(kind="flow", point=point("814"), history=years("814"), growths=[triple]),
        *doubts(kind="ratio", point=point("0.7", unit="%"), history=years("70", unit="%")),
        *doubts(kind="flow", point=point("9"), wholes=[Whole(point("5"), [point("9")])]),
    ]
    assert {doubt.code for doubt in found} == set(SANITY_MESSAGES)
    for doubt in found:
        wrong, remedy = (str(text) for text in SANITY_MESSAGES[doubt.code])
        assert "%(" not in wrong % doubt.params + remedy % doubt.params


values = st.decimals(min_value=-1000, max_value=1000, places=1).map(str)


@given(
    st.sampled_from(["flow", "stock", "ratio", "rate", "rank", "milestone"]),
    st.sampled_from(["家", "%", "万家"]),
    values,
    st.lists(st.tuples(values, st.integers(2005, 2030)), max_size=9),
)
def test_what_is_passed_over_as_unremarkable_would_raise_no_doubt(kind, unit, value, others):
    figure = point(value, unit=unit)
    history = [point(other, str(year), unit) for other, year in others]
    if is_unremarkable(kind, figure.base, [other.base for other in history]):
        assert not HISTORY_CODES.intersection(codes(kind, figure, history))


@given(values, st.lists(values, max_size=12), st.text(max_size=40), st.text(max_size=12))
def test_no_text_and_no_number_breaks_a_rule(value, others, quote, written):
    figure = point(value)
    odd = Point(figure.start, figure.end, figure.base, written or "x")
    assert isinstance(doubts(kind="flow", point=odd, history=years(*others), quote=quote), list)


def test_steady_growth_of_many_years_is_never_doubted():
    level, history = Fraction(800), []
    for year in range(2000, 2022):
        figure = point(str(round(level)), str(year))
        assert codes("flow", figure, history) == []
        history.append(figure)
        level = level * 123 / 80 if year % 5 == 0 else level * 107 / 100


def test_a_leap_day_has_a_year_before():
    day = datetime.date(2024, 2, 29)
    figure = Point(day, day, Fraction(1230), "1230")
    earlier = Point(day.replace(2023, 2, 28), day.replace(2023, 2, 28), Fraction(1230), "1230")
    assert codes("stock", figure, [earlier]) == ["same_as_before"]
