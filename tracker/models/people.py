"""Who works with the data."""

from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .tokens import Token


class User(AbstractUser):
    """A person or a machine account. Identity: the user name.

    `token` is the one through which they ask at the moment, if by any. Whatever is done by such a user is cut
    down to it: here, where rights are asked for, and in `authority`, where remits are.
    """

    token: Token | None = None

    must_change_password = models.BooleanField(
        _("has to change the password"),
        default=False,
        help_text=_("Somebody else chose the present one: nothing else is open until it is changed."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether the user has a right, and the token they ask through carries it."""
        return (self.token is None or self.token.allows(perm)) and super().has_perm(perm, obj)

    def through(self, token: Token | None) -> "User":
        """The user as one who asks through a token; None takes the token away."""
        self.token = token
        return self


class Login(AccessLog):
    """Somebody logged in: kept by django-axes, under a name of ours."""

    class Meta:
        proxy = True
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return f"{self.username} {_moment(self.attempt_time)}"


class FailedLogin(AccessAttempt):
    """Failed logins of one name, address and browser: kept by django-axes, under a name of ours."""

    class Meta:
        proxy = True
        verbose_name = _("failed login")
        verbose_name_plural = _("failed logins")

    def __str__(self) -> str:
        return f"{self.username} {_moment(self.attempt_time)}"


def _moment(time: Any) -> str:
    return date_format(timezone.localtime(time), "SHORT_DATETIME_FORMAT")
