"""Who works with the data."""

from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person or a machine account. Identity: the user name."""

    must_change_password = models.BooleanField(
        _("has to change the password"),
        default=False,
        help_text=_("Somebody else chose the present one: nothing else is open until it is changed."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")


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
