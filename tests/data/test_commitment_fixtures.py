"""The fixtures of plans and commitments: complete, in order, as printed and as read."""

import csv
import hashlib
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.quantities import parse_period, parse_quantity

ROOT = Path(__file__).parents[2]
REPORT = "zhengzhou-2021-work-report"
# Every offset was verified against the file of the first digest (text.startswith(quote, start)). An edited
# quote or offset is verified against that file again before the second digest may change.
VERIFIED_FILE = "eafc2e101aef9f6483d8860feeffc67f788480e89552d1e9af8ebe7b685cb3ba"
VERIFIED_PLACES = "e255dd73955ba83991632a4e095fe4793955abf372e373554f69a2fa91c20e54"
PLAN_SIZES = {"410100-2021": 61, "410100-2021-2025": 4, "410100-2035": 15}


def rows(model, *names):
    """The fields of all rows of `model` in the named fixtures, in file order."""
    files = [json.loads((ROOT / "fixtures" / name).read_text(encoding="utf-8")) for name in names]
    return [each["fields"] for file in files for each in file if each["model"] == f"tracker.{model}"]


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(value):
    """The single field of a natural key, or None."""
    return value[0] if value else None


PLANS = {plan["code"]: plan for plan in rows("plan", "plans.json")}
COMMITMENTS = {row["code"]: row for row in rows("commitment", "commitments.json")}
EVIDENCE = rows("evidence", "commitments.json")
TARGETS = {key(row["commitment"]): row for row in rows("target", "commitments.json")}
SERIES = {row["code"]: row for row in rows("series", "commitments.json")}


@pytest.fixture(scope="module")
def indicators():
    return {row["code"]: row for row in rows("indicator", "indicators.json", "commitment_indicators.json")}


@pytest.fixture(scope="module")
def documents():
    return {row["code"]: row for row in rows("document", "documents.json", "confirming_documents.json")}


def evidence_of(code, *, document=None):
    return [
        row for row in EVIDENCE if key(row["commitment"]) == code and document in (None, key(row["document"]))
    ]


def in_report():
    return [row for row in EVIDENCE if key(row["document"]) == REPORT]


def beside_figure(row, words):
    """Whether `words` touch the figure of the quote, or stand in its place."""
    figure, quote = row["figure"], row["quote"]
    return bool(figure) and (words == figure or f"{words}{figure}" in quote or f"{figure}{words}" in quote)


def dimension(unit):
    return parse_quantity(f"1{unit}").unit.dimension


def of_the_year(number):
    return COMMITMENTS[f"410100-2021-{number:03d}"]


# --- Plans and numbering ---


def test_eighty_commitments_stand_in_three_plans():
    assert Counter(key(row["plan"]) for row in COMMITMENTS.values()) == PLAN_SIZES
    assert set(PLANS) == set(PLAN_SIZES)
    assert len(rows("commitment", "commitments.json")) == len(COMMITMENTS) == 80


@pytest.mark.parametrize(("plan", "size"), PLAN_SIZES.items())
def test_numbers_run_without_gaps_and_make_the_code(plan, size):
    mine = [row for row in COMMITMENTS.values() if key(row["plan"]) == plan]
    assert [row["number"] for row in mine] == list(range(1, size + 1))
    assert all(row["code"] == f"{plan}-{row['number']:03d}" for row in mine)


@pytest.mark.parametrize("plan", PLAN_SIZES)
def test_numbers_follow_the_order_of_the_document(plan):
    mine = [row for row in COMMITMENTS.values() if key(row["plan"]) == plan]
    places = [
        min(each["figure_start"] or each["start"] for each in evidence_of(row["code"], document=REPORT))
        for row in mine
    ]
    assert places == sorted(places)


def test_the_plans_end_with_their_commitments():
    for code, row in COMMITMENTS.items():
        assert TARGETS[code]["due"] == PLANS[key(row["plan"])]["period_end"], code


def test_everything_is_published():
    everything = [*PLANS.values(), *COMMITMENTS.values(), *TARGETS.values()]
    assert {row["state"] for row in everything} == {"published"}


def test_every_commitment_reads_in_both_languages():
    for code, row in COMMITMENTS.items():
        assert re.search(r"[一-鿿]", row["statement"]), code
        assert re.fullmatch(r"[^一-鿿]+", row["statement_en"]), code


# --- Evidence ---


def test_every_commitment_has_evidence_in_the_report_and_one_target():
    assert {key(row["commitment"]) for row in in_report()} == set(COMMITMENTS)
    assert len(rows("target", "commitments.json")) == len(TARGETS) == 80
    assert set(TARGETS) == set(COMMITMENTS)


def test_every_quote_is_one_clause_of_at_most_sixty_characters():
    for row in EVIDENCE:
        assert 0 < len(row["quote"]) <= 60, row["quote"]
        assert not re.search(r"[，,。；;：:！!？?\s]", row["quote"]), row["quote"]


def test_every_place_in_the_report_is_pinned_and_none_elsewhere():
    for row in EVIDENCE:
        assert (row["start"] is not None) == (key(row["document"]) == REPORT), row["quote"]


def test_every_figure_stands_in_its_quote_where_the_offset_says():
    for row in in_report():
        assert bool(row["figure"]) == (row["figure_start"] is not None), row["quote"]
        if row["figure"]:
            assert row["quote"].startswith(row["figure"], row["figure_start"] - row["start"]), row["quote"]


def test_quotes_that_overlap_in_the_report_print_the_same_characters():
    printed = {}
    for row in in_report():
        for at, character in enumerate(row["quote"], row["start"]):
            assert printed.setdefault(at, character) == character, row["quote"]


def test_quotes_stand_where_they_were_verified_in_the_file_of_the_report(documents):
    places = "\n".join(f"{row['start']} {row['quote']}" for row in in_report())
    assert hashlib.sha256(places.encode()).hexdigest() == VERIFIED_PLACES
    assert documents[REPORT]["file_sha256"] == VERIFIED_FILE


def test_every_evidence_names_a_document_and_the_day_it_was_known(documents):
    for row in EVIDENCE:
        document = documents[key(row["document"])]
        assert row["known_from"] >= document["published_on"], row["quote"]
    assert {row["known_from"] for row in in_report()} == {"2021-01-30"}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 50])
def test_a_target_announced_by_two_documents_has_evidence_of_both(number):
    code = f"410100-2021-{number:03d}"
    others = {key(row["document"]) for row in evidence_of(code)} - {REPORT}
    assert len(others) == 1


def test_only_the_confirmed_targets_have_evidence_elsewhere():
    assert len(EVIDENCE) - len(in_report()) == 7


# --- Targets ---


def test_the_figure_of_the_quote_is_the_value_and_unit_of_the_target():
    numbered = {code: row for code, row in TARGETS.items() if row["form"] == "level"}
    assert len(numbered) == 32
    for code, row in numbered.items():
        for evidence in evidence_of(code):
            printed = parse_quantity(evidence["figure"])
            assert printed.low.value == Decimal(row["value"]), code
            assert printed.unit.symbol == key(row["unit"]), code
            assert row["written"] == printed.low.written, code


def test_a_target_without_a_number_has_no_unit_and_says_how_it_is_judged():
    for code, row in TARGETS.items():
        if row["form"] == "level":
            continue
        assert row["form"] in {"milestone", "reference"}, code
        assert row["value"] is row["unit"] is row["value_to"] is None, code
        assert row["written"] == "", code


@pytest.mark.parametrize(
    ("words", "wording", "comparator"),
    [
        ("以上", "at_least", "at_least"),
        ("不少于", "at_least", "at_least"),
        ("左右", "about", "about"),
        ("同步", "in_step", "at_least"),
    ],
)
def test_the_wording_follows_the_words_beside_the_figure(words, wording, comparator):
    said = {key(row["commitment"]) for row in in_report() if beside_figure(row, words)}
    assert said, words
    for code in said:
        assert (TARGETS[code]["wording"], TARGETS[code]["comparator"]) == (wording, comparator), code


def test_a_bare_number_is_judged_as_at_least():
    bare = {code for code, row in TARGETS.items() if row["wording"] == "bare"}
    assert len(bare) == 18
    assert {TARGETS[code]["comparator"] for code in bare} == {"at_least"}
    for code in bare:
        quotes = "".join(row["quote"] for row in evidence_of(code, document=REPORT))
        assert not re.search("[0-9%个家元](以上|左右)$|不少于|达到?[0-9]", quotes), code


def test_the_period_of_a_target_is_what_its_text_says(indicators):
    for code, row in TARGETS.items():
        period = parse_period(row["period"])
        series = key(COMMITMENTS[code]["series"])
        kind = indicators[key(SERIES[series]["indicator"])]["kind"] if series else ""
        start = period.end if kind == "stock" else period.start
        assert (row["period_start"], row["due"]) == (start.isoformat(), period.end.isoformat()), code


def test_income_is_to_grow_in_step_with_the_economy():
    target = TARGETS["410100-2021-005"]
    assert (target["form"], target["wording"]) == ("reference", "in_step")
    assert key(target["reference"]) == "410100.gdp-growth"
    assert key(of_the_year(5)["series"]) == "410100.resident-income-growth"


def test_a_reference_names_a_series_or_says_what_lies_outside_the_data():
    references = [row for row in TARGETS.values() if row["form"] == "reference"]
    assert len(references) == 2
    assert all(bool(row["reference"]) != bool(row["reference_note"]) for row in references)


# --- What is checkable ---


def test_a_commitment_is_checkable_or_says_why_not():
    for code, row in COMMITMENTS.items():
        assert row["checkable"] == (row["unrateable_reason"] == ""), code
    reasons = Counter(row["unrateable_reason"] for row in COMMITMENTS.values())
    assert reasons == {"": 56, "no_measure": 23, "scope_not_outcome": 1}


def test_what_is_checkable_has_a_series_and_no_measure_has_none():
    for code, row in COMMITMENTS.items():
        assert (row["series"] is None) == (row["unrateable_reason"] == "no_measure"), code


def test_a_list_of_work_is_no_outcome():
    assert of_the_year(48)["statement"] == "紧盯80家引领型龙头企业"
    assert of_the_year(48)["unrateable_reason"] == "scope_not_outcome"


def test_a_deliverable_without_a_number_is_a_milestone_with_a_meaning_for_one_and_zero(indicators):
    own = rows("indicator", "commitment_indicators.json")
    assert len(own) == 23
    for row in own:
        assert (row["kind"], row["direction"], key(row["unit"])) == ("milestone", "up", "项"), row["code"]
        assert re.match(r"1＝.+；0＝.+", row["definition"]), row["code"]
    used = {key(SERIES[key(row["series"])]["indicator"]) for row in COMMITMENTS.values() if row["series"]}
    assert {code for code in used if indicators[code]["kind"] == "milestone"} == {row["code"] for row in own}


def test_an_alias_of_a_milestone_names_one_indicator_only(indicators):
    aliases = rows("alias", "indicators.json", "commitment_indicators.json")
    own = {row["code"] for row in rows("indicator", "commitment_indicators.json")}
    bearers = {}
    for row in aliases:
        bearers.setdefault(row["name"], set()).add(key(row["indicator"]))
    for row in indicators.values():
        bearers.setdefault(row["name"], set()).add(row["code"])
    shared = {name: codes for name, codes in bearers.items() if codes & own and len(codes) > 1}
    assert shared == {}


def test_every_series_rests_on_an_indicator_whose_unit_fits_the_target(indicators):
    for code, row in COMMITMENTS.items():
        if row["series"] is None:
            continue
        series = SERIES[key(row["series"])]
        assert series["code"] == f"{key(series['jurisdiction'])}.{key(series['indicator'])}", code
        usual = key(indicators[key(series["indicator"])]["unit"])
        assert dimension(key(TARGETS[code]["unit"]) or usual) == dimension(usual), code


# --- The hard cases ---


@pytest.mark.parametrize(
    ("number", "printed", "read", "indicator"),
    [
        (2, "地方一般公共预算支出", "收入", "budget-revenue-growth"),
        (18, "科技型企业家", "科技型企业1500家", "new-tech-firms"),
        (27, "主导产业占比比重", "主导产业占比达到80%", "leading-industry-share"),
        (28, "“202个技改”项目", "技改项目500个", "tech-upgrade-projects"),
        (33, "A级物流园区", "A级物流园区", "a-level-logistics-parks"),
        (49, "高成长、高成本、高附加值企业", "“三高”企业", "ms-three-high-policy"),
        (56, "招商引资格商图谱", "招商图谱", "ms-investment-maps"),
        (57, "100亿元以上的项目企业", "100亿元以上的项目1个", "zone-projects-10bn"),
        (60, "5个以上关联企业均不少于5个", "关联企业不少于5个", "zone-linked-firms"),
    ],
)
def test_a_corrected_reading_keeps_the_printed_words_and_says_why(number, printed, read, indicator):
    row = of_the_year(number)
    assert row["printed_as"] == printed
    assert any(printed in each["quote"] for each in evidence_of(row["code"], document=REPORT))
    assert read in row["statement"]
    assert len(row["reading_note"]) > 10
    assert key(row["series"]) == f"410100.{indicator}"


def test_what_is_printed_as_stands_in_the_evidence():
    for code, row in COMMITMENTS.items():
        quotes = [each["quote"] for each in evidence_of(code, document=REPORT)]
        assert any(row["printed_as"] in quote for quote in quotes), code


def test_logistics_parks_stay_parks_with_the_doubt_in_the_note():
    row = of_the_year(33)
    assert {"园区", "企业"} <= set(re.findall("园区|企业", row["reading_note"]))


@pytest.mark.parametrize(
    ("number", "entity", "threshold", "value"),
    [
        (57, "各开发区", "100", "1"),
        (58, "开发区", "30", "2"),
        (59, "区县（市）", "10", "2"),
        (60, "开发区", None, "5"),
        (61, "区县（市）", None, "3"),
    ],
)
def test_the_125_plan_counts_per_entity_above_a_threshold(number, entity, threshold, value):
    row = of_the_year(number)
    assert (row["entity"], row["entity_count"], row["threshold"]) == (entity, None, threshold)
    assert key(row["threshold_unit"]) == ("亿元" if threshold else None)
    assert bool(row["threshold_of"]) == bool(threshold)
    assert TARGETS[row["code"]]["value"] == value
    assert row["part_of"] is None
    quote = evidence_of(row["code"])[0]["quote"]
    assert re.search(f"{entity}.*{threshold}亿元" if threshold else entity, quote)


def test_three_parts_of_two_hundred_do_not_add_up_to_five_hundred():
    parts = [code for code, row in COMMITMENTS.items() if key(row["part_of"]) == "410100-2021-028"]
    assert parts == ["410100-2021-029", "410100-2021-030", "410100-2021-031"]
    assert [TARGETS[code]["value"] for code in parts] == ["200"] * 3
    assert TARGETS["410100-2021-028"]["value"] == "500"
    assert all("600" in COMMITMENTS[code]["reading_note"] for code in ["410100-2021-028", *parts])


def test_the_main_targets_are_five_and_expected():
    headline = [code for code, row in COMMITMENTS.items() if row["headline"]]
    assert headline == [f"410100-2021-{number:03d}" for number in range(1, 6)]
    assert all((row["binding"] == "expected") == row["headline"] for row in COMMITMENTS.values())


@pytest.mark.parametrize(("word", "modality"), [("力争", "strive"), ("争创", "contend")])
def test_the_modality_is_the_word_of_the_clause(word, modality):
    said = {key(row["commitment"]) for row in in_report() if word in row["quote"]}
    assert said == {code for code, row in COMMITMENTS.items() if row["modality"] == modality}


def test_the_example_of_the_interface_is_number_seventeen():
    row = of_the_year(17)
    evidence = evidence_of(row["code"])
    assert row["statement"] == "新增高新技术企业1000家"
    assert [(each["section"], each["quote"], each["start"]) for each in evidence] == [
        ("三（一）", "新增高新技术企业1000家", 7862)
    ]


# --- Baselines ---


def test_a_pinned_baseline_names_one_row_of_the_outcomes_before_the_target(indicators):
    pinned = table(ROOT / "seeds" / "baselines.csv")
    assert [row["commitment"][-3:] for row in pinned] == ["001", "002", "005", "020", "043"]
    outcomes = [row for path in sorted((ROOT / "seeds").glob("0*.csv")) for row in table(path)]
    found = Counter((row["indicator"], row["period"], row["source_title"]) for row in outcomes)
    for row in pinned:
        assert row["commitment"] in COMMITMENTS
        name = indicators[row["indicator"]]["name"]
        assert found[name, row["period"], row["source_title"]] == 1, name
        assert parse_period(row["period"]).end.isoformat() < TARGETS[row["commitment"]]["due"]
        assert row["relation"] in {"growth_base", "growth_base_if_corrected", "level_base"}
