"""Where the words come from: documents, and the abstract citation that rows of other families carry."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .fields import DatePrecision, ReviewState, one_of, partial_date_text
from .named import NaturalKey, NaturalKeyManager
from .places import Jurisdiction


class DocumentKind(models.TextChoices):
    """What sort of publication a document is."""

    WORK_REPORT = "work_report", _("government work report")
    PLAN = "plan", _("plan")
    COMMUNIQUE = "communique", _("statistical communiqué or notice")
    ARTICLE = "article", _("article")
    RESEARCH = "research", _("research or rating report")
    DATASET = "dataset", _("data page")


class Reliability(models.TextChoices):
    """Whose publication it is:

    a government's own page, a news organisation's, or a reprint, mirror or aggregator.
    """

    OFFICIAL = "official", _("official")
    PRESS = "press", _("press")
    OTHER = "other", _("other source")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents as the doors ask for them."""

    def public(self) -> "DocumentQuerySet":
        """Those the public may see: something public rests on them, or their full text was loaded.

        A published figure that was withdrawn since counts: verdicts of the past cite it. Figures are asked
        last, since all those of a large file that nobody published are looked at.
        """
        published = ReviewState.PUBLISHED
        pledged = {"commitment__state": published, "commitment__plan__state": published}
        aimed = {f"target__{name}": published for name in ("state", *pledged)}
        return self.filter(
            _rests("plans", state=published)
            | _rests("targets", state=published, **pledged)
            | _rests("evidence", **pledged)
            | _rests("path_points", **aimed)
            | _rests("full_text")
            | _rests("observations", state=published)
        )


def _rests(name: str, **said: Any) -> Exists:
    """Whether a row of another family rests on the document; `name` is what the document calls such rows."""
    rows: Any = Document._meta.get_field(name).related_model
    return Exists(rows._default_manager.filter(document=OuterRef("pk"), **said))


class Document(NaturalKey):
    """A published source. Identity: title, publisher and date; `code` names it in addresses and files.

    A document that bears no date (`published_precision` unknown) is known from the day it was first
    `seen_on`.
    """

    # Identity
    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("The first day it can have been published.")
    )
    published_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision, default=DatePrecision.DAY
    )
    # Content
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.ARTICLE)
    reliability = models.CharField(_("reliability"), max_length=8, choices=Reliability)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("jurisdiction"),
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)
    # Lifecycle
    seen_on = models.DateField(_("first seen on"), null=True, blank=True)

    objects = NaturalKeyManager.from_fields("code", queryset=DocumentQuerySet)

    class Meta:
        ordering = ["-published_on", "code"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "publisher", "published_on"],
                name="document_identity",
                violation_error_message=_("A document of this title, publisher and date exists already."),
            ),
            models.UniqueConstraint(
                fields=["title", "publisher"],
                condition=models.Q(published_on__isnull=True),
                name="document_identity_undated",
                violation_error_message=_("An undated document of this title and publisher exists already."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    published_on__isnull=False, published_precision__in=["day", "month", "year"]
                )
                | models.Q(published_on__isnull=True, published_precision="unknown", seen_on__isnull=False),
                name="document_dated_or_seen",
                violation_error_message=_("A document has a date, or the day it was first seen."),
            ),
            models.CheckConstraint(
                condition=models.Q(url="")
                | models.Q(url__startswith="http://")
                | models.Q(url__startswith="https://"),
                name="document_url_http",
                violation_error_message=_("An address begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=models.Q(file_sha256="") | models.Q(file_sha256__regex=r"^[0-9a-f]{64}$"),
                name="document_sha256_form",
                violation_error_message=_("A SHA-256 is 64 hexadecimal digits."),
            ),
            one_of("kind", DocumentKind, "document_kind_known", _("The kind must be one of those listed.")),
            one_of(
                "reliability",
                Reliability,
                "document_reliability_known",
                _("Reliability is official, press or other."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def published(self) -> str:
        """The date as far as it is known."""
        return partial_date_text(self.published_on, self.published_precision)


class Cited(models.Model):
    """Where words stand, after the W3C's TextQuote and TextPosition selectors.

    `quote` is the exact words as printed, one clause; `start` its offset in the document's text in code
    points; `figure` the number inside the quote as printed (`1000家`), with `figure_start` its offset in the
    same text.
    """

    section = models.CharField(_("section"), max_length=120, blank=True)
    quote = models.CharField(_("quote"), max_length=500, blank=True)
    start = models.PositiveIntegerField(_("offset of the quote"), null=True, blank=True)
    figure = models.CharField(_("figure as printed"), max_length=60, blank=True)
    figure_start = models.PositiveIntegerField(_("offset of the figure"), null=True, blank=True)

    class Meta:
        abstract = True

    def marked(self) -> tuple[str, str, str]:
        """The quote in three parts:

        before the figure, the figure, after it. Without a figure the first holds all.
        """
        at = -1
        if self.figure and self.start is not None and self.figure_start is not None:
            at = self.figure_start - self.start
        if self.figure and (at < 0 or self.quote[at : at + len(self.figure)] != self.figure):
            at = self.quote.find(self.figure)
        if not self.figure or at < 0:
            return self.quote, "", ""
        return self.quote[:at], self.figure, self.quote[at + len(self.figure) :]
