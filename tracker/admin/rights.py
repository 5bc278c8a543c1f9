"""Roles, and the rights they give, in words."""

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import CONTENT, IDENTITY, Desk, group

_ACTS: Final = {
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "view": gettext_lazy("view"),
}


def right_text(right: Permission) -> str:
    """Table and act; a right of another kind by the name its table gives it, not the one once stored."""
    act, _dash, name = right.codename.partition("_")
    table = right.content_type.model_class()
    if act in _ACTS and table is not None and name == table._meta.model_name:
        pair = {"table": capfirst(table._meta.verbose_name), "act": _ACTS[act]}
        return _("%(table)s: %(act)s") % pair
    named = dict(table._meta.permissions) if table is not None else {}
    return str(named.get(right.codename) or _(right.name))


class RightsField(forms.ModelMultipleChoiceField):
    """Rights to tick, each named by what it is about."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "rights"})

    def label_from_instance(self, obj: Permission) -> str:
        """In words."""
        return right_text(obj)


def rights() -> QuerySet:
    """Rights over the tables of the program, those of one table together."""
    found = Permission.objects.filter(content_type__app_label__in=("tracker", "auth"))
    return found.select_related("content_type").order_by("content_type", "codename")


admin.site.unregister(Group)


@admin.register(Group)
class RoleDesk(Desk):
    """What those who have a role may do."""

    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name",)
    fieldsets = (group(IDENTITY, "name"), group(CONTENT, "permissions"))

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """The rights to tick; to who only looks, a list of those given."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return (group(IDENTITY, "name"), group(CONTENT, "given"))

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "given")

    @admin.display(description=gettext_lazy("permissions"))
    def given(self, obj: Group) -> SafeString:
        """Each right in a line."""
        chosen = rights().filter(group=obj)
        items = format_html_join("", "<li>{}</li>", ((right_text(each),) for each in chosen))
        return format_html("<ul>{}</ul>", items)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request, **options)
        return RightsField(rights(), label=capfirst(db_field.verbose_name), required=False)
