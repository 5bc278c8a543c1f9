"""Reference data is found by every name it goes by."""

import pytest

from tests.factories import make_document, make_indicator, make_jurisdiction, make_unit
from tracker.ingest.checking.known import Known


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["gdp", "GDP", "地区生产总值", "Gross product", "生产总值", "ＧＤＰ"])
def test_an_indicator_goes_by_code_names_and_aliases(name):
    made = make_indicator("gdp", name="地区生产总值", name_en="Gross product", aliases=("生产总值", "GDP"))

    assert Known.load().indicators_named(name) == [made]


@pytest.mark.django_db
def test_a_name_of_two_indicators_finds_both():
    both = [
        make_indicator(code, unit=unit, aliases=("交易额",))
        for code, unit in [("a", "亿元"), ("b", "亿美元")]
    ]

    assert Known.load().indicators_named("交易额") == both


@pytest.mark.django_db
def test_a_name_of_two_jurisdictions_finds_both_and_a_code_one():
    both = [make_jurisdiction(code, name="鼓楼区", name_en="Gulou") for code in ("320106", "410204")]
    known = Known.load()

    assert known.jurisdictions_named("鼓楼区") == known.jurisdictions_named("gulou") == both
    assert known.jurisdictions_named("410204") == both[1:]


@pytest.mark.django_db
def test_a_missing_english_name_is_no_name():
    make_indicator("gdp", name_en="")
    make_jurisdiction(name_en="")
    known = Known.load()

    assert known.indicators_named("") == known.jurisdictions_named("") == []


@pytest.mark.django_db
@pytest.mark.parametrize("symbol", ["平方公里", "km²", "平方千米", " km2 ", "ｋｍ²"])
def test_a_unit_goes_by_every_spelling_of_it(symbol):
    assert Known.load().unit(symbol) is None

    assert make_unit("平方公里") == Known.load().unit(symbol)


@pytest.mark.django_db
def test_a_document_is_found_by_title_or_code_and_told_apart_by_its_publisher():
    city = make_document("city", title="统计公报", publisher="市统计局")
    province = make_document("province", title="统计公报", publisher="省统计局")
    known = Known.load()

    assert known.documents_titled("《统计公报》", "") == [city, province]
    assert known.documents_titled("统计公报", "省 统计局") == [province]
    assert known.documents_titled("city", "") == [city]


@pytest.mark.django_db
def test_everything_is_read_in_five_queries(django_assert_num_queries):
    for number in range(5):
        make_indicator(f"i{number}", aliases=(f"别名{number}",))
        make_document()

    with django_assert_num_queries(5):
        known = Known.load()
        known.indicators_named("i3")[0].unit.dimension.upper()
