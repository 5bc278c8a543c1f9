"""Words somebody quotes, looked up in the text of their document."""

from collections.abc import Collection

from django.utils.functional import lazystr

from tracker.exceptions import DoubtError
from tracker.models import Document, DocumentText

from .locating import Place, PrintedText


def places_in(document: Document, quote: str) -> list[Place] | None:
    """Where the words stand in the document's text; None where no text was loaded."""
    kept = DocumentText.objects.filter(document=document).first()
    return None if kept is None else PrintedText(kept.text).places(quote)


def place_of(document: Document, quote: str, *, accepted: Collection[str] = ()) -> int | None:
    """The offset of the words in the document's text; None where no text was loaded, or they stand there
    more than once.

    Raises DoubtError `words_not_in_text` where the text does not hold them, unless that is `accepted`.
    """
    places = places_in(document, quote)
    if places == [] and "words_not_in_text" not in accepted:
        raise DoubtError("words_not_in_text", {"document": lazystr(document)})
    return places[0].start if places and len(places) == 1 else None
