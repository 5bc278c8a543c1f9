"""Change sets in templates."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tracker.models import ChangeSet, Outcome

register = template.Library()


@register.simple_tag
def outcomes_of(change_set: ChangeSet) -> SafeString:
    """How many rows ended how, in the order of `Outcome`, leaving out what did not occur."""
    found = [
        (outcome.value, outcome.label, change_set.counts[outcome.value])
        for outcome in Outcome
        if change_set.counts.get(outcome.value)
    ]
    return format_html_join(" · ", '<span class="outcome-{} nowrap">{} {}</span>', found)
