"""Lists taken along as files."""

import csv
import io

import pytest

from tests.factories import make_commitment, make_indicator, make_observation, make_series
from tracker.admin.exports import ExcelCSV, Exporting
from tracker.models import Department
from tracker.progress import refresh


def exported(desk, model, query=""):
    answer = desk.post(f"/admin/tracker/{model}/export/{query}", {"format": "0", "resource": ""})
    assert answer.headers["Content-Type"] == "text/csv", answer.context["form"].errors
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_figures_go_out_under_the_headers_they_come_in_by(desk):
    make_observation(make_series(make_indicator("gdp")), "1230", derivation="4130-2900", quote="新增1230家")
    (row,) = exported(desk, "observation")
    assert (row["indicator"], row["jurisdiction"], row["period"]) == ("gdp", "410100", "2021")
    assert (row["value"], row["unit"], row["qualifier"]) == ("1230", "家", "exact")
    assert (row["published_on"], row["source_publisher"]) == ("2022-06-30", "郑州市人民政府")
    assert (row["derivation"], row["quote"]) == ("4130-2900", "新增1230家")


def test_commitments_go_out_with_how_they_stand(desk):
    commitment = make_commitment()
    commitment.departments.add(Department.objects.create(code="science-bureau", name="科技局"))
    refresh()
    (row,) = exported(desk, "commitment")
    assert (row["code"], row["status"], row["departments"]) == (
        commitment.code,
        "unreported",
        "science-bureau",
    )


def test_indicators_go_out_with_their_other_names(desk):
    make_indicator("gdp", aliases=("GDP", "生产总值"))
    (row,) = exported(desk, "indicator")
    assert (row["code"], row["aliases"]) == ("gdp", "GDP;生产总值")


def test_only_what_is_filtered_goes_out(desk):
    make_indicator("gdp", kind="flow")
    make_indicator("share", kind="ratio")
    assert [row["code"] for row in exported(desk, "indicator", "?kind__exact=ratio")] == ["share"]


def test_formulas_are_made_harmless(desk):
    make_observation(make_series(), "-3.7", note="=1+1")
    (row,) = exported(desk, "observation")
    assert (row["note"], row["value"]) == ("'=1+1", "-3.7")


@pytest.mark.parametrize("model", ["observation", "commitment", "indicator"])
def test_a_long_list_costs_as_many_queries_as_a_short_one(desk, model, django_assert_max_num_queries):
    for _ in range(6):
        make_observation(make_commitment().series)
    with django_assert_max_num_queries(8):
        assert len(exported(desk, model)) == 6


@pytest.mark.parametrize("model", ["commitment", "indicator"])
def test_nothing_can_be_brought_in_there(desk, model):
    assert desk.get(f"/admin/tracker/{model}/import/").status_code in (302, 404)
    assert "import" not in desk.get(f"/admin/tracker/{model}/").content.decode().split("/script")[-1]


def test_the_page_names_the_columns(desk):
    content = desk.get("/admin/tracker/observation/export/").content.decode()
    assert "indicator, jurisdiction, period, value" in content


@pytest.mark.parametrize(("permission", "status"), [("view_observation", 200), ("view_plan", 403)])
def test_who_may_see_the_list_may_take_it_along(clerk, permission, status):
    assert clerk(permission).get("/admin/tracker/observation/export/").status_code == status


def test_csv_is_always_offered():
    assert Exporting.get_export_formats(None)[0] is ExcelCSV
