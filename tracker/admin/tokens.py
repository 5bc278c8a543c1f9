"""Tokens at the desk: whose they are and what for; made for somebody else, and revoked."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy, ngettext

from tracker.actions.tokens import issue_token, revoke_token
from tracker.models import Token, TokenPart, TokenScope

from .base import CONTENT, IDENTITY, LIFECYCLE, Desk, group


class TokenEntry(forms.ModelForm):
    """A token for a program of somebody's."""

    days = forms.IntegerField(label=gettext_lazy("good for (days)"), min_value=1, initial=90)

    class Meta:
        model = Token
        fields = ("user", "name", "writes", "reviews")


class PartInline(admin.TabularInline):
    """A row for each part of the data it is for; none means wherever its user works."""

    model = TokenPart
    extra = 0
    autocomplete_fields = ("jurisdiction", "department")

    def has_add_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return obj is None and request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False


@admin.register(Token)
class TokenDesk(Desk):
    """Every token there is. What one is for never changes: another is made instead.

    Only a superuser makes and revokes those of others; everybody has a page for their own.
    """

    list_display = ("name", "prefix", "user", "writes", "reviews", "usable", "expires_at", "last_used_at")
    list_filter = ("writes", "reviews", "user")
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username")
    autocomplete_fields = ("user",)
    actions = ("revoke_selected",)
    inlines = (PartInline,)
    fieldsets = (
        group(IDENTITY, "prefix"),
        group(CONTENT, "user", "name", ("writes", "reviews")),
        group(LIFECYCLE, "created_at", "expires_at", "last_used_at", "revoked_at"),
    )
    add_fieldsets = (group(CONTENT, "user", "name", "days", ("writes", "reviews")),)

    def get_fieldsets(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(
        self, request: HttpRequest, obj: Token | None = None, change: bool = False, **options: Any
    ) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": TokenEntry}), **options)

    # Who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Those who may revoke anybody's."""
        return request.user.is_superuser

    # What is done

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        """Nothing yet: a token is made together with its parts."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Make the token; the page that answers shows its secret."""
        entered = [each.cleaned_data for formset in formsets for each in formset.forms if each.has_changed()]
        data = form.cleaned_data
        scopes = {TokenScope.WRITE: data["writes"], TokenScope.REVIEW: data["reviews"]}
        token, secret = issue_token(
            user=data["user"],
            name=data["name"],
            days=data["days"],
            scopes=[scope for scope, chosen in scopes.items() if chosen],
            parts=[(row["jurisdiction"], row["department"]) for row in entered],
            by=request.user,
        )
        form.instance.pk, form.instance.prefix, form.instance.secret = token.pk, token.prefix, secret
        for formset in formsets:  # what Django's own log asks for
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def response_add(self, request: HttpRequest, obj: Token, post_url_continue: Any = None) -> HttpResponse:
        """Show the secret."""
        request.current_app = self.admin_site.name
        whole = {**self.admin_site.each_context(request), "title": obj.name, "opts": self.opts}
        context = {**whole, "original": obj, "secret": obj.secret}
        return TemplateResponse(request, "admin/tracker/token/handed.html", context)

    @admin.action(description=gettext_lazy("Revoke"), permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        standing = list(queryset.filter(revoked_at__isnull=True).select_related("user"))
        for token in standing:
            revoke_token(token=token, by=request.user)
        text = ngettext("%(count)d token revoked.", "%(count)d tokens revoked.", len(standing))
        messages.success(request, text % {"count": len(standing)})

    @admin.display(description=gettext_lazy("usable"), boolean=True)
    def usable(self, obj: Token) -> bool:
        """Whether it is neither revoked nor expired."""
        return obj.is_usable
