"""The audit log: who changed what, when, through which door, from what to what, and why. Only added to."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .changesets import ChangeSet, Door
from .commitments import Commitment
from .fields import one_of
from .people import User
from .tokens import Token

_door: ContextVar[str] = ContextVar("door", default=Door.COMMAND)


@contextmanager
def through(door: str) -> Iterator[None]:
    """Whatever is done in the block came through this door; outside every block, from the command line."""
    token = _door.set(door)
    try:
        yield
    finally:
        _door.reset(token)


def current_door() -> str:
    """The door the present work came through."""
    return _door.get()


class Verb(models.TextChoices):
    """What was done."""

    ENTERED = "entered", _("entered")
    CHANGED = "changed", _("changed")
    MENDED = "mended", _("note mended")
    DELETED = "deleted", _("deleted")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PREFERRED = "preferred", _("preferred")
    UNPREFERRED = "unpreferred", _("no longer preferred")
    PROPOSED = "proposed", _("proposed")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    ASSIGNED = "assigned", _("assigned")
    IMPORTED = "imported", _("brought in")
    REVERSED = "reversed", _("taken back")
    DISCARDED = "discarded", _("discarded")
    EXPORTED = "exported", _("exported")
    ISSUED = "issued", _("issued")
    REVOKED = "revoked", _("revoked")


#: Who did one of these to a row had a hand in what it says, and may not approve it.
AUTHORING = frozenset(
    {Verb.ENTERED, Verb.CHANGED, Verb.CORRECTED, Verb.PROPOSED, Verb.IMPORTED, Verb.ASSIGNED}
)


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries as they are added and looked up; there is nothing else to do with them."""

    def record(
        self,
        verb: str,
        row: models.Model,
        *,
        by: User | None,
        changes: Mapping[str, Any] | None = None,
        reason: str = "",
        change_set: ChangeSet | None = None,
        commitment: Commitment | int | None = None,
    ) -> "AuditEntry":
        """Add the entry of one row. `changes` maps a field to its values before and after."""
        entry = self.entry(
            verb, row, by=by, changes=changes, reason=reason, change_set=change_set, commitment=commitment
        )
        entry.save(force_insert=True)
        return entry

    def record_each(self, verb: str, rows: Iterable[models.Model], **common: Any) -> int:
        """Add an entry for each row, all alike; how many."""
        entries = [self.entry(verb, row, **common) for row in rows]
        return len(self.bulk_create(entries, batch_size=1000))

    def entry(
        self,
        verb: str,
        row: models.Model,
        *,
        by: User | None,
        changes: Mapping[str, Any] | None = None,
        reason: str = "",
        change_set: ChangeSet | None = None,
        commitment: Commitment | int | None = None,
    ) -> "AuditEntry":
        """An entry not stored yet; the commitment a row belongs to is found where the row says it."""
        about = row if isinstance(row, Commitment) else commitment
        number = about.pk if isinstance(about, Commitment) else about or getattr(row, "commitment_id", None)
        return AuditEntry(
            verb=verb,
            by=by,
            token=by.token if by else None,
            door=current_door(),
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            label=str(row)[:200],
            commitment_id=number,
            changes=dict(changes or {}),
            reason=reason,
            change_set=change_set or getattr(row, "change_set", None),
        )

    def about(self, row: models.Model) -> "AuditQuerySet":
        """Everything that happened to a row and, of a commitment, to what belongs to it."""
        own = models.Q(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
        if isinstance(row, Commitment):
            own |= models.Q(commitment=row)
        if change_set := getattr(row, "change_set_id", None):
            kind = ContentType.objects.get_for_model(ChangeSet)
            own |= models.Q(content_type=kind, object_id=change_set)
        return self.filter(own)

    def update(self, **_values: Any) -> NoReturn:
        """Refused: what is written stays."""
        raise TypeError("audit entries are only added to")

    def delete(self) -> NoReturn:
        """Refused: what is written stays."""
        raise TypeError("audit entries are only added to")


class AuditEntry(models.Model):
    """One thing done to one row. Identity: its number. Never changed or removed, which the database sees to.

    `changes` maps a field to the pair of its values before and after, as texts; `commitment` gathers what
    belongs to one (its targets, evidence, proposals). Of rows brought in together the change set has the
    entry, with their number in `changes`.
    """

    # Identity
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(_("number of the row"))
    # Content
    verb = models.CharField(_("what was done"), max_length=12, choices=Verb)
    label = models.CharField(pgettext_lazy("of a table", "row"), max_length=200)
    changes = models.JSONField(_("before and after"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("reason or comment"), blank=True)
    # Ties
    commitment = models.ForeignKey(
        Commitment,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("commitment"),
    )
    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("change set")
    )
    # Provenance
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    token = models.ForeignKey(
        Token,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by token"),
        db_index=False,
    )
    door = models.CharField(_("door"), max_length=8, choices=Door)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="audit_of_a_row")]
        constraints = [
            one_of("verb", Verb, "audit_entry_verb_known", _("What was done must be one of those listed.")),
            one_of("door", Door, "audit_entry_door_known", _("The door must be one of those listed.")),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.label}"
