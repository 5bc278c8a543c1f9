"""Changing one's own password: asked for, or demanded where somebody else chose the present one."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView, RedirectURLMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker.actions import accounts

#: What is open to somebody who has to change the password. The API says it in a problem document of its own.
_OPEN: Final = frozenset({"web:password", "web:logout", "admin:logout", "healthz", "readyz"})


class NewPassword(PasswordChangeForm):
    """The old password, and twice the new one."""

    def clean(self) -> dict[str, Any]:
        """Refuse the old one over again: somebody else may know it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("old_password") and cleaned.get("old_password") == cleaned.get("new_password1"):
            self.add_error("new_password1", ValidationError(_("This is the password you have now.")))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Store it."""
        accounts.change_password(user=self.user, password=self.cleaned_data["new_password1"])
        return self.user


class PasswordPage(RedirectURLMixin, PasswordChangeView):
    """Change one's own password, and go on to where one wanted to go."""

    form_class = NewPassword
    template_name = "accounts/password.html"

    def get_default_redirect_url(self) -> str:
        """The desk, for those who work there."""
        return reverse("admin:index" if self.request.user.is_staff else settings.LOGIN_REDIRECT_URL)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the address to go on to."""
        return {**super().get_context_data(**kwargs), "next": self.get_redirect_url()}

    def form_valid(self, form: NewPassword) -> HttpResponse:
        """Say that it was done."""
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


class PasswordFirst:
    """Lets somebody whose password another person chose to the page on which it is changed, nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead to the password's page whoever has to change it; what was sent is not carried out."""
        match = request.resolver_match
        # Who brings no session is nobody, and need not be looked up.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or match.view_name in _OPEN:
            return None
        if "api" in match.namespaces or not getattr(request.user, "must_change_password", False):
            return None
        if request.method in ("GET", "HEAD"):
            wanted = request.get_full_path()
        else:
            messages.warning(request, _("Nothing was done: change your password first."))
            wanted = ""
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(reverse("web:password") + query)
