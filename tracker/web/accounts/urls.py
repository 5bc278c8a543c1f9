"""Addresses of a person's own account."""

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import tokens
from .passwords import PasswordPage

_LOGIN = LoginView.as_view(
    template_name="accounts/login.html",
    extra_context={
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
        "is_public": lambda: settings.PUBLIC_READING,
    },
)

urlpatterns = [
    path("login/", _LOGIN, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", PasswordPage.as_view(), name="password"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="token-revoke"),
]
