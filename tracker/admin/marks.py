"""How the desk shows what is yes or no, and what the program wrote down for itself."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def yes_or_no(value: bool | None) -> SafeString:
    """Django's picture of a truth value, read out in the reader's language: not True, False, None."""
    name, word = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


# Lists and pages of a row ask this one function, and offer no other place to say it.
admin_list._boolean_icon = yes_or_no


def recorded(model: Any, name: str) -> Callable[[Any], SafeString]:
    """A JSON field for reading, in the program's own notation and marked as such."""

    @admin.display(description=model._meta.get_field(name).verbose_name)
    def column(obj: Any) -> SafeString:
        text = json.dumps(getattr(obj, name), ensure_ascii=False, indent=1)
        return format_html('<code class="record" translate="no">{}</code>', text)

    return column
