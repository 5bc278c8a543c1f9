"""A commitment with its clause, target and baseline in one form."""

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.models import Commitment, Document, DocumentText, Series, User

pytestmark = pytest.mark.django_db

PAGE = "/en/admin/entry/commitment/"
QUOTE = "力争新增高新技术企业1000家以上"


@pytest.fixture
def page(client):
    rights = ("add_commitment", "change_commitment", "view_commitment", "view_observation")
    client.force_login(make.make_worker("clerk", *rights, is_staff=True))
    return client


@pytest.fixture
def plan(db):
    return make.make_plan(document=make.make_document("report-2021", "2021-01-30"))


@pytest.fixture
def firms(db):
    return make.make_indicator("new-firms", name="新增高新技术企业", name_en="New firms")


def typed(**changed) -> dict:
    """The form filled in for `QUOTE`, as a browser sends it."""
    return {
        "plan": "410100-2021", "section": "三（一）", "quote": QUOTE, "indicator": "new-firms",
        "form": "level", "wording": "at_least", "comparator": "at_least", "value": "1000", "unit": "家",
        "period": "2021", "modality": "strive", "next": "1", **changed,
    }  # fmt: skip


def test_what_is_typed_is_stored_as_drafts_and_the_next_one_begins_where_it_ended(page, plan, firms):
    science, finance = make.make_department("science"), make.make_department("finance")

    answer = page.post(PAGE, typed(departments=["science", "", finance.name]))

    row = Commitment.objects.get()
    assert (row.statement, row.state, row.modality) == (QUOTE, "draft", "strive")
    assert {*row.departments.all()} == {science, finance}
    assert (row.evidence.get().document, row.targets.get().written) == (plan.document, "1000")
    assert answer.url.startswith(f"{PAGE}?plan=410100-2021&section=")
    body = page.get(answer.url).content.decode()
    assert all(words in body for words in ("is stored as a draft", row.code, "三（一）", "[410100-2021]"))


def test_it_can_be_looked_at_instead(page, plan, firms):
    answer = page.post(PAGE, typed(look="1"))

    assert answer.url == reverse("admin:tracker_commitment_change", args=[Commitment.objects.get().pk])


def test_the_clause_is_read_without_a_script(page, plan, firms):
    before = make.make_observation(make.make_series(firms), "800", "2020")

    body = page.post(PAGE, {"read": "1", "plan": "410100-2021", "quote": QUOTE, "value": ""}).content.decode()

    for text in ('value="1000"', "[new-firms]", 'value="2021"', 'value="strive" selected', "1000家以上"):
        assert text in body, text
    assert f'<option value="{before.pk}">2020: 800' in body
    assert not Commitment.objects.exists()


def test_what_was_typed_goes_before_what_is_read(page, plan, firms):
    body = page.post(PAGE, {"read": "1", "quote": QUOTE, "value": "1200"}).content.decode()

    assert 'value="1200"' in body
    assert 'name="value" value="1000"' not in body


def test_a_script_is_told_the_same(page, plan, firms):
    make.make_observation(make.make_series(firms), "800", "2020")

    said = page.get(f"{PAGE}read/", {"plan": "410100-2021", "quote": f"{QUOTE}，增长25%"}).json()

    texts = said["texts"]
    assert (texts["value"], texts["unit"], texts["wording"], texts["period"]) == (
        "1000", "家", "at_least", "2021",
    )  # fmt: skip
    assert texts["indicator"] == "New firms（家）[new-firms]"
    assert [figure["printed"] for figure in said["figures"]] == ["1000家以上", "增长25%"]
    assert [text for _number, text in said["baselines"]] == [
        f"2020: 800 家 · {Document.objects.exclude(code='report-2021').get().title}"
    ]


def test_a_deliverable_needs_no_number(page, plan):
    make.make_topic("transport", name="交通")
    said = page.get(f"{PAGE}read/", {"quote": "建成北三环东延工程"}).json()["texts"]
    assert (said["form"], said["wording"]) == ("milestone", "none")

    page.post(
        PAGE, typed(quote="建成北三环东延工程", indicator="", value="", unit="", topic="交通", **{
            name: said[name] for name in ("form", "wording", "comparator")
        }),
    )  # fmt: skip
    row = Commitment.objects.get()
    assert (row.series, row.topic.code, row.targets.get().form) == (None, "transport", "milestone")


def test_a_baseline_is_pinned_and_only_one_of_the_series(page, plan, firms):
    before = make.make_observation(make.make_series(firms), "800", "2020")
    other = make.make_observation(value="70", period="2020")

    refused = page.post(PAGE, typed(baseline=other.pk)).content.decode()
    assert "Select a valid choice" in refused
    page.post(PAGE, typed(baseline=before.pk))
    assert Commitment.objects.get().targets.get().baseline == before


class TestDoubts:
    """What is stored only once somebody has looked again."""

    def test_a_number_the_quote_does_not_print(self, page, plan, firms):
        body = page.post(PAGE, typed(value="1200")).content.decode()
        assert "The quote does not print 1200 家" in body
        stamp = body.partition('name="accepted" value="')[2].partition('"')[0]

        still = page.post(PAGE, typed(value="1300", accepted=stamp)).content.decode()
        assert "The quote does not print 1300 家" in still  # another number was accepted

        page.post(PAGE, typed(value="1200", accepted=stamp))
        assert Commitment.objects.get().targets.get().written == "1200"

    def test_the_same_sent_twice(self, page, plan, firms):
        page.post(PAGE, typed())
        body = page.post(PAGE, typed()).content.decode()

        assert "has been entered from this clause already" in body
        assert Commitment.objects.count() == 1

    def test_words_the_loaded_text_does_not_hold(self, page, plan, firms):
        text = DocumentText.objects.create(document=plan.document, text="新增高新技术企业900家。")
        body = page.post(PAGE, typed()).content.decode()
        assert "does not hold these words" in body

        text.text = f"三、工作安排。{QUOTE}。"
        text.save()
        page.post(PAGE, typed())
        assert Commitment.objects.get().evidence.get().start == 7


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"plan": "410100-2099"}, "There is no plan of the code or name"),
        ({"plan": ""}, "This field is required"),
        ({"quote": ""}, "This field is required"),
        ({"quote": "言" * 501}, "at most 500 characters"),
        ({"statement": "言" * 401}, "at most 400 characters"),
        ({"value": "一堆"}, "cannot be read"),
        ({"value": "1,00"}, "cannot be read"),
        ({"value": ""}, "has a value and a unit"),
        ({"value_to": "1000"}, "second value"),
        ({"unit": "堆"}, "There is no unit"),
        ({"unit": "亿元"}, "does not measure what"),
        ({"indicator": "", "topic": "economy"}, "Name the indicator"),
        ({"indicator": ""}, "Name the topic"),
        ({"departments": ["nobody"]}, "There is no department of the code or name"),
        ({"period": "bald"}, "is not a period"),
        ({"section": "<script>alert(1)</script>", "value": "x"}, "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page, plan, firms, changed, said):
    make.make_topic()
    make.make_unit("亿元")
    sent = typed(reading_note="照抄", **changed)

    body = page.post(PAGE, sent).content.decode()

    assert said in body
    assert "照抄" in body
    assert sent["quote"] in body
    assert not Commitment.objects.exists()
    assert not Series.objects.exists()


def test_what_was_typed_when_the_session_had_ended_is_there_after_the_login(page, plan, firms):
    stamp = page.get(PAGE).context["stamp"]
    clerk = User.objects.get(username="clerk")
    page.logout()

    page.post(PAGE, typed(typed_by=stamp, quote="这一句"))
    page.force_login(clerk)
    body = page.get(PAGE).content.decode()

    assert "Your session had ended." in body
    assert "这一句" in body
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}read/"])
def test_whoever_may_add_no_commitment_does_not_get_here(client, address):
    client.force_login(make.make_worker("", "view_commitment", is_staff=True))
    assert client.get(address).status_code == 403


def test_outside_one_s_remit_nothing_is_stored_and_it_is_said_at_the_plan(client, plan, firms):
    user = make.make_worker("", "add_commitment", is_staff=True, everywhere=False)
    make.make_remit(user, make.make_jurisdiction("410200", name="开封市"))
    client.force_login(user)

    form = client.post(PAGE, typed()).context["form"]
    assert "lies outside the places and departments you work for" in form.errors["plan"][0]
    assert not Commitment.objects.exists()


def test_the_page_costs_the_same_however_much_there_is_to_name(
    page, plan, firms, django_assert_max_num_queries
):
    for number in range(12):
        make.make_department()
        make.make_plan(f"410100-{2000 + number}")
        make.make_observation(make.make_series(firms), str(800 + number), str(2000 + number))
    with django_assert_max_num_queries(27):
        page.post(PAGE, {"read": "1", "plan": "410100-2021", "quote": QUOTE, "value": ""})
