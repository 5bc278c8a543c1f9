"""Rows of a list told from stored verdicts say the very same as rows that are read and judged."""

import datetime
import random

import pytest

from tests.api.whole import made_of_bodies, whole_list
from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_evidence,
    make_indicator,
    make_observation,
    make_path_point,
    make_plan,
    make_series,
    make_target,
)
from tracker.actions.targets import pin_baseline
from tracker.api.lists import listing
from tracker.models import Commitment, Filed
from tracker.progress import refresh, standings, today
from tracker.progress.lists import listed
from tracker.progress.lists.listed import Listed

pytestmark = pytest.mark.django_db


def told(numbers):
    """The rows as the list gives them."""
    return listing.rows_of(numbers, as_of=None, day=today(), method="schedule")


def judged(numbers):
    """The same rows by reading everything and asking the stored verdict."""
    rows = listing._judged(numbers, None, today(), "schedule")
    return [rows[number] for number in numbers]


def numbers():
    return list(Commitment.objects.order_by("place").values_list("pk", flat=True))


def same():
    """Hold all rows against each other; the numbers of those a stored verdict told."""
    found = numbers()
    assert told(found) == judged(found)
    assert [list(row) for row in told(found)] == [list(row) for row in judged(found)]
    for language in ("zh", "en"):
        assert whole_list(language) == made_of_bodies(language)
    return set(listed.listed(found, day=today()))


@pytest.fixture
def plan(db):
    return make_plan(document=make_document("report", published="2021-01-30", reliability="press"))


def test_a_flow_with_its_previous_period_and_two_vintages(plan):
    commitment = make_commitment(plan=plan, target={"value": "100.50"})
    make_observation(commitment.series, "80", "2020", published="2021-01-20", obs_status="estimated")
    make_observation(commitment.series, "81.0", "2020", published="2021-03-20")
    make_observation(commitment.series, "120", published="2022-02-01", derivation="60+60")
    make_observation(commitment.series, "110", published="2022-08-01")
    refresh()
    assert same() == {commitment.pk}
    (row,) = told([commitment.pk])
    assert (row["previous"]["value"], row["latest"]["value"]) == ("81.0", "110")


def test_a_level_on_its_way_from_a_baseline(plan):
    series = make_series(kind="stock", unit="万家")
    base = make_observation(series, "2.0", "2020", published="2021-01-10")
    commitment = make_commitment(
        series=series, plan=plan, target={"period": "2035", "value": "3", "baseline": base}
    )
    make_observation(series, "2.33", "2023", published="2024-01-20")
    refresh()
    assert same() == {commitment.pk}
    (row,) = told([commitment.pk])
    assert row["baseline"]["value"] == "2.0"
    assert row["expected_now"]["unit"] == "万家"
    assert row["verdict"]["projected"]


def test_a_growth_pinned_to_the_level_it_grows_from(plan):
    level = make_series(make_indicator("gdp", unit="亿元", kind="flow"))
    growth = make_series(make_indicator("gdp-growth", unit="%", kind="rate", growth_of=level.indicator))
    commitment = make_commitment(series=growth, plan=plan, target={"value": "6", "period": "2025"})
    base = make_observation(level, "12003", "2020", published="2021-01-20")
    pin_baseline(target=commitment.targets.get(), observation=base, by=None)
    make_observation(growth, "5.5", "2024", published="2025-01-20")
    refresh()
    same()


def test_a_figure_worked_out_from_another_series_is_left_to_judging(plan):
    level = make_series(make_indicator("firms", kind="stock"))
    added = make_series(make_indicator("new-firms", kind="flow", basis="net", change_of=level.indicator))
    commitment = make_commitment(series=added, plan=plan)
    make_observation(level, "2900", "2020", published="2021-01-20")
    make_observation(level, "4130", "2021", published="2022-01-20")
    refresh()
    assert same() == set()
    assert told([commitment.pk])[0]["latest"]["derivation"]


def test_a_planned_path_is_left_to_judging(plan):
    commitment = make_commitment(plan=plan, target={"period": "2035"})
    make_path_point(commitment.targets.get(), "2030-06-30", "40")
    refresh()
    assert same() == set()


def test_a_verdict_that_rests_on_no_figure_shows_the_newest_there_is(plan):
    commitment = make_commitment(plan=plan, target={"value": "2.1", "comparator": "more_than"})
    make_observation(commitment.series, "2", published="2022-03-01", qualifier="more_than")
    refresh()
    assert same() == {commitment.pk}
    (row,) = told([commitment.pk])
    assert (row["verdict"]["status"], row["latest"]["value"]) == ("unreported", "2")


@pytest.mark.parametrize(
    "fields",
    [
        {"checkable": False, "unrateable_reason": "no_measure"},
        {"measured": False},
        {"withdrawn_on": datetime.date(2021, 6, 1), "withdrawn_reason": "dropped"},
        {"entity": "各开发区", "entity_count": 5},
        {"entity": "各开发区", "entity_count": 1},
        {"binding": "binding", "modality": "strive", "statement_en": "1000 more firms"},
        {"target": {"comparator": "about", "tolerance": "5", "tolerance_kind": "points"}},
        {"target": {"comparator": "between", "value": "90", "value_to": "110", "period": "2035"}},
        {"target": {"form": "reference", "wording": "in_step", "reference_note": "GDP"}},
        {"target": {"state": "draft"}},
    ],
)
def test_commitments_of_every_sort(plan, fields):
    commitment = make_commitment(plan=plan, **fields)
    if commitment.series:
        make_observation(commitment.series, "95", published="2022-02-01")
    refresh()
    same()


def test_words_and_departments_come_in_their_order(plan):
    commitment = make_commitment(plan=plan)
    make_evidence(commitment, "later words", document=make_document(published="2021-05-01"))
    make_evidence(commitment, "earlier words", document=make_document(published="2020-05-01"), section="三")
    commitment.departments.add(make_department("zz"), make_department("aa"), make_department("mm"))
    refresh()
    assert same() == {commitment.pk}
    (row,) = told([commitment.pk])
    assert row["departments"] == ["aa", "mm", "zz"]
    assert row["evidence"]["quote"] == "earlier words"


def test_names_in_both_languages(plan, settings):
    from django.utils import translation

    make_commitment(plan=plan, statement_en="1000 more firms")
    make_commitment(plan=plan)
    refresh()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            same()


def test_a_commitment_not_judged_yet_is_judged_on_the_spot(plan):
    commitment = make_commitment(plan=plan)
    assert listed.listed([commitment.pk], day=today()) == {}
    same()


def test_rows_come_in_the_order_asked_for_and_those_gone_are_left_out(plan):
    made = [make_commitment(plan=plan).pk for _number in range(4)]
    refresh()
    shuffled = random.Random(3).sample(made, 4)
    codes = dict(Commitment.objects.values_list("pk", "code"))
    rows = told([*shuffled, 999_999])
    assert [row["code"] for row in rows] == [codes[number] for number in shuffled]
    assert told([]) == []


def test_commitments_drawn_at_random(plan):
    """Two hundred, of every kind, with none to three figures of each of several years."""
    dice = random.Random(20211)
    for number in range(200):
        kind = dice.choice(["flow", "stock", "ratio", "rate", "rank", "milestone"])
        ranked = {"counted_from": "top"} if kind == "rank" else {}
        series = make_series(kind=kind, direction=dice.choice(["up", "down", "none"]), **ranked)
        base = make_observation(series, dice.randint(1, 99), "2020", published="2021-01-10")
        aim = {"period": dice.choice(["2021", "2024", "2026", "2035"])}
        if kind == "milestone":
            aim |= {"form": "milestone", "wording": "none", "value": None, "unit": None}
        else:
            comparators = ["at_least", "more_than", "at_most", "less_than", "about", "exactly"]
            aim |= {"value": str(dice.randint(1, 120)), "comparator": dice.choice(comparators)}
            aim |= {"baseline": base} if dice.random() < 0.5 else {}
        commitment = make_commitment(series=series, plan=plan, number=number + 1, target=aim)
        for year in dice.sample(range(2019, 2027), dice.randint(0, 3)):
            for _vintage in range(dice.randint(1, 2)):
                make_observation(
                    series, dice.randint(0, 1) if kind == "milestone" else dice.randint(0, 140), str(year),
                    document=make_document(published=f"{year + 1}-0{dice.randint(1, 9)}-15"),
                    qualifier=dice.choice(["exact", "exact", "exact", "at_least", "about"]),
                )  # fmt: skip
        if dice.random() < 0.1:
            make_target(commitment, document=make_document(published="2021-09-01"), **aim)
    refresh()
    by_verdict = same()
    statuses = {row.status for row in standings(Commitment.objects.for_list())}
    assert len(by_verdict) > 150
    assert len(statuses) >= 8


def test_every_column_has_a_name():
    assert len(Listed._fields) == len(set(Listed._fields))


def test_words_known_only_later_are_not_shown(plan):
    commitment = make_commitment(plan=plan)
    make_evidence(commitment, "words of tomorrow", start=1, known_from=today() + datetime.timedelta(1))
    refresh()
    Filed.objects.update(evidence=commitment.evidence.get(quote="words of tomorrow"))
    assert same() == set()
    (row,) = told([commitment.pk])
    assert row["evidence"]["quote"] == commitment.statement


def test_departments_come_by_their_code_points_through_every_door(plan):
    commitment = make_commitment(plan=plan)
    codes = ["ab", "a-c", "a_b", "Ab"]
    commitment.departments.set([make_department(code) for code in codes])
    refresh()
    same()
    assert told([commitment.pk])[0]["departments"] == sorted(codes)
