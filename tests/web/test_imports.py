"""A file comes in through the pages: who may, what it becomes, what is decided, and what is said."""

import datetime

import pytest
from django.core.files.uploadhandler import StopUpload
from django.utils import timezone

from tests.factories import make_commitment, make_observation, make_user
from tests.importing import COLUMNS, csv_file, make_importer, newest, row, store_known, titled_file
from tracker.models import ChangeSet, Observation, Series
from tracker.progress import refresh
from tracker.web.imports.quota import Quota

pytestmark = pytest.mark.django_db


WITHOUT_PERIOD = [name for name in COLUMNS if name != "period"]


@pytest.fixture
def importer(client):
    store_known()
    user = make_importer()
    client.force_login(user)
    client.user = user
    return client


def send(client, *rows, address="/en/imports/new/", **fields):
    fields.setdefault("file", csv_file(*rows))
    return client.post(address, fields)


def page(client, found=None, query=""):
    return client.get(f"/en/imports/{(found or newest()).pk}/{query}").content.decode()


# Who may


@pytest.mark.parametrize(
    "address", ["/en/imports/", "/en/imports/new/", "/en/imports/template/", "/en/imports/1/"]
)
def test_whoever_is_not_logged_in_logs_in_first(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.url) == (302, f"/en/login/?next={address}")


def test_the_login_page_leads_on_to_where_somebody_was_going(client):
    make_importer(password="a-long-password")

    answer = client.post(
        "/login/", {"username": "importer", "password": "a-long-password", "next": "/en/imports/new/"}
    )

    assert answer.url == "/en/imports/new/"


def test_somebody_who_may_not_bring_in_is_told_so(client):
    client.force_login(make_user())

    answer = client.get("/en/imports/")

    assert answer.status_code == 403
    assert "Your account may not bring in files" in answer.content.decode()


def test_what_was_sent_after_the_session_ended_is_not_done_and_said_so(importer):
    send(importer, row())
    found = newest()
    importer.logout()

    answer = importer.post(f"/en/imports/{found.pk}/apply/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/en/login/?next=/en/imports/{found.pk}/"
    assert "no longer logged in, and nothing was done" in answer.content.decode()
    assert Observation.objects.count() == 0


@pytest.mark.parametrize("act", ["apply", "discard", "reverse", "check"])
def test_somebody_else_s_file_is_theirs_to_decide_over(importer, client, act):
    send(importer, row())
    client.force_login(make_importer("other"))

    answer = client.post(f"/en/imports/{newest().pk}/{act}/", {"reason": "x"})

    assert answer.status_code == 403
    assert newest().state == "planned"


def test_an_administrator_decides_over_every_file(importer, client):
    send(importer, row())
    client.force_login(make_importer("chief", "add_changeset", "change_changeset", "publish_unreviewed"))

    client.post(f"/en/imports/{newest().pk}/apply/")

    assert newest().state == "applied"


@pytest.mark.parametrize("act", ["apply", "discard", "reverse", "check"])
def test_a_decision_is_never_taken_by_a_link(importer, act):
    send(importer, row())

    assert importer.get(f"/en/imports/{newest().pk}/{act}/").status_code == 405


def test_nobody_can_be_made_to_decide_by_another_site(importer):
    send(importer, row())
    importer.handler.enforce_csrf_checks = True

    answer = importer.post(f"/en/imports/{newest().pk}/apply/")

    assert answer.status_code == 403
    assert "Nothing was done" in answer.content.decode()
    assert newest().state == "planned"


@pytest.mark.parametrize("number", [99, 10**30])
def test_a_set_that_does_not_exist_is_not_found(importer, number):
    assert importer.get(f"/en/imports/{number}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?after=-1", "?after=²", "?after=9999999999999", "?outcome=x", "?after=x&outcome=new"]
)
def test_an_address_that_makes_no_sense_still_shows_the_preview(importer, query):
    send(importer, row())

    assert importer.get(f"/en/imports/{newest().pk}/{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["?before=-1", "?before=²", "?before=99999999999999999999", "?state=x&mine=2"]
)
def test_an_address_that_makes_no_sense_still_shows_the_list(importer, query):
    assert importer.get(f"/en/imports/{query}").status_code == 200


# What a file becomes


def test_a_file_is_checked_and_its_preview_shown(importer):
    answer = send(importer, row(), row("5", "2019"))

    assert answer.url == f"/en/imports/{newest().pk}/"
    content = page(importer)
    assert (newest().state, newest().door, newest().created_by) == ("planned", "web", importer.user)
    assert newest().counts["new"] == 2
    assert "New firms" in content
    assert "1230 家" in content
    assert Observation.objects.count() == 0


def test_the_page_tells_which_columns_a_table_has(importer):
    content = importer.get("/en/imports/new/").content.decode()

    assert "<strong>indicator</strong>" in content
    assert "指标名称" in content


def test_what_the_form_says_stands_for_columns_the_file_leaves_out(importer):
    lean = csv_file({"indicator": "firms", "value": "7"}, columns=("indicator", "value"))

    send(importer, file=lean, jurisdiction="410100", period="2020", source_title="统计公报")

    assert newest().counts["new"] == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("period", "二〇二一年左右", "not a period that can be read"),
        ("published_on", "yesterday", "not a date"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("jurisdiction", "999999", "999999"),
    ],
)
def test_what_the_form_cannot_use_is_said_beside_the_field(importer, field, value, said):
    answer = send(importer, row(), **{field: value})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_file_over_the_limit_is_refused(importer, settings):
    settings.IMPORT_MAX_MB = 0

    answer = send(importer, row())

    assert answer.status_code == 400
    assert "larger than 0 MB" in answer.content.decode()
    assert not ChangeSet.objects.exists()


def test_no_more_of_an_upload_is_kept_than_the_limit_allows(rf, settings):
    settings.IMPORT_MAX_MB = 1
    request = rf.post("/imports/new/")
    quota = Quota(request)

    assert quota.receive_data_chunk(b"x" * 1024 * 1024, 0)
    with pytest.raises(StopUpload):
        quota.receive_data_chunk(b"x", 1024 * 1024)
    assert request.upload_too_large


def test_no_file_is_asked_for_again(importer):
    assert importer.post("/en/imports/new/", {}).status_code == 400


def test_a_file_nobody_can_read_says_why_on_its_page(importer):
    send(importer, file=csv_file(columns=("indicator", "jurisdiction", "period", "value")))

    assert newest().state == "failed"
    assert "there is a header but no row below it" in page(importer)


def test_wrong_rows_are_named_with_row_column_value_and_remedy(importer):
    send(importer, row(), row("1.2.3"), row("4", "去年"))

    content = page(importer, query="?outcome=invalid")
    assert newest().counts["invalid"] == 2
    assert "</span> 3</th>" in content
    assert "1.2.3" in content
    assert "New firms" not in content


def test_a_revised_figure_stands_beside_the_one_before(importer):
    make_observation(Series.objects.get(), "1000", published="2022-01-01")

    send(importer, row())

    content = page(importer, query="?outcome=revised")
    assert newest().counts["revised"] == 1
    assert content.index("1000 家") < content.index("1230 家")


def test_the_same_file_again_is_recognised(importer):
    send(importer, row())
    importer.post(f"/en/imports/{newest().pk}/apply/")

    send(importer, row())

    assert newest().counts["unchanged"] == 1
    assert "The very same file" in page(importer)


def test_a_text_of_the_file_is_never_taken_for_markup(importer):
    send(importer, row(period="<script>alert(1)</script>"))

    assert "<script>alert" not in page(importer)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_cost_as_many_queries_with_many_rows_as_with_few(
    importer, language, django_assert_max_num_queries
):
    send(importer, *(row(str(number), str(year)) for number, year in enumerate(range(1950, 2020))))

    with django_assert_max_num_queries(12):
        answer = importer.get(f"{language}/imports/{newest().pk}/")

    assert answer.content.decode().count('class="line"') == 50


def test_rows_are_leafed_through_in_the_order_of_the_file(importer):
    send(importer, *(row(str(number), str(year)) for number, year in enumerate(range(1950, 2010))))

    first = page(importer)
    following = page(importer, query="?after=50")

    assert "?after=50" in first
    assert "1999" in first
    assert "2000" in following
    assert following.count('class="line"') == 10


# What is decided


def test_storing_publishes_the_figures_and_judges_what_hangs_on_them(importer):
    commitment = make_commitment(
        series=Series.objects.get(), target={"value": "1000"}, statement_en="A thousand new firms"
    )
    refresh()
    send(importer, row())

    importer.post(f"/en/imports/{newest().pk}/apply/")

    found = newest()
    assert (found.state, found.applied_by) == ("applied", importer.user)
    assert Observation.objects.published().count() == 1
    content = page(importer)
    assert commitment.statement_en in content
    assert content.index("unreported") < content.index("met</span>")


def test_sent_twice_it_is_stored_once(importer):
    send(importer, row())

    importer.post(f"/en/imports/{newest().pk}/apply/")
    answer = importer.post(f"/en/imports/{newest().pk}/apply/", follow=True)

    assert "it was stored already" in answer.content.decode()
    assert Observation.objects.count() == 1


def test_rows_that_wait_for_a_decision_stop_everything_until_it_is_taken(importer):
    send(
        importer,
        row(),
        row("4", "2020", source_title="晚报", source_publisher="晚报社"),
        row("1.2.3", "2019"),
    )

    refused = importer.post(f"/en/imports/{newest().pk}/apply/", follow=True)
    assert "Nothing is stored" in refused.content.decode()
    assert newest().state == "planned"

    importer.post(f"/en/imports/{newest().pk}/apply/", {"accept_warnings": "on", "valid_only": "on"})
    assert newest().state == "applied"
    assert Observation.objects.count() == 2


def test_warnings_are_grouped_with_their_number(importer):
    send(
        importer,
        *(row("5", year, source_title="晚报", source_publisher="晚报社") for year in ("2018", "2019")),
    )

    assert "2 × " in page(importer)


def test_a_correction_needs_its_reason(importer):
    send(importer, row())
    importer.post(f"/en/imports/{newest().pk}/apply/")
    send(importer, row("1231"))

    refused = importer.post(f"/en/imports/{newest().pk}/apply/", follow=True)
    assert "Nothing is stored" in refused.content.decode()

    importer.post(f"/en/imports/{newest().pk}/apply/", {"reason": "录入有误"})
    assert newest().reason == "录入有误"
    assert [figure.written for figure in Observation.objects.standing()] == ["1231"]


def test_a_reason_too_long_is_refused_and_kept_in_the_form(importer):
    send(importer, row())

    answer = importer.post(f"/en/imports/{newest().pk}/apply/", {"reason": "长" * 400})

    assert answer.status_code == 400
    assert "长" * 400 in answer.content.decode()


def test_who_does_not_publish_is_told_that_figures_wait(client):
    store_known()
    client.force_login(make_importer("clerk", "add_changeset"))
    send(client, row())

    assert "Your account does not publish" in page(client)
    client.post(f"/en/imports/{newest().pk}/apply/")

    assert Observation.objects.get().state == "submitted"
    assert "waiting for somebody who publishes" in page(client)


def test_a_set_that_was_stored_is_taken_back_with_a_reason(importer):
    send(importer, row())
    importer.post(f"/en/imports/{newest().pk}/apply/")

    assert importer.post(f"/en/imports/{newest().pk}/reverse/", {"reason": ""}).status_code == 400
    importer.post(f"/en/imports/{newest().pk}/reverse/", {"reason": "文件有误"})

    assert newest().state == "reversed"
    assert not Observation.objects.standing().exists()
    assert "文件有误" in page(importer)


def test_a_discarded_file_is_gone_and_cannot_be_stored(importer):
    send(importer, row())

    importer.post(f"/en/imports/{newest().pk}/discard/")
    answer = importer.post(f"/en/imports/{newest().pk}/apply/", follow=True)

    assert newest().state == "discarded"
    assert "cannot be stored now" in answer.content.decode()
    assert Observation.objects.count() == 0


def test_what_changed_since_the_check_is_checked_again_before_anything_is_stored(importer):
    send(importer, row())
    make_observation(Series.objects.get(), "1000", published="2022-01-01")

    answer = importer.post(f"/en/imports/{newest().pk}/apply/", follow=True)

    assert "It was checked again" in answer.content.decode()
    assert (newest().state, newest().counts["revised"]) == ("planned", 1)
    importer.post(f"/en/imports/{newest().pk}/apply/")
    assert newest().state == "applied"


# What is taken along


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rows_left_out_come_back_as_a_file_to_mend(importer, form):
    send(importer, row(), row("1.2.3", "2019"))

    answer = importer.get(f"/en/imports/{newest().pk}/leftovers/?format={form}")

    assert answer.headers["Content-Disposition"] == (f'attachment; filename="leftovers-{newest().pk}.{form}"')
    if form == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert "1.2.3" in lines[1]


def test_rows_of_a_file_that_is_gone_are_said_to_be_gone(importer):
    send(importer, row("1.2.3"))
    importer.post(f"/en/imports/{newest().pk}/discard/")

    answer = importer.get(f"/en/imports/{newest().pk}/leftovers/", follow=True)

    assert "The file is no longer kept" in answer.content.decode()


# The list


def test_the_list_tells_every_file_with_its_state_and_who_brought_it(importer):
    send(importer, row())

    content = importer.get("/en/imports/").content.decode()

    assert "2021.csv" in content
    assert "importer" in content
    assert "new 1" in content


def test_the_list_is_narrowed_by_state_and_to_one_s_own(importer, client):
    send(importer, row())
    importer.post(f"/en/imports/{newest().pk}/discard/")
    other = make_importer("other")
    client.force_login(other)
    send(client, row("9"), file=csv_file(row("9"), name="other.csv"))

    assert "other.csv" not in client.get("/en/imports/?state=discarded").content.decode()
    assert "2021.csv" not in client.get("/en/imports/?mine=1").content.decode()


def test_a_long_list_goes_on_by_number_with_a_constant_number_of_queries(
    importer, django_assert_max_num_queries
):
    ChangeSet.objects.bulk_create(ChangeSet(title=f"file {place}", state="planned") for place in range(60))

    with django_assert_max_num_queries(6):
        first = importer.get("/en/imports/")

    older = first.context["older"]
    rest = importer.get(f"/en/imports/?before={older}").content.decode()
    assert rest.count('class="state state-planned"') == 10


def test_later_figures_on_top_stay_and_are_named(importer):
    send(importer, row())
    importer.post(f"/en/imports/{newest().pk}/apply/")
    make_observation(Series.objects.get(), "1300", published="2023-01-01")

    importer.post(f"/en/imports/{newest().pk}/reverse/", {"reason": "文件有误"})

    content = page(importer)
    assert "Later figures that stay" in content
    assert "1300" in content


@pytest.mark.parametrize("state", ["planning", "applying"])
def test_a_set_somebody_is_at_work_on_tells_how_far_they_have_come(importer, state):
    send(importer, row())
    ChangeSet.objects.update(state=state, done=300, total=1200, heartbeat_at=timezone.now())

    content = page(importer)
    told = importer.get(f"/en/imports/{newest().pk}/progress/").json()

    assert '<noscript><meta http-equiv="refresh"' in content
    assert '<progress max="1200" value="300"' in content
    assert (told["done"], told["total"], told["words"]) == (300, 1200, "300 of 1,200 rows")
    assert f'data-state="{told["state"]}"' in content


def test_a_set_whose_worker_died_can_be_checked_again_or_discarded(importer):
    send(importer, row())
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    ChangeSet.objects.update(state="planning", heartbeat_at=long_ago)

    content = page(importer)
    assert "no sign of life" in content
    importer.post(f"/en/imports/{newest().pk}/check/")

    assert newest().state == "planned"


def test_a_set_whose_storing_died_can_be_stored_again(importer):
    send(importer, row())
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    ChangeSet.objects.update(state="applying", heartbeat_at=long_ago)

    assert "Store the figures" in page(importer)
    importer.post(f"/en/imports/{newest().pk}/apply/")

    assert newest().state == "applied"


def test_a_set_nobody_takes_up_names_the_command_that_would(importer, monkeypatch):
    monkeypatch.setattr("tracker.ingest.tasks.AT_ONCE_BYTES", 0)
    monkeypatch.setattr("tracker.ingest.tasks.PATIENCE", datetime.timedelta(0))

    send(importer, row())

    assert "manage.py db_worker" in page(importer)


def test_the_page_tells_what_was_taken_from_the_title_and_which_columns_were_passed_over(importer):
    send(importer, file=titled_file("2021年主要经济指标", "经办人", "电话"))

    content = page(importer)
    assert newest().staged_rows.get().period == "2021"
    assert "no column tells the period: 2021, named above the table, is taken for all rows" in content
    assert "经办人、电话" in content


def test_the_page_of_columns_offers_the_period_of_the_title_to_be_changed(importer):
    send(importer, file=titled_file("2021年主要经济指标"), look="on")
    address = f"/en/imports/{newest().pk}/columns/"

    content = importer.get(address).content.decode()
    assert '<input type="text" name="period" value="2021"' in content
    sent = {f"field-{place}": name for place, name in enumerate(WITHOUT_PERIOD)}
    importer.post(address, {**sent, "header_row": "2", "header_rows": "1", "period": "2020"})

    assert newest().staged_rows.get().period == "2020"
