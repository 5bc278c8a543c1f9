"""What is asked when a file is brought in, and when its fate is decided."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.exceptions import QuantityError
from tracker.ingest import ENCODINGS, LONGEST_REASON, MESSAGES, Layout, Problem
from tracker.models import Jurisdiction, Reliability
from tracker.quantities import parse_partial_date, parse_period

#: Columns the file may leave out, because the form says them once for all rows.
DEFAULTS: Final = (
    "jurisdiction",
    "period",
    "source_title",
    "source_publisher",
    "source_url",
    "published_on",
    "reliability",
)
_LIMIT = lazy(
    lambda: _("CSV, TSV, XLSX or XLS, up to %(limit)s MB.") % {"limit": settings.IMPORT_MAX_MB}, str
)


def jurisdiction_choices() -> list[tuple[str, str]]:
    """Every jurisdiction by code, with none first."""
    rows = Jurisdiction.objects.order_by("code")
    return [("", "—"), *((row.code, f"{row.label} ({row.code})") for row in rows)]


def encoding_choices() -> list[tuple[str, Any]]:
    """Every encoding a text table may have."""
    return [("", gettext_lazy("found out")), *((name, name.upper()) for name in ENCODINGS)]


def remedy(code: str) -> str:
    """What is wrong and what to do, in the words the checker has for it."""
    wrong, mend = MESSAGES[code]
    return f"{wrong}. {mend}"


def too_large() -> str:
    """That a file is too large, and what to do."""
    return Problem("too_large", params={"limit": str(settings.IMPORT_MAX_MB)}).text()


class DefaultsForm(forms.Form):
    """What all rows of a file share and it does not say itself."""

    jurisdiction = forms.ChoiceField(
        label=gettext_lazy("jurisdiction"), choices=jurisdiction_choices, required=False
    )
    period = forms.CharField(
        label=gettext_lazy("period"), max_length=30, required=False, help_text="2021, 2021-H1, 2021-06"
    )
    source_title = forms.CharField(
        label=gettext_lazy("title of the document"), max_length=300, required=False
    )
    source_publisher = forms.CharField(label=gettext_lazy("publisher"), max_length=200, required=False)
    source_url = forms.URLField(
        label=gettext_lazy("address of the document"), max_length=500, required=False, assume_scheme="https"
    )
    published_on = forms.CharField(
        label=gettext_lazy("published on"), max_length=20, required=False, help_text="2022-01-26, 2022-01"
    )
    reliability = forms.ChoiceField(
        label=gettext_lazy("reliability"), choices=[("", "—"), *Reliability.choices], required=False
    )

    def clean_period(self) -> str:
        """Refuse what is no period."""
        text: str = self.cleaned_data["period"].strip()
        try:
            return parse_period(text).text if text else ""
        except QuantityError as error:
            raise ValidationError(remedy("not_a_period")) from error

    def clean_published_on(self) -> str:
        """Refuse what is no date."""
        text: str = self.cleaned_data["published_on"].strip()
        try:
            return parse_partial_date(text).text if text else ""
        except QuantityError as error:
            raise ValidationError(remedy("not_a_date")) from error

    def filled(self) -> dict[str, str]:
        """What was filled in, by field."""
        return {name: self.cleaned_data[name] for name in DEFAULTS if self.cleaned_data[name]}


class UploadForm(DefaultsForm):
    """A file with what its rows share."""

    file = forms.FileField(label=gettext_lazy("file"), help_text=_LIMIT, max_length=200)
    encoding = forms.ChoiceField(
        label=gettext_lazy("encoding"),
        choices=encoding_choices,
        required=False,
        help_text=gettext_lazy("Only where Chinese came out as nonsense."),
    )
    look = forms.BooleanField(label=gettext_lazy("Look at the columns first"), required=False)

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_MB * 1024 * 1024:
            raise ValidationError(too_large())
        return file

    def layout(self) -> Layout:
        """How to read the file, as far as the form says."""
        return Layout(encoding=self.cleaned_data["encoding"], defaults=self.filled())


class DecisionForm(forms.Form):
    """What becomes of rows that need somebody's decision."""

    accept_warnings = forms.BooleanField(label=gettext_lazy("Accept the warnings"), required=False)
    valid_only = forms.BooleanField(
        label=gettext_lazy("Leave out what is invalid or undecided"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for corrections"), max_length=LONGEST_REASON, required=False
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=gettext_lazy("reason"), max_length=LONGEST_REASON)
