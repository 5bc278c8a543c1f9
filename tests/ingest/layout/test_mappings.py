"""A mapping saved this year fits next year's file, and its years move on."""

import pytest

from tests.factories import make_user
from tracker.ingest import FileProblems
from tracker.ingest.layout.layouts import Layout
from tracker.ingest.layout.mappings import fitting_mapping, layout_for, save_mapping
from tracker.models import SavedMapping

HEADERS = ["项目", "区域", "2020年累计", "2021年累计（亿元）", "备注"]
LAYOUT = Layout(
    encoding="gb18030",
    delimiter=";",
    sheet="2021",
    header_row=3,
    header_rows=1,
    columns={0: "indicator", 1: "jurisdiction"},
    periods={2: "2020-H1", 3: "2021-H1"},
    units={3: "亿元"},
    defaults={"reliability": "official", "source_title": "2021年统计月报", "published_on": "2021-07"},
)


def saved(**fields: object) -> SavedMapping:
    return save_mapping(**{"name": "月报", "headers": HEADERS, "layout": LAYOUT, **fields})


pytestmark = pytest.mark.django_db


def test_a_mapping_is_kept_under_its_name_with_who_kept_it():
    user = make_user()

    saved()
    again = saved(by=user, headers=["项目"])

    assert SavedMapping.objects.get() == again
    assert (again.saved_by, again.headers) == (user, ["项目"])


def test_what_is_true_of_one_file_alone_is_not_kept():
    kept = Layout.from_json(saved().mapping["layout"])

    assert (kept.encoding, kept.delimiter, kept.sheet, kept.header_row) == ("", "", "", 0)
    assert kept.defaults == {"reliability": "official"}


def test_next_years_file_is_understood_with_its_years_moved_on():
    headers = ["项目", "区域", "2021年累计", "2022年累计（亿元）", "备注"]

    mapping = fitting_mapping(headers, [saved()])

    assert mapping is not None
    layout = layout_for(headers, mapping)
    assert layout.columns == {0: "indicator", 1: "jurisdiction"}
    assert layout.periods == {2: "2021-H1", 3: "2022-H1"}
    assert layout.units == {3: "亿元"}


def test_columns_in_another_order_and_more_years_still_fit():
    mapping = save_mapping(
        name="年报",
        headers=["项目", "2020年", "2021年"],
        layout=Layout(columns={0: "indicator"}, periods={1: "2020", 2: "2021"}),
    )
    headers = ["2020年", "2021年", "2022年", "项目"]

    assert fitting_mapping(headers, [mapping]) == mapping
    layout = layout_for(headers, mapping)
    assert layout.columns == {3: "indicator"}
    assert layout.periods == {0: "2020", 1: "2021", 2: "2022"}


@pytest.mark.parametrize("headers", [["项目"], [*HEADERS, "单位"], [], [""]])
def test_a_file_of_other_headers_fits_nothing(headers):
    assert fitting_mapping(headers, [saved()]) is None


def test_of_several_that_fit_the_latest_is_taken():
    first, second = saved(name="一"), saved(name="二")

    assert fitting_mapping(HEADERS, [second, first]) == second


def test_a_period_without_a_year_in_its_header_stays():
    mapping = saved(headers=["项目", "区域", "上年", "本年", "备注"])

    assert layout_for(["项目", "区域", "上年", "本年", "备注"], mapping).periods == {
        2: "2020-H1",
        3: "2021-H1",
    }


def test_a_mapping_spoilt_by_hand_is_refused():
    mapping = saved()
    mapping.mapping = {"layout": {"columns": {"0": "nonsense"}}}

    with pytest.raises(FileProblems) as caught:
        layout_for(HEADERS, mapping)

    assert caught.value.code == "bad_layout"
