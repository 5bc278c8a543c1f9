"""The list of commitments and the page of one."""

import datetime

import pytest
from django.utils.timezone import localdate

from tests.factories import (
    make_commitment,
    make_department,
    make_document,
    make_indicator,
    make_jurisdiction,
    make_observation,
    make_path_point,
    make_plan,
    make_remark,
    make_series,
    make_target,
    make_topic,
)
from tracker.api import bodies
from tracker.assessment import METHODS
from tracker.models import Commitment, Department, Evidence, Target
from tracker.progress import observations_of, refresh, today

REPORT = "zhengzhou-2021-work-report"


@pytest.fixture
def report(db):
    return make_document(REPORT, published="2021-01-30", reliability="press")


@pytest.fixture
def firms(report):
    """The commitment of the design's example, with the figures it is judged by."""
    indicator = make_indicator(
        "new-hightech-firms", name="新增高新技术企业", name_en="New high-tech firms", aliases=("新认定高企",)
    )
    commitment = make_commitment(
        series=make_series(indicator),
        plan=make_plan(document=report),
        code="410100-2021-017",
        number=17,
        topic=make_topic("innovation"),
        target={"value": "1000"},
    )
    Evidence.objects.filter(commitment=commitment).update(section="三（一）", start=7862)
    press = make_document("evening-paper", published="2022-09-08", reliability="press")
    make_observation(commitment.series, "800", "2020", published="2021-01-30", obs_status="estimated")
    make_observation(
        commitment.series, "1230", document=press, obs_status="estimated", derivation="4130-2900"
    )
    return commitment


@pytest.fixture
def grown(report) -> Commitment:
    """Growth promised for 2021, of which only the two levels were published."""
    level = make_series(make_indicator(kind="flow", unit="亿元"))
    rate = make_series(make_indicator(kind="rate", unit="%", form="growth", growth_of=level.indicator))
    make_observation(level, "200", "2020", published="2021-03-01")
    make_observation(level, "300", "2021", published="2022-03-01", quote="达到300亿元")
    return make_commitment(series=rate, target={"value": "7.5"})


def test_a_row_is_exactly_the_documented_example(api, firms):
    refresh()
    (row,) = api.get("commitments/").json()["results"]
    assert row == {
        "code": "410100-2021-017",
        "statement": "新增高新技术企业1000家",
        "plan": "410100-2021",
        "jurisdiction": "410100",
        "topic": "innovation",
        "departments": [],
        "binding": None,
        "indicator": {"code": "new-hightech-firms", "name": "新增高新技术企业", "kind": "flow"},
        "target": {
            "form": "level", "comparator": "at_least", "value": "1000", "value_to": None, "unit": "家",
            "period": "2021", "due": "2021-12-31",
        },
        "baseline": None,
        "previous": {"value": "800", "unit": "家", "period": "2020", "obs_status": "estimated"},
        "latest": {
            "value": "1230", "unit": "家", "period": "2021", "obs_status": "estimated",
            "reliability": "press", "derivation": "4130-2900",
        },
        "expected_now": {"value": "1000", "unit": "家", "by": localdate().isoformat()},
        "verdict": {
            "status": "met", "method": "schedule", "as_of": localdate().isoformat(),
            "judged_at": "2021-12-31", "completion": "1.23", "progress": None, "elapsed": "1", "gap": None,
            "projected": None, "method_sensitive": False, "vintage_sensitive": False,
            "reasons": row["verdict"]["reasons"],
        },
        "evidence": {
            "document": REPORT, "section": "三（一）", "quote": "新增高新技术企业1000家", "start": 7862,
        },
    }  # fmt: skip
    assert "derived" in row["verdict"]["reasons"]


def test_the_keys_stand_in_the_documented_order(api, firms):
    (row,) = api.get("commitments/").json()["results"]
    assert list(row) == [
        "code", "statement", "plan", "jurisdiction", "topic", "departments", "binding", "indicator", "target",
        "baseline", "previous", "latest", "expected_now", "verdict", "evidence",
    ]  # fmt: skip


def test_drafts_are_not_shown(api, report):
    make_commitment(plan=make_plan(document=report), state="draft")
    hidden = make_plan("410100-2022", document=report, state="submitted")
    make_commitment(plan=hidden)
    assert api.codes("commitments/") == []


def test_a_draft_has_no_page(api, report):
    draft = make_commitment(plan=make_plan(document=report), state="approved")
    assert api.refusal(f"commitments/{draft.code}/")["code"] == "not_found"


def test_a_commitment_without_a_target_is_listed_without_a_verdict(api, firms):
    Target.objects.all().delete()
    (row,) = api.get("commitments/").json()["results"]
    assert (row["target"], row["verdict"], row["latest"]) == (None, None, None)


def test_names_follow_the_language_asked_for(api, firms):
    row = api.get("commitments/", language="en-GB,en;q=0.8").json()["results"][0]
    assert row["indicator"]["name"] == "New high-tech firms"


def test_other_languages_fall_back_to_chinese(api, firms):
    row = api.get("commitments/", language="fr").json()["results"][0]
    assert row["indicator"]["name"] == "新增高新技术企业"


# A past day


def test_a_past_day_shows_no_later_figure(api, firms):
    refresh()
    (row,) = api.get("commitments/", as_of="2021-02-01").json()["results"]
    assert row["latest"] is None
    assert row["previous"]["period"] == "2020"
    assert row["verdict"]["status"] == "no_data"
    assert row["verdict"]["as_of"] == "2021-02-01"


def test_a_past_day_shows_no_commitment_announced_later(api, firms):
    assert api.codes("commitments/", as_of="2021-01-29") == []


def test_a_page_of_a_day_before_its_announcement_is_missing(api, firms):
    refusal = api.refusal(f"commitments/{firms.code}/", as_of="2021-01-29")
    assert refusal["status"] == 404


def test_today_named_is_today(api, firms):
    refresh()
    named = api.get("commitments/", as_of=localdate().isoformat()).json()["results"]
    assert named == api.get("commitments/").json()["results"]


def test_status_of_a_past_day_is_judged_for_that_day(api, firms):
    refresh()
    query = {"as_of": "2021-02-01", "plan": "410100-2021"}
    assert api.codes("commitments/", status="met", **query) == []
    assert api.codes("commitments/", status="no_data", **query) == [firms.code]


@pytest.mark.parametrize("scope", ["plan", "jurisdiction", "document"])
def test_status_of_a_past_day_is_answered_within_a_scope(api, firms, scope):
    value = {"plan": "410100-2021", "jurisdiction": "410100", "document": REPORT}[scope]
    query = {"as_of": "2021-02-01", "status": "no_data", scope: value}
    assert api.codes("commitments/", **query) == [firms.code]


def test_status_of_a_past_day_needs_a_scope(api, firms):
    refusal = api.refusal("commitments/", as_of="2021-02-01", status="met")
    assert refusal["code"] == "unsupported_combination"
    assert refusal["errors"][0]["parameter"] == "status"


# What a status hangs on


@pytest.fixture
def disputed(report):
    """Met by the figure that counts, missed by another one published before it."""
    commitment = make_commitment(plan=make_plan(document=report))
    make_observation(commitment.series, "80", published="2022-02-01")
    make_observation(commitment.series, "120", published="2022-08-01")
    return commitment


@pytest.fixture
def halfway(report):
    """Half way after three fifths of the time: on track by schedule, behind by every other method."""
    series = make_series(kind="stock")
    base = make_observation(series, "2000", "2020", published="2021-01-10")
    aim = {"period": "2025", "value": "3000", "baseline": base}
    commitment = make_commitment(series=series, plan=make_plan(document=report), target=aim)
    make_observation(series, "2500", "2023", published="2024-01-20")
    return commitment


FLAGS = ["method_sensitive", "vintage_sensitive"]


@pytest.mark.parametrize("word", ["true", "false"])
@pytest.mark.parametrize("day", [{}, {"as_of": "2022-12-31", "plan": "410100-2021"}])
def test_those_that_hang_on_the_vintage_are_found(api, firms, disputed, day, word):
    refresh()
    found = api.codes("commitments/", vintage_sensitive=word, **day)
    assert found == [disputed.code if word == "true" else firms.code]


@pytest.mark.parametrize("word", ["true", "false"])
def test_those_that_hang_on_the_method_are_found(api, firms, halfway, word):
    found = api.codes("commitments/", method_sensitive=word, as_of="2024-02-01", plan="410100-2021")
    assert found == [halfway.code if word == "true" else firms.code]


def test_those_whose_stored_verdict_hangs_on_the_method_are_found(api, firms, halfway):
    refresh(as_of=datetime.date(2024, 2, 1))
    assert api.codes("commitments/", method_sensitive="true") == [halfway.code]
    assert api.codes("commitments/", method_sensitive="false") == [firms.code]


def test_both_flags_stand_in_a_verdict(api, disputed):
    refresh()
    (row,) = api.get("commitments/").json()["results"]
    assert [row["verdict"][flag] for flag in FLAGS] == [False, True]


def test_a_flag_of_a_past_day_knows_no_figure_published_later(api, disputed):
    day = {"as_of": "2022-07-31", "plan": "410100-2021"}
    assert api.codes("commitments/", vintage_sensitive="true", **day) == []
    assert api.codes("commitments/", vintage_sensitive="true", **{**day, "as_of": "2022-08-01"}) == [
        disputed.code
    ]


def test_a_flag_and_a_status_of_a_past_day_must_both_hold(api, firms, disputed):
    query = {"as_of": "2022-12-31", "plan": "410100-2021", "status": "met,missed"}
    assert api.codes("commitments/", vintage_sensitive="true", **query) == [disputed.code]
    assert api.codes("commitments/", vintage_sensitive="true", **{**query, "status": "missed"}) == []


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_of_a_past_day_needs_a_scope(api, firms, flag):
    refusal = api.refusal("commitments/", as_of="2021-02-01", **{flag: "true"})
    assert refusal["code"] == "unsupported_combination"
    assert refusal["errors"][0]["parameter"] == flag


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("word", ["yes", "1", "True"])
def test_a_flag_is_true_or_false(api, flag, word):
    refusal = api.refusal("commitments/", **{flag: word})
    assert refusal["code"] == "invalid_parameter"
    assert "true, false" in refusal["errors"][0]["remedy"]


def test_a_past_day_judges_no_more_queries_for_more_rows(api, firms, disputed, django_assert_max_num_queries):
    query = {"as_of": "2022-12-31", "plan": "410100-2021", "method_sensitive": "false"}
    with django_assert_max_num_queries(9) as few:
        assert len(api.codes("commitments/", **query)) == 2
    for _number in range(4):
        make_commitment(plan=firms.plan)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(api.codes("commitments/", **query)) == 6


# Filters


def test_a_document_finds_what_stands_in_it(api, firms, report):
    make_commitment(plan=make_plan("410100-2020", document=make_document("other-report")))
    assert api.codes("commitments/", document=REPORT) == [firms.code]


FILTERS = [
    ("jurisdiction", "410100", "410000"),
    ("plan", "410100-2021", "410100-2020"),
    ("topic", "innovation", "economy"),
    ("department", "science-bureau", "finance-bureau"),
    ("indicator", "new-hightech-firms", "gdp-growth"),
    ("status", "met", "missed"),
    ("binding", "binding", "expected"),
    ("modality", "plain", "strive"),
    ("due_year", "2021", "2025"),
]
#: Filters of one value.
SINGLE = [
    ("q", "高新", "旧"),
    ("headline", "false", "true"),
    ("checkable", "true", "false"),
    ("due_min", "2021-12-31", "2022-01-01"),
    ("due_max", "2021-12-31", "2021-12-30"),
]


@pytest.fixture
def labelled(firms):
    Commitment.objects.filter(pk=firms.pk).update(binding="binding")
    firms.departments.add(Department.objects.create(code="science-bureau", name="科技局"))
    refresh()
    return firms


@pytest.mark.parametrize(("name", "fitting", "_other"), FILTERS + SINGLE)
def test_a_filter_keeps_what_fits(api, labelled, name, fitting, _other):
    assert api.codes("commitments/", **{name: fitting}) == [labelled.code]


@pytest.mark.parametrize(("name", "_fitting", "other"), FILTERS + SINGLE)
def test_a_filter_leaves_out_what_does_not_fit(api, labelled, name, _fitting, other):
    assert api.codes("commitments/", **{name: other}) == []


@pytest.mark.parametrize(("name", "fitting", "other"), FILTERS)
def test_several_values_are_alternatives(api, labelled, name, fitting, other):
    assert api.codes("commitments/", **{name: f"{other},{fitting}"}) == [labelled.code]


def test_a_value_given_twice_counts_as_two(api, labelled):
    assert api.codes("commitments/", status=["missed", "met"]) == [labelled.code]


@pytest.mark.parametrize("words", ["高企", "HIGH-TECH", "新增 1000", "新认定高企"])
def test_words_are_found_in_statements_names_and_aliases(api, firms, words):
    refresh()
    assert api.codes("commitments/", q=words) == [firms.code]


def test_every_word_must_be_found(api, firms):
    refresh()
    assert api.codes("commitments/", q="新增 亏损") == []


def test_departments_are_listed_by_code(api, labelled):
    assert api.get("commitments/").json()["results"][0]["departments"] == ["science-bureau"]


def test_the_year_of_the_current_target_counts(api, firms):
    make_target(firms, period="2025", announced="2022-01-01", document=make_document("amendment"))
    refresh()
    assert api.codes("commitments/", due_year="2021") == []
    assert api.codes("commitments/", due_year="2025") == [firms.code]
    assert api.codes("commitments/", due_year="2021", as_of="2021-02-01") == [firms.code]


# Order


@pytest.fixture
def three(report):
    """Three commitments, due 2025, 2021 and 2035."""
    plan = make_plan(document=report)
    periods = {3: "2025", 1: "2021", 2: "2035"}
    for number, period in periods.items():
        make_commitment(plan=plan, number=number, code=f"c{number}", target={"period": period})
    refresh()
    return plan


@pytest.mark.parametrize(
    ("ordering", "codes"),
    [
        ("code", ["c1", "c2", "c3"]),
        ("-code", ["c3", "c2", "c1"]),
        ("due", ["c1", "c3", "c2"]),
        ("-due", ["c2", "c3", "c1"]),
        ("topic,-code", ["c3", "c2", "c1"]),
        ("status,known_from,code", ["c2", "c1", "c3"]),
    ],
)
def test_lists_are_ordered_as_asked(api, three, ordering, codes):
    assert api.codes("commitments/", ordering=ordering) == codes


# Expected by now


def test_what_is_expected_by_a_past_day_stands_beside_what_was_by_the_figure(api, halfway):
    query = {"as_of": "2024-06-30"}
    page = api.get(f"commitments/{halfway.code}/", **query).json()
    assert page["expected_now"] == {"value": "2700", "unit": "家", "by": "2024-06-30"}
    assert (page["verdict"]["judged_at"], page["verdict"]["expected"]) == ("2023-12-31", "2600")


def test_nothing_is_expected_where_nothing_can_be_told(api, report):
    commitment = make_commitment(plan=make_plan(document=report), measured=False)
    assert api.get(f"commitments/{commitment.code}/").json()["expected_now"] is None


def test_a_range_of_projections_says_how_many_figures_it_was_told_from(api, halfway):
    verdict = api.get(f"commitments/{halfway.code}/", as_of="2024-06-30").json()["verdict"]
    low, high = float(verdict["projected_low"]), float(verdict["projected_high"])
    assert low <= float(verdict["projected"]) <= high
    assert verdict["points"] == 2


def test_another_method_gives_the_ratio_it_classes_by(api, halfway):
    query = {"as_of": "2024-06-30", "method": "trend"}
    verdict = api.get(f"commitments/{halfway.code}/", **query).json()["verdict"]
    assert (verdict["status"], verdict["ratio"]) == ("behind", "0.833333")


@pytest.mark.parametrize(
    ("actual", "status", "gap"),
    [("700", "on_track", "-10"), ("699.99999", "behind", "-10.0000003"), ("701", "on_track", "-9.966667")],
)
def test_numbers_have_digits_enough_to_agree_with_the_status(api, report, actual, status, gap):
    commitment = make_commitment(plan=make_plan(document=report), target={"value": "3000"})
    make_observation(commitment.series, actual, "2021-01..04", published="2021-05-20")
    verdict = api.get(f"commitments/{commitment.code}/", as_of="2021-06-01").json()["verdict"]
    assert (verdict["status"], verdict["gap"]) == (status, gap)


# Parts and planned paths


@pytest.fixture
def whole(report):
    """Five hundred promised in all, and three times two hundred of it."""
    plan = make_plan(document=report)
    found = make_commitment(plan=plan, target={"value": "500"})
    for _number in range(3):
        make_commitment(plan=plan, part_of=found, target={"value": "200"})
    return found


def test_parts_are_held_against_their_total(api, whole):
    parts = api.get(f"commitments/{whole.code}/").json()["parts"]
    assert parts["targets"] == {
        "period": "2021", "unit": "家", "total": "500", "parts": "600", "missing": 0, "gap": "100",
    }  # fmt: skip
    assert parts["figures"] is None
    assert [(row["target"], row["figure"]) for row in parts["commitments"]] == [("200", None)] * 3


def test_reported_parts_are_held_against_the_reported_total(api, whole):
    for row, value in zip([whole, *whole.parts.all()], ("560", "190", "180", "185"), strict=True):
        make_observation(row.series, value, published="2022-02-01")
    sums = api.get(f"commitments/{whole.code}/").json()["parts"]["figures"]
    assert (sums["period"], sums["total"], sums["parts"], sums["gap"]) == ("2021", "560", "555", "-5")


def test_a_part_names_its_total_and_has_no_parts(api, whole):
    part = whole.parts.first()
    page = api.get(f"commitments/{part.code}/").json()
    assert (page["part_of"], page["parts"]) == (whole.code, None)


def test_parts_of_a_past_day_are_those_announced_by_then(api, whole):
    late = make_plan("410100-2021-late", document=make_document(published="2021-06-01"))
    make_commitment(plan=late, part_of=whole, target={"value": "10"})
    then = api.get(f"commitments/{whole.code}/", as_of="2021-05-31").json()["parts"]
    now = api.get(f"commitments/{whole.code}/").json()["parts"]
    assert (then["targets"]["parts"], now["targets"]["parts"]) == ("600", "610")


@pytest.fixture
def planned(firms):
    """A yearly target with a path, the value for June announced twice."""
    target = firms.targets.get()
    make_path_point(target, "2021-03-31", "200")
    make_path_point(target, "2021-06-30", "500")
    make_path_point(
        target, "2021-06-30", "450.0", announced="2021-05", document=make_document("mid-year", "2021-05-20")
    )
    return firms


def test_a_target_holds_its_planned_path_with_who_announced_it(api, planned):
    (target,) = api.get(f"commitments/{planned.code}/").json()["targets"]
    assert [(row["by"], row["value"], row["counts"]) for row in target["path"]] == [
        ("2021-03-31", "200", True), ("2021-06-30", "500", False), ("2021-06-30", "450.0", True),
    ]  # fmt: skip
    assert target["path"][-1] == {
        "by": "2021-06-30", "value": "450.0", "unit": "家", "written": "450.0", "counts": True,
        "document": "mid-year", "published_on": "2021-05",
    }  # fmt: skip


def test_a_path_of_a_past_day_ends_with_what_was_announced(api, planned):
    (target,) = api.get(f"commitments/{planned.code}/", as_of="2021-05-30").json()["targets"]
    assert [(row["value"], row["counts"]) for row in target["path"]] == [("200", True), ("500", True)]


def test_a_target_without_a_path_says_so(api, firms):
    assert api.get(f"commitments/{firms.code}/").json()["targets"][0]["path"] == []


def test_expected_now_follows_the_path(api, planned):
    page = api.get(f"commitments/{planned.code}/", as_of="2021-06-30").json()
    assert page["expected_now"]["value"] == "450"


# Costs


def test_a_list_costs_the_same_however_long_it_is(api, firms, django_assert_num_queries):
    refresh()
    with django_assert_num_queries(2):
        assert len(api.get("commitments/").json()["results"]) == 1
    for _number in range(5):
        make_observation(make_commitment(plan=firms.plan).series, "120")
    refresh()
    with django_assert_num_queries(2):
        assert len(api.get("commitments/").json()["results"]) == 6


def test_figures_and_departments_cost_no_query_more(api, three, firms, django_assert_num_queries):
    firms.departments.set([make_department("aa"), make_department("bb")])
    refresh()
    with django_assert_num_queries(2):
        api.get("commitments/")


def test_a_page_costs_four_queries(api, firms, django_assert_num_queries):
    refresh()
    make_observation(firms.series, None, "2022", missing_reason="未公布")
    with django_assert_num_queries(4):
        api.get(f"commitments/{firms.code}/")


def test_tied_series_parts_paths_and_remarks_cost_one_query_more_in_all(
    api, whole, django_assert_num_queries
):
    level = make_series(make_indicator(kind="stock"))
    type(whole.series.indicator).objects.filter(pk=whole.series.indicator_id).update(
        change_of=level.indicator, basis="net"
    )
    make_observation(level, "2900", "2020", published="2021-01-20")
    refresh()
    target = whole.targets.get()
    make_path_point(target, "2021-03-31", "100")
    make_remark(whole)
    with django_assert_num_queries(5):
        api.get(f"commitments/{whole.code}/")
    for month in (4, 5):
        make_path_point(target, f"2021-{month:02}-30", "200")
        make_commitment(plan=whole.plan, part_of=whole, target={"value": "10"})
    with django_assert_num_queries(5):
        api.get(f"commitments/{whole.code}/")


def test_a_figure_worked_out_and_those_behind_it_cost_no_query_more(api, grown, django_assert_num_queries):
    refresh()
    with django_assert_num_queries(4):
        api.get(f"commitments/{grown.code}/")


# One commitment


def test_a_page_names_the_figures_that_another_is_worked_out_from(api, grown):
    page = api.get(f"commitments/{grown.code}/").json()
    assert (page["latest"]["value"], page["latest"]["derivation"]) == ("50", "300/200-1")
    assert [(row["value"], row["period"], row["quote"]) for row in page["worked_out_from"]] == [
        ("300", "2021", "达到300亿元"), ("200", "2020", None),
    ]  # fmt: skip
    assert page["observations"] == []


def test_nothing_is_named_behind_a_published_figure(api, firms):
    assert api.get(f"commitments/{firms.code}/").json()["worked_out_from"] == []


def test_a_page_holds_the_row_of_the_list(api, firms):
    refresh()
    (row,) = api.get("commitments/").json()["results"]
    page = api.get(f"commitments/{firms.code}/").json()
    verdict = row.pop("verdict")
    assert {key: page[key] for key in row} == row
    assert {key: page["verdict"][key] for key in verdict} == verdict


def test_a_page_names_every_vintage_and_which_counts(api, firms):
    make_observation(firms.series, "1186", document=make_document("first-count", published="2022-01-05"))
    figures = api.get(f"commitments/{firms.code}/").json()["observations"]
    assert [(row["value"], row["counts"]) for row in figures] == [
        ("1230", True), ("1186", False), ("800", True),
    ]  # fmt: skip


@pytest.mark.parametrize("as_of", ["", "2022-12-31"])
def test_a_page_lists_figures_in_the_order_of_the_rule(api, firms, as_of):
    series, day = firms.series, datetime.date.fromisoformat(as_of) if as_of else today()
    for period in ("2021-H2", "2021-Q4", "..2021", "2021", "2022"):
        for number, published in enumerate(("2022-06-01", "2022-09-01", "2023-01-20")):
            value = None if number == 1 else number
            reason = {"missing_reason": "未公布"} if number == 1 else {}
            make_observation(series, value, period, published=published, **reason)
    page = api.get(f"commitments/{firms.code}/", as_of=as_of).json()["observations"]
    own = observations_of(series, as_of=day)
    assert page == [bodies.observation(row, counts=row.counts) for row in own]
    assert page == api.get(f"series/{series.code}/", as_of=as_of).json()["observations"]
    assert len(page) == (12 if as_of else 17)


def test_a_page_shows_no_withdrawn_figure(api, firms):
    wrong = make_observation(firms.series, "9999", published="2022-10-01")
    type(wrong).objects.filter(pk=wrong.pk).update(
        withdrawn_at=datetime.datetime(2022, 10, 2, tzinfo=datetime.UTC), withdrawn_reason="mistyped"
    )
    figures = api.get(f"commitments/{firms.code}/").json()["observations"]
    assert "9999" not in [row["value"] for row in figures]


def test_a_page_holds_the_first_target_and_the_current_one(api, firms):
    make_target(firms, announced="2021-06-01", document=make_document("amendment"), value="900")
    page = api.get(f"commitments/{firms.code}/").json()
    assert [row["value"] for row in page["targets"]] == ["1000", "900"]
    assert page["target"]["value"] == "900"


def test_a_page_cites_the_stored_verdict(api, firms):
    refresh()
    firms.refresh_from_db()
    verdict = api.get(f"commitments/{firms.code}/").json()["verdict"]
    stored = firms.current_verdict
    assert (verdict["id"], verdict["sha256"], verdict["rule_set"]) == (
        stored.pk, stored.sha256, stored.rule_set.code,
    )  # fmt: skip


def test_a_verdict_of_a_past_day_cites_nothing(api, firms):
    refresh()
    verdict = api.get(f"commitments/{firms.code}/", as_of="2021-02-01").json()["verdict"]
    assert (verdict["id"], verdict["sha256"], verdict["rule_set"]) == (None, None, None)


@pytest.mark.parametrize(("language", "word"), [("zh", "1230"), ("en", "1,230")])
def test_a_page_explains_its_verdict_in_the_language_asked_for(api, firms, language, word):
    refresh()
    page = api.get(f"commitments/{firms.code}/", language=language).json()
    assert page["explanation"]
    assert [reason["code"] for reason in page["reasons"]] == page["verdict"]["reasons"]
    assert all(reason["text"] for reason in page["reasons"])


def test_amounts_are_given_in_the_unit_of_the_target(api, report):
    series = make_series(make_indicator("cloud-firms", kind="stock", unit="万家"))
    plan = make_plan(document=report)
    base = make_observation(series, "3", "2020", published="2021-01-30")
    commitment = make_commitment(
        series=series, plan=plan, target={"value": "4", "period": "2099", "baseline": base}
    )
    make_observation(series, "3.5", "2021", published="2022-01-30")
    refresh()
    page = api.get(f"commitments/{commitment.code}/").json()
    assert page["baseline"]["value"] == "3"
    assert float(page["verdict"]["projected"]) > 30
    assert float(page["verdict"]["actual_pace"]) == pytest.approx(0.5 / 12, abs=1e-6)


def test_a_baseline_withdrawn_since_is_not_shown(api, firms):
    base = make_observation(firms.series, "700", "2019", published="2020-01-30")
    Target.objects.update(baseline=base)
    type(base).objects.filter(pk=base.pk).update(state="draft")
    page = api.get(f"commitments/{firms.code}/").json()
    assert (page["baseline"], page["targets"][0]["baseline"]) == (None, None)


# Verdicts


def test_the_history_is_newest_first(api, firms):
    refresh(as_of=datetime.date(2021, 2, 1))
    refresh()
    history = api.get(f"commitments/{firms.code}/verdicts/").json()["results"]
    assert [row["status"] for row in history] == ["met", "no_data"]


def test_the_history_says_what_led_to_each_verdict(api, firms):
    refresh(as_of=datetime.date(2021, 2, 1))
    refresh()
    history = api.get(f"commitments/{firms.code}/verdicts/").json()["results"]
    assert history[-1]["changes"] == ["first"]
    assert "figure_published" in history[0]["changes"]
    assert api.get(f"commitments/{firms.code}/").json()["verdict"]["changes"] == history[0]["changes"]


def test_the_history_of_a_past_day_ends_there(api, firms):
    refresh(as_of=datetime.date(2021, 2, 1))
    refresh()
    history = api.get(f"commitments/{firms.code}/verdicts/", as_of="2021-03-01").json()["results"]
    assert [row["status"] for row in history] == ["no_data"]


def test_the_history_shows_no_figure_withdrawn_since(api, firms):
    refresh()
    figure = firms.series.observations.get(period="2021")
    type(figure).objects.filter(pk=figure.pk).update(
        withdrawn_at=datetime.datetime(2022, 10, 2, tzinfo=datetime.UTC), withdrawn_reason="mistyped"
    )
    (row,) = api.get(f"commitments/{firms.code}/verdicts/").json()["results"]
    assert row["latest"] is None


def test_the_history_of_an_unknown_commitment_is_missing(api):
    assert api.refusal("commitments/410100-1999-001/verdicts/")["status"] == 404


def test_jurisdictions_are_those_of_the_plan(api, report):
    province = make_jurisdiction("410000", name="河南省", level="province")
    commitment = make_commitment(plan=make_plan("410000-2021", document=report, jurisdiction=province))
    assert api.codes("commitments/", jurisdiction="410000") == [commitment.code]


@pytest.mark.parametrize("method", METHODS)
def test_verdicts_are_shown_by_the_method_asked_for(api, firms, method):
    refresh()
    (row,) = api.get("commitments/", method=method, status="met").json()["results"]
    page = api.get(f"commitments/{firms.code}/", method=method).json()
    assert row["verdict"]["method"] == page["verdict"]["method"] == method
