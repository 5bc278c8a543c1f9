"""Small things every row can say of itself: names in two languages, dates as far as known, marked quotes."""

import datetime
from fractions import Fraction

import pytest
from django.core import serializers
from django.utils import translation

from tests import factories as make
from tracker.models import Evidence, Series, partial_date_text
from tracker.models.indicators import Unit

DAY = datetime.date(2021, 1, 30)


@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (DAY, "day", "2021-01-30"),
        (DAY, "month", "2021-01"),
        (DAY, "year", "2021"),
        (DAY, "unknown", ""),
        (None, "unknown", ""),
        (None, "day", ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(day: datetime.date | None, precision: str, text: str):
    assert partial_date_text(day, precision) == text


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({"figure": "1000家", "figure_start": 7870}, ("新增高新技术企业", "1000家", "")),
        # The same digits twice: the offset says which of the two is meant.
        ({"quote": "3个县3个区", "figure": "3个", "figure_start": 7865}, ("3个县", "3个", "区")),
        ({"quote": "3个县3个区", "figure": "3个"}, ("", "3个", "县3个区")),
        ({"figure": "1000家", "figure_start": 7000}, ("新增高新技术企业", "1000家", "")),
        ({"figure": "1000家", "figure_start": 9999}, ("新增高新技术企业", "1000家", "")),
        ({"figure": "800家"}, ("新增高新技术企业1000家", "", "")),
        ({}, ("新增高新技术企业1000家", "", "")),
        ({"quote": "", "figure": "1000家"}, ("", "", "")),
    ],
)
def test_a_quote_is_split_around_its_figure_and_loses_nothing(
    fields: dict[str, object], parts: tuple[str, str, str]
):
    row = Evidence(**({"quote": "新增高新技术企业1000家", "start": 7862} | fields))

    assert row.marked() == parts
    assert "".join(parts) == row.quote


@pytest.mark.django_db
def test_a_name_is_shown_in_the_language_of_the_moment_and_falls_back_to_chinese():
    place = make.make_jurisdiction(name="郑州市", name_en="Zhengzhou")
    nameless = make.make_department(name="市工信局")

    with translation.override("zh-hans"):
        assert (str(place), str(nameless)) == ("郑州市", "市工信局")
    with translation.override("en"):
        assert (str(place), str(nameless)) == ("Zhengzhou", "市工信局")


@pytest.mark.django_db
def test_a_commitment_shows_its_statement_in_the_language_of_the_moment():
    commitment = make.make_commitment(statement="新增高新技术企业1000家", statement_en="1,000 new firms")

    with translation.override("zh-hans"):
        assert commitment.label == "新增高新技术企业1000家"
    with translation.override("en"):
        assert commitment.label == "1,000 new firms"


@pytest.mark.parametrize(
    ("factor", "value", "base"),
    [("10000", "1.2", 12000), ("1", "0", 0), ("0.001", "3.10", Fraction(31, 10000))],
)
def test_a_value_becomes_base_units_without_rounding(factor: str, value: str, base: object):
    assert Unit(symbol="?", factor=Fraction(factor)).to_base(value) == base


@pytest.mark.django_db
def test_a_fixture_names_rows_by_what_identifies_them_and_never_by_number():
    row = make.make_observation()
    text = serializers.serialize(
        "json", [row.series, row], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )

    series, figure = serializers.deserialize("json", text)

    assert f'"{row.series.code}"' in text
    assert series.object.pk == row.series.pk
    assert (figure.object.series, figure.object.document) == (row.series, row.document)


@pytest.mark.django_db
def test_a_natural_key_finds_its_row():
    series = make.make_series()

    assert Series.objects.get_by_natural_key(*series.natural_key()) == series


@pytest.mark.django_db
def test_an_observation_is_named_by_series_period_and_digits():
    series = make.make_series(name="新增高新技术企业")

    with translation.override("zh-hans"):
        assert str(make.make_observation(series, "1230")).endswith(" 2021: 1230家")
        gap = make.make_observation(series, None, "2020", missing_reason="未公布")
        assert " 2020: —" in str(gap)
