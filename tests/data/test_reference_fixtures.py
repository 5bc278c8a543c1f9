"""The reference data in fixtures/: one name for one thing, ties that hold, units read alike."""

import json
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path

import pytest

from tracker.ingest.layout.names import normalised
from tracker.quantities import parse_unit

ROOT = Path(__file__).parents[2] / "fixtures"
OURS = ("units", "topics", "jurisdictions", "departments", "documents", "indicators")
THEIRS = ("commitment_indicators", "confirming_documents", "commitments")


def read(model, names=OURS + THEIRS):
    objects = chain.from_iterable(json.loads((ROOT / f"{name}.json").read_text("utf-8")) for name in names)
    return [each["fields"] for each in objects if each["model"] == f"tracker.{model}"]


UNITS = {row["symbol"]: row for row in read("unit")}
INDICATORS = {row["code"]: row for row in read("indicator")}
ALIASES = read("alias")
DOCUMENTS = read("document")


def dimension(indicator):
    return UNITS[indicator["unit"][0]]["dimension"]


def tied(field):
    return [(row, INDICATORS[row[field][0]]) for row in INDICATORS.values() if row[field]]


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit["symbol"])
def test_units_agree_with_the_reader_of_units(unit):
    read_as = parse_unit(unit["symbol"])
    assert (read_as.symbol, read_as.dimension) == (unit["symbol"], unit["dimension"])
    assert read_as.factor == Fraction(unit["factor"])


def test_every_unit_the_commitments_use_is_there():
    used = {row["unit"][0] for row in read("target") if row["unit"]}
    used |= {row["threshold_unit"][0] for row in read("commitment") if row["threshold_unit"]}
    assert used - UNITS.keys() == set()


@pytest.mark.parametrize(
    ("model", "key"),
    [
        ("topic", "code"),
        ("jurisdiction", "code"),
        ("department", "code"),
        ("document", "code"),
        ("indicator", "code"),
        ("topic", "name"),
        ("jurisdiction", "name"),
        ("department", "name"),
        ("indicator", "name"),
        ("indicator", "name_en"),
        ("department", "name_en"),
        ("jurisdiction", "name_en"),
    ],
)
def test_codes_and_names_are_unique(model, key):
    counts = Counter(normalised(row[key]) for row in read(model))
    assert [name for name, count in counts.items() if count > 1 or not name] == []


def test_units_have_an_english_name_each():
    names = [row["name_en"] for row in UNITS.values()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_two_indicators_share_a_name_only_where_the_unit_tells_them_apart():
    meanings = defaultdict(set)
    for code, row in INDICATORS.items():
        for name in (code, row["name"], row["name_en"]):
            meanings[normalised(name)].add(code)
    for row in ALIASES:
        meanings[normalised(row["name"])].add(row["indicator"][0])
    shared = {name: codes for name, codes in meanings.items() if len(codes) > 1}
    assert shared == {"跨境电商交易额": {"cross-border-ecommerce", "cross-border-ecommerce-usd"}}
    assert len({dimension(INDICATORS[code]) for codes in shared.values() for code in codes}) == 2


def test_every_alias_says_where_it_comes_from():
    assert [row["name"] for row in ALIASES if not row["note"] or row["indicator"][0] not in INDICATORS] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GDP", "gdp"),
        ("GDP增速", "gdp-growth"),
        ("社零", "retail-sales"),
        ("高企", "hightech-firms"),
        ("规上工业增加值", "industrial-value-added-growth"),
        ("“上云接链”企业", "cloud-firms"),
        ("上云企业", "cloud-firms"),
        ("中欧班列开行", "china-europe-trains"),
        ("铁海联运集装箱", "sea-rail-containers"),
        ("新建省级研发平台数", "new-provincial-platforms"),
        ("空气质量优良天数同比变化", "good-air-days-change"),
        ("PM2.5年均浓度变化", "pm25-fall"),
        ("地方财政一般公共预算收入", "budget-revenue"),
        ("A级物流园区", "a-level-logistics-parks"),
        ("A级物流企业", "a-level-logistics-firms"),
        ("新培育科技型企业数", "new-tech-firms"),
        ("国际货运班列开行", "international-freight-trains"),
    ],
)
def test_names_of_the_sources_lead_to_the_indicator_meant(name, code):
    assert [row["indicator"][0] for row in ALIASES if row["name"] == name] == [code]


def test_what_sounds_alike_but_differs_stays_apart():
    apart = [
        ("a-level-logistics-parks", "a-level-logistics-firms"),
        ("china-europe-trains", "international-freight-trains"),
        ("online-service-items", "online-frequent-items"),
        ("non-power-coal-boilers", "coal-boilers"),
        ("rd-platforms", "innovation-platforms"),
        ("new-municipal-labs", "new-municipal-rd-platforms"),
        ("new-public-kindergartens", "new-kindergartens"),
        ("emerging-industry-share", "leading-industry-share"),
        ("key-project-investment", "core-district-investment"),
    ]
    assert [pair for pair in apart if not INDICATORS.keys() >= set(pair)] == []


def test_indicators_use_defined_units_and_topics():
    topics = {row["code"] for row in read("topic")}
    assert {row["unit"][0] for row in INDICATORS.values()} <= UNITS.keys()
    assert {row["topic"][0] for row in INDICATORS.values()} <= topics


def test_a_growth_is_a_rate_in_percent_of_something_that_is_none():
    for growth, level in tied("growth_of"):
        assert (growth["kind"], growth["form"], dimension(growth)) == ("rate", "growth", "percent")
        assert level["kind"] in ("flow", "stock", "ratio")


def test_a_change_is_measured_like_its_level_or_in_points_of_a_share():
    for change, level in tied("change_of"):
        points = (dimension(change), dimension(level)) == ("percentage_point", "percent")
        assert points or dimension(change) == dimension(level)
        assert level["kind"] in ("flow", "stock", "ratio")


def test_only_ranks_are_counted_from_an_end_and_in_places():
    for row in INDICATORS.values():
        assert (row["kind"] == "rank") == (row["counted_from"] != "") == (dimension(row) == "rank")


def test_falls_counted_positive_are_tied_to_no_level():
    falls = [row for row in INDICATORS.values() if "降幅" in row["name"]]
    assert [row["code"] for row in falls] == ["disease-cost-fall", "pm25-fall", "pm10-fall"]
    assert {(row["growth_of"], row["change_of"], row["direction"]) for row in falls} == {(None, None, "up")}


def test_real_and_nominal_are_stated_only_of_growth():
    stated = {row["code"]: row["basis"] for row in INDICATORS.values() if row["basis"]}
    assert stated == {
        "gdp-growth": "real",
        "industrial-value-added-growth": "real",
        "budget-revenue-growth": "nominal",
        "retail-sales-growth": "nominal",
        "trade-total-growth": "nominal",
    }


def test_the_two_seed_documents_are_dated_and_hashed():
    found = {
        row["code"]: (row["published_on"], len(row["file_sha256"])) for row in DOCUMENTS if row["file_sha256"]
    }
    assert found == {
        "zhengzhou-2021-work-report": ("2021-01-30", 64),
        "zhengzhou-2020-plenum-digest": ("2021-01-07", 64),
    }


def test_no_two_documents_are_one():
    counts = Counter((normalised(row["title"]), normalised(row["publisher"])) for row in DOCUMENTS)
    assert max(counts.values()) == 1


def test_partial_dates_stand_on_their_first_day_and_undated_documents_on_the_day_they_were_seen():
    for row in DOCUMENTS:
        first = {"year": "-01-01", "month": "-01"}.get(row["published_precision"], "")
        if row["published_precision"] == "unknown":
            assert (row["published_on"], row["seen_on"]) == (None, "2026-11-22")
        else:
            assert date.fromisoformat(row["published_on"]) <= date(2026, 11, 22)
            assert row["published_on"].endswith(first)


def test_addresses_are_given_for_official_and_press_documents_only():
    assert all(row["url"].startswith(("http://", "https://")) for row in DOCUMENTS if row["url"])
    assert {row["reliability"] for row in DOCUMENTS if row["url"]} == {"official", "press"}


def test_areas_lie_within_one_another():
    areas = {row["code"]: row for row in read("jurisdiction")}
    parents = {code: row["parent"][0] if row["parent"] else None for code, row in areas.items()}
    assert [code for code, parent in parents.items() if parent is None] == ["100000"]
    assert sum(parent == "410100" for parent in parents.values()) == 12 + 4
    assert all(code.startswith("Z") == (row["level"] == "zone") for code, row in areas.items())
