"""Full texts of documents, loaded by an office from its own files; no text comes with the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .sources import Document


class DocumentText(models.Model):
    """The text of a document, in a table of its own so that lists of documents never carry it.

    Identity: its document, whose `file_sha256` is the hash of the very file. Offsets of quotes count the code
    points of `text`, which is the file's without its byte order mark, line breaks as they are.
    """

    # Identity
    document = models.OneToOneField(
        Document, models.CASCADE, related_name="full_text", verbose_name=_("document")
    )
    # Content
    text = models.TextField(_("text"))
    # Provenance
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    # Lifecycle
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        ordering = ["document"]
        verbose_name = _("full text")
        verbose_name_plural = _("full texts")

    def __str__(self) -> str:
        return str(self.document)
