"""Commitments, targets and words changed: drafts at once, public rows by new versions."""

import pytest

from tests import factories as make
from tracker.actions import amending
from tracker.actions.commitments import Aim, Clause
from tracker.actions.invariants import broken_invariants
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, Evidence, Revision, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.make_commitment(
        state="draft", target={"state": "draft", "value": "1000"}, statement="新增1000家"
    )


def test_a_change_of_a_draft_is_noted_with_both_values(draft):
    clerk = make.make_worker("clerk", "change_commitment")
    science = make.make_department("science", name="科技局")

    amending.amend_commitment(commitment=draft, by=clerk, reason="误录", headline=True, departments=[science])

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by, entry.reason) == ("changed", clerk, "误录")
    assert (entry.changes["headline"], entry.changes["departments"]) == (["False", "True"], [None, "科技局"])


def test_what_is_not_said_of_a_target_stays_as_it_is(draft):
    target = draft.targets.get()
    Target.objects.update(written="一千", published_precision="month", known_from="2021-01-31")
    target.refresh_from_db()

    amending.amend_target(target=target, by=None, reading_note="按原文")

    found = Target.objects.get()
    assert (found.written, found.published, found.known_from.isoformat()) == ("一千", "2021-01", "2021-01-31")
    assert (found.value, found.reading_note) == (1000, "按原文")


def test_the_mark_of_the_figure_follows_the_words(draft):
    words = draft.evidence.get()
    Evidence.objects.update(figure="新增", figure_start=5)
    words.refresh_from_db()

    amending.amend_evidence(evidence=words, by=None, section="二")
    assert Evidence.objects.get().figure == "新增"

    words.refresh_from_db()
    amending.amend_evidence(evidence=words, by=None, quote="达到1000家", start=20)
    assert (Evidence.objects.get().figure, Evidence.objects.get().figure_start) == ("1000家", 22)


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_nothing_is_changed_while_somebody_decides(draft, state):
    Commitment.objects.update(state=state)
    Target.objects.update(state=state)
    draft.refresh_from_db()
    document, aim = draft.plan.document, Aim(period="2021", comparator="at_least", wording="bare")
    acts = [
        lambda: amending.amend_commitment(commitment=draft, by=None, statement="x"),
        lambda: amending.amend_target(target=draft.targets.get(), by=None, value="1"),
        lambda: amending.amend_evidence(evidence=draft.evidence.get(), by=None, quote="x"),
        lambda: amending.add_evidence(commitment=draft, clause=Clause(document=document, quote="x"), by=None),
        lambda: amending.announce_target(commitment=draft, document=document, aim=aim, by=None),
    ]
    for act in acts:
        with pytest.raises(ActionError) as refused:
            act()
        assert refused.value.code == "wrong_state"


def test_new_versions_once_published_break_no_rule():
    boss = make.make_user(is_superuser=True)
    commitment = make.make_commitment(target={"value": "1000"})
    make.make_path_point(commitment.targets.get(), "2021-06-30", 500)

    amending.amend_target(target=commitment.targets.get(), by=boss, value="1200")
    amending.add_evidence(
        commitment=commitment, clause=Clause(document=make.make_document(), quote="1200家"), by=boss
    )

    assert Revision.objects.get().state == "published"
    assert (commitment.targets.get().value, commitment.evidence.count()) == (1200, 2)
    assert list(broken_invariants()) == []
