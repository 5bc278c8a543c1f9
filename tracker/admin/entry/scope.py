"""Which grid: a place or a department, and a year or a part of one."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import Department, Jurisdiction, Remit
from tracker.progress import today
from tracker.quantities import Period, parse_period

from ..reading import period_of
from .names import NamedField


class ScopeForm(forms.Form):
    """What the address of a grid says."""

    jurisdiction = NamedField("jurisdiction", label=_("jurisdiction"), required=False)
    department = NamedField("department", label=_("department"), required=False)
    period = forms.CharField(
        label=_("year, or part of one"),
        max_length=30,
        widget=forms.TextInput({"size": 12, "title": _("2021, 2021-H1, 2021-06, 2021-01..09")}),
    )
    q = forms.CharField(
        label=_("indicators named"), max_length=100, required=False, widget=forms.TextInput({"size": 12})
    )
    source = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput)

    def clean_period(self) -> Period:
        """A year, or something that lies within one."""
        period = period_of(self.cleaned_data["period"])
        if period.start is None or period.start.year != period.end.year:
            raise ValidationError(_("Give a year, or a part of one."))
        return period

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("jurisdiction") or cleaned.get("department")):
            raise ValidationError(_("Choose a place or a department."))
        return cleaned


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The grid that was asked for; `source` names the document its figures are from."""

    period: Period
    jurisdiction: Jurisdiction | None = None
    department: Department | None = None
    named: str = ""
    source: str = ""
    page: int = 1

    @classmethod
    def of(cls, form: ScopeForm) -> Self:
        """The grid a valid form asks for."""
        said = form.cleaned_data
        return cls(
            period=said["period"],
            jurisdiction=said["jurisdiction"],
            department=said["department"],
            named=said["q"],
            source=said["source"],
            page=said["page"] or 1,
        )

    def form(self) -> ScopeForm:
        """The form that asks for it, its rows named in full."""
        said = {"jurisdiction": self.jurisdiction, "department": self.department, "source": self.source}
        return ScopeForm(initial={**said, "period": self.period.text, "q": self.named})

    @property
    def title(self) -> str:
        """Whose figures, and of when."""
        parts = [self.jurisdiction, self.department, self.period.text]
        return " · ".join(str(part) for part in parts if part)

    def query(self) -> str:
        """The grid as an address says it."""
        said = {
            "jurisdiction": self.jurisdiction.code if self.jurisdiction else "",
            "department": self.department.code if self.department else "",
            "period": self.period.text,
            "q": self.named,
            "source": self.source,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: text for name, text in said.items() if text})


def last_year() -> str:
    """The year whose figures are likeliest wanted: the last that is over."""
    return str(today().year - 1)


def own_scopes(request: HttpRequest) -> list[Scope]:
    """A grid for each remit of the user that names a place or a department."""
    remits = Remit.objects.filter(user=request.user).select_related("jurisdiction", "department")
    year = parse_period(last_year())
    return [
        Scope(period=year, jurisdiction=remit.jurisdiction, department=remit.department)
        for remit in remits
        if remit.jurisdiction or remit.department
    ]
