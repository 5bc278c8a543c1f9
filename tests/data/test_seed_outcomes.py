"""The outcomes in seeds/: complete, resolvable, as printed; one thing is one series, and nothing else is."""

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from tracker.ingest.layout.names import normalised
from tracker.quantities import as_instant, parse_partial_date, parse_period, parse_unit

ROOT = Path(__file__).parents[2]
FILES = {
    "report": "01-zhengzhou-2021-work-report.csv",
    "digest": "02-zhengzhou-2020-plenum-digest.csv",
    "later": "03-zhengzhou-outcomes.csv",
}
# 167 + 80 of the two documents read, and 194 found later, of which 20 cite those two and are the same rows.
COUNTS = {"report": 167, "digest": 80, "later": 194 - 20}
HEADERS = (
    "indicator", "jurisdiction", "period", "value", "unit", "qualifier", "obs_status", "published_on",
    "source_title", "source_publisher", "source_url", "reliability", "section", "quote", "quote_start",
    "derivation", "note",
)  # fmt: skip
# Every offset was verified against the two files: text.startswith(quote, start). An edited quote or offset is
# verified against them again before a digest may change.
PLACES = {
    "report": "e22291f75d4ffec69176b5c0c134ed7b4a688c00d45ee242d18ab080ae8a2239",
    "digest": "3504f5a9f9fb333714795c7f81cd743f226d2c06998fb0b2b81c9cce7c313ed3",
}
TODAY = date(2026, 11, 22)


def read(name):
    with (ROOT / "seeds" / FILES[name]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields(model, *names):
    found = chain.from_iterable(
        json.loads((ROOT / "fixtures" / name).read_text(encoding="utf-8")) for name in names
    )
    return [each["fields"] for each in found if each["model"] == f"tracker.{model}"]


def all_names():
    """Every name an indicator goes by, as the import compares names, with the codes it can mean."""
    found = defaultdict(set)
    for code, row in INDICATORS.items():
        for name in (code, row["name"], row["name_en"]):
            found[normalised(name)].add(code)
    for row in fields("alias", *INDICATOR_FILES):
        found[normalised(row["name"])].add(row["indicator"][0])
    return found


SEEDS = {name: read(name) for name in FILES}
ALL = list(chain.from_iterable(SEEDS.values()))
INDICATOR_FILES = ("indicators.json", "commitment_indicators.json")
INDICATORS = {row["code"]: row for row in fields("indicator", *INDICATOR_FILES)}
NAMES = all_names()
DOCUMENTS = {(row["title"], row["publisher"]): row for row in fields("document", "documents.json")}


def resolve(row):
    """The codes of all indicators a row can mean, the unit telling those of one name apart."""
    wanted = parse_unit(row["unit"]).dimension
    found = NAMES.get(normalised(row["indicator"]), set())
    return sorted(code for code in found if parse_unit(INDICATORS[code]["unit"][0]).dimension == wanted)


def indicator_of(row):
    (code,) = resolve(row)
    return INDICATORS[code]


def document_of(row):
    return DOCUMENTS[row["source_title"], row["source_publisher"]]


def cell(name, indicator, period="2020"):
    """The one row of a file about an indicator and a period."""
    found = [row for row in SEEDS[name] if (row["indicator"], row["period"]) == (indicator, period)]
    assert len(found) == 1, (name, indicator, period, len(found))
    return found[0]


def unexplained(row):
    """What of the row's figure neither the quote prints nor the row explains; empty when all is well.

    The digits must stand in the quote as a number of their own, with the unit. Otherwise a derivation gives
    the arithmetic, or the note repeats the printed form (原文“首位”), and that form stands in the quote.
    """
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", row["quote"])
    digits = row["value"].lstrip("-").replace(",", "")
    number = re.search(rf"(?<![\d.]){re.escape(digits)}(?!\d|\.\d)", plain)
    printed = re.search(r"原文“([^”]+)”", row["note"])
    if (number and row["unit"] in row["quote"]) or row["derivation"]:
        return ""
    if printed and printed[1] in row["quote"]:
        return ""
    return f"{row['value']}{row['unit']}: {row['quote']}"


# --- Counts ---


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_each_file_holds_its_published_number_of_rows(name, count):
    assert len(SEEDS[name]) == count


def test_the_merge_leaves_421_outcomes():
    assert len(ALL) == 247 + 194 - 20 == 421


def test_half_of_the_figures_found_later_rest_on_reprints():
    assert Counter(row["reliability"] for row in SEEDS["later"]) == {"other": 97, "press": 65, "official": 12}


def test_statuses_are_counted_as_the_notes_say():
    assert Counter(row["obs_status"] for row in ALL) == {"final": 294, "provisional": 106, "estimated": 21}


def test_the_files_have_the_columns_of_the_import_format():
    assert {tuple(row) for row in ALL} == {HEADERS}


# --- What the rows name ---


def test_every_row_names_exactly_one_indicator_of_its_dimension():
    assert [row["indicator"] for row in ALL if len(resolve(row)) != 1] == []


def test_every_row_is_about_zhengzhou():
    assert {row["jurisdiction"] for row in ALL} == {"410100"}


def test_every_source_is_a_known_document_with_the_same_address_and_reliability():
    stated = {(r["source_title"], r["source_publisher"], r["source_url"], r["reliability"]) for r in ALL}
    known = {(d["title"], d["publisher"], d["url"], d["reliability"]) for d in DOCUMENTS.values()}
    assert stated == known


def test_a_date_of_publication_is_given_only_where_it_differs_from_the_documents():
    dated = [(row["published_on"], document_of(row)["published_on"]) for row in ALL if row["published_on"]]
    assert len(dated) == 27
    assert all(parse_partial_date(day).first.isoformat() < of_document for day, of_document in dated)


@pytest.mark.parametrize("text", sorted({row["period"] for row in ALL}))
def test_periods_are_canonical_and_over(text):
    period = parse_period(text)
    assert period.text == text
    assert period.end <= TODAY


def test_no_two_rows_share_an_identity():
    identities = Counter()
    for row in ALL:
        indicator, period = indicator_of(row), parse_period(row["period"])
        period = as_instant(period) if indicator["kind"] == "stock" else period
        identities[
            indicator["code"], period.start, period.end, document_of(row)["code"], row["published_on"]
        ] += 1
    assert [identity for identity, count in identities.items() if count > 1] == []


# --- The words ---


def test_the_quote_prints_number_and_unit_or_the_row_says_why_not():
    assert [unexplained(row) for row in ALL if unexplained(row)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"value": "1282.8"},
        {"value": "282.9"},
        {"value": "1282"},
        {"unit": "万元"},
        {"quote": "民生支出增加"},
        {"value": "7", "note": "原文“首位”，即第1位。"},
        {"value": "7", "note": "没有印出。"},
    ],
)
def test_a_figure_the_quote_does_not_print_is_noticed(change):
    sound = cell("report", "民生支出")
    assert unexplained(sound) == ""
    assert unexplained(sound | change)


def is_clause(row):
    quote = row["quote"]
    # A comma joins the two operands of a derivation, or the two ends of one movement; else it ends a clause.
    joined = row["derivation"] or re.search(r"(由|的).+[,，](增长|发展)到", quote)
    ended = re.search(r"[。；！？;!?\n…]", quote)
    return 0 < len(quote) <= 60 and not ended and bool(joined or not re.search(r"[,，](?!\d{3})", quote))


def test_every_quote_is_one_clause_of_at_most_60_characters():
    assert [row["quote"] for row in ALL if not is_clause(row)] == []


@pytest.mark.parametrize(("name", "digest"), PLACES.items())
def test_quotes_and_offsets_are_those_verified(name, digest):
    places = "\n".join(f"{row['quote_start']} {row['quote']}" for row in SEEDS[name])
    assert hashlib.sha256(places.encode()).hexdigest() == digest


def test_a_fall_is_negative_or_stands_under_a_name_that_counts_falls():
    falls = re.compile(r"(下降|降低)[\d.]+%|-\d")
    for row in ALL:
        counts_falls = "降幅" in indicator_of(row)["name"]
        if not row["derivation"] and indicator_of(row)["kind"] == "rate":
            fell = falls.search(row["quote"]) is not None
            assert row["value"].startswith("-") == (fell and not counts_falls), row["quote"]
        elif row["value"].startswith("-"):
            assert indicator_of(row)["kind"] == "rate"


def test_words_that_only_bound_are_kept_as_bounds():
    beyond = re.compile(r"(?:超过?|突破)([\d.]+)")
    printed = [(row, beyond.search(row["quote"])) for row in ALL]
    found = [row["qualifier"] for row, match in printed if match and match[1] == row["value"]]
    assert found == ["more_than"] * 11


@pytest.mark.parametrize(
    ("words", "qualifier", "count"),
    [("{}{}左右", "about", 5), ("{}{}以上", "at_least", 7), ("{}多", "more_than", 5), ("近{}{}", "about", 2)],
)
def test_hedges_beside_the_figure_are_kept(words, qualifier, count):
    found = [row["qualifier"] for row in ALL if words.format(row["value"], row["unit"]) in row["quote"]]
    assert found == [qualifier] * count


def test_the_milestone_is_zero_or_one():
    found = [row for row in ALL if indicator_of(row)["kind"] == "milestone"]
    assert [row["value"] for row in found] == ["1"]


# --- One thing, one series ---

AGREE = [
    "优良天数",
    "PM2.5浓度降幅",
    "PM10浓度降幅",
    "农村劳动力转移就业人数",
    "市区新投用中小学校数",
    "建成政府主导社区卫生服务中心数",
    "按病种收费改革病种数",
    "按病种收费病种平均费用降幅",
    "工程建设项目审批时间（最长）",
    "工程建设项目审批时间（最短）",
    "空气质量综合指数全国排名（倒数）",
    "核心板块数",
]


@pytest.mark.parametrize("name", AGREE)
def test_documents_that_agree_share_series_period_and_value(name):
    report, digest = cell("report", name), cell("digest", name)
    same = ("value", "unit", "qualifier")
    assert [report[key] for key in same] == [digest[key] for key in same]


@pytest.mark.parametrize(
    ("name", "in_report", "in_digest"),
    [
        ("民生支出", "1282.9", "1220"),
        ("民生支出占一般公共预算支出比重", "74.5", "74"),
        ("优良天数同比增加", "53", "57"),
        ("新增城镇就业", "14", "11.74"),
        ("新增公办幼儿园数", "241", "141"),
        ("市区新开工中小学校数", "34", "31"),
        ("新建农村教师周转宿舍套数", "1276", "1115"),
        ("机场货邮吞吐量", "64", "63"),
        ("机场货运规模全国排名", "6", "6"),
        ("中欧班列（郑州）开行班次", "1126", "1130"),
        ("中欧班列（郑州）开行班次增速", "13", "11.3"),
        ("跨境电商交易额增速", "23.5", "20"),
        ("轨道交通运营里程", "206", "206.3"),
    ],
)
def test_documents_that_disagree_share_the_series_and_both_stay(name, in_report, in_digest):
    assert (cell("report", name)["value"], cell("digest", name)["value"]) == (in_report, in_digest)


FIVE = "2016..2020"
APART = [
    (("report", "安置房竣工面积", FIVE), ("digest", "安置房竣工面积", "2020")),
    (("report", "安置房回迁群众", FIVE), ("digest", "安置房回迁群众", "2020")),
    (("report", "优良天数同比增加", "2020"), ("report", "优良天数五年增加", FIVE)),
    (("report", "PM2.5浓度降幅", "2020"), ("report", "PM2.5浓度降幅", FIVE)),
    (("report", "PM10浓度降幅", "2020"), ("report", "PM10浓度降幅", FIVE)),
    (("report", "跨境电商交易额增速", "2020"), ("report", "跨境电商交易额年均增速", FIVE)),
    (("report", "进出口总额", "2020"), ("report", "进出口总额", FIVE)),
    (
        ("report", "办理人大代表建议和政协委员提案数", "2020"),
        ("report", "办理人大代表建议和政协委员提案数", FIVE),
    ),
    (("report", "建议提案办理满意率", "2020"), ("report", "建议提案办理满意率", FIVE)),
    (("report", "新增公办幼儿园数", "2020"), ("report", "新增幼儿园数", FIVE)),
    (("report", "市区新投用中小学校数", "2020"), ("report", "新增、改扩建中小学校数", FIVE)),
    (("digest", "新建省级及以上创新平台", "2020"), ("report", "获批国家研发平台数", FIVE)),
    (("report", "新开航线数", "2020"), ("report", "机场开通客货运航线数", "2020")),
    (("report", "新开通航城市数", "2020"), ("report", "机场通航城市数", "2020")),
    (("digest", "轨道交通运营里程", "2020"), ("digest", "轨道交通在建里程", "2020")),
    (("report", "棚户区住房改造基本建成套数", "2020"), ("report", "网签安置房套数", "2020")),
    (("report", "民生支出", "2020"), ("report", "民生支出年均增速", FIVE)),
]
# The same words, another definition: never one series.
OTHER_DEFINITION = [
    (("report", "机场货邮吞吐量增速排名", "2020"), ("digest", "国际航空货邮吞吐量增速排名", "2020")),
    (("report", "机场货邮吞吐量增速", "2020"), ("digest", "国际航空货邮吞吐量增速", "2020")),
    (("report", "政务服务网与“郑好办”上线事项数", "2020"), ("digest", "“网上办”高频事项数", "2020")),
    (("report", "全市非电燃煤锅炉存量", "2020"), ("digest", "燃煤锅炉存量", "2020")),
    (("report", "主城区燃煤机组存量", "2020"), ("digest", "市域散煤存量", "2020")),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_must_not_be_compared_never_shares_series_and_period(one, other):
    pair = [(resolve(cell(*each)), each[2]) for each in (one, other)]
    assert pair[0] != pair[1]


@pytest.mark.parametrize(("one", "other"), OTHER_DEFINITION)
def test_another_definition_is_another_series(one, other):
    assert resolve(cell(*one)) != resolve(cell(*other))


@pytest.mark.parametrize(
    ("name", "period", "value", "unit", "file"),
    [
        ("居民人均可支配收入", "2020", "37274.8", "元", "report"),
        ("全社会研发投入强度", "2020", "2", "%", "report"),
        ("高新技术企业数", "2020", "2900", "家", "digest"),
        ("新增高新技术企业", "2020", "800", "家", "digest"),
        ("新增科技型企业", "2020", "1861", "家", "digest"),
        ("新建省级及以上创新平台", "2020", "209", "家", "digest"),
        ("机场旅客吞吐量", "2020", "2140.7", "万人次", "report"),
        ("进出口总额", "2020", "4946.4", "亿元", "report"),
        ("进出口总额增速", "2020", "19.7", "%", "report"),
    ],
)
def test_figures_both_sources_cite_are_one_row(name, period, value, unit, file):
    found = [row for row in ALL if (row["indicator"], row["period"], row["value"]) == (name, period, value)]
    assert [(row["unit"], row["source_title"]) for row in found] == [(unit, SEEDS[file][0]["source_title"])]


def test_dollars_and_yuan_are_two_series():
    shared = {"indicator": "跨境电商交易额"}
    assert resolve(shared | {"unit": "亿元"}) == ["cross-border-ecommerce"]
    assert resolve(shared | {"unit": "亿美元"}) == ["cross-border-ecommerce-usd"]
