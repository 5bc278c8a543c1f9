"""Who works with the data."""

from django.contrib.auth.models import AbstractUser
from django.db import models
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
