"""Who works with the data: accounts, their passwords and locks, and the record of logins."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from tracker.actions import accounts
from tracker.exceptions import ActionError
from tracker.models import FailedLogin, Login, User
from tracker.reports.denials import refusal_text

from .base import CONTENT, IDENTITY, LIFECYCLE, Desk, ReadOnly, group
from .lists import LongDesk
from .remits import RemitInline


class AccountForm(forms.ModelForm):
    """An account without its password, which has a page of its own."""

    def clean(self) -> dict[str, Any]:
        """Keep the last administrator."""
        cleaned = super().clean() or self.cleaned_data
        stays = cleaned.get("is_active", True) and cleaned.get("is_superuser", True)
        if self.instance.pk and not stays:
            try:
                accounts.require_administrator_beside([self.instance])
            except ActionError as error:
                self.add_error(None, refusal_text(error))
        return cleaned


class HandedPassword(forms.Form):
    """A password for somebody else: generated, or this one."""

    password = forms.CharField(
        label=gettext_lazy("password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"}),
        help_text=gettext_lazy("Leave it empty and one is generated."),
    )

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        self.user = user

    def clean_password(self) -> str:
        if password := self.cleaned_data["password"]:
            validate_password(password, self.user)
        return password


def locks(username: Any) -> QuerySet:
    """Addresses from which the account of `username` is locked at the moment."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tries = FailedLogin.objects.filter(username=username, attempt_time__gt=since).order_by()
    counted = tries.values("username", "ip_address").annotate(failed=Sum("failures_since_start"))
    return counted.filter(failed__gte=settings.AXES_FAILURE_LIMIT)


@admin.register(User)
class UserDesk(Desk, UserAdmin):
    """Accounts. Only an administrator touches those of administrators, and one is always left."""

    form = AccountForm
    add_form = AccountForm
    add_form_template = None
    change_form_template = "admin/tracker/user/change_form.html"
    list_display = ("username", "full_name", "email", "is_active", "is_staff", "is_superuser", "locked")
    list_filter = ("is_active", "is_staff", "is_superuser", "must_change_password", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    actions = ("unlock_selected", "close_selected", "open_selected")
    readonly_fields = ("must_change_password", "locked", "last_login", "date_joined")
    fieldsets = (
        group(IDENTITY, "username"),
        group(CONTENT, ("last_name", "first_name"), "email"),
        group(
            gettext_lazy("Permissions"),
            ("is_active", "is_staff", "is_superuser"),
            "groups",
        ),
        group(LIFECYCLE, "must_change_password", "locked", ("last_login", "date_joined")),
    )
    add_fieldsets = fieldsets[:3]
    inlines = (RemitInline,)

    # Whose account may be touched

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(is_locked=Exists(locks(OuterRef("username"))))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{**options, "widget": forms.CheckboxSelectMultiple}
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else (*fixed, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    # What is stored

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        accounts.save_account(user=obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        accounts.delete_accounts(users=[obj], by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        accounts.delete_accounts(users=list(queryset), by=request.user)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        """Generate the first password, and show it."""
        return self._handed(request, obj, accounts.hand_password(user=obj, by=request.user))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ActionError as error:
            return self._refused(request, error, reverse("admin:tracker_user_change", args=[object_id]))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        try:
            # A deletion is written into the record before it is refused.
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except ActionError as error:
            return self._refused(request, error, request.get_full_path())

    # What can be done to an account besides

    def get_urls(self) -> list[Any]:
        unlock = self.admin_site.admin_view(self.unlock_view)
        return [path("<int:number>/unlock/", unlock, name="tracker_user_unlock"), *super().get_urls()]

    @method_decorator(sensitive_post_parameters())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Hand a new password to somebody, who has to change it; one's own is changed elsewhere."""
        user = self._account(request, id)
        if user.pk == request.user.pk:
            return redirect("web:password")
        form = HandedPassword(user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            typed = form.cleaned_data["password"]
            password = accounts.hand_password(user=user, by=request.user, password=typed)
            self.log_change(request, user, _("Password handed over."))
            return self._handed(request, user, "" if typed else password)
        context = {"form": form, "rules": password_validators_help_texts()}
        return self._page(request, user, "admin/tracker/user/password.html", **context)

    def unlock_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Lift the lock of an account."""
        user = self._account(request, str(number))
        if request.method == "POST":
            accounts.unlock(users=[user], by=request.user)
            self.log_change(request, user, _("Unlocked."))
            messages.success(request, _("%(user)s can log in again.") % {"user": user})
        return redirect("admin:tracker_user_change", user.pk)

    @admin.action(description=gettext_lazy("Unlock"), permissions=["change"])
    def unlock_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = self._touchable(request, queryset)
        accounts.unlock(users=users, by=request.user)
        self._count(request, len(users))

    @admin.action(description=gettext_lazy("Close the accounts"), permissions=["change"])
    def close_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = self._touchable(request, queryset)
        self._count(request, accounts.set_active(users=users, active=False, by=request.user))

    @admin.action(description=gettext_lazy("Open the accounts"), permissions=["change"])
    def open_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        users = self._touchable(request, queryset)
        self._count(request, accounts.set_active(users=users, active=True, by=request.user))

    # Columns

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def full_name(self, obj: User) -> str:
        """Family name first, as in Chinese."""
        return f"{obj.last_name}{obj.first_name}"

    @admin.display(description=gettext_lazy("locked"), boolean=True)
    def locked(self, obj: User) -> bool:
        """Whether too many logins failed."""
        return obj.pk is not None and obj.is_locked

    # Their parts

    def _account(self, request: HttpRequest, number: str) -> User:
        """An account that may be touched. Raises Http404, PermissionDenied."""
        user = self.get_object(request, number)
        if user is None:
            raise Http404(number)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def _touchable(self, request: HttpRequest, queryset: QuerySet) -> list[User]:
        return [user for user in queryset if _may_touch(request.user, user)]

    def _count(self, request: HttpRequest, count: int) -> None:
        text = ngettext("%(count)d account: done.", "%(count)d accounts: done.", count)
        messages.success(request, text % {"count": count})

    def _refused(self, request: HttpRequest, error: ActionError, address: str) -> HttpResponse:
        messages.error(request, refusal_text(error))
        return redirect(address)

    def _handed(self, request: HttpRequest, user: User, password: str) -> HttpResponse:
        return self._page(request, user, "admin/tracker/user/handed.html", password=password)

    def _page(self, request: HttpRequest, user: User, template: str, **context: Any) -> HttpResponse:
        request.current_app = self.admin_site.name
        title = _("Password for %(user)s") % {"user": user}
        whole = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, {**whole, "original": user})


def _may_touch(by: User, user: User | None) -> bool:
    return user is None or by.is_superuser or not user.is_superuser


@admin.register(FailedLogin)
class AttemptDesk(ReadOnly):
    """Failed logins of the last while, by account and address: what locks are counted from."""

    list_display = ("attempt_time", "username", "ip_address", "failures_since_start", "user_agent")
    search_fields = ("username", "ip_address")
    fieldsets = (
        group(IDENTITY, "username", "ip_address", "user_agent"),
        group(CONTENT, "failures_since_start", "path_info"),
        group(LIFECYCLE, "attempt_time"),
    )


@admin.register(Login)
class LoginDesk(LongDesk, ReadOnly):
    """Who logged in when, and from where."""

    list_display = ("attempt_time", "username", "ip_address", "logout_time", "user_agent")
    search_fields = ("username", "ip_address")
    fieldsets = (
        group(IDENTITY, "username", "ip_address", "user_agent"),
        group(LIFECYCLE, "attempt_time", "logout_time"),
    )
