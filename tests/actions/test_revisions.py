"""New versions of published rows, which the public sees only when somebody else has approved them."""

import pytest

from tests import factories as make
from tracker.actions import review, revisions
from tracker.exceptions import ActionError
from tracker.models import AuditEntry, Commitment, Evidence, Observation, Revision
from tracker.models.snapshots import told
from tracker.progress import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make.make_worker("author", "change_commitment", "add_observation", "change_observation")


@pytest.fixture
def others():
    return make.make_worker(
        "others", "review_commitment", "publish_commitment", "review_observation", "publish_observation"
    )


@pytest.fixture
def commitment() -> Commitment:
    return make.make_commitment(statement="新增企业100家", target={"value": "100"})


def propose(commitment: Commitment, by, new="新增企业100家以上", **more) -> Revision:
    changes = {"statement": (commitment.statement, new)}
    return revisions.propose_revision(row=commitment, changes=changes, by=by, state="submitted", **more)


def see_through(revision: Revision, by) -> None:
    review.advance_one(revision, review.APPROVE, by=by)
    review.advance_one(revision, review.PUBLISH_IT, by=by)


def refused(act, **given) -> str:
    with pytest.raises(ActionError) as caught:
        act(**given)
    return caught.value.code


def test_the_public_sees_the_old_version_until_the_new_one_is_published(commitment, author, others):
    revision = propose(commitment, author)
    assert Commitment.objects.get().statement == "新增企业100家"

    see_through(revision, others)
    assert Commitment.objects.get().statement == "新增企业100家以上"
    assert Commitment.objects.get().state == "published"


def test_nobody_approves_their_own_version(commitment):
    author = make.make_worker("", "change_commitment", "review_commitment")
    revision = propose(commitment, author)

    assert refused(review.advance_one, row=revision, step=review.APPROVE, by=author) == "own_entry"


def test_of_one_row_there_is_one_open_version(commitment, author):
    propose(commitment, author)

    assert refused(propose, commitment=commitment, by=author, new="又一个") == "already_proposed"


def test_a_dropped_one_makes_room(commitment, author):
    first = propose(commitment, author)
    revisions.drop_revision(revision=first, by=author, reason="写错了")

    assert propose(commitment, author, "又一个").pk != first.pk


def test_dropping_is_for_the_author_and_reviewers(commitment, author, others):
    stranger = make.make_worker("", "change_commitment")
    revision = propose(commitment, author)

    assert refused(revisions.drop_revision, revision=revision, by=stranger, reason="无") == "no_right"
    revisions.drop_revision(revision=revision, by=others, reason="无据")
    assert not Revision.objects.open().exists()


def test_a_returned_one_is_mended_and_goes_on(commitment, author, others):
    revision = propose(commitment, author)
    review.advance_one(revision, review.RETURN, by=others, comment="应为以上")
    changes = {"statement": ("新增企业100家", "新增企业不少于100家")}

    revisions.change_revision(revision=revision, changes=changes, by=author)
    review.advance_one(revision, review.SUBMIT, by=author)
    see_through(revision, others)

    assert Commitment.objects.get().statement == "新增企业不少于100家"


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_only_a_draft_or_a_returned_one_can_be_mended(commitment, author, state):
    revision = propose(commitment, author)
    Revision.objects.update(state=state)

    code = refused(revisions.change_revision, revision=revision, changes={"statement": ("a", "b")}, by=author)
    assert code == "wrong_state"


def test_a_version_of_what_has_changed_since_is_not_published(commitment, author, others):
    revision = propose(commitment, author)
    Commitment.objects.update(statement="新增企业100户")
    review.advance_one(revision, review.APPROVE, by=others)

    code = refused(review.advance_one, row=revision, step=review.PUBLISH_IT, by=others)
    assert code == "changed_meanwhile"
    assert Commitment.objects.get().statement == "新增企业100户"


def test_a_version_that_breaks_a_rule_is_not_published(commitment, author, others):
    changes = {"checkable": ("True", "False")}
    revision = revisions.propose_revision(row=commitment, changes=changes, by=author, state="submitted")
    review.advance_one(revision, review.APPROVE, by=others)

    code = refused(review.advance_one, row=revision, step=review.PUBLISH_IT, by=others)
    assert code == "breaks_a_rule"


def test_a_new_target_value_is_judged_when_published(commitment, author, others):
    make.make_observation(commitment.series, "110")
    refresh()
    target = commitment.targets.get()
    changes = {name: (told(target, name), "150") for name in ("value", "written")}
    revision = revisions.propose_revision(row=target, changes=changes, by=author, state="submitted")
    assert Commitment.objects.get().status == "met"

    see_through(revision, others)
    assert Commitment.objects.get().status == "missed"


def test_departments_are_changed_as_a_whole(commitment, author, others):
    old, new = make.make_department(), make.make_department()
    commitment.departments.set([old])
    revision = revisions.propose_revision(
        row=commitment, changes={"departments": ([old.pk], [new.pk])}, by=author, state="submitted"
    )

    see_through(revision, others)
    assert list(commitment.departments.all()) == [new]


def test_evidence_can_be_added_to_a_public_commitment(commitment, author, others):
    paper = make.make_document()
    new = {"commitment": commitment.pk, "document": paper.pk, "quote": "百家", "known_from": "2021-03-01"}
    revision = revisions.propose_revision(
        row=Evidence(commitment=commitment, document=paper, quote="百家"),
        changes={name: (None, value) for name, value in new.items()},
        by=author,
        state="submitted",
    )
    assert not Evidence.objects.filter(document=paper).exists()

    see_through(revision, others)
    assert Evidence.objects.get(document=paper).quote == "百家"


def test_a_correction_of_a_public_figure_waits(commitment, author, others):
    figure = make.make_observation(commitment.series, "80")
    refresh()

    waiting = revisions.amend_observation(observation=figure, by=author, reason="看错一行", value="180")
    assert isinstance(waiting, Revision)
    assert Observation.objects.standing().get().written == "80"
    assert Commitment.objects.get().status == "missed"

    see_through(waiting, others)
    assert Observation.objects.standing().get().written == "180"
    assert Commitment.objects.get().status == "met"


def test_a_correction_of_a_draft_is_made_at_once_and_is_a_draft_again(commitment, author):
    figure = make.make_observation(commitment.series, "80", state="approved")

    right = revisions.amend_observation(observation=figure, by=author, reason="看错一行", value="180")
    assert (right.written, right.state) == ("180", "draft")


def test_who_needs_no_second_person_corrects_at_once(commitment):
    figure = make.make_observation(commitment.series, "80")
    boss = make.make_user(is_superuser=True)

    right = revisions.amend_observation(observation=figure, by=boss, reason="看错一行", value="180")
    assert (right.written, right.state) == ("180", "published")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": "1.2.3"}, "not_readable"),
        ({"value": "80"}, "no_changes"),
        ({"period": "x"}, "not_readable"),
    ],
)
def test_a_correction_that_could_not_be_made_is_not_proposed(commitment, author, changed, code):
    figure = make.make_observation(commitment.series, "80")

    given = {"observation": figure, "by": author, "reason": "看错一行", **changed}
    assert refused(revisions.amend_observation, **given) == code
    assert not Revision.objects.exists()
    assert Observation.objects.standing().count() == 1


def test_a_correction_of_what_was_withdrawn_since_is_not_published(commitment, author, others):
    figure = make.make_observation(commitment.series, "80")
    waiting = revisions.amend_observation(observation=figure, by=author, reason="看错一行", value="180")
    Observation.objects.update(withdrawn_at="2022-01-01T00:00Z", withdrawn_reason="误录")
    review.advance_one(waiting, review.APPROVE, by=others)

    code = refused(review.advance_one, row=waiting, step=review.PUBLISH_IT, by=others)
    assert code == "changed_meanwhile"


def test_a_note_is_mended_at_once(author):
    figure = make.make_observation(note="含郊县")

    revisions.mend_notes(row=figure, by=author, note="含郊区")

    figure.refresh_from_db()
    assert (figure.note, figure.state) == ("含郊区", "published")
    assert AuditEntry.objects.about(figure).get().changes == {"note": ["含郊县", "含郊区"]}


def test_nothing_else_counts_as_a_note(author):
    figure = make.make_observation()

    assert refused(revisions.mend_notes, row=figure, by=author, written="90") == "not_a_note"


def test_what_became_of_a_version_is_told_with_its_author(commitment, author, others):
    see_through(propose(commitment, author, reason="漏看以上"), others)

    told = [(entry.verb, entry.by.username) for entry in AuditEntry.objects.about(commitment)]
    assert told == [
        ("published", "others"), ("changed", "author"), ("approved", "others"), ("proposed", "author"),
    ]  # fmt: skip
