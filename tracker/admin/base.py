"""What every page of the desk shares."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.actions.deleting import referring
from tracker.exceptions import DuixianError
from tracker.reports.denials import refusal_text

from .exports import Exporting
from .noting import Noting

IDENTITY = _("Identity")
CONTENT = _("Content")
TIES = _("Ties")
PROVENANCE = _("Provenance")
LIFECYCLE = _("Lifecycle")

Fieldset = tuple[str | Promise | None, dict[str, Any]]


def group(title: str | Promise | None, *fields: Any) -> Fieldset:
    """Fields that stand together under a title, as the models group them."""
    return title, {"fields": fields}


class WideFields:
    """Gives the fields named in `wide`, whose texts are sentences, the room to show them."""

    wide: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The form field, as wide as a sentence where that is wanted.

        What it refers to is never deleted from here.
        """
        if db_field.name in self.wide:
            options["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class Desk(Exporting, Noting, WideFields, admin.ModelAdmin):
    """A table of the desk.

    `identity` names the fields that make a row the one it is: they are chosen once and then only read, since
    addresses, fixtures and verdicts refer to them.
    """

    identity: tuple[str, ...] = ()
    # Counting all rows of a large table costs more than the page.
    show_full_result_count = False
    list_per_page = 50
    # Counts beside each filter would count the table once for each.
    show_facets = ShowFacets.NEVER

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return fixed if obj is None else (*fixed, *self.identity)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """What was changed, the fields by their names as the catalogue knows them.

        Django records a field as its label reads at the beginning of a line, and then finds no translation.
        """
        models = (self.model, *(inline.model for inline in self.inlines))
        with translation.override(None):
            names = {
                capfirst(str(field.verbose_name)): str(field.verbose_name)
                for model in models
                for field in model._meta.get_fields()
                if field.concrete
            }
        messages = super().construct_change_message(request, form, formsets, add)
        for message in messages:
            for what in message.values():
                if "fields" in what:
                    what["fields"] = [names.get(label, label) for label in what["fields"]]
        return messages

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go too, or what stands in the way: that is looked up before anything is collected.

        Rows that only tie two tables together are none that anybody made.
        """
        if refer := referring(list(objs)):
            return [], {}, set(), refer
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        ties = [
            model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created
        ]
        for tie in ties:
            counts.pop(tie.verbose_name_plural, None)
        kept = _without(listed, tuple(f"{capfirst(tie.verbose_name)}: " for tie in ties))
        return kept, counts, missing, protected

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, under the name of its rows; in a window of its own it asks to choose one."""
        title = {} if IS_POPUP_VAR in request.GET else {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Say what was refused by a rule no form can check; the transaction it broke has been taken back."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DuixianError as error:
            self.message_user(request, refusal_text(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def _without(listed: list[Any], beginnings: tuple[str, ...]) -> list[Any]:
    """A list of lists without the texts that begin in one of these ways."""
    return [
        _without(each, beginnings) if isinstance(each, list) else each
        for each in listed
        if isinstance(each, list) or not str(each).startswith(beginnings)
    ]


class ReadOnly(Desk):
    """A table whose rows the program writes; here they are only looked at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Also those no form would show.
        return tuple(field.name for field in self.opts.concrete_fields)
