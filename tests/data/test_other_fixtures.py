"""The fixtures of the State's and Zhengzhou's other plans, and the State's outcomes: complete, as printed."""

import calendar
import csv
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.exceptions import QuantityError
from tracker.ingest.layout.names import normalised
from tracker.quantities import as_instant, parse_period, parse_quantity, parse_unit

ROOT = Path(__file__).parents[2]
OURS = ("other_documents", "other_indicators", "other_plans", "other_commitments")
BEFORE = ("units", "documents", "confirming_documents", "indicators", "commitment_indicators", "commitments")
FILES = {name: json.loads((ROOT / "fixtures" / f"{name}.json").read_text("utf-8")) for name in OURS + BEFORE}
STATE_PLANS = {
    "100000-2018": 10, "100000-2019": 20, "100000-2020": 15, "100000-2021": 8, "100000-2022": 8,
    "100000-2023": 6, "100000-2024": 8, "100000-2025": 9, "100000-2026": 7,
}  # fmt: skip
CITY_PLANS = {
    "410000-2025-four-ports": 1, "410100-2019-key-projects": 1, "410100-2020": 6, "410100-2020-sti": 10,
    "410100-2020-key-projects": 1, "410100-2020-2022-city": 1, "410100-2021-2022-manufacturing-sti": 6,
    "410100-2021-air": 1, "410100-2021-2023-three-high": 3, "410100-2022": 15, "410100-2022-sti": 7,
    "410100-2022-logistics": 8, "410100-2022-industry": 6, "410100-2023": 15, "410100-2024": 12,
    "410100-2025-internationalisation": 5, "410100-2026": 8,
}  # fmt: skip
#: What each reading may be printed as. A ceiling printed “about” is the one that leaves the words.
PRINTED = {
    ("at_least", "at_least"): "以上|达到?[0-9]|不低于",
    ("more_than", "more_than"): "超过|突破",
    ("at_most", "at_most"): "以内",
    ("less_than", "less_than"): "以下",
    ("about", "about"): "左右|约|近",
    ("at_most", "about"): "左右",
    ("between", "between"): "[-—]",
    ("at_least", "in_step"): "同步",
}


def rows(model, names=OURS):
    """The fields of all rows of `model` in the named fixtures, in file order."""
    return [each["fields"] for name in names for each in FILES[name] if each["model"] == f"tracker.{model}"]


def key(value):
    """The single field of a natural key, or None."""
    return value[0] if value else None


PLANS = {row["code"]: row for row in rows("plan")}
COMMITMENTS = {row["code"]: row for row in rows("commitment")}
EVIDENCE = rows("evidence")
TARGETS = {key(row["commitment"]): row for row in rows("target")}
SERIES = {row["code"]: row for row in rows("series", (*OURS, "commitments"))}
INDICATORS = {
    row["code"]: row for row in rows("indicator", ("indicators", "commitment_indicators", "other_indicators"))
}
DOCUMENTS = {
    row["code"]: row for row in rows("document", ("documents", "confirming_documents", "other_documents"))
}
UNITS = {row["symbol"]: row for row in rows("unit", ("units", "other_indicators"))}
with (ROOT / "seeds" / "04-national-outcomes.csv").open(encoding="utf-8", newline="") as file:
    OUTCOMES = list(csv.DictReader(file))


def indicator_of(commitment):
    return INDICATORS[key(SERIES[key(commitment["series"])]["indicator"])]


def evidence_of(code):
    return [row for row in EVIDENCE if key(row["commitment"]) == code]


def quotes_of(code):
    return "".join(row["quote"] for row in evidence_of(code))


def dimension(unit):
    return UNITS[unit]["dimension"]


def last_day(document):
    """The last day a document can have been published."""
    if document["published_on"] is None:
        return document["seen_on"]
    year, month, _ = map(int, document["published_on"].split("-"))
    ends = {
        "day": document["published_on"],
        "month": f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}",
        "year": f"{year}-12-31",
    }
    return ends[document["published_precision"]]


def indicators_named(name):
    aliases = rows("alias", ("indicators", "commitment_indicators", "other_indicators"))
    found = {row["code"] for row in INDICATORS.values() if normalised(row["name"]) == normalised(name)}
    return found | {key(row["indicator"]) for row in aliases if normalised(row["name"]) == normalised(name)}


# --- Plans and numbering ---


def test_every_plan_holds_its_published_number_of_commitments():
    assert Counter(key(row["plan"]) for row in COMMITMENTS.values()) == STATE_PLANS | CITY_PLANS
    assert set(PLANS) == set(STATE_PLANS | CITY_PLANS)
    assert len(rows("commitment")) == len(COMMITMENTS) == 197


@pytest.mark.parametrize("plan", PLANS)
def test_numbers_run_without_gaps_and_make_the_code(plan):
    mine = [row for row in COMMITMENTS.values() if key(row["plan"]) == plan]
    assert [row["number"] for row in mine] == list(range(1, len(mine) + 1))
    assert [row["code"] for row in mine] == [f"{plan}-{row['number']:03d}" for row in mine]


def test_a_plan_has_one_commitment_about_a_series():
    counts = Counter((key(row["plan"]), key(row["series"])) for row in COMMITMENTS.values())
    assert set(counts.values()) == {1}


def test_the_code_of_a_plan_begins_with_its_place():
    for code, row in PLANS.items():
        assert code.startswith(f"{key(row['jurisdiction'])}-"), code
        assert row["period_start"] <= row["period_end"], code


def test_annual_plans_are_of_a_government_and_the_others_have_a_suffix():
    for code, row in PLANS.items():
        assert (row["kind"] == "annual") == bool(re.fullmatch(r"\d{6}-\d{4}", code)), code


def test_everything_is_published_and_reads_in_both_languages():
    everything = [*PLANS.values(), *COMMITMENTS.values(), *TARGETS.values()]
    assert {row["state"] for row in everything} == {"published"}
    for row in [*COMMITMENTS.values()]:
        assert re.search(r"[一-鿿]", row["statement"]), row["code"]
        assert re.fullmatch(r"[^一-鿿]+", row["statement_en"]), row["code"]


# --- Evidence ---


def test_every_quote_is_one_clause_of_at_most_sixty_characters_around_its_figure():
    for row in EVIDENCE:
        code = key(row["commitment"])
        assert 0 < len(row["quote"]) <= 60, code
        assert row["figure"], code
        assert row["figure"] in row["quote"], code
        derived = TARGETS[code]["wording"] == "none" and "推得" in TARGETS[code]["reading_note"]
        assert derived or not re.search(r"[，,。；;：:！!？?\s]", row["quote"]), code


def test_evidence_is_known_from_the_last_day_of_its_document():
    for row in EVIDENCE:
        assert row["known_from"] == last_day(DOCUMENTS[key(row["document"])]), row["quote"]
        assert row["start"] is row["figure_start"] is None, row["quote"]


def test_only_growth_of_two_years_was_announced_by_two_documents():
    twice = [code for code in COMMITMENTS if len(evidence_of(code)) == 2]
    assert twice == ["410100-2022-001", "410100-2023-001"]
    assert len(EVIDENCE) == 197 + 2


def test_every_target_names_a_document_that_is_evidence():
    for code, row in TARGETS.items():
        assert key(row["document"]) in {key(each["document"]) for each in evidence_of(code)}, code
    assert set(TARGETS) == set(COMMITMENTS)
    assert len(rows("target")) == 197


def test_a_target_is_known_at_the_latest_when_its_page_is():
    for code, row in TARGETS.items():
        assert row["published_on"] <= row["known_from"] <= evidence_of(code)[0]["known_from"], code
        earlier = row["known_from"] < evidence_of(code)[0]["known_from"]
        assert earlier == ("政府工作报告公布" in row["reading_note"]), code


def test_the_states_targets_are_known_from_the_day_of_the_report():
    days = {key(COMMITMENTS[code]["plan"]): set() for code in TARGETS if code.startswith("100000")}
    for code, row in TARGETS.items():
        if code.startswith("100000"):
            days[key(COMMITMENTS[code]["plan"])].add(row["known_from"])
    assert days.pop("100000-2020") == {"2020-05-22"}
    assert days == {plan: {f"{plan[-4:]}-03-05"} for plan in days}


# --- Targets ---


def test_the_figure_of_the_quote_is_the_value_and_unit_of_the_target_or_the_note_says_why():
    without = []
    for code, row in TARGETS.items():
        if row["form"] == "reference":
            continue
        for evidence in evidence_of(code):
            try:
                read = parse_quantity(evidence["figure"])
            except QuantityError:
                read = None
            fits = (
                read is not None
                and (str(read.low.value), str(read.high.value) if read.high else None)
                == (row["value"], row["value_to"])
                and read.unit is not None
                and read.unit.symbol == key(row["unit"])
                and row["written"] == read.low.written
            )
            said = "原文" in row["reading_note"] or "推得" in row["reading_note"]
            printed = bool(COMMITMENTS[code]["printed_as"])
            assert fits or said or printed, code
            without += [] if fits else [code]
    assert len(without) == 9


def test_the_wording_is_what_the_quote_says():
    for code, row in TARGETS.items():
        if row["wording"] in ("bare", "none"):
            continue
        assert re.search(PRINTED[row["comparator"], row["wording"]], quotes_of(code)), code


def test_a_bare_number_says_nothing_about_a_side_but_in_a_report_on_what_was_done():
    for code, row in TARGETS.items():
        if row["wording"] != "bare":
            continue
        words = re.sub("(省级|规模)以上", "", quotes_of(code))
        side = re.search("以上|以内|以下|左右|不低于|超过|突破|高于|达到", words)
        assert not side or "完成情况" in row["reading_note"], code


def test_a_bare_number_is_a_floor_where_more_is_better_and_exact_where_nothing_is():
    for code, row in TARGETS.items():
        if row["wording"] == "bare":
            wanted = {"up": "at_least", "none": "exactly"}[indicator_of(COMMITMENTS[code])["direction"]]
            assert row["comparator"] == wanted, code


def test_about_is_read_as_a_ceiling_only_with_a_note():
    ceilings = [
        code for code, row in TARGETS.items() if (row["comparator"], row["wording"]) == ("at_most", "about")
    ]
    assert len(ceilings) == 17
    assert all("按上限读" in TARGETS[code]["reading_note"] for code in ceilings)
    kinds = {indicator_of(COMMITMENTS[code])["code"] for code in ceilings}
    assert kinds == {"consumer-price-rise", "urban-surveyed-unemployment", "urban-registered-unemployment"}


@pytest.mark.parametrize("code", ["100000-2025-004", "100000-2026-004"])
def test_consumer_prices_of_two_percent_are_a_level_to_come_near(code):
    assert (TARGETS[code]["comparator"], TARGETS[code]["value"]) == ("about", "2")
    assert "未按上限读" in TARGETS[code]["reading_note"]


@pytest.mark.parametrize(
    ("code", "arithmetic", "value"),
    [("410100-2020-key-projects-001", "4198÷91.1%", "4608"), ("100000-2021-008", "5.56÷1.05", "5.3")],
)
def test_a_derived_target_shows_its_arithmetic_and_no_digits_as_written(code, arithmetic, value):
    target = TARGETS[code]
    assert arithmetic in target["reading_note"]
    assert (target["value"], target["written"], target["wording"]) == (value, "", "none")
    left, right = re.findall(r"[\d.]+", arithmetic)
    share = Decimal(right) / 100 if arithmetic.endswith("%") else Decimal(right)
    assert round(Decimal(left) / share, 1) == pytest.approx(Decimal(value), abs=Decimal("0.2"))


def test_no_target_needs_a_stock_to_be_derived_from():
    assert {row["form"] for row in TARGETS.values()} == {"level", "reference"}


def test_income_is_measured_against_the_growth_of_the_same_place():
    references = {code: key(row["reference"]) for code, row in TARGETS.items() if row["form"] == "reference"}
    assert len(references) == 6
    for code, series in references.items():
        assert series == f"{key(COMMITMENTS[code]['series']).split('.')[0]}.gdp-growth"
        assert TARGETS[code]["value"] is TARGETS[code]["unit"] is None


def test_the_period_of_a_target_is_what_its_text_says():
    for code, row in TARGETS.items():
        period = parse_period(row["period"])
        stock = indicator_of(COMMITMENTS[code])["kind"] == "stock"
        span = as_instant(period) if stock else period
        assert (row["period_start"], row["due"]) == (span.start.isoformat(), span.end.isoformat()), code


def test_only_extra_enrolment_is_due_after_its_plan():
    late = [
        code
        for code, row in TARGETS.items()
        if row["due"] != PLANS[key(COMMITMENTS[code]["plan"])]["period_end"]
    ]
    assert late == ["100000-2020-014"]


def test_every_target_is_in_the_dimension_of_its_indicator():
    for code, row in TARGETS.items():
        usual = key(indicator_of(COMMITMENTS[code])["unit"])
        assert dimension(key(row["unit"]) or usual) == dimension(usual), code


@pytest.mark.parametrize("unit", rows("unit"), ids=lambda unit: unit["symbol"])
def test_units_agree_with_the_reader_of_units(unit):
    read_as = parse_unit(unit["symbol"])
    assert (read_as.symbol, read_as.dimension, str(read_as.factor)) == (
        unit["symbol"], unit["dimension"], unit["factor"],
    )  # fmt: skip


def test_main_targets_are_expected_and_no_line_is_called_binding():
    assert all((row["binding"] == "expected") == row["headline"] for row in COMMITMENTS.values())
    assert {row["binding"] for row in COMMITMENTS.values()} == {"expected", ""}


def test_striving_is_modality():
    strive = {code for code, row in COMMITMENTS.items() if row["modality"] == "strive"}
    printed = {code for code in COMMITMENTS if "力争" in quotes_of(code)}
    assert strive - printed == {"410100-2023-011"}
    assert printed - strive == set()


# --- Ties ---


def test_a_pledge_continues_one_of_the_same_series_in_an_earlier_plan():
    everything = COMMITMENTS | {row["code"]: row for row in rows("commitment", ("commitments",))}
    continued = {code: key(row["continues"]) for code, row in everything.items() if row["continues"]}
    assert len(continued) == 103
    for code, earlier in continued.items():
        assert everything[code]["series"] == everything[earlier]["series"], code
        assert everything[code]["plan"] != everything[earlier]["plan"], code


def test_no_pledge_is_continued_twice():
    everything = rows("commitment", (*OURS, "commitments"))
    counts = Counter(key(row["continues"]) for row in everything if row["continues"])
    assert set(counts.values()) == {1}


@pytest.mark.parametrize(
    "code",
    [
        "100000-2021-001",  # the report of 2020 set no growth
        "100000-2021-005",
        "410100-2022-013",
        "410100-2022-sti-001",  # the government's own line of that year continues it
        "410100-2024-011",  # newly recognised firms are another measure
    ],
)
def test_a_plan_that_left_the_pledge_out_breaks_the_chain(code):
    assert COMMITMENTS[code]["continues"] is None


# --- Indicators and documents ---


def test_other_indicators_are_named_and_defined_once():
    codes = [row["code"] for row in rows("indicator", ("indicators", "commitment_indicators", *OURS))]
    assert len(codes) == len(set(codes))
    meanings = Counter(
        normalised(name) for row in INDICATORS.values() for name in {row["name"], row["name_en"]}
    )
    assert {name for name, count in meanings.items() if count > 1} == set()


def test_an_alias_names_one_indicator_only_and_says_where_it_comes_from():
    for row in rows("alias"):
        assert indicators_named(row["name"]) == {key(row["indicator"])}, row["name"]
        assert row["note"], row["name"]


def test_every_indicator_is_used_by_a_commitment_or_an_outcome():
    used = {indicator_of(row)["code"] for row in COMMITMENTS.values()}
    used |= set().union(*(indicators_named(row["indicator"]) for row in OUTCOMES))
    assert {row["code"] for row in rows("indicator")} - used == set()


def test_falls_count_positive_and_more_is_better():
    falls = [row for row in rows("indicator") if row["name"].endswith("降低")]
    assert len(falls) == 9
    assert {(row["direction"], row["growth_of"], row["change_of"]) for row in falls} == {("up", None, None)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hightech-firms-recognised", "new-hightech-firms"),
        ("emerging-industry-share-of-large", "emerging-industry-share"),
        ("high-value-patents-per-10k", "patents-per-10k"),
        ("corporate-burden-relief", "tax-and-contribution-relief"),
        ("large-bank-inclusive-loan-growth", "large-bank-small-loan-growth"),
        ("old-estates-renewal-started", "old-estates-renewed"),
        ("urban-registered-unemployment", "urban-surveyed-unemployment"),
    ],
)
def test_what_sounds_alike_but_differs_stays_apart(one, other):
    assert not indicators_named(INDICATORS[one]["name"]) & indicators_named(INDICATORS[other]["name"])


def test_documents_are_new_dated_or_seen_and_other_ones_have_no_address():
    mine = rows("document")
    keys = Counter((normalised(row["title"]), normalised(row["publisher"])) for row in DOCUMENTS.values())
    assert max(keys.values()) == 1
    assert Counter(row["reliability"] for row in mine) == {"official": 2, "press": 26, "other": 37}
    for row in mine:
        assert bool(row["url"]) == (row["reliability"] != "other"), row["code"]
        assert row["url"].isascii(), row["code"]
        assert (row["published_on"] is None) == (row["seen_on"] == "2026-11-22"), row["code"]


def test_every_document_is_cited():
    cited = {key(row["document"]) for row in EVIDENCE} | {key(row["document"]) for row in PLANS.values()}
    titles = {(row["source_title"], row["source_publisher"]) for row in OUTCOMES}
    mine = rows("document")
    idle = [
        row["code"]
        for row in mine
        if row["code"] not in cited and (row["title"], row["publisher"]) not in titles
    ]
    assert idle == []


# --- Outcomes of the State ---


def test_the_states_outcomes_are_counted():
    assert len(OUTCOMES) == 87
    assert Counter(row["obs_status"] for row in OUTCOMES) == {"final": 68, "provisional": 19}
    assert Counter(row["reliability"] for row in OUTCOMES) == {"press": 51, "other": 36}
    assert {row["jurisdiction"] for row in OUTCOMES} == {"100000"}


@pytest.mark.parametrize("row", OUTCOMES, ids=lambda row: f"{row['indicator']}-{row['period']}")
def test_the_number_and_the_unit_of_an_outcome_stand_in_its_quote_or_the_row_says_why(row):
    assert 0 < len(row["quote"]) <= 60
    number = re.search(rf"(?<![\d.]){re.escape(row['value'])}(?!\d|\.\d)", row["quote"])
    printed = re.search(r"原文“([^”]+)”", row["note"])
    repeated = printed is not None and printed[1] in row["quote"]
    assert (number and row["unit"] in row["quote"]) or row["derivation"] or repeated
    assert row["derivation"] or not re.search(r"[，,；;。]", row["quote"])


def test_every_outcome_is_of_one_indicator_and_a_known_document():
    by_name = {(row["title"], row["publisher"]): row for row in DOCUMENTS.values()}
    for row in OUTCOMES:
        (code,) = indicators_named(row["indicator"])
        assert dimension(row["unit"]) == dimension(key(INDICATORS[code]["unit"])), row
        document = by_name[row["source_title"], row["source_publisher"]]
        assert (row["reliability"], row["source_url"]) == (document["reliability"], document["url"])
        assert parse_period(row["period"]).text == row["period"]


def test_no_two_outcomes_share_an_identity():
    found = Counter(
        (row["indicator"], row["period"], row["source_title"], row["source_publisher"]) for row in OUTCOMES
    )
    assert max(found.values()) == 1


@pytest.mark.parametrize(
    ("words", "qualifier"), [("超过", "more_than"), ("至5.3%", "at_most"), ("4.8%到", "at_most")]
)
def test_a_bound_is_marked_as_one(words, qualifier):
    bounds = [row["qualifier"] for row in OUTCOMES if words in row["quote"]]
    assert bounds
    assert set(bounds) == {qualifier}
