import hashlib
from pathlib import Path

import pytest

from tests import factories
from tracker.ingest import FileProblems
from tracker.ingest.texts import OtherFile, load_text
from tracker.models import AuditEntry, Document, DocumentText, Evidence, Observation

pytestmark = pytest.mark.django_db

TEXT = "政府工作报告\n\n新增高新技术企业1000家，增长5%；投资增长5%。\n去年新增高新技术企业800家。\n"


@pytest.fixture
def document() -> Document:
    return factories.make_document("report")


@pytest.fixture
def evidence(document: Document) -> Evidence:
    """A quote with its figure, at no known place."""
    plan = factories.make_plan(document=document)
    row = factories.make_commitment(plan=plan, statement="新增高新技术企业1000家", number=1).evidence.get()
    row.start, row.figure = None, "1000家"
    row.save()
    return row


def load(document: Document, folder: Path, text: str = TEXT, **options):
    path = folder / "report.txt"
    path.write_bytes(text.encode(options.pop("written_in", "utf-8")))
    return load_text(document=document, path=path, by=None, **options)


def test_the_text_is_kept_with_the_hash_of_its_file(document: Document, tmp_path: Path):
    load(document, tmp_path)

    document.refresh_from_db()
    kept = DocumentText.objects.get()
    assert document.file_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (kept.document, kept.text, kept.file_name, kept.encoding) == (
        document,
        TEXT,
        "report.txt",
        "utf-8",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_in_any_usual_encoding_becomes_the_same_text(
    document: Document, tmp_path: Path, encoding: str
):
    load(document, tmp_path, written_in=encoding)

    assert DocumentText.objects.get().text == TEXT


def test_line_breaks_stay_as_they_are(document: Document, tmp_path: Path):
    load(document, tmp_path, "一\r\n二")

    assert DocumentText.objects.get().text == "一\r\n二"


def test_a_quote_gets_the_place_where_it_stands(evidence: Evidence, document: Document, tmp_path: Path):
    loaded = load(document, tmp_path)

    evidence.refresh_from_db()
    assert (evidence.start, evidence.figure_start) == (8, 16)
    assert [each.outcome for each in loaded.found] == ["new"]


@pytest.mark.parametrize(("start", "outcome"), [(8, "as_recorded"), (0, "moved"), (5000, "moved")])
def test_a_recorded_place_is_confirmed_or_moved(
    evidence: Evidence, document: Document, tmp_path: Path, start: int, outcome: str
):
    Evidence.objects.update(start=start)

    loaded = load(document, tmp_path)

    evidence.refresh_from_db()
    assert evidence.start == 8
    assert [each.outcome for each in loaded.found] == [outcome]


def test_of_several_places_the_nearest_to_the_recorded_one_is_taken(document: Document, tmp_path: Path):
    figure = factories.make_observation(document=document, quote="增长5%", start=40)

    load(document, tmp_path)

    figure.refresh_from_db()
    assert figure.start == TEXT.rindex("增长5%")


def test_of_several_places_none_is_guessed(document: Document, tmp_path: Path):
    figure = factories.make_observation(document=document, quote="增长5%")

    loaded = load(document, tmp_path)

    figure.refresh_from_db()
    assert figure.start is None
    assert [(each.outcome, each.times) for each in loaded.mismatches] == [("quote_ambiguous", 2)]


def test_of_several_equal_numbers_the_marked_one_is_the_figure(document: Document, tmp_path: Path):
    text = "增长5%，其中工业增长5%。"
    figure = factories.make_observation(
        document=document, quote="增长5%，其中工业增长5%", figure="5%", start=0, figure_start=11
    )

    load(document, tmp_path, text.replace("，", "， "))

    figure.refresh_from_db()
    assert (figure.start, figure.figure_start) == (0, 12)


def test_a_quote_that_is_not_there_keeps_what_it_had_and_is_listed(document: Document, tmp_path: Path):
    figure = factories.make_observation(document=document, quote="新增高新技术企业900家", start=70)

    loaded = load(document, tmp_path)

    figure.refresh_from_db()
    assert figure.start == 70
    [found] = loaded.mismatches
    assert (found.outcome, found.nearest) == ("quote_not_found", "新增高新技术企业")


def test_a_figure_its_quote_does_not_hold_is_listed(document: Document, tmp_path: Path):
    factories.make_observation(document=document, quote="新增高新技术企业800家", figure="900")

    loaded = load(document, tmp_path)

    assert [each.outcome for each in loaded.mismatches] == ["figure_not_found"]
    assert Observation.objects.get(figure="900").start == TEXT.rindex("新增")


def test_two_quotes_of_a_commitment_do_not_take_one_place(
    evidence: Evidence, document: Document, tmp_path: Path
):
    factories.make_evidence(evidence.commitment, "新增高新技术企业1000家，增长5%")

    loaded = load(document, tmp_path)

    assert sorted(each.outcome for each in loaded.found) == ["new", "place_taken"]


def test_two_quotes_may_change_places(evidence: Evidence, document: Document, tmp_path: Path):
    first, second = 8, TEXT.rindex("新增")
    Evidence.objects.update(start=second)
    other = factories.make_evidence(evidence.commitment, "新增高新技术企业800家", start=first)

    load(document, tmp_path)

    assert [
        row.start for row in (Evidence.objects.get(pk=evidence.pk), Evidence.objects.get(pk=other.pk))
    ] == [
        first,
        second,
    ]


def test_withdrawn_figures_and_other_documents_are_left_alone(document: Document, tmp_path: Path):
    gone = factories.make_observation(document=document, quote="增长5%")
    Observation.objects.filter(pk=gone.pk).update(withdrawn_at="2023-01-01T00:00Z", withdrawn_reason="x")
    factories.make_observation(quote="去年新增高新技术企业800家")

    assert load(document, tmp_path).found == []


def test_loading_the_same_file_again_changes_nothing(evidence: Evidence, document: Document, tmp_path: Path):
    load(document, tmp_path)
    entries = AuditEntry.objects.count()

    loaded = load(document, tmp_path)

    assert [each.outcome for each in loaded.found] == ["as_recorded"]
    assert AuditEntry.objects.count() == entries
    assert DocumentText.objects.count() == 1


def test_another_file_needs_to_be_asked_for(evidence: Evidence, document: Document, tmp_path: Path):
    load(document, tmp_path)

    with pytest.raises(OtherFile) as refusal:
        load(document, tmp_path, f"序\n{TEXT}")
    assert refusal.value.code == "other_file"

    load(document, tmp_path, f"序\n{TEXT}", replace=True)
    evidence.refresh_from_db()
    assert evidence.start == 10
    assert DocumentText.objects.get().text.startswith("序")


def test_a_preview_keeps_nothing(evidence: Evidence, document: Document, tmp_path: Path):
    loaded = load(document, tmp_path, dry_run=True)

    evidence.refresh_from_db()
    document.refresh_from_db()
    assert [each.outcome for each in loaded.found] == ["new"]
    assert (evidence.start, document.file_sha256, DocumentText.objects.count()) == (None, "", 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"\x00\x01\x02", "not_text"), (b"\xff\xff\xff", "wrong_encoding")],
)
def test_what_is_no_text_is_refused(document: Document, tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "report.txt"
    path.write_bytes(content)

    with pytest.raises(FileProblems):
        load_text(document=document, path=path, by=None)


def test_what_changed_stands_in_the_audit_log(evidence: Evidence, document: Document, tmp_path: Path):
    load(document, tmp_path)

    said = {(entry.content_type.model, *sorted(entry.changes)) for entry in AuditEntry.objects.all()}
    assert said == {("document", "file_sha256"), ("evidence", "figure_start", "start")}


def test_more_quotes_take_few_more_queries(document: Document, tmp_path: Path, django_assert_max_num_queries):
    text = "".join(f"增长{number}.5%。" for number in range(60))
    for number in range(60):
        factories.make_observation(document=document, quote=f"增长{number}.5%。", period=str(1960 + number))

    with django_assert_max_num_queries(20):
        loaded = load(document, tmp_path, text)

    assert loaded.counts["new"] >= 50
