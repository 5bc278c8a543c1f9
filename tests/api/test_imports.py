"""Files brought in by programs."""

import csv
import io
import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from tests.api.caller import check_languages, contract
from tests.factories import make_commitment, make_observation, make_series, make_user
from tests.importing import csv_file, make_importer, newest, row, store_known, titled_file
from tracker.models import ChangeSet, Observation, Series

pytestmark = pytest.mark.django_db
HOME = "/api/v1/imports/"


class Importer:
    """Asks as somebody who may bring files in, and holds every answer against the contract."""

    def __init__(self, user=None, **options):
        self.client = Client(headers={"accept-language": "en"}, **options)
        if user:
            self.client.force_login(user)

    def send(self, *rows, **fields):
        return self.post("", {"file": csv_file(*rows), **fields})

    def post(self, path, data=None, **options):
        return self._checked("post", path, self.client.post(HOME + path, data or {}, **options))

    def act(self, act, number=None, **decision):
        path = f"{number or newest().pk}/{act}/"
        return self.post(path, json.dumps(decision), content_type="application/json")

    def get(self, path="", **query):
        return self._checked("get", path, self.client.get(HOME + path, query))

    def _checked(self, method, path, response):
        media_type = response.headers["Content-Type"].split(";")[0]
        parts = ["{number}" if part.isdigit() else part for part in path.split("/")]
        found = contract()["paths"][HOME + "/".join(parts)][method]["responses"][str(response.status_code)]
        schema = found["content"][media_type]["schema"]
        if media_type.endswith("json"):
            whole = {**schema, "components": contract()["components"]}
            Draft202012Validator(whole, format_checker=FormatChecker()).validate(response.json())
        check_languages(response)
        return response


@pytest.fixture
def api():
    store_known()
    return Importer(make_importer())


# Who may


def test_whoever_is_nobody_is_asked_to_log_in(api):
    answer = Importer().get()

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="duixian"'


def test_who_may_not_bring_in_is_refused(api):
    answer = Importer(make_user()).send(row())

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert not ChangeSet.objects.exists()


def test_a_request_without_the_csrf_mark_is_refused(api):
    user = make_importer("other")

    answer = Importer(user, enforce_csrf_checks=True).send(row())

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("act", ["apply", "reverse", "discard"])
def test_another_s_file_is_not_ours_to_decide_over(api, act):
    api.send(row())

    answer = (
        Importer(make_importer("other")).act(act, reason="x")
        if act == "reverse"
        else Importer(make_importer("other")).act(act)
    )

    assert answer.status_code == 403
    assert newest().state == "planned"


# Sending


def test_a_file_is_answered_with_what_would_become_of_it(api):
    answer = api.send(row(), row("1.2.3", "2019"))

    body = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{HOME}{body['id']}/"
    assert (body["state"], body["door"], body["created_by"]) == ("planned", "api", "importer")
    assert (body["counts"]["new"], body["counts"]["invalid"]) == (1, 1)
    assert Observation.objects.count() == 0


def test_a_layout_says_how_to_read_it(api):
    lean = csv_file({"指标名": "firms", "v": "7"}, columns=("指标名", "v"))
    layout = {"columns": {"0": "indicator", "1": "value"}, "defaults": {
        "jurisdiction": "410100", "period": "2020", "source_title": "统计公报"}}  # fmt: skip

    answer = api.post("", {"file": lean, "layout": json.dumps(layout)})

    assert answer.json()["counts"]["new"] == 1


@pytest.mark.parametrize("layout", ["no json", "[]", '{"encoding": "ebcdic"}', '{"surprise": 1}'])
def test_a_layout_that_makes_no_sense_is_refused(api, layout):
    answer = api.send(row(), layout=layout)

    assert answer.status_code in (400, 422)
    assert not ChangeSet.objects.filter(state="planned").exists()


def test_a_file_nobody_can_read_is_refused_in_both_languages_and_not_kept(api):
    answer = api.post("", {"file": csv_file({"指标": "firms"}, columns=("指标",))})

    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "unreadable_file")
    assert {error["code"] for error in body["errors"]} == {"missing_column"}
    assert set(body["errors"][0]["message"]) == {"zh", "en"}
    assert newest().state == "discarded"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "invalid_parameter"),
        ({"surprise": "1", "file": "x"}, "unknown_parameter"),
    ],
)
def test_what_is_missing_or_unknown_is_named(api, fields, code):
    answer = api.post("", fields)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_file_over_the_limit_is_refused(api, settings):
    settings.IMPORT_MAX_MB = 0

    answer = api.send(row())

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "too_large")


def test_json_is_no_file(api):
    answer = api.post("", "{}", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_large_file_is_left_to_the_worker(api, monkeypatch):
    monkeypatch.setattr("tracker.ingest.tasks.AT_ONCE_BYTES", 10)

    answer = api.send(row())

    body = answer.json()
    assert (answer.status_code, body["state"], body["waiting"]) == (202, "draft", "a_moment")
    assert body["counts"] is None


# Looking


def test_rows_are_listed_by_outcome_with_their_problems_in_both_languages(api):
    api.send(row(), row("1.2.3", "2019"))

    (found,) = api.get(f"{newest().pk}/rows/", outcome="invalid").json()["results"]

    (problem,) = found["problems"]
    assert (found["row"], problem["code"], problem["value"]) == (3, "not_a_number", "1.2.3")
    assert "row 3" in problem["message"]["en"]
    assert "第3行" in problem["message"]["zh"]


def test_a_revised_row_stands_beside_the_figure_before(api):
    make_observation(Series.objects.get(), "1000", published="2022-01-01")
    api.send(row())

    (found,) = api.get(f"{newest().pk}/rows/").json()["results"]

    assert (found["outcome"], found["value"], found["before"]["value"]) == ("revised", "1230", "1000")


def test_rows_and_sets_come_in_pages(api):
    for value in ("1", "2", "3"):
        api.send(row(value), row(value, "2020"))

    page = api.get(page_size=2).json()
    assert [found["id"] for found in page["results"]] == [newest().pk, newest().pk - 1]
    assert page["next"]
    assert api.get(f"{newest().pk}/rows/", page_size=1).json()["next"]


def test_rows_are_paged_there_and_back_in_the_order_of_the_file(api):
    api.send(*(row(str(value)) for value in (80, 81, 82)))
    address, seen = f"{HOME}{newest().pk}/rows/?page_size=2", []
    while address:
        page = api.client.get(address).json()
        seen.append([each["position"] for each in page["results"]])
        address, before = page["next"], page["previous"]

    assert seen == [[1, 2], [3]]
    assert [each["position"] for each in api.client.get(before).json()["results"]] == [1, 2]


def test_rows_come_whole_as_csv(api):
    api.send(*(row(str(value)) for value in (80, 81, 82)))
    answer = api.client.get(f"{HOME}{newest().pk}/rows/", {"format": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["position", "1", "2", "3"]


def test_sets_are_filtered_by_state_and_person(api):
    api.send(row())
    api.act("discard")
    api.send(row())

    assert [found["state"] for found in api.get(state="planned").json()["results"]] == ["planned"]
    assert api.get(by="nobody").json()["results"] == []


def test_lists_cost_as_many_queries_with_many_rows_as_with_few(api, django_assert_max_num_queries):
    api.send(*(row("1", str(year)) for year in range(1950, 2000)))

    with django_assert_max_num_queries(8):
        assert len(api.get(f"{newest().pk}/rows/").json()["results"]) == 50
    with django_assert_max_num_queries(6):
        api.get()


def test_a_number_nobody_has_is_not_found(api):
    assert api.get("99/").status_code == 404


# Deciding


def test_storing_is_done_once(api):
    api.send(row())

    first, second = api.act("apply"), api.act("apply")

    assert (first.status_code, first.json()["state"]) == (200, "applied")
    assert (second.status_code, second.json()["errors"][0]["code"]) == (422, "not_planned")
    assert Observation.objects.published().count() == 1


def test_rows_that_wait_stop_everything_until_somebody_decides(api):
    api.send(row(), row("1.2.3", "2019"))

    refused = api.act("apply")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "blocked_rows")
    assert api.act("apply", valid_only=True).json()["state"] == "applied"


def test_a_decision_with_a_word_nobody_knows_is_refused(api):
    api.send(row())

    answer = api.act("apply", acept_warnings=True)

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
    assert newest().state == "planned"


def test_a_large_set_is_stored_by_the_worker(api, monkeypatch):
    monkeypatch.setattr("tracker.ingest.tasks.AT_ONCE_ROWS", 0)
    api.send(row())

    answer = api.act("apply")

    assert (answer.status_code, answer.json()["waiting"]) == (202, "a_moment")


def test_what_was_stored_is_taken_back(api):
    api.send(row())
    api.act("apply")

    assert api.act("reverse").status_code == 400
    body = api.act("reverse", reason="文件有误").json()

    assert (body["change_set"]["state"], body["withdrawn"], body["kept"]) == ("reversed", 1, [])
    assert not Observation.objects.standing().exists()


def test_a_set_is_given_up(api):
    api.send(row())

    assert api.act("discard").json()["state"] == "discarded"
    assert api.act("discard").status_code == 422


# Taking along


def test_rows_left_out_come_as_csv(api):
    api.send(row(), row("1.2.3", "2019"))

    answer = api.get(f"{newest().pk}/leftovers/")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode().count("1.2.3") == 2


def test_rows_of_a_file_that_is_gone_are_refused(api):
    api.send(row("1.2.3"))
    api.act("discard")

    assert api.get(f"{newest().pk}/leftovers/").json()["code"] == "refused"


def test_a_sheet_to_fill_in_is_handed_out(api):
    make_commitment(series=make_series())

    answer = api.get("template/", year="2021", jurisdiction="410100")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="duixian-410100-2021.xlsx"'
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0].max_row > 1


@pytest.mark.parametrize("query", [{}, {"year": "soon"}, {"year": "2021", "department": "nobody"}])
def test_a_sheet_nobody_can_make_is_refused(api, query):
    assert api.get("template/", **query).json()["code"] == "invalid_parameter"


def test_what_was_taken_from_the_title_is_told(api):
    answer = api.post("", {"file": titled_file("2021年主要经济指标", "经办人")}).json()

    [note] = answer["notes"]
    assert (note["code"], note["warning"]) == ("period_above", False)
    assert "2021" in note["message"]["zh"]
    assert answer["ignored"] == ["经办人"]


def test_of_what_is_wrong_with_a_row_the_codes_stand_in_its_csv(api):
    api.send(row("12oo"))
    answer = api.client.get(f"{HOME}{newest().pk}/rows/", {"format": "csv"})
    header, line = csv.reader(b"".join(answer.streaming_content).decode().splitlines())
    assert dict(zip(header, line, strict=True))["problems"] == "unknown_unit"
