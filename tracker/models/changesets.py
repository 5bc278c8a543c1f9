"""Change sets: rows brought in together — previewed, applied, reversible."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import one_of
from .tokens import Token


class ChangeSetState(models.TextChoices):
    """Where a change set stands.

    `planning` and `applying` are stages a process is at work on; one that died there left nothing behind that
    could not be discarded or begun again.
    """

    DRAFT = "draft", _("draft")
    PLANNING = "planning", _("being checked")
    PLANNED = "planned", _("planned")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    REVERSED = "reversed", _("reversed")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("failed")


class Door(models.TextChoices):
    """Which door a change set came through; none for figures entered one by one."""

    COMMAND = "command", _("command line")
    WEB = "web", _("web page")
    ADMIN = "admin", _("admin")
    API = "api", _("API")


def import_storage() -> Storage:
    """Where files brought in are kept; nothing under it is ever served."""
    return FileSystemStorage(location=settings.IMPORT_ROOT)


def _kept_as(change_set: "ChangeSet", name: str) -> str:
    """A name of our own for a stored file: whatever it was called, it steers no path."""
    ending = Path(name).suffix.lower()
    return f"{uuid4().hex}{ending if ending[1:].isalnum() and len(ending) < 8 else ''}"


class ChangeSet(models.Model):
    """Rows brought in together by one person through one door. Identity: its number.

    `file_sha256` recognises a file brought in before; `counts` holds how many rows ended in each outcome,
    `tally` what is behind them (see `ingest`). `world` is what was stored beside the rows when they were
    compared: where it differs at the time of applying, they are compared again.
    """

    # Identity
    title = models.CharField(_("title"), max_length=200)
    # Content
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, db_index=True)
    file = models.FileField(
        _("stored file"), storage=import_storage, upload_to=_kept_as, blank=True, editable=False
    )
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    layout = models.JSONField(_("how it was read"), default=dict, blank=True)
    found = models.JSONField(_("what was found in the file"), default=dict, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    counts = models.JSONField(_("rows by outcome"), default=dict, blank=True)
    tally = models.JSONField(_("rows by what would become of them"), default=dict, blank=True)
    world = models.JSONField(_("what was stored beside them"), default=dict, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Provenance
    door = models.CharField(_("door"), max_length=8, choices=Door, blank=True, default="")
    token = models.ForeignKey(
        Token,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("by token"),
        db_index=False,
    )
    # Progress
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0, editable=False)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    failure = models.JSONField(_("why it failed"), default=dict, blank=True)
    verdicts_pending = models.BooleanField(_("verdicts are being refreshed"), default=False)
    # Lifecycle
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeSetState, default=ChangeSetState.PLANNED
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="change_sets",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    planned_at = models.DateTimeField(_("planned at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applied by"),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reversed by"),
    )
    reversed_at = models.DateTimeField(_("reversed at"), null=True, blank=True)
    reversed_reason = models.CharField(_("reason of the reversal"), max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        constraints = [
            one_of(
                "state", ChangeSetState, "change_set_state_known", _("The state must be one of those listed.")
            ),
            one_of(
                "door",
                Door,
                "change_set_door_known",
                _("The door must be one of those listed."),
                or_empty=True,
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=False) | ~models.Q(state__in=["applied", "reversed"]),
                name="change_set_applied_has_time",
                violation_error_message=_("An applied change set says when."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="reversed")
                | (models.Q(reversed_at__isnull=False) & ~models.Q(reversed_reason="")),
                name="change_set_reversed_says_why",
                violation_error_message=_("A reversed change set says when and why."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def bringer(self) -> Any:
        """Who brought it in, cut down to the token they did it through; None for nobody in particular."""
        return self.created_by and self.created_by.through(self.token)
