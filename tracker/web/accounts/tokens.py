"""One's own tokens: made for a program, looked over, and revoked."""

from itertools import product
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from tracker.actions.tokens import Place, issue_token, revoke_token
from tracker.exceptions import ActionError, AuthorityError
from tracker.models import Department, Jurisdiction, Token, TokenScope
from tracker.reports.denials import refusal_text

#: Longer than this nobody's list of places is; what is chosen beyond is refused.
_MOST_PLACES = 50


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(
        label=gettext_lazy("name"),
        max_length=Token._meta.get_field("name").max_length,
        help_text=gettext_lazy("What it is for: a program or a machine."),
    )
    days = forms.IntegerField(label=gettext_lazy("good for (days)"), min_value=1, initial=90)
    writes = forms.BooleanField(
        label=gettext_lazy("may enter"),
        required=False,
        help_text=Token._meta.get_field("writes").help_text,
    )
    reviews = forms.BooleanField(
        label=gettext_lazy("may review and publish"),
        required=False,
        help_text=Token._meta.get_field("reviews").help_text,
    )
    jurisdictions = forms.ModelMultipleChoiceField(
        Jurisdiction.objects.order_by("code"),
        label=gettext_lazy("only these jurisdictions"),
        required=False,
        help_text=gettext_lazy("With all below them. None chosen: wherever you work."),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.order_by("code"),
        label=gettext_lazy("only what these departments answer for"),
        required=False,
        help_text=gettext_lazy("None chosen: everything there."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        longest = settings.TOKEN_MAX_DAYS
        field = self.fields["days"]
        field.validators.append(MaxValueValidator(longest))
        field.widget.attrs.update(min=1, max=longest)
        field.help_text = _("At most %(limit)s.") % {"limit": longest}
        field.initial = min(90, longest)

    def clean(self) -> dict[str, Any]:
        """Refuse more places than anybody looks over."""
        cleaned = super().clean() or self.cleaned_data
        if len(self.places()) > _MOST_PLACES:
            raise forms.ValidationError(
                _("Choose at most %(limit)s places and departments.") % {"limit": _MOST_PLACES}
            )
        return cleaned

    def scopes(self) -> list[TokenScope]:
        """What it may do beside reading."""
        chosen = {TokenScope.WRITE: "writes", TokenScope.REVIEW: "reviews"}
        return [scope for scope, name in chosen.items() if self.cleaned_data[name]]

    def places(self) -> list[Place]:
        """The parts of the data it is for; empty for all its user works on."""
        chosen = [list(self.cleaned_data.get(name, ())) for name in ("jurisdictions", "departments")]
        return list(product(*(rows or [None] for rows in chosen))) if any(chosen) else []


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, and make one; its secret is on the page that answers, and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made: dict[str, Any] = {}
    if form.is_valid():
        token, secret = issue_token(
            user=request.user,
            name=form.cleaned_data["name"],
            days=form.cleaned_data["days"],
            scopes=form.scopes(),
            parts=form.places(),
            by=request.user,
        )
        made, form = {"made": token, "secret": secret}, TokenForm()
    rows = request.user.tokens.prefetch_related("parts__jurisdiction", "parts__department")
    return render(request, "accounts/tokens.html", {"form": form, "rows": rows, **made})


@login_required
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke one's own token, a superuser anybody's; back to the list."""
    token = get_object_or_404(Token.objects.select_related("user"), pk=number)
    try:
        revoke_token(token=token, by=request.user)
    except AuthorityError as error:
        raise PermissionDenied(refusal_text(error)) from error
    except ActionError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(
            request, _("“%(name)s” is revoked: it opens nothing any more.") % {"name": token.name}
        )
    return redirect("web:tokens")
