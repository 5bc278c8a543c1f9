"""Files brought in at the desk: upload, preview, confirm."""

import re

import pytest

from tests.importing import csv_file, make_importer, newest, row, store_known, titled_file
from tracker.models import ChangeSet, Observation

pytestmark = pytest.mark.django_db
UPLOAD = "/en/admin/tracker/observation/import/"
CONFIRM = "/en/admin/tracker/observation/process_import/"
RIGHTS = ("add_changeset", "publish_unreviewed", "view_observation", "view_changeset")


@pytest.fixture
def desk(client):
    store_known()
    client.force_login(make_importer("importer", *RIGHTS, is_staff=True))
    return client


def upload(client, *rows, **fields):
    return client.post(UPLOAD, {"import_file": csv_file(*rows), **fields})


def test_the_list_of_figures_offers_to_import(desk):
    assert f'href="{UPLOAD}"' in desk.get("/en/admin/tracker/observation/").content.decode().replace("'", '"')


def test_the_page_names_the_columns(desk):
    content = desk.get(UPLOAD).content.decode()

    assert 'name="import_file"' in content
    assert "published_on" in content


def test_a_file_is_kept_as_a_change_set_and_previewed(desk):
    answer = upload(desk, row(), row("1.2.3", "2019"))

    assert answer.url == f"{UPLOAD}?set={newest().pk}"
    assert (newest().door, newest().state) == ("admin", "planned")
    content = desk.get(answer.url).content.decode()
    assert "1230 家" in content
    assert "not one number that can be read" in content
    assert Observation.objects.count() == 0


def test_confirming_names_the_stored_set_and_nothing_else(desk):
    upload(desk, row())
    content = desk.get(f"{UPLOAD}?set={newest().pk}").content.decode()
    form = content[content.index(CONFIRM) :]

    names = set(re.findall(r'name="([^"]+)"', form[: form.index("</form>")]))
    assert names == {
        "csrfmiddlewaretoken", "change_set", "accept_warnings", "valid_only", "reason", "confirm",
    }  # fmt: skip
    answer = desk.post(CONFIRM, {"change_set": newest().pk})

    assert answer.url == f"/en/imports/{newest().pk}/"
    assert newest().state == "applied"
    assert Observation.objects.published().count() == 1


def test_confirmed_twice_it_is_stored_once(desk):
    upload(desk, row())

    desk.post(CONFIRM, {"change_set": newest().pk})
    desk.post(CONFIRM, {"change_set": newest().pk})

    assert Observation.objects.count() == 1


def test_blocked_rows_stop_everything_until_they_are_left_out(desk):
    upload(desk, row(), row("1.2.3", "2019"))

    refused = desk.post(CONFIRM, {"change_set": newest().pk})
    assert refused.url == f"{UPLOAD}?set={newest().pk}"
    assert newest().state == "planned"

    desk.post(CONFIRM, {"change_set": newest().pk, "valid_only": "on"})
    assert newest().state == "applied"


def test_what_the_form_says_fills_columns_the_file_leaves_out(desk):
    lean = csv_file(
        {"indicator": "firms", "period": "2021", "value": "7"}, columns=("indicator", "period", "value")
    )

    desk.post(UPLOAD, {"import_file": lean, "jurisdiction": "410100", "source_title": "统计公报"})

    assert newest().counts["new"] == 1


def test_a_file_nobody_can_read_leads_to_its_page_with_the_reason(desk):
    answer = desk.post(UPLOAD, {"import_file": csv_file(columns=("指标",))}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/en/imports/{newest().pk}/"
    assert "the column 地区 (jurisdiction) is missing" in answer.content.decode()


def test_no_file_is_asked_for_again(desk):
    assert "This field is required" in desk.post(UPLOAD, {}).content.decode()
    assert not ChangeSet.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [UPLOAD, CONFIRM])
def test_who_may_not_bring_in_is_refused(client, method, address):
    client.force_login(make_importer("clerk", "view_observation", is_staff=True))

    assert getattr(client, method)(address).status_code == 403


def test_another_s_set_is_not_ours_to_confirm(desk, client):
    upload(desk, row())
    client.force_login(make_importer("other", *RIGHTS, is_staff=True))

    assert client.post(CONFIRM, {"change_set": newest().pk}).status_code == 403
    assert client.get(f"{UPLOAD}?set={newest().pk}").status_code == 403


def test_a_set_nobody_has_is_not_found(desk):
    assert desk.post(CONFIRM, {"change_set": 99}).status_code == 404


def test_the_queue_of_the_worker_is_no_table_of_the_desk(desk):
    assert "Task Results" not in desk.get("/en/admin/").content.decode()


def test_the_list_of_change_sets_reads_as_a_record_with_a_link_to_each_page(desk):
    upload(desk, row())

    content = desk.get("/en/admin/tracker/changeset/").content.decode()

    assert "new 1" in content
    assert f'href="/en/imports/{newest().pk}/"' in content
    assert desk.get(f"/en/admin/tracker/changeset/{newest().pk}/change/").status_code == 200


def test_the_preview_tells_what_was_taken_from_the_title(desk):
    answer = desk.post(UPLOAD, {"import_file": titled_file("2021年主要经济指标")})

    assert "2021, named above the table, is taken for all rows" in desk.get(answer.url).content.decode()
