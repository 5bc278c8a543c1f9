"""Rows of the list of commitments. Not written as a template: a page has fifty, and is asked for often."""

from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.reports.languages import kept
from tracker.templatetags.statuses import badge

register = template.Library()

_ROW: Final = """<tr role="row">
<td role="cell" class="list-statement"><a href="{url}" dir="auto"{language}>{statement}</a>
<span class="aside">{said}</span></td>
<td role="cell" class="list-target"><span class="small-label" aria-hidden="true">{target_word}</span><span>\
<span class="figure">{target}</span> <span class="aside nowrap">{period}</span></span></td>
<td role="cell" class="list-latest"><span class="small-label" aria-hidden="true">{latest_word}</span><span>\
{latest}</span></td>
<td role="cell" class="list-status">{status}{distance}{notes}</td>
</tr>
"""
_FIGURE: Final = """<span class="figure">{text}</span>
<span class="aside"><span class="nowrap">{period}</span>{status}{derived} · \
<span class="nowrap reliability reliability-{code}">{reliability}</span></span>"""


@register.filter
def as_row(row: Any, shows_plan: bool) -> SafeString:
    """A shown commitment as a row of the list; it names its plan where the page is not that plan's."""
    target_word, latest_word, main_word, nothing = _words()
    said = [row.plan if shows_plan else "", row.topic, main_word if row.is_main else "", row.binding]
    return format_html(
        _ROW,
        url=row.url,
        language=row.language,
        statement=row.statement,
        said=" · ".join(filter(None, said)),
        target_word=target_word,
        target=row.target.text,
        period=row.target.period,
        latest_word=latest_word,
        latest=as_figure(row.latest) if row.latest else nothing,
        status=badge(row.status),
        distance=format_html(' <span class="aside">{}</span>', row.distance) if row.distance else "",
        notes=format_html_join(
            "",
            ' <span class="aside" data-note="{}" title="{}">{}</span>',
            ((note.code, note.text, note.name) for note in row.notes),
        ),
    )


@register.filter
def as_figure(figure: Any) -> SafeString:
    """A shown figure that has a value, with all that says how far to trust it."""
    how = figure.row.derivation
    return format_html(
        _FIGURE,
        text=figure.text,
        period=figure.period,
        status=f" · {figure.status}" if figure.status else "",
        derived=format_html(' · <span title="{}">{}</span>', how, _("derived")) if how else "",
        code=figure.reliability_code,
        reliability=figure.reliability,
    )


@kept
def _words() -> tuple[str, str, str, SafeString]:
    nothing = format_html('<span class="aside">{}</span>', _("none published"))
    return _("Target"), _("Latest figure"), _("main target"), nothing
