"""Tokens: secrets by which programs ask in somebody's name, for no more than that person may."""

import hashlib
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .remits import Part


class TokenScope(models.TextChoices):
    """What a token lets its bearer do, as far as its user may."""

    READ = "read", _("read")
    WRITE = "write", _("enter")
    REVIEW = "review", _("review and publish")


#: The scope that each kind of right falls under.
_SCOPE_OF: Final = {
    "view": TokenScope.READ,
    "add": TokenScope.WRITE,
    "change": TokenScope.WRITE,
    "delete": TokenScope.WRITE,
    "review": TokenScope.REVIEW,
    "publish": TokenScope.REVIEW,
}
#: What rights a token carries are about; accounts, remits and reference tables are no program's business.
_ABOUT: Final = frozenset(
    {
        "changeset",
        "commitment",
        "document",
        "evidence",
        "observation",
        "pathpoint",
        "plan",
        "remark",
        "target",
    }
    | {"revision", "savedmapping", "unreviewed"}
)


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens as they are looked up."""

    def usable(self) -> "TokenQuerySet":
        """Those neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def of_secret(self, secret: str) -> "TokenQuerySet":
        """The one a secret belongs to, if there is one."""
        return self.filter(digest=digest_of(secret))


def digest_of(secret: str) -> str:
    """What is stored of a secret. It holds 256 random bits: no salt or slow hash is needed to hide it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Token(models.Model):
    """A secret of somebody's for a program of theirs. Identity: the SHA-256 of the secret.

    Of the secret itself only the first characters are kept (`prefix`), to tell tokens apart. A token never
    allows more than its user may at the moment of asking: rights are cut down to its scopes, remits to its
    parts (without any, the user's own remits hold). A revoked one stays, since the audit log names it.
    """

    # Identity
    digest = models.CharField(_("SHA-256 of the secret"), max_length=64, unique=True, editable=False)
    prefix = models.CharField(_("begins with"), max_length=16, editable=False)
    # Content
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("What it is for: a program or a machine."))
    writes = models.BooleanField(
        _("may enter"), default=False, help_text=_("Figures, files, commitments and targets, as drafts.")
    )
    reviews = models.BooleanField(
        _("may review and publish"), default=False, help_text=_("As far as you may yourself.")
    )
    # Lifecycle
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="token_expires_later",
                violation_error_message=_("A token expires after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scopes(self) -> list[TokenScope]:
        """What it lets its bearer do."""
        also = [(self.writes, TokenScope.WRITE), (self.reviews, TokenScope.REVIEW)]
        return [TokenScope.READ, *(scope for has, scope in also if has)]

    def allows(self, right: str) -> bool:
        """Whether a right such as `tracker.add_observation` falls under its scopes; whether its user has it
        is another question.

        Deciding over other people's files is reviewing them.
        """
        verb, _dash, about = right.removeprefix("tracker.").partition("_")
        scope = TokenScope.REVIEW if right == "tracker.change_changeset" else _SCOPE_OF.get(verb)
        return about in _ABOUT and scope in self.scopes


class TokenPart(Part):
    """A part of the data that a token is for. Identity: token, jurisdiction and department."""

    # Identity
    token = models.ForeignKey(Token, models.CASCADE, related_name="parts", verbose_name=_("token"))

    class Meta:
        ordering = ["token", "jurisdiction", "department"]
        verbose_name = _("part of the data a token is for")
        verbose_name_plural = _("parts of the data a token is for")
        constraints = [
            models.UniqueConstraint(
                "token",
                Coalesce("jurisdiction", 0),
                Coalesce("department", 0),
                name="token_part_identity",
                violation_error_message=_("The token has this part already."),
            ),
        ]
