"""Texts of other packages that their own catalogues lack in Chinese, or say less well: ours says them.

Nothing here is called. The catalogue is collected from the sources, and what stands in it takes precedence.
"""

from typing import Final

from django.utils.translation import gettext_noop, ngettext_lazy

BORROWED: Final = (
    # Django
    gettext_noop("Add %s"),
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Change %s"),
    gettext_noop("Delete selected %(verbose_name_plural)s"),
    gettext_noop("Error:"),
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("View %s"),
    gettext_noop(" By %(filter_title)s "),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    # django-axes
    gettext_noop("Attempt Time"),
    gettext_noop("Failed Logins"),
    gettext_noop("IP Address"),
    gettext_noop("Logout Time"),
    gettext_noop("Path"),
    gettext_noop("User Agent"),
    gettext_noop("Username"),
)
