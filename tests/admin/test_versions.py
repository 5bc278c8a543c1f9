"""What becomes of changes to public rows, of two people at one row, and what is noted of it all."""

import pytest

from tests.factories import make_commitment, make_department, make_evidence, make_revision, make_worker
from tracker.admin.changes import before_and_after
from tracker.models import AuditEntry, Commitment, Evidence, Revision, User

RIGHTS = ("view_commitment", "change_commitment", "add_evidence", "change_evidence", "view_evidence")


@pytest.fixture
def author(client, db):
    client.force_login(make_worker("author", *RIGHTS, is_staff=True))
    return client


@pytest.fixture
def commitment(db) -> Commitment:
    return make_commitment(statement="新增企业100家")


def page(commitment):
    return f"/en/admin/tracker/commitment/{commitment.pk}/change/"


def form_of(client, commitment, **changed):
    """What the form would send, with some of its fields changed."""
    context = client.get(page(commitment)).context
    sent = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = getattr(value, "pk", value)
    return {**sent, "_seen": context["seen"], **changed}


def test_what_is_changed_of_a_public_row_waits_as_a_new_version(author, commitment):
    author.post(page(commitment), form_of(author, commitment, statement="新增企业100家以上"))

    revision = Revision.objects.get()
    assert revision.changes == {"statement": ["新增企业100家", "新增企业100家以上"]}
    assert (revision.state, revision.entered_by.username) == ("submitted", "author")
    assert Commitment.objects.get().statement == "新增企业100家"


@pytest.mark.parametrize("then", ["_save", "_continue"])
def test_nobody_is_told_that_what_is_proposed_was_changed(author, commitment, then):
    sent = form_of(author, commitment, statement="新增企业100家以上", **{then: "1"})
    answer = author.post(page(commitment), sent, follow=True)

    [said] = [str(message) for message in answer.context["messages"]]
    assert said.endswith("the new version waits for somebody else to approve it.")


def test_a_note_is_mended_at_once(author, commitment):
    author.post(page(commitment), form_of(author, commitment, reading_note="原文漏“以上”"))

    assert Commitment.objects.get().reading_note == "原文漏“以上”"
    assert not Revision.objects.exists()
    assert AuditEntry.objects.about(commitment).get().verb == "mended"


def test_nothing_changed_is_nothing_proposed(author, commitment):
    author.post(page(commitment), form_of(author, commitment))

    assert not Revision.objects.exists()
    assert not AuditEntry.objects.exists()


def test_evidence_of_a_public_commitment_waits_too(author, commitment):
    evidence = Evidence.objects.get(commitment=commitment)
    name = "evidence-0-quote"
    author.post(page(commitment), form_of(author, commitment, **{name: "新增企业100家，"}))

    assert Revision.objects.get().row == evidence
    assert Evidence.objects.get().quote == evidence.quote


def test_while_a_new_version_waits_the_row_is_only_looked_at(author, commitment):
    make_revision(commitment)
    context = author.get(page(commitment)).context

    assert context["has_change_permission"] is False
    assert context["waiting_version"] == Revision.objects.get()


def test_who_needs_no_second_person_changes_at_once_and_a_version_is_kept(desk, commitment):
    desk.post(page(commitment), form_of(desk, commitment, statement="新增企业100家以上"))

    assert Commitment.objects.get().statement == "新增企业100家以上"
    assert Revision.objects.get().state == "published"


def test_a_draft_is_changed_at_once_and_both_values_are_noted(author):
    draft = make_commitment(state="draft", statement="新增企业100家", target={"state": "draft"})
    author.post(page(draft), form_of(author, draft, statement="新增企业200家"))

    entry = AuditEntry.objects.about(draft).get()
    assert entry.changes["statement"] == ["新增企业100家", "新增企业200家"]
    assert (entry.verb, entry.door, entry.by.username) == ("changed", "admin", "author")


def test_who_saves_second_is_told_and_loses_nothing(author):
    draft = make_commitment(state="draft", statement="新增企业100家")
    mine = form_of(author, draft, statement="我的说法")
    Commitment.objects.update(statement="别人的说法")
    other = make_worker("other")
    AuditEntry.objects.record("changed", draft, by=other)

    answer = author.post(page(draft), mine)
    content = answer.content.decode()
    assert answer.status_code == 200
    assert "other changed this row since you opened it" in content
    assert "我的说法" in content
    assert Commitment.objects.get().statement == "别人的说法"

    author.post(page(draft), {**mine, "_seen": answer.context["seen"]})
    assert Commitment.objects.get().statement == "我的说法"


def test_the_history_of_a_row_tells_who_what_and_why(author, commitment):
    other = make_worker("other")
    AuditEntry.objects.record(
        "changed", commitment, by=other, reason="核对原文", changes={"statement": ["甲", "<b>乙</b>"]}
    )
    content = author.get(page(commitment).replace("change", "history")).content.decode()

    for text in ("other", "核对原文", "甲", "&lt;b&gt;乙&lt;/b&gt;", "command line"):
        assert text in content


def test_the_history_of_a_row_outside_the_remit_is_closed(client, db):
    draft = make_commitment(state="draft")
    make_evidence(draft)
    client.force_login(make_worker("stranger", *RIGHTS, is_staff=True, everywhere=False))

    assert client.get(page(draft).replace("change", "history")).status_code == 404


def test_a_new_version_names_the_departments_it_would_assign(author, commitment):
    science = make_department("science", name="科技局")
    Revision.objects.filter(pk=make_revision(commitment).pk).update(
        changes={"departments": [[], [science.pk]]}
    )

    assert "科技局" in before_and_after(Commitment, Revision.objects.get().changes)


def test_the_history_names_the_fields_of_a_proposal(author, commitment):
    author.post(page(commitment), form_of(author, commitment, statement="新增企业100家以上"))
    content = author.get(page(commitment).replace("change", "history").replace("/en/", "/")).content.decode()

    assert '<th scope="row">表述</th>' in content


def test_a_row_whose_new_version_waits_does_not_ask_for_another(author, commitment):
    make_revision(commitment)
    assert "becomes a new version" not in author.get(page(commitment)).content.decode()


def test_the_list_says_which_new_versions_were_given_up(clerk, commitment):
    make_revision(commitment, dropped_at="2021-06-30T08:00Z")
    content = clerk("view_revision", "view_commitment").get("/en/admin/tracker/revision/").content.decode()
    assert "given up" in content


def sent_after_the_session_ended(client, user, address, form):
    """Send a form whose session has ended, log in again and come back to it."""
    client.logout()
    assert client.post(address, form).status_code == 302
    client.force_login(user)
    return client.get(address)


def test_what_was_typed_when_the_session_ended_is_there_after_the_login(author):
    draft = make_commitment(state="draft", statement="新增企业100家")
    user = User.objects.get(username="author")
    mine = form_of(author, draft, statement="我的说法", typed_by=author.get(page(draft)).context["stamp"])

    back = sent_after_the_session_ended(author, user, page(draft), mine)
    content = back.content.decode()
    assert list(back.context["errors"]) == [
        ["Your session had ended. What you typed is still here, and not stored yet."]
    ]
    assert "我的说法" in content
    assert Commitment.objects.get().statement == "新增企业100家"

    author.post(page(draft), {**mine, "_seen": back.context["seen"]})
    assert Commitment.objects.get().statement == "我的说法"


def test_somebody_else_does_not_get_what_was_typed(author):
    draft = make_commitment(state="draft", statement="新增企业100家")
    mine = form_of(author, draft, statement="我的说法", typed_by=author.get(page(draft)).context["stamp"])

    other = make_worker("other", *RIGHTS, is_staff=True)
    assert "我的说法" not in sent_after_the_session_ended(author, other, page(draft), mine).content.decode()
