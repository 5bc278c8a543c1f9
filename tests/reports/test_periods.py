import datetime

import pytest
from django.utils import translation

from tracker.reports.periods import partial_day_text, period_text


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2021", "2021年", "2021"),
        ("2021-H1", "2021年上半年", "first half of 2021"),
        ("2021-H2", "2021年下半年", "second half of 2021"),
        ("2021-Q3", "2021年第3季度", "Q3 2021"),
        ("2021-06", "2021年6月", "June 2021"),
        ("2021-07-04", "2021年7月4日", "July 4, 2021"),
        ("2021-01..04", "2021年1—4月", "Jan–Apr 2021"),
        ("2016..2020", "2016—2020年", "2016–2020"),
        ("..2020", "截至2020年", "up to 2020"),
        ("2021-01..2021-10-18", "2021年1月1日—2021年10月18日", "Jan. 1, 2021–Oct. 18, 2021"),
        ("2020-07..2021-06", "2020年7月1日—2021年6月30日", "July 1, 2020–June 30, 2021"),
        ("nonsense", "nonsense", "nonsense"),
    ],
)
def test_a_period_in_words(period: str, chinese: str, english: str):
    with translation.override("zh-hans"):
        assert period_text(period) == chinese
    with translation.override("en"):
        assert period_text(period) == english


@pytest.mark.parametrize(
    ("period", "chinese"),
    [
        ("2021", "2021年末"),
        ("2021-06", "2021年6月末"),
        ("2021-12", "2021年末"),
        ("2021-07-04", "2021年7月4日"),
    ],
)
def test_an_instant_names_its_last_day(period: str, chinese: str):
    with translation.override("zh-hans"):
        assert period_text(period, instant=True) == chinese


@pytest.mark.parametrize(
    ("precision", "text"),
    [("day", "2021年1月30日"), ("month", "2021年1月"), ("year", "2021年"), ("unknown", "")],
)
def test_a_date_is_written_as_far_as_it_is_known(precision: str, text: str):
    with translation.override("zh-hans"):
        assert partial_day_text(datetime.date(2021, 1, 30), precision) == text


def test_no_date_is_no_text():
    assert partial_day_text(None, "day") == ""
