"""Rows named in a text field: by code, name or title, with what is known offered while typing.

A field and a list of options take the place of a select with every document in it: they work without
JavaScript, in a grid of thirty rows, and by keyboard.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker.models import Department, Document, Indicator, Jurisdiction, Plan, Topic

#: The code at the end of an option: 2022年政府工作报告 [zhengzhou-2022-work-report].
_CODE = re.compile(r"\[([^\[\]\s]+)\]\s*$")
#: No name is longer, and no longer text is looked up.
_LONGEST: Final = 400
_OFFERED: Final = 20


class Named(NamedTuple):
    """How the rows of a table are named: the fields besides the code, and those that tell namesakes apart."""

    model: type[models.Model]
    names: tuple[str, ...]
    order: tuple[str, ...] = ("code",)


NAMED: Final[Mapping[str, Named]] = {
    "document": Named(Document, ("title",), ("-published_on", "code")),
    "indicator": Named(Indicator, ("name", "name_en", "aliases__name")),
    "jurisdiction": Named(Jurisdiction, ("name", "name_en")),
    "department": Named(Department, ("name", "name_en")),
    "plan": Named(Plan, ("name", "name_en"), ("-period_end", "code")),
    "topic": Named(Topic, ("name", "name_en"), ("position", "code")),
}


def option(row: Any) -> str:
    """A row as its field shows it, from which `find` knows it again."""
    aside = ""
    if isinstance(row, Document):
        aside = " · ".join(part for part in (row.publisher, row.published) if part)
    elif isinstance(row, Indicator):
        aside = row.unit.symbol
    return f"{row}（{aside}）[{row.code}]" if aside else f"{row} [{row.code}]"


def find(kind: str, texts: Collection[str]) -> dict[str, list[Any]]:
    """The rows each text names: those of its code, else of a name. A query, and one for each sort of name."""
    wanted = {text: _code_in(text) or text.strip() for text in texts if text.strip()}
    rows = _rows(kind)
    by_code = {row.code: row for row in rows.filter(code__in=set(wanted.values()))}
    found = {text: [by_code[code]] for text, code in wanted.items() if code in by_code}
    unknown = {text: name for text, name in wanted.items() if text not in found}
    if not unknown:
        return found
    named = _by_name(kind, rows, set(unknown.values()))
    return found | {text: named.get(name, []) for text, name in unknown.items()}


def offered(kind: str, text: str = "") -> list[str]:
    """A few rows whose code or names hold the text, as options."""
    rows, text = _rows(kind), text.strip()[:_LONGEST]
    if text:
        holds = Q(code__icontains=text)
        for name in NAMED[kind].names:
            holds |= Q(**{f"{name}__icontains": text})
        rows = rows.filter(pk__in=NAMED[kind].model._default_manager.filter(holds).values("pk"))
    return [option(row) for row in rows.order_by(*NAMED[kind].order)[:_OFFERED]]


def _rows(kind: str) -> QuerySet[Any]:
    rows = NAMED[kind].model._default_manager.all()
    return rows.select_related("unit") if kind == "indicator" else rows


def _code_in(text: str) -> str:
    found = _CODE.search(text)
    return found[1] if found else ""


def _by_name(kind: str, rows: QuerySet[Any], names: Iterable[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    kept = [name for name in names if len(name) <= _LONGEST]
    for path in NAMED[kind].names:
        for row in rows.filter(**{f"{path}__in": kept}).annotate(called=models.F(path)).order_by("code"):
            matches = found.setdefault(row.called, [])
            if row not in matches:
                matches.append(row)
    return found


class NamedField(forms.CharField):
    """A row named by its code or one of its names; cleaned to the row, or None where nothing was typed."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        options.setdefault("widget", NameInput(kind))
        super().__init__(max_length=_LONGEST, **options)

    def prepare_value(self, value: Any) -> Any:
        return option(value) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return one_of(text, find(self.kind, [text]).get(text, []), self.kind) if text else None


def one_of(text: str, rows: list[Any], kind: str) -> Any:
    """The one row a text names. Raises ValidationError where there is none, or several."""
    if not text:
        raise ValidationError(_("Name the %(kind)s."), params={"kind": NAMED[kind].model._meta.verbose_name})
    if len(rows) == 1:
        return rows[0]
    if rows:
        said = "、".join(option(row) for row in rows[:5])
        raise ValidationError(
            _("“%(text)s” is the name of several: %(rows)s. Give the code."),
            params={"text": text, "rows": said},
        )
    raise ValidationError(
        _("There is no %(kind)s of the code or name “%(text)s”. Choose one of those offered, or add it."),
        params={"kind": NAMED[kind].model._meta.verbose_name, "text": text},
    )


class NamesField(forms.Field):
    """Several rows, each named in a field of its own; cleaned to a list without repetitions."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(widget=NamesInput(kind), **options)

    def prepare_value(self, value: Any) -> Any:
        return [option(row) if isinstance(row, models.Model) else row for row in value or ()]

    def clean(self, value: Any) -> list[Any]:
        texts = [text for text in super().clean(value) or () if text.strip()]
        found = find(self.kind, texts)
        return list(dict.fromkeys(one_of(text, found.get(text, []), self.kind) for text in texts))


class OfferingInput(forms.TextInput):
    """A text field with a list of `options` behind it."""

    def options(self) -> Iterable[str]:
        """What is offered."""
        raise NotImplementedError

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field, and the list behind it."""
        listed = f"{(attrs or {}).get('id', name)}_offered"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        return format_html("{}{}", field, datalist(listed, self.options()))


class NameInput(OfferingInput):
    """A text field with rows to name; the script asks for more while somebody types."""

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "name", "autocomplete": "off", "data-names": kind, **(attrs or {})})
        self.kind = kind

    def options(self) -> Iterable[str]:
        """The first rows of the kind."""
        return offered(self.kind)


class NamesInput(NameInput):
    """A text field for each row that is named and for two more, over one list of what is offered."""

    #: Nobody names more, and no more is read.
    most: Final = 12

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was typed into the fields; of data without lists the one text."""
        said = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [text for text in said if text.strip()][: self.most]

    def id_for_label(self, id_: str) -> str:
        """The first field's."""
        return f"{id_}_0"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The fields, and the list behind them."""
        identity = (attrs or {}).get("id", name)
        listed = f"{identity}_offered"
        called = NAMED[self.kind].model._meta.verbose_name
        fields = (
            forms.TextInput.render(
                self,
                name,
                text,
                {"id": f"{identity}_{place}", "list": listed, "aria-label": f"{called} {place + 1}"},
                renderer,
            )
            for place, text in enumerate((*(value or ()), "", ""))
        )
        return format_html(
            "{}{}",
            format_html_join(" ", "{}", ((field,) for field in fields)),
            datalist(listed, self.options()),
        )


def datalist(identity: str, options: Iterable[str]) -> SafeString:
    """A list of options for text fields."""
    listed = format_html_join("", '<option value="{}"></option>', ((text,) for text in options))
    return format_html('<datalist id="{}">{}</datalist>', identity, listed)


@require_safe
def names(request: HttpRequest) -> JsonResponse:
    """What is offered for a text, `?of=document&q=…`. Raises Http404, PermissionDenied."""
    kind = request.GET.get("of", "")
    if kind not in NAMED:
        raise Http404(kind)
    if not request.user.has_perm(f"tracker.view_{kind}"):
        raise PermissionDenied
    text = request.GET.get("q", "").replace("\x00", "")
    return JsonResponse({"names": offered(kind, text)})
