"""Full texts of documents: an office's own file becomes a text, and every stored quote is looked up in it."""

from .loading import Found, Loaded, OtherFile, load_text
from .locating import Place, PrintedText
from .messages import mismatch_text
from .quoting import place_of, places_in

__all__ = [
    "Found",
    "Loaded",
    "OtherFile",
    "Place",
    "PrintedText",
    "load_text",
    "mismatch_text",
    "place_of",
    "places_in",
]
