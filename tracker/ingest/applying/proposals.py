"""Makes the documents that a file proposed and somebody accepted."""

import hashlib
from collections.abc import Iterable
from typing import Any

from tracker.models import ChangeSet, DatePrecision, Document, StagedDocument, partial_date_text

_BATCH = 1000


def make_documents(change_set: ChangeSet, numbers: Iterable[int]) -> None:
    """Make the proposals of these numbers documents, and note which became which."""
    wanted = set(numbers)
    proposed = [row for row in change_set.staged_documents.all() if row.number in wanted]
    if not proposed:
        return
    taken = set(Document.objects.filter(code__startswith="doc-").values_list("code", flat=True))
    made = Document.objects.bulk_create([_document(row, taken) for row in proposed], batch_size=_BATCH)
    for row, document in zip(proposed, made, strict=True):
        row.document = document
    StagedDocument.objects.bulk_update(proposed, ["document"], batch_size=_BATCH)


def _document(proposed: StagedDocument, taken: set[str]) -> Document:
    dated: dict[str, Any] = {"published_precision": DatePrecision.UNKNOWN, "seen_on": proposed.seen_on}
    if proposed.published_on:
        dated = {
            "published_on": proposed.published_on,
            "published_precision": proposed.published_precision,
        }
    return Document(
        code=_free_code(proposed, taken),
        title=proposed.title,
        publisher=proposed.publisher,
        reliability=proposed.reliability,
        url=proposed.url,
        **dated,
    )


def _free_code(proposed: StagedDocument, taken: set[str]) -> str:
    """A code nobody has: the date and a few letters of the title's hash, since Chinese makes none to read."""
    date = partial_date_text(proposed.published_on, proposed.published_precision) or "undated"
    digest = hashlib.sha256(f"{proposed.title}\n{proposed.publisher}".encode()).hexdigest()
    length = next(size for size in range(6, 64) if f"doc-{date}-{digest[:size]}" not in taken)
    code = f"doc-{date}-{digest[:length]}"
    taken.add(code)
    return code
