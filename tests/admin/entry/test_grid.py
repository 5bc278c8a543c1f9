"""The grid as a form: what it shows, what it stores, and that nothing typed is lost."""

import pytest

from tests import factories as make
from tests.admin.entry.conftest import key_of, stored
from tracker.models import Observation, Revision
from tracker.progress import asked_rows
from tracker.quantities import parse_period

pytestmark = pytest.mark.django_db

GRID = "/en/admin/entry/?jurisdiction=410100&period=2021"


def seen(series) -> str:
    return asked_rows(parse_period("2021"), by=None, series=series.pk).rows[0].seen


@pytest.fixture
def send(page, asked, bulletin):
    """Posts rows of cells by series, the first of the asked commitment; `shared` are fields of the form."""

    def sent(*rows: dict[str, str], path: str = GRID, headers=None, **shared: str):
        data: dict = {"source": bulletin.code, "row": [], **shared}
        for cells in rows:
            series = cells.pop("series", asked.series)
            key = cells.pop("key", key_of(series))
            data["row"].append(key)
            data |= {f"{key}:{name}": text for name, text in {"seen": seen(series), **cells}.items()}
        return page.post(path, data, headers=headers or {})

    return sent


class TestShown:
    def test_a_row_says_what_is_known(self, page, asked, bulletin):
        make.make_observation(asked.series, "80", "2020", published="2021-03-01")
        make.make_observation(asked.series, "98", document=bulletin, state="draft")

        body = page.get(GRID).content.decode()

        for words in ("New firms", "80 家", "100 家", "98 家", "draft", "Expected by 2021-12-31", "统计公报"):
            assert words in body, words

    def test_without_a_place_or_department_the_page_asks_for_one(self, page, clerk):
        assert "410100" in page.get("/en/admin/entry/").content.decode()
        assert "Choose a place or a department." in page.get("/en/admin/entry/?period=2021").content.decode()

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("jurisdiction=nowhere", "There is no jurisdiction of the code or name “nowhere”"),
            ("jurisdiction=410100&period=2016..2020", "Give a year, or a part of one."),
            ("jurisdiction=410100&period=..2020", "Give a year, or a part of one."),
            ("jurisdiction=410100&period=soon", "“soon” is not a period."),
            ("jurisdiction=410100&period=%00", "Null characters are not allowed."),
            ("jurisdiction=410100&period=2021&page=0", "greater than or equal to 1"),
        ],
    )
    def test_an_address_that_cannot_be_understood_says_why(self, page, query, words):
        assert words in page.get(f"/en/admin/entry/?{query}").content.decode()

    def test_whoever_may_not_enter_reads(self, client, asked):
        user = make.make_worker("", "view_observation", is_staff=True)
        client.force_login(user)

        body = client.get(GRID).content.decode()
        assert "New firms" in body
        assert ":value" not in body

    def test_whoever_may_not_even_look_is_refused(self, client, asked):
        client.force_login(make.make_worker(is_staff=True))
        assert client.get(GRID).status_code == 403

    def test_nothing_outside_the_remit_is_shown(self, client, asked):
        user = make.make_worker("", "view_observation", "add_observation", is_staff=True, everywhere=False)
        client.force_login(user)
        assert "New firms" not in client.get(GRID).content.decode()

    def test_as_many_rows_as_there_are_cost_the_same_queries(self, page, django_assert_max_num_queries):
        def another():
            make.make_observation(make.make_commitment().series, "80", "2020", published="2021-03-01")

        another()
        page.get(GRID)
        with django_assert_max_num_queries(24) as few:
            page.get(GRID)
        for _each in range(5):
            another()
        with django_assert_max_num_queries(24) as many:
            page.get(GRID)
        assert len(many) == len(few)


class TestStored:
    def test_a_row_is_stored_and_the_page_comes_afresh(self, send, bulletin):
        empty = {"series": make.make_commitment().series, "value": " ", "note": "later"}
        response = send({"value": "1,230", "note": "快报"}, empty)

        assert stored() == [("1,230", "draft")]
        assert response.status_code == 302
        assert response.url == "/en/admin/entry/?jurisdiction=410100&period=2021&source=bulletin"

    def test_all_rows_are_stored_each_for_itself(self, send, asked):
        other = make.make_commitment().series
        response = send({"value": "1230"}, {"series": other, "value": "many", "note": "see the annex"})

        body = response.content.decode()
        assert stored() == [("1230", "draft")]
        assert "1 row is done." in body
        assert "1 row is not stored: see below it." in body
        assert "not one number that can be read without guessing" in body
        assert 'value="many"' in body
        assert "see the annex" in body

    def test_one_row_is_saved_and_what_was_typed_in_others_stays(self, send, asked):
        other = make.make_commitment().series
        body = send(
            {"value": "1230"}, {"series": other, "value": "77"}, only=key_of(asked.series)
        ).content.decode()

        assert stored() == [("1230", "draft")]
        assert 'value="77"' in body

    def test_sent_twice_it_is_stored_once(self, send):
        before = seen(Observation._meta.get_field("series").related_model.objects.get())
        send({"value": "1230"})
        send({"value": "1230", "seen": before})

        assert stored() == [("1230", "draft")]

    def test_a_row_has_a_document_of_its_own(self, send):
        yearbook = make.make_document("yearbook", "2022-09-01", title="年鉴")
        send({"value": "1230", "source": "年鉴"})

        assert Observation.objects.get().document == yearbook

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("", "Name the document."),
            ("unheard of", "There is no document of the code or name “unheard of”."),
            ("公报", "“公报” is the name of several"),
        ],
    )
    def test_a_document_that_is_not_known_is_told_beside_the_row(self, send, source, words):
        for publisher in ("省统计局", "市统计局"):
            make.make_document(title="公报", publisher=publisher)
        body = send({"value": "1230"}, source=source).content.decode()

        assert words in body
        assert (stored(), 'value="1230"' in body) == ([], True)

    def test_a_warning_is_accepted_in_the_row(self, send, asked):
        make.make_observation(asked.series, "800", "2020", published="2021-03-01")
        body = send({"value": "800万"}).content.decode()
        assert "about 10,000 times as much as its neighbours" in body
        stamp = body.split(':accepted" value="')[1].split('"')[0]

        assert send({"value": "800万", "accepted": stamp}).status_code == 302
        assert stored()[1:] == [("800", "draft")]

    def test_a_correction_asks_for_the_reason_and_proposes_for_a_public_figure(self, send, asked, bulletin):
        make.make_observation(asked.series, "1200", document=bulletin)
        body = send({"value": "1230"}).content.decode()
        assert "Why the stored figure is wrong" in body

        assert send({"value": "1230", "reason": "typed wrongly"}).status_code == 302
        assert (stored(), Revision.objects.count()) == ([("1200", "published")], 1)

    def test_somebody_else_was_quicker(self, send, asked, bulletin):
        before = seen(asked.series)
        make.make_observation(asked.series, "1200", document=bulletin, state="draft")
        body = send({"value": "1230", "seen": before}).content.decode()

        assert "somebody else has changed this row since you opened it" in body
        assert ('value="1230"' in body, "1,200 家" in body or "1200 家" in body) == (True, True)
        assert stored() == [("1200", "draft")]

    def test_a_row_no_longer_asked_for_is_told_with_what_was_typed(self, send, page, asked, bulletin):
        key = key_of(asked.series)
        type(asked).objects.update(withdrawn_on="2022-01-01", withdrawn_reason="merged")
        data = {"source": "", "row": key, f"{key}:value": "1230"}

        assert (
            "“1230” was typed into a row that is no longer asked for."
            in page.post(GRID, data).content.decode()
        )


class TestHostile:
    @pytest.mark.parametrize("key", ["", ":", "x:2021", "99999999999999999999:2021", "1:soon", "1:\x00"])
    def test_a_row_no_grid_has_stores_nothing_and_breaks_nothing(self, send, asked, key):
        response = send({"key": key, "value": "1230"})
        assert (response.status_code, stored()) == (200, [])

    @pytest.mark.parametrize(
        "text", ["<script>alert(1)</script>", "1" * 200, "1\x00", "' OR 1=1 --", "=1+1", "1e9"]
    )
    def test_what_is_no_number_comes_back_escaped(self, send, text):
        body = send({"value": text}).content.decode()
        assert (stored(), "<script>alert" in body) == ([], False)

    def test_texts_longer_than_their_column_are_refused_by_name(self, send):
        body = send({"value": "1230", "quote": "x" * 501, "section": "x" * 121}).content.decode()
        assert "the text is longer than 500 characters" in body
        assert "the text is longer than 120 characters" in body
        assert stored() == []

    def test_without_the_right_nothing_is_stored(self, client, asked, bulletin):
        client.force_login(make.make_worker("", "view_observation", is_staff=True))
        client.post(
            GRID, {"source": "bulletin", "row": key_of(asked.series), f"{key_of(asked.series)}:value": "5"}
        )
        assert stored() == []


class TestByScript:
    JSON = {"Accept": "application/json"}

    def test_one_row_comes_back_as_it_stands_now(self, send, asked):
        key = key_of(asked.series)
        answer = send({"value": "1230"}, only=key, headers=self.JSON).json()

        assert (answer["done"], answer["said"]) == (True, "New firms: Stored.")
        assert answer["drafts"] == "Submit 1 draft of mine"
        assert f'data-row="{key}"' in answer["html"]
        assert "1230 家" in answer["html"] or "1,230 家" in answer["html"]

    def test_what_stands_in_the_way_is_said(self, send, asked):
        answer = send({"value": "many"}, only=key_of(asked.series), headers=self.JSON).json()

        assert answer["done"] is False
        assert "not one number" in answer["said"]
        assert 'value="many"' in answer["html"]

    @pytest.mark.parametrize("key", ["", "x:2021", "99999999999999999999:2021"])
    def test_a_row_no_longer_asked_for(self, send, key):
        assert send({"key": key, "value": "1230"}, only=key, headers=self.JSON).status_code == 404

    def test_a_row_costs_the_same_however_many_there_are(self, send, asked, django_assert_max_num_queries):
        key = key_of(asked.series)
        send({"value": "1"}, only=key, headers=self.JSON)
        for _each in range(5):
            make.make_commitment()
        with django_assert_max_num_queries(60):
            send({"value": "many"}, only=key, headers=self.JSON)
