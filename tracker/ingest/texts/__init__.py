"""Full texts of documents: an office's own file becomes a text, and every stored quote is looked up in it."""

from .loading import Found, Loaded, OtherFile, load_text
from .locating import Place, PrintedText
from .messages import mismatch_text

__all__ = ["Found", "Loaded", "OtherFile", "Place", "PrintedText", "load_text", "mismatch_text"]
