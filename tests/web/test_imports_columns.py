"""Saying what the columns of a file hold."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.importing import csv_bytes, make_importer, newest, row, store_known
from tracker.models import SavedMapping, StagedRow

pytestmark = pytest.mark.django_db
ODD = ("指标项", "哪里", "哪年", "结果")


@pytest.fixture
def importer(client):
    store_known()
    client.force_login(make_importer())
    return client


def send(client, content, name="odd.csv", **fields):
    return client.post("/en/imports/new/", {"file": SimpleUploadedFile(name, content), **fields})


def odd(*cells, headers=ODD):
    return "\n".join([",".join(headers), *(",".join(line) for line in cells)]).encode()


def said(**changes):
    """What the page sends back of the odd table, every column understood."""
    fields = {"field-0": "indicator", "field-1": "jurisdiction", "field-2": "period", "field-3": "value"}
    return {**fields, "source_title": "统计公报", **changes}


def columns(client, query=""):
    return client.get(f"/en/imports/{newest().pk}/columns/{query}")


def choose(client, **data):
    return client.post(f"/en/imports/{newest().pk}/columns/", data)


def test_a_file_whose_columns_are_not_understood_leads_to_its_columns(importer):
    answer = send(importer, odd(("firms", "410100", "2021", "1230")))

    assert answer.url == f"/en/imports/{newest().pk}/columns/"
    content = columns(importer).content.decode()
    assert "指标项" in content
    assert "1230" in content
    assert "the column 完成值 (value) is missing" in content


def test_what_somebody_says_of_the_columns_is_what_is_read(importer):
    send(importer, odd(("firms", "410100", "2021", "1230")))

    answer = choose(importer, **said())

    assert answer.url == f"/en/imports/{newest().pk}/"
    assert (newest().state, newest().counts["new"]) == ("planned", 1)
    assert StagedRow.objects.get().written == "1230"


def test_a_file_that_is_understood_shows_its_columns_only_on_demand(importer):
    assert send(importer, csv_bytes(row())).url == f"/en/imports/{newest().pk}/"
    assert send(importer, csv_bytes(row()), look="on").url == f"/en/imports/{newest().pk}/columns/"
    assert newest().state == "draft"


def test_a_header_that_comes_near_a_needed_field_is_offered_as_a_guess(importer):
    send(importer, odd(("firms", "410100", "2021", "1230"), headers=("指标项", "地区", "时期", "完成值额")))

    content = columns(importer).content.decode()

    assert '<option value="indicator" selected>' in content
    assert "a guess" in content


def test_a_table_with_a_column_for_each_year_is_read_by_its_headers(importer):
    wide = odd(("firms", "410100", "1000", "1230"), headers=("指标", "地区", "2020年", "2021年"))

    send(importer, wide, source_title="统计公报")

    assert newest().counts["new"] == 2
    assert columns(importer).content.decode().count('<option value="@period" selected>') == 2


def test_a_column_can_be_said_to_hold_the_values_of_a_period(importer):
    send(importer, odd(("firms", "410100", "1000", "1230")))
    wide = {
        "field-2": "@period",
        "period-2": "2020",
        "field-3": "@period",
        "period-3": "2021",
        "unit-3": "家",
    }

    choose(importer, **said(**wide))

    assert [figure.period for figure in StagedRow.objects.order_by("position")] == ["2020", "2021"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"field-3": ""}, "the column 完成值 (value) is missing"),
        ({"field-3": "indicator"}, "both mean"),
        ({"field-3": "@period", "field-2": "", "period-3": "soon"}, "is no period"),
        ({"field-3": "surprise"}, "layout"),
        ({"published_on": "soon"}, "not a date"),
        ({"encoding": "ebcdic"}, "layout"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_read(importer, changes, complaint):
    send(importer, odd(("firms", "410100", "2021", "1230")))

    answer = choose(importer, **said(**changes))

    assert answer.status_code == 400
    assert complaint in answer.content.decode()
    assert not StagedRow.objects.exists()


def test_columns_saved_are_used_for_the_next_file_of_the_same_headers(importer):
    send(importer, odd(("firms", "410100", "2021", "1230")))
    choose(importer, **said(save_as="市统计局年报"))

    answer = send(importer, odd(("firms", "410100", "2022", "1300")), source_title="统计公报")

    assert SavedMapping.objects.get().saved_by.username == "importer"
    assert answer.url == f"/en/imports/{newest().pk}/"
    assert newest().counts["new"] == 1
    assert "市统计局年报" in importer.get(answer.url).content.decode()


def test_a_saved_mapping_can_be_chosen_by_name(importer):
    send(importer, odd(("firms", "410100", "2021", "1230")))
    choose(importer, **said(save_as="年报"))
    send(importer, odd(("firms", "410100", "2021", "1230")), look="on")

    content = columns(importer, "?mapping=年报").content.decode()

    assert '<option value="value" selected>' in content


def test_another_encoding_shows_the_file_in_it(importer):
    send(importer, odd(("新增企业", "410100", "2021", "1230")).decode().encode("gb18030"), look="on")

    content = columns(importer).content.decode()
    assert '<option value="gb18030" selected>' in content
    assert "新增企业" in content
    assert columns(importer, "?encoding=utf-8").status_code == 200


def test_a_sheet_and_a_header_row_can_be_chosen(importer):
    book = Workbook()
    book.active.append(["something else"])
    sheet = book.create_sheet("数据")
    for line in (["标题"], [], ["指标", "地区", "时期", "完成值", "来源"]):
        sheet.append(line)
    sheet.append(["firms", "410100", "2021", 1230, "统计公报"])
    out = io.BytesIO()
    book.save(out)

    send(importer, out.getvalue(), "book.xlsx")

    assert newest().counts["new"] == 1
    content = columns(importer, "?sheet=数据&header_row=3").content.decode()
    assert "<option selected>数据</option>" in content
    assert '<option value="value" selected>' in content


@pytest.mark.parametrize("query", ["?encoding=ebcdic", "?header_row=x", "?sheet=none", "?header_row=999999"])
def test_an_address_that_makes_no_sense_still_shows_a_page(importer, query):
    send(importer, odd(("firms", "410100", "2021", "1230")))

    assert columns(importer, query).status_code == 200


def test_columns_of_a_stored_file_can_no_longer_be_changed(importer):
    send(importer, csv_bytes(row()))
    importer.post(f"/en/imports/{newest().pk}/apply/")

    answer = importer.get(f"/en/imports/{newest().pk}/columns/", follow=True)

    assert "can no longer be changed" in answer.content.decode()


def test_columns_of_another_s_file_are_not_ours_to_change(importer, client):
    send(importer, csv_bytes(row()))
    client.force_login(make_importer("other"))

    assert columns(client).status_code == 403
