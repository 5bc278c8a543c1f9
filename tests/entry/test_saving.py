"""A typed row ends as in an import, is stored once, and tells whom somebody else was quicker than."""

import threading

import pytest
from django.db import connection

from tests import factories as make
from tracker.entry import Typed, save_row
from tracker.models import AuditEntry, Observation, Revision
from tracker.progress import asked_rows
from tracker.quantities import parse_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make.make_worker("clerk", "add_observation", "change_observation")


@pytest.fixture
def bulletin(db):
    return make.make_document("bulletin", "2022-04-18")


@pytest.fixture
def series(db):
    series = make.make_series(name="新增高新技术企业")
    make.make_commitment(series=series)
    make.make_unit("万家")
    return series


@pytest.fixture
def save(series, bulletin, clerk):
    """Saves a row as the clerk sees it at the moment; names of fields say what is different."""

    def saved(value="1230", *, by=clerk, **fields):
        extra = {
            name: fields.pop(name)
            for name in ("seen", "accepted", "reason", "document", "period")
            if name in fields
        }
        typed = {"series": series, "period": "2021", "document": bulletin, "seen": seen(), **extra}
        return save_row(Typed(**typed, cells={"value": value, **fields}), by=by)

    return saved


def seen(period: str = "2021") -> str:
    return asked_rows(parse_period(period), by=None).rows[0].seen


def stored() -> list[tuple[str, str]]:
    return list(Observation.objects.standing().order_by("pk").values_list("written", "state"))


def codes(saved) -> list[str]:
    return [problem.code for problem in saved.problems]


def test_a_new_figure_is_a_draft_with_all_that_was_typed(save, clerk, bulletin):
    saved = save(
        "约4.65万",
        obs_status="provisional",
        section="一",
        quote="新增约4.65万家",
        note="快报",
        published_on="2022-04",
    )

    figure = saved.figure
    assert (saved.ended, saved.done, stored()) == ("stored", True, [("4.65", "draft")])
    assert (figure.unit.symbol, figure.qualifier, figure.obs_status) == ("万家", "about", "provisional")
    assert (figure.section, figure.quote, figure.figure, figure.note) == (
        "一",
        "新增约4.65万家",
        "4.65",
        "快报",
    )
    assert (figure.document, figure.published) == (bulletin, "2022-04")
    assert AuditEntry.objects.get(object_id=figure.pk).by == clerk


def test_who_needs_no_second_person_publishes_at_once(save):
    boss = make.make_user(is_superuser=True)

    assert save(by=boss).figure.state == "published"


def test_an_empty_row_claims_nothing(save):
    assert (save(" ").ended, stored()) == ("empty", [])


def test_what_cannot_be_read_is_told_in_the_words_of_an_import(save):
    saved = save("很多", obs_status="maybe", note="x" * 2001)

    assert (saved.ended, saved.done, codes(saved)) == (
        "invalid",
        False,
        ["not_a_number", "unknown_choice", "too_long"],
    )
    assert stored() == []


def test_a_date_no_known_document_can_have_is_refused_since_no_document_is_made_here(save):
    saved = save(published_on="2022-08-01")

    assert (saved.ended, saved.refusal.code) == ("refused", "document_of_another_day")
    assert stored() == []


def test_a_figure_sent_twice_is_stored_once(save):
    before = seen()
    assert save(note="快报").ended == "stored"

    again = save(note="快报", seen=before)

    assert (again.ended, again.done, stored()) == ("unchanged", True, [("1230", "draft")])


def test_another_document_adds_a_vintage(save):
    save("1200")

    saved = save("1230", document=make.make_document("yearbook", "2022-09-01"))

    assert (saved.ended, stored()) == ("stored", [("1200", "draft"), ("1230", "draft")])


class TestWarnings:
    @pytest.fixture(autouse=True)
    def last_year(self, series):
        make.make_observation(series, "800", "2020", published="2021-03-01")

    def test_a_warning_waits_until_it_is_accepted(self, save):
        first = save("800万")
        assert (first.ended, codes(first), stored()[1:]) == ("waits", ["unit_slip"], [])

        assert save("800万", accepted=first.stamp).ended == "stored"

    def test_accepting_one_warning_accepts_no_other(self, save):
        first = save("800万")

        other = save("900万", accepted=first.stamp)

        assert (other.ended, other.stamp != first.stamp) == ("waits", True)

    def test_sent_twice_it_is_stored_once(self, save):
        before = seen()
        stamp = save("800万").stamp
        save("800万", accepted=stamp)

        assert save("800万", accepted=stamp, seen=before).ended == "unchanged"
        assert len(stored()) == 2


class TestCorrections:
    def test_a_correction_asks_for_the_reason(self, save):
        save("1200")

        waits = save("1230")
        assert (waits.ended, waits.needs_reason, codes(waits)) == ("waits", True, ["correction_needs_reason"])
        assert save("1230", reason="  ").ended == "waits"

        saved = save("1230", reason="typed wrongly")
        assert (saved.ended, stored()) == ("corrected", [("1230", "draft")])
        assert Observation.objects.get(written="1200").withdrawn_reason == "typed wrongly"

    def test_of_a_public_figure_a_new_version_is_proposed(self, save, series, bulletin):
        public = make.make_observation(series, "1200", document=bulletin)

        saved = save("1230", reason="typed wrongly")

        assert (saved.ended, saved.figure, stored()) == ("proposed", public, [("1200", "published")])
        assert Revision.objects.get().changes == {"value": ["1200", "1230"]}

    def test_proposed_twice_it_is_proposed_once(self, save, series, bulletin):
        make.make_observation(series, "1200", document=bulletin, quote="新增1200家", figure="1200")
        before = seen()
        proposal = {"reason": "typed wrongly", "quote": "新增1230家", "seen": before}
        assert save("1230", **proposal).ended == "proposed"

        assert save("1230", **proposal).ended == "unchanged"
        assert Revision.objects.count() == 1

    def test_while_one_waits_another_is_refused_in_words(self, save, series, bulletin):
        make.make_observation(series, "1200", document=bulletin)
        save("1230", reason="typed wrongly")

        saved = save("1240", reason="typed wrongly")

        assert (saved.ended, saved.refusal.code) == ("refused", "already_proposed")

    def test_a_note_is_mended_at_once_and_without_a_reason(self, save, series, bulletin):
        public = make.make_observation(series, "1200", document=bulletin, note="快保")

        saved = save("1200", note="快报")

        public.refresh_from_db()
        assert (saved.ended, public.note, Revision.objects.count()) == ("corrected", "快报", 0)

    def test_a_reason_no_column_holds_is_refused(self, save):
        save("1200")

        saved = save("1230", reason="x" * 301)

        assert (saved.refusal.code, stored()) == ("reason_too_long", [("1200", "draft")])


class TestTwoPeople:
    def test_the_second_is_told_and_nothing_is_stored(self, save):
        before = seen()
        save("1200")

        second = save("1230", seen=before, reason="typed wrongly")

        assert (second.ended, second.done, stored()) == ("overtaken", False, [("1200", "draft")])

    def test_after_a_look_it_goes_on_as_any_correction(self, save):
        before = seen()
        save("1200")
        save("1230", seen=before)

        assert save("1230", reason="typed wrongly").ended == "corrected"

    def test_the_same_figure_by_both_is_no_conflict(self, save):
        before = seen()
        save("1230")

        assert save("1230", seen=before, by=make.make_worker("other", "add_observation")).ended == "unchanged"

    def test_a_proposal_made_meanwhile_is_told(self, save, series, bulletin):
        make.make_observation(series, "1200", document=bulletin)
        before = seen()
        save("1230", reason="typed wrongly")

        assert save("1240", seen=before, reason="typed wrongly").ended == "overtaken"


class TestWhoMay:
    @pytest.mark.parametrize(
        ("rights", "everywhere", "code"),
        [((), True, "no_right"), (("add_observation",), False, "outside_remit")],
    )
    def test_both_right_and_remit_are_needed(self, save, rights, everywhere, code):
        save("1200")
        user = make.make_worker("", *rights, everywhere=everywhere)

        saved = save("12000000", by=user)

        # Not even a warning is told, which would give away what is stored.
        assert (saved.ended, saved.refusal.code, saved.problems) == ("refused", code, [])

    def test_whoever_may_only_add_corrects_nothing(self, save):
        save("1200")
        user = make.make_worker("", "add_observation")

        assert save("1230", by=user, reason="typed wrongly").refusal.code == "no_right"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one connection in memory")
def test_two_at_the_same_moment_store_one_figure(save):
    before, endings = seen(), []

    def at_once():
        endings.append(str(save(seen=before).ended))
        connection.close()

    people = [threading.Thread(target=at_once) for _each in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (sorted(endings), len(stored())) == (["stored", "unchanged", "unchanged", "unchanged"], 1)
