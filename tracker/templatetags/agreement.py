"""Whether the figures of a list agree."""

from collections.abc import Iterable
from typing import Any

from django import template

from tracker.progress.conflicts import contradict

register = template.Library()


@register.filter
def conflicting_series(figures: Iterable[Any]) -> str:
    """The code of the series some of whose shown figures contradict each other; empty where none do."""
    rows = [figure.row for figure in figures]
    return rows[0].series.code if rows and contradict(rows) else ""
